"""Who quotes whom: whose words reach the reader by way of whom."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.analysis.results import Result, Table
from kg.analysis.sources import PUBLISHER
from kg.pictures import Drawing, Edge, Node

_DRAWN = 40  # the most frequent ties; more are a thicket
_GROUPS = {PUBLISHER: 0, "NewsOrganization": 1, "State": 2, "Organization": 2, "Person": 3}
_OTHER = 4
_GROUP_NAMES = ("publisher", "news organisation", "state or body", "person", "other")


@dataclass(frozen=True, slots=True)
class Quoting:
    """One voice that passes on another's words, and in which statements (ids)."""

    quoting: str
    quoting_name: str
    quoted: str
    quoted_name: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: in how many statements it is `quoted` and by how many others, and how many it passes on of how many others.

    `reach` is its PageRank (Brin and Page 1998) along the quotations, 0 to 1: whose words the others' words lead back to.
    """

    actor: str
    name: str
    kind: str
    quoted: int
    quoted_by: int
    passes_on: int
    quotes: int
    reach: float


@dataclass(frozen=True, slots=True)
class Quotations(Result):
    """The voices, those most quoted first, and who passes on whose words."""

    voices: tuple[Voice, ...]
    pairs: tuple[Quoting, ...]

    def tables(self) -> tuple[Table, ...]:
        """Who quotes whom, and the voices."""
        pairs = ((one.quoting_name, one.quoted_name, len(one.statements), one.quoting, one.quoted) for one in self.pairs)
        voices = (
            (one.name, one.kind, one.quoted, one.quoted_by, one.passes_on, one.quotes, one.reach, one.actor)
            for one in self.voices
        )
        return (
            Table("who quotes whom", ("quoting", "quoted", "statements", "quoting_id", "quoted_id"), tuple(pairs)),
            Table("voices", ("voice", "kind", "quoted", "quoted_by", "passes_on", "quotes", "reach", "voice_id"), tuple(voices)),
        )

    def picture(self) -> Drawing:
        """The most frequent quotations, an arrow from who quotes to who is quoted."""
        pairs = self.pairs[:_DRAWN]
        drawn = {end for pair in pairs for end in (pair.quoting, pair.quoted)}
        nodes = (
            Node(one.actor, one.name, one.quoted + one.passes_on, _GROUPS.get(one.kind, _OTHER))
            for one in self.voices
            if one.actor in drawn
        )
        edges = (Edge(pair.quoting, pair.quoted, len(pair.statements), directed=True) for pair in pairs)
        return Drawing("Who quotes whom", tuple(nodes), tuple(edges), _GROUP_NAMES)

    def notes(self) -> tuple[str, ...]:
        """What the picture leaves out, and what it means that there is nothing."""
        if not self.pairs:
            return ("No statement has more than one voice: nobody is told to quote anybody.",)
        return (f"The picture has the {_DRAWN} most frequent of {len(self.pairs):,} ties.",) if len(self.pairs) > _DRAWN else ()


def quotations(graph: nx.DiGraph) -> Quotations:
    """Who passes on whose words, from the graph of `kg.analysis.projections.quoting`.

    >>> graph = nx.DiGraph()
    >>> graph.add_edge("wire", "envoy", weight=1, statements=("s1",))
    >>> [(pair.quoting, pair.quoted) for pair in quotations(graph).pairs]
    [('wire', 'envoy')]
    """
    names = {voice: data.get("name") or voice for voice, data in graph.nodes(data=True)}
    pairs = (Quoting(a, names[a], b, names[b], statements) for a, b, statements in graph.edges(data="statements"))
    reach = nx.pagerank(graph, weight="weight") if graph else {}
    voices = (
        Voice(
            actor=voice,
            name=names[voice],
            kind=data.get("kind") or "",
            quoted=graph.in_degree(voice, weight="weight"),
            quoted_by=graph.in_degree(voice),
            passes_on=graph.out_degree(voice, weight="weight"),
            quotes=graph.out_degree(voice),
            reach=round(reach[voice], 6),
        )
        for voice, data in graph.nodes(data=True)
        if graph.degree(voice)
    )
    return Quotations(
        tuple(sorted(voices, key=lambda one: (-one.quoted, -one.passes_on, one.actor))),
        tuple(sorted(pairs, key=lambda one: (-len(one.statements), one.quoting, one.quoted))),
    )
