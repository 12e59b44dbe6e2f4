"""Where reports and coded event data agree: on whom they tell of, in which month, and whether it was friendly.

    statements of reports and of coders --agreement--> each dyad-month side by side, figures over all of them, what only one side has

A dyad is two countries, in either direction: everybody counts for its country, and whom an act without a recipient is aimed at is told by
`Statement.target_countries`. An act is a statement with a PLOVER type that is asserted and real. Its score is on Goldstein's scale (-10
conflict to 10 cooperation; Goldstein, J. S., 1992: A conflict-cooperation scale for WEIS events data, Journal of Conflict Resolution 36,
369-385). The figures, over the dyad-months of which both tell with a score:

- the share whose mean scores have the same sign, with its interval (Wilson, E. B., 1927, JASA 22, 209-212; 95 percent), and Cohen's
  kappa of the signs -, 0 and +, which takes off what chance would give (Cohen, J., 1960: A coefficient of agreement for nominal scales,
  Educational and Psychological Measurement 20, 37-46);
- the correlation of the mean scores, Pearson's, and Spearman's of their ranks, ties at their mean rank.

Dyad-months are not independent of one another, so no test of significance goes with the figures.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Any

import numpy as np
from scipy import stats

from kg.analysis.dating import Dated
from kg.analysis.proportions import wilson
from kg.analysis.results import Result, Table
from kg.analysis.states import standing
from kg.analysis.timeline import Span, label, step_of
from kg.analysis.windows import be, counted
from kg.errors import ActorNotFound
from kg.graph import SHORT_EDGES, Family, family_of, status_of, ties
from kg.model import Actor, ActorKind, Statement
from kg.pictures import Bar, Bars, Matrix, Tone
from kg.stores.rows import days as days_of

DAYS = 3  # how far apart the dates of two accounts of one act may be
CERTAIN_FROM = 10  # dyad-months; a correlation of fewer is a sketch
ALL_CODERS = "all coders"
REPORTS = "reports"
_LONGEST = 31  # days that a date may cover
_LEAST = 3  # points that a correlation takes
_MOST_LISTED = 1_000
_SHOWN = 20  # bars, and rows of the matrix
_SHOWN_MONTHS = 12

Pair = tuple[str, str]
Point = tuple[float, float]


class Having(StrEnum):
    """Which of the two tell of a dyad in a month."""

    BOTH = "both"
    REPORTS = "only the reports"
    CODERS = "only the coders"


class Why(StrEnum):
    """Why a statement is not compared."""

    UNREAL = "not told as real (denied, negated, called for or conditional)"
    UNTYPED = "without a type of act"
    UNDATED = "without a date"
    VAGUE = "with a date vaguer than a month"
    ALONE = "not between two parties"


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells of a dyad in a month: the number of acts, the mean score of those that have one, their ids."""

    source: str
    acts: int
    score: float | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DyadMonth:
    """A dyad, `a` before `b` by id, in a month (2020-10), as the reports, all coders together and each coder tell of it.

    `gap` is how much friendlier the reports are than all coders, -20 to 20, and `same_sign` whether both are friendly, both hostile
    or both neither; None where either has no score.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    month: str
    reports: Told
    coded: Told
    coders: tuple[Told, ...]
    having: Having
    gap: float | None
    same_sign: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports beside one coder, or all of them: how many dyad-months both tell of, or one alone, and how alike they are.

    `scored` counts the dyad-months in both that have both scores, on which all further figures rest: `same_sign` of them, their
    `share` between `low` and `high`, `kappa`, `pearson` and `spearman`; None where there are too few or all are the same.
    """

    coder: str
    both: int
    only_reports: int
    only_coder: int
    scored: int
    same_sign: int
    share: float | None
    low: float | None
    high: float | None
    kappa: float | None
    pearson: float | None
    spearman: float | None


@dataclass(frozen=True, slots=True)
class Alone:
    """A statement to which the other side has no counterpart: the same dyad and class of acts, within the days; `quote` are its words.

    `source` is the coder, or "reports"; `dyads` are the names of its dyads, `dyad_ids` their ids.
    """

    statement: str
    source: str
    date: str
    dyads: tuple[str, ...]
    dyad_ids: tuple[Pair, ...]
    type: str
    family: Family
    score: float | None
    quote: str
    document: str


@dataclass(frozen=True, slots=True)
class Material:
    """What there was of one side: its statements, the acts that are compared, and how many others there are, by reason.

    Of the acts, `alone` have no counterpart on the other side, `unscored` no score, and the date of `straddling` ones runs from one month
    into the next, so that they are in no dyad-month.
    """

    statements: int
    acts: int
    alone: int
    unscored: int
    straddling: int
    left_out: tuple[tuple[Why, int], ...]


@dataclass(frozen=True, slots=True)
class Agreement(Result):
    """Dyad-months with the widest gaps first, then those of one side, the most told of first; the figures; what one side has alone.

    `comparisons` are of all coders, then, where there are several, of each. `only_reports` and `only_coded` are by date; how
    many there are in all is told by `reports.alone` and `coded.alone`; none where the other side has nothing at all. `parties` are countries
    or actors, `days` is how far apart two accounts of an act may be.
    """

    dyad_months: tuple[DyadMonth, ...]
    comparisons: tuple[Comparison, ...]
    only_reports: tuple[Alone, ...]
    only_coded: tuple[Alone, ...]
    reports: Material
    coded: Material
    parties: str
    days: int

    def tables(self) -> tuple[Table, ...]:
        """The dyad-months, the figures, the statements that one side has alone, and each coder's part of the dyad-months."""
        months = (
            "a", "b", "month", "told_by", "reports", "reports_score", "coded", "coded_score", "gap", "same_sign",
            "reports_statement_ids", "coded_statement_ids", "a_id", "b_id",
        )  # fmt: skip
        rows = tuple(
            (
                one.a_name, one.b_name, one.month, one.having, one.reports.acts, one.reports.score, one.coded.acts,
                one.coded.score, one.gap, one.same_sign, one.reports.statements, one.coded.statements, one.a, one.b,
            )
            for one in self.dyad_months
        )  # fmt: skip
        return (
            Table("dyad-months", months, rows),
            _overall(self.comparisons),
            _listed("only in the reports", self.only_reports),
            _listed("only in the coded events", self.only_coded),
            self._each_coder(),
        )

    def picture(self) -> Bars:
        """The widest gaps; nothing where no dyad-month is told of by both."""
        gaps = [(one, one.gap) for one in self.dyad_months if one.gap is not None]
        bars = (
            Bar(f"{one.a_name} - {one.b_name}, {one.month}", gap, Tone.COOPERATION if gap > 0 else Tone.CONFLICT)
            for one, gap in gaps[:_SHOWN]
        )
        return Bars("Where the reports are friendlier (right) or grimmer (left) than the coders", tuple(bars))

    def matrix(self) -> Matrix:
        """The mean scores side by side, month by month: of the dyads told of most, in the last twelve months."""
        months = sorted({one.month for one in self.dyad_months})[-_SHOWN_MONTHS:]
        acts: Counter[str] = Counter()
        known: dict[tuple[str, str], DyadMonth] = {}
        for one in self.dyad_months:
            if one.month in months:
                name = f"{one.a_name} - {one.b_name}"
                acts[name] += one.reports.acts + one.coded.acts
                known[name, one.month] = one
        shown = sorted(sorted(acts, key=lambda name: (-acts[name], name))[:_SHOWN])
        values = tuple(tuple(score for month in months for score in _scores(known.get((name, month)))) for name in shown)
        columns = tuple(f"{month}, {source}" for month in months for source in (REPORTS, "coded"))
        return Matrix("Mean Goldstein score, from reports and from coded events", tuple(shown), columns, values, -10.0, 10.0)

    def notes(self) -> tuple[str, ...]:
        """What was left out, how much the figures bear, and what they cannot tell."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        for material, whose in ((self.reports, "reports"), (self.coded, "coders")):
            yield from _told_of(material, whose, self.parties)
        if not self.reports.acts or not self.coded.acts:
            return
        yield from self._of_figures()
        yield from self._of_stretches()
        for listed, material, whose in (
            (self.only_reports, self.reports, "reports"),
            (self.only_coded, self.coded, "coders"),
        ):
            within = f"the other side has nothing like it of the same dyad within {counted(self.days, 'day')}"
            yield f"{material.alone:,} of {counted(material.acts, 'act')} only the {whose} have: {within}."
            if material.alone > len(listed):
                yield f"Of these the first {len(listed):,} by date are listed."

    def _of_figures(self) -> Iterator[str]:
        both, scored = (self.comparisons[0].both, self.comparisons[0].scored) if self.comparisons else (0, 0)
        if not both:
            yield "No dyad is told of by both in the same month."
        elif scored < CERTAIN_FROM:
            yield f"The figures rest on {counted(scored, 'dyad-month')}: they are a sketch, not a finding."
        if len(self.comparisons) > 1:
            yield "All coders together count an event as often as coders tell of it."

    def _of_stretches(self) -> Iterator[str]:
        """A sentence where one side tells of a longer time, which the other cannot have."""
        reported = [one.month for one in self.dyad_months if one.reports.acts]
        coded = [one.month for one in self.dyad_months if one.coded.acts]
        if not reported or not coded or (min(reported), max(reported)) == (min(coded), max(coded)):
            return
        yield (
            f"The reports tell of {min(reported)} to {max(reported)}, the coders of {min(coded)} to {max(coded)}: "
            "what lies outside the time of the other is no difference between them."
        )

    def _each_coder(self) -> Table:
        """Each coder's part of the dyad-months; no rows where there is only one coder."""
        columns = ("a", "b", "month", "coder", "acts", "score", "statement_ids", "a_id", "b_id")
        rows = tuple(
            (one.a_name, one.b_name, one.month, told.source, told.acts, told.score, told.statements, one.a, one.b)
            for one in self.dyad_months
            for told in one.coders
        )
        return Table("each coder", columns, rows if len(self.comparisons) > 1 else ())


def agreement(
    statements: Iterable[Statement],
    *,
    documents: Iterable[Dated] = (),
    days: int = DAYS,
    actors: bool = False,
    states: bool = False,
) -> Agreement:
    """Where reports and coders agree, from the statements of both.

    Statements whose extractor begins with "diplograph" are the reports', all others those of the coder that their extractor names. What has no
    date takes that of its document where `documents` has it. With `actors` a dyad is two actors as they are, tied as in
    `kg.graph.ties`; with `states` besides, people and bodies stand for their states (`kg.analysis.states`). The dates of two
    accounts of one act may be `days` apart; a date of a month or an interval is anywhere in it. A date must lie within one month
    to count in a dyad-month, and cover no more than 31 days to be compared at all.
    """
    told = tuple(statements)
    sides = _Actors(told, states=states) if actors else _Countries(told)
    published = {one.id: one.published for one in documents}
    acts, counts = _acts(told, published, sides.dyads)
    lone = _without_counterpart(acts, days)
    months = tuple(_dyad_months(acts, sides.name))
    return Agreement(
        dyad_months=months,
        comparisons=tuple(_comparisons(months)),
        only_reports=_listing((act for act in lone if not act.coder), sides.name),
        only_coded=_listing((act for act in lone if act.coder), sides.name),
        reports=_material(counts[False], [act for act in acts if not act.coder], [act for act in lone if not act.coder]),
        coded=_material(counts[True], [act for act in acts if act.coder], [act for act in lone if act.coder]),
        parties="actors" if actors else "countries",
        days=days,
    )


def pearson(points: Sequence[Point]) -> float | None:
    """Pearson's correlation, -1 to 1; None for fewer than three points and where one side is all the same.

    >>> pearson([(1, 2), (2, 4), (3, 6)]), pearson([(1, 2), (2, 2), (3, 2)])
    (1.0, None)
    """
    return _correlation(points, stats.pearsonr)


def spearman(points: Sequence[Point]) -> float | None:
    """Spearman's correlation of ranks, ties at their mean rank; None as for `pearson`.

    >>> spearman([(1, 10), (2, 20), (3, 1000)])
    1.0
    """
    return _correlation(points, stats.spearmanr)


def _correlation(points: Sequence[Point], measure: Callable[[Any, Any], Any]) -> float | None:
    if len(points) < _LEAST:
        return None
    one, other = np.array(points, dtype=float).T
    return None if np.ptp(one) == 0 or np.ptp(other) == 0 else round(float(measure(one, other).statistic), 3)


def kappa(points: Sequence[Point]) -> float | None:
    """Cohen's kappa of the signs of two scores, at most 1; None where there is none or all signs are the same.

    >>> kappa([(1, 2), (-1, -3), (2, -1), (-2, -2)])
    0.5
    """
    signs = [(_sign(one), _sign(other)) for one, other in points]
    first, second = Counter(one for one, _ in signs), Counter(other for _, other in signs)
    squared = len(signs) ** 2
    by_chance = sum(first[sign] * second[sign] for sign in first)
    if by_chance == squared:  # of none, too
        return None
    same = sum(one == other for one, other in signs) * len(signs)
    return round((same - by_chance) / (squared - by_chance), 3)


def _sign(score: float) -> int:
    return (score > 0) - (score < 0)


# --- Between whom


class _Countries:
    """Dyads of countries, by the ids and names of their states."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        found = {actor for told in statements for actor in (*told.actors, *told.recipients)}
        states = sorted((actor for actor in found if actor.kind is ActorKind.STATE and actor.country), key=_by_id)
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for state in states:
            self._ids.setdefault(state.country or "", state.id)
            self._names.setdefault(state.id, state.name)

    def dyads(self, told: Statement) -> Iterator[Pair]:
        """The pairs of different countries of which one acts on the other."""
        ours, theirs = {actor.country for actor in told.actors}, set(told.target_countries)
        for one in ours:
            for other in theirs:
                if one and other and one != other:
                    yield _pair(self._id(one), self._id(other))

    def name(self, state: str) -> str:
        """The name of a state; its code where nobody knows it."""
        if state not in self._names:
            self._names[state] = _state_name(state)
        return self._names[state]

    def _id(self, country: str) -> str:
        return self._ids.setdefault(country, f"state:{country}")


class _Actors:
    """Dyads of actors as they are, or with people and bodies in the place of their states."""

    def __init__(self, statements: Iterable[Statement], *, states: bool) -> None:
        found = sorted({actor for told in statements for actor in (*told.actors, *told.recipients)}, key=_by_id)
        self._names = {actor.id: actor.name for actor in found}
        self._stands = standing((actor.id, actor.kind, actor.country) for actor in found) if states else {}

    def dyads(self, told: Statement) -> Iterator[Pair]:
        """The pairs of actors that a statement ties."""
        for one, other in ties(told):
            a, b = self._stands.get(one.id, one.id), self._stands.get(other.id, other.id)
            if a != b:
                yield _pair(a, b)

    def name(self, actor: str) -> str:
        """The name of an actor."""
        return self._names[actor]


def _by_id(actor: Actor) -> tuple[str, str, str, str]:
    return actor.id, actor.name, actor.kind, actor.country or ""


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _state_name(state: str) -> str:
    from kg.resolve import directory  # here, because most states are named in the statements

    try:
        return directory().actor(state).name
    except ActorNotFound:
        return state.removeprefix("state:")


# --- Acts


@dataclass(frozen=True, slots=True)
class _Act:
    """A statement that is compared.

    `coder` is empty for the reports, `first` and `last` are ordinals of days, `month` is None for a date that runs into the next.
    """

    told: Statement
    coder: str
    date: str
    first: int
    last: int
    month: str | None
    dyads: tuple[Pair, ...]
    family: Family


def _acts(
    statements: Iterable[Statement], published: Mapping[str, str | None], dyads: Callable[[Statement], Iterable[Pair]]
) -> tuple[list[_Act], dict[bool, Counter[Why | None]]]:
    """The acts by id, and of the reports (False) and the coders (True) how many are left out and why; acts are counted under None."""
    acts: list[_Act] = []
    counts: dict[bool, Counter[Why | None]] = {False: Counter(), True: Counter()}
    for told in statements:
        found = _act(told, told.date or published.get(told.document), dyads)
        counts[told.by_others][found if isinstance(found, Why) else None] += 1
        if not isinstance(found, Why):
            acts.append(found)
    return sorted(acts, key=lambda act: act.told.id), counts


def _act(told: Statement, day: str | None, dyads: Callable[[Statement], Iterable[Pair]]) -> _Act | Why:
    """The statement as an act, or why it is none."""
    if status_of(told) not in SHORT_EDGES:
        return Why.UNREAL
    family = family_of(told) if told.type else None
    if family is None:
        return Why.UNTYPED
    first, last = _ordinals(day)
    if day is None or (first is None and last is None):
        return Why.UNDATED
    if first is None or last is None or last - first >= _LONGEST:
        return Why.VAGUE
    between = tuple(sorted(set(dyads(told))))
    if not between:
        return Why.ALONE
    step = step_of(day, Span.MONTH)
    month = None if step is None else label(step, Span.MONTH)
    return _Act(told, told.extractor if told.by_others else "", day, first, last, month, between, family)


def _ordinals(day: str | None) -> tuple[int | None, int | None]:
    """The first and the last day of an EDTF date as numbers; None for an end that is open or that no calendar has."""
    try:
        first, last = (None if end is None else date.fromisoformat(end).toordinal() for end in days_of(day))
    except ValueError:
        return None, None
    return first, last


def _material(counts: Counter[Why | None], acts: Sequence[_Act], lone: Sequence[_Act]) -> Material:
    return Material(
        statements=counts.total(),
        acts=len(acts),
        alone=len(lone),
        unscored=sum(act.told.goldstein is None for act in acts),
        straddling=sum(act.month is None for act in acts),
        left_out=tuple((why, counts[why]) for why in Why if counts[why]),
    )


# --- Dyad-months and their figures


def _dyad_months(acts: Iterable[_Act], name: Callable[[str], str]) -> list[DyadMonth]:
    by_cell: dict[tuple[Pair, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for act in acts:
        if act.month:
            for pair in act.dyads:
                by_cell[pair, act.month][act.coder].append(act.told)
    found = [_dyad_month(pair, month, by_coder, name) for (pair, month), by_coder in by_cell.items()]
    return sorted(found, key=_widest_first)


def _dyad_month(pair: Pair, month: str, told: Mapping[str, list[Statement]], name: Callable[[str], str]) -> DyadMonth:
    coders = sorted(coder for coder in told if coder)
    reports, coded = _told(REPORTS, told.get("", ())), _told(ALL_CODERS, [one for coder in coders for one in told[coder]])
    scores = _point(reports, coded)
    return DyadMonth(
        a=pair[0],
        a_name=name(pair[0]),
        b=pair[1],
        b_name=name(pair[1]),
        month=month,
        reports=reports,
        coded=coded,
        coders=tuple(_told(coder, told[coder]) for coder in coders),
        having=Having.BOTH if reports.acts and coded.acts else Having.REPORTS if reports.acts else Having.CODERS,
        gap=round(scores[0] - scores[1], 3) if scores else None,
        same_sign=_sign(scores[0]) == _sign(scores[1]) if scores else None,
    )


def _point(reports: Told, coded: Told) -> Point | None:
    return None if reports.score is None or coded.score is None else (reports.score, coded.score)


def _told(source: str, statements: Sequence[Statement]) -> Told:
    scores = [one.goldstein for one in statements if one.goldstein is not None]
    mean = round(math.fsum(scores) / len(scores), 3) if scores else None
    return Told(source, len(statements), mean, tuple(sorted(one.id for one in statements)))


def _widest_first(one: DyadMonth) -> tuple[int, float, int, str, str, str]:
    rank = list(Having).index(one.having)
    gap = -1.0 if one.gap is None else abs(one.gap)
    return rank, -gap, -one.reports.acts - one.coded.acts, one.a, one.b, one.month


def _comparisons(months: Sequence[DyadMonth]) -> Iterator[Comparison]:
    """All coders beside the reports, then, where there are several, each one."""
    if not months:
        return
    yield _comparison(ALL_CODERS, [(one.reports, one.coded) for one in months])
    coders = sorted({told.source for one in months for told in one.coders})
    if len(coders) > 1:
        for coder in coders:
            nothing = Told(coder, 0, None, ())
            yield _comparison(
                coder, [(one.reports, next((told for told in one.coders if told.source == coder), nothing)) for one in months]
            )


def _comparison(coder: str, told: Sequence[tuple[Told, Told]]) -> Comparison:
    points = [point for ours, theirs in told if (point := _point(ours, theirs))]
    same = sum(_sign(ours) == _sign(theirs) for ours, theirs in points)
    low, high = wilson(same, len(points)) if points else (None, None)
    return Comparison(
        coder=coder,
        both=sum(bool(ours.acts and theirs.acts) for ours, theirs in told),
        only_reports=sum(bool(ours.acts and not theirs.acts) for ours, theirs in told),
        only_coder=sum(bool(theirs.acts and not ours.acts) for ours, theirs in told),
        scored=len(points),
        same_sign=same,
        share=round(same / len(points), 3) if points else None,
        low=low,
        high=high,
        kappa=kappa(points),
        pearson=pearson(points),
        spearman=spearman(points),
    )


# --- What one side has alone


class _Days:
    """The dates of some acts, to be asked whether one of them is near."""

    def __init__(self, acts: Iterable[_Act]) -> None:
        spans = sorted((act.first, act.last) for act in acts)
        self._firsts = [first for first, _ in spans]
        self._latest = list(accumulate((last for _, last in spans), max))  # of those up to here

    def has_near(self, act: _Act, days: int) -> bool:
        """Whether no more than so many days lie between the act's date and one of these."""
        begun = bisect_right(self._firsts, act.last + days)
        return begun > 0 and self._latest[begun - 1] >= act.first - days


def _without_counterpart(acts: Sequence[_Act], days: int) -> list[_Act]:
    """The acts of either side of which the other has none of the same dyad and class within the days, for any dyad of theirs.

    None where the other has nothing at all.
    """
    by_key: dict[tuple[bool, Pair, Family], list[_Act]] = defaultdict(list)
    for act in acts:
        for pair in act.dyads:
            by_key[bool(act.coder), pair, act.family].append(act)
    dates = {key: _Days(found) for key, found in by_key.items()}
    nothing = _Days(())
    if len({bool(act.coder) for act in acts}) < 2:  # one side alone is beside nothing
        return []
    return [
        act
        for act in acts
        if not any(dates.get((not act.coder, pair, act.family), nothing).has_near(act, days) for pair in act.dyads)
    ]


def _listing(acts: Iterable[_Act], name: Callable[[str], str]) -> tuple[Alone, ...]:
    """The first of them by date."""
    first = sorted(acts, key=lambda act: (act.first, act.last, act.told.id))[:_MOST_LISTED]
    return tuple(
        Alone(
            statement=act.told.id,
            source=act.coder or REPORTS,
            date=act.date,
            dyads=tuple(f"{name(a)} - {name(b)}" for a, b in act.dyads),
            dyad_ids=act.dyads,
            type=act.told.type or "",
            family=act.family,
            score=act.told.goldstein,
            quote=act.told.quote,
            document=act.told.document,
        )
        for act in first
    )


# --- Tables and notes


def _overall(comparisons: Iterable[Comparison]) -> Table:
    columns = (
        "coder", "both", "only_reports", "only_coder", "scored", "same_sign", "share", "low", "high", "kappa", "pearson", "spearman",
    )  # fmt: skip
    rows = tuple(
        (
            one.coder, one.both, one.only_reports, one.only_coder, one.scored, one.same_sign, one.share, one.low, one.high,
            one.kappa, one.pearson, one.spearman,
        )
        for one in comparisons
    )  # fmt: skip
    return Table("figures", columns, rows)


def _listed(name: str, alone: Iterable[Alone]) -> Table:
    columns = ("id", "date", "dyads", "type", "score", "told_by", "words", "document_id")
    rows = tuple(
        (one.statement, one.date, "; ".join(one.dyads), one.type, one.score, one.source, one.quote, one.document) for one in alone
    )
    return Table(name, columns, rows)


def _scores(one: DyadMonth | None) -> tuple[float | None, float | None]:
    return (None, None) if one is None else (one.reports.score, one.coded.score)


def _told_of(material: Material, whose: str, parties: str) -> Iterator[str]:
    """What there is of one side and what is not compared."""
    if not material.statements:
        yield f"There is no statement of {whose}, so there is nothing to compare."
        return
    why = ", ".join(f"{count:,} {reason}" for reason, count in material.left_out).replace("parties", parties)
    rest = f"; left out {be(material.statements - material.acts)} {why}" if why else ""
    yield f"Of {counted(material.statements, 'statement')} of {whose} {material.acts:,} {be(material.acts)} compared{rest}."
    if material.unscored:
        yield f"{counted(material.unscored, 'act')} of {whose} without a score {be(material.unscored)} in the counts and in no mean."
    if material.straddling:
        yield f"{counted(material.straddling, 'act')} of {whose} from one month into the next {be(material.straddling)} in no dyad-month."
