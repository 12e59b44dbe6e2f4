"""`kg contested`: rival accounts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.cli import statement as view
from kg.cli.options import Form, Limit, OtherActorName, SomeActorName, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import LABEL, NARROW, Format, Segment, new_table, show, show_text, sum_up, tell, terminal

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Statement
    from kg.stores import Rivalry, Store

_OF_RIVAL = ("date", "actors", "type", "trigger", "recipients", "said_by", "document", "page", "id", "evidence")
_COLUMNS = (*view.COLUMNS, "rival_stand", *(f"rival_{column}" for column in _OF_RIVAL))
_TABLE = {
    "date": "date", "account": "account", "voices": "said by", "source": "source", "short_id": "id", "evidence": "evidence",
    "rival_stand": "rival", "rival_account": "rival account", "rival_voices": "said by", "rival_source": "source",
    "rival_short_id": "id", "rival_evidence": "evidence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """An account, and another that denies it or else tells it otherwise."""

    account: Statement
    rival: Statement
    denied: bool


@with_filters
def contested(
    wanted: Wanted,
    name: SomeActorName = None,
    other: OtherActorName = None,
    limit: Limit = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Set rival accounts side by side: who says what, and who denies or contests it.

    With one actor those disputes in which it takes part: it acts, is acted upon, says or denies something in them; with two those in
    which both do. The filters keep a dispute where one of its two accounts passes.
    """
    from kg.analysis.disputes import disputes

    with graph(store) as opened:
        parties = tuple(opened.find_actor(each) for each in (name, other) if each is not None)
        found = disputes(opened, wanted.filter(opened), [party.id for party in parties])
        shown = _read(opened, found[:limit])
    _print(shown, form)
    if found:
        sum_up(len(found), limit, "dispute", form)
    else:
        of = f" of {' and '.join(party.name for party in parties)}" if parties else ""
        tell(f"no rival accounts{of} in the graph, as asked")


def _read(store: Store, found: Sequence[Rivalry]) -> list[Dispute]:
    told = {each.id: each for each in store.read(sorted({side for one in found for side in (one.account, one.rival)}))}
    return [Dispute(told[one.account], told[one.rival], one.denied) for one in found]


def _print(found: Sequence[Dispute], form: Format) -> None:
    console = terminal()
    if console is None or form is not Format.TABLE:
        show(map(_row, found), _COLUMNS, form, _TABLE)
    elif console.width < NARROW:
        for dispute in found:
            show_text([*_account(dispute.account), ((_stand(dispute), "underline"),), *_account(dispute.rival), ()])
    elif found:
        _draw(console, found)


def _draw(console: Console, found: Sequence[Dispute]) -> None:
    from rich.text import Text

    table = new_table()
    for head in ("account", "", "rival account"):
        table.add_column(head, overflow="fold", ratio=1 if head else None)
    for dispute in found:
        sides = [Text("\n").join(Text.assemble(*line) for line in _account(side)) for side in (dispute.account, dispute.rival)]
        table.add_row(sides[0], _stand(dispute), sides[1], end_section=True)
    console.print(table)


def _account(told: Statement) -> Iterator[tuple[Segment, ...]]:
    yield ((told.date or "undated", LABEL),)
    yield from view.brief(told, identified=True)


def _stand(dispute: Dispute) -> str:
    return "denied by" if dispute.denied else "contested by"


def _row(dispute: Dispute) -> dict[str, Any]:
    account, rival = view.row(dispute.account), view.row(dispute.rival)
    return {
        **account,
        "account": _sentence(account),
        "rival_stand": "denies" if dispute.denied else "contests",
        **{f"rival_{column}": value for column, value in rival.items()},
        "rival_account": _sentence(rival),
    }


def _sentence(shown: dict[str, Any]) -> str:
    whom = f" → {shown['to_whom']}" if shown["to_whom"] else ""
    return f"{shown['who'] or 'somebody'} {shown['action']}{whom}"
