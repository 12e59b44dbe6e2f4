"""JSON Lines corpora: one document a line with `id`, `text` and, where known, `title`, `date`, `publisher`, `uri`."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from kg.errors import LoadError
from kg.model import Document
from loaders.meta import NOTHING, Meta, from_row, sidecar
from loaders.source import recognise, unreadable


def load_corpus(path: Path, meta: Meta = NOTHING) -> Iterator[Document | LoadError]:
    """The documents of a corpus, read line by line; a bad line is yielded as a LoadError named PATH:LINE and the rest goes on.

    Options outweigh a line's own values; the sidecar fills in what a line does not say. Raises LoadError when the file itself
    cannot be read or holds no line.
    """
    corpus = _Corpus(path, meta, sidecar(path))
    empty = True
    try:
        with path.open("rb") as lines:
            _check_head(path, lines.peek(16))
            for number, line in enumerate(lines, 1):
                if line.strip():
                    empty = False
                    yield corpus.read(number, line.rstrip(b"\r\n"))
    except OSError as error:
        raise unreadable(path, error) from error
    if empty:
        raise LoadError(str(path), "is empty; nothing to read")


def _check_head(path: Path, head: bytes) -> None:
    if found := recognise(head):
        raise LoadError(str(path), f"is {found}, not JSON Lines; give it the suffix of its true type")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise LoadError(str(path), "is UTF-16, and JSON Lines are UTF-8; save it as UTF-8")


@dataclass(frozen=True, slots=True)
class _Corpus:
    """A corpus that is being read: what the options and the sidecar say of it, and the line of each id so far."""

    path: Path
    options: Meta
    sidecar: Meta
    lines: dict[str, int] = field(default_factory=dict)

    def read(self, number: int, line: bytes) -> Document | LoadError:
        """The document of a line, or what is wrong with the line."""
        where = f"{self.path}:{number}"
        try:
            row = _row(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, where)
            identifier, text = _identifier(row, where), _text(row, where)
            if first := self.lines.get(identifier):
                raise LoadError(where, f"`id` {identifier!r} is already on line {first}; give each document its own")
            named = self.options.over(from_row(row, where)).over(self.sidecar)
        except LoadError as error:
            return error
        self.lines[identifier] = number
        return Document.make(
            text,
            title=named.title,
            publisher=named.publisher,
            published=named.published,
            uri=f"{self.path}#{identifier}",
            sha256=hashlib.sha256(line).hexdigest(),
        )


def _row(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise LoadError(where, f"is not JSON in UTF-8 (column {error.colno}: {error.msg}); write one object a line") from error
    if not isinstance(row, dict):
        raise LoadError(where, 'is not a JSON object; write {"id": ..., "text": ...}')
    return row


def _identifier(row: dict[str, Any], where: str) -> str:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise LoadError(where, "has no `id`; give each document a string or a number")
    return str(value)


def _text(row: dict[str, Any], where: str) -> str:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise LoadError(where, "has no `text`; a corpus needs the document's words there")
    return text
