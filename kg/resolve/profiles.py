"""What is known beside the reports of those who have a part in statements."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import ActorNotFound
from kg.model import Actor, Profile, Statement
from kg.resolve.directory import directory


def profiles_of(statements: Iterable[Statement]) -> dict[str, Profile]:
    """What is known of everybody who acts, is acted upon or speaks in the statements, by actor id."""
    actors = {actor.id: actor for told in statements for actor in (*told.actors, *told.recipients, *told.speakers)}
    return {identifier: _profile(actors[identifier]) for identifier in sorted(actors)}


def _profile(actor: Actor) -> Profile:
    """The directory's profile, or a bare one for an actor known from the text alone."""
    try:
        return directory().profile(actor.id)
    except ActorNotFound:
        return Profile(actor)
