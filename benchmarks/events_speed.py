"""How fast coded events become statements in a Parquet file, and in how much memory; beside it a straightforward rdflib loader.

    python benchmarks/events_speed.py                                  200,000 rows each of ICEWS and GDELT, and the peer
    python benchmarks/events_speed.py --rows 20000000 --kind icews     at the size that it comes in; no peer above a million rows

The rows are made up, in the layout of the data sets, from a fixed seed. `kg load` runs as a process of its own on one core. The peer
reads the same rows with csv and adds to an rdflib graph one node an event with its parties, act, day, place and source.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kg.vocabulary import cameo_codes

STATES = {
    "Armenia": "ARM", "Azerbaijan": "AZE", "Canada": "CAN", "China": "CHN", "Egypt": "EGY", "France": "FRA", "Georgia": "GEO",
    "Germany": "DEU", "India": "IND", "Iran": "IRN", "Japan": "JPN", "Kenya": "KEN", "Mali": "MLI", "Russian Federation": "RUS",
    "Turkey": "TUR", "Ukraine": "UKR", "United States": "USA",
}  # fmt: skip
BODIES = ("Government", "Military", "Police", "Citizen", "Foreign Affairs", "Ministry", "Opposition Activist", "Media Personnel")
ICEWS_HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
PEER_ROWS = 20_000
CHUNK = 50_000


def main() -> None:
    """Makes the rows, loads them, and tells rates, memory and ratio."""
    parser = argparse.ArgumentParser(description="Rows of coded events to statements in a Parquet file.")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kind", choices=("icews", "gdelt1"), action="append")
    parser.add_argument("--folder", type=Path, help="keep the rows here, and take those that an earlier run left")
    asked = parser.parse_args()
    for kind in asked.kind or ("icews", "gdelt1"):
        with tempfile.TemporaryDirectory() as folder:
            file = (asked.folder or Path(folder)) / f"{kind}-{asked.rows}.tab"
            if not file.exists():
                write(file, kind, asked.rows)
            run = load(kind, file, Path(folder) / "out.parquet")
            rate = asked.rows / run.seconds
            print(
                f"{kind}: {asked.rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB to {run.size / 1e6:,.0f} MB: {run.seconds:.1f} s, "
                f"{rate:,.0f} rows/s on one core ({run.processor:.1f} s of its time), peak {run.peak:.0f} MB",
                flush=True,
            )
            if asked.rows <= 1_000_000:
                theirs = peer(file, kind, min(PEER_ROWS, asked.rows))
                print(f"  rdflib, the first {min(PEER_ROWS, asked.rows):,} rows: {theirs:,.0f} rows/s; ratio {rate / theirs:.1f}")


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds from its start, seconds of the processor, MB of memory at most; bytes that it wrote."""

    seconds: float
    processor: float
    peak: float
    size: int


def load(kind: str, file: Path, out: Path) -> Run:
    """Run `kg load` on one core."""
    core = min(os.sched_getaffinity(0))
    command = ["taskset", "-c", str(core), sys.executable, "-m", "kg", "load", kind, str(file), "--output", str(out)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"kg load failed: {os.waitstatus_to_exitcode(status)}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.stat().st_size)


def write(file: Path, kind: str, rows: int) -> None:
    """Write so many rows, some thousand in memory at a time."""
    chance = Random(7)
    make = icews if kind == "icews" else gdelt
    part = file.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        if kind == "icews":
            out.write(ICEWS_HEADER)
        for start in range(0, rows, CHUNK):
            out.writelines(make(chance, start, min(CHUNK, rows - start)))
    part.rename(file)


def icews(chance: Random, start: int, count: int) -> Iterator[str]:
    """Rows of ICEWS, every tenth of them a meeting told from both sides."""
    codes = [code for code in cameo_codes().values() if len(code.code) >= 3]
    states = list(STATES)
    number = start
    while number < start + count:
        one, other = chance.sample(states, 2)
        source, target = (
            f"{chance.choice(BODIES)} ({one})\tGovernment\t{one}",
            f"{chance.choice(BODIES)} ({other})\tSocial\t{other}",
        )
        day = f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        code = chance.choice(codes)
        town, story = chance.randrange(3000), chance.randrange(10**7)
        tail = f"{story}\t{chance.randrange(1, 9)}\tPaper {town % 200}\tTown {town}\tNA\tProvince {town % 90}\t{states[town % len(states)]}\t{town % 90 - 45}.25\t{town % 180 - 90}.5\n"
        if code.code == "040" or number % 10 == 0:
            act = "Consult\t040\t1"
            yield f"{number}\t{day}\t{source}\t{act}\t{target}\t{tail}"
            number += 1
            if number < start + count:
                yield f"{number}\t{day}\t{target}\t{act}\t{source}\t{tail}"
        else:
            yield f"{number}\t{day}\t{source}\t{code.label}\t{code.code}\t{code.goldstein}\t{target}\t{tail}"
        number += 1


def gdelt(chance: Random, start: int, count: int) -> Iterator[str]:
    """Rows of GDELT 1.0 with 58 columns, a third of them without a second actor."""
    codes = [code for code in cameo_codes().values() if len(code.code) >= 3]
    states = list(STATES.items())
    for number in range(start, start + count):
        (one, first), (other, second) = chance.sample(states, 2)
        year, month, day = 2010 + chance.randrange(14), chance.randrange(1, 13), chance.randrange(1, 29)
        date = f"{year}{month:02}{day:02}"
        code, role, town = chance.choice(codes), chance.choice(("GOV", "MIL", "COP", "", "", "")), chance.randrange(3000)
        actor = f"{first}{role}\t{one.upper()}\t{first}\t\t\t\t\t{role}\t\t"
        target = "\t" * 9 if number % 3 == 0 else f"{second}\t{other.upper()}\t{second}\t\t\t\t\t\t\t"
        place = f"4\tTown {town}, Province {town % 90}, {states[town % len(states)][0]}\tFR\tFR00\t{town % 90 - 45}.25\t{town % 180 - 90}.5\t{town}"
        yield (
            f"{number}\t{date}\t{date[:6]}\t{year}\t{year}.5\t{actor}\t{target}\t1\t{code.code}\t{code.code[:3]}\t{code.code[:2]}\t1\t"
            f"{code.goldstein}\t4\t1\t4\t-1.25\t{place}\t{place}\t{place}\t{date}\thttps://paper{town % 200}.example/{number % 100000}/story.html\n"
        )


def peer(file: Path, kind: str, rows: int) -> float:
    """Rows a second of a loader as one writes it with csv and rdflib, to N-Quads."""
    from rdflib import RDF, XSD, Dataset, Literal, Namespace, URIRef

    ns = Namespace("https://example.org/")
    columns = (0, 1, 2, 8, 6, 13, 14, 18, 19) if kind == "icews" else (0, 1, 6, 16, 26, 57, 50, 53, 54)
    began = time.perf_counter()
    dataset = Dataset()
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if kind == "icews":
            next(reader)
        for count, row in enumerate(reader, 1):
            key, day, actor, target, code, source, town, latitude, longitude = (row[column] for column in columns)
            event = ns[f"event/{key}"]
            graph = dataset.graph(ns[f"document/{key}"])
            graph.add((event, RDF.type, ns.Event))
            graph.add((event, ns.date, Literal(day, datatype=XSD.date) if "-" in day else Literal(day)))
            for role, name in ((ns.actor, actor), (ns.recipient, target)):
                who = URIRef(ns["actor/" + "".join(letter if letter.isalnum() else "-" for letter in name)])
                graph.add((event, role, who))
                graph.add((who, ns.name, Literal(name)))
            graph.add((event, ns.code, ns[f"cameo/{code}"]))
            graph.add((event, ns.source, Literal(source)))
            graph.add((event, ns.place, Literal(town)))
            graph.add((event, ns.latitude, Literal(latitude, datatype=XSD.double)))
            graph.add((event, ns.longitude, Literal(longitude, datatype=XSD.double)))
            if count == rows:
                break
    with tempfile.NamedTemporaryFile(suffix=".nq") as out:
        dataset.serialize(out.name, format="nquads")
    return rows / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
