"""Accounts that contradict one another, each contradiction once, and the denials of what nobody in the graph tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.graph import Status, status_of, ties
from kg.model import Actor, Statement


@dataclass(frozen=True)  # without slots, so that the parties are worked out once
class Dispute:
    """An account and the one that denies it, or else tells it otherwise; a denial alone has no rival."""

    account: Statement
    rival: Statement | None = None
    denied: bool = False

    @property
    def sides(self) -> tuple[Statement, ...]:
        """The account, and its rival where there is one."""
        return (self.account,) if self.rival is None else (self.account, self.rival)

    @cached_property
    def parties(self) -> tuple[Actor, ...]:
        """The two between whom the dispute is; one alone, or nobody, where no second one is named.

        They are who vouches for the account and who for the rival; where that is one and the same, or the report itself, those
        between whom the account happens.
        """
        between = next(self._opposed(), None) or next((tie for side in self.sides for tie in ties(side)), None)
        named = between or tuple(actor for side in self.sides for actor in (*side.actors, *side.recipients, *side.speakers))[:1]
        return tuple(sorted(named, key=lambda actor: actor.id))

    def _opposed(self) -> Iterator[tuple[Actor, Actor]]:
        if self.rival is not None:
            for holder in _voices(self.account):
                yield from ((holder, denier) for denier in _voices(self.rival) if denier.id != holder.id)


def disputes(statements: Sequence[Statement]) -> tuple[Dispute, ...]:
    """The disputes, by the order of the statements; then each denial that contradicts nothing told here.

    Of two accounts that contest each other the earlier is the account, the other its rival.
    """
    at = {told.id: index for index, told in enumerate(statements)}
    denied: dict[tuple[str, str], bool] = {}
    for account, rival, denies in _rivalries(statements):
        if account in at and rival in at:
            denied[account, rival] = denies or denied.get((account, rival), False)
    found: dict[frozenset[str], Dispute] = {}
    for account, rival in sorted(denied, key=lambda pair: (not denied[pair], at[pair[0]], at[pair[1]])):
        dispute = Dispute(statements[at[account]], statements[at[rival]], denied[account, rival])
        found.setdefault(frozenset((account, rival)), dispute)
    disputed = {key for both in found for key in both}
    alone = (Dispute(told) for told in statements if told.id not in disputed and status_of(told) is Status.DENIED)
    return (*sorted(found.values(), key=lambda one: tuple(at[side.id] for side in one.sides)), *alone)


def _rivalries(statements: Iterable[Statement]) -> Iterator[tuple[str, str, bool]]:
    """Account and rival (ids), and whether the rival denies the account; a pair may come twice."""
    for told in statements:
        yield from ((told.id, rival, False) for rival in told.contested_by if rival != told.id)
        yield from ((account, told.id, True) for account in told.denies if account != told.id)


def _voices(told: Statement) -> tuple[Actor, ...]:
    """Who vouches for it, the innermost; who does it, where the report itself tells it."""
    return told.speakers[-1:] or told.actors
