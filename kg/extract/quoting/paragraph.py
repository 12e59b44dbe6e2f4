"""A paragraph with its words and quotation marks, and the attributions found in it so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kg.extract.mentions import Word
from kg.extract.quoting.cues import CueWords, cue_words
from kg.extract.quoting.pieces import Piece, Stretch, Voice
from kg.extract.quoting.quotemarks import Marked, marked
from kg.extract.quoting.speakers import Named
from kg.extract.quoting.syntax import FINITE, STOPS
from kg.model import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BETWEEN = re.compile(r"[\s,.;:!?…—–\"'”’“‘«»`-]*")
_BEHIND = re.compile(r"[\s,.;:—–-]*(?:(?:and|but|adding|that|as|because)\s)?[\s:,]*")
_TRIMMED = " \t\n\r\u00a0,;:—–"
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,}(?:, [\w ,.]{0,30}?)?(?: \([\w ./-]+\))? ?(?:--?|–|—) ")


class MarkedParagraph:
    """One paragraph, parsed, while its attributions are gathered; its offsets are its own, those of a `Voice` the document's.

    `lead` is where its text begins behind a dateline, `turn` whether it is a turn of a transcript, `claimed` who speaks in which
    quotation, `found` what is found so far, and `last` who was quoted last, first of all in the paragraphs before.
    """

    def __init__(self, document: Document, offset: int, size: int, words: list[Word], doc: Doc, before: Voice | None) -> None:
        self.document = document
        self.offset = offset
        self.text = document.text[offset : offset + size]
        self.words = words
        self.doc = doc
        dateline = _DATELINE.match(self.text)
        self.lead = dateline.end() if dateline else 0
        self.marks = marked(self.text)
        self.lexicon: CueWords = cue_words()
        self.turn = False
        self.claimed: dict[Marked, Voice] = {}
        self.found: list[tuple[Voice, Piece]] = []
        self.last = before

    def take(self, voice: Voice, pieces: list[Piece]) -> None:
        """Records what a voice says, and with it the quotations that no other voice may have."""
        for piece in pieces:
            self.found.append((voice, piece))
            if piece.mark is not None:
                self.claimed.setdefault(piece.mark, voice)

    def voice(self, speaker: Named | None, cue: Stretch) -> Voice:
        """Who speaks and by which cue, at their places in the document."""
        return Voice(self.named_chars(speaker) if speaker is not None else None, self.absolute(cue))

    def named_chars(self, speaker: Named) -> Stretch:
        """Where a speaker's name stands in the document, without an acronym in brackets or the place a dateline names."""
        start, end = self.chars(speaker.first, speaker.last)
        start = max(start, self.lead) if end > self.lead else start
        return self.absolute((start, start + len(_BRACKETS.sub("", self.text[start:end]))))

    def absolute(self, stretch: Stretch) -> Stretch:
        """A stretch of the paragraph as one of the document."""
        return stretch[0] + self.offset, stretch[1] + self.offset

    def chars(self, first: int, last: int) -> Stretch:
        """The characters from a first word to a last one."""
        return self.words[first].start, self.words[last].end

    def piece(self, first: int, last: int) -> Piece:
        """The words from a first to a last one as reported speech."""
        return Piece(*self.chars(first, max(first, last)))

    def trimmed(self, piece: Piece) -> Stretch:
        """A piece without the blanks and commas at its ends; of a quotation only the last comma goes."""
        start, end = max(piece.start, self.lead) if piece.end > self.lead else piece.start, piece.end
        while start < end and self.text[start] in _TRIMMED:
            start += 1
        while end > start and self.text[end - 1] in _TRIMMED:
            end -= 1
        if not piece.direct and end > start and self.text[end - 1] == "." and not re.search(r"\b\w\.$", self.text[start:end]):
            end -= 1
        return start, end

    def token_at(self, char: int) -> Token | None:
        """The first word that ends behind a character."""
        i = bisect_right(self.words, char, key=lambda word: word.end)
        return self.doc[i] if i < len(self.words) else None

    def last_token_before(self, char: int) -> Token | None:
        """The last word that begins before a character."""
        i = bisect_left(self.words, char, key=lambda word: word.start)
        return self.doc[i - 1] if i else None

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The words that begin between two characters."""
        first, stop = (bisect_left(self.words, char, key=lambda word: word.start) for char in (start, end))
        return [self.doc[i] for i in range(first, stop)]

    def mark_between(self, left: int, right: int) -> bool:
        """Whether a quotation opens or closes between two words."""
        start, end = self.words[left].end, self.words[right].start + 1
        return any(start <= mark.first < end or start <= mark.end < end for mark in self.marks)

    def mark_around(self, token: Token) -> Marked | None:
        """The quotation in which a word stands."""
        at = self.words[token.i].start
        return next((mark for mark in self.marks if mark.first < at < mark.end), None)

    def mark_ending_at(self, char: int) -> Marked | None:
        """The quotation that closes right before a character."""
        return next((m for m in self.marks if m.closed and m.last <= char and BETWEEN.fullmatch(self.text[m.last : char])), None)

    def mark_opening_behind(self, last: int) -> Marked | None:
        """The quotation that goes on behind a remark in the same sentence."""
        end = self.words[last].end
        for mark in self.marks:
            if mark.first >= end:
                between = self.text[end : mark.first]
                return mark if "." not in between and _BEHIND.fullmatch(between) else None
        return None

    def sentence_end(self, token: Token) -> int:
        """The character behind the sentence of a word."""
        return self.words[token.sent.end - 1].end

    def voice_of(self, mark: Marked) -> Voice | None:
        """Who is known to speak in a quotation, or to say the narrowest of the pieces around it."""
        if mark in self.claimed:
            return self.claimed[mark]
        around = [(p.end - p.start, v) for v, p in self.found if p.start <= mark.start and mark.end <= p.end]
        return min(around, key=lambda item: item[0])[1] if around else None

    def finite_from(self, start: int, stop: int) -> bool:
        """Whether a finite verb stands among some words."""
        return any(t.tag_ in FINITE for t in self.doc[start:stop])

    def before_comma(self, at: int, sentence: Span) -> int:
        """The last word before the next comma or stop of a sentence."""
        while at + 1 < sentence.end and self.doc[at + 1].text not in STOPS:
            at += 1
        return at
