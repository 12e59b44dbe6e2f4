"""The passages that statements rest on: cut from a document once, however many statements share them.

Offsets leave here in UTF-16 units, which is what scripts in a page count in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Document, Statement

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")  # beyond the basic plane a character takes two UTF-16 units

CONTEXT = 220  # characters shown on either side of the evidence


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document; `text == document.text[start:end]`."""

    start: int
    end: int
    text: str
    _doubled: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        doubled = () if self.text.isascii() else tuple(found.start() for found in _TWO_UNITS.finditer(self.text))
        object.__setattr__(self, "_doubled", doubled)

    def units(self, offset: int) -> int:
        """How many UTF-16 units stand between the passage's start and the document's offset, or the passage's end if that is nearer."""
        characters = min(max(0, offset - self.start), len(self.text))
        return characters + bisect_left(self._doubled, characters)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement's words stand: the index of a passage, and the ranges of quote and trigger in it, in UTF-16 units."""

    passage: int
    start: int
    end: int
    trigger_start: int
    trigger_end: int


def evidence(document: Document | None, statements: Sequence[Statement]) -> tuple[tuple[Passage, ...], tuple[Evidence, ...]]:
    """The passages around the statements' quotes, in the order of the text, and where in them each statement stands.

    Passages that touch are joined. Without the document, as with coded events, a statement's own quote is its passage.
    """
    if document is None or not document.text:
        alone = tuple(Passage(told.start, told.start + len(told.quote), told.quote) for told in statements)
        return alone, tuple(_within(told, index, alone[index]) for index, told in enumerate(statements))
    cut = _passages(document.text, statements)
    starts = [passage.start for passage in cut]
    found = (bisect_right(starts, told.start) - 1 for told in statements)
    return cut, tuple(_within(told, index, cut[index]) for told, index in zip(statements, found, strict=True))


def _within(told: Statement, index: int, passage: Passage) -> Evidence:
    return Evidence(index, *(passage.units(place) for place in (told.start, told.end, told.trigger_start, told.trigger_end)))


def _passages(text: str, statements: Sequence[Statement]) -> tuple[Passage, ...]:
    windows: list[tuple[int, int]] = []
    for start, end in sorted(_window(text, told.start, told.end) for told in statements):
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return tuple(Passage(start, end, text[start:end]) for start, end in windows)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The quote with its context, cut between words."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last
