"""What goes to standard output and in which form: tables for people, JSON, CSV and TSV for programs.

A table on a terminal is drawn to its width and folded, never cut; through a pipe it is plain text in aligned columns. Text from
reports is data: nothing in it is markup, and control characters in it are shown, not sent to the terminal.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn
    from rich.table import Table
    from rich.text import Text

Row = Mapping[str, Any]
Segment = tuple[str, str]  # text and its style
LABEL = "dim"
NARROW = 70  # columns of a terminal below which nothing is set in columns
_LABEL_WIDTH = 13
_NEVER_FOLDED = 12  # characters of a column that are worth more in one piece

# C0 and C1 controls, and the marks that turn the direction of writing: a terminal would obey them.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class OutputClosedError(Exception):
    """Nobody reads standard output any more."""


class Format(StrEnum):
    """The forms in which a command prints its rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


def show(rows: Iterable[Row], columns: Sequence[str], form: Format, in_table: Mapping[str, str] | None = None) -> None:
    """Prints the rows; `in_table` names and heads the columns that a person sees where they are not those that a program gets."""
    if form is Format.TABLE:
        _show_table(list(rows), in_table or {column: column.replace("_", " ") for column in columns})
    else:
        for line in lines(rows, columns, form):
            emit(line)


def lines(rows: Iterable[Row], columns: Sequence[str], form: Format) -> Iterator[str]:
    """The rows as a program reads them, line by line."""
    return _WRITERS[form](rows, columns)


def show_text(lines: Iterable[Sequence[Segment]], indent: int = 0) -> None:
    """Prints lines of text, styled on a terminal and folded there between words."""
    console = terminal()
    for line in lines:
        if console is None:
            emit(" " * indent + "".join(text for text, _ in line))
        elif not line:
            console.print()
        else:
            from rich.padding import Padding

            console.print(Padding.indent(_folding(line), indent))


def _folding(line: Sequence[Segment]) -> Text | Table:
    """The line as a terminal folds it: what is told under a label stays to the right of it."""
    from rich.table import Table
    from rich.text import Text

    if len(line) < 2 or line[0][1] != LABEL or len(line[0][0]) != _LABEL_WIDTH:
        return Text.assemble(*line)
    grid = Table.grid()
    grid.add_column(width=_LABEL_WIDTH, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(*line[0]), Text.assemble(*line[1:]))
    return grid


def fact(label: str, value: str) -> tuple[Segment, ...]:
    """A line that tells one thing under its label."""
    return ((label.ljust(_LABEL_WIDTH), LABEL), (visible(value), ""))


def emit(line: str) -> None:
    """Writes one line to standard output. Raises `OutputClosedError` where its reader, such as `head`, has gone."""
    try:
        sys.stdout.write(line + "\n")
    except BrokenPipeError as error:
        raise OutputClosedError from error


def tell(message: str) -> None:
    """Writes one line for people to standard error."""
    sys.stderr.write(visible(message) + "\n")


def sum_up(found: int, limit: int | None, noun: str, form: Format) -> None:
    """Says how many there are to a person, and to everybody where a limit kept some back."""
    shown = min(found, limit or found)
    if shown < found:
        tell(f"{shown} of {found} {noun}s shown; --limit {found} shows all")
    elif form is Format.TABLE:
        tell(f"{found} {noun}{'' if found == 1 else 's'}")


def complain(message: str) -> None:
    """Says in one line on standard error what went wrong."""
    tell(f"kg: {message}")


def visible(text: str) -> str:
    r"""The text in one line, with what a terminal would obey shown as an escape.

    >>> visible("red\x1b[31m\nalert ")
    'red\\x1b[31m alert'
    """
    return printable(text).strip()


def printable(text: str) -> str:
    """Part of a line: as `visible`, with the space around it."""
    return _OBEYED.sub(lambda found: ascii(found.group())[1:-1], _SPACE.sub(" ", text))


def as_json(value: object) -> str:
    """The value as JSON in one line; what JSON does not know, such as a point in time, as its text."""
    return json.dumps(value, ensure_ascii=False, default=str)


def terminal() -> Console | None:
    """The terminal that standard output is, or None where it is a file or a pipe."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)


@contextmanager
def progress(doing: str, *, printing: bool = False) -> Iterator[Callable[[str], None]]:
    """Shows on a terminal's standard error how far the work has come; give it a line at each step.

    While a command is `printing` its rows to the same terminal these are themselves the progress, and nothing else is shown.
    """
    if not watched(printing=printing):
        yield lambda line: None
        return
    from rich.progress import SpinnerColumn, TextColumn

    with passing(SpinnerColumn(), TextColumn("{task.description}", markup=False)) as spinner:
        task = spinner.add_task(visible(doing), total=None)
        yield lambda line: spinner.update(task, description=visible(line))


def watched(*, printing: bool) -> bool:
    """Whether somebody watches standard error who does not see rows being printed to the same terminal."""
    return sys.stderr.isatty() and not (printing and sys.stdout.isatty())


def passing(*columns: ProgressColumn) -> Progress:
    """A progress line of these columns on standard error, gone when the work is done."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,  # rows belong on standard output, whatever standard error is
    )


def prepare_streams() -> None:
    """Makes both streams take any character: UTF-8 where a program reads, an escape where the terminal lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def give_up_output() -> None:
    """Sends what is still to be flushed nowhere, as nobody reads it any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_table(rows: Sequence[Row], heads: Mapping[str, str]) -> None:
    console = terminal()
    if console is None:
        for line in _aligned(rows, heads):
            emit(line)
    else:
        _draw(console, rows, heads)


def _draw(console: Console, rows: Sequence[Row], heads: Mapping[str, str]) -> None:
    from rich.text import Text

    table = new_table()
    for column, head in heads.items():
        widest = max((len(visible(cell(row.get(column)))) for row in rows), default=0)
        table.add_column(head, overflow="fold", no_wrap=widest <= _NEVER_FOLDED)
    for row in rows:
        table.add_row(*(Text(visible(cell(row.get(column)))) for column in heads))
    console.print(table)


def new_table() -> Table:
    """An empty table in the style of all our tables."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")


def _aligned(rows: Sequence[Row], heads: Mapping[str, str]) -> Iterator[str]:
    table = [list(heads.values()), *([visible(cell(row.get(column))) for column in heads] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for line in table:
        yield "  ".join(text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    """The columns that the text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # here, because most text is plain

    return cell_len(text)


def _json(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    yield "["
    before = ""
    for row in rows:
        if before:
            yield before + ","
        before = as_json(_pick(row, columns))
    if before:
        yield before
    yield "]"


def _jsonl(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    return (as_json(_pick(row, columns)) for row in rows)


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="")
    for values in _with_header(rows, columns):
        writer.writerow(values)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _tsv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    return ("\t".join(value.translate(_TSV_ESCAPES) for value in values) for values in _with_header(rows, columns))


def _with_header(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[list[str]]:
    yield list(columns)
    for row in rows:
        yield [cell(row.get(column)) for column in columns]


def _pick(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    return {column: row.get(column) for column in columns}


def cell(value: object) -> str:
    """The value as the text of one cell: a list's parts joined by `; `, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(cell, value))
    return as_json(value) if isinstance(value, dict) else str(value)


_WRITERS = {Format.JSON: _json, Format.JSONL: _jsonl, Format.CSV: _csv, Format.TSV: _tsv}
