"""How long the embedded engine takes to be ready and how much memory it holds, beside a Neo4j server on the same machine.

    python benchmarks/engine_start.py [--rounds 5] [--statements 20000] [--idle 20] [--no-neo4j]

A start is cold: no process runs, and the folder is new ("first") or holds a graph ("again"). Ready means that a first query is answered.
Memory is what the system counts as resident (VmRSS), after the start, after a load of so many statements, and some idle seconds later.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from synthetic import reports

from kg.stores import Store, open_store

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))


@dataclass(frozen=True, slots=True)
class Running:
    """A store that has answered its first query, and its server's process."""

    store: Store
    pid: int


@contextmanager
def embedded(folder: Path) -> Iterator[Running]:
    """The embedded engine on a folder, stopped afterwards."""
    with open_store(f"embedded:{folder}") as store:
        store.query("RETURN 1")
        yield Running(store, store.status().pid or 0)
        store.stop()


@contextmanager
def neo4j(folder: Path) -> Iterator[Running]:
    """A Neo4j server on a folder, stopped afterwards."""
    from neo4j_server import neo4j_server

    with neo4j_server(folder) as server:
        os.environ.update(server.environment)
        with open_store(server.uri) as store:
            store.query("RETURN 1")
            yield Running(store, server.pid)


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


def measure(name: str, start: Callable[[Path], Iterator[Running]], options: argparse.Namespace) -> None:
    """Print an engine's figures."""
    first, again, fresh = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            for times in (first, again):
                began = time.perf_counter()
                with start(Path(folder) / str(number)) as running:  # type: ignore[attr-defined]
                    times.append(time.perf_counter() - began)
                    fresh.append(memory(running.pid))
        print(
            f"{name}: ready after {median(first):.1f} s in a new folder, {median(again):.1f} s again (medians of {options.rounds});"
        )
        print(f"    memory {median(fresh):.0f} MB after the start,", end=" ", flush=True)
        with start(Path(folder) / "0") as running:  # type: ignore[attr-defined]
            stored = sum(added.statements for added in running.store.add_all(reports(options.statements)))
            loaded = memory(running.pid)
            time.sleep(options.idle)
            print(f"{loaded:.0f} MB after {stored} statements, {memory(running.pid):.0f} MB idle {options.idle} s later")


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--idle", type=int, default=20)
    parser.add_argument("--no-neo4j", action="store_true")
    options = parser.parse_args()
    measure("embedded", embedded, options)
    if not options.no_neo4j:
        measure("neo4j", neo4j, options)


if __name__ == "__main__":
    main()
