"""The graph of actors in waves for R's RSiena: a folder of matrices and covariates, and a script that makes Siena data of them.

`cooperation-001.csv` and `conflict-001.csv` are the first wave's ties as matrices of 0 and 1, a row and a column for each line of
`actors.csv`, in its order: Siena wants the same actors in each wave. `actors.csv` has their covariates, and from which wave to
which each is told of; `load.R` takes that for when they were there (joiners and leavers, Huisman and Snijders 2003), or makes
structural zeros (10) of their ties before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import UsageError
from kg.exports.waves import Tie, Waves, waves, write_rows

if TYPE_CHECKING:
    import networkx as nx

MOST_ACTORS = 200
"""So many actors at most: estimation takes hours with more."""
_RELATIONS: dict[str, Callable[[Tie], int]] = {"cooperation": lambda tie: tie.cooperation, "conflict": lambda tie: tie.conflict}


def write(graph: nx.MultiDiGraph, folder: Path, months: int | None = None, most: int = MOST_ACTORS) -> tuple[str, ...]:
    """Write a graph of `kg.graph.project` into a folder that is there; what a user should know of it, a sentence each.

    A wave is as many months long, without `months` as suits the dates; with more actors than `most` those with the most ties are
    taken. Raises `UsageError` where there are fewer than two waves, of which nothing can be estimated.
    """
    told = waves(graph, months, most)
    if len(told.windows) < 2:
        raise UsageError(
            f"RSiena needs two waves or more, and the dates of these statements give {len(told.windows)}; "
            "take shorter waves, or statements of a longer time"
        )
    for number, ties in enumerate(told.ties, 1):
        for relation, count in _RELATIONS.items():
            write_rows(folder / f"{relation}-{number:03}.csv", (), _matrix(ties, len(told.members), count))
    _write_actors(told, folder)
    windows = ((number, one.label, one.first, one.last) for number, one in enumerate(told.windows, 1))
    write_rows(folder / "waves.csv", ("wave", "label", "first", "last"), windows)
    (folder / "load.R").write_bytes((files("kg.exports") / "rsiena.R").read_bytes())
    return told.notes


def _matrix(ties: Sequence[Tie], size: int, count: Callable[[Tie], int]) -> list[list[int]]:
    matrix = np.zeros((size, size), dtype=np.int8)
    for tie in ties:
        matrix[tie.source, tie.target] = count(tie) > 0
    listed: list[list[int]] = matrix.tolist()
    return listed


def _write_actors(told: Waves, folder: Path) -> None:
    """The actors with kind and country as numbers, which covariates are; waves are counted from 1."""
    kinds = sorted({one.kind for one in told.members})
    countries = sorted({one.country for one in told.members} - {""})
    rows = (
        (number, one.id, one.name, one.kind, one.country, kinds.index(one.kind) + 1,
         countries.index(one.country) + 1 if one.country else None, one.first + 1, one.last + 1)
        for number, one in enumerate(told.members, 1)
    )  # fmt: skip
    columns = ("actor", "id", "name", "kind", "country", "kind_number", "country_number", "first_wave", "last_wave")
    write_rows(folder / "actors.csv", columns, rows)
