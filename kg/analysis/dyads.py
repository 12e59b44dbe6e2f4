"""Two actors at a time: how much cooperation and how much conflict is told of each pair, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.projections import CONFLICT, COOPERATION, by_pair


@dataclass(frozen=True, slots=True)
class Dyad:
    """What is told between two actors, in either direction; `a` sorts before `b`.

    `score` is the mean Goldstein score of the statements that have one (-10 conflict to 10 cooperation) or None; `first` and
    `last` are the least and the greatest EDTF date, None where no statement has a date.
    """

    a: str
    b: str
    statements: int
    cooperation: int
    conflict: int
    contested: int
    score: float | None
    first: str | None
    last: str | None


def dyads(graph: nx.MultiDiGraph) -> tuple[Dyad, ...]:
    """Every pair of actors that is tied, the most told of first, then by id."""
    found = (_dyad(pair, tuple(data for _, data in told.values())) for pair, told in by_pair(graph).items())
    return tuple(sorted(found, key=lambda one: (-one.statements, one.a, one.b)))


def _dyad(pair: tuple[str, str], told: tuple[Mapping[str, Any], ...]) -> Dyad:
    families = Counter(data["family"] for data in told)
    scores = [data["score"] for data in told if data["score"] is not None]
    dates = sorted(data["date"] for data in told if data["date"])
    return Dyad(
        a=pair[0],
        b=pair[1],
        statements=len(told),
        cooperation=sum(families[family] for family in COOPERATION),
        conflict=sum(families[family] for family in CONFLICT),
        contested=sum(data["contested"] for data in told),
        score=round(sum(scores) / len(scores), 3) if scores else None,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )
