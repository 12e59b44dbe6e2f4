"""Who stands between whom: the brokerage roles of Gould and Fernandez, counted and set against chance.

    a graph and a group for each actor --brokerage--> how often each actor plays each of five roles

An actor v is a broker between a and b where a acts on v, v acts on b, and a does not act on b. Which role it plays depends on the
groups of the three. Expected counts and deviations are those of a random graph of the same size and density (Gould, R. V., and
Fernandez, R. M., 1989: Structures of Mediation, Sociological Methodology 19, 89-126); they agree with `brokerage` of R's `sna`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.results import Cell, Result, Table
from kg.analysis.windows import be, counted
from kg.pictures import Bar, Bars

if TYPE_CHECKING:
    from kg.analysis.communities import Communities

Floats = NDArray[np.float64]
_SHOWN = 20  # bars


class Role(StrEnum):
    """What a broker does, by the groups of the one before, the broker and the one after."""

    COORDINATOR = "coordinator"
    """Between two of its own group: A, A, A."""
    ITINERANT = "itinerant broker"
    """Between two of one other group: A, B, A."""
    REPRESENTATIVE = "representative"
    """From its own group to another: A, A, B."""
    GATEKEEPER = "gatekeeper"
    """From another group into its own: A, B, B."""
    LIAISON = "liaison"
    """Between two other groups: A, B, C."""
    TOTAL = "total"
    """Any of the five."""


@dataclass(frozen=True, slots=True)
class Played:
    """How often a role is played: `count` ordered pairs, `expected` by chance with standard deviation `deviation`.

    `z` is the count's distance from what is expected in standard deviations; None where chance allows but one count.
    """

    role: Role
    count: int
    expected: float
    deviation: float
    z: float | None


@dataclass(frozen=True, slots=True)
class Broker:
    """One actor with its group and all six roles, in the order of `Role`."""

    actor: str
    name: str
    group: str
    roles: tuple[Played, ...]

    def played(self, role: Role) -> Played:
        """How often it plays the role."""
        return next(one for one in self.roles if one.role is role)


@dataclass(frozen=True, slots=True)
class Group:
    """A group and how many actors are in it."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Brokerage(Result):
    """All who have a group, the busiest broker first, then by id; `whole` counts the roles in the graph as a whole.

    `ties` are the ordered pairs of actors of whom the first acts on the second; `left_out` counts actors without a group.
    """

    brokers: tuple[Broker, ...]
    whole: tuple[Played, ...]
    groups: tuple[Group, ...]
    ties: int
    left_out: int

    def tables(self) -> tuple[Table, ...]:
        """Brokers with count and z of each role, the roles of the graph as a whole, the groups."""
        columns = ("actor", "actor_id", "group", *Role, *(f"{role} z" for role in Role))
        rows = tuple(
            (one.name, one.actor, one.group, *(role.count for role in one.roles), *(_rounded(role.z) for role in one.roles))
            for one in self.brokers
            if one.played(Role.TOTAL).count
        )
        whole: tuple[tuple[Cell, ...], ...] = tuple(
            (one.role, one.count, round(one.expected, 3), round(one.deviation, 3), _rounded(one.z)) for one in self.whole
        )
        return (
            Table("brokers", columns, rows),
            Table("roles", ("role", "count", "expected", "deviation", "z"), whole),
            Table("groups", ("group", "actors"), tuple((one.name, one.size) for one in self.groups)),
        )

    def picture(self) -> Bars:
        """The busiest brokers, each with the role it plays most."""
        busiest = [one for one in self.brokers[:_SHOWN] if one.played(Role.TOTAL).count]
        return Bars("Who stands between whom", tuple(_bar(one) for one in busiest))

    def notes(self) -> tuple[str, ...]:
        """Who was left out, and what the figures cannot tell."""
        if not self.brokers:
            return (
                "Nobody has a group, so nobody can be a broker between groups; "
                f"{counted(self.left_out, 'actor')} {be(self.left_out)} left out.",
            )
        told = [
            "A tie counts once, however many statements tell of it. Expected counts are those of random graphs with as many "
            "actors and ties; z is only roughly normal in small graphs."
        ]
        if self.left_out:
            told.append(f"{counted(self.left_out, 'actor')} without a group {be(self.left_out)} left out.")
        if not self.brokers[0].played(Role.TOTAL).count:
            told.append("Nobody stands between two others who do not act on one another.")
        return tuple(told)


def by_country(graph: nx.Graph) -> dict[str, str]:
    """Each actor's country as its group, ISO 3166-1 alpha-3; who has none is in no group."""
    return {actor: country for actor, country in graph.nodes(data="country") if country}


def by_kind(graph: nx.Graph) -> dict[str, str]:
    """Each actor's kind as its group."""
    return {actor: kind for actor, kind in graph.nodes(data="kind") if kind}


def by_community(found: Communities) -> dict[str, str]:
    """Each actor's community as its group; who is in none is in no group."""
    return {member.actor: f"{one.number}: {one.name}" for one in found.communities for member in one.members}


def brokerage(graph: nx.Graph, groups: Mapping[str, str]) -> Brokerage:
    """The brokerage roles of all actors that have a group, in the graph of who acts on whom.

    Parallel edges count once and nobody acts on itself; a mutual act (edge data `mutual`) counts in both directions, as does an
    edge of an undirected graph. `groups` maps actors (ids) to the names of their groups: `by_country`, `by_kind`, blocs or
    communities.

    >>> graph = nx.DiGraph([("a", "b"), ("b", "c")])
    >>> broker = brokerage(graph, {"a": "x", "b": "x", "c": "y"}).brokers[0]
    >>> broker.actor, broker.played(Role.REPRESENTATIVE).count, broker.played(Role.TOTAL).count
    ('b', 1, 1)
    """
    actors = sorted(actor for actor in graph if actor in groups)
    names = sorted({groups[actor] for actor in actors})
    sizes = Counter(groups[actor] for actor in actors)
    ties = _ties(graph, actors)
    group = np.array([names.index(groups[actor]) for actor in actors], dtype=np.int64)
    counts = _counts(ties, group, len(names))
    chance = _Chance(np.array([sizes[name] for name in names], dtype=np.float64), ties.nnz)
    expected, deviation = chance.of_actors()
    label = graph.nodes(data="name")
    brokers = (
        Broker(actor, label[actor] or actor, groups[actor], _played(counts[row], expected[group[row]], deviation[group[row]]))
        for row, actor in enumerate(actors)
    )
    return Brokerage(
        brokers=tuple(sorted(brokers, key=lambda one: (-one.roles[-1].count, one.actor))),
        whole=_played(counts.sum(axis=0), *chance.of_graph()) if actors else (),
        groups=tuple(Group(name, sizes[name]) for name in sorted(names, key=lambda name: (-sizes[name], name))),
        ties=ties.nnz,
        left_out=len(graph) - len(actors),
    )


def _ties(graph: nx.Graph, actors: list[str]) -> csr_array:
    """Who acts on whom among these actors, as a matrix of ones."""
    place = {actor: row for row, actor in enumerate(actors)}
    pairs: set[tuple[int, int]] = set()
    for source, target, mutual in graph.edges(data="mutual", default=not graph.is_directed()):
        if source in place and target in place and source != target:
            pairs.add((place[source], place[target]))
            if mutual:
                pairs.add((place[target], place[source]))
    rows, columns = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    return csr_array((np.ones(len(pairs)), (np.array(rows, int), np.array(columns, int))), shape=(len(actors), len(actors)))


def _counts(ties: csr_array, group: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """A row for each actor, a column for each role: the two-step paths through it less those whose ends are tied, too."""
    rows, columns = ties.nonzero()
    within = _part(ties, group[rows] == group[columns])
    between = _part(ties, group[rows] != group[columns])
    into, out_of = within.sum(axis=0), within.sum(axis=1)  # ties with the own group, to and from each actor
    into_abroad, out_abroad = between.sum(axis=0), between.sum(axis=1)
    returning = _paths_to_one_group(between, group, groups)
    open_paths = {
        Role.COORDINATOR: into * out_of - _mutual(within),
        Role.ITINERANT: returning - _mutual(between),
        Role.REPRESENTATIVE: into * out_abroad,
        Role.GATEKEEPER: into_abroad * out_of,
        Role.LIAISON: into_abroad * out_abroad - returning,
    }
    closed = {
        Role.COORDINATOR: _closed(within, within, within),
        Role.ITINERANT: _closed(between, between, within),
        Role.REPRESENTATIVE: _closed(within, between, between),
        Role.GATEKEEPER: _closed(between, within, between),
    }
    closed[Role.LIAISON] = _closed(between, between, between) if groups > 2 else np.zeros(len(group))
    counted = [open_paths[role] - closed[role] for role in Role if role is not Role.TOTAL]
    table: NDArray[np.int64] = np.rint(np.column_stack([*counted, sum(counted)])).astype(np.int64)
    return table


def _part(ties: csr_array, chosen: NDArray[np.bool_]) -> csr_array:
    rows, columns = ties.nonzero()
    return csr_array((np.ones(int(chosen.sum())), (rows[chosen], columns[chosen])), shape=ties.shape)


def _mutual(ties: csr_array) -> Floats:
    """For each actor, how many it acts on that act on it."""
    return np.asarray(ties.multiply(ties.T).sum(axis=1), dtype=np.float64)


def _closed(before: csr_array, after: csr_array, past: csr_array) -> Floats:
    """For each actor v, the pairs a, b with a tie a to v in `before`, v to b in `after` and a to b in `past`."""
    return np.asarray(after.multiply(before.T @ past).sum(axis=1), dtype=np.float64)


def _paths_to_one_group(between: csr_array, group: NDArray[np.int64], groups: int) -> Floats:
    """For each actor, the two-step paths through it that start and end in the same group, which is another than its own."""
    member = csr_array((np.ones(len(group)), (np.arange(len(group)), group)), shape=(len(group), groups))
    return np.asarray((between.T @ member).multiply(between @ member).sum(axis=1), dtype=np.float64)


def _played(counts: NDArray[np.int64], expected: Floats, deviation: Floats) -> tuple[Played, ...]:
    return tuple(
        Played(role, int(count), float(mean) + 0.0, float(spread), float((count - mean) / spread) if spread else None)
        for role, count, mean, spread in zip(Role, counts, expected, deviation, strict=True)
    )


class _Chance:
    """What chance gives in a random graph with groups of these sizes and so many ties (Gould and Fernandez 1989, appendix).

    `path` is the chance that three actors in order are an open two-step path; `shared` that two such paths that have the broker
    and one end in common both exist.
    """

    def __init__(self, sizes: Floats, ties: int) -> None:
        self.sizes = sizes
        self.all = float(sizes.sum())
        pairs = self.all * (self.all - 1)
        self.density = ties / pairs if pairs else 0.0
        self.path = self.density**2 * (1 - self.density)
        self.shared = self.density**3 * (1 - self.density) ** 3

    def of_actors(self) -> tuple[Floats, Floats]:
        """For an actor of each group: the expected count of each role, and its standard deviation; a row for each group."""
        own, rest, n = self.sizes, self.all - self.sizes, self.all
        others = _sum_of_others(own * (own - 1))
        choices = {  # how many ordered pairs the actor could broker, and how many pairs of such pairs have one end in common
            Role.COORDINATOR: ((own - 1) * (own - 2), 2 * (own - 1) * (own - 2) * (own - 3)),
            Role.ITINERANT: (others, 2 * _sum_of_others(own * (own - 1) * (own - 2))),
            Role.REPRESENTATIVE: (rest * (own - 1), 2 * ((own - 1) * _two_of(rest) + rest * _two_of(own - 1))),
            Role.GATEKEEPER: (rest * (own - 1), 2 * ((own - 1) * _two_of(rest) + rest * _two_of(own - 1))),
            Role.LIAISON: (rest**2 - _sum_of_others(own**2), 4 * self._liaisons()),
            Role.TOTAL: (np.full_like(own, (n - 1) * (n - 2)), np.full_like(own, 2 * (n - 1) * (n - 2) * (n - 3))),
        }
        expected = np.column_stack([self.path * pairs for pairs, _ in choices.values()])
        overlap = np.column_stack([self.shared * overlaps for _, overlaps in choices.values()])
        return expected, _root(expected * (1 - self.path) + overlap)

    def _liaisons(self) -> Floats:
        """For an actor of each group g: the sum over the other groups h of |h| times the pairs of actors outside both."""
        own, n = self.sizes, self.all
        rest = n - own
        # sum of h (n-g-h)(n-g-h-1)/2 over h other than g, by the powers of h
        first, second, third = (_sum_of_others(own**power) for power in (1, 2, 3))
        return (first * rest * (rest - 1) - second * (2 * rest - 1) + third) / 2

    def of_graph(self) -> tuple[Floats, Floats]:
        """The expected count of each role in the graph as a whole, and its standard deviation."""
        own, n, density = self.sizes, self.all, self.density
        three, four, five = self.shared, density**4 * (1 - density) ** 2, density**5 * (1 - density)
        inside = own * (own - 1) * (own - 2)
        crossing = own * (n - own) * (own - 1)
        pairs = {
            Role.COORDINATOR: inside.sum(),
            Role.ITINERANT: crossing.sum(),
            Role.REPRESENTATIVE: crossing.sum(),
            Role.GATEKEEPER: crossing.sum(),
            Role.LIAISON: _distinct(own, own, own),
            Role.TOTAL: n * (n - 1) * (n - 2),
        }
        one_way = (crossing * ((n - 3) * three + (own - 2) * five)).sum()
        overlaps = {
            Role.COORDINATOR: (inside * ((4 * own - 10) * three - 4 * (own - 3) * four + (own - 3) * five)).sum(),
            Role.ITINERANT: self._itinerant_overlap(three, five),
            Role.REPRESENTATIVE: one_way,
            Role.GATEKEEPER: one_way,
            Role.LIAISON: self._liaison_overlap(three, four, five),
            Role.TOTAL: n * (n - 1) * (n - 2) * ((4 * n - 10) * three - 4 * (n - 3) * four + (n - 3) * five),
        }
        expected = self.path * np.array(list(pairs.values()), dtype=np.float64)
        return expected, _root(expected * (1 - self.path) + np.array(list(overlaps.values()), dtype=np.float64))

    def _itinerant_overlap(self, three: float, five: float) -> float:
        """Over all ordered pairs of different groups g (the ends') and h (the broker's)."""
        own, n = self.sizes, self.all
        ends = own * (own - 1)
        brokers = n - own  # summed over the groups other than the ends'
        squares = _sum_of_others(own**2)
        return float((ends * (brokers * ((2 * own - 6) * three + (n - own - 1) * five) + 2 * squares * three)).sum())

    def _liaison_overlap(self, three: float, four: float, five: float) -> float:
        """Over all ordered triples of different groups: of the one before, the broker, the one after."""
        own, n = self.sizes, self.all
        triples = _distinct(own, own, own)
        weighted = _distinct(own**2, own, own)  # the same with one group's size counted twice
        with_three = (4 * n - 2) * triples - 8 * weighted
        with_four = (4 * n - 2) * triples - 8 * weighted
        return float(with_three * three - with_four * four + ((n - 1) * triples - 2 * weighted) * five)


def _sum_of_others(values: Floats) -> Floats:
    """For each group, the sum of the values of all other groups."""
    return np.asarray(values.sum() - values, dtype=np.float64)


def _distinct(first: Floats, second: Floats, third: Floats) -> float:
    """The sum of first[i] * second[j] * third[k] over all i, j, k that differ from one another."""
    together = first.sum() * second.sum() * third.sum()
    alike = (first * second).sum() * third.sum() + (first * third).sum() * second.sum() + (second * third).sum() * first.sum()
    return float(together - alike + 2 * (first * second * third).sum())


def _two_of(number: Floats) -> Floats:
    """How many pairs there are among so many."""
    return number * (number - 1) / 2


def _root(variance: Floats) -> Floats:
    """The square root, 0 where rounding has left less than nothing."""
    return np.sqrt(np.maximum(variance, 0.0))


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 3)


def _bar(one: Broker) -> Bar:
    total = one.played(Role.TOTAL).count
    most = max(one.roles[:-1], key=lambda role: role.count)
    return Bar(one.name, float(total), note=f"{total:,}, most as {most.role} ({most.count:,})")
