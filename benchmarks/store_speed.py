"""How fast the stores write statements with all their edges, beside rdflib-neo4j writing the same graph to the same Neo4j.

    python benchmarks/store_speed.py [--statements 20000] [--warm-up 20000] [--engine embedded|neo4j] [--peer 1000]

The embedded engine runs in a temporary folder, Neo4j is put together by tools/neo4j_server.py; both are gone afterwards. A server just
started compiles its code while it works, so `--warm-up` statements come first and are not counted (a line tells their rate). The peer
(`pip install rdflib-neo4j`) writes the triples of `--peer` statements, which are in memory by then, as ours are.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from synthetic import reports

from kg.stores import Store, open_store
from kg.stores.base import Entry

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
from neo4j_server import Neo4jServer, neo4j_server

EDGES = "MATCH ()-[r]->() RETURN count(r) AS n"


@contextmanager
def embedded() -> Iterator[Store]:
    """An embedded store that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"embedded:{folder}/kg-data") as store:
        try:
            yield store
        finally:
            store.drop()


@contextmanager
def neo4j() -> Iterator[tuple[Store, Neo4jServer]]:
    """A store on a Neo4j server of its own, and the server."""
    with tempfile.TemporaryDirectory() as folder, neo4j_server(Path(folder), heap="1g") as server:
        os.environ.update(server.environment)
        with open_store(server.uri) as store:
            yield store, server


def write(store: Store, entries: list[Entry]) -> tuple[float, float]:
    """Statements and edges written a second."""
    before = int(store.query(EDGES).rows[0][0])
    began = time.perf_counter()
    count = sum(added.statements for added in store.add_all(entries))
    seconds = time.perf_counter() - began
    return count / seconds, (int(store.query(EDGES).rows[0][0]) - before) / seconds


def measure(name: str, store: Store, warm_up: list[Entry], entries: list[Entry]) -> float:
    """Print how fast the store writes; statements a second."""
    store.documents()
    if warm_up:
        print(f"{name}: {write(store, warm_up)[0]:.0f} statements/s while warming up")
    rate, edges = write(store, entries)
    print(f"{name}: {rate:.0f} statements/s with {edges:.0f} edges/s, {sum(len(each[1]) for each in entries)} statements")
    began = time.perf_counter()
    again = all(added.unchanged for added in store.add_all(entries))
    print(f"{name}: again, {'all unchanged' if again else 'SOMETHING CHANGED'}: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    count = sum(1 for _ in store.statements())
    print(f"{name}: {count / (time.perf_counter() - began):.0f} statements/s read")
    return rate


def peer(server: Neo4jServer, entries: list[Entry], count: int) -> float | None:
    """How many statements a second rdflib-neo4j writes as triples; None where it is not installed."""
    try:
        from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig
    except ImportError:
        print("rdflib-neo4j is not installed: no peer")
        return None
    from rdflib import Graph

    from kg import rdf

    document, statements, profiles = entries[0]
    taken = list(islice(statements, count))
    triples = list(rdf.to_dataset([(document, taken)], profiles).quads())
    login = {"uri": server.uri, "database": "neo4j", "user": "neo4j", "pwd": server.password}
    config = Neo4jStoreConfig(auth_data=login, batching=True, handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE)
    graph = Graph(store=Neo4jStore(config))
    with contextlib.redirect_stdout(io.StringIO()):
        graph.open(config, create=True)
        began = time.perf_counter()
        for subject, predicate, thing, _ in triples:
            graph.add((subject, predicate, thing))
        graph.close(commit_pending_transaction=True)
    seconds = time.perf_counter() - began
    print(f"rdflib-neo4j: {len(taken) / seconds:.0f} statements/s as {len(triples) / seconds:.0f} triples/s")
    return len(taken) / seconds


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--warm-up", type=int, default=20_000)
    parser.add_argument("--peer", type=int, default=1000, help="statements that the peer writes")
    parser.add_argument("--engine", choices=["embedded", "neo4j"], action="append")
    options = parser.parse_args()
    engines = options.engine or ["embedded", "neo4j"]
    every = list(reports(options.warm_up + options.statements))
    cut = options.warm_up // 500
    if "embedded" in engines:
        with embedded() as store:
            measure("embedded", store, every[:cut], every[cut:])
    if "neo4j" in engines:
        with neo4j() as (store, server):
            rate = measure("neo4j", store, every[:cut], every[cut:])
            other = peer(server, every, options.peer)
            if other:
                print(f"neo4j: {rate / other:.1f} times as fast as rdflib-neo4j")


if __name__ == "__main__":
    main()
