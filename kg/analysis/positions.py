"""Whose word a stance rests on, and toward whom or what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from kg.errors import ActorNotFound
from kg.model import Actor, ActorKind, Statement
from kg.resolve.names import fold
from kg.stores import Store

_NOT_FOR_STATE = frozenset({ActorKind.NEWS, ActorKind.GROUP})


class Voice(StrEnum):
    """Who tells of somebody's side."""

    ITSELF = "itself"
    REPORT = "the report"
    OTHERS = "others"


def voice(told: Statement, holder: Actor) -> Voice:
    """Who tells it: the holder, or one of its people and bodies where it is a state; the report; or somebody else."""
    if not told.speakers:
        return Voice.REPORT
    innermost = told.speakers[-1]
    own = holder.kind is ActorKind.STATE and innermost.country == holder.country and innermost.kind not in _NOT_FOR_STATE
    return Voice.ITSELF if own or innermost.id == holder.id else Voice.OTHERS


def toward(store: Store, what: str, sides: Iterable[Statement]) -> list[Statement]:
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
    words = re.compile(rf"\b{re.escape(fold(what))}\b")
    return lambda told: bool(told.target_issue and words.search(fold(told.target_issue)))
