"""The graph of actors as a Pajek network (.net), for Pajek, R and whatever else reads the format.

With relations, each PLOVER type (and STANCE, RELATION) is a relation of its own, and an arc has the months in which it is told
of: Pajek's form of a network of several relations in time, which R's `network` reads, too. Without, there is one arc for each
pair of actors, which igraph and NetworkX can read as well. Arcs have as their value how many statements tell of them. The file is
UTF-8; with relations it begins with a byte order mark, by which Pajek knows that. `networkx.write_pajek` is not used: it has
neither relations nor times, leaves quotation marks in names, and takes two actors of the same name for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from kg.analysis.windows import counted
from kg.exports.labels import labels
from kg.stores.rows import days

if TYPE_CHECKING:
    import networkx as nx

_MARK = b"\xef\xbb\xbf"
Arc = tuple[int, int]


def write(graph: nx.MultiDiGraph, target: IO[bytes], relations: bool = True) -> tuple[str, ...]:
    """Write a graph of `kg.graph.project`; what a user should know of the file, a sentence each.

    A mutual act is an arc in both directions.
    """
    named = labels(graph.nodes(data="name"))
    changed = sum(1 for actor, name in graph.nodes(data="name") if named[actor] != name)
    place = {actor: number for number, actor in enumerate(graph, 1)}
    lines = _in_relations(graph, place, named) if relations else _as_one(graph, place, named)
    if relations:
        target.write(_MARK)
    for line in lines:
        target.write(f"{line}\n".encode())
    verb = "differs" if changed == 1 else "differ"
    why = "as Pajek has no quotation marks in them and takes equal ones for one"
    return (f"{counted(changed, 'label')} {verb} from the actors' names, {why}.",) if changed else ()


def _as_one(graph: nx.MultiDiGraph, place: Mapping[str, int], named: Mapping[str, str]) -> Iterator[str]:
    yield from _vertices(place, named)
    yield "*Arcs"
    for (source, target), told in sorted(_arcs(place, graph.edges(data=True)).items()):
        yield f"{source} {target} {len(told)}"


def _in_relations(graph: nx.MultiDiGraph, place: Mapping[str, int], named: Mapping[str, str]) -> Iterator[str]:
    edges: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        edges[data["type"]].append((source, target, data))
    origin = min((first for _, _, data in graph.edges(data=True) for first, _ in _months(data["date"])), default=None)
    yield "% Who did what toward whom: each relation is a type of action, each value a number of statements."
    if origin is not None:
        yield f"% Times are months; 1 is {origin // 12:04}-{origin % 12 + 1:02}. An arc without a time has no date."
    yield from _vertices(place, named)
    for number, relation in enumerate(sorted(edges), 1):
        yield f'*Arcs :{number} "{relation}"'
        for (source, target), told in sorted(_arcs(place, edges[relation]).items()):
            yield f"{source} {target} {len(told)}{_time(told, origin or 0)}"


def _vertices(place: Mapping[str, int], named: Mapping[str, str]) -> Iterator[str]:
    yield f"*Vertices {len(place)}"
    yield from (f'{number} "{named[actor]}"' for actor, number in place.items())


def _arcs(place: Mapping[str, int], edges: Iterable[tuple[str, str, dict[str, Any]]]) -> dict[Arc, list[str | None]]:
    """For each arc the dates of its statements."""
    arcs: dict[Arc, list[str | None]] = defaultdict(list)
    for source, target, data in edges:
        arcs[place[source], place[target]].append(data["date"])
        if data["mutual"]:
            arcs[place[target], place[source]].append(data["date"])
    return arcs


def _time(dates: Iterable[str | None], origin: int) -> str:
    """The months of the dates as Pajek writes times, counted from 1.

    >>> _time(["2020-10-05", "2020-11", None], 2020 * 12 + 8)
    ' [2-3]'
    """
    months = sorted({month for date in dates for first, last in _months(date) for month in range(first, last + 1)})
    spans: list[list[int]] = []
    for month in (each - origin + 1 for each in months):
        if spans and month == spans[-1][1] + 1:
            spans[-1][1] = month
        else:
            spans.append([month, month])
    told = ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in spans)
    return f" [{told}]" if told else ""


def _months(date: str | None) -> Iterator[tuple[int, int]]:
    """The first and the last month that a date means, counted from the year 0; nothing where either is open or unknown."""
    first, last = days(date)
    if first and last:
        yield int(first[:4]) * 12 + int(first[5:7]) - 1, int(last[:4]) * 12 + int(last[5:7]) - 1
