r"""The graph of actors as GraphML and GEXF, for Gephi, Cytoscape, igraph and NetworkX.

The graph is that of `kg.graph.project`: one directed edge for each actor and recipient of a statement. Nodes have `label`,
`kind` and `country`; edges have `label` (the PLOVER type, STANCE or RELATION), `statement` (the statement's id) and what
`kg.graph.edge_data` tells. What is not known is left out. XML 1.0 cannot hold most control characters: each stands there as a
visible escape such as `\x1b`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

GRAPHML, GEXF = "graphml", "gexf"

# What the production Char of XML 1.0 leaves out, and the carriage return, which readers turn into a line feed.
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: nx.MultiDiGraph, target: IO[bytes], form: str) -> int:
    """Write a projected graph as `graphml` or `gexf`; how many characters had to be written as escapes."""
    escaped = _Escapes()
    plain = _plain(graph, escaped)
    if form == GEXF:
        _write_gexf(plain, target)
    else:
        nx.write_graphml_xml(plain, target)
    return escaped.count


def _write_gexf(graph: nx.MultiDiGraph, target: IO[bytes]) -> None:
    """As `networkx.write_gexf`, without the day of writing: the same graph gives the same file."""
    for _, _, key, data in graph.edges(keys=True, data=True):
        data["id"] = key
    writer = GEXFWriter(version="1.2draft")
    writer.xml.find("meta").attrib.clear()
    writer.add_graph(graph)
    writer.write(target)


@dataclass(slots=True)
class _Escapes:
    """Makes texts fit for XML, and counts what it replaced."""

    count: int = field(default=0)

    def text(self, text: str) -> str:
        """The text with what XML cannot hold as escapes."""
        fit, replaced = _NO_XML.subn(lambda found: ascii(found.group())[1:-1], text)
        self.count += replaced
        return fit

    def value(self, value: object) -> str | int | float | bool:
        """A value as the formats have it: numbers and truth values stay, lists become one text."""
        if isinstance(value, bool | int | float):
            return value
        return self.text("; ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _plain(graph: nx.MultiDiGraph, escaped: _Escapes) -> nx.MultiDiGraph:
    """The graph with values that both formats can hold, and with a key of its own for each edge: they make it the edge's id."""
    plain = nx.MultiDiGraph()
    names = {node: escaped.text(node) for node in graph}
    for node, data in graph.nodes(data=True):
        plain.add_node(names[node], **_values({"label": data["name"], "kind": data["kind"], "country": data["country"]}, escaped))
    seen: Counter[str] = Counter()
    for source, target, data in graph.edges(data=True):
        told = {key: value for key, value in data.items() if key not in ("id", "type")}
        values = _values({"label": data["type"], "statement": data["id"], **told}, escaped)
        key = f"{data['id']}-{seen[data['id']]}"
        seen[data["id"]] += 1
        plain.add_edge(names[source], names[target], key=key, **values)
    return plain


def _values(data: Mapping[str, Any], escaped: _Escapes) -> dict[str, str | int | float | bool]:
    return {key: escaped.value(value) for key, value in data.items() if value is not None and value != ()}
