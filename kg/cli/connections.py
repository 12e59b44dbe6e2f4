"""`kg path`: how two actors hang together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import statement as view
from kg.cli.options import ActorName, Form, SecondActorName, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import LABEL, Format, progress, show, show_text, tell, terminal, visible
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import Actor, Filter, Statement
    from kg.stores import Store, Tie
    from kg.stores.paths import Chains

_COLUMNS = ("chain", "hop", "from", "to", "statements", *view.COLUMNS)
_TABLE = {
    "chain": "chain", "hop": "hop", "from": "from", "to": "to", "statements": "statements", "date": "date", "who": "who",
    "action": "action", "to_whom": "to whom", "voices": "said by", "how": "how", "source": "source", "short_id": "id",
    "evidence": "evidence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hop:
    """What ties two neighbours of a chain: how many statements, and the first of them."""

    start: Actor
    end: Actor
    statements: int
    evidence: tuple[Statement, ...]


@with_filters
def path(
    name: ActorName,
    other: SecondActorName,
    wanted: Wanted,
    longest: Annotated[int, typer.Option(min=1, max=12, metavar="N", help="No more hops than this.")] = 4,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="No more chains than this.")] = 5,
    evidence: Annotated[int, typer.Option(min=1, metavar="N", help="Statements to show of each hop.")] = 1,
    indirect: Annotated[bool, typer.Option("--indirect", help="Leave out what passes between the two themselves.")] = False,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Show how two actors hang together: the shortest chains from one to the other.

    Each hop is a statement in which one acts upon the other, or both act together, shown with its words; the filters apply to every hop.
    Only acts and stances that are asserted and have happened, go on or are planned tie anybody, unless --polarity asks for others.
    Chains that rest on more statements come first.
    """
    with graph(store) as opened:
        first, last = opened.find_actor(name), opened.find_actor(other)
        if first.id == last.id:
            raise UsageError(f"{name!r} and {other!r} are both {first.name}")
        which = wanted.filter(opened)
        with progress("searching") as step:
            found = _search(opened, first, last, which, longest=longest, most=most, indirect=indirect, step=step)
        hops = _hops(opened, found, which, evidence)
    chains = [[hops[pair] for pair in pairwise(chain)] for chain in found.chains]
    _print(chains, form)
    if not chains:
        tell(f"nothing in the graph ties {first.name} to {last.name} within {longest} hops, as asked")
    elif form is Format.TABLE or len(chains) < found.total:
        more = "" if len(chains) == found.total else f"; {len(chains)} of {found.total} shown, --most {found.total} shows all"
        tell(f"{_number(found.total, 'chain')} of {_number(found.hops, 'hop')}{more}")


def _search(
    store: Store, first: Actor, last: Actor, which: Filter, *, longest: int, most: int, indirect: bool, step: Any
) -> Chains:
    from kg.stores.paths import shortest

    def ties(actors: Sequence[str]) -> tuple[Tie, ...]:
        step(f"asking about {_number(len(actors), 'actor')}")
        return store.ties(actors, which)

    return shortest(first.id, last.id, ties, longest=longest, most=most, indirect=indirect)


def _hops(store: Store, found: Chains, which: Filter, evidence: int) -> Mapping[tuple[str, str], Hop]:
    """Each hop of the chains with its first statements."""
    from kg.stores import Only

    pairs = {pair for chain in found.chains for pair in pairwise(chain)}
    only = None if which.polarity else Only.TYING
    told = {pair: store.find(which, pair, between=True, only=only) for pair in sorted(pairs)}
    read = {each.id: each for each in store.read([key for keys in told.values() for key in keys[:evidence]])}
    actors = {key: store.profile(key).actor for key in sorted({key for pair in pairs for key in pair})}
    return {
        (a, b): Hop(actors[a], actors[b], len(keys), tuple(read[key] for key in keys[:evidence] if key in read))
        for (a, b), keys in told.items()
    }


def _print(chains: Sequence[Sequence[Hop]], form: Format) -> None:
    if form is not Format.TABLE or terminal() is None:
        show(_rows(chains), _COLUMNS, form, _TABLE)
        return
    for hops in chains:
        names = [hops[0].start.name, *(hop.end.name for hop in hops)]
        show_text([((visible(" – ".join(names)), "bold underline"),)])
        for hop in hops:
            between = f"{hop.start.name} – {hop.end.name}"
            show_text([((visible(between), ""), (f"  {_number(hop.statements, 'statement')}", LABEL))], indent=2)
            for told in hop.evidence:
                show_text([((told.date or "undated", LABEL),), *view.brief(told, identified=True)], indent=4)
        show_text([()])


def _rows(chains: Sequence[Sequence[Hop]]) -> Iterator[dict[str, Any]]:
    for number, hops in enumerate(chains, 1):
        for position, hop in enumerate(hops, 1):
            for told in hop.evidence:
                names = {"from": hop.start.name, "to": hop.end.name, "statements": hop.statements}
                yield {"chain": number, "hop": position, **names, **view.row(told)}


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
