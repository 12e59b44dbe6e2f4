"""What was told when, as a picture: counts and mean score of each day, month or year.

The steps are as long as suits the time that is told of, and every one is there, those in which nothing is told too. A few
statements from long before or after all others would leave the rest one column; they are left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element

from kg.analysis.projections import CONFLICT, COOPERATION
from kg.analysis.timeline import Span, score
from kg.graph import SHORT_EDGES, Family, family_of, status_of
from kg.model import Statement
from kg.pages.dates import bounds
from kg.pages.html import element
from kg.pages.parts import note, section
from kg.pages.site import Site
from kg.pictures import Lines, Series, Tone, figure

_MOST_DAYS, _MOST_MONTHS = 45, 120  # steps that a picture has room for
_FEW = 10  # one in so many may be left out where it stands far from the others
_MONTHS_APART = 12


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of statements over time, None where there are not two steps to be drawn, and what to know beside it."""

    picture: Lines | None
    notes: tuple[str, ...]


def over_time(site: Site, told: Sequence[Statement], title: str, *, scored: bool = True) -> Element | None:
    """The part of a page that shows the statements over time; nothing where there are none."""
    if not told:
        return None
    drawn = timeline(site, told, title, scored=scored)
    picture = figure(drawn.picture) if drawn.picture else None
    notes = element("div", *map(note, drawn.notes), class_="notes") if drawn.notes else None
    both = element("div", picture, notes, class_="beside") if drawn.picture and drawn.notes else None
    return section("Over time", *((both,) if both is not None else (picture, notes)), class_="over-time")


def timeline(site: Site, told: Sequence[Statement], title: str, *, scored: bool = True) -> Timeline:
    """The statements over time; with `scored` the mean score, and what is cooperation and what conflict."""
    dated, vague = _dated(site, told)
    near, far = _near(dated)
    span = _span(site, near)
    precise = [(day, one) for day, one in near if span is not Span.DAY or _has_day(site, one)]
    steps = _steps([day for day, _ in precise], span)
    borrowed = sum(one.date is None for _, one in precise)
    notes = (*_of_dates(borrowed, len(precise)), *_left_out(vague, far, len(near) - len(precise)))
    if len(steps) < 2:
        return Timeline(None, (*(f"All of it is dated {step}." for step in steps), *notes))
    grouped: dict[str, list[Statement]] = {step: [] for step in steps}
    for day, one in precise:
        grouped[_step(day, span)].append(one)
    each = tuple(tuple(grouped[step]) for step in steps)
    return Timeline(_lines(f"{title} by {span}", steps, each, scored=scored), notes)


def _lines(title: str, steps: tuple[str, ...], each: Sequence[Sequence[Statement]], *, scored: bool) -> Lines:
    if not scored:
        return Lines(title, steps, counts=(Series("statements", tuple(float(len(told)) for told in each), Tone.PLAIN),))
    scores = tuple(score(told) for told in each)
    counts = (
        Series("cooperation", _of(each, COOPERATION), Tone.COOPERATION),
        Series("conflict", _of(each, CONFLICT), Tone.CONFLICT),
    )
    mean = (
        (Series("mean score, −10 conflict to 10 cooperation", scores, Tone.PLAIN),)
        if any(one is not None for one in scores)
        else ()
    )
    return Lines(title, steps, series=mean, counts=counts, low=-10.0, high=10.0)


def _of(each: Sequence[Sequence[Statement]], families: frozenset[Family]) -> tuple[float, ...]:
    """How many statements of each step are of these families, and hold."""
    return tuple(float(sum(family_of(one) in families and status_of(one) in SHORT_EDGES for one in told)) for told in each)


def _dated(site: Site, told: Sequence[Statement]) -> tuple[list[tuple[date, Statement]], list[Statement]]:
    """The statements with the day on which they begin, in order, and those without a date."""
    found, vague = [], []
    for one in told:
        day = _day(site.when(one))
        if day is None:
            vague.append(one)
        else:
            found.append((day, one))
    return sorted(found, key=lambda pair: pair[0]), vague


def _day(edtf: str | None) -> date | None:
    """The first day of a date; None where there is none, or none that a calendar knows."""
    first = bounds(edtf)[0]
    try:
        return date.fromisoformat(first) if first else None
    except ValueError:
        return None


def _has_day(site: Site, told: Statement) -> bool:
    return len((site.when(told) or "").partition("/")[0]) >= len("2020-10-27")


def _near(dated: Sequence[tuple[date, Statement]]) -> tuple[list[tuple[date, Statement]], list[tuple[date, Statement]]]:
    """The statements without the few that stand further from the others than these stand from one another; and those few."""
    near = list(dated)
    far: list[tuple[date, Statement]] = []
    while len(near) > 2:
        gaps = [(_month(later) - _month(earlier), place) for place, ((earlier, _), (later, _)) in enumerate(pairwise(near), 1)]
        gap, place = max(gaps, key=lambda one: (one[0], -one[1]))
        first, last = near[:place], near[place:]
        few, rest = sorted((first, last), key=len)
        extent = _month(rest[-1][0]) - _month(rest[0][0])
        if gap <= max(_MONTHS_APART, extent) or len(few) > max(1, len(dated) // _FEW) or len(rest) < 2 * len(few):
            break
        near, far = rest, [*far, *few]
    return near, sorted(far, key=lambda pair: pair[0])


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _span(site: Site, dated: Sequence[tuple[date, Statement]]) -> Span:
    """The length of a step: days only where most of the dates tell one."""
    if not dated:
        return Span.DAY
    first, last = dated[0][0], dated[-1][0]
    if (last - first).days < _MOST_DAYS and 2 * sum(_has_day(site, one) for _, one in dated) >= len(dated):
        return Span.DAY
    return Span.MONTH if _month(last) - _month(first) < _MOST_MONTHS else Span.YEAR


def _step(day: date, span: Span) -> str:
    return {Span.DAY: day.isoformat(), Span.MONTH: f"{day.year:04}-{day.month:02}", Span.YEAR: f"{day.year:04}"}[span]


def _steps(days: Sequence[date], span: Span) -> tuple[str, ...]:
    """Every step from the first to the last day.

    >>> _steps([date(2020, 11, 3), date(2021, 1, 1)], Span.MONTH)
    ('2020-11', '2020-12', '2021-01')
    """
    if not days:
        return ()
    first, last = min(days), max(days)
    if span is Span.DAY:
        return tuple((first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1))
    if span is Span.MONTH:
        return tuple(f"{(month - 1) // 12:04}-{(month - 1) % 12 + 1:02}" for month in range(_month(first), _month(last) + 1))
    return tuple(f"{year:04}" for year in range(first.year, last.year + 1))


def _of_dates(borrowed: int, drawn: int) -> tuple[str, ...]:
    """How many of the statements drawn stand at their report's date."""
    if not borrowed:
        return ()
    if borrowed == drawn:
        return ("No statement tells a date of its own; each stands at the date of its report.",)
    return (
        f"{_counted(borrowed, 'stands', 'stand')} at the date of the report, having none of {'its' if borrowed == 1 else 'their'} own.",
    )


def _left_out(vague: Sequence[Statement], far: Sequence[tuple[date, Statement]], by_month: int) -> tuple[str, ...]:
    """What is not drawn, and why."""
    years = sorted({day.year for day, _ in far})
    when = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}" if years else ""
    told = (
        (len(vague), "have no date", "has no date"),
        (len(far), f"are of {when}, far from the others", f"is of {when}, far from the others"),
        (by_month, "are dated to a month only", "is dated to a month only"),
    )
    return tuple(f"Not drawn: {_counted(count, one, many)}." for count, many, one in told if count)


def _counted(number: int, one: str, many: str) -> str:
    """The statements with what is said of them, in the right number.

    >>> _counted(1, "stands", "stand"), _counted(2, "stands", "stand")
    ('1 statement stands', '2 statements stand')
    """
    return f"{number:,} statement {one}" if number == 1 else f"{number:,} statements {many}"
