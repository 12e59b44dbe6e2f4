"""Horizontal bars, the value written at the end of each."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from kg.pictures.charts import Bar, Bars
from kg.pictures.shapes import WIDTH, fit, linked, number, shape, title, widest, words

_ROW, _THICK = 24.0, 14.0
_MOST_LABEL = 250.0
_GAP = 10.0
_LEAST_BARS = 0.35  # the share of the room beside the labels that is the bars' own, however long the notes are


def draw(chart: Bars) -> tuple[Element, float]:
    """The chart as a group, and its height."""
    left = min(_MOST_LABEL, widest(bar.label for bar in chart.bars)) + _GAP
    low = min(0.0, *(bar.value for bar in chart.bars), 0.0)
    high = max(0.0, *(bar.value for bar in chart.bars), 0.0)
    before = _room(bar for bar in chart.bars if bar.value < 0)
    after = _room(bar for bar in chart.bars if bar.value >= 0)
    share = min(1.0, (1 - _LEAST_BARS) * (WIDTH - left) / ((before + after) or 1.0))  # too long notes are cut
    before, after = before * share, after * share
    scale = (WIDTH - left - before - after) / ((high - low) or 1.0)
    zero = left + before - low * scale
    rows = [
        _row(bar, index * _ROW, left, zero, scale, (after if bar.value >= 0 else before) - _GAP)
        for index, bar in enumerate(chart.bars)
    ]
    height = len(rows) * _ROW
    axis = shape("line", x1=zero, x2=zero, y1=0.0, y2=height, class_="axis")
    return shape("g", *rows, axis), height


def _room(bars: Iterable[Bar]) -> float:
    """What the notes of these bars take; nothing where there are none."""
    widths = widest(map(_note, bars))
    return widths + _GAP if widths else 0.0


def _row(bar: Bar, top: float, left: float, zero: float, scale: float, room: float) -> Element:
    length = bar.value * scale
    middle = top + _ROW / 2
    at = zero + min(length, 0.0)
    outside = zero + length + (_GAP / 2 if length >= 0 else -_GAP / 2)
    return linked(
        bar.link,
        title(f"{fit(bar.label)}: {_note(bar)}"),
        words(bar.label, left - _GAP, middle + 4, "label", "end", left - _GAP),
        shape("rect", x=at, y=middle - _THICK / 2, width=max(abs(length), 0.5), height=_THICK, rx=1.5, class_=f"bar {bar.tone}"),
        words(_note(bar), outside, middle + 4, "value", "start" if length >= 0 else "end", room),
    )


def _note(bar: Bar) -> str:
    return bar.note or number(bar.value)
