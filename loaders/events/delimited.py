"""Delimited text as tables: a block of lines becomes one Arrow table of texts, and the lines that do not fit are named."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from loaders.events.layout import Layout, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

_WITHOUT_END = "\r\n"
_BEGINNING = 1 << 16  # bytes in which the first row stands
_DELIMITERS = ("\t", ",", ";")  # those of spreadsheets, with a header in whichever a file was saved again


@dataclass(frozen=True, slots=True)
class Form:
    """How the cells of one file are divided, and what its columns are called; `header` tells that its first line says so."""

    delimiter: str
    quoted: bool
    names: tuple[str, ...]
    header: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows of a block as a table; `places` are their numbers among all rows of the block, from 0, as those of the refused are."""

    table: pa.Table
    places: Sequence[int]
    refused: tuple[Refusal, ...]
    rows: int


def fitting(layout: Layout, data: bytes) -> Form | None:
    """How a file of the layout that begins so is written; None where it is not of the layout."""
    first = first_line(data)
    for delimiter in dict.fromkeys((layout.delimiter, *_DELIMITERS)):
        names = tuple(cell.strip().lower().replace(" ", "_") for cell in _divided(first, delimiter))
        if set(layout.needed) <= set(names):
            quoted = not layout.plain or delimiter != "\t" or first.startswith('"')
            return _fitted(Form(delimiter, quoted, _unlike(names), header=True), layout, data)
    quoted = not layout.plain or first.startswith('"')
    width = len(_divided(first, layout.delimiter)) if quoted else first.count(layout.delimiter) + 1
    names = layout.columns.get(width, ())
    return Form(layout.delimiter, quoted, names, header=False) if names else None


def first_line(data: bytes) -> str:
    """The first line of a file, without its end."""
    return data.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip(_WITHOUT_END)


def parse(layout: Layout, form: Form, data: bytes) -> Parsed:
    """The rows of a block without header; blank lines are no rows."""
    import pyarrow as pa
    import pyarrow.csv as pc

    good, refused = _utf8(data, form)
    odd: dict[int, str] = {}

    def keep(row: Any) -> str:
        odd[row.number - 1] = row.text
        return "skip"

    table = pc.read_csv(
        pa.BufferReader(good),
        pc.ReadOptions(use_threads=False, block_size=max(len(good) + 1, 1024), column_names=list(form.names)),
        pc.ParseOptions(
            delimiter=form.delimiter, quote_char='"' if form.quoted else False, double_quote=True, newlines_in_values=form.quoted,
            ignore_empty_lines=False, invalid_row_handler=keep,
        ),
        pc.ConvertOptions(
            check_utf8=False, strings_can_be_null=False, include_columns=[name for name in layout.read if name in form.names],
            column_types=dict.fromkeys(layout.read, pa.string()),
        ),
    ) if good.strip() else pa.table({name: pa.array([], pa.string()) for name in layout.read})  # fmt: skip
    blank = _blank(good, form) if _some_without_cells(table) else set()
    places: Sequence[int] = range(len(table) + len(odd))
    table = _with_all(layout, table)
    if odd or blank:
        kept = [place for place in places if place not in odd]
        places = [place for place in kept if place not in blank]
        table = table.filter(pa.array([place not in blank for place in kept], pa.bool_()))
        odd = {place: text for place, text in odd.items() if place not in blank}
    return _rescued(layout, form, Parsed(table, places, tuple(refused), len(table) + len(odd) + len(refused)), odd)


def line_of(block: bytes, form: Form, first_line: int, row: int) -> int:
    """The line on which a row of a block begins."""
    if not form.quoted or b'"' not in block:
        return first_line + row
    return first_line + sum(text.count(b"\n") + 1 for text in islice(_texts(block, form), row))


def _texts(data: bytes, form: Form) -> Iterator[bytes]:
    """The texts of the rows of a block: lines, or several where a line break stands in quotes."""
    open_lines: list[bytes] = []
    quotes = 0
    for line in data.split(b"\n"):
        open_lines.append(line)
        quotes += line.count(b'"') if form.quoted else 0
        if quotes % 2 == 0:
            yield b"\n".join(open_lines)
            open_lines = []
    if open_lines:
        yield b"\n".join(open_lines)


def _unlike(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with a number behind those that are empty or there already."""
    seen: set[str] = set()
    unlike = []
    for number, name in enumerate(names):
        unlike.append(f"{name}_{number}" if not name or name in seen else name)
        seen.add(unlike[-1])
    return tuple(unlike)


def _divided(row: str, delimiter: str) -> list[str]:
    """The cells of a row that may stand in quotes; none where quotes and line breaks are in disorder."""
    try:
        return next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        return []


def _cells(row: str, form: Form) -> list[str]:
    """The cells of a row."""
    return _divided(row, form.delimiter) if form.quoted else row.split(form.delimiter)


def _fitted(form: Form, layout: Layout, data: bytes) -> Form:
    """The form with as many names as the first row has cells, where the surplus of either is of no use."""
    second = next(islice(_texts(data[:_BEGINNING], form), 1, None), b"")
    cells = _cells(second.decode("utf-8", "replace").rstrip(_WITHOUT_END), form) if second else []
    if not cells or len(cells) == len(form.names):
        return form
    names = form.names[: len(cells)] + tuple(f"surplus_{number}" for number in range(len(form.names), len(cells)))
    return form if set(layout.needed) - set(names) else Form(form.delimiter, form.quoted, names, form.header)


def _blank(data: bytes, form: Form) -> set[int]:
    """The numbers of the rows that are blank lines."""
    return {number for number, text in enumerate(_texts(data, form)) if text in {b"", b"\r"}}


def _some_without_cells(table: pa.Table) -> bool:
    """Whether there is a row of empty cells, as which a blank line comes too."""
    import pyarrow.compute as pc

    empty = None
    for cells in table.columns:
        bare = pc.equal(cells, "")
        empty = bare if empty is None else pc.and_(empty, bare)
        if not pc.any(empty).as_py():
            return False
    return len(table) > 0


def _with_all(layout: Layout, table: pa.Table) -> pa.Table:
    """The table with an empty column for each that rows of this width have not, such as GDELT's SOURCEURL before April 2013."""
    import pyarrow as pa

    there = set(table.column_names)
    nothing = pa.repeat(pa.scalar(""), len(table))
    return pa.table({name: table.column(name) if name in there else nothing for name in layout.read})


def _utf8(data: bytes, form: Form) -> tuple[bytes, list[Refusal]]:
    """The data with the rows emptied that are not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        texts = list(_texts(data, form))
        bad = [number for number, text in enumerate(texts) if not _is_utf8(text)]
        for number in bad:
            texts[number] = b""
        return b"\n".join(texts), [Refusal(number, "not UTF-8") for number in bad]
    return data, []


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rescued(layout: Layout, form: Form, parsed: Parsed, odd: dict[int, str]) -> Parsed:
    """The rows with those of another width that can be understood all the same."""
    import numpy as np
    import pyarrow as pa

    if not odd:
        return parsed
    understood: dict[int, dict[str, str]] = {}
    refused = list(parsed.refused)
    alike, odd = _of_other_widths(layout, form, odd)
    for place, text in odd.items():
        bare = text.rstrip(_WITHOUT_END)
        cells = _cells(bare, form)
        names = _names_of(layout, form, cells)
        if names is None:
            refused.append(Refusal(place, f"{len(cells)} cells instead of {len(form.names)}"))
        else:
            understood[place] = dict(zip(names, cells, strict=False))
    more = pa.table({name: pa.array([row.get(name, "") for row in understood.values()], pa.string()) for name in layout.read})
    places = [*parsed.places, *(place for one in alike for place in one.places), *understood]
    order = np.argsort(np.array(places, np.int64), kind="stable")
    table = pa.concat_tables([parsed.table, *(one.table for one in alike), more]).combine_chunks().take(pa.array(order))
    return Parsed(table, [places[number] for number in order], tuple(sorted(refused, key=lambda one: one.row)), parsed.rows)


def _of_other_widths(layout: Layout, form: Form, odd: dict[int, str]) -> tuple[list[Parsed], dict[int, str]]:
    """The rows whose width is another of the layout's, as tables, and the rest of the odd ones."""
    if form.header or form.quoted:
        return [], odd
    by_width: dict[int, list[int]] = {}
    for place, text in odd.items():
        by_width.setdefault(text.count(form.delimiter) + 1, []).append(place)
    alike = []
    for width in by_width.keys() & layout.columns.keys() - {len(form.names)}:
        places = by_width.pop(width)
        data = "\n".join(odd[place].rstrip(_WITHOUT_END) for place in places).encode()
        same = parse(layout, Form(form.delimiter, form.quoted, layout.columns[width], header=False), data)
        alike.append(Parsed(same.table, places, (), same.rows))
    return alike, {place: odd[place] for places in by_width.values() for place in places}


def _names_of(layout: Layout, form: Form, cells: Sequence[str]) -> tuple[str, ...] | None:
    """What the cells of a row of unusual width are, None where that cannot be told."""
    if len(cells) in layout.columns and not form.header:
        return layout.columns[len(cells)]
    if len(cells) > len(form.names):
        return None if any(cells[len(form.names) :]) else form.names
    return None if set(layout.needed) & set(form.names[len(cells) :]) else form.names
