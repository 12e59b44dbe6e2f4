"""What merging and making statements share: columns as single arrays, texts joined, and work done once for each distinct text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

FIELD = "\x1f"
"""Between the parts of a joined text, as in `kg.model.stable_id`."""

ITEM = "\x1e"
"""Between the items of a list within a joined text."""

_DIGITS = np.frombuffer(bytes(range(256)).hex().encode(), np.uint8).reshape(256, 2)

Whole = npt.NDArray[np.int64]


def column(table: pa.Table, name: str) -> pa.Array:
    """A column as one array."""
    chunks = table.column(name)
    return chunks.chunk(0) if chunks.num_chunks == 1 else chunks.combine_chunks()


def joined(*parts: pa.Array | str, separator: str = FIELD) -> pa.Array:
    """The texts of each row in one, a null as nothing."""
    return pc.binary_join_element_wise(*parts, separator, null_handling="replace", null_replacement="")


def distinct(texts: pa.Array) -> tuple[Whole, pa.Array]:
    """For each row the place of its text among the distinct ones, and those; a null is a text of its own."""
    encoded = texts.dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary


def ordered(texts: pa.Array) -> tuple[pa.Array, Whole]:
    """Some distinct texts in their order, and the place in it of each as they stood."""
    order = pc.sort_indices(texts)
    places = np.empty(len(order), np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    return texts.take(order), places


def each_distinct(texts: pa.Array, told: Callable[[Any], Any]) -> tuple[Whole, Sequence[Any]]:
    """For each row the place of its answer, and the answers, asked for once a distinct text."""
    codes, found = distinct(texts)
    return codes, [told(text) for text in found.to_pylist()]


def lists(lengths: Whole, values: pa.Array) -> pa.ListArray:
    """The values dealt out to rows, so many to each."""
    return pa.ListArray.from_arrays(pa.array(bounds(lengths), pa.int32()), values)


def lengths(column: pa.ListArray) -> Whole:
    """How many items each row has."""
    return np.asarray(pc.list_value_length(column).to_numpy(zero_copy_only=False), np.int64)


def bounds(lengths: Whole) -> Whole:
    """Where each row's items begin, and where the last one's end."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))


def digests(texts: pa.Array) -> pa.Array:
    """The sixteen digits that `kg.model.stable_id` gives for parts which are joined already."""
    ends, data = raw(texts)
    whole, sha256 = data.tobytes(), hashlib.sha256
    hashes = b"".join([sha256(whole[start:end]).digest() for start, end in pairwise(ends.tolist())])
    digits = _DIGITS[np.frombuffer(hashes, np.uint8).reshape(len(texts), 32)[:, :8]]
    places = np.arange(len(texts) + 1, dtype=np.int32) * 16
    return pa.Array.from_buffers(pa.string(), len(texts), [None, pa.py_buffer(places), pa.py_buffer(digits.tobytes())])


def raw(texts: pa.Array) -> tuple[Whole, npt.NDArray[np.uint8]]:
    """The bytes of all texts, and where each begins and the last one ends; nulls have none."""
    _, offsets, data = texts.buffers()
    if not len(texts):
        return np.zeros(1, np.int64), np.zeros(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    held = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return ends - ends[0], held[ends[0] : ends[-1]]
