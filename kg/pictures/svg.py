"""Charts as SVG: within a page, coloured by the page's style sheet, or as a file that stands alone.

There are good libraries that draw charts, and none fits a page that runs under a strict Content-Security-Policy: what they write
needs inline styles (matplotlib) or megabytes of script (Vega, Plotly). These are plain elements with classes, some kilobytes a
chart; they follow the page into the dark and onto paper, and their bars can be links.
"""

from __future__ import annotations

import re
from importlib.resources import files
from xml.etree.ElementTree import Element, tostring

from kg.pictures import bars, drawing, lines, matrix
from kg.pictures.charts import Bars, Chart, Drawing, Lines, Matrix
from kg.pictures.shapes import LINE, WIDTH, fit, number, shape, title, words

STYLE = (files("kg.pictures") / "charts.css").read_text("utf-8")

_VARIABLE = re.compile(r"var\(--[a-z0-9-]+, ([^()]+)\)")
_TITLE = 26.0
_MOST_IN_WORDS = 40  # rows of the table for who cannot see the picture


def figure(chart: Chart) -> Element:
    """The chart for a page: an SVG under its title, and the same as a table that opens at a click; `STYLE` is its style sheet."""
    frame = shape(
        "div", _drawn(chart, 0.0), class_="chart-frame", tabindex="0", role="group", aria_label=f"Picture: {chart.title}"
    )
    caption = shape("figcaption")
    caption.text = fit(chart.title)
    return shape("figure", caption, frame, _details(chart), class_="chart")


def svg(chart: Chart) -> str:
    """The chart as an SVG file, in light colours on white, with nothing in it that needs a browser to be understood."""
    drawn = _drawn(chart, _TITLE)
    drawn.set("xmlns", "http://www.w3.org/2000/svg")
    drawn.set("width", drawn.get("viewBox", "").split()[2])
    drawn.set("height", drawn.get("viewBox", "").split()[3])
    style = shape("style")
    style.text = _VARIABLE.sub(r"\1", STYLE[STYLE.index("/* charts */") :])
    drawn.insert(0, style)
    drawn.insert(1, shape("rect", width="100%", height="100%", fill="#ffffff"))
    drawn.append(words(chart.title, 0, 14, "heading", room=WIDTH))
    return tostring(drawn, encoding="unicode")


def _drawn(chart: Chart, top: float) -> Element:
    drawn, height = _nothing() if is_empty(chart) else _of_kind(chart)
    moved = shape("g", drawn, transform=f"translate(0 {top:g})") if top else drawn
    return shape(
        "svg",
        title(chart.title),
        moved,
        viewBox=f"0 0 {WIDTH:g} {height + top + 4:.0f}",
        class_="picture",
        role="group" if any(moved.iter("a")) else "img",
        aria_label=fit(chart.title),
    )


def _of_kind(chart: Chart) -> tuple[Element, float]:
    match chart:
        case Bars():
            return bars.draw(chart)
        case Lines():
            return lines.draw(chart)
        case Matrix():
            return matrix.draw(chart)
        case Drawing():
            return drawing.draw(chart)


def is_empty(chart: Chart) -> bool:
    """Whether there is nothing to be drawn."""
    match chart:
        case Bars():
            return not chart.bars
        case Lines():
            return not chart.steps or not (chart.series or chart.counts)
        case Matrix():
            return not (chart.rows and chart.columns)
        case Drawing():
            return not chart.nodes


def _nothing() -> tuple[Element, float]:
    return shape("g", words("There is nothing to show.", WIDTH / 2, 2 * LINE, "label", "middle")), 3 * LINE


def _details(chart: Chart) -> Element | None:
    """The chart's numbers as a table, closed until it is asked for."""
    if is_empty(chart):
        return None
    head, rows = _table(chart)
    heads = shape("thead", shape("tr", *(_cell("th", text, scope="col") for text in head)))
    shown = (
        shape("tr", _cell("th", row[0], scope="row"), *(_cell("td", text) for text in row[1:])) for row in rows[:_MOST_IN_WORDS]
    )
    summary = shape("summary")
    summary.text = (
        "The same as a table" if len(rows) <= _MOST_IN_WORDS else f"The first {_MOST_IN_WORDS} of {len(rows)} rows as a table"
    )
    table = shape("table", heads, shape("tbody", *shown))
    return shape(
        "details",
        summary,
        shape("div", table, class_="chart-frame", tabindex="0", role="group", aria_label=f"Table: {chart.title}"),
        class_="no-print",
    )


def _table(chart: Chart) -> tuple[list[str], list[list[str]]]:
    match chart:
        case Bars():
            return ["", "value"], [[bar.label, bar.note or number(bar.value)] for bar in chart.bars]
        case Lines():
            every = (*chart.series, *chart.counts)
            return ["period", *(series.name for series in every)], [
                [step, *(_told(series.values[index]) for series in every)] for index, step in enumerate(chart.steps)
            ]
        case Matrix():
            return ["", *chart.columns], [
                [row, *map(_told, values)] for row, values in zip(chart.rows, chart.values, strict=True)
            ]
        case Drawing():
            names = {node.id: node.label for node in chart.nodes}
            return ["from", "to", "weight"], [
                [names[edge.source], names[edge.target], number(edge.weight)] for edge in chart.edges
            ]


def _told(value: float | None) -> str:
    return "" if value is None else number(value)


def _cell(tag: str, text: str, scope: str | None = None) -> Element:
    made = shape(tag, scope=scope)
    inner = shape("bdi")
    inner.text = fit(text)
    made.append(inner)
    return made
