"""Read documents: PDF, HTML, DOCX, plain text, Markdown and JSON Lines corpora, from files, folders and globs.

    for item in read_all(["reports/", "notes/*.md"]):
        ...                                     # a Document, or a LoadError that names file and reason

A loader knows the data types of `kg.model` and nothing else of `kg`. Each is imported when its first file comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from kg.errors import LoadError
from kg.model import Document
from loaders.folders import walk
from loaders.meta import NOTHING, Meta

__all__ = ["LOADERS", "Loader", "Meta", "load", "read_all", "walk"]

Loader = Callable[[Path, Meta], Iterator[Document | LoadError]]


def _lazily(module: str, function: str) -> Loader:
    """The loader `loaders.MODULE.FUNCTION`, imported at its first call, so that unused libraries cost nothing."""

    def loader(path: Path, meta: Meta = NOTHING) -> Iterator[Document | LoadError]:
        read: Loader = getattr(import_module(f"loaders.{module}"), function)
        return read(path, meta)

    return loader


LOADERS: dict[str, Loader] = {
    suffix: _lazily(module, function)
    for module, function, suffixes in (
        ("pdf", "load_pdf", (".pdf",)),
        ("web", "load_html", (".html", ".htm", ".xhtml")),
        ("word", "load_docx", (".docx",)),
        ("plain", "load_text", (".txt", ".text")),
        ("plain", "load_markdown", (".md", ".markdown")),
        ("corpus", "load_corpus", (".jsonl", ".ndjson")),
    )
    for suffix in suffixes
}


def load(path: str | Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The documents of one file: one, or of a corpus one a line. Raises LoadError at the first that cannot be read."""
    for item in _read(Path(path), meta):
        if isinstance(item, LoadError):
            raise item
        yield item


def read_all(paths: Iterable[str | Path], meta: Meta = NOTHING) -> Iterator[Document | LoadError]:
    """The documents of files, folders and globs; each thing that cannot be read comes as a LoadError and the rest goes on."""
    for found in walk(paths):
        if isinstance(found, LoadError):
            yield found
            continue
        try:
            yield from _read(found, meta)
        except LoadError as error:
            yield error


def _read(path: Path, meta: Meta) -> Iterator[Document | LoadError]:
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        kind = f"type {path.suffix!r}" if path.suffix else "a file without suffix"
        raise LoadError(str(path), f"{kind} is not read; convert it to one of {', '.join(LOADERS)}")
    return loader(path, meta)
