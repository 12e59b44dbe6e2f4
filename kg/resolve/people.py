"""People: who is meant by a full name or by a surname in its context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.model import Actor, ActorKind, Office, Profile
from kg.resolve.names import cased_key, fold, skeleton, skeletons
from kg.resolve.offices import holding_term, term
from kg.resolve.records import AliasRow, Holding

_TOP_OFFICES = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "supreme_leader", "head"}
)
_SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "PRK", "KOR", "VNM", "KHM", "HUN"})
_SEVERAL = 3


class _Context(NamedTuple):
    """What a text tells beside the name."""

    date: str | None
    iso3: str | None
    office_kind: str | None


class People:
    """The people of the office tables, each one actor across all offices held."""

    def __init__(self, holdings: Iterable[Holding], aliases: Iterable[AliasRow]) -> None:
        self._holdings: dict[str, list[Holding]] = defaultdict(list)
        for holding in holdings:
            self._holdings[holding.person].append(holding)
        self._aliases = {row.id: row for row in aliases}

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self._holdings or actor_id in self._aliases

    def actor(self, actor_id: str) -> Actor:
        """The person of an id."""
        return Actor(actor_id, self.name(actor_id), ActorKind.PERSON, self.country(actor_id))

    def profile(self, actor_id: str) -> Profile:
        """All that the tables tell of a person."""
        held = sorted(self._holdings.get(actor_id, ()), key=lambda h: h.start)
        offices = tuple(
            Office(actor_id, h.office, h.of if len(h.of) == 3 else None, h.kind, h.start or None, h.end or None) for h in held
        )
        name = self.name(actor_id)
        others = tuple(dict.fromkeys(other for other in self.names(actor_id) if other != name))
        return Profile(self.actor(actor_id), others, actor_id[3:] if actor_id.startswith("wd:") else None, offices)

    def name(self, actor_id: str) -> str:
        """The usual English name."""
        row = self._aliases.get(actor_id)
        return row.name if row is not None and row.name else self._holdings[actor_id][0].name

    def country(self, actor_id: str) -> str | None:
        """The state that a person has served most, ISO3."""
        row = self._aliases.get(actor_id)
        if row is not None and row.country:
            return row.country
        served = Counter(holding.of for holding in self._holdings.get(actor_id, ()) if len(holding.of) == 3)
        return served.most_common(1)[0][0] if served else None

    def names(self, actor_id: str) -> Iterator[str]:
        """Every name of a person, the usual one first."""
        yield self.name(actor_id)
        yield from (holding.name for holding in self._holdings.get(actor_id, ()))
        row = self._aliases.get(actor_id)
        if row is not None:
            yield from row.aliases

    def all_names(self) -> Iterator[tuple[str, str]]:
        """Every full name with the id of whom it names; names of a single word are left out unless our own table gives them."""
        for actor_id, held in self._holdings.items():
            for name in dict.fromkeys(holding.name for holding in held):
                if " " in name:
                    yield name, actor_id
        for row in self._aliases.values():
            for name in (row.name, *row.aliases):
                yield name, row.id

    def surnames(self) -> Iterator[tuple[str, str]]:
        """The surnames that alone name a person, with the id."""
        for row in self._aliases.values():
            for surname in row.surnames:
                yield surname, row.id

    def name_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first names that several people of the tables bear, and all last names, as gazetteer keys."""
        names = [cased_key(held[0].name).split() for held in self._holdings.values()]
        firsts = Counter(words[0] for words in names if len(words) > 1)
        given = frozenset(name for name, count in firsts.items() if count >= _SEVERAL and len(name) > 1)
        return given, frozenset(words[-1] for words in names if len(words) > 1)

    def renown(self, actor_id: str) -> tuple[bool, int]:
        """How well known a person may be, for sorting: whether our own table lists the spellings, and the number of offices."""
        return actor_id in self._aliases, len(self._holdings.get(actor_id, ()))

    def find(self, name: str, date: str | None, iso3: str | None, office_kind: str | None) -> str | None:
        """The id of the one person who fits name and context, or None."""
        words = skeletons(name)
        if not words:
            return None
        bearers = self._bearers(words)
        if len(words) > 1:
            return self._of_full_name(name, bearers, _Context(date, iso3, office_kind))
        return self._of_surname(name, bearers, _Context(date, iso3, office_kind))

    def _of_full_name(self, name: str, bearers: Sequence[str], context: _Context) -> str | None:
        exact = [bearer for bearer in bearers if any(fold(other) == fold(name) for other in self.names(bearer))]
        left = exact or list(bearers)
        for narrower in (
            _Context(None, context.iso3, None),
            context,
            _Context(context.date, context.iso3, None),
            _Context(context.date, None, None),
        ):
            kept = [bearer for bearer in left if self._fits(bearer, narrower)]
            left = kept or left
        return left[0] if len(left) == 1 else None

    def _of_surname(self, name: str, bearers: Sequence[str], context: _Context) -> str | None:
        famous = self._famous.get(fold(name), ())
        left = [bearer for bearer in dict.fromkeys((*famous, *bearers)) if self._serves(bearer, context.iso3)]
        if context.office_kind is not None:
            held = [bearer for bearer in left if self._had_begun(bearer, context)]
            if held or context.office_kind in _TOP_OFFICES:
                return self._latest(held, context)
        renowned = [bearer for bearer in left if bearer in famous]
        if renowned:
            return self._latest(renowned, _Context(context.date, None, None))
        return self._of_rare_surname(left, context)

    def _of_rare_surname(self, bearers: list[str], context: _Context) -> str | None:
        """The only one in a top office, or the only one in any office of the state; without a context only a top figure."""
        on_top = [b for b in bearers if any(self._fits(b, _Context(context.date, context.iso3, kind)) for kind in _TOP_OFFICES)]
        if context.date is None and context.iso3 is None:
            return bearers[0] if len(bearers) == 1 and on_top else None
        if len(on_top) == 1:
            return on_top[0]
        in_office = [bearer for bearer in bearers if self._fits(bearer, _Context(context.date, context.iso3, None))]
        known = in_office or bearers
        return known[0] if context.iso3 is not None and len(known) == 1 else None

    def _latest(self, bearers: Sequence[str], context: _Context) -> str | None:
        """The one in office at the date, else the one who last left it before."""
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        now = [bearer for bearer in bearers if self._fits(bearer, _Context(context.date, None, context.office_kind))]
        if len(now) == 1:
            return now[0]
        if context.date is None or now:
            return None
        day = term(context.date).first
        left_at = {bearer: self._left_before(bearer, context.office_kind, day) for bearer in bearers}
        newest = max(left_at.values())
        last_out = [bearer for bearer, last in left_at.items() if last and last == newest]
        return last_out[0] if len(last_out) == 1 else None

    def _left_before(self, bearer: str, office_kind: str | None, day: str) -> str:
        ends = (holding_term(holding).last for holding in self._of_kind(bearer, office_kind))
        return max((end for end in ends if end < day), default="")

    def _had_begun(self, bearer: str, context: _Context) -> bool:
        """Whether the person held the office at the date or before, a year of grace for those elected."""
        held = [h for h in self._of_kind(bearer, context.office_kind) if context.iso3 in (None, h.of)]
        if context.date is None:
            return bool(held)
        year = int(term(context.date).last[:4])
        return any(int(holding.start[:4]) <= year + 1 for holding in held)

    def _fits(self, bearer: str, context: _Context) -> bool:
        when = term(context.date)
        if context.date is None and context.office_kind is None:
            return self._serves(bearer, context.iso3)
        return any(
            context.iso3 in (None, holding.of) and holding_term(holding).meets(when)
            for holding in self._of_kind(bearer, context.office_kind)
        )

    def _serves(self, bearer: str, iso3: str | None) -> bool:
        if iso3 is None:
            return True
        return self.country(bearer) == iso3 or any(holding.of == iso3 for holding in self._holdings.get(bearer, ()))

    def _of_kind(self, bearer: str, office_kind: str | None) -> list[Holding]:
        return [h for h in self._holdings.get(bearer, ()) if office_kind is None or h.kind == office_kind]

    def _bearers(self, words: tuple[str, ...]) -> list[str]:
        """Those of whom some name holds the words in order, or whose whole name is within them."""
        candidates = dict.fromkeys(self._by_word.get(words[-1], ()))
        if len(words) > 1:
            candidates.update(dict.fromkeys(self._by_word.get(words[0], ())))
        return [bearer for bearer in candidates if any(_agree(words, skeletons(name)) for name in self.names(bearer))]

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Surnames (and for hyphenated and surname-first names each end) to those who bear them, transliterations levelled."""
        index: dict[str, list[str]] = defaultdict(list)
        for actor_id in dict.fromkeys((*self._holdings, *self._aliases)):
            country = self.country(actor_id)
            for word in {key for name in self.names(actor_id) for key in _surname_words(name, country)}:
                index[word].append(actor_id)
        return index

    @cached_property
    def _famous(self) -> dict[str, tuple[str, ...]]:
        famous: dict[str, tuple[str, ...]] = {}
        for surname, actor_id in self.surnames():
            famous[fold(surname)] = (*famous.get(fold(surname), ()), actor_id)
        return famous


def _surname_words(name: str, country: str | None) -> Iterator[str]:
    words = skeletons(name)
    if words:
        yield words[-1]
        if country in _SURNAME_FIRST:
            yield words[0]
        if len(words) > 3:
            yield words[-2]
        hyphened = name.rpartition(" ")[2]
        if "-" in hyphened:
            yield from (skeleton(part) for part in fold(hyphened).split())


def _agree(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether the words, initials aside, stand in the name in this order, or the whole name of two words or more in them."""
    if len(words) > 1:
        shorter = tuple(word for word in words if len(word) > 1) or words
        return _within(shorter, name) or (len(name) > 1 and _within(tuple(w for w in name if len(w) > 1), words))
    return words[0] in name


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    rest = iter(whole)
    return bool(part) and all(word in rest for word in part)
