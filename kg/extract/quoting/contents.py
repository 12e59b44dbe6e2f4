"""Finds what is said behind its verb: a clause, an infinitive, a quotation, a phrase that a preposition opens, or a name given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_passive, relation
from kg.extract.quoting.fitting import widened
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.pieces import Piece
from kg.extract.quoting.quotemarks import Marked
from kg.extract.quoting.speakers import chunk_from, left_of, own_subject
from kg.extract.quoting.syntax import CLAUSE_OPENERS, COMMAS, FINITE, OPENING, complement_of, last_word, subject_between

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_PERSON = frozenset({"i", "we", "you"})
_BLAMING = frozenset({"blaming", "calling", "saying", "pointing"})
_FAR = 300  # words behind a verb within which its content may end


def below(paragraph: MarkedParagraph, verb: Token, kinds: frozenset[str]) -> list[Piece]:
    """The clause behind its verb: "that ...", a bare clause, or an infinitive where that is what is said."""
    first = _complement_start(paragraph, verb, kinds)
    if first is None or not kinds & {"speech", "finding", "thinking", "asking", "owning"}:
        return []
    speaker = own_subject(verb)
    inside = paragraph.mark_around(verb)
    if (
        (inside or paragraph.turn)
        and not kinds & {"speech", "finding"}
        and speaker is not None
        and speaker.lower_ in _FIRST_PERSON
    ):
        return []  # "I think" in a quotation softens it
    last = _complement_end(paragraph, verb, first)
    piece = paragraph.piece(first, last)
    if paragraph.text[piece.start :].lower().startswith(paragraph.lexicon.anonymous):
        return []
    quotation = None if inside else _led_up_to(paragraph, verb, piece)
    return [widened(paragraph, piece, inside, verb) if quotation is None else Piece.of(quotation)]


def _led_up_to(paragraph: MarkedParagraph, verb: Token, piece: Piece) -> Marked | None:
    """The quotation to which a verb leads, with nothing but whom or where between: 'told the court, "..."'.

    The parse may take those words into the clause reported, or end that clause within the quotation.
    """
    behind = paragraph.words[verb.i].end
    mark = next((mark for mark in paragraph.marks if mark.first >= behind), None)
    if mark is None or mark in paragraph.claimed or not piece.start < mark.last or piece.end > mark.last + 2:
        return None
    between = paragraph.tokens_between(behind, mark.first)
    opened = any(token.lower_ in CLAUSE_OPENERS or token.tag_ in FINITE for token in between)
    return mark if paragraph.text[behind : mark.first].rstrip()[-1:] in (",", ":") and not opened else None


def _complement_start(paragraph: MarkedParagraph, verb: Token, kinds: frozenset[str]) -> int | None:
    """The first word of the clause behind its verb: as the parse has it, else as the words show it."""
    telling = kinds & {"speech", "finding", "thinking"}
    complement = complement_of(verb)
    if complement is not None and telling:
        first = max(verb.i + 1, left_of(complement))
        while first < complement.i and paragraph.doc[first].is_punct:
            first += 1
        return first
    infinitive = _infinitive(verb)
    if infinitive is not None and kinds & {"expecting"} and (objects := children(verb, "obj")):
        return max(verb.i + 1, left_of(objects[0]))
    if infinitive is not None and kinds & {"asking"} and (opening := _for_phrase(verb, infinitive)) is not None:
        return opening
    if infinitive is not None and (
        kinds & {"asking"} or (is_passive(verb) and paragraph.lexicon.lemma(verb) in paragraph.lexicon.raising)
    ):
        return max(verb.i + 1, left_of(infinitive)) if infinitive.head.i == verb.i else _to_before(infinitive)
    behind = paragraph.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    if behind is not None and behind.tag_ == "VBG" and kinds & {"owning"}:
        return behind.i
    return _clause_behind(paragraph, verb) if telling else None


def _infinitive(verb: Token) -> Token | None:
    """The infinitive that says what is promised, asked or expected."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 40, verb.sent.end)]:
        head, dep = relation(token)
        of_object = dep == "acl" and head.dep_ == "obj" and head.head.i == verb.i
        if (of_object or (head.i == verb.i and dep in ("xcomp", "ccomp", "advcl"))) and any(
            m.lower_ == "to" for m in children(token, "mark", "aux")
        ):
            return token
    return None


def _for_phrase(verb: Token, infinitive: Token) -> int | None:
    """Where "for" stands in "appealed for witnesses to come forward"."""
    behind = verb.doc[verb.i + 1]
    return behind.i if behind.lower_ == "for" and behind.i < infinitive.i else None


def _to_before(infinitive: Token) -> int:
    return min(m.i for m in children(infinitive, "mark", "aux") if m.lower_ == "to")


def _clause_behind(paragraph: MarkedParagraph, verb: Token) -> int | None:
    """Where a clause begins that the parse does not show: at "that" or "why", or right behind "said"."""
    stop = verb.sent.end
    at = verb.i + 1
    while at < stop and paragraph.doc[at].text not in (".", "!", "?", ";", ":"):
        token = paragraph.doc[at]
        if token.lower_ == "that" and at > verb.i + 1 and paragraph.doc[at - 1].lemma_.lower() in paragraph.lexicon.nouns:
            return None  # the noun's own clause
        if token.lower_ in CLAUSE_OPENERS and (at == verb.i + 1 or token.dep_ == "mark" or subject_between(token)):
            return at if paragraph.finite_from(at + 1, stop) else None
        if token.tag_ in FINITE or token.dep_ == "mark":
            break
        at += 1
    if verb.lower_ not in paragraph.lexicon.certain or own_subject(verb) is None:
        return None
    phrases = (c for c in verb.children if c.i > verb.i and c.dep_ in ("iobj", "obl"))
    told = chunk_from(paragraph.doc, verb.i + 1, stop) if paragraph.lexicon.lemma(verb) == "tell" else None
    at = max((c.right_edge.i for c in phrases if c.right_edge.i < stop - 2), default=verb.i if told is None else told.last) + 1
    return at if paragraph.finite_from(at, stop) and paragraph.doc[at].tag_ in OPENING | {"EX"} else None


def _complement_end(paragraph: MarkedParagraph, verb: Token, first: int) -> int:
    """The last word of a reported clause: the sentence's, or the one before the next voice or act of who speaks."""
    end = min(last_word(verb.sent), first + _FAR)
    for child in paragraph.doc[first + 1 : end + 1]:
        if child.lower_ == "according":
            return last_before(paragraph, child.i, first)
        if is_new_voice(paragraph, child) or _contrasts(paragraph, child):
            return last_before(paragraph, child.i, first)
        if child.text == ";":
            return child.i - 1
        head, dep = relation(child)
        inflected = child.lower_ != child.lemma_.lower()
        if head.i == verb.i and dep == "conj" and inflected and child.i > first + 1 and own_subject(child) is None:
            return last_before(paragraph, child.i, first)
        if child.head.i == verb.i and child.dep_ in ("conj", "parataxis") and child.i > first + 1 and own_subject(child) is None:
            return last_before(paragraph, left_of(child), first)
        if child.head.i == verb.i and child.dep_ == "conj" and left_of(child) > first + 1 and own_subject(child) is not None:
            return last_before(paragraph, left_of(child), first)
    return end


def is_new_voice(paragraph: MarkedParagraph, token: Token) -> bool:
    """Whether the speaker goes on or blames another: ", adding that", ", citing"."""
    lemma = paragraph.lexicon.lemma(token)
    return (
        token.tag_ == "VBG"
        and paragraph.doc[token.i - 1].text in COMMAS
        and bool(
            paragraph.lexicon.verbs.get(lemma, frozenset()) & {"speech", "leading", "naming", "quoting"}
            or token.lower_ in paragraph.lexicon.participles | _BLAMING
        )
    )


def last_before(paragraph: MarkedParagraph, at: int, first: int) -> int:
    """The last word before a place that is no comma or "and"."""
    at -= 1
    while at > first and (
        paragraph.doc[at].text in COMMAS or paragraph.doc[at].dep_ == "cc" or paragraph.doc[at].lower_ in ("and", "but")
    ):
        at -= 1
    return at


def _contrasts(paragraph: MarkedParagraph, token: Token) -> bool:
    return token.lower_ == "while" and paragraph.doc[token.i - 1].text == ","


def quoted_behind(paragraph: MarkedParagraph, verb: Token, kinds: frozenset[str]) -> list[Piece]:
    """The quotation behind its verb, if there is nothing but whom or where between: 'she told the court: "..."'."""
    if not kinds & {"speech", "quoting", "finding", "naming", "thinking"} or paragraph.mark_around(verb):
        return []
    end = paragraph.sentence_end(verb)
    for mark in paragraph.marks:
        if mark in paragraph.claimed or mark.first < paragraph.words[verb.i].end:
            continue
        if mark.first > end + 2 or re.search(r"[.!?]\s", paragraph.text[paragraph.words[verb.i].end : mark.first]):
            break
        between = paragraph.tokens_between(paragraph.words[verb.i].end, mark.first)
        if any(paragraph.lexicon.kinds(t) & {"speech"} or t.tag_ in FINITE for t in between):
            return []
        if paragraph.voice_of(mark) and not kinds & {"naming"} and paragraph.text[: mark.first].rstrip()[-1:] not in (":", ","):
            return []  # a few words in marks within what another says
        return [Piece.of(mark)]
    return []


def led(paragraph: MarkedParagraph, verb: Token) -> list[Piece]:
    """What stands behind a preposition: "warned of floods", "accused the firm of lying"."""
    wanted = paragraph.lexicon.leads.get(paragraph.lexicon.lemma(verb), frozenset())
    for child in verb.subtree:
        if child.i > verb.i and child.lower_ in wanted and child.dep_ in ("case", "mark") and _governs(verb, child.head):
            first = child.i
            if paragraph.lexicon.lemma(verb) == "accuse":
                first = min((left_of(o) for o in children(verb, "obj")), default=first)
            return [
                widened(
                    paragraph,
                    paragraph.piece(max(first, verb.i + 1), _complement_end(paragraph, verb, first)),
                    paragraph.mark_around(verb),
                    verb,
                )
            ]
    return []


def _governs(verb: Token, token: Token) -> bool:
    """Whether a phrase hangs on a verb, or on its object."""
    above = token.head
    return above.i == verb.i or (above.head.i == verb.i and above.dep_ in ("obj", "iobj"))


def called(paragraph: MarkedParagraph, verb: Token, kinds: frozenset[str]) -> list[Piece]:
    """What somebody is called: "described the deal as a betrayal"."""
    if "naming" not in kinds or (own_subject(verb) is None and not is_passive(verb)):
        return []
    objects = [c for c in children(verb, "obj") if c.i > verb.i]
    if objects and any(c.i > objects[0].i and c.tag_ != "VB" for c in children(verb, "xcomp", "obj")):
        return [paragraph.piece(left_of(objects[0]), _complement_end(paragraph, verb, objects[0].i))]
    for child in verb.subtree:
        if child.i > verb.i and child.lower_ == "as" and child.dep_ in ("case", "mark") and child.i < verb.i + 12:
            objects = children(verb, "obj")
            first = left_of(objects[0]) if objects and objects[0].i > verb.i else child.i
            return [paragraph.piece(max(first, verb.i + 1), _complement_end(paragraph, verb, child.i))]
    return []
