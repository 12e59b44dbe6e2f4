"""How the files of a data set are laid out, and what a loader of events says of the rows that it cannot take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is no record; `row` counts from 0 within its table, or block of rows, `reason` is the same for all of a sort."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Coded:
    """The records of some rows in the form of `kg.records.schema()`, in the order of the rows, and the rows that are none."""

    records: pa.Table
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One data set's files.

    `records` turns a table of texts with the columns `read` (no nulls: an empty cell is an empty text) into records: those that are
    `needed` and those that some files have not, which are `optional`. Names of columns are in small letters with underscores for
    spaces. `columns` are those of files without a header, by the width of a row. Where the header does not stand in quotes the
    cells of a `plain` layout do not either.
    """

    kind: str
    delimiter: str
    needed: tuple[str, ...]
    records: Callable[[pa.Table], Coded]
    columns: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    plain: bool = False
    optional: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[str, ...]:
        """All columns that become part of a record."""
        return self.needed + self.optional
