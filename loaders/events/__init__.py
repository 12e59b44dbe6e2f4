"""Read coded events: GDELT, ICEWS, POLECAT, ACLED and UCDP, from plain, gzip and zip files, globs and standard input.

    for batch in read("icews", ["events.*.tab.gz"]):
        ...                                     # a Batch of records, or a LoadError that names file and reason

    bytes --blocks--> whole lines --delimited--> a table of texts --a layout's records--> records (`kg.records`)

From the bytes of a block to its records is one pure function, `records_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LoadError
from loaders.events import blocks
from loaders.events.delimited import Form, line_of, parse
from loaders.events.forms import form_of
from loaders.events.kinds import layout
from loaders.events.layout import Coded, Layout, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Batch",
    "Coded",
    "Layout",
    "Progress",
    "Refused",
    "batch_of",
    "layout",
    "read",
    "read_mentions",
    "records_of",
    "within",
]

_LINES_NAMED = 5

Progress = Callable[[int, int | None, int | None], None]
"""Told the rows read so far, and the bytes of the input read and in all, where they are known."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows of a block that are no records, for one reason; `lines` are the first of them."""

    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a block of `rows` rows on `lines` lines gave: its records, how many were not asked for, and those that are none."""

    path: str
    records: pa.Table
    rows: int
    left_out: int = 0
    refused: tuple[Refused, ...] = ()
    lines: int = 0


def records_of(kind: str, form: Form, data: bytes) -> tuple[Coded, int]:
    """The records of a block of whole lines without header, and its number of rows; the rows refused count from its first."""
    wanted = layout(kind)
    parsed = parse(wanted, form, data)
    coded = wanted.records(parsed.table)
    refused = (*parsed.refused, *(Refusal(parsed.places[one.row], one.reason) for one in coded.refused))
    return Coded(coded.records, tuple(sorted(refused, key=lambda one: one.row))), parsed.rows


def read(
    kind: str,
    paths: Iterable[str | Path],
    *,
    limit: int | None = None,
    since: str | None = None,
    until: str | None = None,
    on_progress: Progress | None = None,
) -> Iterator[Batch | LoadError]:
    """The records of files, a block at a time; each file that cannot be read comes as a LoadError and the rest goes on.

    `since` and `until` are ISO days and include themselves; no more than `limit` rows are read.
    """
    for batch in _batches(kind, paths, limit, on_progress):
        yield batch if isinstance(batch, LoadError) else within(batch, since, until)


def read_mentions(paths: Iterable[str | Path], *, on_progress: Progress | None = None) -> Iterator[Batch | LoadError]:
    """The mentions in files of GDELT 2.0, as records that add to those of the events which they mention; see `read`."""
    from loaders.events.mentions import of_events

    for batch in _batches("gdelt-mentions", paths, None, on_progress):
        yield batch if isinstance(batch, LoadError) else replace(batch, records=of_events(batch.records))


def _batches(
    kind: str, paths: Iterable[str | Path], limit: int | None, on_progress: Progress | None
) -> Iterator[Batch | LoadError]:
    wanted, rows = layout(kind), 0

    def advance(done: int, total: int | None) -> None:
        if on_progress is not None:
            on_progress(rows, done, total)

    for file in _files(wanted, paths, advance):
        if isinstance(file, LoadError):
            yield file
            continue
        form: Form | None = None
        try:
            for block in file:
                form, batch = batch_of(wanted, form, block, None if limit is None else limit - rows)
                rows += batch.rows
                yield batch
                if limit is not None and rows >= limit:
                    return
        except LoadError as error:
            yield error


def _files(wanted: Layout, paths: Iterable[str | Path], advance: blocks.Advance) -> Iterator[Iterator[blocks.Block] | LoadError]:
    """The blocks of each file; one that cannot be opened comes as a LoadError, and does not keep the next from being read."""
    for path in paths:
        try:
            names = tuple(blocks.walk([path]))
        except LoadError as error:
            yield error
            continue
        for name in names:
            try:
                yield from blocks.blocks(name, advance, lambda path, first: form_of(wanted, path, first).quoted)
            except LoadError as error:
                yield error


def batch_of(wanted: Layout, form: Form | None, block: blocks.Block, left: int | None = None) -> tuple[Form, Batch]:
    """The records of a block, of at most `left` rows, and the form of its file, which the first block tells if need be."""
    data, first = block.data, block.first_line
    if form is None:
        form = form_of(wanted, block.path, data)
        if form.header:
            data, first = data[data.find(b"\n") + 1 or len(data) :], first + 1
    if left is not None:
        data = _first_rows(data, form, left)
    coded, rows = records_of(wanted.kind, form, data)
    return form, Batch(block.path, coded.records, rows, 0, _summed(coded, data, form, first), block.data.count(b"\n"))


def _first_rows(data: bytes, form: Form, count: int) -> bytes:
    end = 0
    while count > 0 and end < len(data):
        start, end = end, data.find(b"\n", end) + 1 or len(data)
        while form.quoted and data.count(b'"', start, end) % 2 and end < len(data):
            end = data.find(b"\n", end) + 1 or len(data)
        count -= 1
    return data[:end]


def _summed(coded: Coded, data: bytes, form: Form, first: int) -> tuple[Refused, ...]:
    found: dict[str, list[int]] = {}
    for one in coded.refused:
        found.setdefault(one.reason, []).append(one.row)
    return tuple(
        Refused(reason, len(rows), tuple(line_of(data, form, first, row) for row in rows[:_LINES_NAMED]))
        for reason, rows in found.items()
    )


def within(batch: Batch, since: str | None, until: str | None) -> Batch:
    """The batch with the records from day to day alone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if since is None and until is None:
        return batch
    first = pc.utf8_slice_codeunits(batch.records.column("date"), 0, 10)
    fine = pa.scalar(True)
    if since is not None:
        fine = pc.and_(fine, pc.greater_equal(first, since))
    if until is not None:
        fine = pc.and_(fine, pc.less_equal(first, until))
    kept = batch.records.filter(fine)
    return replace(batch, records=kept, left_out=len(batch.records) - len(kept))
