"""How the files of a data set are written, and what a file is that is none of them."""

from __future__ import annotations

import codecs
import re

from kg.errors import LoadError
from loaders.events.delimited import Form, first_line, fitting
from loaders.events.kinds import KINDS, layout
from loaders.events.layout import Layout
from loaders.source import recognise

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BETWEEN = re.compile("[\t,;]")
_NAMED = 3  # of the columns that a header lacks


def form_of(wanted: Layout, path: str, data: bytes) -> Form:
    """How a file that begins so is written. Raises LoadError for one that is not of the layout, naming what it is or lacks."""
    form = fitting(wanted, data)
    if form is None:
        raise LoadError(path, _misfit(wanted, data))
    return form


def _misfit(wanted: Layout, data: bytes) -> str:
    """Why a file that begins so cannot be read as one of the layout, in the words of a LoadError."""
    found = _no_table(data)
    if found is not None:
        return found
    others = [kind for kind in KINDS if kind != wanted.kind and fitting(layout(kind), data) is not None]
    if others:
        return f"is no file of {wanted.kind}, but looks like one of {others[0]}; try kg load {others[0]}"
    return f"is no file of {wanted.kind}: {_lacking(wanted, data)}"


def _no_table(data: bytes) -> str | None:
    """What the bytes are that are no lines of text."""
    if data.startswith(_UTF16):
        return "is UTF-16; save it as UTF-8 (for example `iconv -f UTF-16 -t UTF-8`)"
    found = recognise(data)
    if found is not None:
        return f"is {found}, not a table; give the data set's own file"
    if b"\x00" in data:
        return "holds binary data, not a table; give the data set's own file"
    return None if data.strip() else "is empty; nothing to read"


def _lacking(wanted: Layout, data: bytes) -> str:
    """How the first line differs from those of the layout."""
    if wanted.columns:
        widths = " or ".join(map(str, sorted(wanted.columns)))
        divided = "tabs" if wanted.delimiter == "\t" else "commas"
        cells = first_line(data).count(wanted.delimiter) + 1
        return f"its first line has {cells} cells instead of {widths}, divided by {divided}"
    names = {name.strip('" ').replace(" ", "_") for name in _BETWEEN.split(first_line(data).lower())}
    missing = [name for name in wanted.needed if name not in names]
    if len(missing) == len(wanted.needed):
        return "its first line is no header of one; put the header back"
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return f"its header lacks {', '.join(missing[:_NAMED])}{more}"
