"""The graph of actors as waves, as R's packages for networks in time want it: the same actors in each, and their ties."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analysis.projections import CONFLICT, COOPERATION
from kg.analysis.windows import Window, be, counted, windowed
from kg.exports.labels import plain

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of the waves; `first` and `last` are the first and the last wave, from 0, in which it is told of."""

    id: str
    name: str
    kind: str
    country: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tie:
    """From one actor to another (places in the list of members) in one wave: counts of statements, and their mean score."""

    source: int
    target: int
    statements: int
    cooperation: int
    conflict: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Waves:
    """Actors and ties in waves: `ties[wave]` by source and target; `notes` tell which statements are in no wave."""

    windows: tuple[Window, ...]
    members: tuple[Member, ...]
    ties: tuple[tuple[Tie, ...], ...]
    notes: tuple[str, ...]


def waves(graph: nx.MultiDiGraph, months: int | None = None, most: int | None = None) -> Waves:
    """The graph in waves of so many months each; without `months` the length that suits the dates.

    A mutual act is a tie in both directions. With `most` only so many actors, those with the most ties in the waves; raises
    `UsageError` as `kg.analysis.windows.windowed` does.
    """
    found = windowed(graph, months)
    told = [_told(edges) for edges in found.edges]
    chosen = _chosen(told, most)
    place = {actor: number for number, actor in enumerate(chosen)}
    seen: dict[str, list[int]] = defaultdict(list)
    for wave, pairs in enumerate(told):
        for actor in {actor for pair in pairs for actor in pair}:
            seen[actor].append(wave)
    left = len(seen) - len(chosen)
    members = tuple(
        Member(
            plain(actor), plain(data["name"] or actor), data["kind"] or "", data["country"] or "", seen[actor][0], seen[actor][-1]
        )
        for actor in chosen
        for data in (graph.nodes[actor],)
    )
    ties = tuple(
        tuple(_tie(place[a], place[b], each) for (a, b), each in sorted(pairs.items()) if a in place and b in place)
        for pairs in told
    )
    notes = (f"{counted(left, 'actor')} with fewer ties {be(left)} left out.",) if left else ()
    return Waves(found.windows, members, ties, (*found.coverage.notes(), *notes))


_Data = dict[str, object]


def _told(edges: Iterable[tuple[str, str, str, _Data]]) -> dict[tuple[str, str], list[_Data]]:
    """What each wave tells of each pair, in either direction where it is mutual."""
    told: dict[tuple[str, str], list[_Data]] = defaultdict(list)
    for source, target, _, data in edges:
        told[source, target].append(data)
        if data["mutual"]:
            told[target, source].append(data)
    return told


def _chosen(told: Sequence[dict[tuple[str, str], list[_Data]]], most: int | None) -> list[str]:
    """The actors in the order of their ids."""
    count: dict[str, int] = defaultdict(int)
    for ties in told:
        for pair in ties:
            for actor in pair:
                count[actor] += 1
    return sorted(sorted(count, key=lambda actor: (-count[actor], actor))[:most])


def _tie(source: int, target: int, told: Sequence[_Data]) -> Tie:
    families = [data["family"] for data in told]
    scores = [float(str(data["score"])) for data in told if data["score"] is not None]
    return Tie(
        source,
        target,
        len(told),
        sum(family in COOPERATION for family in families),
        sum(family in CONFLICT for family in families),
        round(sum(scores) / len(scores), 3) if scores else None,
    )


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file as R reads it: UTF-8, line feeds, quotation marks doubled, an empty cell for what is not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    path.write_bytes(text.getvalue().encode())
