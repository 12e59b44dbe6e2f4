"""Who stands in the middle: how much each actor does and receives, how often it lies between others, and who rises or falls.

All ties count, cooperation and conflict alike: to be at the centre of a war is to be at the centre. Who wants to know of one only
chooses the statements before (`--type`), or asks `kg.analysis.communities` and the signed graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx
import numpy as np
import rustworkx as rx
from scipy import sparse, stats

from kg.analysis.choices import Measure
from kg.analysis.results import Result, Table
from kg.analysis.windows import Coverage, Window, counted, have, windowed
from kg.pictures import Bar, Bars, Lines, Series, Tone

_Plain = rx.PyGraph[int, float]

_ONE_THREAD = 2**62  # actors; threads add up in any order, so that the last digits would differ from run to run
_ROUNDS = 10_000
_PRECISION = 1e-9
_DENSE = 100  # actors of a part whose eigenvectors are all worked out at once
_SHOWN = 25  # bars
_DRAWN = 6  # lines, of which half are for those who rose or fell most
_PRESENT = 3  # windows in which an actor must occur before it can be said to rise or fall
_SURE = 0.05
_FEWEST = 5  # windows of which one order alone is less likely than that

_WORDS = {
    Measure.GIVEN: "acts toward others",
    Measure.RECEIVED: "acts received",
    Measure.PARTNERS: "partners",
    Measure.BETWEEN: "betweenness",
    Measure.CLOSE: "closeness",
    Measure.EIGENVECTOR: "eigenvector centrality",
    Measure.PAGERANK: "PageRank",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One actor's place in the graph, each measure with what it tells of a diplomat.

    `given` and `received` count edges out and in, a mutual act counting as both: who takes the initiative, and who is talked to, or
    fought. `partners` are the other actors it is tied to: how wide its relations are.
    `between` is betweenness centrality (Freeman 1977), the share of shortest paths between others that lead through it, 0 to 1:
    who can pass on, hold back or mediate, as others reach each other by way of it. Ties count whatever their number.
    `close` is closeness (Freeman 1978; Wasserman and Faust 1994 for graphs that fall apart), 0 to 1: how few steps it takes to reach
    everybody else.
    `eigenvector` is eigenvector centrality (Bonacich 1972), 0 to 1: who deals much with those who deal much; edges count in either
    direction and by their number. In a graph that falls apart only its strongest part has any.
    `pagerank` (Brin and Page 1998), 0 to 1, 1 in all: whom those address whom others address, so who is looked to; edges count by
    their direction and number, mutual acts in both directions.
    """

    actor: str
    name: str
    given: int
    received: int
    partners: int
    between: float
    close: float = 0.0
    eigenvector: float = 0.0
    pagerank: float = 0.0


@dataclass(frozen=True, slots=True)
class Centralities(Result):
    """Every actor's standing, the most active first.

    Hubs and authorities (Kleinberg 1999) are not among the measures: of acts they tell what `given` and `pagerank` do.
    """

    standings: tuple[Standing, ...]
    parts: int  # pieces that the graph falls into

    def tables(self) -> tuple[Table, ...]:
        """One row an actor."""
        rows = ((one.name, *(getattr(one, measure) for measure in Measure), one.actor) for one in self.standings)
        return (Table("centralities", ("actor", *map(str, Measure), "actor_id"), tuple(rows)),)

    def picture(self) -> Bars:
        """The actors that lie between others most often."""
        ranked = sorted(self.standings, key=lambda one: (-one.between, -one.partners, one.actor))
        shown = (one for one in ranked[:_SHOWN] if one.between > 0)
        return Bars("Who lies between others: betweenness", tuple(Bar(one.name, one.between) for one in shown))

    def notes(self) -> tuple[str, ...]:
        """What limits the measures."""
        if not self.standings:
            return ("There are no actors: no statement that counts names any.",)
        untied = sum(not one.partners for one in self.standings)
        told = (
            (f"{counted(untied, 'actor')} {have(untied)} no tie to anybody.", untied > 0),
            (
                f"The graph falls into {self.parts:,} parts: closeness is weighted by how many actors can be reached at all, "
                "and eigenvector centrality is that of the strongest part.",
                self.parts > 1,
            ),
        )
        return tuple(note for note, holds in told if holds)


def standings(graph: nx.MultiDiGraph) -> tuple[Standing, ...]:
    """Every actor's standing, the most active first, ties by id.

    >>> graph = nx.MultiDiGraph([("a", "b"), ("b", "c")])
    >>> [(one.actor, one.given, one.received, one.between) for one in standings(graph)]
    [('b', 1, 1, 1.0), ('a', 1, 0, 0.0), ('c', 0, 1, 0.0)]
    """
    return centralities(graph).standings


def centralities(graph: nx.MultiDiGraph) -> Centralities:
    """Who is central in the graph of `kg.graph.project`, by seven measures; all exact."""
    of = {measure: values_of(graph, measure) for measure in Measure}
    found = (
        Standing(
            actor=actor,
            name=name or actor,
            given=int(of[Measure.GIVEN][actor]),
            received=int(of[Measure.RECEIVED][actor]),
            partners=int(of[Measure.PARTNERS][actor]),
            between=of[Measure.BETWEEN][actor],
            close=of[Measure.CLOSE][actor],
            eigenvector=of[Measure.EIGENVECTOR][actor],
            pagerank=of[Measure.PAGERANK][actor],
        )
        for actor, name in graph.nodes(data="name")
    )
    ranked = sorted(found, key=lambda one: (-one.given - one.received, -one.between, one.actor))
    return Centralities(tuple(ranked), nx.number_weakly_connected_components(graph))


def values_of(graph: nx.MultiDiGraph, measure: Measure) -> dict[str, float]:
    """One measure of every actor, rounded to six figures behind the point."""
    if measure in (Measure.GIVEN, Measure.RECEIVED):
        return _acts(graph, measure)
    if measure is Measure.PAGERANK:
        return _rounded(graph, dict(rx.pagerank(_directed(graph), weight_fn=float, tol=_PRECISION, max_iter=_ROUNDS)))
    plain = _undirected(graph)
    match measure:
        case Measure.BETWEEN:
            found = dict(rx.betweenness_centrality(plain, parallel_threshold=_ONE_THREAD))
        case Measure.CLOSE:
            found = dict(rx.closeness_centrality(plain, parallel_threshold=_ONE_THREAD))
        case Measure.EIGENVECTOR:
            found = _eigenvector(plain)
        case _:
            found = {place: float(plain.degree(place)) for place in plain.node_indices()}
    return _rounded(graph, found)


def _acts(graph: nx.MultiDiGraph, measure: Measure) -> dict[str, float]:
    """How much each actor gives or receives; a mutual act counts for both, in whichever direction it happens to be drawn."""
    counts = dict.fromkeys(graph, 0.0)
    for source, target, mutual in graph.edges(data="mutual", default=False):
        if mutual or measure is Measure.GIVEN:
            counts[source] += 1
        if mutual or measure is Measure.RECEIVED:
            counts[target] += 1
    return counts


def _rounded(graph: nx.MultiDiGraph, found: dict[int, float]) -> dict[str, float]:
    """The values by actor; -0.0 and what lies above 1 by a rounding error are set right."""
    return {actor: round(found.get(place, 0.0), 6) + 0.0 for place, actor in enumerate(graph)}


def _undirected(graph: nx.MultiDiGraph) -> _Plain:
    """Who is tied to whom, with the number of edges as the weight; nodes are the places of the actors in the graph."""
    weights: Counter[tuple[int, int]] = Counter()
    place = {actor: number for number, actor in enumerate(graph)}
    for source, target in graph.edges():
        weights[min(place[source], place[target]), max(place[source], place[target])] += 1
    plain: _Plain = rx.PyGraph(multigraph=False)
    plain.add_nodes_from(range(len(place)))
    plain.add_edges_from(_weighted(weights))
    return plain


def _directed(graph: nx.MultiDiGraph) -> rx.PyDiGraph[int, float]:
    """Who acts toward whom, with the number of edges as the weight; mutual acts run in both directions."""
    weights: Counter[tuple[int, int]] = Counter()
    place = {actor: number for number, actor in enumerate(graph)}
    for source, target, mutual in graph.edges(data="mutual", default=False):
        weights[place[source], place[target]] += 1
        if mutual:
            weights[place[target], place[source]] += 1
    plain: rx.PyDiGraph[int, float] = rx.PyDiGraph(multigraph=False)
    plain.add_nodes_from(range(len(place)))
    plain.add_edges_from(_weighted(weights))
    return plain


def _weighted(weights: Counter[tuple[int, int]]) -> list[tuple[int, int, float]]:
    return [(*pair, float(weights[pair])) for pair in sorted(weights)]


def _eigenvector(plain: _Plain) -> dict[int, float]:
    """The eigenvector of the greatest eigenvalue; where several parts of the graph have it, each has its share of all ones.

    Each part is solved on its own, as power iteration takes for ever where two parts are nearly as strong. No part's eigenvalue is
    above its greatest weighted degree, so that few need to be solved.
    """
    found: list[tuple[float, list[int], np.ndarray]] = []
    parts = [sorted(places) for places in rx.connected_components(plain) if len(places) > 1]
    strength = [max(sum(weight for _, _, weight in plain.out_edges(place)) for place in places) for places in parts]
    for bound, places in sorted(zip(strength, parts, strict=True), key=lambda each: (-each[0], each[1])):
        greatest = max((value for value, _, _ in found), default=0.0)
        if bound < greatest * (1 - _PRECISION):
            break
        found.append(_dominant(plain, places))
    greatest = max((value for value, _, _ in found), default=0.0)
    strongest = [(places, vector) for value, places, vector in found if value >= greatest * (1 - _PRECISION)]
    shares = [(places, vector * vector.sum()) for places, vector in strongest]
    length = float(np.sqrt(sum((vector**2).sum() for _, vector in shares))) or 1.0
    return {place: float(value) / length for places, vector in shares for place, value in zip(places, vector, strict=True)}


def _dominant(plain: _Plain, places: list[int]) -> tuple[float, list[int], np.ndarray]:
    """The greatest eigenvalue of a connected part with the places of its actors and their values, of length 1."""
    row = {place: number for number, place in enumerate(places)}
    ties = [(row[place], row[other], weight) for place in places for _, other, weight in plain.out_edges(place)]
    rows, columns, weights = zip(*ties, strict=True)
    matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(places),) * 2)
    if len(places) <= _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        values, vectors = sparse.linalg.eigsh(matrix, k=1, which="LA", v0=np.ones(len(places)))
    return float(values[-1]), places, np.abs(vectors[:, -1])


class Trend(StrEnum):
    """Whether an actor becomes more or less central over the windows, more surely than chance allows."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Course:
    """One actor's centrality in each window, 0 where it does not occur and None where the window has no statements.

    `early` and `late` are its means in the first and in the last half of the windows with statements (an odd one in the middle belongs to
    neither), `change` is late less early. `p` is how likely such a trend is by chance: the test of Mann (1945) and Kendall (1975),
    corrected for the many actors tested (Benjamini and Hochberg 1995); None where it cannot be told.
    """

    actor: str
    name: str
    values: tuple[float | None, ...]
    early: float
    late: float
    change: float
    p: float | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class CentralityOverTime(Result):
    """The actors that are most central over all windows, and those who rise or fall."""

    measure: Measure
    windows: tuple[Window, ...]
    coverage: Coverage
    courses: tuple[Course, ...]
    others: int  # actors that are not told of
    tested: int  # actors of whom it was asked whether they rise or fall

    def tables(self) -> tuple[Table, ...]:
        """Who rises and who falls, then the value of each actor in each window."""
        rows = ((one.name, str(one.trend), one.early, one.late, one.change, one.p, one.actor) for one in self.courses)
        values = (
            (one.name, window.label, value, one.actor)
            for one in self.courses
            for window, value in zip(self.windows, one.values, strict=True)
        )
        return (
            Table("who rises and falls", ("actor", "trend", "early", "late", "change", "p", "actor_id"), tuple(rows)),
            Table("centrality by window", ("actor", "window", str(self.measure), "actor_id"), tuple(values)),
        )

    def picture(self) -> Lines:
        """The most central actors, and those who rose or fell most, over time; columns are the statements of each window."""
        moving = sorted(
            (one for one in self.courses if one.trend is not Trend.STEADY), key=lambda one: (-abs(one.change), one.actor)
        )
        chosen = dict.fromkeys([*moving[: _DRAWN // 2], *self.courses])
        drawn = {one.actor for one in list(chosen)[:_DRAWN]}
        return Lines(
            title=f"Who is central over time: {_WORDS[self.measure]}",
            steps=tuple(window.label for window in self.windows),
            series=tuple(Series(one.name, one.values) for one in self.courses if one.actor in drawn),
            counts=(Series("statements", self.coverage.statements, Tone.QUIET),) if self.windows else (),
            low=0.0,
        )

    def notes(self) -> tuple[str, ...]:
        """What is in no window, who is not told of, and whether a trend could be found at all."""
        windows = sum(self.coverage.statements[place] > 0 for place in self.coverage.consecutive())
        overlapping = self.coverage.step < self.coverage.months
        others = counted(self.others, "less central actor")
        told = (
            (f"{others} that neither rise nor fall are not listed.", self.others > 0),
            ("As windows overlap, who rises or falls is told from those that share no months.", overlapping and self.tested > 0),
            (f"{counted(windows, 'window')} with statements cannot tell a trend from chance.", 0 < windows < _FEWEST),
            ("No actor occurs in enough windows to rise or fall.", windows >= _FEWEST and not self.tested),
        )
        return (*self.coverage.notes(), *(note for note, holds in told if holds))


def centrality_over_time(
    graph: nx.MultiDiGraph,
    measure: Measure = Measure.PAGERANK,
    months: int | None = None,
    step: int | None = None,
    most: int = 20,
) -> CentralityOverTime:
    """How central the actors are in each window of so many months (see `windowed`), each window on its own.

    Told of are the `most` actors whose mean is highest, and those who rise or fall. As windows with many statements have
    many ties, `given`, `received` and `partners` are shares here: of the acts of the window, and of its other actors.
    """
    timed = windowed(graph, months, step)
    found = [_shares(part, measure) for part in timed.graphs()]
    tellable = [place for place, values in enumerate(found) if values]
    actors = sorted({actor for values in found for actor in values})
    table = np.array([[values.get(actor, 0.0) for values in found] for actor in actors]).reshape(len(actors), len(found))
    apart = [place for place in timed.coverage.consecutive() if found[place]]
    chances = _chances(table[:, apart])
    courses = sorted(
        (_course(actor, graph, table[row], tellable, chances.get(row)) for row, actor in enumerate(actors)),
        key=lambda one: (-_mean([value for value in one.values if value is not None]), one.actor),
    )
    told = tuple(one for rank, one in enumerate(courses) if rank < most or one.trend is not Trend.STEADY)
    return CentralityOverTime(measure, timed.windows, timed.coverage, told, len(courses) - len(told), len(chances))


def _shares(graph: nx.MultiDiGraph, measure: Measure) -> dict[str, float]:
    """The measure on a scale that does not grow with the window."""
    values = values_of(graph, measure)
    whole = {Measure.PARTNERS: len(graph) - 1.0, Measure.GIVEN: sum(values.values()), Measure.RECEIVED: sum(values.values())}
    return {actor: round(value / (whole.get(measure, 1.0) or 1.0), 6) for actor, value in values.items()}


def _course(
    actor: str, graph: nx.MultiDiGraph, values: np.ndarray, tellable: Sequence[int], chance: tuple[float, float] | None
) -> Course:
    known = [float(values[place]) for place in tellable]
    half = len(known) // 2
    early, late = _mean(known[:half]), _mean(known[len(known) - half :])
    filled = set(tellable)
    return Course(
        actor=actor,
        name=graph.nodes[actor].get("name") or actor,
        values=tuple(float(value) if place in filled else None for place, value in enumerate(values)),
        early=round(early, 6),
        late=round(late, 6),
        change=round(late - early, 6) + 0.0,
        p=None if chance is None else round(chance[1], 6),
        trend=_trend(chance),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _trend(chance: tuple[float, float] | None) -> Trend:
    if chance is None or chance[1] >= _SURE:
        return Trend.STEADY
    return Trend.RISING if chance[0] > 0 else Trend.FALLING


def _chances(table: np.ndarray) -> dict[int, tuple[float, float]]:
    """Kendall's S and its corrected p for each row that is not all alike and has enough in it to be tested."""
    rows = [number for number, values in enumerate(table) if np.count_nonzero(values) >= _PRESENT and np.ptp(values) > 0]
    if not rows:
        return {}
    chosen = table[rows]
    total = sum(np.sign(chosen[:, lag:] - chosen[:, :-lag]).sum(axis=1) for lag in range(1, chosen.shape[1]))
    z = np.sign(total) * np.maximum(np.abs(total) - 1, 0) / np.sqrt(_variance(chosen))
    corrected = stats.false_discovery_control(2 * stats.norm.sf(np.abs(z)))
    return {number: (float(s), float(p)) for number, s, p in zip(rows, total, corrected, strict=True)}


def _variance(table: np.ndarray) -> np.ndarray:
    """The variance of S where nothing changes, with the correction for equal values."""
    count = table.shape[1]
    equal = np.array([sum(t * (t - 1) * (2 * t + 5) for t in np.unique(row, return_counts=True)[1]) for row in table])
    variance: np.ndarray = (count * (count - 1) * (2 * count + 5) - equal) / 18.0
    return variance
