"""The way of coded events, on one page: records in, statements out, in as much memory as a part of them takes.

records --buckets--> those that may tell of one event --merge--> events --statements--> tables --keep--> the graph or a file
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

from kg.coded import Buckets, merge, readings, schema, statements
from kg.model import Document, Statement
from kg.records import Coder
from kg.resolve import profiles_of

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.stores import Store

_AT_ONCE = 2000  # events that are looked up and written together
_MADE_AT_ONCE = 25_000  # statements: a table of them takes ten times the memory of their records


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


def tables(records: Iterable[pa.Table], coder: Coder, actors: Collection[str] = ()) -> Iterator[pa.Table]:
    """The statements of all records of a data set, as tables of `kg.coded.schema()`; each event is in one of them.

    `actors` are ids: only statements stay in which one of them acts or is acted upon. A state stands for all who belong to it.
    """
    with TemporaryDirectory(prefix="kg-load-") as folder:
        sorted_out = Buckets(coder, Path(folder))
        for table in records:
            sorted_out.add(table)
        for bucket in sorted_out.tables():
            events = merge(bucket, coder)
            for start in range(0, len(events), _MADE_AT_ONCE):
                made = statements(events.slice(start, _MADE_AT_ONCE), coder)
                yield involving(made, actors) if actors else made


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
    """Puts the events of tables into the store; one that is there already gains the sources that it lacks.

    Raises `StoreError` where the store cannot be written; the parts before stay.
    """
    report = LoadReport()
    events = entries(made)
    while part := list(islice(events, _AT_ONCE)):
        known = {told.id: told.sources for told in into.read([told.id for _, own in part for told in own])}
        joined = [(document, [_with_sources(told, known) for told in own]) for document, own in part]
        fresh = [
            (document, own, profiles_of(own))
            for document, own in joined
            if any(told.id not in known or told.sources != known[told.id] for told in own)
        ]
        extended = sum(told.id in known for _, own, _ in fresh for told in own)
        written = sum(len(own) for _, own, _ in fresh)
        for _ in into.add_all(fresh):
            pass
        told = sum(len(own) for _, own in part)
        report = LoadReport(report.added + written - extended, report.extended + extended, report.unchanged + told - written)
    return report


def write(made: Iterable[pa.Table], target: IO[bytes]) -> int:
    """Writes the statements of tables as one Parquet table; how many there were."""
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(target, schema(), compression="zstd") as writer:
        for table in made:
            writer.write_table(table)
            count += len(table)
    return count


def entries(made: Iterable[pa.Table]) -> Iterator[tuple[Document, list[Statement]]]:
    """The events of tables as documents with their statements, for RDF."""
    for table in made:
        yield from readings(table)


def _with_sources(told: Statement, known: dict[str, tuple[str, ...]]) -> Statement:
    """The statement with the sources that the store knows of, too."""
    missing = set(known.get(told.id, ())) - set(told.sources)
    return told.linked(sources=tuple(sorted({*told.sources, *missing}))) if missing else told
