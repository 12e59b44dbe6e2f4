"""How long coded events take into Neo4j by its own import tool, how much disk they need there, and how fast the catalogue answers on them.

    python benchmarks/import_speed.py                                    five million rows of GDELT: an hour, and forty gigabytes of disk
    python benchmarks/import_speed.py --statements 100000 --kind icews

The rows are those of `events_speed.py`, made up from a fixed seed: 17 states and their bodies, so each state has a part in one of ten
statements, more than in any data set. `kg load --format neo4j-admin` and `neo4j-admin database import full` run as processes of their own.
Then a server starts on what they made, the constraints and indexes are built, and each query of the catalogue runs with the parties,
document and place of three statements drawn at random; the rest of its parameters are as they are where nobody gives them.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import neo4j
import pyarrow.parquet as pq
from events_speed import write
from lookup_speed import Sample, values_for
from neo4j.exceptions import ClientError, TransientError

from kg.exports import neo4j_admin
from kg.queries import Query, catalogue

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
from neo4j_server import Neo4jServer, admin, configure, neo4j_server

ROUNDS = 3
GIGABYTE = 1e9


def main() -> None:
    """Makes the rows, brings them into Neo4j, asks, and tells each figure as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=5_000_000)
    parser.add_argument("--kind", choices=("gdelt1", "icews"), default="gdelt1")
    parser.add_argument(
        "--folder", type=Path, help="where to work, instead of a temporary folder that is deleted; it must be empty"
    )
    parser.add_argument("--heap", default="4g", help="of the server")
    parser.add_argument("--page-cache", default="8g", help="of the server")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds after which a query is stopped")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        graph, home = folder / "graph", folder / "neo4j"
        spent = fill(folder, graph, home, asked.kind, asked.statements)
        with neo4j_server(home, heap=asked.heap, page_cache=asked.page_cache) as server, connected(server) as driver:
            spent += timed("constraints and indexes", lambda: index(driver, graph))
            tell(f"in all, from rows to a graph that can be asked: {spent:.0f} s")
            ask(driver, drawn(graph), asked.limit)


def fill(folder: Path, graph: Path, home: Path, kind: str, statements: int) -> float:
    """Seconds from the rows in a file to a database that no server has opened yet."""
    rows = folder / f"{kind}.tab"
    folder.mkdir(parents=True, exist_ok=True)
    write(rows, kind, statements)
    tell(f"{kind}: {statements:,} rows, {size(rows)}")
    load = [sys.executable, "-m", "kg", "load", kind, str(rows), "--format", "neo4j-admin", "--output", str(graph)]
    spent = timed("kg load", lambda: subprocess.run(load, check=True, stdout=subprocess.DEVNULL))
    written = pq.ParquetFile(graph / "Statement.parquet").metadata.num_rows
    tell(f"  {written:,} statements, {written / spent:,.0f} a second, {size(graph)}")
    rows.unlink()
    configure(home)
    spent += timed("neo4j-admin database import", lambda: load_into(home, graph))
    tell(f"  {size(home / 'data')} in the database")
    return spent


def load_into(home: Path, graph: Path) -> None:
    """Run Neo4j's import tool, and tell what it says of its work at the end."""
    before = Path.cwd()
    os.chdir(graph)  # the files are named from there
    try:
        said = admin(home, "database", "import", "full", f"@{neo4j_admin.ARGUMENTS}")
    finally:
        os.chdir(before)
    for line in said[said.index("IMPORT DONE") :].splitlines():
        tell(f"  {line.strip()}")


def connected(server: Neo4jServer) -> neo4j.Driver:
    """A driver that is logged in."""
    return neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", server.password), notifications_min_severity="OFF")


def index(driver: neo4j.Driver, graph: Path) -> None:
    """Build the constraints and indexes, and wait until all of them can be used."""
    script = (graph / neo4j_admin.AFTER).read_text(encoding="utf-8")
    for command in (line for line in script.splitlines() if line and not line.startswith("//")):
        timed(f"  {command[:60]}", partial(driver.execute_query, command))
    timed("  waiting for the indexes", lambda: driver.execute_query("CALL db.awaitIndexes(7200)"))


def drawn(graph: Path) -> list[Sample]:
    """What statements drawn at random tell of."""
    file = pq.ParquetFile(graph / "Statement.parquet")
    names = ["actor_ids:string[]", "recipient_ids:string[]", "document:string", "place:string[]", "id:string"]
    chance = random.Random(7)
    part = file.read_row_group(chance.randrange(file.num_row_groups), columns=names).to_pylist()
    whole = [[row[name] for name in names] for row in part if all(row[name] for name in names)]
    return [
        (actors[0], recipients[0], document, places[0], statement)
        for actors, recipients, document, places, statement in chance.sample(whole, ROUNDS)
    ]


def ask(driver: neo4j.Driver, samples: Sequence[Sample], limit: float) -> None:
    """Time each query of the catalogue, and tell their median."""
    middles = {query.name: answered(driver, query, samples, limit) for query in catalogue()}
    slow = [name for name, seconds in middles.items() if seconds >= limit]
    tell(
        f"catalogue, median of {len(middles)} queries: {1000 * median(middles.values()):.0f} ms; slowest {max(middles.values()):.1f} s"
    )
    if slow:
        tell(f"stopped after {limit:.0f} s: {', '.join(slow)}")


def answered(driver: neo4j.Driver, query: Query, samples: Sequence[Sample], limit: float) -> float:
    """The median of the seconds that a query takes with each sample; the limit where one of them reaches it."""
    times = []
    for sample in samples:
        began = time.perf_counter()
        try:
            found = driver.execute_query(neo4j.Query(query.text, timeout=limit), values_for(query, sample)).records
        except (ClientError, TransientError) as error:
            if "Timed" not in (error.code or ""):
                raise
            tell(f"  {query.name}: stopped after {limit:.0f} s")
            return limit
        times.append(time.perf_counter() - began)
    tell(f"  {query.name}: {1000 * median(times):.0f} ms | {1000 * max(times):.0f} ms, {len(found)} rows")
    return median(times)


def timed(what: str, work: Callable[[], object]) -> float:
    """Seconds that some work takes, told with the processor time of the processes that it ran and the peak of the largest one."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = f", {processor:.0f} s of processor time, peak {after.ru_maxrss / 1e6:.1f} GB" if processor > 1 else ""
    tell(f"{what}: {took:.1f} s{told}")
    return took


def size(path: Path) -> str:
    """How much disk a file or folder takes."""
    files = path.rglob("*") if path.is_dir() else [path]
    return f"{sum(file.stat().st_blocks * 512 for file in files) / GIGABYTE:.2f} GB on disk"


def tell(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
