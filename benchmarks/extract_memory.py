"""How much memory `kg extract` takes on a long corpus and on one long document, child processes included.

    python benchmarks/extract_memory.py [--megabytes 100] [--jobs 1] [--long 10]

Writes a corpus of generated news (sentences of our own with ever new people and places, so that what a program remembers would
show) as JSON Lines of some 20 kB a document, and one document of `--long` megabytes, to a temporary folder, runs
`kg extract` on each, and samples the resident memory of the process and its children four times a second. Prints the peak, and the
peak in each tenth of the time, which would rise if something grew.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = 20_000  # characters
STATES = ("Norway", "Hungary", "Kenya", "Chile", "Peru", "Sudan", "Ghana", "Vietnam", "Iceland", "Mongolia", "Jordan", "Latvia")
OFFICES = ("foreign minister", "president", "defence minister", "ambassador", "prime minister")
PATTERNS = (
    "{office} {person} of {a} condemned {b} on Tuesday over the shelling of {place}.",
    "{a} and {b} signed an agreement in {place}, {person} told reporters.",
    "{person} denied that {a} had sent troops to {place}, and called on {b} to withdraw its forces.",
    "According to {person}, a spokesman for the ministry, {a} may impose sanctions on {b} next month.",
    "The harbour of {place} stayed closed, and the ships that had waited there since the spring sailed on to {b}.",
    "He met the {b} {office} in {place}, where the two sides discussed trade, fishing and the release of prisoners.",
)
SYLLABLES = ("ka", "ro", "men", "ti", "sol", "var", "ne", "lu", "bar", "ish", "da", "ve", "ran", "go", "pel", "mi", "tu", "hos")


def news(seed: int, length: int) -> str:
    """Paragraphs of invented news, at least `length` characters; the same seed gives the same news."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    size = 0
    while size < length:
        sentences = [sentence(draw) for _ in range(draw.randint(2, 6))]
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def sentence(draw: random.Random) -> str:
    a, b = draw.sample(STATES, 2)
    text = draw.choice(PATTERNS).format(
        a=a, b=b, office=draw.choice(OFFICES), person=f"{name(draw)} {name(draw)}", place=name(draw)
    )
    return text[0].upper() + text[1:]


def name(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=draw.randint(2, 3))).capitalize()


def write_corpus(path: Path, megabytes: float) -> int:
    """A corpus as JSON Lines; returns the number of its documents."""
    count = int(megabytes * 1e6 / DOCUMENT)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            row = {"id": str(number), "date": "2020-10-27", "text": news(number, DOCUMENT)}
            lines.write(json.dumps(row) + "\n")
    return count


@dataclass(frozen=True)
class Run:
    """Peaks are of resident memory in megabytes."""

    seconds: float
    statements: int
    peaks: tuple[float, ...]


def measured(path: Path, jobs: int) -> Run:
    """Runs `kg extract` on the file and watches its memory."""
    began = time.monotonic()
    samples: list[float] = []
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([sys.executable, "-m", "kg", "extract", str(path), "--jobs", str(jobs)], stdout=output)
        while process.poll() is None:
            samples.append(sum(map(resident, family(process.pid))))
            time.sleep(0.25)
        if process.returncode:
            raise SystemExit(process.returncode)
        output.seek(0)
        statements = sum(1 for _ in output)
    tenths = [samples[i * len(samples) // 10 : (i + 1) * len(samples) // 10] or [0.0] for i in range(10)]
    return Run(time.monotonic() - began, statements, tuple(max(part) for part in tenths))


def family(process: int) -> Iterator[int]:
    """A process and those it started."""
    yield process
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
                yield from family(int(child))
    except OSError:
        return  # it has just ended


def resident(process: int) -> float:
    """Its resident memory in megabytes, 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def report(what: str, run: Run) -> None:
    tenths = " ".join(f"{peak:.0f}" for peak in run.peaks)
    print(
        f"{what}: peak {max(run.peaks):.0f} MB, {run.seconds:.0f} s, {run.statements} statements; by tenths of the time: {tenths}"
    )


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=100.0, help="size of the corpus; 0 leaves it out")
    parser.add_argument("--long", type=float, default=10.0, help="megabytes of the one long document; 0 leaves it out")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.megabytes:
            path = Path(folder, "corpus.jsonl")
            count = write_corpus(path, options.megabytes)
            report(f"{options.megabytes:g} MB in {count} documents, {options.jobs} jobs", measured(path, options.jobs))
        if options.long:
            path = Path(folder, "long.txt")
            path.write_text(news(0, int(options.long * 1e6)), encoding="utf-8")
            report(f"{options.long:g} MB in one document", measured(path, 1))


if __name__ == "__main__":
    main()
