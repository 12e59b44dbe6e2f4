"""The gazetteer: every known name in a text, the longest first, left to right, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.resolve.names import Token, cased_key, tokens

_GAP = re.compile(r"(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[-‐‑–/’'ʼ.]|\. ?|-\n)\Z")
_APOSTROPHES = "'’ʼ"
_RANK = {
    use: rank
    for rank, use in enumerate(("name", "metonym", "demonym_adj", "demonym_noun", "capital", "body", "place", "surname"))
}
_LONGEST_SHORT_FORM = 3  # "St.", "Jr.", "W.": a full stop after these may stand inside a name


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text: `text == document[start:end]`.

    `use` says what sort of word it is: name, metonym (Kremlin), demonym_adj (Turkish), demonym_noun (Turks), capital (Cairo:
    the place or the state), body ("Turkish foreign ministry", made by rule), place, surname (only of the few whom a surname
    alone names; several ids mean: ask `Directory.person` with the date). `place_id` is set where the words also name a place.
    """

    start: int
    end: int
    text: str
    use: str
    actor_ids: tuple[str, ...] = ()
    place_id: str | None = None


class Entry(NamedTuple):
    """What a name in the gazetteer stands for."""

    use: str
    actor_ids: tuple[str, ...]
    place_id: str | None


class Gazetteer:
    """Names and what they stand for."""

    def __init__(self, given_names: frozenset[str], titles: frozenset[str]) -> None:
        self._entries: dict[str, Entry] = {}
        self._longest: dict[str, int] = {}
        self._given = given_names
        self._titles = titles

    def add(self, name: str, use: str, actor_id: str | None = None, place_id: str | None = None) -> None:
        """Let `name` stand for an actor, a place or both; what it stood for already stays, the stronger use leads."""
        self._put(cased_key(name), Entry(use, (actor_id,) if actor_id else (), place_id))

    def add_people(self, names: Iterable[tuple[str, str]]) -> None:
        """Let full names stand for people: pairs of name and actor id."""
        for name, actor_id in names:
            self._put(cased_key(name), Entry("name", (actor_id,), None))

    def get(self, name: str) -> Entry | None:
        """What exactly this name stands for."""
        return self._entries.get(cased_key(name))

    def find(self, text: str, extend: Callable[[str, list[Token], int, int, Entry], tuple[int, str] | None]) -> tuple[Match, ...]:
        """The longest names in the text that do not overlap.

        `extend` may lengthen a name that stands for a state to a body of that state ("Turkish foreign ministry"): it gets
        the text, its tokens, the first token of the name and the first one behind it, and gives the new end and the body's id.
        """
        words = tokens(text)
        found: list[Match] = []
        here = 0
        while here < len(words):
            size, entry = self._longest_at(text, words, here)
            if entry is None or (size == 1 and self._is_somebody_else(text, words, here, entry)):
                here += 1
                continue
            longer = extend(text, words, here, here + size, entry)
            if longer is not None:
                size, entry = longer[0] - here, Entry("body", (longer[1],), None)
            start, end = words[here].start, words[here + size - 1].end
            found.append(Match(start, end, text[start:end], entry.use, entry.actor_ids, entry.place_id))
            here += size
        return tuple(found)

    def _put(self, key: str, entry: Entry) -> None:
        known = self._entries.get(key)
        if known is None:
            first = key.partition(" ")[0]
            self._longest[first] = max(self._longest.get(first, 0), key.count(" ") + 1)
            self._entries[key] = entry
        elif known != entry:
            self._entries[key] = _merge(known, entry)

    def _longest_at(self, text: str, words: list[Token], here: int) -> tuple[int, Entry | None]:
        exact = self._longest_by(text, words, here, str)
        if exact[1] is None and words[here].key.isupper() and len(words[here].key) > _LONGEST_SHORT_FORM - 1:
            return self._longest_by(text, words, here, str.title)
        return exact

    def _longest_by(self, text: str, words: list[Token], here: int, form: Callable[[str], str]) -> tuple[int, Entry | None]:
        limit = self._longest.get(form(words[here].key), 0)
        if not limit:
            return 1, None
        size = _unbroken(text, words, here, limit)
        keys = [form(word.key) for word in words[here : here + size]]
        for length in range(size, 0, -1):
            entry = self._entries.get(" ".join(keys[:length]))
            if entry is not None:
                return length, entry
        return 1, None

    def _is_somebody_else(self, text: str, words: list[Token], here: int, entry: Entry) -> bool:
        """Whether a single word is part of a longer unknown name ("Michael Jordan", "Paris Hilton", "Bilal Erdoğan")."""
        if here and text[words[here - 1].end : words[here].start] == " ":
            before = words[here - 1].key
            if before in self._given and entry.use in ("name", "capital", "place", "surname"):
                return before not in self._entries
            if entry.use == "surname" and before[:1].isupper() and not before.isupper():
                return not (before.lower() in self._titles or before in self._entries or _begins_sentence(text, words[here - 1]))
        if words[here].key in self._given and here + 1 < len(words) and text[words[here].end : words[here + 1].start] == " ":
            after = words[here + 1].key
            return after[:1].isupper() and after.lower() not in self._titles and after not in self._entries and not after.isupper()
        return False


def _merge(known: Entry, other: Entry) -> Entry:
    first, second = sorted((known, other), key=lambda entry: _RANK[entry.use])
    if _RANK[first.use] >= _RANK["capital"] and first.use != second.use and second.use == "surname":
        return first
    ids = first.actor_ids if first.use == "name" and second.use in ("capital", "surname") else (*first.actor_ids, *second.actor_ids)
    return Entry(first.use, tuple(dict.fromkeys(ids)), first.place_id or second.place_id)


def _unbroken(text: str, words: list[Token], here: int, limit: int) -> int:
    """How many of the next words can belong to one name, going by what stands between them."""
    size = 1
    while size < limit and here + size < len(words):
        before, after = words[here + size - 1], words[here + size]
        gap = text[before.end : after.start]
        if len(gap) > 4 or not _GAP.match(gap) or (gap.startswith(". ") and len(before.key) > _LONGEST_SHORT_FORM):
            break
        size += 1
    return size


def _begins_sentence(text: str, word: Token) -> bool:
    before = text[max(0, word.start - 3) : word.start].rstrip()
    return not before or before[-1] in ".!?:;”\"“‘'"


def possessive(text: str, words: list[Token], index: int) -> bool:
    """Whether the word at `index` is the s of a possessive ("Turkey's")."""
    return (
        index < len(words)
        and words[index].key == "s"
        and text[words[index - 1].end : words[index].start] in tuple(_APOSTROPHES)
    )
