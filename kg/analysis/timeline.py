"""Statements by day, month or year, and the score of each such period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from kg.model import Eventuality, Polarity, Statement

_UNDATED = "undated"
_REAL = frozenset({Eventuality.HAPPENED, Eventuality.ONGOING, Eventuality.PLANNED})
_MANY_MONTHS = 36


class Span(StrEnum):
    """How much time one group of a timeline takes."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_LETTERS = {Span.DAY: 10, Span.MONTH: 7, Span.YEAR: 4}  # of an ISO date


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
    for period, group in groupby(told, lambda each: each.date.partition("/")[0][: _LETTERS[span]] if each.date else _UNDATED):
        yield period, tuple(group)
