"""The parameters of queries: their types, and the values that given texts stand for."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from kg.errors import UsageError, VocabularyError
from kg.model import Certainty
from kg.vocabulary import plover

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class ValueType(StrEnum):
    """What a parameter takes; the first three are looked up in the graph and stand for an id."""

    ACTOR = "actor"
    STATEMENT = "statement"
    DOCUMENT = "document"
    FIRST_DAY = "first-day"
    LAST_DAY = "last-day"
    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    CERTAINTY = "certainty"
    TYPE = "type"


Lookups: TypeAlias = Mapping[ValueType, Callable[[str], str]]  # how to find the id of what a text names in the graph


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query; a `required` one has no default, every other one is bound to it where nothing is given."""

    name: str
    type: ValueType
    meaning: str
    default: str | int | float | tuple[str, ...] | None = None
    required: bool = True

    def value(self, text: str, lookups: Lookups) -> Any:
        """The value that a text stands for. Raises UsageError, or what the lookup raises, where it stands for none."""
        lookup = lookups.get(self.type)
        if lookup is not None:
            return lookup(text)
        try:
            return _READERS[self.type](text)
        except (ValueError, VocabularyError) as error:
            raise UsageError(f"{self.name}: {error}") from None

    @property
    def declared(self) -> str:
        """The type and, where it may be left out, the default, as a reader writes them."""
        return str(self.type) if self.required else f"{self.type} = {json.dumps(self.default, ensure_ascii=False)}"


def days(text: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year. Raises ValueError for anything else.

    >>> days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    found = _DATE.fullmatch(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            first = date(year or 0, month or 1, day or 1)
            last_month = month or 12
            return first, date(first.year, last_month, day or monthrange(first.year, last_month)[1])
        except ValueError:
            pass
    raise ValueError(f"{text!r} is no date; write 2020-10-27, 2020-10 or 2020")


def _texts(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _integer(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"{text!r} is no whole number") from None
    if not 0 <= number < 2**63:
        raise ValueError(f"{text!r} must be between 0 and {2**63 - 1}")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no number") from None


def _certainty(text: str) -> str:
    if text not in list(Certainty):
        raise ValueError(f"{text!r} is no certainty; there are {', '.join(Certainty)}")
    return text


_READERS: Mapping[ValueType, Callable[[str], Any]] = {
    ValueType.ACTOR: str,
    ValueType.STATEMENT: str,
    ValueType.DOCUMENT: str,
    ValueType.FIRST_DAY: lambda text: days(text)[0].isoformat(),
    ValueType.LAST_DAY: lambda text: days(text)[1].isoformat(),
    ValueType.TEXT: str,
    ValueType.TEXTS: _texts,
    ValueType.INTEGER: _integer,
    ValueType.NUMBER: _number,
    ValueType.CERTAINTY: _certainty,
    ValueType.TYPE: lambda text: plover(text.upper()).name,
}
