"""The graph of actors in waves for R's statnet: a folder of CSV files and a script that makes networks of them.

`waves.csv` lists the waves; `wave-001-edges.csv` and `wave-001-vertices.csv` are the first one's ties and actors; `load.R` makes
of all waves a list of `network` objects, and of these a `networkDynamic` object where that package is installed.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.exports.waves import Waves, waves, write_rows

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph, folder: Path, months: int | None = None) -> tuple[str, ...]:
    """Write a graph of `kg.graph.project` into a folder that is there; what a user should know of it, a sentence each.

    A wave is as many months long, without `months` as suits the dates. All actors of any wave are in each one, `active` where
    they are told of.
    """
    told = waves(graph, months)
    for number in range(1, len(told.windows) + 1):
        _write_wave(told, number, folder)
    windows = (
        (number, one.label, one.first, one.last, _file(number, "edges"), _file(number, "vertices"))
        for number, one in enumerate(told.windows, 1)
    )
    write_rows(folder / "waves.csv", ("wave", "label", "first", "last", "edges", "vertices"), windows)
    (folder / "load.R").write_bytes((files("kg.exports") / "statnet.R").read_bytes())
    return told.notes


def _write_wave(told: Waves, number: int, folder: Path) -> None:
    ties = told.ties[number - 1]
    active = {place for tie in ties for place in (tie.source, tie.target)}
    write_rows(
        folder / _file(number, "edges"),
        ("from", "to", "statements", "cooperation", "conflict", "score"),
        (
            (told.members[tie.source].id, told.members[tie.target].id, tie.statements, tie.cooperation, tie.conflict, tie.score)
            for tie in ties
        ),
    )
    write_rows(
        folder / _file(number, "vertices"),
        ("id", "name", "kind", "country", "active"),
        ((one.id, one.name, one.kind, one.country, int(place in active)) for place, one in enumerate(told.members)),
    )


def _file(number: int, what: str) -> str:
    return f"wave-{number:03}-{what}.csv"
