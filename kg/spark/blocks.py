"""What travels between the tasks of a cluster: blocks of Arrow, each addressed to its partition, and notes beside them.

    tables --dealt--> blocks, shuffled by Spark --received--> the tables of one part after the other

A row of Spark's is a whole block, so Java carries bytes and never looks at a record. Where a row of ours goes follows from a hash of
its own: the first four bits are its *part*, the same on every cluster, and the first sixteen, in proportion, its partition.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import ipc

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

HELD = 64 << 20
"""Bytes of records that a task deals out at once."""

_NOTE = -1  # in the place of a part
_SCHEMA = pa.schema([("partition", pa.int32()), ("part", pa.int32()), ("data", pa.binary())])
_COLUMNS = "partition int, part int, data binary"
_LZ4 = ipc.IpcWriteOptions(compression="lz4", use_threads=False)

Hashes = npt.NDArray[np.uint64]
Blocks = Iterator[pa.RecordBatch]
Work = Callable[[Blocks], Blocks]


def part_name(part: int) -> str:
    """The folder of a part, as Hive and what reads its layout call it: `part=c`."""
    return f"part={part:x}"


def dealt(tables: Iterable[pa.Table], hashes: Callable[[pa.Table], Hashes], partitions: int) -> Blocks:
    """The rows of tables as blocks, each for one partition and one part."""
    for table in _gathered(tables):
        places = (hashes(table) >> np.uint64(48)).astype(np.int64)
        order = np.argsort(places, kind="stable")
        addresses = np.stack((places * partitions >> 16, places >> 12))[:, order]
        rows = table.take(pa.array(order))
        begins = np.flatnonzero(np.append(True, np.any(addresses[:, 1:] != addresses[:, :-1], axis=0))).tolist()
        for start, end in pairwise([*begins, len(rows)]):
            partition, part = addresses[:, start].tolist()
            yield _block(partition, part, _bytes(rows.slice(start, end - start)))


def note(content: object) -> pa.RecordBatch:
    """Something small that a task has to say; it goes with the blocks, so that it arrives once however often the task is tried."""
    return _block(0, _NOTE, pickle.dumps(content))


def received(blocks: Blocks) -> Iterator[tuple[int | None, Iterator[Any]]]:
    """Each part of a partition with its tables, and before them None with the notes, as they come."""
    for part, rows in groupby(_rows(blocks), lambda row: row[0]):
        if part == _NOTE:
            yield None, (said(data) for _, data in rows)
        else:
            yield part, (_table(data) for _, data in rows)


def said(data: bytes) -> Any:
    """The content of a note."""
    return pickle.loads(data)  # noqa: S301 - it comes from a task of ours, as the code that runs there does


def each(spark: SparkSession, items: Iterable[object], work: Work) -> DataFrame:
    """What some work gives for each of the items, which are notes to it, a task each."""
    notes = [_block(number, _NOTE, pickle.dumps(item)) for number, item in enumerate(items)]
    frame = spark.createDataFrame(pa.Table.from_batches(notes, _SCHEMA), _COLUMNS)
    return _mapped(frame.repartitionById(len(notes), "partition"), work)


def shuffled(frame: DataFrame, partitions: int, work: Work) -> DataFrame:
    """What some work gives for each partition, when each has the blocks that are addressed to it, part by part."""
    return _mapped(frame.repartitionById(partitions, "partition").sortWithinPartitions("part"), work)


def _mapped(frame: DataFrame, work: Work) -> DataFrame:
    with catch_warnings():
        simplefilter("ignore", FutureWarning)  # Spark looks for pandas here, and warns of a new one, although none is used
        return frame.mapInArrow(work, _COLUMNS)


def notes(frame: DataFrame) -> list[Any]:
    """Lets the cluster do all the work, and gives the notes that come out of it."""
    return [said(row.data) for row in frame.collect()]


def _gathered(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The tables, put together while they are small."""
    waiting: list[pa.Table] = []
    for table in filter(len, tables):
        waiting.append(table)
        if sum(each.nbytes for each in waiting) > HELD:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def _block(partition: int, part: int, data: bytes) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"partition": partition, "part": part, "data": data}], _SCHEMA)


def _rows(blocks: Blocks) -> Iterator[tuple[int, bytes]]:
    for block in blocks:
        for row in block.to_pylist():
            yield row["part"], row["data"]


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with ipc.new_stream(sink, table.schema, options=_LZ4) as writer:
        writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


def _table(data: bytes) -> pa.Table:
    with ipc.open_stream(data) as reader:
        return reader.read_all()
