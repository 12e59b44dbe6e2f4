"""What a picture shows, as data: an analysis says this much, and `kg.pictures.svg` draws it.

Every chart has a `title`, which is its name for who cannot see it too. Numbers that are not known are None and leave a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour stands for; each is doubled by a dash or a hatch, so that it survives print and colour blindness."""

    PLAIN = "plain"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    STANCE = "stance"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `note` stands at its end in place of the value, `link` is the address it leads to."""

    label: str
    value: float
    tone: Tone = Tone.PLAIN
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the values to the left of zero too."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one line, one for each step."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a step, such as a change point."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Values over time: `steps` are periods in order, `series` are drawn as lines, `counts` as columns on a scale of their own.

    `low` and `high` fix the scale of the lines where it is known, such as -10 to 10.
    """

    title: str
    steps: tuple[str, ...]
    series: tuple[Series, ...] = ()
    counts: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of shades: `values[row][column]`, from `low` to `high`; where `low` is negative the two ends have two colours."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in a drawing; `weight` makes it larger, `group` (0, 1, ...) gives its shape and shade."""

    id: str
    label: str
    weight: float = 1.0
    group: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes (ids), drawn as an arrow where it is `directed`."""

    source: str
    target: str
    weight: float = 1.0
    tone: Tone = Tone.PLAIN
    directed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small graph of actors; `groups` names the groups of nodes in order."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[str, ...] = ()


Chart = Bars | Lines | Matrix | Drawing
