"""Records of any number dealt out to buckets on disk, so that those which may tell of one event are together and fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from kg.coded.arrays import Whole, bounds, column, distinct, lengths, raw
from kg.coded.merging import ACT, one_a_key
from kg.records import MARK, Coder, Identity, schema

MEMORY = 48 << 20
"""Bytes of records that wait in memory before they go to disk."""

LIMIT = 32 << 20
"""Bytes of records in one table, as far as they can be parted."""

TOGETHER = 8 << 20
"""Bytes of records of small buckets in one table: of fewer rows each takes longer, of more the processor's cache is too small."""

COUNT = 192
"""Files of one shuffle: so many are open at once, and hold six gigabytes before their records must be parted once more."""

Hashes = npt.NDArray[np.uint64]

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that its powers have inverses
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_STEP = 8192  # texts hashed at once: the powers of the base take sixteen bytes for each of theirs


class Buckets:
    """A shuffle of one data set's records: `add` them as they come, then take them from `tables`, once.

    What is more than `memory` bytes goes to `folder`, into `count` files, which are gone when they have been read; few records never
    touch the disk. All the records that `kg.coded.merge` might make one event of are in one of the tables.
    """

    def __init__(self, coder: Coder, folder: Path, count: int = COUNT, *, memory: int = MEMORY, limit: int = LIMIT) -> None:
        self._coder = coder
        self._keys = _Shuffle(folder / "keys", count, hash_keys, memory, limit)
        self._contents = _Shuffle(folder / "contents", count, hash_contents, memory, limit)

    def add(self, records: pa.Table) -> None:
        """Take in more records of the form of `kg.records.schema()`."""
        self._keys.add(records)

    def tables(self) -> Iterator[pa.Table]:
        """The records in tables, in no order of theirs; a row that stands there twice may be left out once."""
        if self._coder.identity is Identity.KEY:
            yield from self._keys.tables()
            return
        for table in self._keys.tables():  # of those with one key one counts, which must be known before contents are compared
            self._contents.add(one_a_key(table))
        yield from self._contents.tables()


class _Shuffle:
    """Tables parted by hashes of their rows; `level` counts the partings that lie behind."""

    def __init__(
        self, folder: Path, count: int, hashes: Callable[[pa.Table], Hashes], memory: int, limit: int, level: int = 0
    ) -> None:
        self._folder, self._count, self._hashes, self._memory, self._limit = folder, count, hashes, memory, limit
        self._level = level
        self._waiting: list[pa.Table] = []
        self._bytes = 0
        self._files = ExitStack()
        self._writers: dict[int, ipc.RecordBatchStreamWriter] = {}
        self._sizes = [0] * count
        self._spans: dict[int, tuple[int, int]] = {}  # the smallest and the greatest hash in each bucket

    def add(self, records: pa.Table) -> None:
        """Keep the records, in memory or on disk."""
        self._waiting.append(records)
        self._bytes += records.nbytes
        if self._bytes > self._memory:
            self._spill()

    def tables(self) -> Iterator[pa.Table]:
        """Each bucket's records."""
        if not self._writers:
            if waiting := self._take():
                yield waiting
            return
        self._spill()
        self._files.close()
        for buckets in self._together():
            if self._parts(buckets[0]) > 1:
                yield from self._parted_again(buckets[0])
            else:
                yield pa.concat_tables(map(self._read, buckets)).combine_chunks()

    def _together(self) -> Iterator[list[int]]:
        """The buckets, so many at once as make a table of fair size."""
        together: list[int] = []
        for bucket in sorted(self._writers):
            if together and sum(self._sizes[each] for each in (*together, bucket)) > min(TOGETHER, self._limit):
                yield together
                together = []
            together.append(bucket)
        yield together

    def _take(self) -> pa.Table | None:
        """The records that wait, as one table of single arrays; None where there are none."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        return pa.concat_tables(waiting).combine_chunks() if waiting else None

    def _spill(self) -> None:
        records = self._take()
        if records is None:
            return
        hashes = self._hashes(records)
        places = _parted(hashes, self._count, self._level)
        order = np.argsort(places, kind="stable")
        ends = np.cumsum(np.bincount(places, minlength=self._count)).tolist()
        parted, hashes = records.take(pa.array(order)).combine_chunks(), hashes[order]
        for bucket, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
            if end > start:
                self._write(bucket, parted.slice(start, end - start), hashes[start:end])

    def _write(self, bucket: int, records: pa.Table, hashes: Hashes) -> None:
        if bucket not in self._writers:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._files.enter_context(pa.OSFile(str(self._path(bucket)), "wb"))
            options = ipc.IpcWriteOptions(compression="lz4", use_threads=False)
            self._writers[bucket] = self._files.enter_context(ipc.new_stream(target, schema(), options=options))
        self._writers[bucket].write_table(records)
        self._sizes[bucket] += records.nbytes
        least, most = int(hashes.min()), int(hashes.max())
        known = self._spans.get(bucket, (least, most))
        self._spans[bucket] = min(least, known[0]), max(most, known[1])

    def _parts(self, bucket: int) -> int:
        """Into how many a bucket must be parted; rows of one hash never are."""
        least, most = self._spans[bucket]
        return -(-self._sizes[bucket] // self._limit) if least < most else 1

    def _read(self, bucket: int) -> pa.Table:
        """All of a bucket's records, which are not on the disk any more then."""
        with pa.OSFile(str(self._path(bucket))) as source, ipc.open_stream(source) as reader:
            table = reader.read_all()
        self._path(bucket).unlink()
        return table

    def _parted_again(self, bucket: int) -> Iterator[pa.Table]:
        """A bucket's records, dealt out once more."""
        again = _Shuffle(self._folder / f"{bucket}", self._parts(bucket), self._hashes, 0, self._limit, self._level + 1)
        with pa.OSFile(str(self._path(bucket))) as source, ipc.open_stream(source) as reader:
            for batch in reader:
                again.add(pa.Table.from_batches([batch]))
        self._path(bucket).unlink()
        yield from again.tables()

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{bucket}.arrows"


def _parted(hashes: Hashes, count: int, level: int) -> Whole:
    """The bucket of each hash; each level draws on the hash anew."""
    return (_mixed(hashes + np.uint64(level)) % np.uint64(count)).astype(np.int64)


def hash_keys(records: pa.Table) -> Hashes:
    """A number for each row, the same for the same key."""
    return hash_texts(column(records, "key"))


def hash_contents(records: pa.Table) -> Hashes:
    """A number for each row, the same for the same day, act, place and parties, whichever side these are on."""
    total = _summed(column(records, "actors")) + _summed(column(records, "recipients"))
    for name in ("date", "place", *ACT):
        total = _mixed(total * _BASE + hash_texts(column(records, name)))
    return total


def _summed(parties: pa.ListArray) -> Hashes:
    """The sum of the hashes of the names of each row's parties."""
    codes, known = distinct(parties.flatten())
    names = pc.replace_substring_regex(known, f"(?s){MARK}.*", "")
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(hash_texts(names)[codes], dtype=np.uint64)))
    ends = bounds(lengths(parties))
    return np.asarray(sums[ends[1:]] - sums[ends[:-1]])


def hash_texts(texts: pa.Array) -> Hashes:
    """A number of 64 bits for each text, the same in every run and on every machine; a null and an empty text have the same."""
    codes, known = distinct(texts)
    steps = range(0, len(known), _STEP)
    hashes = [_hash_bytes(*raw(known.slice(start, _STEP))) for start in steps]
    return np.concatenate(hashes)[codes] if hashes else np.zeros(0, np.uint64)


def _hash_bytes(ends: Whole, data: npt.NDArray[np.uint8]) -> Hashes:
    """The bytes of each text as the digits of a number, modulo 2**64, mixed: sums over all texts, minus what came before."""
    powers = np.cumprod(np.full(len(data), _BASE), dtype=np.uint64)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers, dtype=np.uint64)))
    back = np.concatenate((np.ones(1, np.uint64), np.cumprod(np.full(len(data), _INVERSE), dtype=np.uint64)))
    return _mixed((sums[ends[1:]] - sums[ends[:-1]]) * back[ends[:-1]])


def _mixed(numbers: Hashes) -> Hashes:
    """Each number with its bits spread over all others (the last steps of SplitMix64: G. L. Steele and others, 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))
