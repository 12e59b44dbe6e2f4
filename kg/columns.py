"""Statements as columns: the fields of the JSON Lines form by the same names, with the types that Arrow and Parquet give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Kind, Statement

if TYPE_CHECKING:
    import pyarrow as pa

_EXAMPLE = Statement("", 1, 0, 0, "", "", 0, 0, Kind.EVENT).to_json()
_WHOLE = frozenset({"page", "start", "end", "trigger_start", "trigger_end"})
_REAL = frozenset({"goldstein"})

COLUMNS: tuple[str, ...] = tuple(_EXAMPLE)


def column_type(name: str) -> pa.DataType:
    """The type of a column of statements: whole numbers, real ones, lists of texts or texts."""
    import pyarrow as pa

    if name in _WHOLE:
        return pa.int64()
    if name in _REAL:
        return pa.float64()
    return pa.list_(pa.string()) if isinstance(_EXAMPLE[name], list) else pa.string()
