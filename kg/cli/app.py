"""The table of commands, each with the example that its help shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
import typer.core

from kg.cli import (
    analyse,
    connections,
    exchange,
    load,
    lookup,
    positions,
    query,
    quotes,
    reading,
    rivals,
    scoring,
    spark,
    stores,
    timeline,
)
from kg.model import NAME_VERSION
from kg.stores import DEFAULT_URL

READING, LOOKING, ANALYSING, ASKING, GIVING, BEYOND = (
    "Read reports", "Look things up", "See the whole", "Ask in a query language", "Hand on and check", "Past one machine",
)  # fmt: skip

WHO, WHEN, WHOSE = "Who", "When", "Whose word"

_SENTENCE = 200  # characters; longer ones would be cut

_SETTINGS = {"help_option_names": ["-h", "--help"]}


class Grouped(typer.core.TyperGroup):
    """Commands listed in the help under the headings of the work that they are for, in the order in which they were added."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes the list of commands, each with the first sentence of its help."""
        under: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands))
        for name, command in self.commands.items():
            heading = getattr(command, "rich_help_panel", None) or "Commands"
            under.setdefault(heading, []).append((name.ljust(width), command.get_short_help_str(_SENTENCE)))
        for heading, listed in under.items():
            with formatter.section(heading):
                formatter.write_dl(listed)


app = typer.Typer(
    cls=Grouped,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    invoke_without_command=True,
    epilog="Exit codes: 0 fine, 1 internal error, 2 usage, 3 not found, 4 ambiguous, 5 some inputs could not be read, 6 store "
    "unreachable, 7 a shape is broken.",
)
analyse_app = typer.Typer(cls=Grouped, rich_markup_mode=None, context_settings=_SETTINGS)
store_app = typer.Typer(cls=Grouped, rich_markup_mode=None, context_settings=_SETTINGS)
spark_app = typer.Typer(cls=Grouped, rich_markup_mode=None, context_settings=_SETTINGS)


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


def _add(to: typer.Typer, command: Callable[..., None], example: str, heading: str | None = None) -> None:
    to.command(epilog=f"Example: {example}", rich_help_panel=heading)(command)


_add(app, reading.build, "kg build examples/ --publisher 'Example Wire' --published 2020-11", READING)
_add(app, reading.extract, "kg extract examples/truce-talks.html > statements.jsonl", READING)
_add(app, load.load, "kg load --help", READING)
_add(app, quotes.quotes, "kg quotes examples/truce-talks.html --format table", READING)
_add(app, lookup.relations, "kg relations Armenia Azerbaijan --since 2020-09 --format csv", LOOKING)
_add(app, lookup.show, "kg show 3f9a21c4", LOOKING)
_add(app, positions.stance, "kg stance 'Emmanuel Macron' --toward Armenia", LOOKING)
_add(app, rivals.contested, "kg contested Armenia Azerbaijan", LOOKING)
_add(app, timeline.timeline, "kg timeline Armenia Azerbaijan --since 2020-10", LOOKING)
_add(app, connections.path, "kg path 'Mike Pompeo' Iran --most 3", LOOKING)
_add(app, lookup.actors, "kg actors --type ACCUSE --limit 10", LOOKING)
_add(app, lookup.actor, "kg actor 'Nikol Pashinian'", LOOKING)
_add(app, lookup.documents, "kg documents --said-by 'Ilham Aliyev'", LOOKING)
_add(app, query.query, "kg query asked 'Mike Pompeo'", ASKING)
_add(app, query.cypher, "kg cypher 'MATCH (a:Actor) WHERE a.kind = $kind RETURN a.name' --param kind=State", ASKING)
_add(app, query.sparql, "kg sparql 'SELECT ?name WHERE { ?state a dk:State ; skos:prefLabel ?name }'", ASKING)
_add(app, exchange.export, "kg export --format trig --output graph.trig", GIVING)
_add(app, exchange.pages, "kg pages out/ --type ACCUSE --type REJECT", GIVING)
_add(app, exchange.validate, "kg validate --document examples/truce-talks.html", GIVING)
_add(app, scoring.evaluate, "kg evaluate gold/ --show", GIVING)

app.add_typer(
    analyse_app,
    name="analyse",
    help="Analyse the graph: who is central, who sides with whom, what changed.",
    rich_help_panel=ANALYSING,
)
_add(analyse_app, analyse.centrality, "kg analyse centrality --since 2020-10 --picture central.svg", WHO)
_add(analyse_app, analyse.communities, "kg analyse communities --over 3", WHO)
_add(analyse_app, analyse.brokers, "kg analyse brokers --between community", WHO)
_add(analyse_app, analyse.mediators, "kg analyse mediators Armenia Azerbaijan", WHO)
_add(analyse_app, analyse.balance, "kg analyse balance --certainty probable", WHO)
_add(analyse_app, analyse.blocs, "kg analyse blocs --number 3", WHO)
_add(analyse_app, analyse.affinity, "kg analyse affinity --least 2", WHO)
_add(analyse_app, analyse.predictions, "kg analyse predictions --test 2020-10", WHO)
_add(analyse_app, analyse.dyad, "kg analyse dyad Armenia Azerbaijan --by day", WHEN)
_add(analyse_app, analyse.dyads, "kg analyse dyads --by quarter", WHEN)
_add(analyse_app, analyse.changes, "kg analyse changes 2020-10 2020-11", WHEN)
_add(analyse_app, analyse.contested, "kg analyse contested --type ACCUSE", WHOSE)
_add(analyse_app, analyse.favour, "kg analyse favour --least 5 --format csv", WHOSE)
_add(analyse_app, analyse.quotations, "kg analyse quotations --picture voices.svg", WHOSE)
_add(analyse_app, analyse.agreement, "kg analyse agreement --since 2020-09 --report-dates", WHOSE)

app.add_typer(store_app, name="store", help="Look after the engine that keeps the graph.", rich_help_panel=GIVING)
_add(store_app, stores.status, "kg store status")
_add(store_app, stores.start, "kg store start")
_add(store_app, stores.stop, "kg store stop")
_add(store_app, stores.drop, "kg store drop --yes")

app.add_typer(spark_app, name="spark", help="Load, extract and store on a cluster of Apache Spark.", rich_help_panel=BEYOND)
_add(spark_app, spark.load, "kg spark load --help")
_add(spark_app, spark.extract, "kg spark extract --help")
_add(spark_app, spark.store, "kg spark store --help")
