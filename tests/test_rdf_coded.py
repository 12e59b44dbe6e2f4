"""Coded events as N-Quads, column by column: the very lines of the row way, whatever the texts in them."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from kg import rdf
from kg.coded import readings, schema
from kg.model import Actor, ActorKind, Certainty, Kind, Place, Statement, stable_id
from kg.rdf import coded

HOSTILE = (
    'she said "no" \\ "never"',
    "one\ntwo\r\nthree\u2028four\x85",
    "\x00\x07\x1b\x1e\x1f\x7f\ufffe",
    "<&>'{}|^`",
    "..",
    "%2F:/?#[]",
    "Ōtautahi – Aotearoa",
    "https://host.example/a b",
    "12.5,13",
    "\ue000quote:7000050000\ue000",
    "plain",
)
COUNTRIES = (None, "SWE", "")
SOURCES = (
    "Harbour Wire, story 7",
    "https://paper.example/a b?c=<d>#e f#g",
    "https://paper.example/%zz",
    "http://paper.example",
    "ftp://paper.example/1",
    'a "quoted" paper',
)
ACTORS = [
    Actor(identifier, name, kind, country)
    for identifier, kinds in {"state:SWE": 1, "wd:Q1": 2, "local:person:é ü": 2, "..": 1}.items()
    for kind in list(ActorKind)[:kinds]
    for name in ("One", 'An "other"')
    for country in COUNTRIES
]
PLACES = [
    Place(identifier, name, country, *degrees)
    for identifier in ("geo:1", "state:SWE", "local:place:a b")
    for name in ("Town", "Töwn\n")
    for country in COUNTRIES
    for degrees in ((), (59.33, -18.0), (1e-07, 5.0))
]


def made(chance: random.Random, count: int) -> pa.Table:
    """A table of statements that have the columns of coded events, a few shapes, and anything in them."""
    rows = [row(chance, random.Random(chance.randrange(4))) for _ in range(count)]
    return pa.Table.from_pylist(rows, schema=schema())


def row(chance: random.Random, shape: random.Random) -> dict[str, Any]:
    def text() -> str:
        return chance.choice(HOSTILE)

    def some(pool: Sequence[Any], most: int) -> tuple[Any, ...]:
        return tuple(chance.sample(pool, shape.randrange(most + 1)))

    def perhaps(value: Any) -> Any:
        return shape.choice([None, "", value, value, value])

    quote = f"{text()}{chance.random()}{text()}"
    told = Statement(
        chance.choice([stable_id(chance.random()), f"{text()}{chance.random()}"]),
        1,
        0,
        len(quote),
        quote,
        text(),
        chance.randrange(3),
        chance.randrange(9),
        shape.choice(list(Kind)),
        actors=some(ACTORS, 2),
        recipients=some(ACTORS, 1),
        speakers=some(ACTORS, 1),
        type=perhaps(chance.choice(["CONSULT", "AID", text()])),
        mode=perhaps(text()),
        contexts=shape.choice([(), ("legal", "military"), ("military", "legal"), tuple(sorted({text(), text()}))]),
        cameo=perhaps(chance.choice(["040", text()])),
        goldstein=chance.choice([0.1, -10.0, 3.0, float("inf")]) if shape.random() < 0.5 else None,
        target_issue=perhaps(text()),
        certainty=shape.choice([Certainty.CERTAIN, Certainty.UNKNOWN]),
        date=perhaps(chance.choice(["2020-02-03", text()])),
        place=some(PLACES, 1),
        extractor=chance.choice(["ICEWS", text()]),
        uri=perhaps(text()) or "",
        sources=tuple(sorted(some(SOURCES, 3))) if chance.random() < 0.95 else ("b", "a", "b"),
        contested_by=("0a",) if chance.random() < 0.02 else (),
    )
    document = {name: perhaps(text()) for name in ("title", "publisher", "published")}
    return {**told.to_json(), **document}


def in_columns(*tables: pa.Table) -> list[bytes]:
    target = io.BytesIO()
    coded.write(tables, target)
    return sorted(target.getvalue().split(b"\n"))


def row_by_row(*tables: pa.Table) -> list[bytes]:
    target = io.BytesIO()
    rdf.write_bulk((reading for table in tables for reading in readings(table)), target)
    return sorted(target.getvalue().split(b"\n"))


@pytest.mark.parametrize(("few", "seed"), [(1, 1), (1, 2), (8, 3)])
def test_the_lines_are_those_of_the_row_way_whatever_the_rows_hold(few: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded, "_FEW", few)  # 1: no shape is left to the row way, however rare it is
    chance = random.Random(seed)
    tables = [made(chance, 60), made(chance, 0), made(chance, 60)]
    assert set(in_columns(*tables)) == set(row_by_row(*tables))


def test_a_name_that_a_later_table_gives_an_actor_stands_where_it_is_used() -> None:
    def told(number: int, name: str) -> dict[str, Any]:
        actor = Actor("local:person:jane-doe", name, ActorKind.PERSON, "SWE")
        statement = Statement(
            stable_id(number), 1, 0, 4, "quote"[:4], "quot", 0, 4, Kind.EVENT, actors=(actor,), extractor="ICEWS"
        )
        return {**statement.to_json(), "title": None, "publisher": "ICEWS", "published": None}

    first, second = (
        pa.Table.from_pylist([told(number + start, name) for number in range(20)], schema=schema())
        for start, name in ((0, "Jane Doe"), (20, "J. Doe"))
    )
    lines = in_columns(first, second)
    assert lines == row_by_row(first, second)
    assert sum(b'nameUsed> "J. Doe"' in line for line in lines) == 20
    assert rdf.read_bulk(b"\n".join(lines), "nq") == sorted(
        (reading for table in (first, second) for reading in readings(table)), key=lambda reading: reading[0].id
    )
