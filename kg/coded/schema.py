"""The columns of a table of statements made from coded events."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from kg.model import Kind, Statement

DOCUMENT_COLUMNS = ("title", "publisher", "published")
"""What the table tells of each statement's document, which has one page and no more words than the statement's quote."""

_WHOLE = frozenset({"page", "start", "end", "trigger_start", "trigger_end"})
_REAL = frozenset({"goldstein"})


@cache
def schema() -> pa.Schema:
    """The fields of the JSON Lines form by the same names, as in a Parquet table of statements, and `DOCUMENT_COLUMNS`."""
    example = Statement("", 1, 0, 0, "", "", 0, 0, Kind.EVENT).to_json()
    columns = [(name, _type(name, value)) for name, value in example.items()]
    return pa.schema([*columns, *((name, pa.string()) for name in DOCUMENT_COLUMNS)])


def _type(name: str, value: object) -> pa.DataType:
    if name in _WHOLE:
        return pa.int64()
    if name in _REAL:
        return pa.float64()
    return pa.list_(pa.string()) if isinstance(value, list) else pa.string()
