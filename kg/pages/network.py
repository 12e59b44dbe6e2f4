"""The network page: who did, said and holds what toward whom, with the evidence behind every line.

pyvis holds the nodes and edges; the page around them, and all that a reader can do there, is our own template.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import networkx as nx

from kg.graph import EVERYTHING, edge_type, family_of, project, status_of
from kg.model import Actor, Document, Profile, Statement
from kg.pages.dates import bounds
from kg.pages.html import page, shown, template, vis_network
from kg.pages.layout import lay_out
from kg.pages.passages import evidence

OPENING_ACTORS = 150
OPENING_EDGES = 420  # more lines than these are a thicket at first sight

_SHAPES = {"State": "dot", "Person": "diamond", "Organization": "square", "Group": "triangle", "NewsOrganization": "hexagon"}
_LINE, _LINES = 22, 3  # characters and lines of a label


@dataclass(frozen=True, slots=True)
class Line:
    """One visual edge: the statements of one family from one actor to another; a mutual one has no direction."""

    source: str
    target: str
    family: str
    mutual: bool
    statements: tuple[str, ...]


def network_page(documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile]) -> str:
    """The page as one string of HTML; `profiles` are by actor id, and actors without one are shown as the statements name them."""
    return page(
        "Network — Diplograph",
        template("network.html"),
        styles=(template("base.css"), template("network.css")),
        scripts=(vis_network(), template("common.js"), template("network.js")),
        data=network_data(documents, statements, profiles),
    )


def network_data(
    documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile]
) -> dict[str, Any]:
    """What the page's script works on: tables of actors, documents, passages, statements, nodes and edges."""
    told = _unique(statements)
    actors = _actors(told, profiles)
    lines = lines_of(project(told, EVERYTHING))
    at = {actor.id: index for index, actor in enumerate(actors)}
    nodes, edges = _drawing(actors, lines, at, {statement.id: index for index, statement in enumerate(told)})
    sources = _sources(documents, told)
    texts, rows = _statement_rows(told, sources, at)
    return {
        "actors": [_actor_row(actor, profiles.get(actor.id)) for actor in actors],
        "documents": [_document_row(identifier, document) for identifier, document in sources.items()],
        "passages": texts,
        "statements": rows,
        "nodes": nodes,
        "edges": edges,
    }


def lines_of(graph: nx.MultiDiGraph) -> tuple[Line, ...]:
    """The parallel edges of the graph drawn together: one line for each pair, direction and family."""
    grouped: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = sorted((source, target)) if data["mutual"] else (source, target)
        grouped[ends[0], ends[1], str(data["family"]), data["mutual"]].append(key)
    return tuple(Line(*key, tuple(grouped[key])) for key in sorted(grouped))


def opening(lines: Sequence[Line]) -> tuple[str, ...]:
    """The actors of the first view: those with most statements, as many as can be taken in at a glance."""
    weight: Counter[str] = Counter()
    for line in lines:
        weight.update({line.source: len(line.statements), line.target: len(line.statements)})
    ranked = sorted(weight, key=lambda actor: (-weight[actor], actor))[:OPENING_ACTORS]
    rank = {actor: index for index, actor in enumerate(ranked)}
    arrivals = sorted(max(rank[line.source], rank[line.target]) for line in lines if line.source in rank and line.target in rank)
    if len(arrivals) > OPENING_EDGES:
        ranked = ranked[: max(2, arrivals[OPENING_EDGES])]
    return tuple(ranked)


def _drawing(
    actors: Sequence[Actor], lines: Sequence[Line], at: Mapping[str, int], statement_at: Mapping[str, int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges as pyvis holds them."""
    from pyvis.network import Network  # here, because it imports IPython, for which only who writes pages should wait

    net = Network(directed=True)
    first = set(opening(lines))
    degrees = Counter(end for line in lines for end in (line.source, line.target))
    whole = _positions(actors, lines, degrees, set(degrees))
    near = whole if len(first) == len(degrees) else _positions(actors, lines, degrees, first)
    for actor in actors:
        if actor.id in whole:
            net.add_node(
                at[actor.id], label=label(actor), shape=_SHAPES[actor.kind], group=str(actor.kind), size=_size(degrees[actor.id]),
                x=whole[actor.id][0], y=whole[actor.id][1], near=near.get(actor.id),
            )  # fmt: skip
    for line, bend in zip(lines, _bends(lines), strict=True):
        net.add_edge(
            at[line.source], at[line.target], family=line.family, mutual=line.mutual, bend=bend,
            statements=[statement_at[identifier] for identifier in line.statements],
        )  # fmt: skip
    return [dict(node) for node in net.nodes], [{"id": index, **edge} for index, edge in enumerate(net.edges)]


def _positions(
    actors: Sequence[Actor], lines: Sequence[Line], degrees: Mapping[str, int], among: set[str]
) -> dict[str, tuple[float, float]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(among))
    graph.add_edges_from((line.source, line.target) for line in lines if line.source in among and line.target in among)
    return lay_out(graph, {actor.id: _box(actor, degrees[actor.id]) for actor in actors if actor.id in among})


def _bends(lines: Sequence[Line]) -> list[float]:
    """How much each line is bent: not at all if it is the only one between two actors, else fanned out."""
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        between[frozenset((line.source, line.target))].append(index)
    bends = [0.0] * len(lines)
    for indexes in between.values():
        for place, index in enumerate(indexes):
            offset = round((place - (len(indexes) - 1) / 2) * 0.2, 2)
            bends[index] = offset if lines[index].source < lines[index].target else -offset
    return bends


def label(actor: Actor) -> str:
    """The actor's name in a few short lines."""
    lines = textwrap.wrap(shown(actor.name) or actor.id, _LINE, max_lines=_LINES, placeholder="…")
    return "\n".join(lines) or actor.id


def _size(degree: int) -> float:
    return round(min(20.0, 5 + 1.7 * sqrt(degree)), 1)


def _box(actor: Actor, degree: int) -> tuple[float, float]:
    lines = label(actor).split("\n")
    size = 2 * _size(degree)
    return max(size, 6.6 * max(map(len, lines))), size + 15.0 * len(lines)


def _unique(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    found = {told.id: told for told in statements}
    return tuple(sorted(found.values(), key=lambda told: (told.date or "9999", told.document, told.start, told.id)))


def _actors(statements: Sequence[Statement], profiles: Mapping[str, Profile]) -> tuple[Actor, ...]:
    found = {actor.id: actor for told in statements for actor in (*told.actors, *told.recipients, *told.speakers)}
    known = {identifier: profiles[identifier].actor if identifier in profiles else actor for identifier, actor in found.items()}
    return tuple(known[identifier] for identifier in sorted(known))


def _sources(documents: Sequence[Document], statements: Sequence[Statement]) -> dict[str, Document | None]:
    """Every document given, and None for each that statements name but nobody gave, such as coded event data."""
    given: dict[str, Document | None] = {document.id: document for document in documents}
    return given | {told.document: None for told in statements if told.document not in given}


def _actor_row(actor: Actor, profile: Profile | None) -> list[Any]:
    offices = profile.offices if profile else ()
    return [
        actor.id, actor.name, str(actor.kind), actor.country, profile.aliases if profile else (), profile.wikidata if profile else None,
        [[office.title, office.country, office.start, office.end] for office in offices],
    ]  # fmt: skip


def _document_row(identifier: str, document: Document | None) -> list[Any]:
    if document is None:
        return [identifier, None, None, None, None, False]
    return [identifier, document.title, document.publisher, document.published, document.uri, True]


def _statement_rows(
    statements: Sequence[Statement], sources: Mapping[str, Document | None], at: Mapping[str, int]
) -> tuple[list[str], list[list[Any]]]:
    """All passages, and the statements as rows that point into them."""
    texts: list[str] = []
    places: dict[str, list[int]] = {}
    for identifier, within in by_document(statements).items():
        passages, found = evidence(sources[identifier], within)
        for told, place in zip(within, found, strict=True):
            places[told.id] = [len(texts) + place.passage, place.start, place.end, place.trigger_start, place.trigger_end]
        texts.extend(passage.text for passage in passages)
    document_at = {identifier: index for index, identifier in enumerate(sources)}
    statement_at = {told.id: index for index, told in enumerate(statements)}
    return texts, [
        [
            told.id, document_at[told.document], _page_label(told, sources[told.document]), places[told.id],
            *_content(told), *_people(told, at), *_links(told, statement_at),
        ]
        for told in statements
    ]  # fmt: skip


def by_document(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The statements of each document, by its id."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for told in statements:
        grouped[told.document].append(told)
    return grouped


def _page_label(told: Statement, document: Document | None) -> str:
    return document.page_at(told.start).label if document else str(told.page)


def _content(told: Statement) -> list[Any]:
    return [
        told.trigger, told.kind, edge_type(told), family_of(told), told.mode, status_of(told), told.certainty, told.eventuality,
        told.date, bounds(told.date), told.stance, told.target_issue, [where.name for where in told.place], told.cameo, told.goldstein,
    ]  # fmt: skip


def _people(told: Statement, at: Mapping[str, int]) -> list[list[int]]:
    return [[at[actor.id] for actor in roles] for roles in (told.actors, told.recipients, told.speakers)]


def _links(told: Statement, statement_at: Mapping[str, int]) -> list[list[int]]:
    return [[statement_at[other] for other in links if other in statement_at] for links in (told.contested_by, told.denies)]
