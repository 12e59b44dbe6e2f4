"""How fast a network page is made and drawn, and how big it is.

    python benchmarks/pages_speed.py [ACTORS [STATEMENTS]]      2,000 and 6,000 if nothing is said

Measures, in seconds: the layout; the whole page; in a headless Chromium, from the request to the first frame of the opening view,
and from the press of "Show all" to the frame with every actor. Beside them the size of the page in MB.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import networkx as nx

from kg.graph import project
from kg.model import Actor, ActorKind, Document, Kind, Statement
from kg.pages.layout import lay_out
from kg.pages.network import network_page

TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "MOBILIZE",
    "ASSAULT",
]
T = TypeVar("T")
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


def reports(actors: int, statements: int) -> tuple[list[Document], list[Statement]]:
    """Invented reports of thirty sentences; few actors are in many of them, as in life."""
    random = Random(5)
    people = [Actor(f"local:state:{index}", f"Province {index}", ActorKind.STATE) for index in range(actors)]
    documents, told = [], []
    for start in range(0, statements, 30):
        pairs = [
            (people[int(actors * random.random() ** 2.2)], people[(start + at) % actors])
            for at in range(min(30, statements - start))
        ]
        sentences = [f"{a.name} sent a note to {b.name} about the use of the northern waterway." for a, b in pairs]
        document = Document.make(" ".join(sentences), title=f"Report {start}", published="2031-01-01")
        documents.append(document)
        offset = 0
        for (a, b), sentence in zip(pairs, sentences, strict=True):
            at = offset + sentence.index("sent a note")
            told.append(
                Statement(
                    document.id, 1, offset, offset + len(sentence), sentence, "sent a note", at, at + 11, Kind.EVENT,
                    (a,), (b,), type=random.choice(TYPES), date=f"2031-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
                )
            )  # fmt: skip
            offset += len(sentence) + 1
    return documents, told


def drawn_in_chromium(path: Path) -> tuple[float, float]:
    """Seconds to the first frame, and from "Show all" to the frame with all."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(path.as_uri())
        first = page.evaluate(DRAWN)
        everything = page.evaluate(
            f"(async () => {{ const start = performance.now(); document.getElementById('all').click(); return await {DRAWN} - start; }})()"
        )
        browser.close()
    return first / 1000, everything / 1000


def timed(work: Callable[[], T]) -> tuple[T, str]:
    """What the work gives, and how long it took by the clock and of the processor, which other programs do not slow."""
    start, worked = time.perf_counter(), time.process_time()
    made = work()
    return made, f"{time.perf_counter() - start:.2f} s (processor {time.process_time() - worked:.2f} s)"


def main(actors: int = 2000, statements: int = 6000) -> None:
    documents, told = reports(actors, statements)
    graph = nx.Graph(project(told).to_undirected())
    _, layout = timed(lambda: lay_out(graph, dict.fromkeys(graph, (70.0, 35.0))))
    text, whole = timed(lambda: network_page(documents, told, {}))
    print(f"actors {len(graph):,}, statements {len(told):,}, lines {graph.number_of_edges():,}")
    print(f"layout {layout}, whole page {whole}, {len(text.encode()) / 1e6:.2f} MB", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(text, "utf-8")
        first, everything = drawn_in_chromium(path)
    print(f"first frame {first:.2f} s, all actors {everything:.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
