"""Which edges may be written at the same time: rounds of cells in which no node stands twice.

Neo4j locks both ends of an edge that it writes, so two writers who share an actor wait for each other, or wait in a circle. Nodes
are therefore put into groups, edges into the cell of the groups of their two ends, and a round is a set of cells that have no group
in common: a Latin square gives so many rounds as there are groups, each with as many cells as can be. The method is that of Eric
Monk, "Mix and Batch" (neo4j.com/developer-blog, 2024), and of the neo4j-parallel-spark-loader (PyPI).
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple


class Cell(NamedTuple):
    """What one task writes: a sort of thing for two groups; `row` and `column` are the same where there is but one group."""

    sort: str
    row: int = 0
    column: int = 0


REPORT = Cell("report")
HOLDERS = Cell("holders")  # actors who held offices, which they may share


def group(identifier: str, groups: int) -> int:
    """The group of an actor or a place, the same in every run."""
    return int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:8]) % groups


def people(of: int) -> Cell:
    """The actors and places of a group."""
    return Cell("people", of, of)


def roles(statements: int, others: int) -> Cell:
    """The edges from a group of statements to a group of actors and places."""
    return Cell("roles", statements, others)


def ties(one: int, other: int) -> Cell:
    """The edges between two groups of actors, whichever way they point."""
    return Cell("ties", min(one, other), max(one, other))


def digests(of: int) -> Cell:
    """What tells that the documents of a group are in the graph with all their edges."""
    return Cell("digests", of, of)


def rounds(groups: int) -> list[list[Cell]]:
    """The cells in the order in which they are written; those of one round at the same time.

    >>> for cells in rounds(3)[5:8]:
    ...     print([(cell.row, cell.column) for cell in cells])
    [(0, 0), (1, 2)]
    [(0, 1), (2, 2)]
    [(0, 2), (1, 1)]
    """
    every = range(groups)
    return [
        [REPORT],
        [HOLDERS, *map(people, every)],
        *([roles(one, (one + step) % groups) for one in every] for step in every),
        *([ties(one, (step - one) % groups) for one in every if one <= (step - one) % groups] for step in every),
        [digests(of) for of in every],
    ]
