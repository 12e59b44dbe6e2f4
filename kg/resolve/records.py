"""The actor data of `ontology/` as records: states, bodies, people's offices, places.

Each reader checks its table's header, so that a column renamed by hand ends in one clear line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from kg.errors import VocabularyError


class StateRow(NamedTuple):
    """A state with its names by use; the alternatives of a field are divided by bars in the file."""

    id: str
    iso3: str
    name: str
    demonym_adj: tuple[str, ...]
    demonym_noun: tuple[str, ...]
    capital: tuple[str, ...]
    alias: tuple[str, ...]
    metonym: tuple[str, ...]
    leader: str


class BodyRow(NamedTuple):
    """An organisation, news organisation or group with its aliases."""

    id: str
    name: str
    kind: str
    sub: str
    iso3: str
    aliases: tuple[str, ...]


class Holding(NamedTuple):
    """That a person held an office of a state (`of` is ISO3) or of an organisation (`of` is its id)."""

    person: str
    name: str
    office: str
    kind: str
    of: str
    start: str
    end: str


class AliasRow(NamedTuple):
    """A person's usual English name, other spellings, and surnames that alone mean this person anywhere."""

    id: str
    name: str
    country: str
    aliases: tuple[str, ...]
    surnames: tuple[str, ...]


class PlaceRow(NamedTuple):
    """A city, region or water with its aliases; `point` is a city's latitude and longitude in degrees, None for the others."""

    id: str
    name: str
    iso3: str
    kind: str
    aliases: tuple[str, ...]
    point: tuple[float, float] | None


_PLACES = ("id", "name", "iso3", "kind", "aliases", "latitude", "longitude")


def states() -> tuple[StateRow, ...]:
    """The states of `states.csv`."""
    return tuple(
        StateRow(r[0], r[1], r[2], _split(r[3]), _split(r[4]), _split(r[5]), _split(r[6]), _split(r[7]), r[8])
        for r in rows("actors/states.csv", StateRow._fields)
    )


def bodies() -> tuple[BodyRow, ...]:
    """The bodies of `organizations.csv`."""
    return tuple(BodyRow(r[0], r[1], r[2], r[3], r[4], _split(r[5])) for r in rows("actors/organizations.csv", BodyRow._fields))


def holdings() -> tuple[Holding, ...]:
    """The offices of `people.csv` and `officeholders.csv`; where both tell of one term in office, our own table counts."""
    own = tuple(_holdings("actors/people.csv"))
    told = {(holding.person, holding.kind, holding.of, holding.start[:4]) for holding in own}
    other = _holdings("actors/officeholders.csv")
    return (*own, *(h for h in other if (h.person, h.kind, h.of, h.start[:4]) not in told))


def aliases() -> tuple[AliasRow, ...]:
    """The spellings of `aliases.csv`."""
    return tuple(AliasRow(r[0], r[1], r[2], _split(r[3]), _split(r[4])) for r in rows("actors/aliases.csv", AliasRow._fields))


def places() -> tuple[PlaceRow, ...]:
    """The places of `places.csv`."""
    return tuple(PlaceRow(r[0], r[1], r[2], r[3], _split(r[4]), _point(r[5], r[6])) for r in rows("places/places.csv", _PLACES))


def table(name: str) -> dict[str, Any]:
    """The mapping in `ontology/actors/NAME.yaml`."""
    path = f"actors/{name}.yaml"
    found = yaml.load(_read(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader, in C
    if not isinstance(found, dict):
        raise VocabularyError(f"ontology/{path} should be a mapping")
    return found


def _holdings(path: str) -> Iterator[Holding]:
    yield from map(Holding._make, rows(path, Holding._fields))


def _read(path: str) -> str:
    try:
        return (files("ontology") / path).read_text("utf-8")
    except OSError as problem:
        raise VocabularyError(f"ontology/{path} cannot be read ({problem.strerror}); reinstall the package") from problem


def rows(path: str, header: tuple[str, ...]) -> Iterator[list[str]]:
    """The rows of a table of `ontology/`. Raises VocabularyError where it has another header or a row another width."""
    reader = csv.reader(io.StringIO(_read(path), newline=""))
    found = tuple(next(reader, ()))
    if found != header:
        raise VocabularyError(f"ontology/{path} should have the columns {','.join(header)}, not {','.join(found)}")
    width = len(header)
    for row in reader:
        if len(row) != width:
            raise VocabularyError(f"ontology/{path} line {reader.line_num}: {len(row)} columns instead of {width}")
        yield row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    return (float(latitude), float(longitude)) if latitude else None
