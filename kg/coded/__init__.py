"""Coded events become statements: whose they are, what they tell, and which rows tell of one event.

for table in buckets.tables():
    statements(merge(table, coder), coder)
"""

from __future__ import annotations

from kg.coded.buckets import Buckets
from kg.coded.merging import merge, parted
from kg.coded.schema import schema
from kg.coded.statements import readings, statements

__all__ = ["Buckets", "merge", "parted", "readings", "schema", "statements"]
