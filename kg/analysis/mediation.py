"""Who may mediate: who is told to bring two sides together, who talks with both, who is on good terms with both.

    statements and two actors --mediators_between--> their mediators, each with the statements that make it one
    statements --mediators--> who mediates at all, and between whom

People and bodies of a state stand for the state (news agencies and groups do not), except for the two that are asked about. What
is denied or negated, called for or conditional does not count. The score of a mediator is the sum of its parts, see `Mediator`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from kg.analysis.dating import Dated
from kg.analysis.results import Cell, Result, Table
from kg.analysis.states import standing
from kg.analysis.windows import be, counted
from kg.graph import SHORT_EDGES, edge_type, is_mutual, status_of
from kg.model import Statement
from kg.pictures import Bar, Bars, Drawing, Edge, Node, Tone
from kg.stores.rows import days as days_of

DAYS = 30
"""Talks with the one and with the other side belong together when they are at most so many days apart."""
BOTH, ONE, NEARBY, TALKS = 1.0, 0.5, 0.25, 0.5  # what each statement, and each pair of talks, adds to the score
_FULL = 10.0  # the highest Goldstein score
_TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_MEDIATES, _ON_THIRD_GROUND = "045", "044"  # CAMEO
_LISTED = 1_000  # mediations of the whole graph
_SHOWN = 15

Pair = tuple[str, str]
_Span = tuple[int, int]  # the first and the last day that a date may mean


@dataclass(frozen=True, slots=True)
class Talks:
    """Talks with the one side and talks with the other, a few days apart: their dates (EDTF) and the ids of their statements."""

    with_first: str
    with_second: str
    days: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mediator:
    """Somebody between two sides, with what makes it so; all evidence is ids of statements.

    `score` is 1 for each statement of `both` (it is told to bring both sides together), 1/2 for each of `one_side` (only one of
    the two is named), 1/4 for each of `nearby` (neither is named, and both act on one another on the same page), 1/2 for each of
    `talks`, and a tenth of the lower one of its mean Goldstein scores with the two (`good_terms`, else None) where both are above
    0 and the two are not on good terms with one another. `through` are the people and bodies that act for it in these statements.
    """

    actor: str
    name: str
    score: float
    both: tuple[str, ...]
    one_side: tuple[str, ...]
    nearby: tuple[str, ...]
    talks: tuple[Talks, ...]
    good_terms: float | None
    terms_statements: tuple[str, ...]
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mediators(Result):
    """The mediators between two actors, the best first, then by id.

    `terms` is the mean Goldstein score between the two themselves, None where none is known. `vague` counts talks with either
    that have no date or one vaguer than `days` days.
    """

    first: str
    first_name: str
    second: str
    second_name: str
    days: int
    terms: float | None
    mediators: tuple[Mediator, ...]
    vague: int

    def tables(self) -> tuple[Table, ...]:
        """The mediators with the parts of their scores, and each statement with what it shows."""
        rows = tuple((one.name, one.actor, one.score, *_parts(one), one.through) for one in self.mediators)
        evidence = tuple(
            (one.name, one.actor, what, statement) for one in self.mediators for what, statement in _evidence_of(one)
        )
        return (
            Table("mediators", ("mediator", "actor_id", "score", *_PARTS, "through"), rows),
            Table("evidence", ("mediator", "actor_id", "shows", "statement"), evidence),
        )

    def picture(self) -> Bars:
        """The mediators by score, each with its parts."""
        shown = tuple(
            Bar(one.name, one.score, Tone.COOPERATION, note=_in_words(one)) for one in self.mediators[:_SHOWN] if one.score
        )
        return Bars(f"Between {self.first_name} and {self.second_name}", shown)

    def notes(self) -> tuple[str, ...]:
        """How the two stand with one another, and what was left out."""
        told = [] if self.mediators else [f"Nobody is told to stand between {self.first_name} and {self.second_name}."]
        if self.terms is not None and self.terms > 0:
            told.append("The two are on good terms with one another themselves, so that good terms with both tell nothing.")
        if self.vague:
            told.append(
                f"{counted(self.vague, 'statement')} of talks with one of them {be(self.vague)} without a date, "
                f"or with one vaguer than {self.days} days, and match no others."
            )
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Mediation:
    """A mediator between two actors (`first` before `second` by id), with names."""

    first: str
    first_name: str
    second: str
    second_name: str
    mediator: Mediator


@dataclass(frozen=True, slots=True)
class Office:
    """How much an actor mediates: the sum of its scores, between how many pairs, and the statements that tell of mediation
    between nobody named or one named side.
    """

    actor: str
    name: str
    score: float
    pairs: int
    unnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllMediators(Result):
    """Who mediates: `offices` by actor, the busiest first; `mediations` by pair, the best first; `more` are not listed."""

    offices: tuple[Office, ...]
    mediations: tuple[Mediation, ...]
    days: int
    more: int

    def tables(self) -> tuple[Table, ...]:
        """The mediators, and for whom."""
        offices = tuple((one.name, one.actor, one.score, one.pairs, one.unnamed) for one in self.offices)
        pairs: tuple[tuple[Cell, ...], ...] = tuple(
            (one.mediator.name, one.mediator.actor, one.first_name, one.first, one.second_name, one.second, one.mediator.score,
             *_parts(one.mediator), tuple(dict.fromkeys(statement for _, statement in _evidence_of(one.mediator))))
            for one in self.mediations
        )  # fmt: skip
        columns = ("mediator", "actor_id", "between", "between_id", "and", "and_id", "score", *_PARTS, "statements")
        return (
            Table("mediators", ("mediator", "actor_id", "score", "pairs", "sides not named"), offices),
            Table("pairs", columns, pairs),
        )

    def picture(self) -> Drawing:
        """The best mediators with those between whom they stand."""
        shown = self.mediations[:_SHOWN]
        names: dict[str, str] = {}
        for one in shown:
            names |= {one.first: one.first_name, one.second: one.second_name}
        between = {one.mediator.actor: one.mediator.name for one in shown}
        nodes = (
            *(Node(actor, name, group=0) for actor, name in sorted(between.items())),
            *(Node(actor, name, group=1) for actor, name in sorted(names.items()) if actor not in between),
        )
        strength: dict[Pair, float] = defaultdict(float)
        for one in shown:
            for side in (one.first, one.second):
                strength[one.mediator.actor, side] += one.mediator.score
        edges = tuple(
            Edge(*pair, weight=weight, tone=Tone.COOPERATION, directed=True) for pair, weight in sorted(strength.items())
        )
        return Drawing("Who mediates between whom", nodes, edges, ("mediators", "parties"))

    def notes(self) -> tuple[str, ...]:
        """What counts as a mediation, and how many are not listed."""
        told = [
            "Pairs are those that somebody is told to bring together, and those on bad terms of whom somebody talked with both "
            f"within {self.days} days."
        ]
        if not self.offices:
            told.insert(0, "Nobody is told to mediate.")
        if self.more:
            told.append(f"{counted(self.more, 'mediation')} with lower scores {be(self.more)} not listed.")
        return tuple(told)


def mediators_between(
    statements: Iterable[Statement], first: str, second: str, days: int = DAYS, documents: Iterable[Dated] = ()
) -> Mediators:
    """Who may mediate between two actors (ids), and which statements show it.

    Talks without a date take that of their report where `documents` has it. `days` is how far apart talks with the one and with
    the other may be, from the first day that the dates may mean to the last.
    """
    told = _Told(statements, {first, second}, days, documents)
    candidates = (told.partners(first) | told.partners(second) | set(told.brought)) - {first, second}
    found = (told.mediator(actor, first, second) for actor in candidates)
    return Mediators(
        first=first,
        first_name=told.name(first),
        second=second,
        second_name=told.name(second),
        days=days,
        terms=told.terms(first, second),
        mediators=tuple(sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.actor))),
        vague=told.vague(first, second),
    )


def mediators(statements: Iterable[Statement], days: int = DAYS, documents: Iterable[Dated] = ()) -> AllMediators:
    """Who mediates between whom in all that is told, see `mediators_between`."""
    told = _Told(statements, (), days, documents)
    found = (Mediation(a, told.name(a), b, told.name(b), told.mediator(actor, a, b)) for actor, a, b in told.triples())
    ranked = sorted(
        (one for one in found if one.mediator.both or one.mediator.talks),
        key=lambda one: (-one.mediator.score, one.mediator.actor, one.first, one.second),
    )
    return AllMediators(told.offices(ranked), tuple(ranked[:_LISTED]), days, max(0, len(ranked) - _LISTED))


@dataclass(frozen=True, slots=True)
class _Brought:
    """A statement that somebody brings the parties together."""

    statement: str
    parties: frozenset[str]
    page: tuple[str, int]


class _Told:
    """What the statements tell, people and bodies standing for their states."""

    def __init__(self, statements: Iterable[Statement], keep: Collection[str], days: int, documents: Iterable[Dated]) -> None:
        chosen = sorted((one for one in statements if status_of(one) in SHORT_EDGES), key=lambda one: one.id)
        self._days = days
        self._statements = {one.id: one for one in chosen}
        published = {one.id: one.published for one in documents}
        self._dates = {one.id: one.date or published.get(one.document) for one in chosen}
        actors = {actor.id: actor for one in chosen for actor in (*one.actors, *one.recipients)}
        self._stands = standing(((actor.id, actor.kind, actor.country) for actor in actors.values()), keep)
        self._names = {actor.id: actor.name for actor in actors.values()}
        self.brought: dict[str, list[_Brought]] = defaultdict(list)
        self._talks: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._scores: dict[Pair, dict[str, float]] = defaultdict(dict)
        self._pages: dict[Pair, set[tuple[str, int]]] = defaultdict(set)
        for one in chosen:
            self._add(one)
        self._spans = {one.id: span for one in chosen if (span := _span(self._dates[one.id])) and span[1] - span[0] <= days}

    def _add(self, one: Statement) -> None:
        page = one.document, one.page
        if _mediates(one):
            parties = frozenset(self._stands[actor.id] for actor in one.recipients)
            for actor in dict.fromkeys(self._stands[actor.id] for actor in one.actors):
                self.brought[actor].append(_Brought(one.id, parties - {actor}, page))
        for a, b in self._pairs(one):
            self._pages[a, b].add(page)
            if one.goldstein is not None:
                self._scores[a, b][one.id] = one.goldstein
            if edge_type(one) in _TALKS and not _mediates(one):
                self._talks[a][b].append(one.id)
                self._talks[b][a].append(one.id)

    def _pairs(self, one: Statement) -> Iterator[Pair]:
        """Who has to do with whom, each pair once and in order; in a mutual act everybody with everybody."""
        if edge_type(one) is None:
            return
        ends = combinations(one.actors, 2) if is_mutual(one) else product(one.actors, one.recipients)
        pairs = ((self._stands[a.id], self._stands[b.id]) for a, b in ends)
        yield from dict.fromkeys(_pair(a, b) for a, b in pairs if a != b)

    def name(self, actor: str) -> str:
        """The actor's name, else its id."""
        return self._names.get(actor, actor)

    def partners(self, actor: str) -> set[str]:
        """With whom the actor talks."""
        return set(self._talks[actor]) if actor in self._talks else set()

    def terms(self, a: str, b: str) -> float | None:
        """The mean Goldstein score of two actors; None where none is known."""
        scores = self._scores.get(_pair(a, b))
        return round(sum(scores.values()) / len(scores), 3) if scores else None

    def vague(self, first: str, second: str) -> int:
        """How many talks with either have no date that is exact enough."""
        told = {one for side in (first, second) if side in self._talks for ids in self._talks[side].values() for one in ids}
        return len(told - self._spans.keys())

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Who may stand between whom: who brings them together, and who talks with both of two that are on bad terms."""
        found: set[tuple[str, str, str]] = set()
        for actor, brought in self.brought.items():
            found.update((actor, *pair) for one in brought for pair in combinations(sorted(one.parties), 2))
        for a, b in self._scores:
            if a in self._talks and b in self._talks and (self.terms(a, b) or 0) < 0:
                found.update((actor, a, b) for actor in self._talks[a].keys() & self._talks[b].keys())
        yield from sorted(found)

    def mediator(self, actor: str, first: str, second: str) -> Mediator:
        """What makes the actor a mediator between the two; the score is 0 where nothing does."""
        both, one_side, nearby = self._brings(actor, first, second)
        talks = self._talks_with_both(actor, first, second)
        good_terms, of_terms = self._good_terms(actor, first, second)
        score = BOTH * len(both) + ONE * len(one_side) + NEARBY * len(nearby) + TALKS * len(talks) + (good_terms or 0) / _FULL
        shown = (*both, *one_side, *nearby, *(one for each in talks for one in each.statements), *of_terms)
        return Mediator(
            actor,
            self.name(actor),
            round(score, 4),
            both,
            one_side,
            nearby,
            talks,
            good_terms,
            of_terms,
            self._through(actor, shown),
        )

    def _brings(self, actor: str, first: str, second: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The statements that name both, only one, or none of the two and stand where the two act on one another."""
        two = {first, second}
        both, one_side, nearby = [], [], []
        for told in self.brought.get(actor, ()):
            if two <= told.parties:
                both.append(told.statement)
            elif told.parties and told.parties <= two:
                one_side.append(told.statement)
            elif not told.parties and told.page in self._pages.get(_pair(first, second), ()):
                nearby.append(told.statement)
        return tuple(both), tuple(one_side), tuple(nearby)

    def _talks_with_both(self, actor: str, first: str, second: str) -> tuple[Talks, ...]:
        """Days of talks with the one, each with a day of talks with the other that is near enough; no day counts twice."""
        if actor not in self._talks:
            return ()
        mine, yours = (self._by_day(self._talks[actor].get(side, ())) for side in (first, second))
        found = []
        left = sorted(yours)
        for day in sorted(mine):
            near = next((other for other in left if _apart(day, other) <= self._days), None)
            if near is not None:
                left.remove(near)
                found.append(self._pair_of_talks(mine[day], yours[near], _apart(day, near)))
        return tuple(found)

    def _by_day(self, told: Sequence[str]) -> Mapping[_Span, list[str]]:
        days: dict[_Span, list[str]] = defaultdict(list)
        for one in told:
            if one in self._spans:
                days[self._spans[one]].append(one)
        return days

    def _pair_of_talks(self, mine: Sequence[str], yours: Sequence[str], apart: int) -> Talks:
        with_first, with_second = (self._dates[one[0]] or "" for one in (mine, yours))
        return Talks(with_first, with_second, apart, tuple(dict.fromkeys((*mine, *yours))))

    def _good_terms(self, actor: str, first: str, second: str) -> tuple[float | None, tuple[str, ...]]:
        """The lower one of the actor's scores with the two, where both are above 0 and theirs is not; and the statements."""
        with_first, with_second = self.terms(actor, first), self.terms(actor, second)
        if with_first is None or with_second is None or min(with_first, with_second) <= 0 or (self.terms(first, second) or 0) > 0:
            return None, ()
        told = {one for side in (first, second) for one in self._scores[_pair(actor, side)]}
        return min(with_first, with_second), tuple(sorted(told))

    def _through(self, actor: str, shown: Iterable[str]) -> tuple[str, ...]:
        people = {
            one.name
            for statement in shown
            for one in (*self._statements[statement].actors, *self._statements[statement].recipients)
            if self._stands[one.id] == actor and one.id != actor
        }
        return tuple(sorted(people))

    def offices(self, mediations: Sequence[Mediation]) -> tuple[Office, ...]:
        """The mediators by how much they mediate."""
        scores: dict[str, list[float]] = defaultdict(list)
        for one in mediations:
            scores[one.mediator.actor].append(one.mediator.score)
        unnamed = {
            actor: tuple(one.statement for one in brought if len(one.parties) < 2) for actor, brought in self.brought.items()
        }
        actors = scores.keys() | {actor for actor, told in unnamed.items() if told}
        found = (
            Office(
                actor,
                self.name(actor),
                round(sum(scores.get(actor, ()), 0.0), 4),
                len(scores.get(actor, ())),
                unnamed.get(actor, ()),
            )
            for actor in actors
        )
        return tuple(sorted(found, key=lambda one: (-one.score, -len(one.unnamed), one.actor)))


def _mediates(one: Statement) -> bool:
    """Whether its actors bring others together; a meeting of two on third ground does not say that the host did."""
    if edge_type(one) != "CONSULT" or not one.actors:
        return False
    cameo = one.cameo or ""
    if cameo.startswith(_ON_THIRD_GROUND):
        return len(one.recipients) > 1
    return cameo.startswith(_MEDIATES) or one.mode == "third-party"


def _pair(a: str, b: str) -> Pair:
    return min(a, b), max(a, b)


def _span(edtf: str | None) -> _Span | None:
    first, last = days_of(edtf)
    try:
        return date.fromisoformat(first or "").toordinal(), date.fromisoformat(last or "").toordinal()
    except ValueError:  # open, unknown, or a day that there is not
        return None


def _apart(one: _Span, other: _Span) -> int:
    """How many days there are at most from the one to the other."""
    return max(one[1], other[1]) - min(one[0], other[0])


_PARTS = ("brings both together", "one side named", "sides not named", "talks with both", "good terms with both")


def _parts(one: Mediator) -> tuple[Cell, ...]:
    return len(one.both), len(one.one_side), len(one.nearby), len(one.talks), one.good_terms


def _evidence_of(one: Mediator) -> Iterator[tuple[str, str]]:
    """What each statement shows, and its id."""
    ids = (
        one.both,
        one.one_side,
        one.nearby,
        tuple(told for each in one.talks for told in each.statements),
        one.terms_statements,
    )
    for part, told in zip(_PARTS, ids, strict=True):
        yield from ((part, statement) for statement in told)


def _in_words(one: Mediator) -> str:
    counted = (
        (len(one.both), "told to bring both together"),
        (len(one.one_side), "with one side named"),
        (len(one.nearby), "with no side named"),
        (len(one.talks), "talks with both"),
    )
    told = [f"{count} {what}" for count, what in counted if count]
    return ", ".join((*told, *(("on good terms with both",) if one.good_terms is not None else ())))
