"""EDTF dates as ranges of days, so that a page can compare them as strings."""

from __future__ import annotations

import re

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def bounds(date: str | None) -> tuple[str, str]:
    """The first and the last day that an EDTF date covers, as ISO dates; empty where there is none or an end is open.

    >>> bounds("2020-10"), bounds("2020-10-26/2020-10-29"), bounds("2021/..")
    (('2020-10-01', '2020-10-31'), ('2020-10-26', '2020-10-29'), ('2021-01-01', ''))
    """
    first, _, last = (date or "").partition("/")
    return _day(first, "01", "01"), _day(last or first, "12", "31")


def in_words(date: str | None) -> str:
    """An EDTF date for people to read; empty where there is none.

    >>> in_words("2020-10"), in_words("2020-10-26/2020-10-29"), in_words("2020-10-26/2020-10-26"), in_words("2021/..")
    ('2020-10', '2020-10-26 to 2020-10-29', '2020-10-26', '2021 on')
    """
    first, _, last = (date or "").partition("/")
    if last in ("", first):
        return first
    if first in ("", ".."):
        return f"until {last}"
    return f"{first} on" if last == ".." else f"{first} to {last}"


def _day(date: str, month: str, day: str) -> str:
    found = _DATE.match(date)
    return f"{found[1]}-{found[2] or month}-{found[3] or day}" if found else ""
