"""The options that commands share: where the graph is, which statements count, in which form to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, Protocol, get_type_hints

import typer

from kg.cli.opening import opened
from kg.cli.output import Format
from kg.cli.shells import completion
from kg.errors import KgError, StoreError, UsageError, VocabularyError
from kg.model import Certainty, Filter, Polarity, StanceValue
from kg.stores import DEFAULT_URL

if TYPE_CHECKING:
    from datetime import date

    from kg.model import Actor
    from kg.stores import Store


def _store_given(context: typer.Context, url: str | None) -> str | None:
    """The store named after the command, else the one named before it."""
    return url or context.find_root().params.get("store")


def _types(names: list[str] | None) -> list[str] | None:
    """The PLOVER types in capitals, as the ontology writes them."""
    if not names:
        return None
    from kg.vocabulary import plover

    try:
        return [plover(name.upper()).name for name in names]
    except VocabularyError as error:
        raise typer.BadParameter(str(error)) from error


def first_day(text: str | None) -> str | None:
    """The first day of the day, month or year that is written; raises `BadParameter` for what is none."""
    return None if text is None else _days(text)[0].isoformat()


def last_day(text: str | None) -> str | None:
    """The last day of the day, month or year that is written; raises `BadParameter` for what is none."""
    return None if text is None else _days(text)[1].isoformat()


def _days(text: str) -> tuple[date, date]:
    from kg.queries.values import days  # here, as most commands name no date

    try:
        return days(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def complete_actor(context: typer.Context, incomplete: str) -> list[str]:
    """The names of actors that begin so, where the store is running; completion starts none and never complains."""
    url = context.params.get("store") or context.find_root().params.get("store") or DEFAULT_URL
    try:
        with opened(url, start=False) as store:
            return [completion(name) for name in store.names(incomplete)]
    except KgError:
        return []


def graph(url: str) -> Store:
    """The store with the graph that is to be read. Raises `StoreError` where none was ever built."""
    store = opened(url)
    if not store.exists():
        raise StoreError(f"there is no graph at {url}", "kg build PATH makes one, --store URL names another")
    return store


StoreUrl = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        callback=_store_given,
        show_default=False,
        help="Where the graph is: embedded:FOLDER, bolt://HOST or neo4j://HOST.",
    ),
]
Form = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]
ActorName = Annotated[
    str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor, help="A name in any known spelling, or an id.")
]
SomeActorName = Annotated[
    str | None,
    typer.Argument(
        metavar="ACTOR", autocompletion=complete_actor, show_default=False, help="A name in any known spelling, or an id."
    ),
]
OtherActorName = Annotated[
    str | None,
    typer.Argument(metavar="OTHER", autocompletion=complete_actor, show_default=False, help="Only what passes between the two."),
]
SecondActorName = Annotated[
    str, typer.Argument(metavar="OTHER", autocompletion=complete_actor, help="The other one's name or id.")
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=1, metavar="N", show_default=False, help="Print the first N only, and say of how many."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When they were published: 2020-10-27, 2020-10 or 2020; outweighs what the files say."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline than our own.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Documents read at the same time.")]


class Knowing(Protocol):
    """What knows actors: a store, or statements that were read from files."""

    def find_actor(self, name: str) -> Actor:
        """The actor of that id, name or alias; raises `ActorNotFound` and `ActorAmbiguous`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The statements asked for, as the options name them."""

    type: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", metavar="TYPE", callback=_types, help="Only this PLOVER type; may be repeated."),
    ] = None
    since: Annotated[str | None, typer.Option(metavar="DATE", callback=first_day, help="Not before this day, month or year.")] = (
        None
    )
    until: Annotated[str | None, typer.Option(metavar="DATE", callback=last_day, help="Not after this day, month or year.")] = (
        None
    )
    said_by: Annotated[
        str | None, typer.Option(metavar="ACTOR", autocompletion=complete_actor, help="Only what this actor says.")
    ] = None
    stance: Annotated[StanceValue | None, typer.Option(help="Only statements that take this side.")] = None
    certainty: Annotated[Certainty | None, typer.Option(help="At least as sure as this.")] = None
    polarity: Annotated[Polarity | None, typer.Option(help="Only what is asserted, negated or denied.")] = None
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document, by id or address.")] = None

    def __bool__(self) -> bool:
        return self != Wanted()

    def filter(self, known: Knowing) -> Filter:
        """The filter, who is meant looked up among those who are known.

        Raises `ActorNotFound`, `ActorAmbiguous`, and `UsageError` for a span that ends before it begins.
        """
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"--since {self.since} is later than --until {self.until}")
        return Filter(
            types=tuple(self.type or ()),
            since=self.since,
            until=self.until,
            said_by=known.find_actor(self.said_by).id if self.said_by else None,
            stance=self.stance,
            certainty=self.certainty,
            polarity=self.polarity,
            document=self.document,
        )


@cache
def hints_of(options: Callable[..., object]) -> dict[str, Any]:
    """What many commands take, resolved once: each does so whenever the program starts."""
    return get_type_hints(options, include_extras=True)


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `Wanted`, which it takes as its parameter `wanted`."""
    options = signature(Wanted).parameters.values()
    own = [parameter for name, parameter in signature(command).parameters.items() if name != "wanted"]

    @wraps(command)
    def filtered(**values: Any) -> None:
        wanted = Wanted(**{option.name: values.pop(option.name) for option in options})
        command(**values, wanted=wanted)

    hints = get_type_hints(command, include_extras=True) | hints_of(Wanted)
    del hints["wanted"]
    parameters = [parameter.replace(annotation=hints[parameter.name]) for parameter in (*own, *options)]
    filtered.__annotations__ = hints
    filtered.__signature__ = Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in parameters]
    )
    return filtered
