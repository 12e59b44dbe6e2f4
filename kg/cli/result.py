"""Prints the result of an analysis: its tables to a person, one of them or all of it as JSON to a program, its picture to a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.output import LABEL, Format, as_json, emit, show, show_text, tell, visible
from kg.cli.statement import SHORT_ID
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.analysis.results import Result, Table

_USUAL_ROWS = 20  # of each table that a person sees where no limit is given
_MOST_EVIDENCE = 3  # ids of statements that a person sees in a cell
_IDS = ("_id", "_ids")

PictureFile = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", show_default=False, help="Draw the result into this SVG file too.")
]
Rows = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=1,
        metavar="N",
        show_default=False,
        help="Print N rows of each table; a person sees 20 if nothing is said.",
    ),
]


def give(result: Result, form: Format, limit: int | None, picture: Path | None) -> None:
    """Prints the result in the form that is asked for, and draws it where a file is named.

    A person gets every table, JSON has the whole result, and CSV, TSV and JSON Lines the table that answers the question. Raises
    `UsageError` for a picture that is no SVG file or cannot be written.
    """
    if picture is not None:
        draw(result, picture)
    if form is Format.TABLE:
        _print_tables(result.tables(), limit or _USUAL_ROWS)
    elif form is Format.JSON:
        emit(as_json(result.to_json()))
    else:
        first = result.tables()[0]
        show(islice(as_rows(first), limit), first.columns, form)
    for note in result.notes():
        tell(note)


def draw(result: Result, target: Path) -> None:
    """Writes the result's picture."""
    from kg.exports.files import whole_file
    from kg.pictures import svg

    if target.suffix.lower() != ".svg":
        raise UsageError(f"{target}: pictures are SVG files; name one that ends in .svg")
    with whole_file(target) as file:
        file.write(svg(result.picture()).encode())


def as_rows(table: Table) -> Iterator[dict[str, Any]]:
    """The rows by column, for a program."""
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _print_tables(tables: Sequence[Table], most: int) -> None:
    for table in tables:
        shown = [column for column in table.columns if not column.endswith(_IDS)]
        if not table.rows:
            continue
        if len(tables) > 1:
            show_text([(), ((visible(table.name), "bold"),)])
        rows = [_told(row, shown) for row in islice(as_rows(table), most)]
        show(rows, shown, Format.TABLE, {column: column.replace("_", " ") for column in shown})
        if len(table.rows) > most:
            show_text([((f"{most} of {len(table.rows):,} rows; --limit {len(table.rows)} shows all", LABEL),)])


def _told(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {column: _cell(column, row[column]) for column in columns}


def _cell(column: str, value: Any) -> Any:
    """The value as a person reads it: numbers with three figures, of many statements the first few."""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, tuple) and "statements" in column:
        ids = " ".join(one[:SHORT_ID] for one in value[:_MOST_EVIDENCE])
        return f"{len(value)}: {ids}{' …' if len(value) > _MOST_EVIDENCE else ''}" if value else "0"
    return value
