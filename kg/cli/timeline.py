"""`kg timeline`: what passed, in order, by day, month or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.analysis.timeline import Span, periods, score, suiting
from kg.cli import statement as view
from kg.cli.options import ActorName, Form, Limit, OtherActorName, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import LABEL, Format, Segment, show, show_text, sum_up, tell, terminal, visible

if TYPE_CHECKING:
    from kg.model import Statement

_COLUMNS = ("period", *view.COLUMNS, "goldstein", "period_score")
_TABLE = {
    "period": "period", "date": "date", "who": "who", "action": "action", "to_whom": "to whom", "score": "score", "voices": "said by",
    "how": "how", "source": "source", "short_id": "id", "evidence": "evidence",
}  # fmt: skip


@with_filters
def timeline(
    name: ActorName,
    wanted: Wanted,
    other: OtherActorName = None,
    by: Annotated[
        Span | None, typer.Option(show_default=False, help="Group by this; else by what suits the time that is told of.")
    ] = None,
    limit: Limit = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Tell in order what passed between two actors, or one and all others.

    Each day, month or year has a score: the mean Goldstein score (-10 conflict to 10 cooperation) of what is said to have happened,
    go on or be planned. What has no date comes last.
    """
    with graph(store) as opened:
        first = opened.find_actor(name)
        second = opened.find_actor(other) if other else None
        pair = (first.id,) if second is None else (first.id, second.id)
        found = opened.find(wanted.filter(opened), pair, between=second is not None)
        statements = tuple(opened.read(found[:limit]))
    _print(statements, by or suiting(statements), form)
    if found:
        sum_up(len(found), limit, "statement", form)
    else:
        tell(f"nothing in the graph relates {first.name} to {second.name if second else 'anybody'}, as asked")


def _print(told: Sequence[Statement], span: Span, form: Format) -> None:
    if form is not Format.TABLE or terminal() is None:
        show(_rows(told, span), _COLUMNS, form, _TABLE)
        return
    for period, group in periods(told, span):
        show_text([_head(period, group)])
        for each in group:
            show_text(_entry(each, period), indent=2)
        show_text([()])


def _head(period: str, told: Sequence[Statement]) -> tuple[Segment, ...]:
    mean = score(told)
    scored = f", score {mean:+.1f}" if mean is not None else ""
    return ((visible(period), "bold underline"), (f"  {len(told)} statement{'' if len(told) == 1 else 's'}{scored}", LABEL))


def _entry(told: Statement, period: str) -> Iterator[tuple[Segment, ...]]:
    first, *rest = view.brief(told, identified=True)
    dated = f"  {told.date}" if told.date and told.date != period else ""
    scored = f"  {told.goldstein:+.1f}" if told.goldstein is not None else ""
    yield (*first, (f"{dated}{scored}", LABEL))
    yield from rest


def _rows(told: Sequence[Statement], span: Span) -> Iterator[dict[str, Any]]:
    for period, group in periods(told, span):
        mean = score(group)
        for each in group:
            yield {
                "period": period,
                **view.row(each),
                "goldstein": each.goldstein,
                "score": None if each.goldstein is None else f"{each.goldstein:+.1f}",
                "period_score": mean,
            }
