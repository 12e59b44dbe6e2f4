"""Finds the stretches between quotation marks, typographic, straight, double and single, and tells them from apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSING_OF = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'", "``": "''", "”": "”"}
_MARK = re.compile(r"``|''|[“”„«»‹›‘’\"']")
_SINGLE = frozenset("‘’'")
_ELIDED = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|n|bout|round)\b", re.IGNORECASE)
_AND = re.compile(r"['’‘]n['’]")  # "rock 'n' roll"
_INNER = 1500  # characters within which a single mark must be closed: what is left open is an apostrophe


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: [start, end) without the marks, [first, last) with them; `closed` if the second mark is there."""

    start: int
    end: int
    first: int
    last: int
    closed: bool = True


def marked(text: str) -> tuple[Marked, ...]:
    """The outermost stretches between quotation marks of a paragraph, in order; a double mark left open runs to its end.

    >>> [(m.start, m.end) for m in marked("He said 'it's over' and left.")]
    [(9, 18)]
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Marked]:
    at = 0
    while opening := _opening(text, at):
        mark = opening.group()
        closing = _closing(text, opening.end(), mark)
        if closing is not None:
            yield Marked(opening.end(), closing.start(), opening.start(), closing.end())
            at = closing.end()
        elif mark in _SINGLE:
            at = opening.end()
        else:
            yield Marked(opening.end(), len(text), opening.start(), len(text), closed=False)
            return


def _opening(text: str, at: int) -> re.Match[str] | None:
    for mark in _MARK.finditer(text, at):
        if mark.group() in _CLOSING_OF and _opens(text, mark):
            return mark
    return None


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark stands where an opening one does: before a word, behind a blank, a bracket or a dash."""
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if not behind or behind.isspace():
        return False
    if mark.group() in _SINGLE and _ELIDED.match(text, mark.start()):
        return False
    return mark.group() in "“„«" or not before or before.isspace() or before in "([{—–-:,/“\"‘'"


def _closing(text: str, at: int, opening: str) -> re.Match[str] | None:
    """The mark that closes; a single one behind a plural's s ("the players' union") only where no better one follows."""
    doubtful = None
    limit = min(len(text), at + _INNER) if opening in _SINGLE else len(text)
    for mark in _MARK.finditer(text, at, limit):
        if mark.group() not in _CLOSING_OF[opening]:
            continue
        if opening not in _SINGLE:
            if opening != '"' or not text[mark.end() : mark.end() + 1].isalnum() or text[mark.start() - 1].isalnum():
                return mark
            continue
        behind = text[mark.end() : mark.end() + 1]
        if behind.isalnum() or text[mark.start() - 1].isspace() or _AND.match(text, max(0, mark.start() - 2)):
            continue
        if text[mark.start() - 1] != "s" or re.match(r"\W*$|[.,;:!?]", text[mark.end() :]):
            return mark
        doubtful = doubtful or mark
    return doubtful
