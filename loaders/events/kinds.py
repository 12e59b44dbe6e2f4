"""The layouts of all data sets, by the word for each on the command line."""

from __future__ import annotations

from importlib import import_module

from kg.errors import UsageError
from loaders.events.layout import Layout

_WHERE = {
    "gdelt1": ("gdelt", "GDELT_1"),
    "gdelt2": ("gdelt", "GDELT_2"),
    "gdelt-mentions": ("mentions", "LAYOUT"),
    "gkg": ("gkg", "LAYOUT"),
    "icews": ("icews", "LAYOUT"),
    "polecat": ("polecat", "LAYOUT"),
    "acled": ("acled", "LAYOUT"),
    "ucdp": ("ucdp", "LAYOUT"),
}

KINDS = tuple(_WHERE)


def layout(kind: str) -> Layout:
    """The layout of a data set. Raises UsageError for an unknown one."""
    if kind not in _WHERE:
        raise UsageError(f"{kind!r} is no data set that is read: give one of {', '.join(KINDS)}")
    module, name = _WHERE[kind]
    found: Layout = getattr(import_module(f"loaders.events.{module}"), name)
    return found
