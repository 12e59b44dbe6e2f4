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
from kg.extract.passages import passages

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

# One character each, so that offsets stay: the treebanks write straight quotation marks.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "\t": " ", "\n": " "}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_FINAL = frozenset(".!?…:;")
_CLOSING = frozenset({")", "'"})
_AT_ONCE = 64  # texts that go through the pipeline together
_CHARACTERS_AT_ONCE = 20_000  # of them, at most: the memory that a batch takes


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
    """The English prose of a text, paragraph by paragraph, in words.

    Character i of a paragraph is `text[offset + i]`, with quotation marks made straight and control characters made spaces.
    """
    spans = [(passage.start, passage.end) for passage in passages(text) if passage.unread is None]
    plain = (_CONTROL.sub(" ", text[start:end].translate(_PLAIN)) for start, end in spans)
    for (start, _), doc in zip(spans, _piped(plain, nlp, keep_entities=True), strict=True):
        yield Paragraph(start, doc, tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents))


def parse(texts: Iterable[tuple[list[str], list[bool]]], nlp: Language) -> Iterator[Doc]:
    """Parses lists of words with their following spaces: tags, lemmas, dependencies, sentences."""
    from spacy.tokens import Doc

    docs = (_unbroken(Doc(nlp.vocab, words=words, spaces=spaces)) for words, spaces in texts)
    yield from _piped(docs, nlp, keep_entities=False)


def _piped(texts: Iterable[str | Doc], nlp: Language, *, keep_entities: bool) -> Iterator[Doc]:
    """The texts through the pipeline, few enough together that memory stays flat however long they are."""
    for batch in _batches(texts):
        # for one batch: between two of them others use the pipeline, and numpy
        with _one_thread(), _quiet(nlp, keep_entities=keep_entities):
            docs = list(nlp.pipe(batch, batch_size=len(batch)))
        yield from docs


def _one_thread() -> AbstractContextManager[object]:
    """Matrix products on one core: those of the pipeline are so small that more threads only wait for each other."""
    limited: AbstractContextManager[object] = _thread_pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _thread_pools() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _batches(texts: Iterable[str | Doc]) -> Iterator[list[str | Doc]]:
    batch: list[str | Doc] = []
    characters = 0
    for text in texts:
        size = len(text) if isinstance(text, str) else len(text.text)
        if batch and (len(batch) == _AT_ONCE or characters + size > _CHARACTERS_AT_ONCE):
            yield batch
            batch, characters = [], 0
        batch.append(text)
        characters += size
    if batch:
        yield batch


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
