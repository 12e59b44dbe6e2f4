"""Build a text piece by piece and remember where in the file each character stood."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Page, Run

NOWHERE = -1  # the position of a character that is not in the file


class Weaver:
    """Collects the final text; what comes from the file makes runs, what the loader adds makes none."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def take(self, text: str, page: int, position: int) -> None:
        """Append characters that stand unbroken in the file from `position` on `page`."""
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        last = self._runs[-1] if self._runs else None
        if last and last.page == page and last.end == start and last.position + (last.end - last.start) == position:
            self._runs[-1] = Run(last.start, self.length, page, last.position)
        else:
            self._runs.append(Run(start, self.length, page, position))

    def take_each(self, chars: Iterable[tuple[str, int]], page: int) -> None:
        """Append characters that come with their positions on `page`; one at NOWHERE is the loader's own."""
        stretch: list[str] = []
        begins = follows = 0
        for char, position in chars:
            if position != follows or not stretch:
                self.take("".join(stretch), page, begins)
                stretch.clear()
                begins = position
            if position == NOWHERE:
                self.add(char)
            else:
                stretch.append(char)
                follows = position + 1
        self.take("".join(stretch), page, begins)

    def add(self, text: str) -> None:
        """Append characters of the loader's own, such as the space between two joined lines."""
        self._parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """All that was appended."""
        return "".join(self._parts)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The way back from the text to the file."""
        return tuple(self._runs)


def pages_between(starts: Iterable[tuple[int, str, int]], length: int) -> tuple[Page, ...]:
    """Pages from (number, label, start) in order: each lasts until the next begins, the last until `length`."""
    known = tuple(starts)
    ends = [start for _, _, start in known[1:]] + [length]
    return tuple(Page(number, label, start, end) for (number, label, start), end in zip(known, ends, strict=True))
