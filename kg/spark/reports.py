"""Reports on a cluster: what `kg.pipeline.statements_of` does with documents, done by many for the documents of many files.

    files --documents, by id--> --statements--> Parquet

A document's id follows from what it says, so one that stands in two files is read once, and where it is read does not depend on
which file it was in. Each process loads its language pipeline once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kg import pipeline
from kg.coded import schema
from kg.errors import LoadError
from kg.model import Document
from kg.spark import blocks, output
from kg.stores import rows
from kg.stores.rows import Row

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_FIRST_TASKS = 1000  # among which the files are dealt out: reading them takes hardly any time beside what comes then
_AT_ONCE = 1000  # documents that a task has in memory twice, and statements that it writes together
_WHOLE = frozenset({"page_count", "statements"})
_COLUMNS = tuple(key for key in rows.DOCUMENT_KEYS if key != "digest")

Read = Callable[[Sequence[Path]], Iterator[Document | LoadError]]
"""Reads some files; a function that a module has, as it is sent by name."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Extracted:
    """What a cluster read and wrote: documents, statements by type, what could not be read, and documents with text of an unread sort."""

    documents: int = 0
    types: Counter[str | None] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, other: Extracted) -> None:
        """Counts in what another task did."""
        self.documents += other.documents
        self.types.update(other.types)
        self.skipped.update(other.skipped)
        self.failures += other.failures


@cache
def document_schema() -> pa.Schema:
    """The columns of a table of documents: what a Document node holds, pages and runs as JSON."""
    return pa.schema([(key, pa.int64() if key in _WHOLE else pa.string()) for key in _COLUMNS])


def extract(
    spark: SparkSession,
    files: Sequence[Path],
    read: Read,
    target: Path,
    partitions: int,
    model: str | None = None,
    *,
    replace: bool = False,
    accept: Callable[[Extracted], None] = lambda extracted: None,
) -> Extracted:
    """Writes the documents of files and their statements into a folder, in as many partitions.

    `accept` is told what was read before the folder gets its name, and may raise to prevent that. Raises `UsageError` where the
    folder may not be written and `kg.spark.session.SparkError` where the cluster gives up; the folder is as it was then.
    """
    with output.whole_output(target, replace=replace) as folder:
        shares = [files[start::_FIRST_TASKS] for start in range(min(_FIRST_TASKS, len(files)))]
        frame = blocks.each(spark, shares, partial(_documents, read, partitions))
        frame = blocks.shuffled(frame, partitions, partial(_written, model, folder))
        extracted = Extracted()
        for one in blocks.notes(frame):
            extracted.add(one)
        extracted.failures.sort(key=lambda failure: failure.path)
        accept(extracted)
    return extracted


def _documents(read: Read, partitions: int, given: blocks.Blocks) -> blocks.Blocks:
    """The documents of files, dealt out by their ids."""
    for _, shares in blocks.received(given):
        for files in shares:
            failed = Extracted()
            yield from blocks.dealt(_tables(read(files), failed.failures), _hash_ids, partitions)
            yield blocks.note(failed)


def _tables(found: Iterable[Document | LoadError], failures: list[Failure]) -> Iterator[pa.Table]:
    for item in found:
        if isinstance(item, LoadError):
            failures.append(Failure(item.path, item.reason))
            continue
        try:
            yield _table_of([rows.document_row(item, 0, "")])
        except UnicodeEncodeError:
            failures.append(Failure(item.uri, "a text holds half of a surrogate pair, which no table can keep; mend the file"))


def _table_of(documents: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(documents, document_schema())


def _hash_ids(documents: pa.Table) -> blocks.Hashes:
    """The ids, which are hashes themselves, as numbers."""
    return np.array([int(identifier, 16) for identifier in documents.column("id").to_pylist()], np.uint64)


def _written(model: str | None, folder: Path, given: blocks.Blocks) -> blocks.Blocks:
    """Writes documents and statements of each part, and passes on what there is to say."""
    for part, found in blocks.received(given):
        if part is None:
            yield from map(blocks.note, found)
        else:
            yield blocks.note(_write_part(model, folder, part, found))


def _write_part(model: str | None, folder: Path, part: int, tables: Iterable[pa.Table]) -> Extracted:
    extracted = Extracted()
    with ExitStack() as stack:
        told, read = (
            stack.enter_context(
                pq.ParquetWriter(stack.enter_context(output.whole_table(place, part)), columns, compression="zstd")
            )
            for place, columns in ((folder, schema()), (folder / output.DOCUMENTS, document_schema()))
        )
        readings = pipeline.statements_of(_each_once(tables), model)
        while batch := list(islice(readings, _AT_ONCE)):
            read.write_table(_table_of([rows.document_row(one.document, len(one.statements), "") for one in batch]))
            told.write_table(pa.Table.from_pylist([row for one in batch for row in _statement_rows(one)], schema()))
            for one in batch:
                _count(one, extracted)
    return extracted


def _each_once(tables: Iterable[pa.Table]) -> Iterator[Document]:
    """The documents by their ids; of those with one id that with the smallest address."""
    found = (row for table in tables for row in table.to_pylist())
    for _, same in groupby(sorted(found, key=lambda row: (row["id"], row["uri"])), key=lambda row: row["id"]):
        yield rows.document_of(next(same))


def _statement_rows(reading: pipeline.Reading) -> Iterator[dict[str, Any]]:
    document = reading.document
    named = {"title": document.title, "publisher": document.publisher, "published": document.published}
    for statement in reading.statements:
        yield statement.to_json() | named


def _count(reading: pipeline.Reading, extracted: Extracted) -> None:
    extracted.documents += 1
    extracted.types.update(statement.type for statement in reading.statements)
    extracted.skipped.update({passage.unread or "" for passage in reading.skipped})
