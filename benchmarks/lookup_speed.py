"""How long questions take on a small and on a large graph: `kg relations A B` as a whole process, the dyad query, the catalogue.

    python benchmarks/lookup_speed.py [--statements 1000 --statements 500000] [--folder FOLDER] [--engine embedded|neo4j]

Graphs are made by `synthetic.py` with a hundredth of the statements as actors, 50 at least. With --folder the embedded graphs stay there for
the next run. Neo4j's is imported by its own import tool from what `kg export --format neo4j-admin` writes. Dyads and actors are those of
statements drawn at random, so the busy ones come more often. Times are medians and, behind the stroke, the slowest of all.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from synthetic import reports

from kg.exports import neo4j_admin
from kg.queries import Query, catalogue
from kg.queries.values import ValueType
from kg.stores import Store, open_store
from kg.vocabulary import PLOVER_TYPES

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
from neo4j_server import admin, configure, neo4j_server

Sample = tuple[str, str, str, str, str]  # actor, recipient, document, place, statement

KG = Path(sys.executable).parent / "kg"
DYAD = f"""
MATCH (a:Actor {{id: $a}})-[r:{"|".join(PLOVER_TYPES)}]-(b:Actor {{id: $b}})
RETURN r.date AS date, type(r) AS type, r.text AS text, r.page AS page, r.statement AS statement ORDER BY date, statement
"""


def actors_for(statements: int) -> int:
    """How many actors a graph of so many statements has."""
    return max(50, statements // 100)


@contextmanager
def embedded(statements: int, folder: Path) -> Iterator[str]:
    """The URL of an embedded store that holds so many statements, written now if it does not yet."""
    url = f"embedded:{folder / f'graph-{statements}'}"
    with open_store(url) as store:
        if store.query("MATCH (s:Statement) RETURN count(s)").rows[0][0] != statements:
            began = time.perf_counter()
            for _ in store.add_all(reports(statements, actors=actors_for(statements))):
                pass
            print(f"embedded: {statements} statements written in {time.perf_counter() - began:.0f} s")
        yield url
        store.stop()


@contextmanager
def neo4j(statements: int, folder: Path) -> Iterator[str]:
    """The URL of a Neo4j server that holds so many statements, imported by its own tool."""
    home, exported = folder / f"neo4j-{statements}", folder / f"neo4j-admin-{statements}"
    if not exported.exists():
        began = time.perf_counter()
        entries = reports(statements, actors=actors_for(statements))
        neo4j_admin.write(exported, ((document, tuple(told)) for document, told, _ in entries))
        configure(home)
        exported_in = time.perf_counter() - began
        admin(home, "database", "import", "full", f"@{exported / 'import.args'}")
        took = time.perf_counter() - began
        print(f"neo4j: {statements} statements exported in {exported_in:.0f} s, imported in {took - exported_in:.0f} s")
    with neo4j_server(home, heap="1g", page_cache="1g") as server:
        os.environ.update(server.environment)
        yield server.uri


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def told(times: list[float], unit: str = "ms") -> str:
    """Median and slowest."""
    scale = 1000 if unit == "ms" else 1
    return f"{scale * median(times):.2f} {unit} | {scale * max(times):.2f} {unit}"


def drawn(statements: int, count: int) -> list[Sample]:
    """What statements drawn at random tell of."""
    rnd = random.Random(7)
    every = (each for _, told, _ in islice(reports(statements, actors=actors_for(statements)), 40) for each in told)
    found = [(s.actors[0].id, s.recipients[0].id, s.document, s.place[0].name, s.id) for s in every if s.recipients and s.place]
    return rnd.sample(found, count)


def lookup(url: str, samples: list[Sample], rounds: int = 10) -> list[float]:
    """Seconds of whole `kg relations A B` processes on a warm store."""
    command = [str(KG), "--store", url, "relations"]
    commands = [[*command, a, b] for a, b, *_ in samples[: rounds + 1]]
    return [seconds(lambda each=each: subprocess.run(each, capture_output=True, check=True)) for each in commands][1:]


def values_for(query: Query, sample: Sample) -> dict[str, Any]:
    """Values for a query: those of its example, with the sample's actors, document and place in their stead."""
    a, b, document, place, statement = sample
    actors = iter((a, b, a))
    values: dict[str, Any] = {parameter.name: parameter.default for parameter in query.parameters}
    for parameter in query.required:
        match parameter.type:
            case ValueType.ACTOR:
                values[parameter.name] = next(actors)
            case ValueType.DOCUMENT:
                values[parameter.name] = document
            case ValueType.STATEMENT:
                values[parameter.name] = statement
            case _:
                values[parameter.name] = {"place": place, "words": ["talks", "truce"]}.get(parameter.name, "2020-06-15")
    return values


def measure(url: str, statements: int, rounds: int) -> None:
    """Print all figures for one graph."""
    samples = drawn(statements, min(30, statements // 100))
    with open_store(url) as store:
        store.documents()
        print(f"  kg relations A B, whole process: {told(lookup(url, samples), 's')}")
        for sample in samples[:5]:
            store.query(DYAD, {"a": sample[0], "b": sample[1]})
        dyads = [seconds(lambda s=s: store.query(DYAD, {"a": s[0], "b": s[1]})) for s in samples]
        print(f"  dyad by date: {told(dyads)}")
        print(f"  the same as statements: {told([_relations(store, s) for s in samples])}")
        middles = [_query(store, query, samples, rounds) for query in catalogue()]
        print(
            f"  catalogue, median of {len(middles)} queries: {1000 * median(middles):.0f} ms, slowest {1000 * max(middles):.0f} ms"
        )


def _relations(store: Store, sample: Sample) -> float:
    return seconds(lambda: list(store.relations(sample[0], sample[1])))


def _query(store: Store, query: Query, samples: list[Sample], rounds: int) -> float:
    times = [seconds(lambda s=s: store.query(query.text, values_for(query, s))) for s in samples[: rounds + 1]][1:]
    print(f"    {query.name}: {told(times)}")
    return median(times)


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each query of the catalogue")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--engine", choices=["embedded", "neo4j"], action="append")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for statements in options.statements or [1000, 500_000]:
            for engine in options.engine or ["embedded", "neo4j"]:
                graph = {"embedded": embedded, "neo4j": neo4j}[engine]
                with graph(statements, folder) as url:
                    print(f"{engine}, {statements} statements:")
                    measure(url, statements, options.rounds)


if __name__ == "__main__":
    main()
