"""Numbers for nodes, so that the import tool need not look up by its id where each end of each edge is."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kg.coded.arrays import Whole, distinct


class Numbers:
    """The numbers of the nodes of one graph, from 0 and without a gap, in no order."""

    def __init__(self) -> None:
        self._next = 0
        self._known: dict[tuple[str, str], int] = {}

    def new(self, count: int) -> Whole:
        """Numbers for so many nodes that are told of once."""
        self._next += count
        return np.arange(self._next - count, self._next)

    def of(self, label: str, identifier: str) -> int:
        """The number of a node that is told of again, by its id; it is remembered."""
        number = self._known.setdefault((label, identifier), self._next)
        self._next += number == self._next
        return number

    def of_all(self, label: str, identifiers: pa.Array) -> pa.Array:
        """The same for many."""
        codes, known = distinct(identifiers)
        return pa.array([self.of(label, each) for each in known.to_pylist()], pa.int64()).take(pa.array(codes))
