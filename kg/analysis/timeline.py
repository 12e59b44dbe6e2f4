"""Statements by day, month, quarter or year, and the score of each such period."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from kg.model import Eventuality, Polarity, Statement

_UNDATED = "undated"
_REAL = frozenset({Eventuality.HAPPENED, Eventuality.ONGOING, Eventuality.PLANNED})
_MANY_MONTHS = 36


class Span(StrEnum):
    """How much time one group of a timeline takes."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_LETTERS = {Span.DAY: 10, Span.MONTH: 7, Span.QUARTER: 7, Span.YEAR: 4}  # of an ISO date
_A_YEAR = {Span.MONTH: 12, Span.QUARTER: 4, Span.YEAR: 1}


def score(told: Sequence[Statement]) -> float | None:
    """The mean Goldstein score of the statements that hold and have one, None where none has."""
    scores = [
        each.goldstein
        for each in told
        if each.goldstein is not None and each.polarity is Polarity.ASSERTED and each.eventuality in _REAL
    ]
    return round(sum(scores) / len(scores), 1) if scores else None


def suiting(told: Sequence[Statement]) -> Span:
    """Days where they fall into three months at most, years where there are more than three years, else months."""
    months = {each.date[:7] for each in told if each.date}
    spanned = sorted(months)
    if not spanned:
        return Span.DAY
    length = _month(spanned[-1]) - _month(spanned[0]) + 1
    return Span.DAY if length <= 3 else Span.MONTH if length <= _MANY_MONTHS else Span.YEAR


def _month(text: str) -> int:
    """The number of a month (2020-10), of a year's first one where only the year is told."""
    year, _, month = text.partition("-")
    return (int(year) if year.isdigit() else 0) * 12 + (int(month) if month.isdigit() else 1)


def periods(told: Sequence[Statement], span: Span) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """The statements, which come by date, in their periods; those without a date are one of their own."""
    for period, group in groupby(told, lambda each: _begun(each.date, span) if each.date else _UNDATED):
        yield period, tuple(group)


def _begun(date: str, span: Span) -> str:
    """The period in which a date begins, as exactly as it is told."""
    text = date.partition("/")[0][: _LETTERS[span]]
    month = text[5:7]
    return f"{text[:4]}-Q{(int(month) + 2) // 3}" if span is Span.QUARTER and month.isdigit() else text


@lru_cache(maxsize=1 << 16)
def step_of(date: str | None, span: Span) -> int | None:
    """The number of the day, month, quarter or year in which the whole of an EDTF date lies; see `label`.

    None where there is no date, where it is told less exactly than that, and where it runs over several such periods.

    >>> label(step_of("2020-11-05", Span.QUARTER), Span.QUARTER), step_of("2020", Span.MONTH)
    ('2020-Q4', None)
    """
    from kg.stores.rows import days  # here, because timelines are drawn without it

    try:
        first, last = (_number(datetime.date.fromisoformat(day), span) for day in days(date) if day)
    except ValueError:  # an open end, or a day that no calendar has
        return None
    return first if first == last else None


def label(step: int, span: Span) -> str:
    """The name of a numbered period: 2020-11-05, 2020-11, 2020-Q4, 2020."""
    if span is Span.DAY:
        return datetime.date.fromordinal(step).isoformat()
    year, part = divmod(step, _A_YEAR[span])
    return {Span.MONTH: f"{year:04}-{part + 1:02}", Span.QUARTER: f"{year:04}-Q{part + 1}"}.get(span, f"{year:04}")


def _number(day: datetime.date, span: Span) -> int:
    """The number of the period in which a day lies; the next period has the next number."""
    if span is Span.DAY:
        return day.toordinal()
    return day.year * _A_YEAR[span] + (day.month - 1) * _A_YEAR[span] // 12
