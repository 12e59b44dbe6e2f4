"""What every analysis gives: a small frozen result that is a table, JSON and a picture.

statements --kg.analysis.projections--> graph --an analysis--> Result --> tables(), to_json(), picture()
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from kg.pictures import Chart, svg

Cell = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; actors stand by name, with their ids in columns that end in `_id`."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Result(ABC):
    """The result of an analysis; its classes are frozen dataclasses.

    A result without rows is one like any other: its tables have no rows, `notes` says why, and its picture says that there is nothing.
    """

    __slots__ = ()

    @abstractmethod
    def tables(self) -> tuple[Table, ...]:
        """The result as tables, the one that answers the question first."""

    @abstractmethod
    def picture(self) -> Chart:
        """The result as a chart."""

    def notes(self) -> tuple[str, ...]:
        """What a reader must know beside the figures: what was left out, what is estimated; a sentence each."""
        return ()

    def to_json(self) -> dict[str, Any]:
        """The fields of the result and its notes as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)} | {"notes": list(self.notes())}  # type: ignore[arg-type]

    def _repr_svg_(self) -> str:
        """The picture, for notebooks."""
        return svg(self.picture())


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
