"""Values over time: lines on one scale, and beneath them counts as columns on their own.

Conflict is counted downward and everything else upward, and each tone has its own dash, so that no line or column is known by
its colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from kg.pictures.charts import Lines, Series, Tone
from kg.pictures.shapes import LINE, WIDTH, extent, number, shape, ticks, title, widest, words

_HIGH, _LOW_HIGH = 190.0, 110.0  # of the lines, of the columns
_GAP = 8.0
_PAD = 10.0
_LEGEND_GAP = 18.0
_SAMPLE = 22.0
_MOST_COLUMN = 26.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(chart: Lines) -> tuple[Element, float]:
    """The chart as a group, and its height."""
    legend, top = _legend((*chart.series, *chart.counts))
    left = _margin(chart)
    places = _places(len(chart.steps), left)
    parts = [legend]
    marks_from = top
    if chart.series:
        parts.append(_lines(chart, places, left, top))
        top += _HIGH + 2 * _PAD
    if chart.counts:
        parts.append(_columns(chart.counts, places, left, top))
        top += _LOW_HIGH + 2 * _PAD
    parts.extend(_marks(chart, places, marks_from, top - _PAD))
    parts.append(_steps(chart.steps, places, top))
    return shape("g", *parts), top + 2 * LINE


def _margin(chart: Lines) -> float:
    low, high = _range(chart)
    totals = [value for series in chart.counts for value in series.values if value is not None]
    return widest(map(number, (low, high, *totals))) + 2 * _GAP + 6


def _places(count: int, left: float) -> list[float]:
    room = (WIDTH - left - _GAP) / max(count, 1)
    return [left + (index + 0.5) * room for index in range(count)]


def _range(chart: Lines) -> tuple[float, float]:
    values = [value for series in chart.series for value in series.values if value is not None]
    low = chart.low if chart.low is not None else min((0.0, *values))
    high = chart.high if chart.high is not None else max((0.0, *values))
    return low, high if high > low else low + 1.0


def _lines(chart: Lines, places: Sequence[float], left: float, top: float) -> Element:
    low, high = _range(chart)

    def down(value: float) -> float:
        return top + _PAD + (high - min(max(value, low), high)) / (high - low) * _HIGH

    grid = _grid(ticks(low, high), down, left)
    drawn = (_line(series, index, chart.steps, places, down) for index, series in enumerate(chart.series))
    return shape("g", *grid, *drawn)


def _grid(values: Sequence[float], down: Callable[[float], float], left: float) -> Iterator[Element]:
    for value in values:
        y = down(value)
        yield shape("line", x1=left, x2=WIDTH - _GAP, y1=y, y2=y, class_="zero" if value == 0 else "grid")
        yield words(number(value), left - _GAP, y + 4, "tick", "end")


def _line(series: Series, index: int, steps: Sequence[str], places: Sequence[float], down: Callable[[float], float]) -> Element:
    points = [(x, down(value)) if value is not None else None for x, value in zip(places, series.values, strict=True)]
    paths = (shape("path", d=_path(run), class_=f"line {series.tone} n{index % 6}") for run in _runs(points) if len(run) > 1)
    dots = (
        shape(
            "circle",
            title(f"{series.name}, {step}: {number(value or 0.0)}"),
            cx=point[0],
            cy=point[1],
            r=2.6,
            class_=f"dot {series.tone} n{index % 6}",
        )
        for point, value, step in zip(points, series.values, steps, strict=True)
        if point is not None
    )
    return shape("g", *paths, *dots)


def _runs(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The stretches without a gap."""
    run: list[tuple[float, float]] = []
    for point in points:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in run)


def _columns(counts: Sequence[Series], places: Sequence[float], left: float, top: float) -> Element:
    up = [series for series in counts if series.tone is not Tone.CONFLICT]
    below = [series for series in counts if series.tone is Tone.CONFLICT]
    highest, lowest = _stacked(up, len(places)), _stacked(below, len(places))
    whole = (highest + lowest) or 1.0
    scale = _LOW_HIGH / whole
    zero = top + _PAD + highest * scale
    thick = min(_MOST_COLUMN, 0.72 * (WIDTH - left - _GAP) / max(len(places), 1))
    marks = [value for value in ticks(-lowest, highest, 4) if value == int(value)]
    grid = (
        part
        for value in marks
        for part in (
            shape(
                "line",
                x1=left,
                x2=WIDTH - _GAP,
                y1=zero - value * scale,
                y2=zero - value * scale,
                class_="zero" if value == 0 else "grid",
            ),
            words(number(abs(value)), left - _GAP, zero - value * scale + 4, "tick", "end"),
        )
    )
    columns = (*_stack(up, places, thick, zero, -scale), *_stack(below, places, thick, zero, scale))
    return shape("g", *grid, *columns)


def _stacked(counts: Sequence[Series], steps: int) -> float:
    return max((sum(series.values[step] or 0.0 for series in counts) for step in range(steps)), default=0.0)


def _stack(counts: Sequence[Series], places: Sequence[float], thick: float, zero: float, scale: float) -> Iterator[Element]:
    for step, x in enumerate(places):
        base = 0.0
        for series in counts:
            value = series.values[step] or 0.0
            if not value:
                continue
            ends = zero + base * scale, zero + (base + value) * scale
            yield shape(
                "rect", title(f"{series.name}: {number(value)}"), x=x - thick / 2, y=min(ends), width=thick, height=abs(ends[1] - ends[0]), class_=f"bar {series.tone}"
            )  # fmt: skip
            base += value


def _marks(chart: Lines, places: Sequence[float], top: float, bottom: float) -> Iterator[Element]:
    for mark in chart.marks:
        x = places[mark.step]
        right = x > WIDTH / 2
        yield shape("line", x1=x, x2=x, y1=top, y2=bottom, class_="mark")
        yield words(
            mark.label, x + (-5 if right else 5), top + 9, "mark-label", "end" if right else "start", x if right else WIDTH - x
        )


def _steps(steps: Sequence[str], places: Sequence[float], top: float) -> Element:
    """The periods beneath, as many as there is room for; a year is written once."""
    labels = [_label(step) for step in steps]
    widest_label = widest(label for label, _ in labels) + 8
    every = max(1, -(-int(widest_label * len(steps)) // int(WIDTH - 60)))
    parts, year = [], ""
    for index in range(0, len(steps), every):
        label, of_year = labels[index]
        parts.append(words(label, places[index], top + 10, "tick", "middle"))
        if of_year and of_year != year:
            parts.append(words(of_year, places[index], top + 10 + LINE - 2, "tick", "middle"))
            year = of_year
    return shape("g", *parts)


def _label(step: str) -> tuple[str, str]:
    """What is written of a period, and the year beneath it: October and 2020."""
    year, _, rest = step.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return step, ""
    return f"{int(day)} {_MONTHS[int(month) - 1]}" if day.isdigit() else _MONTHS[int(month) - 1], year


def _legend(all_series: Sequence[Series]) -> tuple[Element, float]:
    """The names of the series with a sample of each, and where the chart begins beneath them."""
    x, y = 0.0, 12.0
    parts = []
    for index, series in enumerate(all_series):
        room = _SAMPLE + extent(series.name) + _LEGEND_GAP
        if x and x + room > WIDTH:
            x, y = 0.0, y + LINE + 2
        parts.append(shape("line", x1=x, x2=x + _SAMPLE - 6, y1=y - 4, y2=y - 4, class_=f"line {series.tone} n{index % 6}"))
        parts.append(words(series.name, x + _SAMPLE, y, "legend", room=WIDTH - x - _SAMPLE))
        x += room
    return shape("g", *parts), (y + 8 if all_series else 0.0)
