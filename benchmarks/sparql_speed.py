"""SPARQL over a store on disk: how fast coded events become N-Quads and get into pyoxigraph, and how long the five SPARQL queries take.

    python benchmarks/sparql_speed.py --triples 1000000      some 5 minutes, 1 GB of disk
    python benchmarks/sparql_speed.py                        50 million triples: up to 36 GB of disk
    python benchmarks/sparql_speed.py --no-graphs            the same in the default graph alone: half the time and two thirds of the disk

Events are made up in the layout of a data set (`events_speed.py`) and written by `kg load KIND FILE -o graph.nq`. As they hold no stances, denials
and offices, `--reports` statements of made-up reports (`synthetic.py`) stand beside them. The store has each triple in the graph of its
document and in the default graph, which the queries ask, as `kg sparql` has them. Each query is asked twice by a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from events_speed import write
from synthetic import reports

from kg import rdf
from kg.model import Office, Profile
from kg.queries import find
from kg.rdf.namespaces import PREFIXES
from kg.rdf.querying import with_values

TRIPLES_A_ROW = {"gdelt1": 70, "icews": 63}
QUESTIONS = (
    ("asked", {"a": "state:IRN"}),
    ("weak-sources", {"a": "state:IRN"}),
    ("weak-sources", {"a": "state:0"}),
    ("stances", {"a": "state:0"}),
    ("rival-accounts", {"a": "state:0"}),
    ("office-holders", {"title": "minister"}),
)
_GRAPH = re.compile(rb" <[^<> ]*> \.\n")


def main() -> None:
    """Makes the file, loads it and asks."""
    parser = argparse.ArgumentParser(description="N-Quads of coded events into pyoxigraph, and SPARQL queries over them.")
    parser.add_argument("--triples", type=int, default=50_000_000)
    parser.add_argument("--kind", choices=tuple(TRIPLES_A_ROW), default="gdelt1")
    parser.add_argument("--reports", type=int, default=5_000, help="statements of made-up reports beside the events")
    parser.add_argument("--limit", type=float, default=120, help="seconds that a query may take")
    parser.add_argument("--graphs", action=argparse.BooleanOptionalAction, default=True, help="load the graphs of documents, too")
    parser.add_argument("--folder", type=Path, help="where there is room for the file and the store; a temporary folder else")
    asked = parser.parse_args()
    ways = [("graphs of their documents", into_graphs)] * asked.graphs + [("default graph", into_default_graph)]
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        store, files = Path(folder) / "store", [Path(folder) / "events.nq", Path(folder) / "reports.nq"]
        written(files[0], asked.kind, asked.triples // TRIPLES_A_ROW[asked.kind])
        rdf.write_bulk(((document, told) for document, told, _ in reports(asked.reports)), files[1], profiles=holders())
        for file in files:
            count = lines(file)
            print(f"{file.name}: {count:,} quads, {size(file) / 1e6:,.0f} MB")
            for name, load in ways:
                _, seconds, peak = aside(load, store, file)
                print(
                    f"  into the {name}: {seconds:.0f} s, {count / seconds:,.0f} quads/s, peak {peak:.0f} MB; store {size(store) / 1e6:,.0f} MB"
                )
            file.unlink()
        for name, values in QUESTIONS:
            told = aside(answers, store, name, values, limit=asked.limit)
            print(f"{name} of {next(iter(values.values()))}: {told[0] if told else f'more than {asked.limit:.0f} s'}")


def written(file: Path, kind: str, rows: int) -> None:
    """Write the events of made-up rows as N-Quads with `kg load`, and tell how fast."""
    made = file.with_suffix(".tab")
    write(made, kind, rows)
    began = time.perf_counter()
    command = [sys.executable, "-m", "kg", "load", kind, str(made), "-o", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    made.unlink()
    print(
        f"kg load {kind} -o {file.name}: {rows:,} rows: {seconds:.0f} s ({processor:.0f} s of processor time), "
        f"{rows / processor:,.0f} rows and {size(file) / processor / 1e6:,.0f} MB a second of it, peak {peak:.0f} MB"
    )


def holders() -> dict[str, Profile]:
    """Some hundred people of the reports who hold or held an office."""
    people = {actor.id: actor for _, told, _ in reports(2_000) for one in told for actor in one.speakers}
    return {
        key: Profile(actor, offices=(Office(key, f"minister of matter {number}", actor.country, "minister", "2010", "2020"),))
        for number, (key, actor) in enumerate(people.items())
    }


# --- What is timed, each in a process of its own


def into_graphs(store: Path, file: Path) -> None:
    """Load a file as it is."""
    ox.Store(store).bulk_load(path=file, format=ox.RdfFormat.N_QUADS)


def into_default_graph(store: Path, file: Path) -> None:
    """Load the triples of a file, whatever their graphs: `to_graph` is for files that have none."""
    opened = ox.Store(store)
    with file.open("rb") as quads:
        opened.bulk_load(Triples(quads), format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    opened.optimize()


class Triples:
    """A file of N-Quads, read as N-Triples."""

    def __init__(self, quads: Any) -> None:
        self._blocks = self._read(quads)
        self._rest = b""

    def read(self, count: int) -> bytes:
        """At most so many bytes."""
        self._rest = self._rest or next(self._blocks, b"")
        told, self._rest = self._rest[:count], self._rest[count:]
        return told

    @staticmethod
    def _read(quads: Any) -> Iterator[bytes]:
        while block := quads.readlines(1 << 16):
            yield _GRAPH.sub(b" .\n", b"".join(block))


def answers(store: Path, name: str, values: dict[str, str]) -> str:
    """How many rows a query has, and the seconds that it takes the first and the second time."""
    query = find(name)
    opened, text = ox.Store.read_only(str(store)), with_values(query.sparql or "", query.bind(values))
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        rows = sum(1 for _ in opened.query(text, prefixes=PREFIXES))
        seconds.append(time.perf_counter() - began)
    return f"{rows:,} rows, {seconds[0]:.2f} s, again {seconds[1]:.2f} s"


def aside(work: Callable[..., Any], *arguments: Any, limit: float | None = None) -> tuple[Any, float, float] | None:
    """What some work gives, its seconds and its peak memory in MB; None where it takes longer than the limit."""
    mine, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_worked, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    found = mine.recv() if mine.poll(limit) else process.kill()
    process.join()  # a store that is left in peace removes the files that it has merged
    return found


def _worked(told: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    began = time.perf_counter()
    found = work(*arguments)
    told.send((found, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def lines(file: Path) -> int:
    """How many there are."""
    with file.open("rb") as blocks:
        return sum(block.count(b"\n") for block in iter(lambda: blocks.read(1 << 20), b""))


def size(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    return sum(each.stat().st_size for each in (path, *path.rglob("*")) if each.is_file())


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
