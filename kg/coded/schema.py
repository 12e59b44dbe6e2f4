"""The columns of a table of statements made from coded events."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from kg.columns import COLUMNS, column_type

DOCUMENT_COLUMNS = ("title", "publisher", "published")
"""What the table tells of each statement's document, which has one page and no more words than the statement's quote."""


@cache
def schema() -> pa.Schema:
    """The columns of any table of statements, and `DOCUMENT_COLUMNS`."""
    return pa.schema([*((name, column_type(name)) for name in COLUMNS), *((name, pa.string()) for name in DOCUMENT_COLUMNS)])
