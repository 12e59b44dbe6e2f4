"""Hyphens at line ends: whether the typesetter put one in (Arme-nia) or the word has it (Turkey-backed)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

MARKS = "\x02\ufffe\u00ad"  # PDFium's two marks for a hyphen at a line end, and the soft hyphen
HYPHENS = MARKS + "-\u2010\u2011"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W\d_]+)*")
_TAIL = re.compile(r"[^\W_][\w'’\u2010\u2011-]*$")
_HEAD = re.compile(r"^[^\W_][\w'’]*")
_SUSPENDED = re.compile(r"(?:and|or|nor|to)\s+[^\W\d_]+[-\u2010\u2011]")
LONGEST_WORD = 80  # characters; what runs on without a blank for longer is no word


class Hyphens:
    """Decides for one document, whose own words are the first evidence; the same text gives the same answer, always."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = Counter(_plain(word) for line in _without_broken_words(lines) for word in _WORD.findall(line))

    def keeps(self, before: str, after: str) -> bool:
        """Whether the hyphen stays between a line's text `before` it and the next line's text `after` it.

        >>> hyphens = Hyphens(["The Armenian side met the Turkey-backed forces."])
        >>> hyphens.keeps("the Arme", "nian side"), hyphens.keeps("the Turkey", "backed forces"), hyphens.keeps("Nagorno", "Karabakh")
        (False, True, True)
        """
        tail, head = _TAIL.search(before[-LONGEST_WORD:]), _HEAD.match(after[:LONGEST_WORD])
        if not tail or not head:
            return True
        left, right = tail[0], head[0]
        joined, compound = self._words[_plain(left + right)], self._words[_plain(f"{left}-{right}")]
        if joined != compound:
            return compound > joined
        return _is_name_or_number(left, right) or self._is_compound(left, right)

    def hangs(self, after: str) -> bool:
        """Whether the word before a hyphen waits for its second half, so that a space follows: "short- and long-range".

        >>> Hyphens([]).hangs("and long-range missiles"), Hyphens([]).hangs("and fell")
        (True, False)
        """
        return _SUSPENDED.match(after) is not None

    def _is_compound(self, left: str, right: str) -> bool:
        parts = _compounds()
        first, last = f"{_plain(left).rpartition('-')[2]}-", f"-{_plain(right)}"
        if first in parts or last in parts:
            return True
        if f"{first}?" in parts and self._words[last[1:]]:
            return True
        stands_alone = left[0].isupper() or (len(left) > 2 and self._words[first[:-1]] > 0 and f"!{first[:-1]}" not in parts)
        return f"{last}?" in parts and stands_alone


def _without_broken_words(lines: Iterable[str]) -> Iterator[str]:
    broken = False
    for line in lines:
        whole = _HEAD.sub("", line) if broken else line
        broken = line.endswith(tuple(HYPHENS))
        yield _without_last_word(whole[:-1]) if broken else whole


def _without_last_word(line: str) -> str:
    tail = _TAIL.search(line[-LONGEST_WORD:])
    return line[: len(line) - len(tail[0])] if tail else line


def _is_name_or_number(left: str, right: str) -> bool:
    acronym = len(left) > 1 and left.isupper()
    if acronym and len(right) > 1 and right.isupper():
        return len(left) <= 3
    return acronym or right[0].isupper() or left[-1].isdigit() or right[0].isdigit()


def _plain(word: str) -> str:
    return word.lower().replace("\u2010", "-").replace("\u2011", "-").replace("’", "'")


@cache
def _compounds() -> frozenset[str]:
    text = files("loaders").joinpath("compounds.txt").read_text(encoding="utf-8")
    return frozenset(row for row in text.splitlines() if row and not row.startswith("#"))
