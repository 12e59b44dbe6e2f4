"""The table of commands, each with the example that its help shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kg.cli import exchange, lookup, query, quotes, reading, scoring, stores
from kg.model import NAME_VERSION
from kg.stores import DEFAULT_URL

_SETTINGS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    invoke_without_command=True,
    epilog="Exit codes: 0 fine, 1 internal error, 2 usage, 3 not found, 4 ambiguous, 5 some inputs could not be read, 6 store "
    "unreachable, 7 a shape is broken.",
)
store_app = typer.Typer(rich_markup_mode=None, context_settings=_SETTINGS)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(NAME_VERSION)
        raise typer.Exit


@app.callback()
def kg(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option("--store", envvar="KG_STORE", metavar="URL", help="Where the graph is; each command takes this option too."),
    ] = DEFAULT_URL,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """A knowledge graph of diplomacy: who did, said and holds what toward whom, and who vouches for it."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _add(to: typer.Typer, command: Callable[..., None], example: str) -> None:
    to.command(epilog=f"Example: {example}")(command)


_add(app, reading.build, "kg build reports/ --publisher 'Example Wire' --published 2020-11")
_add(app, reading.extract, "kg extract report.pdf --published 2020-11 > statements.jsonl")
_add(app, quotes.quotes, "kg quotes article.html --format table")
_add(app, lookup.documents, "kg documents --format csv")
_add(app, lookup.actors, "kg actors --type SANCTION --since 2020")
_add(app, lookup.actor, "kg actor 'Nikol Pashinian'")
_add(app, lookup.relations, "kg relations Armenia Azerbaijan --since 2020-09 --format csv")
_add(app, lookup.show, "kg show 3f9a21c4")
_add(app, query.cypher, "kg cypher 'MATCH (a:Actor) WHERE a.kind = $kind RETURN a.name' --param kind=State")
_add(app, exchange.export, "kg export --format trig --output graph.trig")
_add(app, exchange.pages, "kg pages out/ --type ACCUSE --type REJECT")
_add(app, exchange.validate, "kg validate")
_add(app, scoring.evaluate, "kg evaluate gold/ --show")

app.add_typer(store_app, name="store", help="Look after the engine that keeps the graph.")
_add(store_app, stores.status, "kg store status")
_add(store_app, stores.start, "kg store start")
_add(store_app, stores.stop, "kg store stop")
_add(store_app, stores.drop, "kg store drop --yes")
