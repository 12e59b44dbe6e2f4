"""Title, publisher and date of a document: from options, from a sidecar file, or found in the document, in that order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import LoadError, UsageError
from loaders.dates import basic_date, dateline, find_date, is_edtf
from loaders.source import unreadable

SIDECAR = ".meta.json"
DATE_REMEDY = "write 2020-10-27, 2020-11 or 2020"


@dataclass(frozen=True, slots=True)
class Meta:
    """What names and dates a document; None where it is not known. `published` is EDTF: 2020-10-27, 2020-11 or 2020.

    Raises UsageError when `published` is no date.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not is_edtf(self.published):
            raise UsageError(f"{self.published!r} is not a date; {DATE_REMEDY}")

    def over(self, other: Meta) -> Meta:
        """These values, and those of `other` where there is none."""
        return Meta(
            self.title if self.title is not None else other.title,
            self.publisher if self.publisher is not None else other.publisher,
            self.published if self.published is not None else other.published,
        )


NOTHING = Meta()


def sidecar(path: Path) -> Meta:
    """What `NAME.meta.json` beside the file says; nothing when there is none. Raises LoadError when it is malformed."""
    beside = path.with_name(path.stem + SIDECAR)
    try:
        text = beside.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NOTHING
    except OSError as error:
        raise unreadable(beside, error) from error
    except UnicodeDecodeError as error:
        raise LoadError(str(beside), "is not UTF-8; save it as UTF-8") from error
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise LoadError(
            str(beside), f"is not JSON (line {error.lineno}, column {error.colno}: {error.msg}); mend or remove it"
        ) from error
    if not isinstance(row, dict):
        raise LoadError(str(beside), 'is not a JSON object; write {"title": ..., "date": ..., "publisher": ...}')
    return from_row(row, str(beside))


def from_row(row: Mapping[str, Any], where: str) -> Meta:
    """`title`, `publisher` and `date` of a JSON object; other keys are left alone. Raises LoadError naming `where`."""
    return Meta(_string(row, "title", where), _string(row, "publisher", where), _date(row, where))


def in_lines(lines: Iterable[str]) -> str | None:
    """The date of the first line that is there to date the document."""
    return next((found for line in lines if (found := dateline(line))), None)


def _string(row: Mapping[str, Any], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise LoadError(where, f"`{key}` is not a string; write it in quotes")
    return value.strip() or None


def _date(row: Mapping[str, Any], where: str) -> str | None:
    text = _string(row, "date", where)
    if text is None:
        return None
    text = basic_date(text) or text
    found = text if is_edtf(text) else find_date(text)
    if found is None:
        raise LoadError(where, f"`date` {text!r} is not a date; {DATE_REMEDY}")
    return found
