"""Dates as people write them at the head of a document, turned into EDTF: 2020-10-27, 2020-11 or 2020."""

from __future__ import annotations

import re
from datetime import date

from kg.vocabulary import month_numbers

_NUMBERS = {name.rstrip("."): number for name, number in month_numbers().items()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WRITTEN = tuple(
    re.compile(rf"(?<![\w-]){_WEEKDAY}{pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_MONTH},?\s+{_YEAR}")
)
_ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?![\w-])(?!:)|"
                  r"(?<![\w-])(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?=T\d)")  # fmt: skip
_EDTF = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_LABELLED = re.compile(r"(?i)^(?:date|published|updated|issued|posted|as of)\b\s*(?:on)?\s*:?\s*")
_HEAD = 500  # characters of a line within which the date stands that dates the document
_PLACE_BEFORE = re.compile(r"^[A-Z][A-Z .'’/-]+,\s*$")


def is_edtf(text: str) -> bool:
    """Whether `text` is a real day, month or year in EDTF.

    >>> [is_edtf(text) for text in ("2020-10-27", "2020-11", "2020", "2020-13", "27.10.2020")]
    [True, True, True, False, False]
    """
    if not _EDTF.fullmatch(text):
        return False
    year, month, day = (int(part) for part in [*text.split("-"), "1", "1"][:3])
    return _is_day(year, month, day)


def basic_date(text: str) -> str | None:
    """The day that ISO's basic format writes without dashes, as EDTF.

    >>> basic_date("20150609"), basic_date("20151309"), basic_date("2015-06-09")
    ('2015-06-09', None, None)
    """
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text.strip())
    day = "-".join(found.groups()) if found else ""
    return day if is_edtf(day) else None


def find_date(text: str) -> str | None:
    """The first date in `text` that has a year, as EDTF; None when there is none.

    >>> find_date("Tuesday, October 15, 2019"), find_date("IRAN Country Report November 2020"), find_date("in May")
    ('2019-10-15', '2020-11', None)
    """
    found = _first(text)
    return found[1] if found else None


def dateline(line: str) -> str | None:
    """The date of a line that is there to date the document, alone, labelled or after a place in capitals; else None.

    >>> dateline("Published: 2 November 2020"), dateline("TBILISI, 2 Nov. 2020 - Talks opened."), dateline("He left on 2 May 2020.")
    ('2020-11-02', '2020-11-02', None)
    """
    bare = _LABELLED.sub("", line.strip().strip("*_#()[]").strip())
    found = _first(bare[:_HEAD])
    if found is None:
        return None
    (start, end), value = found
    before, after = bare[:start], bare[end:]
    alone = not before and not after.strip(" .,;")
    timed = not before and re.fullmatch(r"[\s,T|–-]*\d{1,2}:\d{2}.*", after) is not None
    return value if alone or timed or (_PLACE_BEFORE.match(before) and len(after) < 400) else None


def from_pdf(stamp: str) -> str | None:
    """The day of a PDF date such as "D:20201102093000Z"; None when it is none."""
    match = _PDF.match(stamp)
    if not match or not _is_day(*(int(part) for part in match.groups())):
        return None
    return "-".join(match.groups())


def _first(text: str) -> tuple[tuple[int, int], str] | None:
    found = [
        (match.span(), value) for pattern in (*_WRITTEN, _ISO) for match in pattern.finditer(text) if (value := _edtf(match))
    ]
    return min(found, key=lambda item: (item[0][0], -item[0][1]), default=None)


def _edtf(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups["year"] or groups.get("y")
    month = (groups["month"] or groups.get("m") or "").lower()
    day = groups.get("day") or groups.get("d")
    number = _NUMBERS.get(month) or int(month)
    if not _is_day(int(year or 0), number, int(day or 1)):
        return None
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
