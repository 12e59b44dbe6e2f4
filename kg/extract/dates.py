"""Finds expressions of time in text and works out which day, month or year they mean.

Dates are EDTF: `2020-10-27`, `2020-10`, `2020`, or an interval `2020-10-26/2020-10-29`. What is said relative to "now" is
reckoned from the document's date, what is said relative to the story ("the previous day") from the last date told.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.vocabulary import month_numbers

_MONTHS = month_numbers()
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)

_MONTH = rf"(?P<{{0}}>{'|'.join(name.capitalize().replace('.', '[.]?') for name in _MONTHS)})"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_COUNT = r"(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}|several|few)"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: where they stand in the text, and the EDTF date they mean, if that can be worked out."""

    start: int
    end: int
    text: str
    edtf: str | None
    deictic: bool = False  # reckoned from the story, not from the document


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates are reckoned from: the document's date and the last date told in the text."""

    published: str | None
    told: str | None = None

    @property
    def day(self) -> date | None:
        """The document's day, or the last day of its month or year."""
        return last_day(self.published)

    @property
    def story(self) -> date | None:
        """The day told last, else the document's."""
        return last_day(self.told) or self.day

    @property
    def exact(self) -> bool:
        """Whether the document tells its day, so that "on Wednesday" is one day."""
        return bool(self.published) and len(str(self.published)) >= 10


def last_day(edtf: str | None) -> date | None:
    """The last day that an EDTF date covers, or None where it is none.

    >>> last_day("2020-11"), last_day("2020-10-26/2020-10-29"), last_day("soon")
    (datetime.date(2020, 11, 30), datetime.date(2020, 10, 29), None)
    """
    parts = (edtf or "").split("/")[-1].split("-")
    try:
        year, month, day = (int(parts[i]) if i < len(parts) else 0 for i in range(3))
        return date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None


def find_times(text: str, anchor: Anchor, *, future: bool = False) -> tuple[TimeExpression, ...]:
    """The expressions of time in `text`, left to right, not overlapping; `future` says that the text speaks of what is to come."""
    found: list[TimeExpression] = []
    taken = [False] * (len(text) + 1)
    for pattern, reckon in _RULES:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            edtf, deictic = reckon(match, anchor, future)
            if edtf == "":
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            lead = len(match.group()) - len(match.group().lstrip())
            found.append(TimeExpression(match.start() + lead, match.end(), match.group().strip(), edtf, deictic))
    return tuple(sorted(found, key=lambda time: time.start))


def is_day(time: TimeExpression) -> bool:
    """Whether the words name a day by month and number, as "October 27" or "27 October 2020" do."""
    return bool(_BY_NUMBER.fullmatch(time.text))


_BY_NUMBER = re.compile(
    r"(?:[A-Z][a-z]+\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\.?)(?:,?\s+\d{4})?"
)
_Reckoned = tuple[str | None, bool]
_Rule = Callable[[re.Match[str], Anchor, bool], _Reckoned]


def _month(word: str) -> int:
    name = word.lower()
    return _MONTHS[name] if name in _MONTHS else _MONTHS[f"{name}."]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(month: int, day: int | None, anchor: Anchor, future: bool) -> int | None:
    """The year that puts the month and day nearest to the document's date; the past is favoured unless the text looks ahead."""
    now = anchor.day
    if now is None:
        return None
    start = now.replace(day=1) if not anchor.exact else now

    def distance(year: int) -> float:
        try:
            then = date(year, month, day or 1)
        except ValueError:
            return 1e9
        if day is None and then <= now:
            then = min(now, date(year, month, monthrange(year, month)[1]))
        late = (then - now).days
        early = (start - then).days
        return max(0, late) * (1.0 if future else 3.0) + max(0, early) * (2.0 if future else 1.0)

    return min((now.year - 1, now.year, now.year + 1), key=distance)


def _full(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    return _iso(int(match["year"]), _month(match["month"]), int(match["day"])), False


def _iso_date(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    return _iso(*(int(part) for part in match.group().split("-"))), False


def _day_month(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    month, day = _month(match["month"]), int(match["day"])
    year = _year_of(month, day, anchor, future)
    return (_iso(year, month, day) if year else None), False


def _day_range(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    groups = match.groupdict()
    month, last_month = _month(match["month"]), _month(groups.get("month2") or match["month"])
    year = int(groups["year"]) if groups.get("year") else _year_of(last_month, int(match["day2"]), anchor, future)
    if not year:
        return None, False
    first, last = _iso(year, month, int(match["day"])), _iso(year, last_month, int(match["day2"]))
    return (f"{first}/{last}" if first and last else None), False


def _month_year(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    return f"{int(match['year'])}-{_month(match['month']):02}", False


def _month_alone(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    month = _month(match["month"])
    year = _year_of(month, None, anchor, future)
    return (f"{year}-{month:02}" if year else None), False


def _year_alone(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    return match["year"], False


def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    """The weekday last past (or to come), counted from the document's day."""
    now = anchor.day if anchor.exact else last_day(anchor.told)
    if now is None:
        return None, False
    wanted = next(i for i, name in enumerate(_DAYS) if name.startswith(match["weekday"].lower()))
    which = (match["which"] or "").lower()
    back = (now.weekday() - wanted) % 7
    if which == "next" or (future and which != "last" and back):
        return (now + timedelta(days=(wanted - now.weekday()) % 7 or 7)).isoformat(), False
    return (now - timedelta(days=back or (7 if which == "last" else 0))).isoformat(), False


def _named_day(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    step = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["named"].lower()]
    if not anchor.exact or anchor.day is None:
        return None, False
    return (anchor.day + timedelta(days=step)).isoformat(), False


def _shifted(day: date, unit: str, count: int) -> str | None:
    """The day, month or year that lies `count` units after `day`, as precise as the unit."""
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit == "week":
        then = day + timedelta(weeks=count)
        monday = then - timedelta(days=then.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    months = day.year * 12 + day.month - 1 + (count if unit == "month" else 12 * count)
    return f"{months // 12}-{months % 12 + 1:02}" if unit == "month" else str(months // 12)


def _calendar(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    """Last week, this month, next year; "the previous day" and "the next day" count from the story."""
    unit, which = match["unit"].lower(), match["which"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "same": 0, "that": 0, "very": 0}.get(which, 1)
    told = which in ("previous", "preceding", "same", "that", "following", "very") or (unit == "day" and which == "next")
    base = anchor.story if told else anchor.day
    if base is None or (unit in ("day", "week") and not told and not anchor.exact):
        return None, told
    return _shifted(base, unit, step), told


def _day_beside(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    base = anchor.story
    step = -1 if match["side"].lower() in ("before", "earlier") else 1
    return (_shifted(base, "day", step) if base else None), True


def _counted(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    """Two days ago, three weeks earlier, six months later."""
    word = match["count"].lower()
    if word in ("several", "few"):
        return None, False
    count = int(word) if word.isdigit() else 1 if word in ("a", "an") else _NUMBERS.index(word)
    side = match["side"].lower()
    told = side != "ago"
    base = anchor.story if told else anchor.day
    exact = anchor.exact or told or match["unit"].lower() in ("month", "year")
    if base is None or not exact:
        return None, told
    signed = count if side in ("later", "after") else -count
    if match["unit"].lower() == "week":
        return (base + timedelta(weeks=signed)).isoformat(), told
    return _shifted(base, match["unit"].lower(), signed), told


def _nth_unit(match: re.Match[str], anchor: Anchor, future: bool) -> _Reckoned:
    """Now in its second month: from so long before the story's day until that day."""
    base = anchor.story
    word = match["ordinal"].lower()
    if base is None:
        return None, True
    count = int(re.sub(r"\D", "", word)) if word[0].isdigit() else _ORDINALS.index(word)
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        first = (base - timedelta(days=(count - 1) * (7 if unit == "week" else 1))).isoformat()
    else:
        first = _shifted(base, unit, 1 - count) or ""
    return f"{first}/{base.isoformat()}", True


def _compiled() -> Iterator[tuple[re.Pattern[str], _Rule]]:
    month, day, year = _MONTH.format("month"), _DAY.format("day"), _YEAR.format("year")
    day2, month2 = _DAY.format("day2"), _MONTH.format("month2")
    dash = r"\s?(?:-|–|—|to|and|until)\s?"
    ordinal = "|".join(_ORDINALS[1:]) + r"|\d{1,2}(?:st|nd|rd|th)"
    rules: list[tuple[str, _Rule]] = [
        (r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b", _iso_date),
        (rf"\b{month}\s+{day}{dash}{day2}\b(?!\d)(?:,?\s+{year}\b)?", _day_range),
        (rf"\b{day}{dash}{day2}\s+{month}\b(?:,?\s+{year}\b)?", _day_range),
        (rf"\b{month}\s+{day}{dash}{month2}\s+{day2}\b(?:,?\s+{year}\b)?", _day_range),
        (rf"\b{month}\s+{day},?\s+{year}\b", _full),
        (rf"\b{day}\s+(?:of\s+)?{month},?\s+{year}\b", _full),
        (rf"\b{month}\s+{day}\b(?![\d%]|,\d|\s?(?:percent|million|billion))", _day_month),
        (rf"\b{day}\s+(?:of\s+)?{month}\b", _day_month),
        (rf"\b(?:(?:early|late|mid)[- ])?{month},?\s+(?:of\s+)?{year}\b", _month_year),
        (rf"\b(?:the\s+)?(?P<which>last|this|next|coming|previous|following)?\s?\b{_WEEKDAY}\b", _weekday),
        (r"\b(?P<named>yesterday|today|tonight|tomorrow)\b", _named_day),
        (rf"\b{_COUNT}\s+{_UNIT}\s+(?P<side>ago|earlier|before|later|after)\b", _counted),
        (r"\b(?:the|a)\s+day\s+(?P<side>before|earlier|after|later)\b", _day_beside),
        (
            rf"\b(?:the\s+)?(?:(?:earlier|later)\s+)?(?P<which>last|past|previous|preceding|this|same|that|very|next|coming|following)"
            rf"\s+{_UNIT.replace('s?', '')}\b",
            _calendar,
        ),
        (rf"\bin\s+(?:its|their|the)\s+(?P<ordinal>{ordinal})\s+{_UNIT.replace('s?', '')}\b", _nth_unit),
        (
            rf"\b(?:(?:in|since|until|by|from|during|last|this|next|early|late|mid|of|the)[- ])"
            rf"(?:(?:early|late|mid)[- ])?{month}(?!\s+(?:have|has|be|not|also)\b)\b",
            _month_alone,
        ),
        (
            rf"\b{_YEAR.format('year')}(?=\s+(?:agreement|accord|treaty|deal|war|ceasefire|constitution|election|coup|summit)\b)",
            _year_alone,
        ),
        (rf"\b(?:in|since|until|by|from|during|of|early|late|mid)[- ](?:early |late |mid-)?{year}\b", _year_alone),
    ]
    for pattern, rule in rules:
        flags = 0 if rule in (_month_alone, _day_month, _full, _month_year, _day_range, _weekday) else re.IGNORECASE
        yield re.compile(pattern, flags), rule


_RULES = tuple(_compiled())
