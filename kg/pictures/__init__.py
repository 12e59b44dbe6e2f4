"""Pictures of results: an analysis gives a `Chart` (plain data), `svg` draws it for a page, a notebook or a file."""

from __future__ import annotations

from kg.pictures.charts import Bar, Bars, Chart, Drawing, Edge, Lines, Mark, Matrix, Node, Series, Tone
from kg.pictures.svg import figure, svg

__all__ = [
    "Bar", "Bars", "Chart", "Drawing", "Edge", "Lines", "Mark", "Matrix", "Node", "Series", "Tone", "figure", "svg",
]  # fmt: skip
