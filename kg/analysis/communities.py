"""Which actors keep together: communities of cooperation, how firm they are, and how they shift over time.

graph --cooperation--> who cooperates with whom, more than they quarrel --Louvain--> communities
graph --windowed--> a partition for each window --matched--> which grew, merged, split; who changed sides
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx

from kg.analysis.projections import CONFLICT, COOPERATION, SIDES
from kg.analysis.results import Result, Table
from kg.analysis.windows import Coverage, Window, be, counted, windowed
from kg.graph import Family
from kg.pictures import Drawing, Edge, Lines, Node, Series, Tone

_RUNS = 10  # of Louvain, each from another order of the actors
_RUNS_OF_WINDOW = 5
_RANDOM_GRAPHS = 3
_NAMED = 3  # members in a community's name
_DRAWN = 60
_DRAWN_EDGES = 200
_DRAWN_GROUPS = 6
_SAME = 0.3  # Jaccard, as Greene, Doyle and Cunningham (2010) set it
_MOST = 0.5  # of the members that are still, or were already there
_FIRM = 0.5

Partition = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of a community.

    `strength` is the weight of its ties within the community and `share` that weight's part of all of its cooperative ties.
    `firm` is how surely it belongs: the share of the community's other members with which it is together, on the average of all runs.
    """

    actor: str
    name: str
    strength: int
    share: float
    firm: float


@dataclass(frozen=True, slots=True)
class Community:
    """Actors that cooperate with one another more than with others; `name` are its strongest members.

    `cooperation` and `conflict` count the statements of either between its members.
    """

    number: int
    name: str
    members: tuple[Member, ...]
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Between:
    """What is told between two communities (numbers, the lower one first): statements of cooperation and of conflict."""

    a: int
    b: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class CooperativeTie:
    """Two actors (ids, `a` before `b`) and by how many statements cooperation outweighs conflict."""

    a: str
    b: str
    weight: int


@dataclass(frozen=True, slots=True)
class Communities(Result):
    """The communities, the one with the strongest ties first.

    `modularity` (Newman and Girvan 2004) is how much more of the cooperation lies within communities than chance would put there, at
    most 1; `by_chance` is what the same method finds in random graphs in which everybody has as many ties (Guimerà, Sales-Pardo
    and Amaral 2004), None where there are no ties. `alone` counts the actors without a cooperative tie, `outweighed` the pairs that
    cooperate no more than they quarrel.
    """

    communities: tuple[Community, ...]
    between: tuple[Between, ...]
    ties: tuple[CooperativeTie, ...]
    modularity: float | None
    by_chance: float | None
    alone: int
    outweighed: int

    def tables(self) -> tuple[Table, ...]:
        """Who is in which community, the communities, and what is told between them."""
        members = (
            (one.number, each.name, each.strength, each.share, each.firm, each.actor)
            for one in self.communities
            for each in one.members
        )
        communities = ((one.number, one.name, len(one.members), one.cooperation, one.conflict) for one in self.communities)
        names = {one.number: one.name for one in self.communities}
        between = ((names[pair.a], names[pair.b], pair.cooperation, pair.conflict, pair.a, pair.b) for pair in self.between)
        return (
            Table("members", ("community", "actor", "strength", "share", "firm", "actor_id"), tuple(members)),
            Table("communities", ("community", "name", "members", "cooperation", "conflict"), tuple(communities)),
            Table("between communities", ("a", "b", "cooperation", "conflict", "a_community", "b_community"), tuple(between)),
        )

    def picture(self) -> Drawing:
        """The strongest members with their strongest ties; the largest communities have a shade each, all others share one."""
        groups = {each.actor: index for index, one in enumerate(self.communities) for each in one.members}
        ranked = sorted((each for one in self.communities for each in one.members), key=lambda each: (-each.strength, each.actor))
        shown = {each.actor for each in ranked[:_DRAWN]}
        ties = [tie for tie in self.ties if tie.a in shown and tie.b in shown]
        ties.sort(key=lambda tie: (-tie.weight, tie.a, tie.b))
        names = [one.name for one in self.communities[:_DRAWN_GROUPS]]
        return Drawing(
            "Who keeps together: communities of cooperation",
            tuple(
                Node(each.actor, each.name, float(each.strength), min(groups[each.actor], _DRAWN_GROUPS))
                for each in ranked[:_DRAWN]
            ),
            tuple(Edge(tie.a, tie.b, float(tie.weight), Tone.COOPERATION) for tie in ties[:_DRAWN_EDGES]),
            (*names, "other communities") if len(self.communities) > _DRAWN_GROUPS else tuple(names),
        )

    def notes(self) -> tuple[str, ...]:
        """How conflict was treated, who is in no community, and whether the communities are more than chance."""
        if not self.communities:
            return ("No two actors cooperate more than they quarrel: there are no communities.", *self._left_out())
        return (*self._left_out(), *self._worth())

    def groups(self) -> dict[str, str]:
        """The community of each actor by the actor's id, as `kg.analysis.brokerage` takes it."""
        return {each.actor: f"community {one.number}" for one in self.communities for each in one.members}

    def _left_out(self) -> Iterator[str]:
        yield "A tie is as strong as statements of cooperation outnumber those of conflict; where they do not, there is none."
        if self.outweighed:
            yield f"{counted(self.outweighed, 'pair')} with no more cooperation than conflict {be(self.outweighed)} no tie here."
        if self.alone:
            yield f"{counted(self.alone, 'actor')} without such a tie {be(self.alone)} in no community."

    def _worth(self) -> Iterator[str]:
        if self.modularity is not None and self.by_chance is not None:
            told = (
                f"Modularity is {self.modularity:.2f}; random graphs with as many ties for everybody reach {self.by_chance:.2f}."
            )
            yield told if self.modularity > self.by_chance else f"{told} So these communities are no more than chance."
        yield (
            f"Louvain's method finds near-best communities, other ones in other orders of the actors: this is the best of {_RUNS} runs, "
            "and `firm` tells how far they agree."
        )


def communities(graph: nx.MultiDiGraph, resolution: float = 1.0) -> Communities:
    """The communities of cooperation in the graph of `kg.graph.project`, by Louvain's method (Blondel and others 2008).

    Cooperation is what PLOVER classes so, support and praise, and standing relations of a positive score; conflict likewise. A
    `resolution` above 1 gives smaller communities, below 1 larger ones. The seeds are fixed.
    """
    pairs = _pairs(graph)
    plain = _cooperation(pairs)
    runs = _runs(plain, resolution, _RUNS)
    best = max(runs, key=lambda run: run[0], default=(None, ()))
    members = [_members(plain, graph, one, [run for _, run in runs]) for one in best[1]]
    members.sort(key=lambda group: (-sum(each.strength for each in group), group[0].actor))
    number = {each.actor: place for place, group in enumerate(members, 1) for each in group}
    told = _told(pairs, number)
    return Communities(
        communities=tuple(
            Community(place, _name(group), group, *told.get((place, place), (0, 0))) for place, group in enumerate(members, 1)
        ),
        between=tuple(Between(*pair, *told[pair]) for pair in sorted(told) if pair[0] != pair[1]),
        ties=tuple(CooperativeTie(a, b, weight) for a, b, weight in plain.edges(data="weight")),
        modularity=best[0],
        by_chance=_by_chance(plain, resolution) if best[1] else None,
        alone=len(graph) - len(plain),
        outweighed=sum(0 < cooperation <= conflict for cooperation, conflict in pairs.values()),
    )


def _pairs(graph: nx.MultiDiGraph) -> dict[tuple[str, str], tuple[int, int]]:
    """How many statements of cooperation and of conflict there are between the two of each pair, in the order of ids."""
    signs: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for source, target, key, data in graph.edges(keys=True, data=True):
        signs[min(source, target), max(source, target)][key] = _sign(data)
    counts = ((pair, Counter(signs[pair].values())) for pair in sorted(signs))
    return {pair: (count[1], count[-1]) for pair, count in counts if count[1] or count[-1]}


def _sign(data: Mapping[str, Any]) -> int:
    """1 for cooperation, -1 for conflict, 0 for what is neither."""
    family = data["family"]
    if family is Family.STANCE:
        return SIDES.get(data["stance"], 0)
    if family is Family.RELATION:
        score = data["score"] or 0.0
        return (score > 0) - (score < 0)
    return int(family in COOPERATION) - int(family in CONFLICT)


def _cooperation(pairs: Mapping[tuple[str, str], tuple[int, int]]) -> nx.Graph:
    """Who cooperates with whom more than they quarrel, the surplus as the weight."""
    ties = [(*pair, cooperation - conflict) for pair, (cooperation, conflict) in pairs.items() if cooperation > conflict]
    plain = nx.Graph()
    plain.add_nodes_from(sorted({actor for tie in ties for actor in tie[:2]}))
    plain.add_weighted_edges_from(ties)
    return plain


def _runs(plain: nx.Graph, resolution: float, runs: int) -> list[tuple[float, Partition]]:
    """The partitions of several runs of Louvain with their modularities; none where there are no ties."""
    if not plain.number_of_edges():
        return []
    found = (nx.community.louvain_communities(plain, weight="weight", resolution=resolution, seed=seed) for seed in range(runs))
    partitions = [tuple(sorted(map(frozenset, one), key=min)) for one in found]
    return [(round(nx.community.modularity(plain, one, weight="weight", resolution=resolution), 6), one) for one in partitions]


def _by_chance(plain: nx.Graph, resolution: float) -> float:
    """The mean modularity of random graphs with the same number of ties for everybody, the weights dealt out anew."""
    weights = sorted(weight for _, _, weight in plain.edges(data="weight"))
    reached = []
    for seed in range(_RANDOM_GRAPHS):
        drawn = nx.Graph(nx.configuration_model([degree for _, degree in plain.degree()], seed=seed))
        drawn.remove_edges_from(list(nx.selfloop_edges(drawn)))
        order = nx.utils.create_py_random_state(seed)
        dealt = order.sample(weights, drawn.number_of_edges())
        nx.set_edge_attributes(drawn, dict(zip(drawn.edges(), dealt, strict=True)), "weight")
        reached += [run[0] for run in _runs(nx.relabel_nodes(drawn, str), resolution, 1)]
    return round(sum(reached) / len(reached), 6) if reached else 0.0


def _members(plain: nx.Graph, graph: nx.MultiDiGraph, group: frozenset[str], runs: Sequence[Partition]) -> tuple[Member, ...]:
    """The members of a community, the strongest first."""
    firm = _firmness(group, runs)
    found = []
    for actor in group:
        weights = {other: data["weight"] for other, data in plain[actor].items()}
        within = sum(weight for other, weight in weights.items() if other in group)
        name = graph.nodes[actor].get("name") or actor
        found.append(Member(actor, name, within, round(within / sum(weights.values()), 4), firm[actor]))
    return tuple(sorted(found, key=lambda one: (-one.strength, one.actor)))


def _firmness(group: frozenset[str], runs: Sequence[Partition]) -> dict[str, float]:
    """With what share of the others of its group each member is together, on the average of the runs."""
    together: Counter[str] = Counter()
    for run in runs:
        for other in run:
            shared = group & other
            together.update(dict.fromkeys(shared, len(shared) - 1))
    return {actor: round(together[actor] / (len(runs) * (len(group) - 1)), 4) if len(group) > 1 else 1.0 for actor in group}


def _told(pairs: Mapping[tuple[str, str], tuple[int, int]], number: Mapping[str, int]) -> dict[tuple[int, int], tuple[int, int]]:
    """The statements of cooperation and of conflict within and between communities."""
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for (a, b), (cooperation, conflict) in pairs.items():
        if a in number and b in number:
            key = min(number[a], number[b]), max(number[a], number[b])
            before = sums.get(key, (0, 0))
            sums[key] = before[0] + cooperation, before[1] + conflict
    return sums


def _name(members: Sequence[Member]) -> str:
    named = ", ".join(each.name for each in members[:_NAMED])
    return f"{named} …" if len(members) > _NAMED else named


class Happening(StrEnum):
    """What becomes of a community from one window to the next."""

    BORN = "born"
    GROWN = "grown"
    STEADY = "steady"
    SHRUNK = "shrunk"
    SPLIT = "split off"
    MERGED = "merged"
    DISSOLVED = "dissolved"


@dataclass(frozen=True, slots=True)
class Phase:
    """A community in one window: `number` is the same in every window as long as it goes on; members are ids, names beside."""

    window: str
    number: int
    name: str
    members: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of a community by a window, in comparison with the last window before it that had any.

    `other` is the community it split off from or merged into, else None; `before` and `after` are its members' numbers.
    """

    window: str
    number: int
    name: str
    happening: Happening
    other: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Move:
    """An actor that is with another community than before, and firmly was and is; not one whose whole community merged or split."""

    window: str
    actor: str
    name: str
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class CommunityShifts(Result):
    """The communities of each window, what became of them, and who changed sides; `modularity` is None where a window has none."""

    windows: tuple[Window, ...]
    coverage: Coverage
    modularity: tuple[float | None, ...]
    phases: tuple[Phase, ...]
    shifts: tuple[Shift, ...]
    moves: tuple[Move, ...]
    unsure: int  # changes of sides that are not told, as other runs see them otherwise

    def tables(self) -> tuple[Table, ...]:
        """What became of the communities, who changed sides, and who was where."""
        shifts = ((one.window, one.number, one.name, str(one.happening), one.other, one.before, one.after) for one in self.shifts)
        moves = ((one.window, one.name, one.source, one.target, one.actor) for one in self.moves)
        phases = ((one.window, one.number, len(one.members), one.names, one.members) for one in self.phases)
        return (
            Table("shifts", ("window", "community", "name", "happening", "other", "before", "after"), tuple(shifts)),
            Table("who moved", ("window", "actor", "from", "to", "actor_id"), tuple(moves)),
            Table("communities by window", ("window", "community", "size", "members", "members_id"), tuple(phases)),
        )

    def picture(self) -> Lines:
        """How many members the largest communities have in each window."""
        sizes: dict[int, dict[str, int]] = defaultdict(dict)
        names: dict[int, tuple[int, str]] = {}
        for phase in self.phases:
            sizes[phase.number][phase.window] = len(phase.members)
            names[phase.number] = max(names.get(phase.number, (0, "")), (len(phase.members), phase.name), key=lambda one: one[0])
        largest = sorted(sizes, key=lambda number: (-sum(sizes[number].values()), number))[:_DRAWN_GROUPS]
        labels = tuple(window.label for window in self.windows)
        return Lines(
            title="Members of the largest communities over time",
            steps=labels,
            series=tuple(
                Series(names[number][1], tuple(_maybe(sizes[number].get(label)) for label in labels)) for number in largest
            ),
            counts=(Series("statements", self.coverage.statements, Tone.QUIET),) if labels else (),
            low=0.0,
        )

    def notes(self) -> tuple[str, ...]:
        """Which statements are in no window, and which changes are not told."""
        without = sum(one is None for one in self.modularity)
        told = (
            (f"{counted(without, 'window')} {'has' if without == 1 else 'have'} no communities.", without > 0),
            (
                f"{counted(self.unsure, 'change')} of sides {be(self.unsure)} not told, as they hang on the order in which actors are looked at.",
                self.unsure > 0,
            ),
        )
        return (*self.coverage.notes(), *(note for note, holds in told if holds))


@dataclass(frozen=True, slots=True)
class _Group:
    """A community as it is matched: its members, and how firm each is."""

    members: frozenset[str]
    firm: Mapping[str, float]
    name: str


def community_shifts(
    graph: nx.MultiDiGraph, months: int | None = None, step: int | None = None, resolution: float = 1.0
) -> CommunityShifts:
    """How the communities of cooperation shift between windows of so many months (see `windowed`).

    A community goes on in the one that shares most of it, by Jaccard's measure and at least 0.3 (Greene, Doyle and Cunningham 2010); actors
    that only one of the two windows has do not count for that. One that does not go on has merged where at least half of it, and
    two members, are within one other; a new one has split off where at least half of it, and two members, come from one.
    """
    timed = windowed(graph, months, step)
    found = [_grouped(part, resolution) for part in timed.graphs()]
    phases: list[Phase] = []
    shifts: list[Shift] = []
    moves: list[Move] = []
    unsure, last, numbers = 0, 0, dict[int, _Group]()
    for window, (_, groups) in zip(timed.windows, found, strict=True):
        if not groups:
            continue
        now, last = _numbered(groups, numbers, last)
        phases += _phases(window.label, graph, now)
        if numbers:
            changes = tuple(_shifts(window.label, numbers, now))
            sure, doubtful = _moves(window.label, graph, numbers, now, changes)
            shifts += changes
            moves += sure
            unsure += doubtful
        numbers = now
    return CommunityShifts(
        timed.windows, timed.coverage, tuple(one[0] for one in found), tuple(phases), tuple(shifts), tuple(moves), unsure
    )


def _grouped(graph: nx.MultiDiGraph, resolution: float) -> tuple[float | None, list[_Group]]:
    """The communities of one window, the strongest first, with their modularity."""
    plain = _cooperation(_pairs(graph))
    runs = _runs(plain, resolution, _RUNS_OF_WINDOW)
    if not runs:
        return None, []
    modularity, best = max(runs, key=lambda run: run[0])
    members = [_members(plain, graph, group, [run for _, run in runs]) for group in best]
    members.sort(key=lambda group: (-sum(each.strength for each in group), group[0].actor))
    return modularity, [
        _Group(frozenset(each.actor for each in group), {each.actor: each.firm for each in group}, _name(group))
        for group in members
    ]


def _numbered(groups: Sequence[_Group], before: Mapping[int, _Group], last: int) -> tuple[dict[int, _Group], int]:
    """The groups under the numbers of those that they carry on, new ones under new numbers; and the last number given."""
    there = _everybody(before.values())
    here = _everybody(groups)
    alike = sorted(
        (-_jaccard(old.members & here, new.members & there), number, place)
        for number, old in before.items()
        for place, new in enumerate(groups)
        if not old.members.isdisjoint(new.members)
    )
    given: dict[int, int] = {}
    for score, number, place in alike:
        if -score >= _SAME and place not in given and number not in given.values():
            given[place] = number
    now = {}
    for place, group in enumerate(groups):
        if place not in given:
            last += 1
        now[given.get(place, last)] = group
    return now, last


def _everybody(groups: Iterable[_Group]) -> frozenset[str]:
    return frozenset().union(*(group.members for group in groups))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _phases(window: str, graph: nx.MultiDiGraph, groups: Mapping[int, _Group]) -> Iterator[Phase]:
    for number in sorted(groups):
        members = tuple(sorted(groups[number].members))
        names = tuple(graph.nodes[actor].get("name") or actor for actor in members)
        yield Phase(window, number, groups[number].name, members, names)


def _shifts(window: str, before: Mapping[int, _Group], now: Mapping[int, _Group]) -> Iterator[Shift]:
    """What became of each community of either window."""
    there, here = _everybody(before.values()), _everybody(now.values())
    for number in sorted(before.keys() | now.keys()):
        old, new = before.get(number), now.get(number)
        if old and new:
            sizes = len(old.members), len(new.members)
            happening = Happening.STEADY if sizes[0] == sizes[1] else Happening.GROWN if sizes[0] < sizes[1] else Happening.SHRUNK
            yield Shift(window, number, new.name, happening, None, *sizes)
        elif old:
            other = _mostly_in(old.members & here, now)
            happening = Happening.DISSOLVED if other is None else Happening.MERGED
            yield Shift(window, number, old.name, happening, other, len(old.members), 0)
        elif new:
            other = _mostly_in(new.members & there, before)
            happening = Happening.BORN if other is None else Happening.SPLIT
            yield Shift(window, number, new.name, happening, other, 0, len(new.members))


def _mostly_in(members: frozenset[str], groups: Mapping[int, _Group]) -> int | None:
    """The group that has two of the members at least, and half of them."""
    shared = sorted((-len(members & group.members), number) for number, group in groups.items())
    if not shared or -shared[0][0] < max(2.0, _MOST * len(members)):
        return None
    return shared[0][1]


def _moves(
    window: str, graph: nx.MultiDiGraph, before: Mapping[int, _Group], now: Mapping[int, _Group], shifts: Sequence[Shift]
) -> tuple[list[Move], int]:
    """Who changed sides firmly, and how many others did not firmly."""
    was = {actor: number for number, group in before.items() for actor in group.members}
    whole = {(one.number, one.other) for one in shifts if one.happening is Happening.MERGED}
    whole |= {(one.other or 0, one.number) for one in shifts if one.happening is Happening.SPLIT}
    found, unsure = [], 0
    for number in sorted(now):
        for actor in sorted(now[number].members & was.keys()):
            source = was[actor]
            if source == number or (source, number) in whole:
                continue
            if min(before[source].firm[actor], now[number].firm[actor]) < _FIRM:
                unsure += 1
                continue
            found.append(Move(window, actor, graph.nodes[actor].get("name") or actor, source, number))
    return found, unsure


def _maybe(count: int | None) -> float | None:
    return None if count is None else float(count)
