"""`kg stance`: the sides that somebody takes, by its own account and by others'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import statement as view
from kg.cli.options import ActorName, Form, Limit, StoreUrl, Wanted, complete_actor, graph, with_filters
from kg.cli.output import Format, show, show_text, sum_up, tell, terminal

if TYPE_CHECKING:
    from kg.analysis.positions import Voice
    from kg.model import Actor, Statement

_COLUMNS = ("according_to", *view.COLUMNS)
_TABLE = {
    "according_to": "according to", "date": "date", "stance": "stance", "to_whom": "toward", "action": "action", "voices": "said by",
    "how": "how", "source": "source", "short_id": "id", "evidence": "evidence",
}  # fmt: skip
_HEADS = {"itself": "{} declares", "the report": "Reports tell of {}", "others": "Others say of {}"}  # by Voice


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
    from kg.analysis import positions
    from kg.stores import Only

    with graph(store) as opened:
        holder = opened.find_actor(name)
        taken = opened.read(opened.find(wanted.filter(opened), (holder.id,), only=Only.SIDING))
        sides = list(taken) if toward is None else positions.toward(opened, toward, list(taken))
    told = sorted(
        ((positions.voice(side, holder), side) for side in sides), key=lambda each: list(positions.Voice).index(each[0])
    )
    _print(told[:limit], holder, form)
    if told:
        sum_up(len(told), limit, "stance", form)
    else:
        tell(f"nothing in the graph tells which side {holder.name} takes{f' toward {toward}' if toward else ''}, as asked")


def _print(told: list[tuple[Voice, Statement]], holder: Actor, form: Format) -> None:
    if form is not Format.TABLE or terminal() is None:
        show(_rows(told), _COLUMNS, form, _TABLE)
        return
    for one, head in _HEADS.items():
        sides = [side for teller, side in told if teller == one]
        if sides:
            show_text([((head.format(holder.name), "bold underline"),)])
            view.print_list(sides, form)


def _rows(told: Iterable[tuple[Voice, Statement]]) -> Iterator[dict[str, Any]]:
    return ({"according_to": teller, **view.row(side)} for teller, side in told)
