"""Reads the quotations that no verb introduces: a transcript's turns, a colon, sentences in marks that go on with who spoke before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.pieces import Piece, Voice
from kg.extract.quoting.quotemarks import Marked
from kg.extract.quoting.speakers import named, own_subject, subject_of
from kg.extract.quoting.verbs import cue_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABEL = re.compile(
    r"(?P<label>[A-Z][\w.'’-]*(?:[ \t](?:[A-Z][\w.'’-]*|of|the|de|van|von|and|\([^)]*\))){0,6})[ \t]*:[ \t]+(?=\S)"
)


def read_label(paragraph: MarkedParagraph) -> None:
    """A turn of a transcript: "CHAIR: The meeting is open."."""
    label = _LABEL.match(paragraph.text)
    if label is None or not _is_speaker_label(paragraph, label["label"]):
        return
    paragraph.turn = True
    start, end = label.end(), len(paragraph.text)
    whole = next((m for m in paragraph.marks if m.first == start and m.last >= end - 1), None)
    colon = paragraph.text.index(":", label.end("label"))
    voice = Voice(paragraph.absolute(label.span("label")), paragraph.absolute((colon, colon + 1)))
    paragraph.take(voice, [Piece.of(whole) if whole else Piece(start, end, direct=True)])


def _is_speaker_label(paragraph: MarkedParagraph, label: str) -> bool:
    bare = re.sub(r"\s*\(.*?\)", "", label)
    if bare.isupper():
        return True
    first = paragraph.token_at(0)
    return (
        first is not None
        and first.pos_ == "PROPN"
        and any(m.first <= len(label) + 3 and m.last >= len(paragraph.text) - 1 for m in paragraph.marks)
    )


def read_colons(paragraph: MarkedParagraph) -> None:
    """A quotation introduced by a colon alone: 'The minister: "..."', 'The coach was blunt: "..."'."""
    for mark in paragraph.marks:
        if mark in paragraph.claimed or paragraph.voice_of(mark):
            continue
        before = paragraph.text[: mark.first].rstrip()
        if not before.endswith(":"):
            continue
        last = paragraph.last_token_before(len(before) - 1)
        if last is None:
            continue
        head = _colon_speaker(paragraph, last)
        if head is None:
            continue
        paragraph.take(paragraph.voice(named(head), (len(before) - 1, len(before))), [Piece.of(mark)])


def _colon_speaker(paragraph: MarkedParagraph, last: Token) -> Token | None:
    """Who is named before a colon: the subject of the clause, or the phrase that stands there alone."""
    root = last.sent.root
    if root.i > last.i:
        root = last
        while root.head.i <= last.i and root.head.i != root.i:
            root = root.head
    subject = own_subject(root)
    if subject is not None:
        return subject if paragraph.mark_around(subject) is None else None
    return root if paragraph.mark_around(root) is None and root.pos_ in ("NOUN", "PROPN", "PRON") else None


def read_sentences(paragraph: MarkedParagraph) -> None:
    """Gives each quotation that is a sentence of its own to who was quoted before it, else to the subject of the sentence before."""
    for mark in paragraph.marks:
        known = paragraph.voice_of(mark)
        if known is not None:
            paragraph.last = known
            continue
        if not _stands_alone(paragraph, mark):
            continue
        voice = _voice_before(paragraph, mark)
        paragraph.take(voice, [Piece.of(mark)])
        paragraph.last = voice
    if paragraph.text.endswith(":"):
        paragraph.last = _announced(paragraph) or paragraph.last


def _announced(paragraph: MarkedParagraph) -> Voice | None:
    """Who speaks in the next paragraph, if this one ends in "she said:"."""
    for token in reversed(paragraph.doc):
        if paragraph.lexicon.kinds(token) & {"speech", "quoting"} and (subject := subject_of(token)) is not None:
            return paragraph.voice(subject, cue_of(paragraph, token))
    return None


def _stands_alone(paragraph: MarkedParagraph, mark: Marked) -> bool:
    """Whether a quotation is made of whole sentences: it begins where one does and ends as one does."""
    before, behind = paragraph.text[: mark.first].rstrip(), paragraph.text[mark.last :].lstrip()
    opens = not before or before[-1] in ".!?:…\"”’'"
    closes = (
        not mark.closed
        or paragraph.text[mark.end - 1] in ".!?…—"
        or (not behind or (behind[:1].isupper() and paragraph.text[mark.end - 1] != ","))
    )
    return opens and closes and len(paragraph.text[mark.start : mark.end].split()) > 1


def _voice_before(paragraph: MarkedParagraph, mark: Marked) -> Voice:
    """Who was quoted in the sentence before or the paragraph before; else the person whom that sentence is about."""
    token = paragraph.last_token_before(mark.first)
    if token is None:
        return paragraph.last or Voice(None, None)
    sentence = token.sent
    start, end = paragraph.words[sentence.start].start, paragraph.words[sentence.end - 1].end
    told = [(v, p) for v, p in paragraph.found if v.cue is not None and start <= v.cue[0] - paragraph.offset < end]
    near = [v for v, p in paragraph.found if p.start < end and start < p.end] if not told else [v for v, _ in told]
    if near:
        return near[-1] if told else near[0]
    subject = own_subject(sentence.root)
    if subject is None or subject.pos_ not in ("PROPN", "PRON", "NOUN"):
        return paragraph.last or Voice(None, None)
    return Voice(paragraph.named_chars(named(subject)), None)
