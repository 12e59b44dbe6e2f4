"""Event files in splits that different machines read: ranges of bytes where a line is a row, whole files elsewhere.

    files --splits--> splits --read_split--> batches, as `loaders.events.read` gives them

A line belongs to the split in which its first byte stands, so each is read once, whatever the sizes of the splits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LoadError
from loaders.events import Batch, batch_of, blocks, layout, read, within
from loaders.events.delimited import Form
from loaders.events.forms import form_of
from loaders.source import unreadable

SIZE = 64_000_000  # bytes
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Split:
    """The lines of a file that begin from the byte `start` to before `end`; without a form, the whole file."""

    kind: str
    path: str
    form: Form | None = None
    start: int = 0
    end: int = 0


def splits(kind: str, paths: Iterable[str | Path], size: int = SIZE) -> Iterator[Split | LoadError]:
    """The splits of files, which globs may name, in their order; each file that cannot be read comes as a LoadError.

    A file that is packed, or whose cells may stand in quotes, is one split: where a row begins is known only to who reads the
    rows before it. Paths are made absolute, as who reads a split may stand in another folder.
    """
    for path in paths:
        try:
            names = list(blocks.walk([path]))
        except LoadError as error:
            yield error
            continue
        for name in names:
            try:
                yield from _of_file(kind, str(Path(name).absolute()), size)
            except LoadError as error:
                yield error


def read_split(split: Split, since: str | None = None, until: str | None = None) -> Iterator[Batch | LoadError]:
    """The records of a split from day to day, a block at a time; the lines of refused rows count from the first one of the split."""
    if split.form is None:
        yield from read(split.kind, [split.path], since=since, until=until)
        return
    form = split.form if split.start else None  # the first block has the header, and tells the form once more
    try:
        for block in _blocks(split):
            form, batch = batch_of(layout(split.kind), form, block)
            yield within(batch, since, until)
    except LoadError as error:
        yield error


def _of_file(kind: str, path: str, size: int) -> Iterator[Split]:
    try:
        with open(path, "rb") as file:
            head, total = file.read(_HEAD), Path(path).stat().st_size
    except OSError as error:
        raise unreadable(Path(path), error) from error
    if blocks.is_packed(head) or not head:
        yield Split(kind, path)
        return
    form = form_of(layout(kind), path, head.removeprefix(blocks.BOM))
    if form.quoted:
        yield Split(kind, path)
    else:
        yield from (Split(kind, path, form, start, min(start + size, total)) for start in range(0, total, size))


def _blocks(split: Split) -> Iterator[blocks.Block]:
    """The whole lines of a split, some megabytes at a time, without the byte order mark."""
    line = 1
    try:
        with open(split.path, "rb") as file:
            file.seek(max(0, split.start - 1))
            if split.start:
                file.readline()  # it began in the split before, or is the line break just before this one
            while (position := file.tell()) < split.end:
                data = file.read(min(blocks.BLOCK, split.end - position))
                if not data.endswith(b"\n"):
                    data += file.readline()
                yield blocks.Block(split.path, line, data.removeprefix(blocks.BOM) if position == 0 else data)
                line += data.count(b"\n")
    except OSError as error:
        raise unreadable(Path(split.path), error) from error
