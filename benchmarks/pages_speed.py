"""How fast a network page is made and drawn, and how big it is.

    python benchmarks/pages_speed.py [ACTORS [STATEMENTS]]      2,000 and 6,000 if nothing is said

Measures, in seconds: the layout; the whole page; in a headless Chromium without GPU, from the request to the first frame of the
opening view, and from the press of "Show all" to the frame with every actor. Beside them the size of the page in MB, and how it
keeps up with a hand that drags the canvas and an actor: frames and redraws of the canvas a second.
"""

import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import networkx as nx

from kg.graph import project
from kg.model import Actor, ActorKind, Document, Kind, Statement
from kg.pages.network import network_page
from kg.pictures.layout import lay_out

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PLACES = """
(() => {
  const frame = document.getElementById("canvas").getBoundingClientRect();
  const inside = ({ x, y }) => x > frame.left + 100 && x < frame.right - 100 && y > frame.top + 100 && y < frame.bottom - 200;
  const actors = diplograph.nodes().map((id) => diplograph.nodePoint(id));
  const spots = [];
  for (let x = frame.left + 100; x < frame.right - 100; x += 7) for (let y = frame.top + 100; y < frame.bottom - 200; y += 7) spots.push({ x, y });
  const room = (spot) => Math.min(...actors.map((actor) => Math.hypot(actor.x - spot.x, actor.y - spot.y)));
  return { actor: actors.find(inside), empty: spots.reduce((best, spot) => (room(spot) > room(best) ? spot : best)) };
})()
"""
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


COUNT = """
(() => {
  window.drawn = [];
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...where) { window.drawn.push(performance.now()); return clear.apply(this, where); };
  window.frames = [];
  const tick = (now) => { window.frames.push(now); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
})();
"""


@dataclass(frozen=True, slots=True)
class Drag:
    """How the page kept up with a hand that dragged something: frames and canvas redraws a second, the longest wait in seconds."""

    frames: float
    redraws: float
    longest: float

    def __str__(self) -> str:
        return f"{self.frames:.0f} frames and {self.redraws:.0f} redraws a second, longest wait {1000 * self.longest:.0f} ms"


def dragged(page: "Page", start: dict[str, float], steps: int = 60) -> Drag:
    """The mouse takes what is at `start` in a circle of 160 pixels, and puts it back; the time from pressing to letting go counts."""
    page.mouse.move(start["x"], start["y"])
    begin = page.evaluate("performance.now()")
    page.mouse.down()
    for step in range(1, steps + 1):
        turn = 2 * math.pi * step / steps
        page.mouse.move(start["x"] + 80 * math.sin(turn), start["y"] + 80 * (1 - math.cos(turn)))
    page.mouse.up()
    frames, redraws, end = page.evaluate("[frames, drawn, performance.now()]")
    seen = [begin, *(at for at in frames if begin < at < end), end]
    seconds = (end - begin) / 1000
    return Drag(
        (len(seen) - 2) / seconds,
        sum(begin < at < end for at in redraws) / seconds,
        max(later - earlier for earlier, later in pairwise(seen)) / 1000,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a reader waits for: seconds to the first frame and from "Show all" to all; dragging of each view."""

    first: float
    everything: float
    pans: tuple[Drag, Drag]
    moves: tuple[Drag, Drag]


def drawn_in_chromium(path: Path) -> Drawn:
    """Opens the page, drags, shows all, drags again."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(path.as_uri())
        first = page.evaluate(DRAWN)
        page.evaluate(COUNT)
        few = _drags(page)
        everything = page.evaluate(
            f"(async () => {{ const start = performance.now(); document.getElementById('all').click(); return await {DRAWN} - start; }})()"
        )
        all_of_it = _drags(page)
        browser.close()
    return Drawn(first / 1000, everything / 1000, (few[0], all_of_it[0]), (few[1], all_of_it[1]))


def _drags(page: "Page") -> tuple[Drag, Drag]:
    """The canvas dragged by a place where nothing is, and an actor dragged."""
    places = page.evaluate(PLACES)
    return dragged(page, places["empty"]), dragged(page, places["actor"])


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
        drawn = drawn_in_chromium(path)
    print(f"first frame {drawn.first:.2f} s, all actors {drawn.everything:.2f} s")
    for name, (few, all_of_it) in (("panning", drawn.pans), ("moving an actor", drawn.moves)):
        print(f"{name}: opening view {few}; all actors {all_of_it}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
