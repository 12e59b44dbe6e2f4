"""Finds what stands around a remark ("..., she said, ..."): the quotation before and behind it, or the clause that it interrupts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_passive
from kg.extract.quoting.fitting import with_lead_in
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.pieces import Piece
from kg.extract.quoting.quotemarks import Marked
from kg.extract.quoting.speakers import Named, left_of, own_subject, subject_before, subject_of
from kg.extract.quoting.syntax import COMMAS, FINITE, OPENING, RELATIVE, STOPS, complement_of, last_word

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SUBORDINATE = frozenset(
    {"when", "after", "before", "if", "because", "although", "though", "while", "since", "once", "despite", "as", "unless"}
)
_HELPERS = frozenset({"aux", "aux:pass", "advmod"})
_NEW_START = frozenset({"according", "and", "but"})


@dataclass(frozen=True, slots=True)
class Remark:
    """First and last word of a reporting verb with what belongs to it, and its subject if that stands beside it."""

    first: int
    last: int
    subject: Named | None


def remark_of(paragraph: MarkedParagraph, verb: Token) -> Remark:
    """The verb with its subject and helpers, up to the next comma: what stands beside reported words."""
    first = last = verb.i
    while first > verb.sent.start and paragraph.doc[first - 1].dep_ in _HELPERS and not paragraph.mark_between(first - 1, first):
        first -= 1
    subject = subject_of(verb, inverted=_set_off(paragraph, first) and _may_be_inverted(paragraph, verb))
    if subject is None and verb.lower_ in paragraph.lexicon.certain and not is_passive(verb):
        subject = subject_before(verb)
    if subject is not None and subject.first < verb.i:
        first = min(first, subject.first)
    elif subject is not None:
        last = max(last, subject.edge)
    if first > verb.sent.start and paragraph.doc[first - 1].lower_ == "as":
        first -= 1
    while last + 1 < verb.sent.end and paragraph.doc[last + 1].text not in STOPS and not paragraph.mark_between(last, last + 1):
        last += 1
    return Remark(first, last, subject)


def _may_be_inverted(paragraph: MarkedParagraph, verb: Token) -> bool:
    """Whether a subject may follow the verb: none stands before it, and a noun or a name comes next."""
    behind = paragraph.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    if (
        behind is None
        or behind.tag_ not in OPENING
        or verb.tag_ not in FINITE | {"VBN"}
        or paragraph.lexicon.lemma(verb) == "tell"
    ):
        return False
    subject = own_subject(verb)
    return subject is None or subject.i > verb.i or _breaks_in(paragraph, verb, subject)


def _breaks_in(paragraph: MarkedParagraph, verb: Token, subject: Token) -> bool:
    """Whether a verb with its speaker stands between commas, inside what is said: "Sleep, argues the author, is hard to define"."""
    speaker = next((c for c in children(verb, "obj", "iobj") if left_of(c) == verb.i + 1), None)
    if speaker is None or paragraph.doc[verb.i - 1].text != "," or subject.right_edge.i > verb.i:
        return False
    comma = paragraph.before_comma(speaker.i, verb.sent) + 1
    return comma + 1 < verb.sent.end and paragraph.doc[comma].text == "," and paragraph.doc[comma + 1].tag_ in FINITE


def _set_off(paragraph: MarkedParagraph, first: int) -> bool:
    """Whether a word follows a comma or a quotation."""
    before = paragraph.doc[first - 1].text if first else ""
    return before in COMMAS or paragraph.mark_ending_at(paragraph.words[first].start) is not None


def around_quotation(paragraph: MarkedParagraph, verb: Token, remark: Remark, kinds: frozenset[str]) -> list[Piece]:
    """The words in quotation marks right before a remark, and those right behind it: '"A," she said, "B"'."""
    if not kinds & {"speech", "quoting"} or not _has_voice(paragraph, verb, remark):
        return []
    start = paragraph.words[remark.first].start
    before = paragraph.mark_ending_at(start)
    if before is None or before in paragraph.claimed or not _leads_on(paragraph, before, verb, remark):
        return []
    pieces = [with_lead_in(paragraph, before)]
    behind = paragraph.mark_opening_behind(remark.last)
    if behind is not None and behind not in paragraph.claimed:
        pieces.append(Piece.of(behind))
    return pieces


def _has_voice(paragraph: MarkedParagraph, verb: Token, remark: Remark) -> bool:
    """Whether a remark names who speaks, or says that nobody does; a relative clause is no remark."""
    if remark.subject is None:
        return is_passive(verb)
    return paragraph.doc[remark.subject.first].lower_ not in RELATIVE


def _leads_on(paragraph: MarkedParagraph, mark: Marked, verb: Token, remark: Remark) -> bool:
    """Whether a quotation goes with the remark behind it and is no sentence of its own."""
    tail = paragraph.text[mark.end - 1 : paragraph.words[remark.first].start]
    if any(sign in tail for sign in ",—–"):
        return True
    complement = complement_of(verb)
    inverted = remark.subject is not None and remark.subject.first > verb.i
    return inverted or (complement is None and tail[0] != "." and verb.sent.start <= remark.first)


def beside(paragraph: MarkedParagraph, verb: Token, remark: Remark, kinds: frozenset[str]) -> list[Piece]:
    """The clause before a remark set off by commas, and its rest behind: "The talks, she said, failed"."""
    first, sentence = remark.first, verb.sent
    if not kinds & {"speech", "thinking", "finding"} or remark.subject is None or not _has_voice(paragraph, verb, remark):
        return []
    says_as = paragraph.doc[first].lower_ == "as"
    rest = _rest(paragraph, remark.last, sentence)
    if says_as and first == sentence.start and rest is not None:
        return [paragraph.piece(*rest)]
    complement = complement_of(verb)
    held = complement is not None and left_of(complement) <= remark.last
    if first <= sentence.start or paragraph.doc[first - 1].text not in COMMAS or held or (children(verb, "mark") and not says_as):
        return []
    start = _clause_start(paragraph, first - 1, sentence)
    if not _is_clause(paragraph, start, first - 1) and not (rest and start < first - 1):
        return []
    if rest is None and any(
        c.dep_ == "obj" and c.i > verb.i and not _is_part(c.i, remark.subject) and c.lower_ != "so" for c in verb.children
    ):
        return []
    pieces = [paragraph.piece(start, first - 2)]
    return pieces if rest is None else [*pieces, paragraph.piece(*rest)]


def _clause_start(paragraph: MarkedParagraph, end: int, sentence: Span) -> int:
    """Where the clause that ends at a comma begins: at its sentence, or behind a remark of its own."""
    start = sentence.start
    for token in paragraph.doc[start:end]:
        if token.text in (":", ";") and token.i + 1 < end:
            start = token.i + 1
    for mark in paragraph.marks:
        inside = paragraph.token_at(mark.start)
        if inside is not None and mark.first < paragraph.words[end].start < mark.end and inside.i > start:
            start = inside.i
    return start


def _is_clause(paragraph: MarkedParagraph, first: int, stop: int) -> bool:
    """Whether words hold a clause of their own that is no mere circumstance ("When he arrived, she said nothing")."""
    tokens = paragraph.doc[first:stop]
    heads = [t for t in tokens if t.tag_ in FINITE or (t.pos_ == "VERB" and t.dep_ in ("ROOT", "ccomp", "parataxis"))]
    if not heads:
        return False
    return tokens[0].lower_ not in _SUBORDINATE or any(t.dep_ in ("ROOT", "ccomp") for t in heads)


def _rest(paragraph: MarkedParagraph, last: int, sentence: Span) -> tuple[int, int] | None:
    """First and last word of the reported clause's rest behind a remark, if the remark stood inside it."""
    end = last_word(sentence)
    at = last + 1
    if at >= end or paragraph.doc[at].text not in COMMAS:
        return None
    at += 1
    opener = paragraph.doc[at]
    if (
        opener.tag_ in ("VBG", "WDT", "WP")
        or opener.lower_ in paragraph.lexicon.participles | _SUBORDINATE | RELATIVE | _NEW_START
    ):
        return None
    if opener.tag_ == "IN" and not paragraph.finite_from(at, end):
        return None  # "in a statement"
    return at, end


def _is_part(i: int, phrase: Named) -> bool:
    return phrase.first <= i <= phrase.edge
