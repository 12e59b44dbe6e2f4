"""How two actors hang together: the shortest chains of ties, searched by levels from both ends.

The search asks for the ties of a whole level at once, always on the side that has fewer actors to ask about. Where levels of
both sides touch, the chains through the actors there are the shortest ones, and all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from kg.stores.base import Tie

Ties = Callable[[Sequence[str]], Iterable[Tie]]
Chain = tuple[str, ...]
Rated = tuple[int, Chain]

_ONE_STATEMENT = 10**9  # what a hop costs that a single statement attests; n statements cost an n-th of it


@dataclass(frozen=True, slots=True)
class Chains:
    """The best attested of the shortest chains between two actors (ids from one end to the other), best first, and how many there are."""

    chains: tuple[Chain, ...]
    total: int

    @property
    def hops(self) -> int:
        """How many ties each chain has; 0 where there is no chain."""
        return len(self.chains[0]) - 1 if self.chains else 0


def shortest(a: str, b: str, ties: Ties, *, longest: int, most: int, indirect: bool = False) -> Chains:
    """The shortest chains from one actor to another, none where they would have more than `longest` hops.

    `ties` gives the ties of some actors. At most `most` chains are told, those first whose hops rest on the most statements, then by
    id. An `indirect` chain leaves out what ties the two themselves.
    """
    if a == b:
        return Chains((), 0)
    left, right = _Side(a), _Side(b)
    forbidden = frozenset({(a, b), (b, a)}) if indirect else frozenset()
    while left.depth + right.depth < longest and left.frontier and right.frontier:
        side, other = (left, right) if len(left.frontier) <= len(right.frontier) else (right, left)
        side.advance(ties, forbidden)
        met = sorted(other.reached.keys() & set(side.frontier))
        if met:
            return _joined(left, right, met, most)
    return Chains((), 0)


class _Side:
    """What is reached from one end: each actor with the ties that lead to it from the level before."""

    def __init__(self, start: str) -> None:
        self.start = start
        self.depth = 0
        self.frontier: tuple[str, ...] = (start,)
        self.reached: dict[str, list[tuple[str, int]]] = {start: []}

    def advance(self, ties: Ties, forbidden: frozenset[tuple[str, str]]) -> None:
        """Goes on by one level."""
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for tie in ties(self.frontier):
            if tie.b not in self.reached and (tie.a, tie.b) not in forbidden:
                found[tie.b].append((tie.a, tie.statements))
        self.reached.update(found)
        self.frontier = tuple(sorted(found))
        self.depth += 1

    def count(self, actor: str, known: dict[str, int]) -> int:
        """How many shortest ways lead to an actor."""
        if actor not in known:
            before = self.reached[actor]
            known[actor] = sum(self.count(earlier, known) for earlier, _ in before) if before else 1
        return known[actor]

    def best(self, actor: str, most: int, known: dict[str, list[Rated]]) -> list[Rated]:
        """The cheapest ways that lead to an actor, with their costs."""
        if actor not in known:
            ways: Iterator[Rated] = (
                (cost + _ONE_STATEMENT // statements, (*way, actor))
                for earlier, statements in self.reached[actor]
                for cost, way in self.best(earlier, most, known)
            )
            known[actor] = nsmallest(most, ways) if self.reached[actor] else [(0, (actor,))]
        return known[actor]


def _joined(left: _Side, right: _Side, met: Sequence[str], most: int) -> Chains:
    ways: tuple[dict[str, int], dict[str, int]] = ({}, {})
    cheap: tuple[dict[str, list[Rated]], dict[str, list[Rated]]] = ({}, {})
    whole = (
        (cost + rest, (*way, *reversed(onward[:-1])))
        for actor in met
        for cost, way in left.best(actor, most, cheap[0])
        for rest, onward in right.best(actor, most, cheap[1])
    )
    total = sum(left.count(actor, ways[0]) * right.count(actor, ways[1]) for actor in met)
    return Chains(tuple(chain for _, chain in nsmallest(most, whole)), total)
