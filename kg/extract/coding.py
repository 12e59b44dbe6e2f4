"""Says which act a word names: picks the frame of the lexicon that the word's particles, object and argument types allow."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses import children, conjuncts, is_verbal, objects, particles, preposition, slot, subject, surface_subject
from kg.extract.coreference import Reader
from kg.extract.lexicon import Frame, Lexicon
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OWNER_SLOTS = ("poss", "of", "by", "between", "with", "from", "amod", "compound", "against", "in", "on")
_FUTURE_TYPES = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST"})  # what is threatened by who says that it will be done
_FUTURE_AGREED = frozenset({"release", "access"})  # CAMEO 0353 and 0355: the intent to let go or to let in
_TIE = Frame("", None, (), None, kind="relation", recipient=("of", "poss"), eventuality="ongoing", content_slot=())
_DAYS = frozenset(day.lower() for day in day_name)
_GERUND = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


@dataclass(frozen=True)
class Act:
    """A word that names an act: its frame (None for a verb that the lexicon does not know), and the object it has eaten."""

    token: Token
    frame: Frame | None
    object: Token | None = None
    as_noun: bool = False  # named by a noun, or by a gerund that stands as one: "Fighting was reported"
    maker: tuple[Actor, ...] = ()  # of a compound, whom the name before the hyphen names: Kenya in "Kenya-brokered"

    @property
    def is_verb(self) -> bool:
        """Whether the word is a verb with a clause of its own."""
        return is_verbal(self.token) and not self.as_noun


def acts(sentence: Span, reader: Reader, lexicon: Lexicon) -> dict[int, Act]:
    """The acts that a sentence names, by the position of the naming word."""
    found: dict[int, Act] = {}
    eaten: set[int] = set()
    for token in sentence:
        if reader.mention(token) is not None:
            continue
        named = None if _is_named_event(token, lexicon) else _verb(token, reader, lexicon)
        act = _compound(token, reader, lexicon) or named or _adjective(token, lexicon)
        if act is not None:
            found[token.i] = act
            if act.object is not None:
                eaten.add(act.object.i)
    for token in sentence:
        if token.i in found or token.i in eaten or reader.mention(token) is not None:
            continue
        noun = _noun(token, lexicon) or _tie(token, reader)
        if noun is not None:
            found[token.i] = noun
    return {at: _as_threat(act, found, lexicon) for at, act in found.items()}


def _as_threat(act: Act, found: Mapping[int, Act], lexicon: Lexicon) -> Act:
    """A promise to do harm is a threat: "vowed to avenge", "ready to strike"; one not to do it stays a promise."""
    if act.frame is None or not act.frame.threatens:
        return act
    for clause in children(act.token, "xcomp", "ccomp", "advcl", "acl"):
        harm = found.get(clause.i)
        negated = any(child.lower_ in lexicon.negators for child in clause.children)
        if harm is not None and harm.frame is not None and harm.frame.type in HOSTILE and not negated:
            return replace(act, frame=replace(act.frame, type="THREATEN", cameo=lexicon.intent[harm.frame.type], mode=None))
    return act


def _verb(token: Token, reader: Reader, lexicon: Lexicon) -> Act | None:
    if not is_verbal(token) and not _participle_before_noun(token):
        return None
    around = _particles(token) | {word for thing in children(token, "obj") if (word := preposition(thing) or _strayed(thing))}
    told = objects(token) or children(token, "iobj")  # "allowed monitors to enter"
    things = [inner for thing in told for item in conjuncts(thing) for inner in measured(item, lexicon)]
    hung = {preposition(phrase) for thing in things for phrase in children(thing, "nmod")}
    frames = lexicon.verbs.get(token.lemma_.lower(), ())
    own = {
        frame.particle for frame in frames if frame.particle and not frame.objects
    }  # "call for a halt" is to call for, not to call
    found: list[tuple[int, Act]] = []
    for frame in frames:
        if frame.particle and frame.particle not in around and not (frame.objects and frame.particle in hung):
            continue
        if frame.with_infinitive and not _asks_to(token):
            continue
        if frame.with_clause and not children(token, "ccomp"):
            continue
        if frame.subjects and not _topics(token, reader, lexicon) & frame.subjects:
            continue
        eaten = _eaten(token, frame, things, own, reader, lexicon)
        if frame.objects and eaten is None:
            continue
        if frame.recipient_is_actor and not any(
            reader.actors(t) for name in frame.recipient for t in _in_slot(Act(token, frame, eaten), name)
        ):
            continue
        by_phrase = eaten is not None and not _called(eaten, reader, lexicon) & frame.objects
        found.append((frame.rank + by_phrase, Act(token, frame, eaten)))
    if found:
        return max(found, key=lambda ranked: ranked[0])[1]  # "rescue operation" is more than "operation"
    return Act(token, None) if is_verbal(token) else None


def _particles(verb: Token) -> set[str]:
    """The particles and prepositions of a verb but for those that only say when: "signed a pact on Monday" is not to sign on."""
    when = {preposition(phrase) for phrase in verb.children if phrase.lower_ in _DAYS}
    other = {preposition(phrase) for phrase in verb.children if phrase.lower_ not in _DAYS}
    bare = {child.lower_ for child in verb.children}
    return {word for word in particles(verb) if word not in when or word in other | bare}


def _strayed(noun: Token) -> str | None:
    """A verb's particle that a parser hung on the object behind it: "laid down conditions"."""
    first = next(iter(noun.subtree))
    return first.lower_ if first.pos_ == "ADP" and first.dep_ in ("compound", "advmod", "case") else None


def _eaten(token: Token, frame: Frame, things: list[Token], own: set[str], reader: Reader, lexicon: Lexicon) -> Token | None:
    """The noun that a frame asks for: an object, or what stands behind a preposition that makes no verb of its own with this one."""
    for noun in things:
        if _is_among(noun, frame.objects, reader, lexicon):
            return noun
    hung = [t for thing in things for t in children(thing, "nmod") if frame.particle and preposition(t) == frame.particle]
    phrases = [
        g for g in _governed(token) if preposition(g) not in own - {frame.particle or ""}
    ] + hung  # "put the officer on trial"
    behind = [t for phrase in phrases for t in measured(phrase, lexicon)]
    return next((t for t in behind if _is_among(t, frame.objects, reader, lexicon)), None)


def _called(noun: Token, reader: Reader, lexicon: Lexicon) -> set[str]:
    """What a noun is called: its lemma and its form, and of a mention, for which the parser saw another word, its own last word."""
    mention = reader.mention(noun)
    if mention is None:
        return {noun.lemma_.lower(), noun.lower_}
    last = str(noun.doc.user_data["block"])[mention.start : mention.end].lower().rsplit(maxsplit=1)[-1]
    return {noun.lemma_.lower(), last, lexicon.noun_forms.get(last, last)}


def _is_among(noun: Token, words: frozenset[str], reader: Reader, lexicon: Lexicon) -> bool:
    """Whether a noun is one of these, the words before it counting where the entry has several: "hunger strike"."""
    if _called(noun, reader, lexicon) & words:
        return True
    before = [t.lower_ for t in children(noun, "compound", "amod", "flat") if t.i < noun.i]
    if any({f"{word} {noun.lemma_.lower()}", f"{word} {noun.lower_}"} & words for word in before):
        return True
    return any(f"{noun.lemma_.lower()} of {word}" in words for t in slot(noun, "of") for word in (t.lemma_.lower(), t.lower_))


def measured(noun: Token, lexicon: Lexicon) -> Iterator[Token]:
    """The noun and, where it only counts or portions, what it counts: "half of Chad's debt", "a series of raids"."""
    yield noun
    if noun.lemma_.lower() in lexicon.measures:
        for inner in slot(noun, "of"):
            for item in conjuncts(inner):
                yield from measured(item, lexicon)


def _asks_to(verb: Token) -> bool:
    """Whether an infinitive with "to" depends on a verb: "told them to leave"."""
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "advcl")] + [
        c for o in children(verb, "obj", "iobj") for c in children(o, "acl")
    ]
    return any(mark.lower_ == "to" for clause in clauses for mark in children(clause, "mark"))


def _is_named_event(token: Token, lexicon: Lexicon) -> bool:
    """Whether a gerund stands as a noun of its own, with no object: "Fighting was reported"."""
    return (
        token.dep_ in ("nsubj", "nsubj:pass")
        and token.lower_.endswith("ing")
        and token.lower_ in lexicon.nouns
        and not children(token, "obj")
    )


def _topics(token: Token, reader: Reader, lexicon: Lexicon) -> set[str]:
    """What the surface subject and a passive's agent are called: "a wave of riots swept Chad", "Chad was swept by riots"."""
    heads = {t.i: t for head in [*surface_subject(token), *subject(token)] for t in conjuncts(head)}
    counted = [list(measured(head, lexicon)) for head in heads.values()]
    return {word for nouns in counted for noun in nouns[1:] or nouns for word in _called(noun, reader, lexicon)}


def _participle_before_noun(token: Token) -> bool:
    """A past participle that tells an act done to its noun: "captured rebels", "banned organisation"."""
    return token.dep_ == "amod" and token.tag_ == "VBN" and token.i < token.head.i


def _governed(token: Token) -> Iterable[Token]:
    """The nouns in a verb's prepositional phrases, where a light verb may keep its noun: "embark on a tour"."""
    return [
        child for child in token.children if child.dep_ in ("obl", "obl:unmarked", "xcomp") and child.pos_ in ("NOUN", "PROPN")
    ]


def _noun(token: Token, lexicon: Lexicon) -> Act | None:
    if token.pos_ not in _GERUND or (is_verbal(token) and not _is_named_event(token, lexicon)):
        return None
    if token.dep_ in ("compound", "flat", "fixed") and token.i < token.head.i:
        return None
    if token.text == "March" and (token.pos_ == "PROPN" or token.i == token.sent.start):
        return None  # the month
    for lemma in (token.lemma_.lower(), token.lower_):
        for frame in lexicon.nouns.get(lemma, ()):
            before = [
                token.doc[i].lower_ for i in range(max(0, token.i - 2 * len(frame.before)), token.i) if token.doc[i].text != "-"
            ]
            if frame.before and tuple(before[-len(frame.before) :]) != frame.before:
                continue
            return Act(token, frame, as_noun=True)
    return None


def _tie(token: Token, reader: Reader) -> Act | None:
    """What somebody is said to be of somebody: "the movement is the strongest party of Chad"."""
    if token.pos_ != "NOUN" or not children(token, "cop") or not children(token, "nsubj"):
        return None
    ruled = any(reader.actors(t) for t in slot(token, "of") + slot(token, "poss"))
    return Act(token, _TIE) if ruled and reader.actors(children(token, "nsubj")[0]) else None


def _adjective(token: Token, lexicon: Lexicon) -> Act | None:
    if token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV") or is_verbal(token):
        return None
    for lemma in (token.lower_, token.lemma_.lower()):
        for frame in lexicon.adjectives.get(lemma, ()):
            predicative = token.dep_ != "amod" or bool(frame.particle)
            if not frame.suffix and predicative and (frame.particle is None or frame.particle in particles(token)):
                return Act(token, frame)
    return None


def _compound(token: Token, reader: Reader, lexicon: Lexicon) -> Act | None:
    """The act of a hyphen compound, in which the name before the hyphen acts: "Kenya-brokered"."""
    word = reader.words[token.i]
    if word.maker is None:
        return None
    frame = next((frame for frame in lexicon.adjectives.get(word.suffix, ()) if frame.suffix), None)
    return Act(token, frame, maker=word.maker.actors) if frame is not None else None


def find_slots(act: Act, names: Iterable[str], reader: Reader) -> tuple[Actor, ...]:
    """The actors in the first of these slots that holds any; a light verb's noun lends its own phrases.

    What stands after a preposition may also be somebody's thing: "fired at its positions", "an attack on Kenya's embassy".
    Whoever is the very object of violence suffers it wherever he stands: "fired tear gas at demonstrators".
    """
    names = tuple(names)
    suffers = act.frame is not None and act.frame.type in ("ASSAULT", "COERCE") and set(names) <= set(act.frame.recipient)
    if suffers and act.object is not None and (found := reader.actors(act.object)):
        return found
    for name in names:
        for token in _in_slot(act, name):
            found = reader.actors(token)
            if found:
                return found
    for name in names:
        for token in _in_slot(act, name) if name not in ("subj", "obj", "iobj", "poss", "amod", "compound") else ():
            found = owners(token, reader)
            if found:
                return found
    return ()


def _in_slot(act: Act, name: str) -> list[Token]:
    if name == "content":
        return [head for clause in children(act.token, "ccomp") for head in subject(clause)]
    found = slot(act.token, name)
    if act.object is not None and name not in ("subj", "obj"):
        whole = [act.object.head] if act.object.dep_ == "nmod" else []  # "tonnes of cement to Chad"
        found = [*found, *(inner for thing in (act.object, *whole) for inner in slot(thing, name))]
    return found


def owners(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Whose a thing is: the states and people in the phrase of a noun that is no actor itself ("Kenya's push", "the Chad-Mali border")."""
    found: list[Actor] = []
    for name in _OWNER_SLOTS:
        for child in slot(token, name):
            found.extend(actor for actor in reader.actors(child) if actor not in found)
        if found:
            return tuple(found)
    for child in children(token, "nmod", "acl"):
        found.extend(actor for actor in owners(child, reader) if actor not in found)
    return tuple(found)


def future_type(name: str | None, mode: str | None = None) -> str | None:
    """PLOVER's rule for what is still to come: a coming visit, loan, pact or release is an agreement, another coming retreat a concession."""
    if name == "RETREAT" and mode in _FUTURE_AGREED:
        return "AGREE"
    return _FUTURE_TYPES.get(name or "", name)


def parties(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The two sides of a noun such as war, talks or border: "between Kenya and Chad", "the Kenya-Chad war", "with Chad"."""
    for child in token.children:
        if child.dep_ in ("nmod", "obl") and preposition(child) in ("between", "among", "involving"):
            found = reader.actors(child)
            if found:
                return found
    return ()
