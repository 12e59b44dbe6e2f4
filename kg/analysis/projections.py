"""The graphs that analyses look at, each made from statements or from the multi-relational graph of `kg.graph.project`.

    statements --project--> multi-relational --signed--> who is friend or foe
    statements --stances--> who takes which side toward whom or what
    statements --quoting--> who passes on whose words
    statements --mediation--> who brings whom together

Every edge keeps the ids of its statements, so that a result can name its evidence. Nodes and edges come in the order of ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.analysis.sources import PUBLISHER, Published, publishers
from kg.graph import SHORT_EDGES, Family, edge_type, status_of
from kg.model import Actor, StanceValue, Statement
from kg.resolve.names import fold

Pair = tuple[str, str]

COOPERATION = frozenset({Family.VERBAL_COOPERATION, Family.MATERIAL_COOPERATION})
CONFLICT = frozenset({Family.VERBAL_CONFLICT, Family.MATERIAL_CONFLICT})
SIDES = {
    StanceValue.SUPPORT: 1,
    StanceValue.PRAISE: 1,
    StanceValue.NEUTRAL: 0,
    StanceValue.OPPOSE: -1,
    StanceValue.CONDEMN: -1,
}
ISSUE = "issue"
THIRD_PARTY = "third-party"  # the PLOVER mode of bringing others together


def by_pair(graph: nx.MultiDiGraph) -> dict[Pair, dict[str, tuple[str, Mapping[str, Any]]]]:
    """For each two actors that are tied, the smaller id first, their statements by id: who acts, and the edge's data."""
    told: dict[Pair, dict[str, tuple[str, Mapping[str, Any]]]] = defaultdict(dict)
    for source, target, key, data in graph.edges(keys=True, data=True):
        told[min(source, target), max(source, target)][key] = source, data
    return told


def signed(graph: nx.MultiDiGraph) -> nx.Graph:
    """Who is on good and who on bad terms: an edge for each pair whose Goldstein scores do not cancel out.

    Edge data: `score`, the mean Goldstein score of the pair's statements in either direction, -10 to 10; `sign`, 1 or -1, its sign;
    `cooperation` and `conflict`, how many statements are of either; `statements`, their ids. Pairs without a score, or with one of 0,
    have no edge; `graph["left_out"]` counts them. Everybody of the graph is a node, with its data.
    """
    told = by_pair(graph)
    plain = nx.Graph(left_out=0)
    plain.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: str(node[0])))
    for pair in sorted(told):
        scores = [data["score"] for _, data in told[pair].values() if data["score"] is not None]
        total = round(sum(scores), 6)
        if not total:
            plain.graph["left_out"] += 1
            continue
        families = [data["family"] for _, data in told[pair].values()]
        plain.add_edge(
            *pair,
            score=total / len(scores),
            sign=1 if total > 0 else -1,
            cooperation=sum(family in COOPERATION for family in families),
            conflict=sum(family in CONFLICT for family in families),
            statements=tuple(sorted(told[pair])),
        )
    return plain


def stances(statements: Iterable[Statement]) -> nx.DiGraph:
    """Who takes which side: an edge from each holder to each actor and issue that it takes a side toward.

    Edge data: `value`, the mean of its sides, 1 for support and praise, 0 for neutral, -1 for opposition and condemnation;
    `statements`, their ids. Nodes have `name` and `kind`; an issue's id is `issue:` and its words folded, its kind `issue`.
    What is denied or negated, called for or conditional is no side taken.
    """
    held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    nodes: dict[str, dict[str, str | None]] = {}
    for told in sorted(statements, key=lambda one: one.id):
        if told.stance is None or status_of(told) not in SHORT_EDGES:
            continue
        targets = {actor.id: _described(actor) for actor in told.recipients}
        if told.target_issue:
            targets[f"{ISSUE}:{fold(told.target_issue)}"] = {"name": told.target_issue, "kind": ISSUE, "country": None}
        for actor in told.actors:
            for target in targets.keys() - {actor.id}:
                held[actor.id, target][told.id] = SIDES[told.stance]
                nodes.setdefault(actor.id, _described(actor))
                nodes.setdefault(target, targets[target])
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes.items()))
    for pair in sorted(held):
        sides = held[pair]
        graph.add_edge(*pair, value=sum(sides.values()) / len(sides), statements=tuple(sorted(sides)))
    return graph


def quoting(statements: Iterable[Statement], documents: Iterable[Published] = ()) -> nx.DiGraph:
    """Who passes on whose words: from each voice of a chain to the next one inward, the document's publisher before all.

    Edge data: `weight`, in how many statements; `statements`, their ids. A publisher's id is `publisher:` and its name. Nobody
    quotes itself.
    """
    known = publishers(documents)
    nodes: dict[str, dict[str, str | None]] = {}
    passed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for told in sorted(statements, key=lambda one: one.id):
        voices = [speaker.id for speaker in told.speakers]
        for speaker in told.speakers:
            nodes.setdefault(speaker.id, _described(speaker))
        if voices and told.document in known:
            publisher, name = known[told.document]
            nodes[publisher] = {"name": name, "kind": PUBLISHER, "country": None}
            voices.insert(0, publisher)
        for outer, inner in pairwise(voices):
            if outer != inner:
                passed[outer, inner].add(told.id)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes.items()))
    for pair in sorted(passed):
        graph.add_edge(*pair, weight=len(passed[pair]), statements=tuple(sorted(passed[pair])))
    return graph


def mediation(statements: Iterable[Statement]) -> nx.DiGraph:
    """Who brings whom together: from each mediator to each party, as the statements of third-party talks tell.

    The mediator is the first actor of such talks, the parties are the recipients, or where there are none the other actors.
    Talks tell of mediation only where there are two parties or more. Edge data: `weight` and `statements`; the statements' ids
    are what two parties have in common.
    """
    brought: dict[tuple[str, str], set[str]] = defaultdict(set)
    nodes: dict[str, dict[str, str | None]] = {}
    for told in statements:
        parties = told.recipients or told.actors[1:]
        if edge_type(told) != "CONSULT" or told.mode != THIRD_PARTY or len(parties) < 2 or status_of(told) not in SHORT_EDGES:
            continue
        mediators = told.actors if told.recipients else told.actors[:1]
        nodes.update((actor.id, _described(actor)) for actor in (*mediators, *parties))
        for mediator in mediators:
            for party in parties:
                if mediator.id != party.id:
                    brought[mediator.id, party.id].add(told.id)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes.items()))
    for pair in sorted(brought):
        graph.add_edge(*pair, weight=len(brought[pair]), statements=tuple(sorted(brought[pair])))
    return graph


def _described(actor: Actor) -> dict[str, str | None]:
    return {"name": actor.name, "kind": str(actor.kind), "country": actor.country}
