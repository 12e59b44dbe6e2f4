"""Blocs: groups of actors that are on good terms within and on bad terms between.

    a signed graph (kg.analysis.projections.signed) --blocs--> blocs, what lies between each two of them, the ties at odds

The method is the blockmodelling of Doreian and Mrvar (1996: A partitioning approach to structural balance, Social Networks 18,
149-168), with blocs of any signs as in their work of 2009; R's `signnet` has it as `signed_blockmodel`. The search is that of
`kg.analysis.relocation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.balance import Member, Tension, members, members_table, tension, tensions_table
from kg.analysis.relocation import Penalties, cost, opposed, relocate
from kg.analysis.results import Result, Table
from kg.analysis.windows import be, counted
from kg.errors import UsageError
from kg.pictures import Matrix

MOST_BLOCS = 5
"""So many blocs are tried at most where nobody says how many."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc by its number, from 1 for the largest, with its members, the most closely tied first."""

    number: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The ties between two blocs, or within one where they are the same, by sign."""

    a: int
    b: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Tried:
    """How many ties are at odds with so many blocs; `cost` weighs them: `alpha` for negative, 1 - `alpha` for positive ones."""

    blocs: int
    at_odds: int
    cost: float


@dataclass(frozen=True, slots=True)
class Blocs(Result):
    """The blocs with the least cost, and the fewest of them where several numbers cost the same.

    `tried` tells of each number of blocs; `between` of each pair of blocs; `tensions` are the ties at odds with the blocs.
    """

    blocs: tuple[Bloc, ...]
    between: tuple[Between, ...]
    tensions: tuple[Tension, ...]
    tried: tuple[Tried, ...]
    ties: int
    alone: int
    left_out: int

    def tables(self) -> tuple[Table, ...]:
        """The members, the ties between blocs, the ties at odds, the numbers of blocs that were tried."""
        return (
            members_table("blocs", tuple(one.members for one in self.blocs)),
            Table(
                "between",
                ("a", "b", "positive ties", "negative ties"),
                tuple((one.a, one.b, one.positive, one.negative) for one in self.between),
            ),
            tensions_table(self.tensions),
            Table("tried", ("blocs", "ties at odds", "cost"), tuple((one.blocs, one.at_odds, one.cost) for one in self.tried)),
        )

    def picture(self) -> Matrix:
        """How friendly the ties between each two blocs are, from -1 (all negative) to 1 (all positive)."""
        names = tuple(_called(one) for one in self.blocs)
        shades = {(one.a, one.b): _shade(one) for one in self.between}
        values = tuple(
            tuple(shades.get((min(a.number, b.number), max(a.number, b.number))) for b in self.blocs) for a in self.blocs
        )
        return Matrix("Terms between the blocs", names, names, values, low=-1.0, high=1.0)

    def notes(self) -> tuple[str, ...]:
        """How the blocs were found and who is in none."""
        return tuple(_notes(self))

    def groups(self) -> dict[str, str]:
        """The bloc of each actor by the actor's id, as `kg.analysis.brokerage` takes it."""
        return {member.actor: f"bloc {one.number}" for one in self.blocs for member in one.members}


def blocs(graph: nx.Graph, number: int | None = None, alpha: float = 0.5, signs: Sequence[Sequence[int]] | None = None) -> Blocs:
    """The blocs of a graph whose edges have a `sign`, 1 or -1 (and `statements`, `score`).

    `number` is how many blocs there are at most; without it each number from 1 to 5 is tried. `alpha`, 0 to 1, is how much
    negative ties within a bloc count against positive ones between blocs. `signs` (1 or -1, symmetric) tell what ties between
    each two blocs should be; without them positive within and negative between. Raises `UsageError` for values that are none of
    these.
    """
    wanted = _signs(number, alpha, signs)
    actors = sorted(actor for actor in graph if graph.degree(actor))
    ties = _matrix(graph, actors)
    found = [(relocate(ties, Penalties.of(each, alpha)), each) for each in wanted] if actors else []
    tried = [_tried(ties, group, each, alpha) for group, each in found]
    best = min(range(len(tried)), key=lambda place: (tried[place].cost, tried[place].blocs), default=None)
    group, expected = found[best] if best is not None else (np.zeros(0, dtype=np.int64), opposed(1))
    odds = _at_odds(graph, dict(zip(actors, group.tolist(), strict=True)), expected)
    chosen = _blocs(graph, actors, group, odds)
    return Blocs(
        blocs=chosen,
        between=_between(graph, chosen),
        tensions=tuple(tension(graph, tie) for tie in odds),
        tried=tuple(tried),
        ties=graph.number_of_edges(),
        alone=len(graph) - len(actors),
        left_out=int(graph.graph.get("left_out", 0)),
    )


def _signs(number: int | None, alpha: float, signs: Sequence[Sequence[int]] | None) -> list[NDArray[np.int64]]:
    """What ties between blocs should be, for each number of blocs to be tried."""
    if not 0 <= alpha <= 1:
        raise UsageError(f"alpha is {alpha:g}; give a number from 0 to 1")
    if number is not None and number < 1:
        raise UsageError(f"{number} blocs cannot be; give 1 or more")
    if signs is None:
        return [opposed(count) for count in ([number] if number else range(1, MOST_BLOCS + 1))]
    if any(len(row) != len(signs) or set(row) - {1, -1} for row in signs) or not signs:
        raise UsageError("the signs between blocs must be a square table of 1 and -1")
    table = np.array(signs, dtype=np.int64)
    if (table != table.T).any():
        raise UsageError("the signs between blocs must be symmetric: what a is to b, b is to a")
    if number not in (None, len(table)):
        raise UsageError(f"{number} blocs were asked for, and signs between {len(table)} were given; leave one out")
    return [table]


def _matrix(graph: nx.Graph, actors: list[str]) -> csr_array:
    if not actors:
        return csr_array((0, 0))
    return csr_array(nx.to_scipy_sparse_array(graph, nodelist=actors, weight="sign", format="csr", dtype=np.float64))


def _tried(ties: csr_array, group: NDArray[np.int64], signs: NDArray[np.int64], alpha: float) -> Tried:
    at_odds = 2 * cost(ties, group, Penalties.of(signs))
    return Tried(len(signs), round(at_odds), round(cost(ties, group, Penalties.of(signs, alpha)), 6))


def _at_odds(graph: nx.Graph, group: dict[str, int], signs: NDArray[np.int64]) -> list[tuple[str, str]]:
    ties = ((min(a, b), max(a, b), sign) for a, b, sign in graph.edges(data="sign"))
    return sorted((a, b) for a, b, sign in ties if signs[group[a], group[b]] != sign)


def _blocs(graph: nx.Graph, actors: list[str], group: NDArray[np.int64], odds: list[tuple[str, str]]) -> tuple[Bloc, ...]:
    """The groups that have members, the largest first, then by their first member's id."""
    parts = [[actor for actor, of in zip(actors, group, strict=True) if of == wanted] for wanted in np.unique(group)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    return tuple(Bloc(number, members(graph, part, odds)) for number, part in enumerate(parts, 1))


def _between(graph: nx.Graph, chosen: tuple[Bloc, ...]) -> tuple[Between, ...]:
    """The ties of each pair of blocs, those without any too."""
    bloc = {member.actor: one.number for one in chosen for member in one.members}
    counts = {(a.number, b.number): [0, 0] for a in chosen for b in chosen if a.number <= b.number}
    for a, b, sign in graph.edges(data="sign"):
        pair = min(bloc[a], bloc[b]), max(bloc[a], bloc[b])
        counts[pair][sign < 0] += 1
    return tuple(Between(*pair, *counted) for pair, counted in counts.items())


def _called(bloc: Bloc) -> str:
    """A bloc by its best tied members."""
    first = ", ".join(member.name for member in bloc.members[:2])
    more = f" and {len(bloc.members) - 2} more" if len(bloc.members) > 2 else ""
    return f"{bloc.number}: {first}{more}"


def _shade(between: Between) -> float | None:
    total = between.positive + between.negative
    return round((between.positive - between.negative) / total, 3) if total else None


def _notes(found: Blocs) -> Iterator[str]:
    if not found.blocs:
        yield "No two actors are on good or bad terms: no statements between them have Goldstein scores that do not cancel out."
        return
    yield (
        f"{len(found.tensions):,} of {counted(found.ties, 'tie')} {be(len(found.tensions))} at odds with the blocs. "
        "A search found them; other blocs may fit as well or better. "
        "Actors with few ties, and those whom no tie joins to the others, may as well be in another bloc."
    )
    if found.alone:
        yield f"{counted(found.alone, 'actor')} without a signed tie {be(found.alone)} in no bloc."
    if found.left_out:
        yield f"{counted(found.left_out, 'pair')} whose scores cancel out or are not known {be(found.left_out)} left out."
