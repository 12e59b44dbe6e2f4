"""Which sources report whom favourably: what each source tells of an actor, beside what all others tell of it.

    statements, documents --favour--> for each source and actor a mean between -1 and 1, its interval, and the mean of all other sources

Sources are the document's publisher, the outermost of those who vouch, and every news agency among these. What is told of an actor is
a side taken toward it (1 support or praise, 0 neutral, -1 opposition or condemnation), else an act of its own or upon it (its Goldstein
score, divided by 10): who is told to help and to be helped stands well, who is told to harm and to be harmed does not. Only what is
told as so counts; what is denied, negated, called for or conditional does not. An interval holds the mean in 95 of 100 samples: it is
an expanded percentile interval of 999 bootstrap samples with a fixed seed (see `kg.analysis.proportions.bootstrap`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.analysis.projections import SIDES
from kg.analysis.proportions import bootstrap
from kg.analysis.results import Result, Table
from kg.analysis.sources import Named, Published, named, publisher_of, publishers
from kg.graph import SHORT_EDGES, status_of
from kg.model import Actor, ActorKind, Statement
from kg.pictures import Matrix

LEAST = 3
_MOST_CELLS = 5_000
_ROWS, _COLUMNS = 14, 12  # of the picture


class Part(StrEnum):
    """What part a source has in a statement."""

    PUBLISHER = "publisher"
    SPEAKER = "outermost speaker"
    NEWS = "news agency"


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one source tells of one actor.

    `mean` is of all `told`, from -1 to 1, with `low` and `high` as its interval, None where all values are the same. `acts`, `received` and
    `stances` are the means of its acts, of what is done to it and of the sides taken toward it, None where nothing is told. `others` is the
    mean of what all other sources tell of the actor in `others_told` statements, `difference` how much better this source tells it;
    `differs` says whether their mean is outside of the interval, and rests on enough statements too. `itself` says that the source tells
    of itself. `statements` are ids.
    """

    source: str
    source_name: str
    part: Part
    actor: str
    actor_name: str
    told: int
    mean: float
    low: float | None
    high: float | None
    acts: float | None
    received: float | None
    stances: float | None
    others: float | None
    others_told: int
    difference: float | None
    differs: bool
    itself: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Favour(Result):
    """The portraits that rest on `least` statements or more, those that differ most from the others' first.

    `considered` counts the statements that tell something of an actor, `seldom` the portraits left out as told too seldom, `unlisted` those
    that are beyond the greatest number listed.
    """

    portraits: tuple[Portrait, ...]
    considered: int
    seldom: int
    unlisted: int
    least: int
    nameless: int

    def tables(self) -> tuple[Table, ...]:
        """The portraits."""
        columns = (
            "source", "part", "actor", "told", "mean", "low", "high", "acts", "received", "stances", "others", "others_told",
            "difference", "differs", "itself", "statement_ids", "source_id", "actor_id",
        )  # fmt: skip
        rows = tuple(
            (
                p.source_name, p.part, p.actor_name, p.told, p.mean, p.low, p.high, p.acts, p.received, p.stances, p.others,
                p.others_told, p.difference, p.differs, p.itself, p.statements, p.source, p.actor,
            )
            for p in self.portraits
        )  # fmt: skip
        return (Table("who reports whom favourably", columns, rows),)

    def picture(self) -> Matrix:
        """The means of the sources and actors that are told of most."""
        sources = _most((p.source, p.told) for p in self.portraits)[:_ROWS]
        actors = _most((p.actor, p.told) for p in self.portraits if p.source in sources)[:_COLUMNS]
        known = {(p.source, p.actor): p.mean for p in self.portraits}
        names = {p.actor: p.actor_name for p in self.portraits}
        labels = self._labels(sources)
        return Matrix(
            title="How favourably sources tell of actors (-1 to 1)",
            rows=tuple(labels[source] for source in sources),
            columns=tuple(names[actor] for actor in actors),
            values=tuple(tuple(known.get((source, actor)) for actor in actors) for source in sources),
            low=-1.0,
            high=1.0,
        )

    def _labels(self, sources: Sequence[str]) -> dict[str, str]:
        """The names of sources; who publishes and is quoted under one name is told apart by the part."""
        found = {p.source: (p.source_name, p.part) for p in self.portraits}
        times = Counter(found[source][0] for source in sources)
        return {source: found[source][0] if times[found[source][0]] == 1 else ", ".join(found[source]) for source in sources}

    def notes(self) -> tuple[str, ...]:
        """What was left out, and how the figures are to be read."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        if not self.considered:
            yield "No statement tells with a score or a stance what somebody did, suffered or met with."
            return
        if not self.portraits:
            yield f"No source tells of the same actor in {self.least} statements or more."
        if self.seldom:
            yield f"{self.seldom} pairs of source and actor with fewer than {self.least} statements are left out."
        if self.unlisted:
            yield f"{self.unlisted} more pairs are not listed; these are the ones told most seldom."
        if self.nameless:
            yield f"The publisher of {self.nameless} statements is not known: their documents stand as sources of their own."
        if self.portraits:
            yield "Intervals are of 999 bootstrap samples; they take statements as independent, and reports that repeat each other are not."


def favour(statements: Iterable[Statement], documents: Iterable[Published] = (), *, least: int = LEAST) -> Favour:
    """What each source tells of each actor in `least` statements or more; `documents` name the publishers."""
    known = publishers(documents)
    considered = _considered(statements)
    told_by = _tellings(considered, known)
    often = [telling for telling in told_by if len(telling.seen) >= least]
    often.sort(key=lambda telling: (-len(telling.seen), telling.source[0], telling.actor.id))
    totals = _totals(considered)
    portraits = [_portrait(telling, *totals[telling.actor.id], least) for telling in often[:_MOST_CELLS]]
    portraits.sort(key=lambda p: (not p.differs, -abs(p.difference or 0.0), p.source, p.actor))
    return Favour(
        portraits=tuple(portraits),
        considered=len(considered),
        seldom=len(told_by) - len(often),
        unlisted=len(often) - len(portraits),
        least=least,
        nameless=sum(told.document not in known for told, _ in considered),
    )


class _Role(StrEnum):
    """What an actor is in a statement."""

    ACTS = "acts"
    RECEIVES = "receives"
    MET = "met with a stance"


@dataclass(frozen=True, slots=True)
class _Seen:
    """How an actor stands in a statement, from -1 to 1."""

    role: _Role
    value: float


@dataclass(slots=True)
class _Telling:
    """What one source tells of one actor, by statement (id)."""

    source: Named
    part: Part
    actor: Actor
    seen: dict[str, _Seen] = field(default_factory=dict)


_Considered = Sequence[tuple[Statement, tuple[tuple[Actor, _Seen], ...]]]


def _considered(statements: Iterable[Statement]) -> _Considered:
    """The statements that tell something of somebody, by id, each with whom it shows how."""
    real = {told.id: told for told in statements if status_of(told) in SHORT_EDGES}
    shown = ((real[identifier], tuple(_seen(real[identifier]))) for identifier in sorted(real))
    return [(told, seen) for told, seen in shown if seen]


def _tellings(considered: _Considered, known: Mapping[str, Named]) -> list[_Telling]:
    """What each source tells of each actor."""
    told_by: dict[tuple[str, str], _Telling] = {}
    for told, shown in considered:
        for source, part in _sources(told, known).items():
            for actor, seen in shown:
                telling = told_by.setdefault((source[0], actor.id), _Telling(source, part, actor))
                telling.seen[told.id] = seen
    return list(told_by.values())


def _totals(considered: _Considered) -> dict[str, tuple[int, float]]:
    """How many statements tell of each actor, and their sum."""
    values: dict[str, list[float]] = defaultdict(list)
    for _, shown in considered:
        for actor, seen in shown:
            values[actor.id].append(seen.value)
    return {actor: (len(told), sum(told)) for actor, told in values.items()}


def _sources(told: Statement, known: Mapping[str, Named]) -> dict[Named, Part]:
    """Those who tell a statement, each once, with the part in which it is foremost."""
    sources = {named(actor): Part.NEWS for actor in told.speakers if actor.kind is ActorKind.NEWS}
    if told.speakers:
        sources.setdefault(named(told.speakers[0]), Part.SPEAKER)
    return {publisher_of(told, known): Part.PUBLISHER} | sources


def _seen(told: Statement) -> Iterator[tuple[Actor, _Seen]]:
    """How each actor stands in a statement: whom a side is taken toward by that, who acts or is acted upon by the score."""
    shown: dict[str, tuple[Actor, _Seen]] = {}
    if told.stance is not None:
        shown |= {actor.id: (actor, _Seen(_Role.MET, float(SIDES[told.stance]))) for actor in told.recipients}
    if told.goldstein is not None:
        for role, actors in ((_Role.ACTS, told.actors), (_Role.RECEIVES, told.recipients)):
            for actor in actors:
                shown.setdefault(actor.id, (actor, _Seen(role, round(told.goldstein / 10, 6))))
    yield from shown.values()


def _portrait(telling: _Telling, all_told: int, total: float, least: int) -> Portrait:
    seen = list(telling.seen.values())
    values = [one.value for one in seen]
    mean = round(sum(values) / len(values), 3)
    interval = bootstrap(values)
    others_told = all_told - len(values)
    others = round((total - sum(values)) / others_told, 3) if others_told else None
    return Portrait(
        source=telling.source[0],
        source_name=telling.source[1],
        part=telling.part,
        actor=telling.actor.id,
        actor_name=telling.actor.name,
        told=len(values),
        mean=mean,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        acts=_mean(seen, _Role.ACTS),
        received=_mean(seen, _Role.RECEIVES),
        stances=_mean(seen, _Role.MET),
        others=others,
        others_told=others_told,
        difference=None if others is None else round(mean - others, 3),
        differs=interval is not None and others is not None and others_told >= least and not interval[0] <= others <= interval[1],
        itself=telling.source[0] == telling.actor.id,
        statements=tuple(telling.seen),
    )


def _mean(seen: Sequence[_Seen], role: _Role) -> float | None:
    values = [one.value for one in seen if one.role is role]
    return round(sum(values) / len(values), 3) if values else None


def _most(counted: Iterable[tuple[str, int]]) -> list[str]:
    """The ids with the greatest sums, these in order; ties by id."""
    sums: Counter[str] = Counter()
    for identifier, number in counted:
        sums[identifier] += number
    return sorted(sums, key=lambda identifier: (-sums[identifier], identifier))
