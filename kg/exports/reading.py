"""Statements out of the files that `kg` writes: JSON Lines, Parquet and RDF, each also packed by gzip.

    path or stream --read_statements--> statements

What a file holds is checked before it is believed: a line that is no statement is named with its number, and nothing is left out.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import LoadError, UsageError
from kg.model import Kind, Statement

JSON_LINES = ("jsonl", "ndjson")
RDF = ("trig", "nq", "ttl", "jsonld")
PARQUET = "parquet"
FORMS = (*JSON_LINES, PARQUET, *RDF)

STANDARD_INPUT = "standard input"

_AGAIN = "write it with kg extract or kg export --format jsonl"
_LOSSY = {
    "csv": "a CSV file joins lists into one text, which cannot be taken apart again with certainty",
    "tsv": "a TSV file joins lists into one text, which cannot be taken apart again with certainty",
    "json": "an array of JSON is one of rows for people, not of whole statements",
    "graphml": "a network has edges, not whole statements",
    "gexf": "a network has edges, not whole statements",
}
_PATTERN = Statement("", 1, 0, 0, "", "", 0, 0, Kind.EVENT).to_json()
_SORTS: Mapping[str, tuple[type, ...]] = {
    key: (int, float) if key == "goldstein" else (type(like),) if isinstance(like, int | list) else (str,)
    for key, like in _PATTERN.items()
}
_TEXTS = frozenset({str, type(None)})
_NEEDED = ("document", "page", "start", "end", "quote", "trigger", "trigger_start", "trigger_end", "kind")


def read_statements(source: Path | IO[bytes], form: str | None = None) -> Iterator[Statement]:
    """The statements of a file, or of a stream such as standard input, one after the other; RDF is read whole first.

    `form` is one of `FORMS`; without it the suffix of a path tells, and a stream holds JSON Lines. Raises `LoadError` with the path,
    the line where there are lines, and the remedy, where the file cannot be read or holds anything else than statements.
    """
    name = str(source) if isinstance(source, Path) else STANDARD_INPUT
    wanted = form or (_form_of(source) if isinstance(source, Path) else JSON_LINES[0])
    if wanted not in FORMS:
        raise LoadError(name, f"no statements are read from {wanted!r}: give one of {', '.join(FORMS)}")
    with _told(name), _opened(source) as stream:
        if wanted in JSON_LINES:
            yield from _from_lines(stream, name)
        elif wanted == PARQUET:
            yield from _from_parquet(stream, name)
        else:
            yield from _from_rdf(stream, name, wanted)


def _form_of(path: Path) -> str:
    """The form that a path's suffix tells, with or without `.gz` behind it."""
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = bare.suffix.removeprefix(".").lower()
    if suffix in FORMS:
        return suffix
    known = f"files of statements end in .{', .'.join(FORMS)}, each also with .gz"
    if suffix in _LOSSY:
        raise LoadError(str(path), f"{_LOSSY[suffix]}: {_AGAIN}")
    raise LoadError(str(path), f"the suffix tells no form that holds statements: {known}; a report becomes one by kg extract")


@contextmanager
def _opened(source: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """The source as a stream, unpacked where its name ends in `.gz`; a stream that was given stays open."""
    if not isinstance(source, Path):
        yield source
    elif source.suffix.lower() == ".gz":
        with gzip.open(source, "rb") as stream:
            yield cast("IO[bytes]", stream)
    else:
        with source.open("rb") as stream:
            yield stream


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Says in one line what the system or the packing refuses."""
    try:
        yield
    except gzip.BadGzipFile as error:
        raise LoadError(name, "is not packed by gzip: take .gz off its name, or pack it again") from error
    except (EOFError, zlib.error) as error:
        raise LoadError(name, "ends before its contents do, or is damaged: pack or fetch it again") from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise LoadError(name, f"cannot be read: {reason}") from error


# --- JSON Lines


def _from_lines(stream: IO[bytes], name: str) -> Iterator[Statement]:
    for number, line in enumerate(stream, 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if text.strip():
            yield _of_row(_parsed(text, name, number), f"line {number}", name)


def _parsed(line: bytes, name: str, number: int) -> Any:
    try:
        return json.loads(line.decode(), parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise LoadError(name, f"line {number}: not UTF-8: save it in that encoding") from error
    except (ValueError, RecursionError) as error:
        raise LoadError(name, f"line {number}: not JSON ({error}): {_AGAIN}") from error


def _refused(constant: str) -> float:
    """JSON has no such number, though Python writes it."""
    raise ValueError(f"{constant} is no number of JSON")


def _of_row(row: Any, where: str, name: str) -> Statement:
    """The statement of a row. Raises `LoadError` with the reason where it is none."""
    problem = _problem(row)
    if problem:
        raise LoadError(name, f"{where}: not a statement: {problem}; {_AGAIN}")
    try:
        told = Statement.from_json(row)
    except (ValueError, TypeError) as error:
        raise LoadError(name, f"{where}: not a statement: {' '.join(str(error).split())}; {_AGAIN}") from error
    if row.get("id") not in (None, told.id):
        raise LoadError(
            name,
            f"{where}: its id is {row['id']!r}, but what it says has the id {told.id!r}: it was changed by hand, or by another version; "
            f"leave the id and the links to it out, or {_AGAIN}",
        )
    return told


def _problem(row: Any) -> str:
    """What of a row is not as a statement has it, "" where all is."""
    if not isinstance(row, dict):
        return "no object with fields"
    missing = [key for key in _NEEDED if row.get(key) is None]
    if missing:
        return f"it has no {', '.join(missing)}"
    wrong = next((key for key, sorts in _SORTS.items() if not _is_of(row.get(key), sorts)), None)
    return f"{wrong} is {_shortened(row[wrong])}" if wrong else ""


def _is_of(value: Any, sorts: tuple[type, ...]) -> bool:
    """Whether a value is of one of the sorts, lists hold nothing but texts, or nothing is told."""
    if value is None:
        return True
    return type(value) in sorts and (type(value) is not list or _TEXTS.issuperset(map(type, value)))


def _shortened(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:40]}…"


# --- Parquet and RDF


def _from_parquet(stream: IO[bytes], name: str) -> Iterator[Statement]:
    from kg.exports import parquet

    try:
        yield from parquet.read(stream if stream.seekable() else io.BytesIO(stream.read()))
    except (UsageError, ValueError) as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise LoadError(
            name, f"not a Parquet table of statements ({reason}): write it with kg export --format parquet"
        ) from error


def _from_rdf(stream: IO[bytes], name: str, form: str) -> Iterator[Statement]:
    from kg import rdf

    content = stream.read()
    try:
        readings = rdf.read_bulk(content, form)
    except (UsageError, ValueError) as error:
        raise LoadError(name, f"{error}; write it with kg export --format {form}") from error
    for _, statements in readings:
        yield from statements
