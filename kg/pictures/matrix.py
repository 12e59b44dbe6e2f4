"""A table of shades, the numbers written into it where there is room."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kg.pictures.charts import Matrix
from kg.pictures.shapes import CHARACTER, WIDTH, fit, number, shape, title, widest, words

_MOST_LABEL = 190.0
_MOST_CELL, _LEAST_CELL = 56.0, 15.0
_ROW, _LEAST_ROW = 26.0, 15.0
_SHADES = 5
_GAP = 8.0
_SLANT = 0.71  # of a label that runs up at 45 degrees


def draw(chart: Matrix) -> tuple[Element, float]:
    """The chart as a group, and its height."""
    left = min(_MOST_LABEL, widest(chart.rows)) + _GAP
    label = min(_MOST_LABEL, widest(chart.columns))
    lean = (label + 2 * CHARACTER) * _SLANT
    cell = max(_LEAST_CELL, min(_MOST_CELL, (WIDTH - left - lean) / max(len(chart.columns), 1)))
    row = _ROW if cell > 2 * _LEAST_ROW else _LEAST_ROW
    top = lean + 2 * _GAP
    heads = (_head(name, left + (index + 0.5) * cell, top - _GAP, label) for index, name in enumerate(chart.columns))
    sides = (
        words(name, left - _GAP, top + (index + 0.5) * row + 4, "label", "end", left - _GAP)
        for index, name in enumerate(chart.rows)
    )
    cells = (
        _cell(chart, r, c, left + c * cell, top + r * row, cell, row)
        for r in range(len(chart.rows))
        for c in range(len(chart.columns))
    )
    drawn = shape("g", *heads, *sides, *cells)
    whole = left + cell * len(chart.columns) + lean
    if whole > WIDTH:  # many columns: all of it smaller
        drawn.set("transform", f"scale({WIDTH / whole:.4f})")
    return drawn, (top + row * len(chart.rows) + _GAP) * min(1.0, WIDTH / whole)


def _head(name: str, x: float, y: float, room: float) -> Element:
    made = words(name, 0, 0, "label", "start", room + CHARACTER)
    made.set("transform", f"translate({x:.1f} {y:.1f}) rotate(-45)")
    return made


def _cell(chart: Matrix, row: int, column: int, x: float, y: float, width: float, height: float) -> Element:
    value = chart.values[row][column]
    told = "not known" if value is None else number(value)
    shade = shape("rect", x=x + 0.5, y=y + 0.5, width=width - 1, height=height - 1, class_=f"cell {_shade(chart, value)}")
    hint = title(f"{fit(chart.rows[row])}, {fit(chart.columns[column])}: {told}")
    text = "" if value is None else _short(value)
    fits = height > _LEAST_ROW and len(text) * CHARACTER < width - 4
    strong = _shade(chart, value)[1:] in ("4", "5")
    written = (
        words(text, x + width / 2, y + height / 2 + 4, "in-dark" if strong else "in-light", "middle") if text and fits else None
    )
    return shape("g", hint, shade, written)


def _short(value: float) -> str:
    return number(round(value, 1) if abs(value) >= 1 else round(value, 2))


def _shade(chart: Matrix, value: float | None) -> str:
    """The class of a shade: p1 to p5 up from the middle, m1 to m5 down from it, `zero`, or `none`."""
    if value is None:
        return "none"
    end = chart.low if value < 0 and chart.low < 0 else chart.high
    origin = 0.0 if chart.low < 0 or value < 0 else chart.low
    share = abs(value - origin) / (abs(end - origin) or 1.0)
    step = min(_SHADES, round(share * _SHADES + 0.5)) if share > 0.02 else 0
    return "zero" if not step else f"{'m' if value < 0 else 'p'}{step}"
