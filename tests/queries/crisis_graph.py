"""The crisis of Norvania and Belmark, both invented: reports and statements written by hand in `crisis/*.jsonl`.

A statement names its quote and trigger, from which its offsets follow, its actors by id, and other statements by their key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factories import make_document, make_statement

from kg.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Eventuality,
    Kind,
    Office,
    Place,
    Polarity,
    Profile,
    StanceValue,
    Statement,
)

FOLDER = Path(__file__).with_name("crisis")
_ENUMS = {"kind": Kind, "polarity": Polarity, "certainty": Certainty, "eventuality": Eventuality, "stance": StanceValue}
_PEOPLE = ("actors", "recipients", "speakers")
_LINKS = ("content_of", "contested_by", "denies")


@dataclass(frozen=True)
class Crisis:
    """What is stored: documents and statements by key, profiles by actor id."""

    documents: dict[str, Document]
    statements: dict[str, Statement]
    profiles: dict[str, Profile]

    def store(self, store) -> None:
        """Puts all of it into a store."""
        for document in self.documents.values():
            told = [statement for statement in self.statements.values() if statement.document == document.id]
            store.add(document, told, self.profiles)
        store.link()


@cache
def crisis() -> Crisis:
    """The whole graph."""
    documents = {row.pop("key"): make_document(row.pop("pages"), **row) for row in _lines("documents")}
    profiles = {row["id"]: _profile(row) for row in _lines("actors")}
    places = {row["id"]: Place(**row) for row in _lines("places")}
    rows = list(_lines("statements"))
    links = {row["key"]: {link: row.pop(link) for link in _LINKS if link in row} for row in rows}
    told = {row.pop("key"): _statement(row, documents, profiles, places) for row in rows}
    linked = {
        key: one.linked(**{link: tuple(sorted(told[other].id for other in others)) for link, others in links[key].items()})
        for key, one in told.items()
    }
    return Crisis(documents, linked, profiles)


def _statement(row, documents, profiles, places) -> Statement:
    document = documents[row.pop("document")]
    people = {part: [profiles[identifier].actor for identifier in row.pop(part, ())] for part in _PEOPLE}
    values = {name: _ENUMS[name](value) if name in _ENUMS else value for name, value in row.items()}
    values["place"] = tuple(places[identifier] for identifier in values.pop("place", ()))
    return make_statement(document, **people, **values)


def _profile(row) -> Profile:
    actor = Actor(row["id"], row["name"], ActorKind(row["kind"]), row.get("country"))
    return Profile(
        actor, tuple(row.get("aliases", ())), None, tuple(Office(actor.id, *office) for office in row.get("offices", ()))
    )


def _lines(name):
    return map(json.loads, (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
