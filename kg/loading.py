"""The way of coded events, on one page: records in, statements out, in as much memory as a part of them takes.

records --buckets--> those that may tell of one event --merge--> events --statements--> tables --keep--> the graph or a file
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO, TYPE_CHECKING

from kg.coded import Buckets, merge, parted, readings, schema, statements
from kg.errors import StoreError
from kg.model import Document, Statement
from kg.records import Coder
from kg.resolve import profiles_of

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.stores import Store

_AT_ONCE = 2000  # events that are looked up and written together
_MADE_AT_ONCE = 25_000  # statements: a table of them takes ten times the memory of their records
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_EACH_ITS_OWN = frozenset(
    {"id", "document", "uri", "quote", "start", "end", "trigger_start", "trigger_end", "page", "goldstein", "sources"}
)
"""The columns of Parquet for which a dictionary of their values would be of no use."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load put into the store: events that were new, those told by more sources than before, and those it had already."""

    added: int = 0
    extended: int = 0
    unchanged: int = 0

    @property
    def statements(self) -> int:
        """How many statements there were."""
        return self.added + self.extended + self.unchanged


def tables(
    records: Iterable[pa.Table], coder: Coder, actors: Collection[str] = (), on_stray: Callable[[int], None] = lambda count: None
) -> Iterator[pa.Table]:
    """The statements of all records of a data set, as tables of `kg.coded.schema()`; each event is in one of them.

    `actors` are ids: only statements stay in which one of them acts or is acted upon. A state stands for all who belong to it.
    `on_stray` is told of mentions whose event is not among the records: how many. Raises StoreError where the disk with the
    temporary files is full.
    """
    with _room(), TemporaryDirectory(prefix="kg-load-") as folder:
        sorted_out = Buckets(coder, Path(folder))
        for table in records:
            sorted_out.add(table)
        yield from chain.from_iterable(map(partial(_made, coder, actors, on_stray), sorted_out.tables()))


def _made(coder: Coder, actors: Collection[str], on_stray: Callable[[int], None], bucket: pa.Table) -> Iterator[pa.Table]:
    on_stray(len(parted(bucket)[1]))
    events = merge(bucket, coder)
    del bucket  # nor does the caller keep it: what is merged need not be in memory twice
    for start in range(0, len(events), _MADE_AT_ONCE):
        made = statements(events.slice(start, _MADE_AT_ONCE), coder)
        yield involving(made, actors) if actors else made


@contextmanager
def _room() -> Iterator[None]:
    """Tells of a disk without room for what is sorted there, and what to do."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        problem = f"the folder for temporary files, {gettempdir()}, is full"
        raise StoreError(
            problem, "free some space there, or name a folder with more in the environment variable TMPDIR"
        ) from error


def counted(made: Iterable[pa.Table], types: Counter[str | None]) -> Iterator[pa.Table]:
    """The tables as they come, their statements counted by type."""
    for table in made:
        types.update({entry["values"]: entry["counts"] for entry in table.column("type").value_counts().to_pylist()})
        yield table


def involving(table: pa.Table, actors: Collection[str]) -> pa.Table:
    """The statements of a table in which one of the actors (ids), or who belongs to one of them that is a state, has a part."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    countries = [actor.removeprefix("state:") for actor in actors if actor.startswith("state:")]
    wanted = {"ids": pa.array(sorted(actors), pa.string()), "countries": pa.array(countries, pa.string())}
    chosen = np.zeros(len(table), dtype=bool)
    for column in (f"{role}_{part}" for role in ("actor", "recipient") for part in wanted):
        lists = table.column(column).combine_chunks()
        among = pc.is_in(pc.list_flatten(lists), value_set=wanted[column.partition("_")[2]])
        chosen[pc.list_parent_indices(lists).filter(among).to_numpy(zero_copy_only=False)] = True
    return table.filter(pa.array(chosen))


def store(made: Iterable[pa.Table], into: Store) -> LoadReport:
    """Puts the events of tables into the store; one that is there already gains the sources that it lacks, and is as sure as now.

    Raises `StoreError` where the store cannot be written; the parts before stay.
    """
    report = LoadReport()
    events = entries(made)
    while part := list(islice(events, _AT_ONCE)):
        # by their documents: the id of a statement depends on how sure it is
        known = {told.document: told for told in into.told_in([document.id for document, _ in part])}
        joined = [(document, [_with_sources(told, known) for told in own]) for document, own in part]
        fresh = [
            (document, own, profiles_of(own)) for document, own in joined if any(told != known.get(told.document) for told in own)
        ]
        extended = sum(told.document in known for _, own, _ in fresh for told in own)
        written = sum(len(own) for _, own, _ in fresh)
        for _ in into.add_all(fresh):
            pass
        told = sum(len(own) for _, own in part)
        report = LoadReport(report.added + written - extended, report.extended + extended, report.unchanged + told - written)
    return report


def write(made: Iterable[pa.Table], target: IO[bytes]) -> int:
    """Writes the statements of tables as one Parquet table; how many there were."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 0
    repeating = [
        f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name
        for field in schema()
        if field.name not in _EACH_ITS_OWN
    ]
    # no statistics: every part has events of all days and sorts, so that no reader could leave one out
    with pq.ParquetWriter(target, schema(), compression="zstd", use_dictionary=repeating, write_statistics=False) as writer:
        for table in made:
            writer.write_table(table)
            count += len(table)
    return count


def entries(made: Iterable[pa.Table]) -> Iterator[tuple[Document, list[Statement]]]:
    """The events of tables as documents with their statements, for RDF."""
    for table in made:
        yield from readings(table)


def _with_sources(told: Statement, known: dict[str, Statement]) -> Statement:
    """The statement with the sources that the store knows of, too."""
    stored = known.get(told.document)
    missing = set(stored.sources) - set(told.sources) if stored is not None else None
    return told.linked(sources=tuple(sorted({*told.sources, *missing}))) if missing else told
