"""Who says so: reported speech before, after and inside its content, quotations over several sentences, "according to"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses import CONCEDING, ancestors, children, is_passive, is_verbal, particles, preposition, slot, subject
from kg.extract.coding import Act
from kg.extract.coreference import Reader, speaker_phrase
from kg.extract.lexicon import Lexicon, Speech
from kg.extract.qualifiers import is_content
from kg.model import Actor, ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COMPLEMENT = frozenset(
    {"ccomp", "xcomp", "parataxis", "obj", "csubj", "csubj:pass", "nsubj:pass", "acl", "advcl", "dep", "obl", "nmod"}
)
_SPOKEN = frozenset({"ccomp", "xcomp", "parataxis", "csubj", "csubj:pass", "dep"})
CITING = frozenset({"quoting", "citing"})


@dataclass(frozen=True, slots=True)
class Voices:
    """The chain of those who vouch for a piece of text, outermost first; `unnamed` when somebody without a name does."""

    speakers: tuple[Actor, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, in characters of its paragraph, and who is quoted if that is known."""

    first: int
    last: int
    speakers: tuple[Actor, ...] = ()


def speech(token: Token, lexicon: Lexicon) -> Speech | None:
    """The reporting verb that a word is, if it heads a clause and is one."""
    if not is_verbal(token):
        return None
    entry = lexicon.speech.get(token.lemma_.lower())
    if entry is None or (entry.particle and entry.particle not in particles(token)):
        return None
    return entry


def speakers_of(verb: Token, reader: Reader, lexicon: Lexicon) -> Voices:
    """Who speaks in a reporting verb: its subject, or the agent of a passive; sources without a name are `unnamed`."""
    heads = subject(verb)
    found: list[Actor] = []
    for head in heads:
        found.extend(_vouching(head, reader, lexicon))
    if found:
        return Voices(tuple(dict.fromkeys(found)))
    return Voices(unnamed=bool(heads) or is_passive(verb))


def _vouching(head: Token, reader: Reader, lexicon: Lexicon) -> tuple[Actor, ...]:
    """The actors behind a speaker phrase: "officials" without more are nobody, "a spokesman for the ministry" is the ministry."""
    if reader.mention(head) is None and head.lemma_.lower() in lexicon.unnamed and not reader.state_of(head):
        plain = reader.named(head)
        described = any(actor.kind is ActorKind.GROUP for actor in plain) and head.lemma_.lower() in (
            "analyst",
            "expert",
            "observer",
            "resident",
            "witness",
        )
        return plain if described else ()
    found = reader.actors(head)
    if found:
        return found
    inner = speaker_phrase(head)
    if inner != head and reader.mention(head) is None:
        return reader.actors(inner)
    owners = [
        actor
        for child in slot(head, "poss") + slot(head, "of") + slot(head, "by") + slot(head, "from")
        for actor in reader.actors(child)
    ]
    if head.lemma_.lower() in lexicon.speech_nouns:
        return tuple(dict.fromkeys(owners)) or tuple(
            a for t in slot(head, "compound") + slot(head, "amod") for a in reader.actors(t)
        )
    return ()


def quotations(block: str) -> list[Quotation]:
    """The stretches between double quotation marks of a paragraph; one left open runs to its end."""
    marks = [i for i, character in enumerate(block) if character == '"']
    found = [Quotation(first, last) for first, last in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        found.append(Quotation(marks[-1], len(block)))
    return found


def attribute_quotations(
    sentence: Span, spans: list[Quotation], reader: Reader, lexicon: Lexicon, earlier: tuple[Actor, ...]
) -> tuple[list[Quotation], tuple[Actor, ...]]:
    """The quotations that touch a sentence with their speakers, and who was quoted last.

    The speaker is the subject of a reporting verb of the same sentence outside the marks; a sentence that is all quotation
    goes on with the speaker before it.
    """
    start, end = reader.words[sentence.start].start, reader.words[sentence.end - 1].end
    touching = [q for q in spans if q.first < end and q.last >= start]
    verbs = [t for t in sentence if not _inside(t, touching, reader) and (speech(t, lexicon) or _reports(t, lexicon))]
    speakers: tuple[Actor, ...] = ()
    for verb in verbs:
        speakers = speakers_of(verb, reader, lexicon).speakers or speakers
    if not speakers and touching:
        outside = [t for t in sentence if not _inside(t, touching, reader) and not t.is_punct]
        speakers = earlier if len(outside) <= 1 else ()
        for token in outside if not speakers else ():
            if is_verbal(token):
                speakers = speakers or tuple(a for s in subject(token) for a in reader.actors(s))
    return [Quotation(q.first, q.last, speakers) for q in touching], speakers


def _inside(token: Token, spans: list[Quotation], reader: Reader) -> bool:
    at = reader.words[token.i].start
    return any(q.first < at < q.last for q in spans)


def _reports(token: Token, lexicon: Lexicon) -> bool:
    return is_verbal(token) and any(frame.reports for frame in lexicon.verbs.get(token.lemma_.lower(), ()))


def voices(token: Token, acts: Mapping[int, Act], quoted: list[Quotation], reader: Reader, lexicon: Lexicon) -> Voices:
    """The chain of speakers who vouch for the act at `token`."""
    inner: list[tuple[Actor, ...]] = []
    unnamed = False
    for child, head, dep in [(token, token, ""), *ancestors(token)]:
        if (dep == "acl:relcl" and not _restricts(child)) or preposition(child) in CONCEDING:
            break  # a relative clause set off by commas is the writer's own remark
        side = _beside(head, token, reader, lexicon)
        above = _above(child, head, dep, acts, reader, lexicon) if dep else None
        for voice in (_cited(head, reader, lexicon), above, side):
            if voice is not None:
                unnamed = unnamed or voice.unnamed
                if voice.speakers and voice.speakers not in inner:
                    inner.append(voice.speakers)
    for quotation in quoted:
        if _inside(token, [quotation], reader) and quotation.speakers and quotation.speakers not in inner:
            inner.append(quotation.speakers)
    chain = [actor for speakers in reversed(inner) for actor in speakers]
    return Voices(tuple(dict.fromkeys(chain)), unnamed)


def _restricts(clause: Token) -> bool:
    before = clause.doc[clause.left_edge.i - 1] if clause.left_edge.i else clause
    return before.text not in (",", "-", "—", "–")


def _above(child: Token, head: Token, dep: str, acts: Mapping[int, Act], reader: Reader, lexicon: Lexicon) -> Voices | None:
    """The voice of a word whose content holds the act."""
    if dep not in _COMPLEMENT or head.lemma_.lower() in lexicon.denying:
        return None  # who denies a thing does not vouch for it
    act = acts.get(head.i)
    if speech(head, lexicon) is not None and dep in _SPOKEN and not (dep == "parataxis" and speech(child, lexicon)):
        return speakers_of(head, reader, lexicon)
    if (
        speech(head, lexicon) is not None
        and dep in ("obj", "nsubj:pass")
        and child.pos_ == "NOUN"
        and lexicon.speech[head.lemma_.lower()].announces
    ):
        return speakers_of(head, reader, lexicon)
    presupposed = dep not in ("ccomp", "xcomp", "advcl", "acl", "csubj") and (
        act is None or act.frame is None or act.frame.content not in ("called-for", "planned")
    )
    if (
        act is not None
        and act.frame is not None
        and is_verbal(head)
        and _speaks(act)
        and not presupposed
        and is_content(child, dep, act.frame.content_slot)
    ):
        return speakers_of(head, reader, lexicon)
    if head.lemma_.lower() in lexicon.speech_nouns and dep in ("acl", "ccomp") and reader.mention(head) is None:
        found = _vouching(head, reader, lexicon)
        return Voices(found) if found else None
    if (
        act is not None
        and not act.is_verb
        and act.frame is not None
        and _speaks(act)
        and is_content(child, dep, (*act.frame.content_slot, "acl", "for", "to"))
    ):
        found = tuple(a for name in act.frame.actor for t in slot(head, name) for a in reader.actors(t))
        return Voices(found) if found else None
    return None


def _speaks(act: Act) -> bool:
    frame = act.frame
    return frame is not None and (frame.reports or frame.content == "called-for" or frame.type in ("REQUEST", "ACCUSE"))


def _beside(head: Token, token: Token, reader: Reader, lexicon: Lexicon) -> Voices | None:
    """The voice that stands beside its content: "..., Chad said", "according to Chad", "citing Chad"."""
    for child in head.children:
        if child.i == token.i:
            continue
        if child.dep_ in ("parataxis", "advcl", "conj", "ccomp") and speech(child, lexicon) and _follows_its_content(child, head):
            return speakers_of(child, reader, lexicon)
        if preposition(child) in lexicon.according:
            found = _vouching(child, reader, lexicon)
            return Voices(found, unnamed=not found)
    return None


def _cited(head: Token, reader: Reader, lexicon: Lexicon) -> Voices | None:
    """Whom a reporting voice cites in its turn: "Kenya's news agency reported, citing Chad, that ..."."""
    beside = [*head.children, *(child for subject in children(head, "nsubj") for child in subject.children)]
    for child in beside:
        if child.dep_ in ("advcl", "acl") and child.lower_ in CITING:
            found = tuple(a for t in children(child, "obj") for a in _vouching(t, reader, lexicon))
            return Voices(found) if found else None
    return None


def _follows_its_content(verb: Token, head: Token) -> bool:
    """Whether a reporting verb stands beside what it reports instead of holding it as complement."""
    if children(verb, "ccomp", "xcomp", "obj"):
        return False
    if verb.dep_ == "parataxis":
        return bool(children(verb, "nsubj"))
    before = verb.doc[verb.left_edge.i - 1].text if verb.left_edge.i else ""
    return bool(children(verb, "nsubj")) and before in (",",) and not children(verb, "mark") and verb.i > head.i
