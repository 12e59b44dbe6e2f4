"""Offices: the words for them, and who held which one when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from kg.errors import UsageError
from kg.resolve.names import fold
from kg.resolve.records import Holding

_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~%]?")
_ALWAYS = ("0000-00-00", "9999-99-99")
_POSSESSIVE = re.compile(r"['’ʼ]s?\s+")
_JOINTS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from"})


class Term(NamedTuple):
    """A stretch of time by its first and last possible day."""

    first: str
    last: str

    def meets(self, other: Term) -> bool:
        """Whether the two stretches share a day."""
        return self.first <= other.last and other.first <= self.last


def term(date: str | None) -> Term:
    """The days that an EDTF date or interval covers; no date covers all days; raises UsageError for what is no date.

    >>> term("2020-10"), term("2020/2021-03")
    (Term(first='2020-10-01', last='2020-10-31'), Term(first='2020-01-01', last='2021-03-31'))
    """
    if not date:
        return Term(*_ALWAYS)
    first, _, last = date.partition("/")
    return Term(_bound(first, "-01", 0, date), _bound(last if "/" in date else first, "-12", 1, date))


def _bound(date: str, month: str, side: int, whole: str) -> str:
    if date in ("", ".."):
        return _ALWAYS[side]
    found = _EDTF.fullmatch(date)
    if found is None:
        raise UsageError(f"{whole!r} is no date; write 2020, 2020-10, 2020-10-27 or an interval with / between two dates")
    day = "-31" if side else "-01"
    return found[1] + (f"-{found[2]}" if found[2] else month) + (f"-{found[3]}" if found[3] else day)


class Titles:
    """The words for offices, from `titles.yaml`."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._kinds = {fold(phrase): kind for kind, phrases in table["offices"].items() for phrase in phrases}
        self._deputies: dict[str, str] = table["deputies"]
        self._deputy_words = frozenset(table["deputy_words"])
        self._tenures = {fold(word): tenure for tenure, words in table["tenures"].items() for word in words}
        self._longest = max(phrase.count(" ") + 1 for phrase in self._kinds)
        self._honorifics = frozenset(map(fold, table["honorifics"]))
        self.sentence_openers = frozenset(table["sentence_openers"])
        self.not_given_names = frozenset(table["not_given_names"])
        in_titles = frozenset(word for phrase in self._kinds for word in phrase.split())
        self.words = in_titles | self._tenures.keys() | self._deputy_words | self._honorifics

    def office(self, words: str) -> str | None:
        """The kind of office that title words name: that of the head of the phrase.

        "The prime minister's spokesman" is a spokesperson, and so is a "spokesman for the prime minister".
        """
        folded = fold(_POSSESSIVE.split(words.strip())[-1]).split()
        head = next((index for index, word in enumerate(folded) if index and word in _JOINTS), len(folded))
        best: tuple[int, int, str] | None = None
        for start in range(head):
            found = self._longest_title(folded[start : start + self._longest])
            if found is not None and (best is None or found[0] >= best[0]):
                best = found[0], start, found[1]
        if best is None:
            return None
        _, start, kind = best
        is_deputy = not self._deputy_words.isdisjoint(folded[:start])
        return self._deputies.get(kind, kind) if is_deputy else kind

    def tenure(self, words: str) -> str | None:
        """Whether title words say that the office is past, provisional or to come: former, then, acting, elect or None."""
        return next((self._tenures[word] for word in fold(words).split() if word in self._tenures), None)

    def is_title(self, words: str) -> bool:
        """Whether the words are a title as a whole ("opposition leader")."""
        return self._kind(fold(words)) is not None

    def split(self, name: str) -> tuple[str, str]:
        """The title words before a name, and the name ("President Erdogan")."""
        words = name.split()
        behind = 0
        while behind < len(words) - 1 and all(part in self.words for part in fold(words[behind]).split()):
            behind += 1
        return " ".join(words[:behind]), " ".join(words[behind:])

    def _longest_title(self, words: list[str]) -> tuple[int, str] | None:
        for size in range(len(words), 0, -1):
            kind = self._kind(" ".join(words[:size]))
            if kind is not None:
                return size, kind
        return None

    def _kind(self, phrase: str) -> str | None:
        return self._kinds.get(phrase) or self._kinds.get(_singular(phrase))


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
        when = term(date)
        fitting = [holding for holding in self._by_office.get((kind, of), ()) if holding_term(holding).meets(when)]
        if not fitting:
            return None
        begun = [holding for holding in fitting if date is None or holding_term(holding).first <= when.first]
        return max(begun or fitting, key=lambda holding: (holding.start, holding.end or "9")).person


def holding_term(holding: Holding) -> Term:
    """The days on which an office was held, open at the end if no end is known."""
    return Term(_bound(holding.start, "-01", 0, holding.start), _bound(holding.end, "-12", 1, holding.end))
