"""The network page: who did, said and holds what toward whom, with the evidence behind every line.

pyvis holds the nodes and edges; the page around them, and all that a reader can do there, is our own template.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import networkx as nx

from kg.graph import EVERYTHING, Status, edge_type, family_of, project, status_of
from kg.model import Actor, Document, Profile, Statement
from kg.pages.backbone import Opening, Pair, opening
from kg.pages.coded import data_set_id, data_sets
from kg.pages.dates import bounds
from kg.pages.html import element, markup, page, shown, template, vis_network
from kg.pages.names import NETWORK, SECTIONS, actor_file, dyad_file
from kg.pages.passages import evidence
from kg.pictures.layout import lay_out

USUAL = frozenset({Status.FACT, Status.CLAIMED, Status.DENIED})  # what the page shows before anybody sets a filter
SCRIPTS = ("model", "canvas", "panel", "table", "filters", "exports")

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


def network_page(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    profiles: Mapping[str, Profile],
    *,
    actor_pages: Collection[str] = (),
    dyad_pages: Collection[Pair] = (),
) -> str:
    """The page as one string of HTML; `profiles` are by actor id, and actors without one are shown as the statements name them.

    `actor_pages` are the ids of the actors that have a dossier page beside this one, `dyad_pages` the pairs of ids, in either
    order, that have a page of two; the page leads there.
    """
    return page(
        "Network — Diplograph",
        template("network.html").replace("<!-- sections -->", _ways()),
        styles=(template("base.css"), template("network.css")),
        scripts=(
            vis_network(),
            template("common.js"),
            *(template(f"network.{name}.js") for name in SCRIPTS),
            template("network.js"),
        ),
        data=network_data(documents, statements, profiles, actor_pages=actor_pages, dyad_pages=dyad_pages),
    )


def _ways() -> str:
    """The links to the other pages."""
    return markup(
        *(element("a", title, href=name, aria_current="page" if name == NETWORK else None) for name, title, _ in SECTIONS)
    )


def network_data(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    profiles: Mapping[str, Profile],
    *,
    actor_pages: Collection[str] = (),
    dyad_pages: Collection[Pair] = (),
) -> dict[str, Any]:
    """What the page's script works on: tables of actors, documents, passages, statements, nodes and edges."""
    told = _unique(statements)
    actors = _actors(told, profiles)
    lines = lines_of(project(told, EVERYTHING))
    first = opening_of(lines, told)
    at = {actor.id: index for index, actor in enumerate(actors)}
    nodes, edges = _drawing(actors, lines, first, at, {statement.id: index for index, statement in enumerate(told)})
    sources = _sources(documents, told)
    words = _Words()
    texts, rows = _statement_rows(told, sources, at, words)
    return {
        "actors": [_actor_row(actor, profiles.get(actor.id), actor.id in actor_pages) for actor in actors],
        "documents": list(sources.rows.values()),
        "passages": texts,
        "statements": rows,
        "words": list(words.places),
        "families": _families(told),
        "nodes": nodes,
        "edges": edges,
        "opening": first.words,
        "dyads": sorted([*sorted((at[a], at[b])), dyad_file(a, b)] for a, b in dyad_pages if a in at and b in at),
    }


def _families(statements: Sequence[Statement]) -> dict[str, str]:
    """The family of each type that there is."""
    known = {edge_type(told): family_of(told) for told in statements}
    return {label: str(family) for label, family in known.items() if label and family}


def lines_of(graph: nx.MultiDiGraph) -> tuple[Line, ...]:
    """The parallel edges of the graph drawn together: one line for each pair, direction and family."""
    grouped: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = sorted((source, target)) if data["mutual"] else (source, target)
        grouped[ends[0], ends[1], str(data["family"]), data["mutual"]].append(key)
    return tuple(Line(*key, tuple(grouped[key])) for key in sorted(grouped))


def opening_of(lines: Sequence[Line], statements: Sequence[Statement]) -> Opening:
    """The actors and lines of the first view, by the statements that it counts: the usual ones, or all if there are no others."""
    usual = {told.id for told in statements if status_of(told) in USUAL} or {told.id for told in statements}
    return opening([(_pair(line), sum(identifier in usual for identifier in line.statements)) for line in lines])


def _pair(line: Line) -> Pair:
    return min(line.source, line.target), max(line.source, line.target)


def _drawing(
    actors: Sequence[Actor], lines: Sequence[Line], first: Opening, at: Mapping[str, int], statement_at: Mapping[str, int]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Nodes and edges that pyvis holds, as rows; `near` is where a node stands in the first view, and whether an edge is in it."""
    from pyvis.network import Network  # here, because it imports IPython, for which only who writes pages should wait

    net = Network(directed=True)
    inside = set(first.lines)
    whole = _positions(actors, lines)
    near = whole if not first.words else _positions(actors, [lines[place] for place in first.lines])
    for actor in actors:
        if actor.id in whole:
            net.add_node(
                at[actor.id], label=label(actor), shape=_SHAPES[actor.kind],
                x=whole[actor.id][0], y=whole[actor.id][1], near=near.get(actor.id),
            )  # fmt: skip
    for place, line in enumerate(lines):
        net.add_edge(
            at[line.source], at[line.target], family=line.family, mutual=line.mutual, near=place in inside,
            statements=[statement_at[identifier] for identifier in line.statements],
        )  # fmt: skip
    return [_node_row(node) for node in net.nodes], [_edge_row(edge) for edge in net.edges]


def _node_row(node: Mapping[str, Any]) -> list[Any]:
    return [node["id"], node["label"], node["shape"], node["x"], node["y"], node["near"]]


def _edge_row(edge: Mapping[str, Any]) -> list[Any]:
    return [edge["from"], edge["to"], edge["family"], int(edge["mutual"]), int(edge["near"]), edge["statements"]]


def _positions(actors: Sequence[Actor], lines: Sequence[Line]) -> dict[str, tuple[float, float]]:
    """Where those stand whom the lines tie."""
    graph = nx.Graph(sorted({_pair(line) for line in lines}))
    return lay_out(graph, {actor.id: _box(actor, graph.degree[actor.id]) for actor in actors if actor.id in graph})


def label(actor: Actor) -> str:
    """The actor's name in a few short lines."""
    lines = textwrap.wrap(shown(actor.name) or actor.id, _LINE, max_lines=_LINES, placeholder="…")
    return "\n".join(lines) or actor.id


def _box(actor: Actor, degree: int) -> tuple[float, float]:
    """The room that an actor's sign and label take; the sign grows with its ties as in `network.model.js`."""
    lines = label(actor).split("\n")
    size = 2 * min(22.0, 6 + 1.7 * sqrt(degree))
    return max(size, 6.6 * max(map(len, lines))), size + 15.0 * len(lines)


def _unique(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    found = {told.id: told for told in statements}
    return tuple(sorted(found.values(), key=lambda told: (told.date or "9999", told.document, told.start, told.id)))


def _actors(statements: Sequence[Statement], profiles: Mapping[str, Profile]) -> tuple[Actor, ...]:
    found = {actor.id: actor for told in statements for actor in (*told.actors, *told.recipients, *told.speakers)}
    known = {identifier: profiles[identifier].actor if identifier in profiles else actor for identifier, actor in found.items()}
    return tuple(known[identifier] for identifier in sorted(known))


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where statements are told: the documents at hand, the data sets of coded events (both by document id), and rows by id.

    The rows are those of each document given, of each that statements name but nobody gave, and of each data set.
    """

    documents: Mapping[str, Document]
    coded: Mapping[str, str]
    rows: Mapping[str, list[Any]]

    def of(self, told: Statement) -> str:
        """The id of the row that has the statement's source."""
        name = self.coded.get(told.document)
        return told.document if name is None else data_set_id(name)

    def page(self, told: Statement) -> str | None:
        """The label of the page on which it stands; a data set has none."""
        if told.document in self.coded:
            return None
        document = self.documents.get(told.document)
        return document.page_at(told.start).label if document else str(told.page)


def _sources(documents: Sequence[Document], statements: Sequence[Statement]) -> _Sources:
    given = {document.id: document for document in documents}
    coded = data_sets(given, statements)
    read = dict.fromkeys((*given, *(told.document for told in statements)))
    rows = {identifier: _document_row(identifier, given.get(identifier)) for identifier in read if identifier not in coded}
    rows |= {data_set_id(name): [data_set_id(name), name, None, None, None, False] for name in sorted(set(coded.values()))}
    return _Sources(given, coded, rows)


def _actor_row(actor: Actor, profile: Profile | None, has_page: bool) -> list[Any]:
    offices = profile.offices if profile else ()
    return [
        actor.id, actor.name, str(actor.kind), actor.country, profile.aliases if profile else (), profile.wikidata if profile else None,
        [[office.title, office.country, office.start, office.end] for office in offices],
        actor_file(actor.id) if has_page else None,
    ]  # fmt: skip


def _document_row(identifier: str, document: Document | None) -> list[Any]:
    if document is None:
        return [identifier, None, None, None, None, False]
    return [identifier, document.title, document.publisher, document.published, document.uri, True]


@dataclass(slots=True)
class _Words:
    """Words that many statements share, each once."""

    places: dict[str, int] = field(default_factory=dict)

    def at(self, word: str | None) -> int | None:
        """The place of the word in the list of all."""
        return None if word is None else self.places.setdefault(str(word), len(self.places))


def _statement_rows(
    statements: Sequence[Statement], sources: _Sources, at: Mapping[str, int], words: _Words
) -> tuple[list[str], list[list[Any]]]:
    """All passages, and the statements as rows that point into them and into the words."""
    texts: list[str] = []
    places: dict[str, list[int]] = {}
    for identifier, within in by_document(statements).items():
        passages, found = evidence(sources.documents.get(identifier), within)
        for told, place in zip(within, found, strict=True):
            places[told.id] = [len(texts) + place.passage, place.start, place.end, place.trigger_start, place.trigger_end]
        texts.extend(passage.text for passage in passages)
    source_at = {identifier: index for index, identifier in enumerate(sources.rows)}
    statement_at = {told.id: index for index, told in enumerate(statements)}
    return texts, [
        [
            told.id, source_at[sources.of(told)], sources.page(told), places[told.id],
            *_content(told, words), *_people(told, at), *_links(told, statement_at), [words.at(source) for source in told.sources],
        ]
        for told in statements
    ]  # fmt: skip


def by_document(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The statements of each document, by its id."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for told in statements:
        grouped[told.document].append(told)
    return grouped


def _content(told: Statement, words: _Words) -> list[Any]:
    days = bounds(told.date)
    coded = (edge_type(told), told.mode, status_of(told), told.certainty, told.eventuality, told.stance)
    return [
        told.trigger, *(words.at(word) for word in coded), told.date, None if days == (told.date, told.date) else days,
        told.target_issue, [where.name for where in told.place], told.cameo, told.goldstein,
    ]  # fmt: skip


def _people(told: Statement, at: Mapping[str, int]) -> list[list[int]]:
    return [[at[actor.id] for actor in roles] for roles in (told.actors, told.recipients, told.speakers)]


def _links(told: Statement, statement_at: Mapping[str, int]) -> list[list[int]]:
    return [[statement_at[other] for other in links if other in statement_at] for links in (told.contested_by, told.denies)]
