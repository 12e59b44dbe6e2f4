"""Coded events on a cluster: what `kg.loading.tables` does with the rows of files, done by many for the rows of many files.

    splits --records, by key--> --one a key, by content--> --merge, statements--> Parquet

Rows of one key, and then rows that may tell of one event, meet in one task. Where a data set's rows are events of their own, the
second step is not needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from kg import loading
from kg.coded import Buckets
from kg.coded.buckets import hash_contents, hash_keys
from kg.coded.merging import one_a_key
from kg.errors import LoadError
from kg.records import Coder, Identity
from kg.spark import blocks, output

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession


class Batch(Protocol):
    """What a loader made of some rows; `lines` is how many lines of the file they take, and the refused count from these."""

    @property
    def path(self) -> str: ...  # noqa: D102

    @property
    def records(self) -> pa.Table: ...  # noqa: D102

    @property
    def rows(self) -> int: ...  # noqa: D102

    @property
    def left_out(self) -> int: ...  # noqa: D102

    @property
    def lines(self) -> int: ...  # noqa: D102

    @property
    def refused(self) -> tuple[Any, ...]: ...  # noqa: D102


Read = Callable[[Any], Iterator[Batch | LoadError]]
"""Reads one split, whatever a loader takes for that; a function that a module has, or a partial one of it, as it is sent by name."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a block of rows held beside its records; splits, and blocks within them, are numbered in their order."""

    split: int
    block: int
    path: str
    rows: int = 0
    taken: int = 0
    left_out: int = 0
    lines: int = 0
    refused: tuple[Any, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a cluster read and wrote: a tally for each block of rows, in the order of the files, and statements by type.

    The lines of refused rows count from the first line of the file.
    """

    tallies: tuple[Tally, ...]
    types: Counter[str | None] = field(default_factory=Counter)


def load(
    spark: SparkSession,
    splits: Sequence[object],
    read: Read,
    coder: Coder,
    target: Path,
    partitions: int,
    *,
    actors: Collection[str] = (),
    replace: bool = False,
    accept: Callable[[Loaded], None] = lambda loaded: None,
) -> Loaded:
    """Writes the statements of all rows of the splits into a folder, in as many partitions.

    `actors` are as in `kg.loading.tables`. `accept` is told what was read before the folder gets its name, and may raise to prevent that. Raises `UsageError` where the folder may not be written and `kg.spark.session.SparkError` where the cluster gives up; the folder is
    as it was then.
    """
    with output.whole_output(target, replace=replace) as folder:
        frame = blocks.each(spark, enumerate(splits), partial(_records, read, partitions))
        if coder.identity is Identity.CONTENT:
            frame = blocks.shuffled(frame, partitions, partial(_by_content, coder, partitions))
        frame = blocks.shuffled(frame, partitions, partial(_written, coder, folder, actors))
        loaded = _summed(blocks.notes(frame))
        accept(loaded)
    return loaded


def _summed(notes: Iterable[Any]) -> Loaded:
    tallies: list[Tally] = []
    types: Counter[str | None] = Counter()
    for note in notes:
        if isinstance(note, Tally):
            tallies.append(note)
        else:
            types.update(note)
    return Loaded(tuple(_with_lines_of_files(sorted(tallies, key=lambda one: (one.split, one.block)))), types)


def _with_lines_of_files(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """The tallies in their order; those of later splits count on from the lines of the splits before."""
    lines: Counter[str] = Counter()
    for (path, _), splits in groupby(tallies, key=lambda one: (one.path, one.split)):
        own = list(splits)
        for one in own:
            refused = tuple(replace(each, lines=tuple(line + lines[path] for line in each.lines)) for each in one.refused)
            yield replace(one, refused=refused)
        lines[path] += sum(one.lines for one in own)


def _records(read: Read, partitions: int, given: blocks.Blocks) -> blocks.Blocks:
    """The records of splits, dealt out by their keys."""
    for _, splits in blocks.received(given):
        for number, split in splits:
            tallies: list[Tally] = []
            yield from blocks.dealt(_tallied(number, read(split), tallies), hash_keys, partitions)
            yield from map(blocks.note, tallies)


def _tallied(number: int, batches: Iterable[Batch | LoadError], tallies: list[Tally]) -> Iterator[pa.Table]:
    for block, batch in enumerate(batches):
        if isinstance(batch, LoadError):
            tallies.append(Tally(number, block, batch.path, failure=batch.reason))
        else:
            tallies.append(
                Tally(number, block, batch.path, batch.rows, len(batch.records), batch.left_out, batch.lines, batch.refused)
            )
            yield batch.records


def _by_content(coder: Coder, partitions: int, given: blocks.Blocks) -> blocks.Blocks:
    """One record a key, dealt out by their contents."""
    notes: list[object] = []
    yield from blocks.dealt(_unlike(coder, given, notes), hash_contents, partitions)
    yield from map(blocks.note, notes)


def _unlike(coder: Coder, given: blocks.Blocks, notes: list[object]) -> Iterator[pa.Table]:
    for part, found in blocks.received(given):
        if part is None:
            notes.extend(found)
        else:
            yield from _one_a_key(coder, found)


def _one_a_key(coder: Coder, records: Iterable[pa.Table]) -> Iterator[pa.Table]:
    with TemporaryDirectory(prefix="kg-spark-") as folder:
        buckets = Buckets(replace(coder, identity=Identity.KEY), Path(folder))
        for table in records:
            buckets.add(table)
        yield from map(one_a_key, buckets.tables())


def _written(coder: Coder, folder: Path, actors: Collection[str], given: blocks.Blocks) -> blocks.Blocks:
    """Writes the statements of each part, and passes on what there is to say."""
    for part, found in blocks.received(given):
        if part is None:
            yield from map(blocks.note, found)
            continue
        types: Counter[str | None] = Counter()
        with output.whole_table(folder, part) as file:
            loading.write(loading.counted(loading.tables(found, coder, actors), types), file)
        yield blocks.note(types)
