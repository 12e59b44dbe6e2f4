"""Stretches of time, and the graph of each: what an analysis compares where it asks how things change.

graph --windowed--> one graph for each month, quarter or year, or for each step of a rolling window
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import networkx as nx

from kg.errors import UsageError
from kg.stores.rows import days

Edge = tuple[str, str, str, dict[str, Any]]
_Months = tuple[int | None, int | None]  # the first and the last one, counted from the year 0; None for an open end

MONTH, QUARTER, YEAR = 1, 3, 12  # months that a window covers
_MOST = 400  # windows; the earlier ones of more than that are left out
_SUITS = 36  # windows that a reader can take in
_VAGUE = 0.1  # the share of the dated statements that may be too vague for a window that suits


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of whole months: its label (2020-10, 2020-Q4, 2020, or 2020-07/2020-12), its first and its last day (ISO)."""

    label: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many statements the windows take in, and which they do not.

    `months` is the length of a window and `step` from one to the next, in months. `statements` counts those of each window; one
    of long duration counts in several. `undated` counts the statements whose date is not known, `vague` those whose
    date is vaguer than a window (2020, where a window is a month), `outside` those between two windows or, where there
    would be too many windows, before the first.
    """

    months: int
    step: int
    statements: tuple[int, ...]
    undated: int
    vague: int
    outside: int

    def consecutive(self) -> Iterator[int]:
        """The places of windows that share no months, in order and up to the last one."""
        apart, count = -(-self.months // self.step), len(self.statements)
        yield from range((count - 1) % apart if count else 0, count, apart)

    def notes(self) -> tuple[str, ...]:
        """Which statements are in no window, a sentence each."""
        told = (
            (self.undated, "without a date"),
            (self.vague, f"with a date vaguer than {_length(self.months)}"),
            (self.outside, "between two windows or before the first"),
        )
        left_out = (f"{counted(count, 'statement')} {why} {be(count)} in no window." for count, why in told if count)
        empty = ("No statement has a date that fits a window.",) if not self.statements else ()
        return (*empty, *left_out)


@dataclass(frozen=True, slots=True)
class Windowed:
    """A graph in windows: the windows in order, which statements they take in, and the edges (source, target, key, data) of each."""

    whole: nx.MultiDiGraph
    windows: tuple[Window, ...]
    coverage: Coverage
    edges: tuple[tuple[Edge, ...], ...]

    def graphs(self) -> Iterator[nx.MultiDiGraph]:
        """The graph of each window, with nobody in it who is not tied there; one at a time, as windows may overlap much."""
        return (part(self.whole, edges) for edges in self.edges)


def counted(count: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "statement"), counted(1200, "statement")
    ('1 statement', '1,200 statements')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def be(count: int) -> str:
    """The verb that goes with so many."""
    return "is" if count == 1 else "are"


def have(count: int) -> str:
    """The verb of having that goes with so many."""
    return "has" if count == 1 else "have"


def windowed(graph: nx.MultiDiGraph, months: int | None = None, step: int | None = None) -> Windowed:
    """The graph in windows of so many months, a new one beginning every `step` months (each after the other where not told).

    1, 3 and 12 are calendar months, quarters and years; without `months` the shortest of these that suits the dates. A
    statement counts in each window that its EDTF date touches: an interval in all of them, an open one up to the end. Its date
    must not be vaguer than a window: a year tells nothing of a month. Raises `UsageError` for a length or a step below one month.
    """
    for number in (months, step):
        if number is not None and number < 1:
            raise UsageError(f"there is no window of {number} months: its length and its step are one month or more")
    dates = _dates(graph)
    length = months or _suiting(list(dates.values()))
    pace = step or length
    fitting = {key: span for key, date in dates.items() if (span := _months(date)) and not _is_vague(date, length)}
    starts = _starts(fitting.values(), length, pace)[-_MOST:]
    places = _places(fitting, starts, length)
    coverage = Coverage(
        months=length,
        step=pace,
        statements=_counts(places, len(starts)),
        undated=sum(_months(date) is None for date in dates.values()),
        vague=sum(_is_vague(date, length) for date in dates.values()),
        outside=sum(not touched for touched in places.values()),
    )
    return Windowed(graph, tuple(_window(start, length) for start in starts), coverage, _edges(graph, places, len(starts)))


def _dates(graph: nx.MultiDiGraph) -> dict[str, str | None]:
    """The date of each statement of the graph."""
    return {key: data.get("date") for _, _, key, data in graph.edges(keys=True, data=True)}


@lru_cache(maxsize=100_000)
def _months(date: str | None) -> _Months | None:
    """The months of a date; None where there is none."""
    first, last = days(date)
    return None if first is None and last is None else (_number(first), _number(last))


def _number(day: str | None) -> int | None:
    return int(day[:4]) * 12 + int(day[5:7]) - 1 if day else None


def _is_vague(date: str | None, length: int) -> bool:
    """Whether one date, not an interval, covers more months than a window has."""
    first, last = _months(date) or (None, None)
    return "/" not in (date or "") and first is not None and last is not None and last - first + 1 > length


def _suiting(dates: list[str | None]) -> int:
    """The shortest of month, quarter and year that gives few windows and loses few statements."""
    dated = [date for date in dates if _months(date)]
    for length in (MONTH, QUARTER):
        fitting = [span for date in dated if (span := _months(date)) and not _is_vague(date, length)]
        if len(dated) - len(fitting) <= _VAGUE * len(dated) and len(_starts(fitting, length, length)) <= _SUITS:
            return length
    return YEAR


def _starts(spans: Iterable[_Months], length: int, step: int) -> list[int]:
    """The first month of each window, from the first month told of to the last."""
    known = [month for span in spans for month in span if month is not None]
    if not known:
        return []
    first = min(known) // step * step
    return list(range(first, max(first, max(known) - length + step) + 1, step))


def _places(spans: Mapping[str, _Months], starts: list[int], length: int) -> dict[str, range]:
    """The places of the windows that each statement touches; windows begin at an equal pace."""
    if not starts:
        return {}
    origin, pace, final = starts[0], (starts[1] - starts[0] if len(starts) > 1 else length), len(starts) - 1
    found = {}
    for key, (first, last) in spans.items():
        lowest = 0 if first is None else max(0, -((origin + length - 1 - first) // pace))
        highest = final if last is None else min(final, (last - origin) // pace)
        found[key] = range(lowest, highest + 1)
    return found


def _counts(places: Mapping[str, range], windows: int) -> tuple[int, ...]:
    told = [0] * windows
    for touched in places.values():
        for place in touched:
            told[place] += 1
    return tuple(told)


def _edges(graph: nx.MultiDiGraph, places: Mapping[str, range], windows: int) -> tuple[tuple[Edge, ...], ...]:
    told: list[list[Edge]] = [[] for _ in range(windows)]
    for edge in graph.edges(keys=True, data=True):
        for place in places.get(edge[2], ()):
            told[place].append(edge)
    return tuple(map(tuple, told))


def part(graph: nx.MultiDiGraph, edges: Iterable[Edge]) -> nx.MultiDiGraph:
    """The part of the graph that has these edges (source, target, key, data) and whom they tie."""
    chosen = list(edges)
    smaller = nx.MultiDiGraph()
    smaller.add_nodes_from((actor, graph.nodes[actor]) for actor in sorted({end for edge in chosen for end in edge[:2]}))
    smaller.add_edges_from(chosen)
    return smaller


def _window(start: int, length: int) -> Window:
    first, last = _month(start), _month(start + length - 1)
    return Window(_label(start, length), days(first)[0] or first, days(last)[1] or last)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _label(start: int, length: int) -> str:
    """A month, a calendar quarter or year by its name, else from month to month."""
    if length == MONTH:
        return _month(start)
    if length == QUARTER and start % QUARTER == 0:
        return f"{start // 12:04}-Q{start % 12 // 3 + 1}"
    if length == YEAR and start % YEAR == 0:
        return f"{start // 12:04}"
    return f"{_month(start)}/{_month(start + length - 1)}"


def _length(months: int) -> str:
    return {MONTH: "a month", QUARTER: "a quarter", YEAR: "a year"}.get(months, f"{months} months")
