"""The bytes of event files as blocks of whole lines, in bounded memory: plain, gzip and zip files, globs and standard input."""

from __future__ import annotations

import glob
import gzip
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import LoadError
from loaders.source import unreadable

STANDARD_INPUT = "-"
BLOCK = 8_000_000  # bytes
_LONGEST = 8 * BLOCK  # a record that goes on for longer has a quote that is never closed
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
BOM = b"\xef\xbb\xbf"
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)

Advance = Callable[[int, int | None], None]
"""Told how many bytes of an input are read, and of how many in all, where that is known."""

Quoted = Callable[[str, bytes], bool]
"""Tells from the first bytes of the file of that name whether its cells may stand in quotes."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of one file; `first_line` is the number of the first of them, from 1."""

    path: str
    first_line: int
    data: bytes


def walk(paths: Iterable[str | Path]) -> Iterator[str]:
    """The files that paths and globs name, sorted within a glob. Raises LoadError for a glob that fits none."""
    for path in map(str, paths):
        found = sorted(glob.glob(path)) if glob.has_magic(path) and not Path(path).exists() else [path]
        if not found:
            raise LoadError(path, "no file has such a name; check the pattern")
        yield from found


def blocks(
    path: str, advance: Advance = lambda done, total: None, quoted: Quoted = lambda path, first: True
) -> Iterator[Iterator[Block]]:
    """The blocks of a file, or of each file within a zip archive. Raises LoadError where it cannot be read.

    Where cells may stand in quotes, a record that goes over several lines is not cut in two.
    """
    try:
        if path == STANDARD_INPUT:
            yield _cut("standard input", _unpacked(sys.stdin.buffer), lambda read: advance(read, None), quoted)
            return
        with open(path, "rb") as raw:
            total = Path(path).stat().st_size

            def packed(_: int) -> None:
                advance(min(raw.tell(), total), total)

            if raw.read(4) == _ZIP:
                with zipfile.ZipFile(raw) as archive:
                    for member in sorted(info.filename for info in archive.infolist() if not info.is_dir()):
                        with archive.open(member) as stream:
                            yield _cut(f"{path}:{member}", stream, packed, quoted)
                return
            raw.seek(0)
            yield _cut(path, _unpacked(raw), packed, quoted)
    except IsADirectoryError as error:
        raise LoadError(path, "is a folder; name the files in it, all of them as 'FOLDER/*'") from error
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _broken(path) from error
        raise unreadable(Path(path), error) from error
    except _BROKEN as error:
        raise _broken(path) from error
    except RuntimeError as error:  # zipfile's word for a password, and for a way of packing that it knows not
        raise LoadError(path, "is locked or packed in an unknown way; unpack it and give what was in it") from error


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is a gzip or zip archive."""
    return head.startswith((_GZIP, _ZIP))


def _broken(path: str) -> LoadError:
    return LoadError(path, "is a broken archive; fetch it again")


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    peek = getattr(raw, "peek", None)
    return gzip.GzipFile(fileobj=raw) if peek and peek(2)[:2] == _GZIP else raw  # type: ignore[return-value]


def _cut(path: str, stream: IO[bytes], advance: Callable[[int], None], quoted: Quoted) -> Iterator[Block]:
    line, rest, read, in_quotes = 1, b"", 0, True
    try:
        while chunk := stream.read(BLOCK):
            if read == 0:
                chunk = chunk.removeprefix(BOM)
                in_quotes = quoted(path, chunk)
            read += len(chunk)
            advance(read)
            data = rest + chunk
            end = _end_of_records(data) if in_quotes else data.rfind(b"\n") + 1
            if end == 0 and len(data) > _LONGEST:
                raise LoadError(f"{path}, line {line}", "a quote is never closed, or the lines have no end; mend the file")
            if end:
                yield Block(path, line, data[:end])
                line += data.count(b"\n", 0, end)
            rest = data[end:]
    except _BROKEN as error:
        raise _broken(path) from error
    except OSError as error:
        raise unreadable(Path(path), error) from error
    if read == 0:
        raise LoadError(path, "is empty; nothing to read")
    if rest:
        yield Block(path, line, rest)


def _end_of_records(data: bytes) -> int:
    """Behind the last line break that stands in no quotes; 0 where there is none."""
    end = data.rfind(b"\n") + 1
    quotes = data.count(b'"', 0, end)
    while end and quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(b'"', before, end)
        end = before
    return end
