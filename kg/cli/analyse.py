"""`kg analyse`: what the statements show together, one command a question.

A command here takes the material and its own options and gives a result; `answer` adds the options that all of them share, and prints.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from kg.analysis.choices import Direction, Grouping, Measure, Method
from kg.analysis.timeline import Span
from kg.cli.material import Files, Material, ReportDates, States, material
from kg.cli.options import (
    ActorName,
    Form,
    OtherActorName,
    SecondActorName,
    SomeActorName,
    StoreUrl,
    Wanted,
    first_day,
    hints_of,
    with_filters,
)
from kg.cli.output import Format
from kg.cli.result import PictureFile, Rows, give
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.analysis.results import Result

Months = Annotated[
    int | None,
    typer.Option("--over", metavar="MONTHS", min=1, show_default=False, help="Over time, in windows of so many months each."),
]


def _shared(
    wanted: Wanted,
    files: Files = None,
    report_dates: ReportDates = False,
    states: States = False,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
    limit: Rows = None,
    picture: PictureFile = None,
) -> None:
    """The options of every analysis."""


def answer(question: Callable[..., Result]) -> Callable[..., None]:
    """Makes a command of a function from `Material` and options to a result."""
    _, *own = signature(question).parameters.values()
    shared = signature(_shared).parameters.values()

    @wraps(question)
    def command(**values: Any) -> None:
        form, limit, picture = (values.pop(name) for name in ("form", "limit", "picture"))
        named = {name: values.pop(name) for name in ("wanted", "files", "store", "report_dates", "states")}
        with material(**named) as found:
            result = question(found, **values)
        give(result, form, limit, picture)

    hints = get_type_hints(question, include_extras=True, localns={"Result": Any}) | hints_of(_shared)
    command.__annotations__ = {one.name: hints[one.name] for one in (*own, *shared)}
    command.__signature__ = Signature(  # type: ignore[attr-defined]
        [one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *shared)]
    )
    return with_filters(command)


@answer
def centrality(
    of: Material,
    measure: Annotated[
        Measure | None,
        typer.Option("--by", show_default=False, help="The measure to follow over time; pagerank if nothing is said."),
    ] = None,
    months: Months = None,
) -> Result:
    """Say who is central: who acts, who is acted upon, who lies between others, to whom others look.

    With --over, how central actors were in each stretch of time, and who rises and falls.
    """
    from kg.analysis.centrality import centralities, centrality_over_time

    if measure is None and months is None:
        return centralities(of.graph())
    return centrality_over_time(of.graph(), measure or Measure.PAGERANK, months)


@answer
def dyad(
    of: Material,
    name: ActorName,
    other: SecondActorName,
    by: Annotated[Span, typer.Option(help="How long each period is.")] = Span.MONTH,
    acts: Annotated[
        Direction, typer.Option(help="Whose acts count: forth are the first one's toward the other.")
    ] = Direction.EITHER,
    window: Annotated[int, typer.Option(metavar="N", min=1, help="Periods that the rolling mean takes in.")] = 3,
) -> Result:
    """Follow two actors over time: score and counts of each period, the rolling mean, and where it changed."""
    from kg.analysis.series import dyad_series

    return dyad_series(of.graph(), of.actor(name), of.actor(other), span=by, direction=acts, window=window)


@answer
def dyads(of: Material, by: Annotated[Span, typer.Option(help="How long each period is.")] = Span.MONTH) -> Result:
    """Say between whom things changed most."""
    from kg.analysis.series import changed_dyads

    return changed_dyads(of.graph(), span=by)


@answer
def brokers(
    of: Material,
    groups: Annotated[Grouping, typer.Option("--between", help="What sort of groups they stand between.")] = Grouping.COUNTRY,
) -> Result:
    """Say who stands between whom: coordinators, gatekeepers, representatives, itinerant brokers and liaisons.

    These are the roles of Gould and Fernandez, with what chance would make of them.
    """
    from kg.analysis import brokerage
    from kg.analysis.blocs import blocs as found_blocs
    from kg.analysis.communities import communities as found
    from kg.analysis.projections import signed

    graph = of.graph()
    if groups is Grouping.BLOC:
        return brokerage.brokerage(graph, found_blocs(signed(graph)).groups())
    if groups is Grouping.COMMUNITY:
        return brokerage.brokerage(graph, brokerage.by_community(found(graph)))
    return brokerage.brokerage(graph, brokerage.by_country(graph) if groups is Grouping.COUNTRY else brokerage.by_kind(graph))


@answer
def mediators(
    of: Material,
    name: SomeActorName = None,
    other: OtherActorName = None,
) -> Result:
    """Say who may mediate between two actors, with the statements that make them mediators; without names, who mediates at all."""
    from kg.analysis.mediation import mediators as all_mediators
    from kg.analysis.mediation import mediators_between

    if name is None:
        return all_mediators(of.statements, documents=of.dates)
    if other is None:
        raise UsageError("name both of the two between whom to mediate, or nobody")
    return mediators_between(of.statements, of.actor(name), of.actor(other), documents=of.dates)


@answer
def balance(of: Material) -> Result:
    """Say how well friends' friends are friends: balanced triads, the least frustration, and the two blocs that have it."""
    from kg.analysis.balance import balance as found
    from kg.analysis.projections import signed

    return found(signed(of.graph()))


@answer
def blocs(
    of: Material,
    number: Annotated[
        int | None,
        typer.Option(
            "--number",
            "-k",
            min=1,
            metavar="K",
            show_default=False,
            help="How many blocs; as many as fit best if nothing is said.",
        ),
    ] = None,
) -> Result:
    """Say which blocs there are: friendly within, hostile between."""
    from kg.analysis.blocs import blocs as found
    from kg.analysis.projections import signed

    return found(signed(of.graph()), number)


@answer
def communities(of: Material, months: Months = None) -> Result:
    """Say who belongs together: communities of actors who deal with one another; with --over, how they shift."""
    from kg.analysis.communities import communities as found
    from kg.analysis.communities import community_shifts

    return found(of.graph()) if months is None else community_shifts(of.graph(), months)


@answer
def affinity(
    of: Material,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Only pairs that take a side toward so many same targets.")] = 1,
) -> Result:
    """Say who takes the same side: how alike the sides are that actors take toward others and on issues."""
    from kg.analysis.affinity import affinity as found
    from kg.analysis.projections import stances

    return found(stances(of.statements), least=least)


@answer
def agreement(
    of: Material,
    days: Annotated[int, typer.Option(metavar="N", min=0, help="How many days two accounts of one act may be apart.")] = 3,
    actors: Annotated[
        bool, typer.Option("--actors", help="Compare pairs of actors as they are; without it everybody counts for its country.")
    ] = False,
) -> Result:
    """Say where reports and coded event data agree, pair by pair and month by month, and what only one of them has.

    Coded events are those of kg load.
    """
    from kg.analysis.agreement import agreement as found

    return found(of.statements, documents=of.dates, days=days, actors=actors, states=of.states)


@answer
def contested(of: Material) -> Result:
    """Say which facts are contested: between whom, whose accounts, and who denies them."""
    from kg.analysis.contested import contested as found

    return found(of.statements, of.documents)


@answer
def favour(
    of: Material,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Only what rests on so many statements.")] = 3,
) -> Result:
    """Say which sources report whom favourably, beside what all others tell of them."""
    from kg.analysis.favour import favour as found

    return found(of.statements, of.documents, least=least)


@answer
def quotations(of: Material) -> Result:
    """Say who quotes whom: whose words reach the reader by way of whom."""
    from kg.analysis.projections import quoting
    from kg.analysis.quoting import quotations as found

    return found(quoting(of.statements, of.documents))


@answer
def predictions(
    of: Material,
    method: Annotated[Method, typer.Option("--by", help="How pairs are scored.")] = Method.ADAMIC_ADAR,
    tested: Annotated[
        str | None,
        typer.Option(
            "--test",
            metavar="DATE",
            callback=first_day,
            show_default=False,
            help="Predict what is told since then from what was told before.",
        ),
    ] = None,
) -> Result:
    """Say which pairs without a tie are likely to be tied next; with --test, how well such guesses do."""
    from kg.analysis.prediction import backtest, likely_ties

    return likely_ties(of.graph(), method) if tested is None else backtest(of.graph(), tested)


@answer
def changes(
    of: Material,
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A report, by id or address, or a period such as 2020-10.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The later one.")],
) -> Result:
    """Say what changed between two reports or two months: ties, scores, stances, disputes, and what was borne out or denied."""
    from kg.analysis.changes import changes as found
    from kg.analysis.changes import side

    return found(side(of.statements, before, of.dates), side(of.statements, after, of.dates), names=(before, after))
