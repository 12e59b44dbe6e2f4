"""Offices: the words for them, and who held which one when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from kg.errors import VocabularyError
from kg.resolve.names import fold
from kg.resolve.records import Holding

_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~%]?")
_ALWAYS = ("0000-00-00", "9999-99-99")
_JOINTS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from"})
_DEPUTIES = frozenset({"deputy", "vice", "assistant", "undersecretary"})


class Term(NamedTuple):
    """A stretch of time by its first and last possible day."""

    first: str
    last: str

    def meets(self, other: Term) -> bool:
        """Whether the two stretches share a day."""
        return self.first <= other.last and other.first <= self.last


def term(date: str | None) -> Term:
    """The days that an EDTF date or interval covers; no date covers all days.

    >>> term("2020-10"), term("2020/2021-03")
    (Term(first='2020-10-01', last='2020-10-31'), Term(first='2020-01-01', last='2021-03-31'))
    """
    if not date:
        return Term(*_ALWAYS)
    first, _, last = date.partition("/")
    return Term(_bound(first, "-01", 0, date), _bound(last or first, "-12", 1, date))


def _bound(date: str, month: str, side: int, whole: str) -> str:
    if date in ("", ".."):
        return _ALWAYS[side]
    found = _EDTF.fullmatch(date)
    if found is None:
        raise VocabularyError(f"{whole!r} is no date that can be read; write 2020, 2020-10, 2020-10-27 or an interval with /")
    day = "-31" if side else "-01"
    return found[1] + (f"-{found[2]}" if found[2] else month) + (f"-{found[3]}" if found[3] else day)


class Titles:
    """The words for offices."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._kinds = {fold(phrase): kind for kind, phrases in table["offices"].items() for phrase in phrases}
        self._deputies: dict[str, str] = table["deputies"]
        self._tenures = {fold(word): tenure for tenure, words in table["tenures"].items() for word in words}
        self._longest = max(phrase.count(" ") + 1 for phrase in self._kinds)
        self.words = frozenset(word for phrase in self._kinds for word in phrase.split()) | self._tenures.keys() | _DEPUTIES

    def office(self, words: str) -> str | None:
        """The kind of office that title words name.

        The office is that of the head of the phrase: "the prime minister's spokesman" is a spokesperson.
        """
        folded = fold(re.split(r"['’]s\s+", words)[-1]).split()
        head = next((i for i, word in enumerate(folded) if i and word in _JOINTS), len(folded))
        best: tuple[int, int, str] | None = None
        for start in range(head):
            for size in range(min(self._longest, len(folded) - start), 0, -1):
                phrase = " ".join(folded[start : start + size])
                kind = self._kinds.get(phrase) or self._kinds.get(_singular(phrase))
                if kind is not None and (best is None or size >= best[0]):
                    best = size, start, kind
                    break
        if best is None:
            return None
        is_deputy = any(word in _DEPUTIES for word in folded[: best[1]])
        return self._deputies.get(best[2], best[2]) if is_deputy else best[2]

    def tenure(self, words: str) -> str | None:
        """Whether title words say that the office is past, provisional or to come: former, acting, elect, then or None."""
        return next((self._tenures[word] for word in fold(words).split() if word in self._tenures), None)


def _singular(phrase: str) -> str:
    for plural, single in (("ies", "y"), ("men", "man"), ("women", "woman"), ("s", "")):
        if phrase.endswith(plural):
            return phrase[: -len(plural)] + single
    return phrase


class Offices:
    """Who held which office when."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self._by_office: dict[tuple[str, str], list[Holding]] = defaultdict(list)
        for holding in holdings:
            self._by_office[holding.kind, holding.of].append(holding)

    def holder(self, kind: str, of: str, date: str | None) -> str | None:
        """The id of the person who held an office at a date, or holds it as far as is known.

        Of several who fit, the last to come in: an office left open in the data ends when the next holder begins.
        """
        held = self._by_office.get((kind, of))
        if not held:
            return None
        when = term(date)
        fitting = [holding for holding in held if holding_term(holding).meets(when)]
        if not fitting:
            return None
        begun = [holding for holding in fitting if holding_term(holding).first <= when.first] or fitting
        return max(begun, key=lambda holding: (holding.start, holding.end or "9")).person


def holding_term(holding: Holding) -> Term:
    """The days on which an office was held, open at the end if no end is known."""
    first = _bound(holding.start, "-01", 0, holding.start)
    return Term(first, _bound(holding.end, "-12", 1, holding.end))

