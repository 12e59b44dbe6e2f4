"""Reads a document paragraph by paragraph for its attributions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.discourse import Discourse
from kg.extract.drafting import parsed
from kg.extract.lexicon import lexicon
from kg.extract.nlp import paragraphs
from kg.extract.quoting.cues import CueWords, cue_words
from kg.extract.quoting.nouns import read_noun
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.phrases import read_adverb, read_source, read_view
from kg.extract.quoting.pieces import Voice
from kg.extract.quoting.quotations import read_colons, read_label, read_sentences
from kg.extract.quoting.quote import Quote
from kg.extract.quoting.verbs import read_verb
from kg.model import Document
from kg.resolve import directory

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PARAGRAPHS_AT_ONCE = 128
_SIGNS = frozenset({'"', "'", "``", "''", ":", "‹", "›"})


def quotes(document: Document, nlp: Language) -> tuple[Quote, ...]:
    """The attributions of a document, in text order; the same document always gives the same.

    A quotation that runs over several sentences or paragraphs is one row for each paragraph.
    """
    discourse = Discourse(directory(), lexicon(), document.published)
    found: list[Quote] = []
    last: Voice | None = None
    pending = paragraphs(document.text, nlp)
    while batch := list(islice(pending, _PARAGRAPHS_AT_ONCE)):
        promising = [paragraph for paragraph in batch if _may_attribute(paragraph.doc, cue_words())]
        for paragraph, words, doc in parsed(promising, discourse, document, nlp):
            passage = MarkedParagraph(document, paragraph.offset, len(paragraph.doc.text), words, doc, last)
            found.extend(_attributions(passage))
            last = passage.last
    return tuple(sorted(set(found), key=lambda q: (q.content_start, q.content_end, q.cue_start or 0, q.speaker_start or 0)))


def _attributions(paragraph: MarkedParagraph) -> Iterator[Quote]:
    """The paragraph's attributions, in no order."""
    read_label(paragraph)
    for token in paragraph.doc:
        _read(paragraph, token)
    read_colons(paragraph)
    read_sentences(paragraph)
    for voice, piece in paragraph.found:
        start, end = paragraph.trimmed(piece)
        if end > start:
            yield _quote(paragraph, voice, start, end, piece.direct)


def _read(paragraph: MarkedParagraph, token: Token) -> None:
    kinds = paragraph.lexicon.kinds(token)
    if kinds and token.lower_ not in paragraph.lexicon.participles:
        read_verb(paragraph, token, kinds)
    elif token.lemma_.lower() in paragraph.lexicon.nouns and token.pos_ == "NOUN":
        read_noun(paragraph, token)
    elif token.lower_ in paragraph.lexicon.adverbs:
        read_adverb(paragraph, token)
    read_source(paragraph, token)
    if token.lower_ == "in":
        read_view(paragraph, token)


def _quote(paragraph: MarkedParagraph, voice: Voice, start: int, end: int, direct: bool) -> Quote:
    text = paragraph.document.text
    start, end = start + paragraph.offset, end + paragraph.offset
    speaker, cue = voice.speaker, voice.cue
    return Quote(
        speaker=text[slice(*speaker)] if speaker else None,
        speaker_start=speaker[0] if speaker else None,
        speaker_end=speaker[1] if speaker else None,
        cue=text[slice(*cue)] if cue else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        content=text[start:end],
        content_start=start,
        content_end=end,
        direct=direct,
        uri=paragraph.document.uri,
    )


def _may_attribute(doc: Doc, words: CueWords) -> bool:
    """Whether a paragraph is worth a parse: it holds a word that reports, a quotation mark or a colon."""
    return any(token.lower_ in words.signs or token.text in _SIGNS for token in doc)
