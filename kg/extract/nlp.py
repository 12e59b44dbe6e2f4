"""Loads the English pipeline and turns a document's text into parsed blocks; the only module that loads spaCy."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# One character each, so that offsets stay: the treebanks write straight quotation marks.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "\t": " ", "\n": " "}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?:;][\"”'’)\]]*$")
_FINAL = frozenset(".!?…:;")
_CLOSING = frozenset({")", "'"})
_WRAP_WIDTH = 100  # a paragraph whose lines are all shorter than this was wrapped by hand
_MAX_BLOCK = 20_000  # characters parsed at once: memory stays flat on a file that is one line


class NotUniversalError(KgError):
    """The pipeline's parser does not speak Universal Dependencies, on which extraction rests."""

    exit_code = 2


@cache
def load(name: str | None = None) -> Language:
    """The spaCy pipeline: our own English model, or the installed one called `name`.

    Raises:
        NotUniversalError: when `name` cannot be loaded or has no Universal Dependencies parser.
    """
    import spacy
    from thinc.api import NumpyOps, Ops

    NumpyOps.gemm = Ops.gemm  # numpy's matrix product: twice the words a second of thinc's own
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # version notes of foreign pipelines are theirs to print
            nlp = spacy.load(name) if name else spacy.load(Path(str(resources.files("kg.extract") / "model")))
    except OSError as error:
        raise NotUniversalError(f"no spaCy pipeline {name!r} is installed; leave the option out to use our own") from error
    labels = set(nlp.get_pipe("parser").labels) if "parser" in nlp.pipe_names else set()  # type: ignore[attr-defined]
    if not {"nsubj", "obl", "nmod"} <= labels:
        raise NotUniversalError(f"the pipeline {name or 'kg.extract.model'!r} has no Universal Dependencies parser")
    return nlp


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that the entity model marks, in characters of its paragraph."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or heading: its offset in the document, its tokens, and what the entity model found."""

    offset: int
    doc: Doc
    entities: tuple[Entity, ...]


def paragraphs(text: str, nlp: Language) -> Iterator[Paragraph]:
    """The text paragraph by paragraph, in words; character i of a paragraph is `text[offset + i]`, quotation marks made straight."""
    spans = list(_paragraphs(text))
    plain = (_CONTROL.sub(" ", text[start:end].translate(_PLAIN)) for start, end in spans)
    with _quiet(nlp, keep_entities=True):
        for (start, _), doc in zip(spans, nlp.pipe(plain, batch_size=64), strict=True):
            yield Paragraph(start, doc, tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents))


def parse(texts: Iterable[tuple[list[str], list[bool]]], nlp: Language) -> Iterator[Doc]:
    """Parses lists of words with their following spaces: tags, lemmas, dependencies, sentences."""
    from spacy.tokens import Doc

    with _quiet(nlp, keep_entities=False):
        yield from nlp.pipe((_unbroken(Doc(nlp.vocab, words=words, spaces=spaces)) for words, spaces in texts), batch_size=64)


def _unbroken(doc: Doc) -> Doc:
    """In edited prose a sentence ends at its full stop: the parser may break only behind one, or behind the mark that closes it."""
    for i in range(1, len(doc)):
        before = doc[i - 1].text
        if before[-1:] not in _FINAL and not (before in _CLOSING and i > 1 and doc[i - 2].text[-1:] in _FINAL):
            doc[i].is_sent_start = False
    return doc


def _quiet(nlp: Language, *, keep_entities: bool) -> AbstractContextManager[object]:
    """Switches the entity model on alone, or off."""
    entity = [name for name in nlp.pipe_names if "ner" in name]
    off = [name for name in nlp.pipe_names if name not in entity] if keep_entities else entity
    if keep_entities and any("ner" in name and "listener" in str(nlp.get_pipe_config(name)) for name in entity):
        off = [name for name in off if "tok2vec" not in name]
    return nlp.select_pipes(disable=off)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each paragraph, without the white space around it."""
    start = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _trimmed(text, _lines_or_whole(text, start, end))
        start = gap.end() if gap else end


def _lines_or_whole(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between two blank lines: one paragraph where lines were wrapped by hand, else one a line."""
    lines = []
    at = start
    for line in text[start:end].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    full = [text[a:b].rstrip() for a, b in lines if text[a:b].strip()]
    wrapped = len(full) > 1 and all(len(line) < _WRAP_WIDTH for line in full) and _runs_on(full)
    for a, b in [(start, end)] if wrapped else lines:
        for cut in range(a, b, _MAX_BLOCK):
            yield cut, min(b, cut + _MAX_BLOCK)


def _runs_on(lines: list[str]) -> bool:
    """Whether most lines but the last stop in mid-sentence and are of like length, as wrapping leaves them."""
    open_ended = sum(not _SENTENCE_END.search(line) for line in lines[:-1])
    longest = max(map(len, lines))
    filled = sum(len(line) > 0.7 * longest for line in lines[:-1])
    return open_ended * 2 >= len(lines) - 1 and filled * 3 >= 2 * (len(lines) - 1)


def _trimmed(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + lead + len(stripped)
