"""Reads an attribution by a verb: who speaks, by which word, and what is said, in the first of the ways in which a verb has its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_passive
from kg.extract.quoting.contents import below, called, led, quoted_behind
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.phrases import take_cited
from kg.extract.quoting.pieces import Stretch
from kg.extract.quoting.remarks import Remark, around_quotation, beside, remark_of
from kg.extract.quoting.speakers import Named, chunk_before, named, own_subject, speaker_of
from kg.extract.quoting.syntax import CLAUSE_OPENERS, COMMAS, FINITE, RELATIVE

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPLETIVE = frozenset({"it", "there"})


def read_verb(paragraph: MarkedParagraph, verb: Token, kinds: frozenset[str]) -> None:
    """An attribution by a verb, in the first of the ways in which a verb has its content."""
    if _is_prompt(verb):
        return
    cue = cue_of(paragraph, verb)
    remark = remark_of(paragraph, verb)
    pieces = (
        around_quotation(paragraph, verb, remark, kinds)
        or beside(paragraph, verb, remark, kinds)
        or below(paragraph, verb, kinds)
        or quoted_behind(paragraph, verb, kinds)
        or led(paragraph, verb)
        or called(paragraph, verb, kinds)
    )
    if not pieces:
        return
    speaker = _speaker(paragraph, verb, remark)
    if speaker is None and not children(verb, "aux:pass"):
        return  # "to say that", "asked whether": nobody says it
    voice = paragraph.voice(speaker, cue)
    paragraph.take(voice, pieces)
    if (quoting := _quoting(verb)) is not None:
        paragraph.found.extend(
            (paragraph.voice(speaker_of(quoting), paragraph.chars(quoting.i, quoting.i)), piece) for piece in pieces
        )
    take_cited(paragraph, verb.sent, pieces)


def _is_prompt(verb: Token) -> bool:
    """Whether a participle only says what somebody answers: "Asked whether he would stay, ..."."""
    opens = verb.i == verb.sent.start or verb.nbor(-1).text == ","
    behind = verb.nbor(1).lower_ if verb.i + 1 < verb.sent.end else ""
    answered = verb.lower_ in ("asked", "told") and behind in CLAUSE_OPENERS | {"about", "by"}
    return opens and answered and (own_subject(verb) is None or verb.tag_ == "VBN")


def cue_of(paragraph: MarkedParagraph, verb: Token) -> Stretch:
    """The verb with its particle; "quoted as saying" is one cue."""
    last = paragraph.lexicon.particle(verb) or verb.i
    first = verb.i
    if verb.lower_ == "saying" and verb.i > 1 and verb.nbor(-1).lower_ == "as" and verb.nbor(-2).lower_ in ("quoted", "cited"):
        first = verb.i - 2
    return paragraph.chars(first, last)


def _speaker(paragraph: MarkedParagraph, verb: Token, remark: Remark) -> Named | None:
    if verb.lower_ == "saying" and (reported := _reported_saying(verb)) is not None:
        return named(reported)
    beside = remark.subject
    if beside is not None and not is_passive(verb) and paragraph.doc[beside.first].lower_ not in RELATIVE | _EXPLETIVE:
        if paragraph.words[beside.last].end > paragraph.lead:
            return beside
        return chunk_before(paragraph.doc, verb.i - 1, verb.sent.start)
    if verb.tag_ == "VBG" and own_subject(verb) is None:
        above = _finite_cue_before(paragraph, verb)
        if above is not None:
            return _speaker(paragraph, above, remark_of(paragraph, above))
        main = own_subject(verb.sent.root)
        set_off = verb.i > 0 and verb.nbor(-1).text in COMMAS and main is not None and main.i < verb.i
        if not set_off or main is None:
            return speaker_of(verb)
        return (
            named(main)
            if paragraph.words[main.i].end > paragraph.lead
            else chunk_before(paragraph.doc, verb.sent.root.i - 1, verb.sent.start)
        )
    return speaker_of(verb)


def _finite_cue_before(paragraph: MarkedParagraph, participle: Token) -> Token | None:
    """The reporting verb whose speaker goes on in ", adding that": the nearest before it in its sentence."""
    if participle.i == 0 or participle.nbor(-1).text not in COMMAS:
        return None
    for i in range(participle.i - 1, participle.sent.start - 1, -1):
        other = paragraph.doc[i]
        if paragraph.lexicon.kinds(other) & {"speech", "finding"} and other.tag_ in FINITE and own_subject(other) is not None:
            return other
    return None


def _quoting(verb: Token) -> Token | None:
    """The verb that quotes somebody "as saying": "The paper quoted him as saying"."""
    quoting = verb.head
    if verb.lower_ != "saying" or _reported_saying(verb) is None:
        return None
    if is_passive(quoting):
        return quoting if speaker_of(quoting) is not None else None
    return quoting


def _reported_saying(verb: Token) -> Token | None:
    """Who is quoted "as saying": the object of who quotes, the subject of "was quoted"."""
    quoting = verb.head
    if quoting.lemma_.lower() not in ("quote", "cite") or not any(c.lower_ == "as" for c in children(verb, "mark", "case")):
        return None
    return own_subject(quoting) if is_passive(quoting) else next(iter(children(quoting, "obj")), None)
