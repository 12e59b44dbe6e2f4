"""Says which actors a noun phrase or pronoun stands for, given all that the document has told so far.

Salience is plain: who was named last, subjects before the rest, and of the right sort: "he" is a person, "it" a state or
body, "the two leaders" the people last named together. A pronoun never stands for its own clause's other arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.extract.clauses import children, clause_of, conjuncts, is_verbal, preposition, relative_antecedent, slot
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mention, Names, Word
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind
from kg.resolve import Directory, local_actor

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_BOTH = frozenset({"both", "each", "neither"})
_PAIR = frozenset({"two", "three", "four", "both", "neighbouring", "neighboring", "warring", "rival"})
# Offices that one person holds at a time, so that the office names the person.
_SINGLE_OFFICES = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "interior_minister",
        "leader",
        "supreme_leader",
        "head_of_organization",
        "secretary_general",
        "head",
        "crown_prince",
        "finance_minister",
        "high_representative",
        "speaker_of_parliament",
    ]
)
_AGENTS = (
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "man",
    "eer",
    "arch",
    "crat",
)  # "Kenyan divers", "rulers of Chad" are people, whoever they are
_BESIDE = word_list("beside")
_FULL_NAME = 2  # words
_LISTING = frozenset({"—", "–", "-", ":"})
_SHARED = frozenset({"CONSULT", "AGREE"})  # what takes two: of those told before, the ones with both sides are meant
_NEAR, _FAR = 4.5, 14  # sentences back that "they" and "she" may reach
_REMEMBERED = 6  # sentences within which another word may name the same event
_RECENT = 2  # sentences within which "both countries" looks for a pair
# Who is sent elsewhere: the place where they are is not their own.
_ABROAD = frozenset(
    [
        "embassy",
        "consulate",
        "mission",
        "ambassador",
        "envoy",
        "consul",
        "delegation",
        "diplomat",
        "representative",
        "negotiator",
        "mediator",
        "monitor",
        "observer",
        "inspector",
        "peacekeeper",
        "correspondent",
        "tourist",
        "foreigner",
    ]
)
_NEAR_BEHIND = 3  # words from a noun to the country behind it, in "police in the Gambia"
_MEMORY = 60  # mentions that may still be meant by a pronoun
_COLLECTIVE = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.NEWS, ActorKind.GROUP})


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as the discourse keeps it: who, in which sentence, at which word, and whether as subject."""

    actors: tuple[Actor, ...]
    sentence: int
    word: int
    subject: bool
    clause: int
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the discourse keeps it, so that "the offensive" and "the agreement" are known again."""

    noun: str
    type: str | None
    actors: tuple[Actor, ...]
    sentence: int
    speakers: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()


@dataclass
class Discourse:
    """What the reader of a document knows at a point of the text: names learnt, mentions so far, who is speaking."""

    directory: Directory
    lexicon: Lexicon
    published: str | None
    names: Names = field(default_factory=Names)
    referents: list[Referent] = field(default_factory=list)
    sentence: int = 0
    speaker: tuple[Actor, ...] = ()
    happenings: list[Happening] = field(default_factory=list)
    homes: dict[str, str | None] = field(default_factory=dict)  # of people whose office tells no state: the country, by actor id

    def recall(self, noun: str, kind: str | None) -> Happening | None:
        """The event last told that a definite noun may mean: of the same noun, else of the same type."""
        latest = self.happenings[::-1]
        latest.sort(key=lambda told: kind in _SHARED and len(told.actors) < 2)
        of_noun = next((h for h in latest if h.noun == noun), None)
        near = (h for h in latest if kind is not None and h.type == kind and self.sentence - h.sentence <= _REMEMBERED)
        return of_noun or next(near, None)

    def remember(self, referent: Referent) -> None:
        """Keep a mention; the oldest fade."""
        self.referents.append(referent)
        del self.referents[:-_MEMORY]


class Reader:
    """Reads noun phrases of one parsed block against the discourse."""

    def __init__(self, words: list[Word], discourse: Discourse) -> None:
        self.words = words
        self.discourse = discourse
        self._known: dict[int, tuple[Actor, ...]] = {}

    # -- the phrase as a whole -----------------------------------------------------------------------------------

    def actors(self, token: Token) -> tuple[Actor, ...]:
        """All actors that a phrase names, with those coordinated with its head, in text order and without repeats."""
        found: list[Actor] = []
        for item in conjuncts(relative_antecedent(token)):
            found.extend(actor for actor in self.named(item) if actor not in found)
        return tuple(found)

    def named(self, token: Token) -> tuple[Actor, ...]:
        """The actors that the phrase headed by `token` names, without those coordinated with it."""
        token = relative_antecedent(token)
        if token.i not in self._known:
            self._known[token.i] = ()  # a phrase that refers to itself names nobody
            self._known[token.i] = tuple(self._at_home(token, actor) for actor in self._read(token))
        return self._known[token.i]

    def _at_home(self, token: Token, actor: Actor) -> Actor:
        """Somebody in an office without its state's name, with the state that the text was then about: "the defence secretary, NAME"."""
        if actor.kind is not ActorKind.PERSON or actor.country is not None or not actor.id.startswith("local:"):
            return actor
        homes = self.discourse.homes
        if actor.id not in homes:
            held = next((held for held in self.discourse.names.offices if held.actor.id == actor.id), None)
            homes[actor.id] = self._main_country() if held is not None and held.owner is None else None
        return replace(actor, country=homes[actor.id])

    def _main_country(self) -> str | None:
        """The country of which most has been told so far: as subject of sentences, the one told of last among equals."""
        told = [a.country for r in self.discourse.referents if r.subject and len(r.actors) == 1 for a in r.actors if a.country]
        counts = Counter(reversed(told))
        return counts.most_common(1)[0][0] if counts else None

    def mention(self, token: Token) -> Mention | None:
        """The name that stands at this word, if one does."""
        return self.words[token.i].mention

    def state_of(self, token: Token) -> tuple[Actor, ...]:
        """The states that a noun is said to belong to: "Kenyan troops", "the army of Chad", "Kenya's and Chad's"."""
        found: list[Actor] = []
        for child in token.children:
            owner = child.dep_ in ("nmod:poss", "amod", "compound", "nmod:desc", "det") or (
                child.dep_ in ("nmod", "obl") and (preposition(child) in ("of", "from") or self._seat(token, child))
            )
            if not owner:
                continue
            for item in conjuncts(child):
                if (self.mention(item) is None and child.dep_ != "nmod:poss") or self._only_sides(item):
                    continue
                found.extend(a for a in self.named(item) if a.country and a not in found and a.kind is ActorKind.STATE)
        return tuple(found) or self._where_they_are(token)

    def _where_they_are(self, noun: Token) -> tuple[Actor, ...]:
        """The state in which people without another are, named right behind them: "police in Uganda", "miners in Chile"."""
        people = self.discourse.lexicon.people
        if "Plur" not in noun.morph.get("Number", []) and noun.lemma_.lower() not in people["state"]:
            return ()
        if noun.lemma_.lower() not in (people["group"] | people["state"]) - _ABROAD or noun.dep_ in ("obl", "nmod"):
            return ()
        for place in children(noun, "nmod"):
            mention = self.mention(place)
            near = preposition(place) == "in" and place.i - noun.i <= _NEAR_BEHIND
            if near and mention is not None and mention.use in ("name", "capital") and not mention.is_person:
                return tuple(actor for actor in self.named(place) if actor.kind is ActorKind.STATE)
        return ()

    def _only_sides(self, name: Token) -> bool:
        """Whether a name before a noun is only what the noun is for or against: "pro-Kenyan rebels", "an anti-Kenya rally"."""
        before = name.doc[max(0, name.i - 2) : name.i].text.lower().replace(" ", "")
        return before in ("pro-", "anti-")

    def _seat(self, noun: Token, place: Token) -> bool:
        """Whether a capital says whose a body is: "the foreign ministry in Nairobi"."""
        mention = self.mention(place)
        bodies = self.discourse.lexicon.people["body"] | self.discourse.lexicon.people["state"]
        return (
            mention is not None
            and mention.use == "capital"
            and preposition(place) == "in"
            and noun.lemma_.lower() in bodies
            and noun.lemma_.lower() not in _ABROAD
        )

    def text(self, first: int, last: int, block: str) -> str:
        """The text from one word to another, as it stands in the block."""
        return block[self.words[first].start : self.words[last].end]

    def note(self, token: Token) -> None:
        """Tell the discourse of the actors named at a word, once the sentence is read."""
        actors = self.named(token)
        if len(actors) > 1 and token.dep_ == "conj":
            return  # the whole group is kept instead
        if token.pos_ == "PRON" and not token.dep_.startswith("nsubj"):
            return
        if actors and not self._is_modifier(token):
            subject = token.dep_.startswith("nsubj") or (
                token.dep_ == "conj" and conjuncts(token.head)[0].dep_.startswith("nsubj")
            )
            noun = token.lemma_.lower() if self.mention(token) is None else ""
            if noun in self.discourse.lexicon.people["audience"]:
                return  # to whom things are told; nothing is told of them
            self.discourse.remember(Referent(actors, self.discourse.sentence, token.i, subject, clause_of(token).i, noun))

    def _is_modifier(self, token: Token) -> bool:
        """Demonyms and names before a noun do not become the topic: "US-brokered", "Kenyan troops" is about the troops."""
        return token.dep_ in ("amod", "compound") and self.mention(token) is not None

    # -- one head ------------------------------------------------------------------------------------------------

    def _read(self, token: Token) -> tuple[Actor, ...]:
        mention = self.mention(token)
        if mention is not None:
            return self._read_name(token, mention)
        if token.pos_ == "PRON" or token.lower_ in _BOTH:
            return self._read_pronoun(token)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
            return self._read_noun(token)
        return ()

    def _read_name(self, token: Token, mention: Mention) -> tuple[Actor, ...]:
        if mention.use == "place" or (not mention.actors):
            return ()
        if mention.use == "demonym_adj" and token.dep_ == "obj":
            return ()  # a language: "they speak Kenyan"
        if mention.actors[0].kind is ActorKind.STATE and mention.use in ("name", "demonym_adj"):
            named = self._apposed_person(token)
            if named:
                return named
        if mention.use == "demonym_noun" and any(c.lower_ == "ethnic" for c in token.children):
            return (local_actor(f"ethnic {self._surface(token)}", ActorKind.GROUP, None),)
        return mention.actors

    def _surface(self, token: Token) -> str:
        sentence = token.doc
        word = self.words[token.i]
        return str(sentence.user_data["block"])[word.start : word.end]

    def _apposed_person(self, token: Token) -> tuple[Actor, ...]:
        """A name that the parser hung under another as one name."""
        for child in children(token, "flat", "appos"):
            mention = self.mention(child)
            if mention is not None and mention.is_person and child.i == token.i + 1:
                return mention.actors
        return ()

    # -- pronouns ------------------------------------------------------------------------------------------------

    def _read_pronoun(self, token: Token) -> tuple[Actor, ...]:
        word = token.lower_
        if word in _I:
            return self.discourse.speaker
        if word in _WE:
            return self._we()
        if word in _SINGULAR:
            female = word in _FEMININE
            return self._antecedent(token, lambda r: self._is_person(r, female)) or self._antecedent(
                token, lambda r: self._is_person(r, None)
            )
        if word in _NEUTER:
            return self._antecedent(token, lambda r: len(r.actors) == 1 and r.actors[0].kind in _COLLECTIVE)
        if word in _BOTH:
            return self._antecedent(token, lambda r: len(r.actors) == 2) or self._states_together(token, plural=True, exclude=[])
        if word in _PLURAL:
            return self._together(token) or self._antecedent(token, lambda r: r.actors[0].kind in _COLLECTIVE)
        return ()

    def _we(self) -> tuple[Actor, ...]:
        """Who "we" are in the mouth of the speaker: the state a person speaks for, or the speaking body itself."""
        found: list[Actor] = []
        for actor in self.discourse.speaker:
            office = next((held for held in reversed(self.discourse.names.offices) if held.actor.id == actor.id), None)
            if office is None or actor.kind is not ActorKind.PERSON:
                found.append(actor)
            elif office.owner is not None and office.owner.kind is not ActorKind.STATE and office.owner.country is None:
                found.append(office.owner)
            else:
                found.append(self.discourse.directory.actor(f"state:{actor.country}") if actor.country else actor)
        return tuple(dict.fromkeys(found))

    def in_quotes(self, token: Token) -> bool:
        """Whether a word stands between quotation marks, where the speaker is "I" and never "she"."""
        block = str(token.doc.user_data["block"])
        return block.count('"', 0, self.words[token.i].start) % 2 == 1

    def _is_person(self, referent: Referent, female: bool | None) -> bool:
        """One person, of the pronoun's gender as far as first names tell it."""
        if len(referent.actors) != 1 or referent.actors[0].kind is not ActorKind.PERSON:
            return False
        first = referent.actors[0].name.split()[0]
        return female is None or (first in self.discourse.lexicon.people["female_name"]) == female

    def _antecedent(self, token: Token, fits: Callable[[Referent], bool]) -> tuple[Actor, ...]:
        """The most salient referent that fits: this sentence's earlier subjects, its other mentions, then the sentences before."""
        own_clause = clause_of(token)
        bound = token.dep_ in ("obj", "obl", "iobj") and token.head.i == own_clause.i
        best: tuple[float, tuple[Actor, ...]] | None = None
        spoken = token.lower_ not in _NEUTER and self.in_quotes(token)  # who speaks is "I" and "we", never "she" or "they"
        ours = {*self.discourse.speaker, *(self._we() if token.lower_ in _PLURAL else ())} if spoken else set()
        for referent in self._here(token) + self.discourse.referents:
            if not fits(referent) or (spoken and set(referent.actors) & ours):
                continue
            here = referent.word >= 0 and referent.sentence == self.discourse.sentence
            if here and bound and referent.clause == own_clause.i:
                continue
            distance = self.discourse.sentence - referent.sentence
            score = -4.0 * distance + 2.5 * referent.subject + (0.5 if here else 0) + referent.word / 1000
            score += 2.0 * (token.lower_ in _PLURAL and len(referent.actors) > 1)
            if best is None or score > best[0]:
                best = score, referent.actors
        reach = _FAR if token.lower_ in _SINGULAR else _NEAR
        return best[1] if best and best[0] > -4 * reach else ()

    def _here(self, token: Token) -> list[Referent]:
        """The mentions before `token` in its own sentence."""
        found = []
        together = token.lower_ in _PLURAL  # "they" may be the members of a body named before a noun: "the NATO treaty"
        for word in token.sent:
            if word.i >= token.i:
                break
            attached = self._is_modifier(word)
            if word.pos_ not in ("PROPN", "NOUN") or (attached and not (together and self._is_body(word))):
                continue
            actors = self.named(word)
            if actors:
                subject = word.dep_.startswith("nsubj")
                found.append(Referent(actors, self.discourse.sentence, word.i, subject, clause_of(word).i))
                group = self.actors(word) if children(word, "conj") else ()
                if len(group) > 1:
                    found.append(Referent(group, self.discourse.sentence, word.i, subject, clause_of(word).i))
        return found

    def _is_body(self, token: Token) -> bool:
        mention = self.mention(token)
        return mention is not None and any(actor.kind is ActorKind.ORGANIZATION for actor in mention.actors)

    def _together(self, token: Token) -> tuple[Actor, ...]:
        """The actors named together that "they" most likely means: subjects first, then the nearest."""

        def several(referent: Referent) -> bool:
            kinds = {actor.kind for actor in referent.actors}
            return len(referent.actors) > 1 or (referent.subject and kinds <= _COLLECTIVE)

        return self._antecedent(token, several)

    # -- common nouns --------------------------------------------------------------------------------------------

    def _read_noun(self, token: Token) -> tuple[Actor, ...]:
        for child in children(token, "flat", "appos", "compound", "nmod:desc"):
            mention = self.mention(child)
            if mention is not None and mention.is_person and self._introduces(token, child):
                return mention.actors
        named = self._named_behind(token) or self._stranger(token)
        if named:
            return named
        lemma = token.lemma_.lower()
        states = self.state_of(token)
        return (
            self._listed(token)
            or self._counterpart(token, lemma, states)
            or self._office(token, lemma, states)
            or self._owned_country(token, lemma)
            or self._body(token, lemma, states)
            or self._part(token, lemma)
            or self._again(token, lemma, states)
            or self._stateless(token, lemma, states)
            or self._group(token, lemma, states)
        )

    def _named_behind(self, token: Token) -> tuple[Actor, ...]:
        """Whose name stands behind an office and its phrase, though the parser hung it on the last noun: "the envoy for peace, NAME,"."""
        last = token.right_edge
        if last == token or self.discourse.directory.office(self._description(token)) is None:
            return ()
        for word in token.subtree:
            mention = self.mention(word)
            apposed = word.dep_ == "appos" and word.head != token and word.head.i < word.i and word.nbor(-1).text == ","
            if apposed and mention is not None and mention.is_person and self.mention(word.head) is None:
                return mention.actors
        return ()

    def _stranger(self, token: Token) -> tuple[Actor, ...]:
        """Somebody unknown whose name stands behind an office: "the Kenyan foreign minister, NAME," is that person, whoever held it."""
        if token.right_edge == token or self.discourse.directory.office(self._description(token)) is None:
            return ()
        for child in children(token, "appos"):
            mention = self.mention(child)
            words = [child, *children(child, "flat")]
            plain = child.pos_ == "PROPN" and child.i > token.i and child.nbor(-1).text == ","
            if (
                not plain
                or (mention is not None and mention.known and mention.use != "local")
                or len(words) + (mention is not None) < _FULL_NAME
            ):
                continue
            first, last = self.words[words[0].i], self.words[max(word.i for word in words)]
            name = str(token.doc.user_data["block"])[first.start : last.end]
            states = self.state_of(token)
            country = states[0].country if len(states) == 1 else None
            person = replace(local_actor(name, ActorKind.PERSON, country), country=country)
            self.discourse.names.learn(name, person)
            return (person,)
        return ()

    def _listed(self, token: Token) -> tuple[Actor, ...]:
        """Those whom a plural noun announces and a list then names: "three capitals - Nairobi, Kampala and Juba"."""
        if "Plur" not in token.morph.get("Number", []):
            return ()
        behind = token.doc[token.i + 2] if token.i + 2 < token.sent.end and token.nbor(1).text in _LISTING else None
        near = [behind] if behind is not None and behind.dep_ in ("appos", "parataxis", "list") else []
        for child in [*children(token, "appos"), *near]:
            found = self.actors(child) if self.mention(child) is not None and child.i > token.i else ()
            if found:
                return found
        return ()

    def _introduces(self, token: Token, child: Token) -> bool:
        """Whether a noun and a person's name are one: "foreign minister NAME", "the minister, NAME"."""
        if child.dep_ == "appos":
            return (
                self.discourse.directory.office(self._description(token)) is not None
                or token.lemma_ in self.discourse.lexicon.people["group"] | self.discourse.lexicon.people["kin"]
            )
        return child.i > token.i or token.pos_ == "PROPN"

    def _description(self, token: Token) -> str:
        """A noun with its adjectives and nouns before it, in text order: "deputy foreign minister"."""
        parts = [token, *children(token, "amod", "compound")]
        parts += [
            t
            for t in children(token, "nmod")
            if preposition(t) in ("of", "for") and t.i - token.i < 4 and self.mention(t) is None
        ]
        words = []
        for part in sorted(parts, key=lambda t: t.i):
            if self.mention(part) is None:
                words.append(("of " if part.dep_ == "nmod" else "") + part.text)
        return " ".join(words)

    def _counterpart(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Who holds for Kenya the office that he holds: "his Kenyan counterpart"."""
        if lemma != "counterpart" or not states:
            return ()
        owners = [a for c in children(token, "nmod:poss") for a in self.actors(c)] or list(self._own_subject_actors(token))
        listed = self._names_behind(token, len(states))
        if listed:
            return listed
        office = next((held.office for held in reversed(self.discourse.names.offices) if held.actor in owners), None)
        if office is None:
            return states
        held = [self.discourse.directory.holder(office, state.country or "", self.discourse.published) for state in states]
        return tuple(actor or state for actor, state in zip(held, states, strict=True))

    def _names_behind(self, token: Token, number: int) -> tuple[Actor, ...]:
        """The people listed right behind a plural, as many as it counts: "his Kenyan and Chadian counterparts, NAME and NAME"."""
        names: list[Actor] = []
        for word in token.doc[token.i + 1 : token.sent.end]:
            mention = self.mention(word)
            if mention is not None and mention.is_person:
                names.append(mention.actors[0])
            elif word.text not in (",", "and", "—", "–", "-", ":"):
                break
        return tuple(names) if len(names) == number > 1 else ()

    def _office(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Office-holders by their office: "the Kenyan president", "the leaders of Kenya and Chad", "the two leaders", "the minister"."""
        people = self.discourse.lexicon.people
        is_leader = lemma in people["leader"]
        office = self.discourse.directory.office(self._description(token))
        plural = "Plur" in token.morph.get("Number", [])
        if plural and is_leader and not states:
            return self._people_together(token)
        if office is None or any(
            c.lower_ in ("former", "then", "ex", "a", "an", "some", "several", "many", "another") for c in token.children
        ):
            return ()
        if plural and len(states) == 1:
            return ()
        if office not in _SINGLE_OFFICES:
            return (self._known_holder(office, states) or self._described(token, states)) if states and not plural else ()
        if states:
            held = [
                self._introduced(office, s.country)
                or self.discourse.directory.holder(office, s.country or "", self.discourse.published)
                for s in states
            ]
            return tuple(actor for actor in held if actor is not None)
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children) or token.text[:1].isupper()
        if definite and not plural:
            known = self._introduced(office, None)
            return (known,) if known else ()
        return ()

    def _known_holder(self, office: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """One of those spoken of who holds an office that several may hold: a deputy minister, an envoy."""
        for referent in reversed(self.discourse.referents):
            for actor in referent.actors:
                known = (
                    actor.kind is ActorKind.PERSON and actor.country == states[0].country and not actor.id.startswith("local:")
                )
                if known and any(held.kind == office for held in self.discourse.directory.profile(actor.id).offices):
                    return (actor,)
        return ()

    def _described(self, token: Token, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Somebody known by an office that many hold: "the Kenyan ambassador to Chad"."""
        words = [f"{self.discourse.directory.adjective(states[0].country or '')} {self._description(token)}"]
        for child in children(token, "nmod"):
            where = [a.name for a in self.actors(child) if a not in states]
            if preposition(child) in ("to", "in") and where:
                words.append(f"{preposition(child)} {' and '.join(where)}")
        return (replace(local_actor(" ".join(words), ActorKind.PERSON, states[0].country), country=states[0].country),)

    def _introduced(self, office: str, country: str | None) -> Actor | None:
        """Whom the document introduced last as holder of such an office."""
        for held in reversed(self.discourse.names.offices):
            of = (held.owner and held.owner.country) or held.actor.country
            if office in (held.office, "leader") and (country is None or of == country):
                return held.actor
        return None

    def _people_together(self, token: Token) -> tuple[Actor, ...]:
        """The people last named together, or the last ones named, as many as the phrase counts."""
        counted = [c.lower_ for c in token.children if c.dep_ in ("nummod", "det", "amod")]
        owner = [self.named(c) for c in children(token, "nmod:poss")]
        if any(owner) or any(c.dep_ == "nmod" for c in token.children):
            return ()
        if not any(word in _PAIR or word in ("the", "these") for word in counted):
            return ()
        singles: list[Actor] = []
        busy = self._own_subject_actors(token)
        for referent in reversed(self.discourse.referents + self._here(token)):
            group = [a for a in referent.actors if a.kind is ActorKind.PERSON and a not in busy]
            if len(group) > 1:
                return tuple(group)
            if len(referent.actors) == 1 and group and group[0] not in singles:
                singles.insert(0, group[0])
            if len(singles) == 2:
                return tuple(singles)
        return self._of_both(token)

    def _of_both(self, token: Token) -> tuple[Actor, ...]:
        """Those who hold the office in the two states spoken of: "both presidents"."""
        office = self.discourse.directory.office(token.lemma_.lower())
        if office not in _SINGLE_OFFICES or not any(c.lower_ in ("both", "two") for c in token.children):
            return ()
        held = [
            self.discourse.directory.holder(office, state.country or "", self.discourse.published)
            for state in self._states_together(token, plural=True, exclude=[])
        ]
        return tuple(actor for actor in held if actor is not None) if all(held) else ()

    def _own_subject_actors(self, token: Token) -> tuple[Actor, ...]:
        verb = token.head
        return tuple(a for s in slot(verb, "subj") if s.i < token.i for a in self.named(s)) if is_verbal(verb) else ()

    def _addressing(self, token: Token) -> tuple[Actor, ...]:
        """Who urges, invites or asks the countries that a phrase means: never the same ones."""
        verb = token.head
        asked = is_verbal(verb) and token.dep_ in ("obj", "iobj", "obl")
        speaking = [a for s in slot(verb, "subj") if s.i < token.i for a in self.actors(s)] if asked else []
        homes = [self.discourse.directory.actor(f"state:{a.country}") for a in speaking if a.country]
        return tuple(dict.fromkeys((*speaking, *homes)))

    def _owned_country(self, token: Token, lemma: str) -> tuple[Actor, ...]:
        """Countries without a name: "the country", "both nations", "its two neighbours"."""
        if lemma not in self.discourse.lexicon.people["country"] or any(self.mention(c) is not None for c in token.children):
            return ()
        owner = [a for c in children(token, "nmod:poss") for a in self.actors(c)]
        plural = "Plur" in token.morph.get("Number", [])
        counted = any(c.lower_ in _PAIR for c in token.children if c.dep_ in ("nummod", "det", "amod")) and (
            plural or lemma == "side"
        )
        if any(c.lower_ in ("a", "an", "another", "other", "any", "every", "many", "several", "some") for c in token.children):
            return ()
        if not (counted or any(c.lower_ in ("the", "this", "that", "these") or c.dep_ == "nmod:poss" for c in token.children)):
            return ()
        if owner and not plural and lemma in _BESIDE:
            return self._other_state(token, owner)
        if owner and not counted:
            return (
                self._we()
                if lemma in ("country", "nation", "government", "state")
                and token.children
                and any(c.lower_ in _WE | _I for c in children(token, "nmod:poss"))
                else self._owned_government(lemma, owner)
            )
        return self._states_together(token, plural or counted, exclude=[*owner, *self._addressing(token)])

    def _other_state(self, token: Token, owner: list[Actor]) -> tuple[Actor, ...]:
        """The state beside another one: "its neighbour" is the last named that is not itself, or the next that the sentence names."""
        own = {actor.country for actor in owner}
        recent = [r for r in self.discourse.referents if self.discourse.sentence - r.sentence <= _RECENT]
        later = [self.named(word) for word in token.sent if word.i > token.i and self.mention(word) is not None]
        for actors in [*(r.actors for r in reversed(recent)), *later]:
            if len(actors) == 1 and actors[0].kind is ActorKind.STATE and actors[0].country not in own:
                return actors
        return ()

    def _owned_government(self, lemma: str, owner: list[Actor]) -> tuple[Actor, ...]:
        """The state behind a government by its owner: "its government", "President NAME's government"."""
        if lemma in ("country", "nation", "homeland", "state"):
            owner = [actor for actor in owner if actor.kind is ActorKind.PERSON]
        elif lemma not in ("government", "side", "capital", "administration", "cabinet"):
            return ()
        return tuple(dict.fromkeys(self.discourse.directory.actor(f"state:{a.country}") for a in owner if a.country))

    def _states_together(self, token: Token, plural: bool, exclude: list[Actor]) -> tuple[Actor, ...]:
        """The state last named, or the states last named together, else the two most spoken of."""
        sizes = {2} if any(c.lower_ in ("two", "both") for c in token.children) else range(2, 99)
        told = [r for r in self.discourse.referents + self._here(token) if self.discourse.sentence - r.sentence <= _RECENT]
        for referent in reversed(told):
            states = [a for a in referent.actors if a.kind is ActorKind.STATE and a not in exclude]
            if not plural and len(referent.actors) == 1 and states:
                return (states[0],)
            if plural and len(states) == len(referent.actors) > 1 and len(states) in sizes:
                return tuple(states)
            if plural and len(referent.actors) > 1 and all(a.kind is ActorKind.PERSON and a.country for a in referent.actors):
                return tuple(dict.fromkeys(self.discourse.directory.actor(f"state:{a.country}") for a in referent.actors))
        if not plural:
            return ()
        counts = Counter(a for r in self.discourse.referents for a in r.actors if a.kind is ActorKind.STATE and a not in exclude)
        return tuple(state for state, _ in counts.most_common(2)) if len(counts) > 1 else ()

    def _body(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Ministries, armies and authorities of a state: "the Kenyan foreign ministry", "Kenyan forces"."""
        found = []
        for state in states:
            body = self.discourse.directory.body(state.country or "", self._description(token))
            if body is None and lemma in self.discourse.lexicon.people["state"]:
                body = state
            if body is not None:
                found.append(body)
        return tuple(dict.fromkeys(found))

    def _part(self, token: Token, lemma: str) -> tuple[Actor, ...]:
        """Those who are counted or who fight for a body: "hundreds of rebels", "Hezbollah fighters", "members of the guard"."""
        people = self.discourse.lexicon.people
        inner = [c for c in children(token, "nmod") if preposition(c) in ("of", "for")]
        if lemma in people["fighter"]:
            inner += [c for c in children(token, "nmod") if preposition(c) in ("from", "with")]
        if lemma in people["quantity"] | people["collective"] and inner:
            return tuple(dict.fromkeys(a for c in inner for a in self.actors(c)))
        if lemma in people["state"] or lemma in people["fighter"]:
            owned = [*children(token, "compound", "amod", "nmod:poss"), *inner]
            bodies = [a for c in owned if self.mention(c) is not None for a in self.actors(c)]
            speaks = lemma.startswith("spokes")
            return tuple(dict.fromkeys(a for a in bodies if speaks or a.kind in (ActorKind.ORGANIZATION, ActorKind.GROUP)))
        return ()

    def _stateless(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Authorities of the state that the text is about: "the government", "government forces", "state media"."""
        people = self.discourse.lexicon.people
        if states or lemma not in people["state"] | people["body"] or children(token, "nmod", "nmod:poss", "acl:relcl"):
            return ()
        if "Plur" in token.morph.get("Number", []) and any(c.lower_ in ("two", "both") for c in children(token, "nummod", "det")):
            return self._states_together(token, plural=True, exclude=[])
        unknown = [c for c in children(token, "compound", "amod") if c.pos_ == "PROPN" and self._is_unknown(c)]
        if unknown and lemma in people["body"]:
            return (local_actor(f"{self._surface(unknown[0])} {token.text}", ActorKind.ORGANIZATION),)
        official = any(c.lower_ in people["official"] for c in children(token, "compound", "amod"))
        definite = any(c.lower_ in ("the", "its", "their") for c in children(token, "det", "nmod:poss"))
        bare = lemma in ("authority", "police") and token.dep_.startswith(("nsubj", "obl"))
        if not official and not bare and not (definite and lemma in people["body"]):
            return ()
        topic = self._topic(token)
        if topic is None:
            return ()
        body = self.discourse.directory.body(topic.country or "", self._description(token))
        return (body,) if body is not None else (topic,) if lemma in people["state"] else ()

    def _is_unknown(self, token: Token) -> bool:
        """Whether a name before a noun is nobody's, such as a county's: "the Rutland police"."""
        mention = self.mention(token)
        return mention is None or mention.use == "place"

    def _topic(self, token: Token) -> Actor | None:
        """The state that was last spoken of."""
        for referent in reversed(self.discourse.referents + self._here(token)):
            for actor in referent.actors:
                if len(referent.actors) == 1 and actor.country and actor.kind is not ActorKind.PERSON:
                    return self.discourse.directory.actor(f"state:{actor.country}")
        return None

    def _again(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """A body or group spoken of before: "the ministry", "the group", "the embassy"."""
        definite = any(c.lower_ in ("the", "this", "that", "these", "those") for c in children(token, "det"))
        definite = definite or (lemma == "police" and not children(token, "amod", "compound"))
        if states or not definite or token.pos_ == "VERB" or children(token, "nmod", "acl", "acl:relcl"):
            return ()
        for referent in reversed(self.discourse.referents):
            if self.discourse.sentence - referent.sentence > 12:
                break
            for actor in referent.actors:
                words = actor.name.lower().split()
                if (
                    actor.kind is not ActorKind.PERSON
                    and (lemma in words or token.lower_ in words)
                    and actor.kind is not ActorKind.STATE
                ):
                    return (actor,)
        return ()

    def _group(self, token: Token, lemma: str, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """People known only by what they are, with their state: "Kenyan teachers", "analysts"."""
        agents = (
            bool(states)
            and token.tag_ == "NNS"
            and lemma.endswith(_AGENTS)
            and lemma not in self.discourse.lexicon.people["thing"]
        )
        if not (agents or lemma in self.discourse.lexicon.people["group"]) or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return ()
        plural = "Plur" in token.morph.get("Number", [])
        family = any(c.pos_ == "PROPN" and self.mention(c) is None for c in children(token, "compound"))
        if not plural and not states and token.pos_ != "PROPN" and not family:
            return ()
        if token.dep_ in ("compound", "amod"):
            return ()
        parts = [
            c for c in children(token, "amod", "compound") if c.lemma_.lower() not in self.discourse.lexicon.people["quantity"]
        ]
        block = str(token.doc.user_data["block"])
        name = " ".join(block[self.words[t.i].start : self.words[t.i].end] for t in sorted([*parts, token], key=lambda t: t.i))
        for child in children(token, "nmod"):
            if preposition(child) in ("of", "from") and self.mention(child) is not None and not states:
                name += f" {preposition(child)} {' and '.join(a.name for a in self.actors(child))}"
        tied = lemma in _BESIDE and bool(children(token, "nmod:poss"))  # its enemies are not its own people
        country = (states[0].country if len(states) == 1 and not tied else None) if states else self._home(token, lemma)
        return (replace(local_actor(name, ActorKind.GROUP, country), country=country),)

    def _home(self, token: Token, lemma: str) -> str | None:
        """The country of a group without a state's name: of who leads it, of where it is based, else the one the text is about."""
        for child in children(token, "amod", "compound"):
            maker = self.words[child.i].maker
            if maker is not None and maker.actors and self.words[child.i].suffix == "led":
                return maker.actors[0].country
        for clause in children(token, "acl"):
            for place in children(clause, "obl") if clause.lower_ in ("based", "operating", "living") else ():
                mention = self.mention(place)
                if mention is not None and mention.actors:
                    return mention.actors[0].country
                if mention is not None and mention.place_id:
                    return self.discourse.directory.place_country(mention.place_id)
        for place in children(token, "nmod", "obl"):
            mention = self.mention(place)
            if mention is None and preposition(place) == "of":
                within = next((actor.country for actor in self.actors(place) if actor.country), None)
                if within is not None:
                    return within  # "leaders of Chad's striking workers"
            if mention is not None and preposition(place) in ("in", "of", "from", "across", "throughout") and mention.actors:
                return mention.actors[0].country
            if mention is not None and preposition(place) == "in" and mention.place_id:
                return self.discourse.directory.place_country(mention.place_id)
        topic = self._topic(token) if lemma in self.discourse.lexicon.people["domestic"] else None
        return topic.country if topic is not None else None


def speaker_phrase(token: Token) -> Token:
    """The head of the phrase that names a speaker: "a spokesman for the ministry" speaks for the ministry."""
    for child in token.children:
        if child.dep_ == "nmod" and preposition(child) in ("for", "of", "from"):
            return child
    return token
