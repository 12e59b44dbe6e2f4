"""How fast text becomes statements on one core, beside spaCy's bare parse of the same text with the same model.

    python benchmarks/extract_speed.py [--sentences 3000] [--model NAME]

The text is `examples/`, document by document and again from the start until it has so many sentences (as the bare parse counts
them). Loading is not counted: the model, the directory of actors and the lexicon are warmed up with one round of the examples. Time is
processor time, so that a busy machine does not count. The bare parse runs the whole pipeline (tags, lemmas, dependencies, entities)
over the documents and keeps nothing; it is the floor below which nothing that uses this model can get.
"""

from __future__ import annotations

import argparse
import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))  # before numpy comes

import gc
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LoadError
from kg.extract import nlp as language
from kg.model import Document
from kg.pipeline import read
from loaders import read_all

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = Path(__file__).parent.parent / "examples"
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


@dataclass(frozen=True, slots=True)
class Timing:
    """Processor and wall time in seconds, and the most memory that the process has held so far, in MB."""

    processor: float
    wall: float
    peak: float


def examples() -> list[Document]:
    """The example documents; one that cannot be read ends the benchmark, whose figures would not be comparable."""
    found: list[Document] = []
    for item in read_all([EXAMPLES]):
        if isinstance(item, LoadError):
            sys.exit(str(item))
        found.append(item)
    return found


def repeated(documents: list[Document], lengths: dict[str, int], sentences: int) -> Iterator[Document]:
    """The documents over and over, until they have that many sentences."""
    count = 0
    for document in cycle(documents):
        if count >= sentences:
            return
        count += lengths[document.id]
        yield document


def bare_parse(documents: Iterable[Document], nlp: Language) -> int:
    """Parses the texts; the number of their sentences."""
    return sum(sum(1 for _ in doc.sents) for doc in nlp.pipe((document.text for document in documents), batch_size=64))


def statements(documents: Iterable[Document], nlp: Language) -> int:
    """Reads the documents; the number of their statements."""
    return sum(len(read(document, nlp).statements) for document in documents)


def timed(job: Callable[[Iterable[Document], Language], int], documents: list[Document], nlp: Language) -> tuple[int, Timing]:
    """What the job counts, and what it takes."""
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    count = job(documents, nlp)
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    return count, Timing(processor, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT / 1e6)


def row(name: str, sentences: int, took: Timing) -> str:
    rate = sentences / took.processor
    return f"{name:18} {took.processor:7.1f} s (wall {took.wall:.1f} s) {rate:7.1f} sentences/s   peak so far {took.peak:.0f} MB"


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=3_000)
    parser.add_argument("--model", help="another spaCy pipeline than our own")
    options = parser.parse_args()
    nlp = language.load(options.model)
    originals = examples()
    lengths = {document.id: bare_parse([document], nlp) for document in originals}
    statements(originals, nlp)
    documents = list(repeated(originals, lengths, options.sentences))
    count, ours = timed(statements, documents, nlp)  # first, so that the peak is its own
    sentences, floor = timed(bare_parse, documents, nlp)
    print(
        f"{len(documents)} documents, {sentences} sentences, {sum(len(d.text) for d in documents)} characters, {count} statements"
    )
    print(row("text to statements", sentences, ours))
    print(row("spaCy's bare parse", sentences, floor))
    print(f"ratio {ours.processor / floor.processor:.2f}")


if __name__ == "__main__":
    main()
