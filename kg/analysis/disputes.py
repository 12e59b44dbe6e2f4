"""Rival accounts: which statements deny or contest one another, each dispute once."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Filter
from kg.stores import Only, Rivalry, Store


def disputes(store: Store, which: Filter, parties: Sequence[str]) -> list[Rivalry]:
    """The disputes in which the parties (ids) take part, by the order in which the store gives the statements.

    One account in which the first party takes part, or any account where none is named, passes the filter. Of two accounts that
    contest each other the earlier one counts as the account, the other as its rival.
    """
    order = {key: place for place, key in enumerate(store.find(which, tuple(parties[:1]), only=Only.DISPUTED))}
    of_others = [set(store.find(actors=(party,), only=Only.DISPUTED)) for party in parties[1:]]
    denied: dict[tuple[str, str], bool] = {}
    for one in store.rivalries(tuple(order)):
        denied[one.account, one.rival] = one.denied or denied.get((one.account, one.rival), False)

    def place(pair: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        """Where the dispute stands: at the first of its accounts that was found."""
        account, rival = (order.get(side, len(order)) for side in pair)
        return min(account, rival), account, pair

    def counts(pair: tuple[str, str]) -> bool:
        back = pair[::-1]
        return back not in denied or (denied[pair], place(back)) > (denied[back], place(pair))

    found = (pair for pair in denied if counts(pair) and all(not of.isdisjoint(pair) for of in of_others))
    return [Rivalry(*pair, denied[pair]) for pair in sorted(found, key=place)]
