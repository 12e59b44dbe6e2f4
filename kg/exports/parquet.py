"""Statements as a Parquet table: the fields of the JSON Lines form by the same names, with true lists and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.columns import COLUMNS, column_type
from kg.errors import UsageError
from kg.model import Statement

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 10_000


def write(statements: Iterable[Statement], target: IO[bytes]) -> int:
    """Write statements as one Parquet table, some thousand in memory at a time; how many there were.

    Raises UsageError for a text that UTF-8 cannot hold.
    """
    import pyarrow.parquet as pq

    count = 0
    remaining = iter(statements)
    with pq.ParquetWriter(target, _schema(), compression="zstd") as writer:
        while batch := list(islice(remaining, _BATCH)):
            writer.write_table(_table(batch))
            count += len(batch)
    return count


def read(source: Path | IO[bytes]) -> Iterator[Statement]:
    """The statements of a table that `write` wrote, some thousand in memory at a time; raises UsageError for another file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(source).iter_batches(_BATCH):
            yield from map(Statement.from_json, batch.to_pylist())
    except (pa.ArrowInvalid, KeyError, TypeError) as error:
        raise UsageError(f"{source}: not a Parquet table of statements: {' '.join(str(error).split())}") from error


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, column_type(name)) for name in COLUMNS])


def _table(statements: Iterable[Statement]) -> pa.Table:
    import pyarrow as pa

    rows = [statement.to_json() for statement in statements]
    try:
        return pa.Table.from_arrays(
            [pa.array([row[name] for row in rows], column_type(name)) for name in COLUMNS], schema=_schema()
        )
    except UnicodeEncodeError as error:
        raise UsageError(f"a text holds half of a surrogate pair, which Parquet cannot keep: {error.object[:40]!r}") from error
