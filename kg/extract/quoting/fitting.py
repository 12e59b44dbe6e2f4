"""Fits what is said to the quotation marks around it: widened to a quotation that it enters, kept within one in which it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.quoting.paragraph import BETWEEN, MarkedParagraph
from kg.extract.quoting.pieces import Piece
from kg.extract.quoting.quotemarks import Marked

if TYPE_CHECKING:
    from spacy.tokens import Token


def with_lead_in(paragraph: MarkedParagraph, mark: Marked) -> Piece:
    """The quotation alone, or from the start of its sentence if that begins before the mark: 'It was "a farce,"'."""
    inside = paragraph.token_at(mark.start)
    if inside is None:
        return Piece.of(mark)
    start = paragraph.words[inside.sent.start].start
    lead = paragraph.text[start : mark.first]
    if start >= mark.start or not re.search(r"\w", lead) or _covers_other(paragraph, start, mark.first):
        return Piece.of(mark)
    return Piece(start, mark.last, mark=mark)


def _covers_other(paragraph: MarkedParagraph, start: int, end: int) -> bool:
    return any(start < other.end and other.start < end for other in paragraph.marks) or any(
        paragraph.lexicon.kinds(t) & {"speech"} and start <= paragraph.words[t.i].start < end for t in paragraph.doc
    )


def widened(paragraph: MarkedParagraph, piece: Piece, inside: Marked | None, verb: Token) -> Piece:
    """A reported clause with the whole of a quotation that it enters, and nothing beyond one that it stands in."""
    if inside is not None:
        return replace(piece, end=min(piece.end, inside.end))
    for mark in paragraph.marks:
        if mark.first < paragraph.words[verb.i].start:
            continue
        if mark.first <= piece.end and piece.start <= mark.last:
            if BETWEEN.fullmatch(paragraph.text[paragraph.words[verb.i].end : mark.start]) and mark.last + 2 >= piece.end:
                return Piece.of(mark)
            piece = Piece(mark.first if mark.start == piece.start else piece.start, max(piece.end, mark.last))
        elif mark.first >= piece.end and re.fullmatch(r":?\s*", paragraph.text[piece.end : mark.first]):
            piece = replace(piece, end=mark.last)
    return piece


def kept_within(paragraph: MarkedParagraph, piece: Piece, inside: Marked | None) -> Piece:
    """A piece cut to the quotation that it stands in, or with the whole of a quotation in which it would end."""
    if inside is None:
        for mark in paragraph.marks:
            if mark.first < piece.end < mark.last:
                piece = replace(piece, end=mark.last)
        return piece
    return replace(piece, start=max(piece.start, inside.start), end=min(piece.end, inside.end))
