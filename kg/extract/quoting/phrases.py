"""Reads an attribution by a phrase or an adverb: "according to the police", "in her view", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import children
from kg.extract.quoting.fitting import kept_within, with_lead_in
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.pieces import Piece
from kg.extract.quoting.speakers import Named, chunk_from, left_of, named
from kg.extract.quoting.syntax import COMMAS, FINITE, NEAR, STOPS, last_word

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def read_source(paragraph: MarkedParagraph, token: Token) -> None:
    """An attribution by a phrase: "according to the police", "in the words of one fan"."""
    words = _opens_with(paragraph, token, paragraph.lexicon.according)
    speaker = _phrase_from(paragraph, token.i + words, token.sent) if words else None
    if speaker is None:
        return
    end = max(speaker.last, min(speaker.edge, paragraph.before_comma(speaker.last, token.sent)))
    pieces = _without(paragraph, token.i, end, token.sent)
    paragraph.take(paragraph.voice(speaker, paragraph.chars(token.i, token.i + words - 1)), pieces)
    take_cited(paragraph, token.sent, pieces)


def read_view(paragraph: MarkedParagraph, token: Token) -> None:
    """An attribution by a noun with "in": "in her view", "in the coach's words"."""
    for noun in paragraph.doc[token.i + 1 : min(token.i + NEAR, token.sent.end)]:
        if noun.lower_ in paragraph.lexicon.views and (owner := next(iter(children(noun, "nmod:poss")), None)) is not None:
            if owner.i > token.i:
                paragraph.take(
                    paragraph.voice(named(owner), paragraph.chars(noun.i, noun.i)),
                    _without(paragraph, token.i, noun.i, token.sent),
                )
            return


def _phrase_from(paragraph: MarkedParagraph, i: int, sentence: Span) -> Named | None:
    """The noun phrase that begins at a word."""
    for token in paragraph.doc[i : min(i + NEAR, sentence.end)]:
        if token.text in STOPS or token.tag_ in FINITE:
            break
        if (
            token.pos_ in ("NOUN", "PROPN", "PRON")
            and left_of(token) <= i
            and not (token.dep_ in ("compound", "nmod:poss", "flat") and token.head.i > token.i)
        ):
            found = named(token)
            return Named(max(found.first, i), found.last, found.edge)
    return chunk_from(paragraph.doc, i, sentence.end)


def _without(paragraph: MarkedParagraph, first: int, last: int, sentence: Span) -> list[Piece]:
    """A sentence without a phrase: the words before and behind it; words in quotation marks beside the phrase come whole."""
    before = paragraph.mark_ending_at(paragraph.words[first].start)
    if before is not None and before not in paragraph.claimed and "." not in paragraph.text[before.end - 1 : before.end]:
        return [with_lead_in(paragraph, before)]
    start, end = sentence.start, last_word(sentence)
    inside = paragraph.mark_around(paragraph.doc[first])
    pieces = []
    if (first - 1 > start and any(t.tag_ in FINITE for t in paragraph.doc[start:first])) or (
        first - 1 > start and last + 1 < end
    ):
        pieces.append(paragraph.piece(start, first - 1))
    if last + 1 < end and not (pieces and paragraph.doc[last + 1].text not in COMMAS):
        pieces.append(paragraph.piece(last + 1, end))
    return [kept_within(paragraph, piece, inside) for piece in pieces]


def read_adverb(paragraph: MarkedParagraph, adverb: Token) -> None:
    """An attribution to nobody: the clause in which "reportedly" stands, with it."""
    verb = adverb.head
    while verb.head.i != verb.i and verb.pos_ not in ("VERB", "AUX") and verb.dep_ not in ("ccomp", "conj", "acl:relcl"):
        verb = verb.head
    first, last = _clause(verb)
    paragraph.take(
        paragraph.voice(None, paragraph.chars(adverb.i, adverb.i)),
        [kept_within(paragraph, paragraph.piece(first, last), paragraph.mark_around(adverb))],
    )


def _clause(verb: Token) -> tuple[int, int]:
    """First and last word of a clause, without clauses coordinated with it."""
    if verb.dep_ in ("ROOT", "root"):
        return verb.sent.start, last_word(verb.sent)
    return verb.left_edge.i, min(verb.right_edge.i, last_word(verb.sent))


def take_cited(paragraph: MarkedParagraph, sentence: Span, pieces: list[Piece]) -> None:
    """Records for whom a voice cites in its turn, who vouches for the same: "Kyodo, citing the ministry, said"."""
    for token in sentence:
        words = _opens_with(paragraph, token, paragraph.lexicon.citing)
        if (
            not words
            or token.nbor(-1 if token.i else 0).dep_ == "aux:pass"
            or any(p.start <= paragraph.words[token.i].start < p.end for p in pieces)
        ):
            continue
        speaker = _phrase_from(paragraph, token.i + words, sentence)
        if speaker is not None:
            voice = paragraph.voice(speaker, paragraph.chars(token.i, token.i + words - 1))
            paragraph.found.extend((voice, piece) for piece in pieces)


def _opens_with(paragraph: MarkedParagraph, token: Token, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many words a phrase of these has that begins at a word; 0 if none does."""
    for words in phrases:
        stop = token.i + len(words)
        if token.lower_ == words[0] and stop < token.sent.end and tuple(t.lower_ for t in paragraph.doc[token.i : stop]) == words:
            return len(words)
    return 0
