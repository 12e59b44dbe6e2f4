"""`kg stance`: the sides that somebody takes, by its own account and by others'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import statement as view
from kg.cli.options import ActorName, Form, Limit, StoreUrl, Wanted, complete_actor, graph, with_filters
from kg.cli.output import Format, show, show_text, sum_up, tell, terminal
from kg.errors import ActorNotFound
from kg.model import ActorKind

if TYPE_CHECKING:
    from kg.model import Actor, Statement
    from kg.stores import Store

_COLUMNS = ("according_to", *view.COLUMNS)
_TABLE = {
    "according_to": "according to", "date": "date", "stance": "stance", "to_whom": "toward", "action": "action", "voices": "said by",
    "how": "how", "source": "source", "short_id": "id", "evidence": "evidence",
}  # fmt: skip


class Voice(StrEnum):
    """Who tells of somebody's side."""

    ITSELF = "itself"
    REPORT = "the report"
    OTHERS = "others"


_HEADS = {
    Voice.ITSELF: "{} declares",
    Voice.REPORT: "Reports tell of {}",
    Voice.OTHERS: "Others say of {}",
}


@with_filters
def stance(
    name: ActorName,
    wanted: Wanted,
    toward: Annotated[
        str | None,
        typer.Option(metavar="WHAT", autocompletion=complete_actor, show_default=False, help="Only toward this actor or issue."),
    ] = None,
    limit: Limit = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Say which sides an actor takes, toward whom or what.

    What it declares itself, what reports tell of it, and what others say of it are kept apart. A state's own people and bodies
    speak for it.
    """
    from kg.stores import Only

    with graph(store) as opened:
        holder = opened.find_actor(name)
        taken = opened.read(opened.find(wanted.filter(opened), (holder.id,), only=Only.SIDING))
        sides = list(taken) if toward is None else _toward(opened, toward, list(taken))
    told = sorted(((voice(side, holder), side) for side in sides), key=lambda each: list(Voice).index(each[0]))
    _print(told[:limit], holder, form)
    if told:
        sum_up(len(told), limit, "stance", form)
    else:
        tell(f"nothing in the graph tells which side {holder.name} takes{f' toward {toward}' if toward else ''}, as asked")


def voice(told: Statement, holder: Actor) -> Voice:
    """Who tells it: the holder, or one of its people and bodies where it is a state; the report; or somebody else."""
    if not told.speakers:
        return Voice.REPORT
    innermost = told.speakers[-1]
    own = holder.kind is ActorKind.STATE and innermost.country == holder.country and innermost.kind not in _NOT_FOR_STATE
    return Voice.ITSELF if own or innermost.id == holder.id else Voice.OTHERS


_NOT_FOR_STATE = frozenset({ActorKind.NEWS, ActorKind.GROUP})


def _toward(store: Store, what: str, sides: Iterable[Statement]) -> list[Statement]:
    """The sides that are taken toward an actor or an issue of that name. Raises `ActorNotFound` where there is neither."""
    of_issue = _about(what)
    taken = list(sides)
    try:
        target = store.find_actor(what)
    except ActorNotFound:
        found = [side for side in taken if of_issue(side)]
        if not found:
            raise
        return found
    return [side for side in taken if target.id in {actor.id for actor in side.recipients} or of_issue(side)]


def _about(what: str) -> Callable[[Statement], bool]:
    """Whether a statement's issue has these words in it, whatever their capitals and accents."""
    from kg.resolve.names import fold

    words = re.compile(rf"\b{re.escape(fold(what))}\b")
    return lambda told: bool(told.target_issue and words.search(fold(told.target_issue)))


def _print(told: list[tuple[Voice, Statement]], holder: Actor, form: Format) -> None:
    if form is not Format.TABLE or terminal() is None:
        show(_rows(told), _COLUMNS, form, _TABLE)
        return
    for one, head in _HEADS.items():
        sides = [side for teller, side in told if teller is one]
        if sides:
            show_text([((head.format(holder.name), "bold underline"),)])
            view.print_list(sides, form)


def _rows(told: Iterable[tuple[Voice, Statement]]) -> Iterator[dict[str, Any]]:
    return ({"according_to": teller, **view.row(side)} for teller, side in told)
