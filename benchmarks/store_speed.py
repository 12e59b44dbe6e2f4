"""How fast the store writes statements with all their edges, reads them back and answers lookups.

    python benchmarks/store_speed.py [--statements 20000] [--per-document 500] [--store embedded:FOLDER]

Without --store the embedded engine runs in a temporary folder that is deleted afterwards; with one, the store should be empty. The
workload is made from a fixed seed: reports of made-up sentences among 400 actors, seven in ten with a recipient, half with a
speaker, a third with a place, some denied and contested. The first documents warm the engine up and are not counted.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from kg.model import Actor, ActorKind, Certainty, Document, Eventuality, Kind, Place, Polarity, StanceValue, Statement
from kg.stores import Store, open_store
from kg.vocabulary import PLOVER_TYPES

WORDS = [
    "the",
    "envoy",
    "told",
    "reporters",
    "that",
    "talks",
    "on",
    "the",
    "border",
    "water",
    "treaty",
    "went",
    "on",
    "and",
    "that",
    "both",
    "sides",
    "keep",
    "their",
    "posts",
]
STATES = [Actor(f"state:{n:03}", f"State {n}", ActorKind.STATE, "AZE") for n in range(150)]
PEOPLE = [Actor(f"local:person:{n}", f"Person {n}", ActorKind.PERSON, "ARM") for n in range(250)]
PLACES = [Place(f"geo:{n}", f"Town {n}") for n in range(80)]
WARM_UP = 6


def report(number: int, size: int, rnd: random.Random) -> tuple[Document, list[Statement]]:
    """A report of `size` sentences and the statements in it."""
    sentences = [" ".join(rnd.choices(WORDS, k=rnd.randint(10, 35))) + "." for _ in range(size)]
    document = Document.make(" ".join(sentences), title=f"Report {number}", publisher="Agency", uri=f"file:{number}")
    statements: list[Statement] = []
    start = 0
    for sentence in sentences:
        earlier = statements[-1].id if statements and rnd.random() < 0.05 else None
        statements.append(statement(document, start, sentence, earlier, rnd))
        start += len(sentence) + 1
    return document, statements


def statement(document: Document, start: int, sentence: str, denied: str | None, rnd: random.Random) -> Statement:
    """A statement that the sentence makes."""
    everybody = STATES + PEOPLE
    return Statement(
        document=document.id,
        page=1,
        start=start,
        end=start + len(sentence),
        quote=sentence,
        trigger=sentence[:8],
        trigger_start=start,
        trigger_end=start + 8,
        kind=Kind.EVENT,
        actors=tuple(rnd.sample(everybody, k=1 if rnd.random() < 0.85 else 2)),
        recipients=tuple(rnd.sample(STATES, k=1)) if rnd.random() < 0.7 else (),
        speakers=tuple(rnd.sample(PEOPLE, k=1)) if rnd.random() < 0.5 else (),
        type=rnd.choice(PLOVER_TYPES),
        mode=rnd.choice(["meet", None]),
        contexts=("diplomatic",),
        cameo=f"{rnd.randint(10, 204):03}",
        goldstein=rnd.randint(-100, 100) / 10,
        stance=rnd.choice([StanceValue.SUPPORT, None, None]),
        polarity=rnd.choices(list(Polarity), weights=[90, 5, 5])[0],
        certainty=rnd.choice(list(Certainty)),
        eventuality=rnd.choices(list(Eventuality), weights=[60, 10, 10, 10, 10])[0],
        date=f"20{rnd.randint(10, 24)}-{rnd.randint(1, 12):02}-{rnd.randint(1, 28):02}",
        date_text="yesterday",
        place=(rnd.choice(PLACES),) if rnd.random() < 0.33 else (),
        denies=(denied,) if denied else (),
    )


@contextmanager
def store_at(url: str | None) -> Iterator[Store]:
    """The store of that URL, or an embedded one that is deleted afterwards."""
    if url:
        with open_store(url) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder, open_store(f"embedded:{folder}/kg-data") as store:
        try:
            yield store
        finally:
            store.drop()


def milliseconds(store: Store, queries: list[tuple[str, dict[str, str]]]) -> float:
    """The median time of the queries."""
    times = []
    for query, parameters in queries:
        began = time.perf_counter()
        store.query(query, parameters)
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--per-document", type=int, default=500)
    parser.add_argument("--store")
    options = parser.parse_args()
    rnd = random.Random(1)
    reports = [report(n, options.per_document, rnd) for n in range(WARM_UP + options.statements // options.per_document)]
    with store_at(options.store) as store:
        began = time.perf_counter()
        store.documents()
        print(f"ready after {time.perf_counter() - began:.1f} s")
        for document, statements in reports[:WARM_UP]:
            store.add(document, statements)
        edges = int(store.query("MATCH ()-[r]->() RETURN count(r) AS n").rows[0][0])
        began, cpu = time.perf_counter(), time.process_time()
        for document, statements in reports[WARM_UP:]:
            store.add(document, statements)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        edges = int(store.query("MATCH ()-[r]->() RETURN count(r) AS n").rows[0][0]) - edges
        count = sum(len(statements) for _, statements in reports[WARM_UP:])
        print(f"write: {count} statements with {edges} edges in {seconds:.1f} s: {count / seconds:.0f} statements/s,", end=" ")
        print(f"{edges / seconds:.0f} edges/s ({cpu:.1f} s of it in this process)")
        began = time.perf_counter()
        count = sum(1 for _ in store.statements())
        print(f"read: {count} statements in {time.perf_counter() - began:.1f} s: {count / (time.perf_counter() - began):.0f}/s")
        began = time.perf_counter()
        store.add(*reports[0])
        print(f"add again, unchanged: {1000 * (time.perf_counter() - began):.0f} ms")
        lookup = "MATCH (a:Actor {name: $name})-[r:REQUEST]->(b:Actor) RETURN b.name, r.date, r.text, r.page"
        print(f"lookup: {milliseconds(store, [(lookup, {'name': actor.name}) for actor in STATES]):.1f} ms (median)")
        print(f"size on disk: {(store.status().size or 0) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
