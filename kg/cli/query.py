"""`kg cypher`: any question, in the store's own language."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from kg.cli.options import Form, StoreUrl, graph
from kg.cli.output import Format, show


def cypher(
    text: Annotated[str, typer.Argument(metavar="QUERY", help="Cypher; values go in as $name.", show_default=False)],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for $NAME: JSON, or else text; may be repeated."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Let the query change the graph.")] = False,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Run a Cypher query; it may only read, unless --write is given.

    The graph has (:Actor), (:Statement), (:Document), (:Page) and (:Place); between actors there is one relationship for each
    thing done, such as (a)-[:ACCUSE]->(b), which carries date, text, page and the statement's id.
    """
    values = dict(_parameter(item) for item in param or ())
    with graph(store) as opened:
        table = opened.query(text, values, write=write)
    rows = [dict(zip(table.columns, values, strict=True)) for values in table.rows]
    show(rows, table.columns, form)


def _parameter(item: str) -> tuple[str, Any]:
    name, equals, value = item.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{item!r} is no parameter; write NAME=VALUE")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value
