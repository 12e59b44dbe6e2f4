"""A small graph of actors, drawn by the same layout as the network page."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot, sqrt
from xml.etree.ElementTree import Element

import networkx as nx

from kg.pictures.charts import Drawing, Edge, Node
from kg.pictures.layout import lay_out
from kg.pictures.shapes import LINE, WIDTH, extent, fit, linked, shape, shortened, title, words

_ROOM = 130.0  # units for a label
_PAD = 8.0
_FITTINGS = 3  # times that the layout is made to fit its labels
_GROUPS = 8
_SHAPES = ("circle", "square", "diamond", "triangle")


def draw(chart: Drawing) -> tuple[Element, float]:
    """The chart as a group, and its height."""
    legend, top = _legend(chart)
    if not chart.nodes:
        return legend, top
    largest = max(node.weight for node in chart.nodes) or 1.0
    size = {node.id: 5 + 9 * sqrt(max(node.weight, 0.0) / largest) for node in chart.nodes}
    at, height = _placed(chart, size)
    heaviest = max((edge.weight for edge in chart.edges), default=1.0) or 1.0
    lines = (_edge(edge, at, size, heaviest) for edge in chart.edges if edge.source != edge.target)
    symbols = (_node(node, at[node.id], size[node.id]) for node in chart.nodes)
    drawn = shape("g", *lines, *symbols, transform=f"translate(0 {top:.1f})")
    return shape("g", legend, drawn), top + height


def _placed(chart: Drawing, size: Mapping[str, float]) -> tuple[dict[str, tuple[float, float]], float]:
    """Where each node stands in the chart's width, and how high the whole is.

    The layout is made smaller to fit, the labels are not: so it is made again with boxes that are larger by as much.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(size))
    graph.add_edges_from((edge.source, edge.target) for edge in chart.edges if edge.source != edge.target)
    boxes = {node.id: (max(_extent(node), 2 * size[node.id]), 2 * size[node.id] + 1.6 * LINE) for node in chart.nodes}
    scale = 1.0
    for _ in range(_FITTINGS):
        larger = {node: (width / scale, height / scale) for node, (width, height) in boxes.items()}
        found = lay_out(graph, larger)
        left, upper = (min(found[node][axis] - larger[node][axis] / 2 for node in found) for axis in (0, 1))
        right, lower = (max(found[node][axis] + larger[node][axis] / 2 for node in found) for axis in (0, 1))
        scale = min(1.0, (WIDTH - 2 * _PAD) / (right - left))
    shift = (WIDTH - (right - left) * scale) / 2
    return {node: ((x - left) * scale + shift, (y - upper) * scale + _PAD) for node, (x, y) in found.items()}, (
        lower - upper
    ) * scale + 2 * _PAD


def _extent(node: Node) -> float:
    return extent(shortened(fit(node.label), _ROOM)) + 6


def _edge(edge: Edge, at: Mapping[str, tuple[float, float]], size: Mapping[str, float], heaviest: float) -> Element:
    (x1, y1), (x2, y2) = at[edge.source], at[edge.target]
    apart = hypot(x2 - x1, y2 - y1) or 1.0
    across, along = (x2 - x1) / apart, (y2 - y1) / apart
    start, end = size[edge.source] + 2, size[edge.target] + (6 if edge.directed else 2)
    tip = x2 - across * end, y2 - along * end
    width = 0.8 + 2.6 * edge.weight / heaviest
    line = shape(
        "line", x1=x1 + across * start, y1=y1 + along * start, x2=tip[0], y2=tip[1], stroke_width=width, class_=f"tie {edge.tone}"
    )  # fmt: skip
    return shape("g", line, _head(tip, across, along, edge) if edge.directed else None)


def _head(tip: tuple[float, float], across: float, along: float, edge: Edge) -> Element:
    x, y = tip
    points = ((x + across * 6, y + along * 6), (x - along * 3.5, y + across * 3.5), (x + along * 3.5, y - across * 3.5))
    return shape("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in points), class_=f"head {edge.tone}")


def _node(node: Node, point: tuple[float, float], size: float) -> Element:
    x, y = point
    return linked(
        node.link,
        title(node.label),
        _symbol(node.group, x, y, size),
        words(shortened(fit(node.label), _ROOM), x, y + size + 13, "label halo", "middle"),
    )


def _symbol(group: int, x: float, y: float, size: float) -> Element:
    kind, class_ = _SHAPES[group % len(_SHAPES)], f"node g{group % _GROUPS}"
    if kind == "circle":
        return shape("circle", cx=x, cy=y, r=size, class_=class_)
    if kind == "square":
        return shape("rect", x=x - size * 0.9, y=y - size * 0.9, width=size * 1.8, height=size * 1.8, class_=class_)
    half = size * 1.15
    corners = (
        ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        if kind == "diamond"
        else ((x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8))
    )
    return shape("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners), class_=class_)


def _legend(chart: Drawing) -> tuple[Element, float]:
    parts, x, y = [], 8.0, 12.0
    for index, name in enumerate(chart.groups):
        room = 16 + extent(name) + 18
        if x > 8 and x + room > WIDTH:
            x, y = 8.0, y + LINE + 2
        parts += [_symbol(index, x, y - 4, 5), words(name, x + 12, y, "legend", room=WIDTH - x - 12)]
        x += room
    return shape("g", *parts), (y + 12 if chart.groups else 0.0)
