"""The line index of balance: how few ties are at odds with the best division of a signed graph into two sides.

    signed graph --its blocks--> where it is unbalanced --search, bounds, integer programme--> two sides, frustrated ties

A tie is frustrated where it is positive between the sides or negative within one (Harary 1959; Abelson and Rosenberg 1958). To
find the least number is NP-hard. No cycle leaves a block (a biconnected part), so each is solved by itself. For each there is an
upper bound, the best division that a search found, and a lower bound, cycles with an odd number of negative ties that share no
tie: each has a frustrated tie of its own. Where the bounds meet, the number is exact; else a programme in integers (the XOR model
with triangles of Aref, Mason and Wilson 2020: A modeling and computational study of the frustration index in signed networks,
Networks 75, 95-110) proves or betters it, where the block is small enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from kg.analysis.relocation import Penalties, opposed, relocate

MOST_TIES = 800
"""Blocks with more ties than these are not solved exactly."""
# Ties times conditions times nodes of the search tree; a limit in time would make results differ from machine to machine.
_EFFORT = 400_000_000
_TRIANGLES = 20_000
_ROUNDS = 30

Tie = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LineIndex:
    """The best two sides that were found; the line index is `len(frustrated)` where that is `least`, else it lies between the
    two.

    `sides` has everybody who has a tie: True on one side, False on the other. In parts of the graph that no tie joins, the larger
    side is True; which of these belong together nobody can tell.
    """

    sides: Mapping[str, bool]
    frustrated: tuple[Tie, ...]
    least: int

    @property
    def exact(self) -> bool:
        """Whether it is proven that no division does better."""
        return len(self.frustrated) == self.least


def line_index(graph: nx.Graph, most_ties: int = MOST_TIES) -> LineIndex:
    """The line index of balance of a graph whose edges have a `sign`, 1 or -1; blocks of up to so many ties are solved exactly.

    >>> graph = nx.Graph()
    >>> graph.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])
    >>> found = line_index(graph)
    >>> len(found.frustrated), found.exact
    (1, True)
    """
    frustrated: set[frozenset[str]] = set()
    least = 0
    for block in _unbalanced_blocks(graph):
        sides, proven = _solve(block, most_ties)
        frustrated.update(map(frozenset, _frustrated(block, sides)))
        least += proven
    sides = _sides(graph, frustrated)
    return LineIndex(sides, tuple(sorted(_frustrated(graph, sides))), least)


def _unbalanced_blocks(graph: nx.Graph) -> Iterator[nx.Graph]:
    """The biconnected parts that have a frustrated tie whatever the sides."""
    for nodes in sorted(map(sorted, nx.biconnected_components(graph))):
        block = nx.Graph()
        block.add_nodes_from(nodes)
        block.add_edges_from(sorted(_ordered(edge) for edge in graph.subgraph(nodes).edges()))
        for tie in block.edges():
            block.edges[tie]["sign"] = graph.edges[tie]["sign"]
        if _frustrated(block, _sides(block, ())):
            yield block


def _solve(block: nx.Graph, most_ties: int) -> tuple[dict[str, bool], int]:
    """The best sides of a block, and how many frustrated ties there are at least."""
    nodes = list(block)
    ties = csr_array(nx.to_scipy_sparse_array(block, nodelist=nodes, weight="sign", format="csr", dtype=np.float64))
    sides = dict(zip(nodes, (relocate(ties, Penalties.of(opposed(2))) > 0).tolist(), strict=True))
    upper, lower = len(_frustrated(block, sides)), _disjoint_cycles(block)
    if lower < upper and block.number_of_edges() <= most_ties:
        better, lower = _programme(block, upper, lower)
        sides = better or sides
    return sides, lower


def _frustrated(graph: nx.Graph, sides: Mapping[str, bool]) -> list[Tie]:
    return [_ordered((a, b)) for a, b, sign in graph.edges(data="sign") if (sides[a] == sides[b]) != (sign > 0)]


def _ordered(tie: Tie) -> Tie:
    return min(tie), max(tie)


def _sides(graph: nx.Graph, but: Iterable[frozenset[str]]) -> dict[str, bool]:
    """The sides as the ties tell that are followed from each part's first actor on, without those in `but`."""
    without = frozenset(but)
    sides: dict[str, bool] = {}
    for root in sorted(graph):
        if root in sides or not graph.degree(root):
            continue
        part = {root: True}
        reached = deque([root])
        while reached:
            actor = reached.popleft()
            for other in sorted(graph[actor]):
                if other not in part and frozenset((actor, other)) not in without:
                    part[other] = part[actor] == (graph.edges[actor, other]["sign"] > 0)
                    reached.append(other)
        larger = 2 * sum(part.values()) >= len(part)
        sides |= {actor: side == larger for actor, side in part.items()}
    return sides


def _disjoint_cycles(block: nx.Graph) -> int:
    """How many cycles with an odd number of negative ties were found so that no two share a tie: triangles first."""
    free = nx.Graph(block)
    count = 0
    for a, b in sorted(block.edges()):
        for c in sorted(set(block[a]) & set(block[b])):
            triangle = [(a, b), (b, c), (a, c)]
            if all(free.has_edge(*tie) for tie in triangle) and _odd(block, triangle):
                free.remove_edges_from(triangle)
                count += 1
    for _ in range(_ROUNDS):
        if not (found := _cycles_of_a_tree(free)):
            break
        for cycle in found:
            free.remove_edges_from(cycle)
        count += len(found)
    return count


def _odd(graph: nx.Graph, ties: Iterable[Tie]) -> bool:
    return sum(1 for tie in ties if graph.edges[tie]["sign"] < 0) % 2 == 1


def _cycles_of_a_tree(graph: nx.Graph) -> list[list[Tie]]:
    """Some odd cycles without a common tie: each one tie and the way between its ends in a tree of shortest ways."""
    above: dict[str, str | None] = {}
    depth: dict[str, int] = {}
    side: dict[str, bool] = {}
    for root in sorted(graph, key=lambda node: (-graph.degree(node), node)):
        if root in above:
            continue
        above[root], depth[root], side[root] = None, 0, True
        reached = deque([root])
        while reached:
            actor = reached.popleft()
            for other in sorted(graph[actor]):
                if other not in above:
                    above[other], depth[other] = actor, depth[actor] + 1
                    side[other] = side[actor] == (graph.edges[actor, other]["sign"] > 0)
                    reached.append(other)
    odd = sorted(_frustrated(graph, side), key=lambda tie: (depth[tie[0]] + depth[tie[1]], tie))
    used: set[Tie] = set()
    cycles = []
    for tie in odd:
        cycle = [tie, *_way(tie, above, depth)]
        if used.isdisjoint(cycle):
            used.update(cycle)
            cycles.append(cycle)
    return cycles


def _way(ends: Tie, above: Mapping[str, str | None], depth: Mapping[str, int]) -> Iterator[Tie]:
    """The ties of the tree between two actors of the same tree."""
    a, b = ends
    while a != b:
        if depth[a] < depth[b]:
            a, b = b, a
        higher = above[a]
        assert higher is not None
        yield _ordered((a, higher))
        a = higher


def _programme(block: nx.Graph, upper: int, lower: int) -> tuple[dict[str, bool] | None, int]:
    """Sides with fewer frustrated ties than `upper`, where there are any; and how many there are at least.

    Each actor is 0 or 1, each tie is frustrated (1) or not; the ends of a tie decide it, and in each triangle that is not
    balanced one tie is.
    """
    nodes, ties = list(block), list(block.edges())
    rows = _Rows(len(nodes) + len(ties))
    place = {node: number for number, node in enumerate(nodes)}
    column = {tie: len(nodes) + number for number, tie in enumerate(map(_ordered, ties))}
    for tie, at in column.items():
        a, b = place[tie[0]], place[tie[1]]
        if block.edges[tie]["sign"] > 0:
            rows.add({at: 1, a: -1, b: 1}, 0)
            rows.add({at: 1, a: 1, b: -1}, 0)
        else:
            rows.add({at: 1, a: -1, b: -1}, -1)
            rows.add({at: 1, a: 1, b: 1}, 1)
    for triangle in _triangles(block):
        three = [column[tie] for tie in triangle]
        if _odd(block, triangle):
            rows.add(dict.fromkeys(three, 1), 1)
        else:
            for one in three:
                rows.add({other: -1 if other == one else 1 for other in three}, 0)
    rows.add(dict.fromkeys(column.values(), -1), 1 - upper)  # better than what is known
    rows.add(dict.fromkeys(column.values(), 1), lower)
    highest = np.ones(len(nodes) + len(ties))
    highest[max(range(len(nodes)), key=lambda number: block.degree(nodes[number]))] = 0  # the sides have no names
    found = milp(
        c=np.concatenate([np.zeros(len(nodes)), np.ones(len(ties))]),
        constraints=rows.constraint(),
        integrality=np.concatenate([np.ones(len(nodes)), np.zeros(len(ties))]),
        bounds=Bounds(0, highest),
        options={"node_limit": max(1, _EFFORT // (len(ties) * len(rows)))},
    )
    if found.status == _INFEASIBLE:
        return None, upper
    sides = None if found.x is None else {node: bool(found.x[place[node]] > 0.5) for node in nodes}
    if found.status == _OPTIMAL and sides is not None:
        return sides, len(_frustrated(block, sides))
    bound = found.mip_dual_bound
    return sides, lower if bound is None or not np.isfinite(bound) else max(lower, min(upper, int(np.ceil(bound - 1e-6))))


_OPTIMAL, _INFEASIBLE = 0, 2


def _triangles(block: nx.Graph) -> list[list[Tie]]:
    """The triangles of a block, as many as the programme bears."""
    found = (
        [(a, b), _ordered((a, c)), _ordered((b, c))]
        for a, b in sorted(map(_ordered, block.edges()))
        for c in sorted(set(block[a]) & set(block[b]))
        if c > b
    )
    return [triangle for triangle, _ in zip(found, range(_TRIANGLES), strict=False)]


class _Rows:
    """The conditions of a programme: sums of columns that are at least so much."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._entries: list[tuple[int, int, float]] = []
        self._least: list[float] = []

    def add(self, weights: Mapping[int, float], least: float) -> None:
        """The sum of the columns by their weights is `least` or more."""
        self._entries += [(len(self._least), column, weight) for column, weight in weights.items()]
        self._least.append(least)

    def __len__(self) -> int:
        return len(self._least)

    def constraint(self) -> LinearConstraint:
        """All of them as SciPy has it."""
        rows, columns, weights = (np.array(part) for part in zip(*self._entries, strict=True))
        matrix = coo_array((weights.astype(np.float64), (rows, columns)), shape=(len(self._least), self._columns))
        return LinearConstraint(matrix.tocsr(), lb=np.array(self._least, dtype=np.float64))
