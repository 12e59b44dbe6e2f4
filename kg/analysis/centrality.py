"""Who stands in the middle: how much each actor does and receives, and how often it lies between others."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

_SAMPLED_ABOVE = 1500  # actors; above, betweenness is estimated from that many of them, evenly taken


@dataclass(frozen=True, slots=True)
class Standing:
    """One actor's place in the graph.

    `given` and `received` count edges out and in, a mutual act counting as both; `partners` the other actors it is tied to;
    `between` is betweenness centrality (Freeman 1977), the share of shortest paths between others that lead through it, 0 to 1.
    """

    actor: str
    name: str
    given: int
    received: int
    partners: int
    between: float


def standings(graph: nx.MultiDiGraph) -> tuple[Standing, ...]:
    """Every actor's standing, the most active first, ties by id.

    >>> graph = nx.MultiDiGraph([("a", "b"), ("b", "c")])
    >>> [(one.actor, one.given, one.received, one.between) for one in standings(graph)]
    [('b', 1, 1, 1.0), ('a', 1, 0, 0.0), ('c', 0, 1, 0.0)]
    """
    simple = nx.Graph(graph.to_undirected(as_view=True))
    between = nx.betweenness_centrality(simple) if len(simple) <= _SAMPLED_ABOVE else _estimated(simple)
    mutual = _mutual_acts(graph)
    found = (
        Standing(
            actor=actor,
            name=name or actor,
            given=graph.out_degree(actor) + mutual.get(actor, (0, 0))[0],
            received=graph.in_degree(actor) + mutual.get(actor, (0, 0))[1],
            partners=simple.degree(actor),
            between=round(between[actor], 6),
        )
        for actor, name in graph.nodes(data="name")
    )
    return tuple(sorted(found, key=lambda one: (-one.given - one.received, -one.between, one.actor)))


def _mutual_acts(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """What each actor gives and receives beyond the direction in which a mutual act happens to be drawn."""
    extra: dict[str, tuple[int, int]] = {}
    for source, target, mutual in graph.edges(data="mutual", default=False):
        if mutual:
            extra[source] = (extra.get(source, (0, 0))[0], extra.get(source, (0, 0))[1] + 1)
            extra[target] = (extra.get(target, (0, 0))[0] + 1, extra.get(target, (0, 0))[1])
    return extra


def _estimated(simple: nx.Graph) -> dict[str, float]:
    """Betweenness by paths from evenly taken actors only; no chance in it, so that two runs agree."""
    actors = sorted(simple)
    sources = actors[:: max(1, len(actors) // _SAMPLED_ABOVE)]
    partial: dict[str, float] = nx.betweenness_centrality_subset(simple, sources, actors, normalized=True)
    return {actor: min(1.0, value * len(actors) / len(sources)) for actor, value in partial.items()}
