"""The actors and places, which any document may tell of: the only nodes that stay in memory until all documents are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TypeAlias

from kg.exports.neo4j_admin.folder import Files
from kg.model import Actor, Place, Profile
from kg.stores import rows
from kg.stores.rows import Row

ProfileOf: TypeAlias = Callable[[str], Profile | None]
Profiles: TypeAlias = Mapping[str, Profile] | ProfileOf | None


class Recurring:
    """Who and where documents tell of, each as it was told last; profiles are asked for once."""

    def __init__(self, profiles: Profiles) -> None:
        self._ask: ProfileOf = profiles if callable(profiles) else (profiles or {}).get
        self._profiles: dict[str, Profile | None] = {}
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}

    def note(self, actors: Iterable[Actor], places: Iterable[Place]) -> None:
        """Keep the actors and places of documents."""
        self._actors.update((actor.id, actor) for actor in actors)
        self._places.update((place.id, place) for place in places)

    def profile(self, identifier: str) -> Profile | None:
        """The profile of an actor, by id."""
        if identifier not in self._profiles:
            self._profiles[identifier] = self._ask(identifier)
        return self._profiles[identifier]

    def write(self, files: Files) -> None:
        """Write the nodes of actors, of the offices that they held and of places."""
        offices: dict[str, Row] = {}
        for identifier, actor in self._actors.items():
            profile = self.profile(identifier)
            files.nodes("Actor", [rows.actor_row(profile.actor if profile else actor, profile, {})])
            if profile:
                held = list(rows.office_rows(identifier, profile))
                offices.update((row["id"], row) for row in held)
                files.edges("HELD", "Actor", "Office", ((identifier, row["id"], row) for row in held))
        files.nodes("Office", offices.values())
        files.nodes("Place", (asdict(place) for place in self._places.values()))
