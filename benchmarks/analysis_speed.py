"""How long each analysis takes and how much memory it needs, and how much faster than plain NetworkX the other backends are.

    python benchmarks/analysis_speed.py [--statements 100000] [--actors 5000] [--only NAME ...] [--limit 600]
    python benchmarks/analysis_speed.py --peers [--statements 20000] [--actors 1000]

The statements are those of `synthetic.py`, of which some are made third-party talks and some take sides on an issue. Each analysis runs
in a process of its own, forked from one that has the statements and the projections, one at a time: seconds on the clock and of the
processor, and the most memory in MB, in all and beyond what the process had at its start. What the projections cost stands apart.
With --peers the measures that another backend takes, or that are worked out by matrices, are taken by NetworkX too, and compared.

A new analysis is a line in `ANALYSES`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
from synthetic import reports

from kg.analysis import projections
from kg.analysis.affinity import affinity
from kg.analysis.balance import balance
from kg.analysis.blocs import blocs
from kg.analysis.brokerage import brokerage, by_country
from kg.analysis.centrality import Measure, centralities, centrality_over_time, values_of
from kg.analysis.changes import changes
from kg.analysis.communities import communities, community_shifts
from kg.analysis.contested import contested
from kg.analysis.dyads import dyads
from kg.analysis.favour import favour
from kg.analysis.mediation import mediators, mediators_between
from kg.analysis.prediction import Method, backtest, likely_ties
from kg.analysis.quoting import quotations
from kg.analysis.series import changed_dyads, dyad_series
from kg.analysis.states import by_state
from kg.graph import project
from kg.model import Document, Kind, Statement

HALF = "2017-06"
PAIRS = 20_000  # of which the peer works out the scores, as it takes one pair at a time; evenly taken
LISTED = 1_000  # pairs whose scores are compared
MEASURES = (Measure.BETWEEN, Measure.CLOSE, Measure.EIGENVECTOR, Measure.PAGERANK)


@dataclass(frozen=True)
class Ground:
    """What analyses start from."""

    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        return project(self.statements)

    @cached_property
    def signed(self) -> nx.Graph:
        return projections.signed(self.graph)

    @cached_property
    def stances(self) -> nx.DiGraph:
        return projections.stances(self.statements)

    @cached_property
    def quoting(self) -> nx.DiGraph:
        return projections.quoting(self.statements, self.documents)

    @cached_property
    def pair(self) -> tuple[str, str]:
        """The two actors of whom most is told."""
        busiest = dyads(self.graph)[0]
        return busiest.a, busiest.b

    def told(self, early: bool) -> list[Statement]:
        """The statements of the first or of the last half of the years."""
        return [told for told in self.statements if told.date and (told.date < HALF) == early]


Analysis = Callable[[Ground], Any]

PROJECTIONS: dict[str, Analysis] = {
    "project": lambda ground: project(ground.statements),
    "signed": lambda ground: projections.signed(ground.graph),
    "stances": lambda ground: projections.stances(ground.statements),
    "quoting": lambda ground: projections.quoting(ground.statements, ground.documents),
    "mediation": lambda ground: projections.mediation(ground.statements),
}
ANALYSES: dict[str, Analysis] = {
    "centralities": lambda ground: centralities(ground.graph),
    "centrality over time, PageRank": lambda ground: centrality_over_time(ground.graph, Measure.PAGERANK),
    "centrality over time, betweenness": lambda ground: centrality_over_time(ground.graph, Measure.BETWEEN),
    "communities": lambda ground: communities(ground.graph),
    "community shifts, years": lambda ground: community_shifts(ground.graph),
    "community shifts, months": lambda ground: community_shifts(ground.graph, 1),
    "likely ties": lambda ground: likely_ties(ground.graph),
    "back-test of likely ties": lambda ground: backtest(ground.graph),
    "by state": lambda ground: by_state(ground.graph),
    "dyads": lambda ground: dyads(ground.graph),
    "dyad series, busiest pair": lambda ground: dyad_series(ground.graph, *ground.pair),
    "changed dyads": lambda ground: changed_dyads(ground.graph),
    "brokerage between countries": lambda ground: brokerage(ground.graph, by_country(ground.graph)),
    "balance": lambda ground: balance(ground.signed),
    "blocs": lambda ground: blocs(ground.signed),
    "affinity of stances": lambda ground: affinity(ground.stances),
    "quotations": lambda ground: quotations(ground.quoting),
    "mediators between all": lambda ground: mediators(ground.statements),
    "mediators, busiest pair": lambda ground: mediators_between(ground.statements, *ground.pair),
    "contested": lambda ground: contested(ground.statements, ground.documents),
    "favour": lambda ground: favour(ground.statements, ground.documents),
    "changes between two halves": lambda ground: changes(ground.told(True), ground.told(False)),
}


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of the processor; the most memory in all and beyond the start, in MB."""

    wall: float
    cpu: float
    peak: float
    more: float


def make(statements: int, actors: int) -> Ground:
    """Synthetic statements, with talks that a third party holds and with sides on issues."""
    documents, told = [], []
    for document, of_report, _ in reports(statements, actors=actors):
        documents.append(document)
        told += of_report
    return Ground(tuple(varied(told)), tuple(documents))


def varied(statements: list[Statement]) -> Iterator[Statement]:
    """The statements with every twentieth of two actors as third-party talks and every fifth on one of 500 issues; links follow the ids."""
    rnd = Random(1)
    changed = [_varied(number, told, rnd) for number, told in enumerate(statements)]
    ids = {old.id: new.id for old, new in zip(statements, changed, strict=True)}
    for told in changed:
        links = {field: tuple(ids[one] for one in getattr(told, field)) for field in ("content_of", "contested_by", "denies")}
        yield told.linked(**links)


def _varied(number: int, told: Statement, rnd: Random) -> Statement:
    if number % 20 == 0 and len(told.actors) > 1:
        return replace(told, type="CONSULT", mode="third-party")
    if number % 5 == 1 and told.stance:
        return replace(told, kind=Kind.STANCE, target_issue=f"issue {int(500 * rnd.random() ** 2)}")
    return told


def cost(analysis: Analysis, ground: Ground, limit: float) -> Cost | str:
    """What an analysis costs in a process of its own; what went wrong, or that it took too long, as words."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_measure, args=(analysis, ground, sender))
    child.start()
    sender.close()
    found: Cost | str = f"more than {limit:.0f} s"
    if receiver.poll(limit):
        try:
            found = receiver.recv()
        except EOFError:
            found = "ended without a result"
    child.terminate()
    child.join()
    return found


def _measure(analysis: Analysis, ground: Ground, sender: Any) -> None:
    before = _peak()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        analysis(ground)
    except Exception as problem:
        sender.send(f"{type(problem).__name__}: {problem}")
        return
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sender.send(Cost(wall, cpu, _peak(), _peak() - before))


def _peak() -> float:
    """The most memory that this process ever had, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def show_costs(ground: Ground, only: list[str], limit: float) -> None:
    """A row for each projection and each analysis."""
    print(f"{len(ground.statements):,} statements, {len(ground.graph):,} actors and {ground.graph.number_of_edges():,} edges")
    print(f"{'':36}{'seconds':>9}{'processor':>11}{'peak MB':>9}{'beyond':>8}")
    for name, analysis in {**PROJECTIONS, **ANALYSES}.items():
        if only and not any(part in name for part in only):
            continue
        found = cost(analysis, ground, limit)
        told = found if isinstance(found, str) else f"{found.wall:9.1f}{found.cpu:11.1f}{found.peak:9.0f}{found.more:8.0f}"
        print(f"{name:36}{told}", flush=True)


def show_peers(ground: Ground) -> None:
    """The measures by our way and by NetworkX: seconds of the processor, their ratio, and by how much the results differ at most."""
    graph = ground.graph
    print(f"{len(graph):,} actors, {nx.Graph(graph).number_of_edges():,} ties")
    print(f"{'':36}{'ours':>9}{'NetworkX':>10}{'ratio':>8}{'differ by':>11}")
    for measure in MEASURES:
        ours, found = timed(lambda measure=measure: values_of(graph, measure))
        theirs, expected = timed(lambda measure=measure: by_networkx(graph, measure))
        _show(str(measure), ours, theirs, max((abs(found[actor] - expected[actor]) for actor in graph), default=0.0))
    _show_prediction(graph)


def _show_prediction(graph: nx.MultiDiGraph) -> None:
    """All pairs by our matrices against so many pairs by NetworkX, which is reckoned up."""
    plain = nx.Graph(graph)
    plain.remove_nodes_from(list(nx.isolates(plain)))
    ours, found = timed(lambda: likely_ties(graph, Method.ADAMIC_ADAR, LISTED))
    pairs = list(islice(nx.non_edges(plain), 0, None, max(1, found.possible // PAIRS)))
    theirs, _ = timed(lambda: list(nx.adamic_adar_index(plain, pairs)))
    expected = nx.adamic_adar_index(plain, [(one.a, one.b) for one in found.ties])
    differ = max((abs(one.score - score) for one, (_, _, score) in zip(found.ties, expected, strict=True)), default=0.0)
    _show(f"adamic-adar, {found.possible:,} pairs", ours, theirs * found.possible / len(pairs), differ)


def _show(name: str, ours: float, theirs: float, differ: float) -> None:
    print(f"{name:36}{ours:9.2f}{theirs:10.1f}{theirs / ours:8.1f}{differ:11.1e}", flush=True)


def by_networkx(graph: nx.MultiDiGraph, measure: Measure) -> dict[str, float]:
    """The measure as NetworkX takes it, from the same ties and weights."""
    if measure is Measure.PAGERANK:
        return nx.pagerank(counted(graph, nx.DiGraph()), tol=1e-9, max_iter=1000)
    plain = counted(graph, nx.Graph())
    match measure:
        case Measure.BETWEEN:
            return nx.betweenness_centrality(plain)
        case Measure.CLOSE:
            return nx.closeness_centrality(plain)
        case _:
            return nx.eigenvector_centrality(plain, weight="weight", tol=1e-9, max_iter=1000)


def counted(graph: nx.MultiDiGraph, plain: nx.Graph) -> nx.Graph:
    """The edges between each two as one, their number as its weight; mutual acts run both ways."""
    plain.add_nodes_from(graph)
    for source, target, mutual in graph.edges(data="mutual"):
        for a, b in ((source, target), (target, source)) if mutual and plain.is_directed() else ((source, target),):
            weight = plain.get_edge_data(a, b, {"weight": 0})["weight"]
            plain.add_edge(a, b, weight=weight + 1)
    return plain


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor that the work takes, and what it gives."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--actors", type=int, default=5_000)
    parser.add_argument("--only", nargs="*", default=[], help="words that the names of the analyses have")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which an analysis is given up")
    parser.add_argument("--peers", action="store_true", help="compare with plain NetworkX")
    told = parser.parse_args()
    print(f"{os.cpu_count()} cores, NetworkX {nx.__version__}")
    ground = make(told.statements, told.actors)
    if told.peers:
        show_peers(ground)
        return
    for warm in (ground.graph, ground.signed, ground.stances, ground.quoting, ground.pair):
        assert warm is not None  # worked out before the analyses are timed
    show_costs(ground, told.only, told.limit)


if __name__ == "__main__":
    main()
