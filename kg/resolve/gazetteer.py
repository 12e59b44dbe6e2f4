"""The gazetteer: every known name in a text, the longest first, left to right, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kg.resolve.names import Token, cased_key, tokens

_GAP = re.compile(r"(?:['’ʼ]?[ \t\u00a0]*\n?[ \t\u00a0]*|[-‐‑–/’'ʼ.]|\. ?|-\n)\Z")
_LONGEST_GAP = 4
_APOSTROPHES = ("'", "’", "ʼ")
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
    alone names). Several `actor_ids` mean that the words alone do not tell: ask `Directory.person` with the date and state.
    `place_id` is set where the words also name a place.
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


class Hit(NamedTuple):
    """An entry that stands in a text, and the number of words it takes there."""

    size: int
    entry: Entry


class Words(NamedTuple):
    """A text with its words."""

    text: str
    tokens: list[Token]

    def gap(self, index: int) -> str:
        """What stands between a word and the one before."""
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def spaced(self, first: int, behind: int) -> bool:
        """Whether the words from `first` on follow each other with nothing but blanks between them."""
        return behind <= len(self.tokens) and all(self.gap(index).isspace() for index in range(first + 1, behind))

    def possessive(self, index: int) -> bool:
        """Whether the word at `index` is the s of a possessive ("Turkey's")."""
        return 0 < index < len(self.tokens) and self.tokens[index].key == "s" and self.gap(index) in _APOSTROPHES


class Extender(Protocol):
    """What makes longer names out of a known one and the words around it."""

    @property
    def openings(self) -> frozenset[str]:
        """The words, without capitals, that begin a name that `before` can make."""

    def after(self, words: Words, first: int, hit: Hit) -> Hit | None:
        """The longer name that begins with the hit at `first`, if any."""

    def before(self, words: Words, first: int) -> Hit | None:
        """The longer name that begins at `first`, where no known name begins, if any."""


class Gazetteer:
    """Names and what they stand for.

    `given` and `surnames` are words of people's names, `titles` words that may stand before a name; they tell a state or a
    known surname from a namesake ("Michael Jordan"); `openers` are words that may open a sentence right before a surname.
    """

    def __init__(self, given: frozenset[str], surnames: frozenset[str], titles: frozenset[str], openers: frozenset[str]) -> None:
        self._entries: dict[str, Entry] = {}
        self._longest: dict[str, int] = {}
        self._openings: set[str] = set()
        self._given = given
        self._surnames = surnames
        self._titles = titles
        self._openers = openers

    def add(self, name: str, use: str, actor_id: str | None = None, place_id: str | None = None) -> None:
        """Let `name` stand for an actor, a place or both; what it stood for already stays, the stronger use leads."""
        key = cased_key(name)
        entry = Entry(use, (actor_id,) if actor_id else (), place_id)
        known = self._entries.get(key)
        if known is None:
            first, _, rest = key.partition(" ")
            self._longest[first] = max(self._longest.get(first, 0), key.count(" ") + 1)
            if rest:
                self._openings.add(f"{first} {rest.partition(' ')[0]}")
            self._entries[key] = entry
        elif known != entry:
            self._entries[key] = _merge(known, entry)

    def get(self, name: str) -> Entry | None:
        """What exactly this name stands for."""
        return self._entries.get(cased_key(name))

    def find(self, text: str, extender: Extender) -> tuple[Match, ...]:
        """The longest names in the text that do not overlap, those made longer by `extender` among them."""
        words = Words(text, tokens(text))
        found: list[Match] = []
        here = 0
        while here < len(words.tokens):
            key = words.tokens[here].key
            if key not in self._longest and key.lower() not in extender.openings and not key.isupper():
                here += 1
                continue
            hit = self.at(words, here)
            if hit is not None and hit.size == 1 and self._is_somebody_else(words, here, hit.entry):
                hit = None
            longer = extender.before(words, here) if hit is None else extender.after(words, here, hit)
            hit = longer or hit
            if hit is None:
                here += 1
                continue
            start, end = words.tokens[here].start, words.tokens[here + hit.size - 1].end
            found.append(Match(start, end, text[start:end], *hit.entry))
            here += hit.size
        return tuple(found)

    def at(self, words: Words, here: int) -> Hit | None:
        """The longest name that begins with a word; one in capitals throughout is taken for the name in usual writing."""
        key = words.tokens[here].key
        hit = self._longest_at(words, here, str)
        if hit is None and len(key) >= _LONGEST_SHORT_FORM and key.isupper():
            return self._longest_at(words, here, str.title)
        return hit

    def _longest_at(self, words: Words, here: int, form: Callable[[str], str]) -> Hit | None:
        first = form(words.tokens[here].key)
        limit = self._longest.get(first, 0)
        if limit > 1 and here + 1 < len(words.tokens) and f"{first} {form(words.tokens[here + 1].key)}" in self._openings:
            size = _unbroken(words, here, limit)
            keys = [form(word.key) for word in words.tokens[here : here + size]]
            for length in range(size, 1, -1):
                entry = self._entries.get(" ".join(keys[:length]))
                if entry is not None:
                    return Hit(length, entry)
        alone = self._entries.get(first) if limit else None
        return Hit(1, alone) if alone is not None else None

    def _is_somebody_else(self, words: Words, here: int, entry: Entry) -> bool:
        """Whether a single word is part of a longer unknown name ("Michael Jordan", "Paris Hilton", "Bilal Erdoğan")."""
        key = words.tokens[here].key
        before = words.tokens[here - 1].key if here and words.gap(here) == " " else ""
        after = words.tokens[here + 1].key if here + 1 < len(words.tokens) and words.gap(here + 1) == " " else ""
        if entry.use == "surname":
            return self._is_unknown_name(before) and before.lower() not in self._openers
        is_also_personal = key in self._given or key in self._surnames
        if is_also_personal and before in self._given and before not in self._entries:
            return True
        return key in self._given and after in self._surnames and self._is_unknown_name(after)

    def _is_unknown_name(self, word: str) -> bool:
        return word[:1].isupper() and word.lower() not in self._titles and word not in self._entries and not word.isupper()


def _merge(known: Entry, other: Entry) -> Entry:
    """One entry of two for the same words: a person's surname gives way to a place, a state to no one."""
    first, second = sorted((known, other), key=lambda entry: _RANK[entry.use])
    if second.use == "surname" and first.use != "surname":
        return first
    ids = first.actor_ids if (first.use, second.use) == ("name", "capital") else (*first.actor_ids, *second.actor_ids)
    return Entry(first.use, tuple(dict.fromkeys(ids)), first.place_id or second.place_id)


def _unbroken(words: Words, here: int, limit: int) -> int:
    """How many of the next words can belong to one name, going by what stands between them."""
    size = 1
    while size < limit and here + size < len(words.tokens):
        gap = words.gap(here + size)
        stop_in_name = len(words.tokens[here + size - 1].key) <= _LONGEST_SHORT_FORM
        if len(gap) > _LONGEST_GAP or not _GAP.match(gap) or (gap == ". " and not stop_in_name):
            break
        size += 1
    return size
