"""`kg query`, `kg cypher` and `kg sparql`: the catalogue of questions, and any other question in a query language."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Form, StoreUrl, Wanted, complete_actor, graph, with_filters
from kg.cli.output import Format, emit, show, tell
from kg.errors import UsageError
from kg.model import Filter

if TYPE_CHECKING:
    from kg.queries import Lookups, Query
    from kg.rdf.querying import Answer, Dataset
    from kg.stores import Store

Texts = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for a parameter by its name; may be repeated."),
]
File = Annotated[Path | None, typer.Option("--file", metavar="FILE", show_default=False, help="Read the query from this file.")]


def complete_query(incomplete: str) -> list[tuple[str, str]]:
    """The names of queries that begin so, each with its purpose."""
    from kg.queries import catalogue

    return [(query.name, query.purpose) for query in catalogue() if query.name.startswith(incomplete)]


def complete_value(context: typer.Context, incomplete: str) -> list[str]:
    """The names of actors that begin so, where the next parameter of the query is one."""
    from kg.queries import ValueType, catalogue

    named = {query.name: query for query in catalogue()}
    query = named.get(context.params.get("name") or "")
    given = len(context.params.get("values") or ())
    wanted = query.positional[given : given + 1] if query else ()
    return complete_actor(context, incomplete) if wanted and wanted[0].type is ValueType.ACTOR else []


def query(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", autocompletion=complete_query, show_default=False, help="Which query; all are listed without."
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUE", autocompletion=complete_value, show_default=False, help="What it asks for, in its order."
        ),
    ] = None,
    *,
    param: Texts = None,
    text: Annotated[bool, typer.Option("--show", help="Print the query, not its answer; it pastes into Neo4j Browser.")] = False,
    in_sparql: Annotated[bool, typer.Option("--sparql", help="Ask in SPARQL, for queries that have both forms.")] = False,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Ask a question of the catalogue, or list the questions.

    The values go to the parameters without a default first, then to the others; `--param limit=5` names one. An actor may be
    given in any known spelling, a period as 2020, 2020-10 or 2020-10-27. With `--show` and values each one is set with `:param`.
    """
    from kg.queries import catalogue, find

    if name is None:
        show(map(_listed, catalogue()), ("query", "parameters", "purpose", "sparql"), form)
        return
    chosen = find(name)
    given = chosen.arranged(values or (), dict(_named(item) for item in param or ()))
    if text and not given:
        emit(_text_of(chosen, in_sparql).rstrip("\n"))
        return
    with graph(store) as opened:
        bound = chosen.bind(given, _lookups(opened))
        if text:
            emit(_filled(chosen, bound, in_sparql).rstrip("\n"))
        elif in_sparql:
            _print(_dataset_of(opened, Filter()).ask(_filled(chosen, bound, True)), form, bound.get("limit"))
        else:
            _show(chosen.columns, opened.query(chosen.text, bound).rows, form)


def cypher(
    text: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="Cypher, - to read it; values go in as $name.", show_default=False)
    ] = None,
    *,
    file: File = None,
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
    asked = _given(text, file)
    values = dict(_parameter(item) for item in param or ())
    with graph(store) as opened:
        table = opened.query(asked, values, write=write)
    _show(table.columns, table.rows, form)


@with_filters
def sparql(
    wanted: Wanted,
    text: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="SPARQL, - to read it; SELECT, ASK, CONSTRUCT or DESCRIBE.", show_default=False),
    ] = None,
    *,
    file: File = None,
    source: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", show_default=False, help="Ask exported files, not the store; may be repeated."),
    ] = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Run a SPARQL query over the graph as RDF.

    The whole graph, or what the filters let pass, is loaded into memory for each query: exported files (`--from graph.nq`) are
    read faster. SELECT and ASK give rows, CONSTRUCT and DESCRIBE Turtle. The prefixes dk, plover, cameo, context, id, dcterms, oa,
    owl, prov, rdfs, skos, wd and xsd are declared. Nothing is written, and no SERVICE is called.
    """
    asked = _given(text, file)
    if source:
        if wanted:
            raise UsageError("filters choose from the store, and --from asks files: leave one of them out")
        _print(_dataset_in(source).ask(asked), form)
        return
    with graph(store) as opened:
        dataset = _dataset_of(opened, wanted.filter(opened))
    _print(dataset.ask(asked), form)


# --- What was given


def _given(text: str | None, file: Path | None) -> str:
    """The query itself: the argument, standard input or a file. Raises UsageError where there is none, or more than one."""
    if (text is None) == (file is None):
        raise UsageError("give one query: as the argument, with - from standard input, or with --file FILE")
    if file is None:
        return sys.stdin.read() if text == "-" else text or ""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not UTF-8 at byte {error.start}") from error


def _named(item: str) -> tuple[str, str]:
    name, equals, value = item.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{item!r} is no parameter; write NAME=VALUE")
    return name, value


def _parameter(item: str) -> tuple[str, Any]:
    name, value = _named(item)
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _lookups(store: Store) -> Lookups:
    from kg.queries import ValueType

    return {
        ValueType.ACTOR: lambda text: store.find_actor(text).id,
        ValueType.STATEMENT: lambda text: store.statement(text).id,
        ValueType.DOCUMENT: lambda text: store.document(text).id,
    }


# --- The text of a query


def _text_of(chosen: Query, in_sparql: bool) -> str:
    if not in_sparql:
        return chosen.text
    if chosen.sparql is None:
        from kg.queries import catalogue

        both = ", ".join(each.name for each in catalogue() if each.sparql is not None)
        raise UsageError(f"{chosen.name} has no SPARQL form; {both} have one")
    return chosen.sparql


def _filled(chosen: Query, bound: dict[str, Any], in_sparql: bool) -> str:
    from kg.rdf.querying import with_values  # here, because RDF is heavy

    return with_values(_text_of(chosen, True), bound) if in_sparql else chosen.pasted(bound)


# --- The dataset


def _dataset_of(store: Store, passing: Filter) -> Dataset:
    from kg.exports import source
    from kg.rdf.querying import with_statements

    return with_statements(source.readings(store, passing), source.profiles(store, passing))


def _dataset_in(files: Iterable[Path]) -> Dataset:
    from kg.rdf.querying import Dataset

    dataset = Dataset()
    for file in files:
        dataset.load(file)
    return dataset


# --- Printing


def _listed(query: Query) -> dict[str, Any]:
    return {"query": query.name, "parameters": query.usage, "purpose": query.purpose, "sparql": query.sparql is not None}


def _print(answer: Answer, form: Format, limit: int | None = None) -> None:
    if answer.turtle is None:
        _show(answer.columns, answer.rows[:limit], form)
    elif form is Format.TABLE:
        for line in answer.turtle.splitlines():
            emit(line)
    else:
        raise UsageError(f"CONSTRUCT and DESCRIBE give Turtle, which is not {form}: leave --format out")


def _show(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: Format) -> None:
    show((dict(zip(columns, row, strict=True)) for row in rows), columns, form)
    if not rows and form is Format.TABLE:
        tell("nothing found")
