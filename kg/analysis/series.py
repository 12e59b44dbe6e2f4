"""How things stand between two actors over time, and when that changed.

    graph of kg.graph.project --dyad_series--> each month's score and counts of one pair, with its change points
                              --changed_dyads--> the pairs whose score changed most

A period's score is the mean Goldstein score (-10 conflict to 10 cooperation) of the pair's statements of that period. How a change
point is found is told in `kg.analysis.changepoints`. A statement counts in the period in which its whole date lies: what is dated by
the year alone counts in no month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis import changepoints
from kg.analysis.changepoints import LEAST_PERIODS, LEVEL, Split
from kg.analysis.choices import Direction
from kg.analysis.projections import CONFLICT, COOPERATION, by_pair
from kg.analysis.results import Result, Table
from kg.analysis.timeline import Span, label, step_of
from kg.analysis.windows import be, counted, have
from kg.pictures import Bar, Bars, Lines, Mark, Series, Tone

WINDOW = 3
_NEAREST = 3  # statements named on either side of a change
_MOST_STEPS = 4_000  # periods without a statement are steps too where there are not more than this
_MOST_LISTED = 1_000
_SHOWN = 20  # bars


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as evidence; `score` is its Goldstein score."""

    statement: str
    date: str
    type: str
    score: float | None
    quote: str
    document: str
    page: int


@dataclass(frozen=True, slots=True)
class Step:
    """One period: how many `statements` there are, what they tell of, and their ids.

    `score` is the mean of those that have one, `rolling` that of this period and those before it in the window, `forth` and `back` those
    of either side's acts, a mutual act counting in both; None where there is none.
    """

    period: str
    statements: int
    cooperation: int
    conflict: int
    score: float | None
    rolling: float | None
    forth: float | None
    back: float | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A change of the mean score, with `period` as the first after it and `last_before` as the last one before that has a score.

    `before` and `after` are the mean scores of the stretches on either side. `statements_before` and `statements_after` are the ids of
    the nearest ones, the nearest first.
    """

    period: str
    last_before: str
    before: float
    after: float
    p_value: float
    statements_before: tuple[str, ...]
    statements_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DyadSeries(Result):
    """What is told between `a` and `b`, period by period without gaps, and the changes in it.

    `evidence` are the statements that the change points name. `scored` counts the periods that have a score, `undated` and `inexact` the
    statements left out because they have no date or one that lies in no single period. `with_gaps` says that periods without a
    statement are left out, because there are too many of them.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    span: Span
    direction: Direction
    window: int
    steps: tuple[Step, ...]
    changes: tuple[ChangePoint, ...]
    evidence: tuple[Told, ...]
    score: float | None
    scored: int
    undated: int
    inexact: int
    with_gaps: bool

    def tables(self) -> tuple[Table, ...]:
        """The periods, the changes, and the statements nearest to these."""
        steps = ("period", "statements", "cooperation", "conflict", "score", "rolling", "forth", "back", "statement_ids")
        changes = ("period", "last_before", "before", "after", "p_value", "statements_before", "statements_after")
        told = ("date", "type", "score", "quote", "document", "page", "statement_id")
        return (
            Table(
                "series",
                steps,
                tuple(
                    (s.period, s.statements, s.cooperation, s.conflict, s.score, s.rolling, s.forth, s.back, s.ids)
                    for s in self.steps
                ),
            ),
            Table(
                "changes",
                changes,
                tuple(
                    (c.period, c.last_before, c.before, c.after, c.p_value, c.statements_before, c.statements_after)
                    for c in self.changes
                ),
            ),
            Table(
                "nearest statements",
                told,
                tuple((t.date, t.type, t.score, t.quote, t.document, t.page, t.statement) for t in self.evidence),
            ),
        )

    def picture(self) -> Lines:
        """The score and its rolling mean as lines, cooperation and conflict as columns, a mark at each change."""
        places = {step.period: place for place, step in enumerate(self.steps)}
        return Lines(
            title=f"{self._sides()} by {self.span}",
            steps=tuple(step.period for step in self.steps),
            series=(
                Series("score", tuple(step.score for step in self.steps), Tone.QUIET),
                Series(f"mean of {self.window} {self.span}s", tuple(step.rolling for step in self.steps)),
            ),
            counts=(
                Series("cooperation", tuple(float(step.cooperation) for step in self.steps), Tone.COOPERATION),
                Series("conflict", tuple(float(step.conflict) for step in self.steps), Tone.CONFLICT),
            ),
            marks=tuple(Mark(places[one.period], f"{one.before:+.1f} to {one.after:+.1f}") for one in self.changes),
            low=-10.0,
            high=10.0,
        )

    def notes(self) -> tuple[str, ...]:
        """What was left out, and how far the changes can be trusted."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        if not self.steps:
            yield f"Nothing that is dated by the {self.span} or more exactly is told of {self._sides()}."
        if self.undated:
            yield f"{counted(self.undated, 'statement')} without a date {be(self.undated)} left out."
        if self.inexact:
            yield f"{counted(self.inexact, 'statement')} whose date lies in no single {self.span} {be(self.inexact)} left out."
        if self.with_gaps:
            yield f"{self.span.capitalize()}s without a statement are left out, as there are too many of them."
        if not self.steps:
            return
        if self.scored < LEAST_PERIODS:
            yield (
                f"Only {counted(self.scored, self.span)} {have(self.scored)} a score: too few to tell a change from chance, "
                f"for which at least {LEAST_PERIODS} are needed; a shorter period or more reports may help."
            )
        else:
            yield (
                "Change points: binary segmentation with permutation tests of periods weighted by their statements (999 orders, "
                f"level {LEVEL}); a slow drift, too, is shown as one change or several."
            )

    def _sides(self) -> str:
        forth = {Direction.FORTH: (self.a_name, self.b_name), Direction.BACK: (self.b_name, self.a_name)}
        if self.direction in forth:
            return " toward ".join(forth[self.direction])
        return f"{self.a_name} and {self.b_name}"


@dataclass(frozen=True, slots=True)
class ChangedDyad:
    """The strongest change of one pair, from `before` to `after` at `period`; `a` sorts before `b`.

    `scored` counts the periods with a score. `p_value` is that of the pair alone, `q_value` the one among all pairs tested (Benjamini and
    Hochberg 1995); None where there are too few periods to test.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    period: str
    last_before: str
    before: float
    after: float
    change: float
    scored: int
    p_value: float | None
    q_value: float | None
    statements_before: tuple[str, ...]
    statements_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedDyads(Result):
    """The pairs whose score changed most: those that chance does not explain, then others tested, then others, each by size of change.

    `pairs` counts all that are tied, `compared` those with a score in two periods or more, `tested` those with enough to test.
    """

    span: Span
    dyads: tuple[ChangedDyad, ...]
    pairs: int
    compared: int
    tested: int

    def tables(self) -> tuple[Table, ...]:
        """The pairs with their strongest change."""
        columns = (
            "a", "b", "period", "last_before", "before", "after", "change", "periods", "p_value", "q_value", "statements_before",
            "statements_after", "a_id", "b_id",
        )  # fmt: skip
        rows = tuple(
            (
                d.a_name, d.b_name, d.period, d.last_before, d.before, d.after, d.change, d.scored, d.p_value, d.q_value,
                d.statements_before, d.statements_after, d.a, d.b,
            )
            for d in self.dyads
        )  # fmt: skip
        return (Table("changed pairs", columns, rows),)

    def picture(self) -> Bars:
        """The greatest changes, to the better or the worse; with a question mark what chance may explain."""
        return Bars("Pairs whose score changed most (?: chance may explain it)", tuple(map(_bar, self.dyads[:_SHOWN])))

    def notes(self) -> tuple[str, ...]:
        """How many could be compared and tested."""
        if not self.pairs:
            return ("No two actors are tied, so nothing can change between them.",)
        told = [
            f"{self.compared} of {counted(self.pairs, 'pair')} {have(self.compared)} a score in two {self.span}s or more, {self.tested} in the {LEAST_PERIODS} "
            "that a test needs; the rest of the changes are differences that chance may explain."
        ]
        if self.compared > len(self.dyads):
            told.append(f"The first {len(self.dyads)} are listed.")
        return tuple(told)


def dyad_series(
    graph: nx.MultiDiGraph,
    a: str,
    b: str,
    *,
    span: Span = Span.MONTH,
    direction: Direction = Direction.EITHER,
    window: int = WINDOW,
) -> DyadSeries:
    """What is told between two actors (ids) by period, and when it changed.

    `graph` is one of `kg.graph.project`. `direction` says whose acts count; a mutual act counts in either. `window` is how many periods the
    rolling mean takes in, at least one. An actor that is not in the graph has an empty series.
    """
    acts = _acts(graph, a, b, span)
    chosen = [act for act in acts if _counts(act, direction)]
    placed = [act for act in chosen if act.step is not None]
    by_step = _by_step(placed)
    numbers, with_gaps = _numbers(by_step)
    steps = tuple(_steps(by_step, numbers, span, max(1, window)))
    scored = {number: told for number, told in sorted(by_step.items()) if _mean(told) is not None}
    changes = tuple(_changes(scored, span))
    undated = sum(act.date is None for act in chosen)
    return DyadSeries(
        a=a,
        a_name=_name(graph, a),
        b=b,
        b_name=_name(graph, b),
        span=span,
        direction=direction,
        window=max(1, window),
        steps=steps,
        changes=changes,
        evidence=_evidence(placed, changes),
        score=_mean(placed),
        scored=len(scored),
        undated=undated,
        inexact=len(chosen) - len(placed) - undated,
        with_gaps=with_gaps,
    )


def changed_dyads(graph: nx.MultiDiGraph, *, span: Span = Span.MONTH) -> ChangedDyads:
    """Which pairs of actors changed most, in either direction, each at its strongest change."""
    compared: list[tuple[tuple[str, str], Split, dict[int, list[_Act]]]] = []
    told = by_pair(graph)
    for pair in sorted(told):
        acts = [_Act.of(data, pair[0], source, span) for source, data in told[pair].values()]
        by_step = _by_step([act for act in acts if act.step is not None and act.score is not None])
        scored = dict(sorted(by_step.items()))
        split = changepoints.strongest([_known_mean(each) for each in scored.values()], [len(each) for each in scored.values()])
        if split is not None:
            compared.append((pair, split, scored))
    p_values = [split.p_value for _, split, _ in compared if split.p_value is not None]
    q_values = iter(changepoints.adjusted(p_values))
    dyads = [
        _changed(graph, pair, split, scored, span, None if split.p_value is None else next(q_values))
        for pair, split, scored in compared
    ]
    dyads.sort(key=_by_change)
    return ChangedDyads(span, tuple(dyads[:_MOST_LISTED]), len(told), len(compared), len(p_values))


@dataclass(frozen=True, slots=True)
class _Act:
    """A statement between two actors: what of it a series looks at."""

    id: str
    date: str | None
    step: int | None
    score: float | None
    forth: bool
    back: bool
    data: Mapping[str, Any]

    @staticmethod
    def of(data: Mapping[str, Any], a: str, source: str, span: Span) -> _Act:
        forth = source == a
        return _Act(
            id=data["id"],
            date=data["date"],
            step=step_of(data["date"], span),
            score=data["score"],
            forth=forth or data["mutual"],
            back=not forth or data["mutual"],
            data=data,
        )


def _acts(graph: nx.MultiDiGraph, a: str, b: str, span: Span) -> list[_Act]:
    """The statements between two actors, by date and id."""
    found: dict[str, _Act] = {}
    for source, target in ((a, b), (b, a)):
        if a != b and graph.has_edge(source, target):
            for data in graph[source][target].values():
                act = _Act.of(data, a, source, span)
                # One statement may run both ways, where each side is actor and recipient.
                found[act.id] = _both_ways(act) if act.id in found else act
    return sorted(found.values(), key=_in_order)


def _both_ways(act: _Act) -> _Act:
    return _Act(act.id, act.date, act.step, act.score, True, True, act.data)


def _in_order(act: _Act) -> tuple[str, str]:
    return act.date or "", act.id


def _counts(act: _Act, direction: Direction) -> bool:
    return {Direction.EITHER: True, Direction.FORTH: act.forth, Direction.BACK: act.back}[direction]


def _by_step(acts: Iterable[_Act]) -> dict[int, list[_Act]]:
    """The acts of each numbered period, by date and id."""
    by_step: dict[int, list[_Act]] = defaultdict(list)
    for act in sorted(acts, key=_in_order):
        if act.step is not None:
            by_step[act.step].append(act)
    return dict(by_step)


def _numbers(by_step: Mapping[int, object]) -> tuple[Sequence[int], bool]:
    """The numbers of all periods from the first to the last, or of those with a statement where that were too many."""
    if not by_step:
        return (), False
    every = range(min(by_step), max(by_step) + 1)
    return (every, False) if len(every) <= _MOST_STEPS else (sorted(by_step), True)


def _steps(by_step: Mapping[int, list[_Act]], numbers: Sequence[int], span: Span, window: int) -> Iterator[Step]:
    for number in numbers:
        acts = by_step.get(number, [])
        recent = [act for near in range(number - window + 1, number + 1) for act in by_step.get(near, ())]
        families = [act.data["family"] for act in acts]
        yield Step(
            period=label(number, span),
            statements=len(acts),
            cooperation=sum(family in COOPERATION for family in families),
            conflict=sum(family in CONFLICT for family in families),
            score=_mean(acts),
            rolling=_mean(recent),
            forth=_mean([act for act in acts if act.forth]),
            back=_mean([act for act in acts if act.back]),
            ids=tuple(act.id for act in acts),
        )


def _mean(acts: Sequence[_Act]) -> float | None:
    scores = [act.score for act in acts if act.score is not None]
    return round(sum(scores) / len(scores), 3) if scores else None


def _known_mean(acts: Sequence[_Act]) -> float:
    """The mean of acts of which one at least has a score."""
    return _mean(acts) or 0.0


def _changes(scored: Mapping[int, list[_Act]], span: Span) -> Iterator[ChangePoint]:
    numbers = list(scored)
    told = [[act for act in acts if act.score is not None] for acts in scored.values()]
    for split in changepoints.splits([_known_mean(acts) for acts in told], [len(acts) for acts in told]):
        before, after = _nearest(told, split.at)
        assert split.p_value is not None, "what is found by a test has a p-value"
        yield ChangePoint(
            period=label(numbers[split.at], span),
            last_before=label(numbers[split.at - 1], span),
            before=split.before,
            after=split.after,
            p_value=split.p_value,
            statements_before=before,
            statements_after=after,
        )


def _nearest(told: Sequence[Sequence[_Act]], at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the statements last before and first after a change, the nearest first."""
    before = [act.id for acts in reversed(told[:at]) for act in reversed(acts)]
    after = [act.id for acts in told[at:] for act in acts]
    return tuple(before[:_NEAREST]), tuple(after[:_NEAREST])


def _evidence(acts: Sequence[_Act], changes: Iterable[ChangePoint]) -> tuple[Told, ...]:
    """The statements that the changes name, by date and id."""
    named = {identifier for one in changes for identifier in (*one.statements_before, *one.statements_after)}
    return tuple(
        Told(
            statement=act.id,
            date=act.date or "",
            type=act.data["type"],
            score=act.score,
            quote=act.data["quote"],
            document=act.data["document"],
            page=act.data["page"],
        )
        for act in acts
        if act.id in named
    )


def _changed(
    graph: nx.MultiDiGraph,
    pair: tuple[str, str],
    split: Split,
    scored: Mapping[int, list[_Act]],
    span: Span,
    q_value: float | None,
) -> ChangedDyad:
    numbers = list(scored)
    before, after = _nearest(list(scored.values()), split.at)
    return ChangedDyad(
        a=pair[0],
        a_name=_name(graph, pair[0]),
        b=pair[1],
        b_name=_name(graph, pair[1]),
        period=label(numbers[split.at], span),
        last_before=label(numbers[split.at - 1], span),
        before=split.before,
        after=split.after,
        change=round(split.after - split.before, 3),
        scored=len(numbers),
        p_value=split.p_value,
        q_value=q_value,
        statements_before=before,
        statements_after=after,
    )


def _by_change(dyad: ChangedDyad) -> tuple[bool, bool, float, str, str]:
    explained = dyad.q_value is None or dyad.q_value > LEVEL
    return explained, dyad.q_value is None, -abs(dyad.change), dyad.a, dyad.b


def _bar(dyad: ChangedDyad) -> Bar:
    explained = _by_change(dyad)[0]
    return Bar(
        label=f"{dyad.a_name} and {dyad.b_name}",
        value=dyad.change,
        tone=Tone.QUIET if explained else Tone.COOPERATION if dyad.change > 0 else Tone.CONFLICT,
        note=f"{dyad.change:+.1f}, {dyad.period}{' ?' if explained else ''}",
    )


def _name(graph: nx.MultiDiGraph, actor: str) -> str:
    return str(graph.nodes[actor].get("name") or actor) if actor in graph else actor
