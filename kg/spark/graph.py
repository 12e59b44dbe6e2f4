"""From the Parquet of a cluster into Neo4j, by many writers at once; the graph is the one that `kg.stores` writes alone.

    files --documents, pages, statements--> edges by cells --round after round--> the graph

Documents share no node, so they are written first, all at once, each still marked as unfinished. Then follow the rounds of
`kg.spark.rounds`, and at last the marks are taken away. What a transaction has written is noted in the same transaction, so a task
that is tried again, or a run that was broken off and is started again, goes on where it was. A document of which the graph has
another version is written afterwards, by one writer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg import loading
from kg.coded import readings
from kg.errors import UsageError
from kg.exports import parquet
from kg.model import Actor, Document, Profile, Statement, stable_id
from kg.resolve import profiles_of
from kg.spark import output
from kg.spark.rounds import HOLDERS, REPORT, Cell, digests, group, people, roles, rounds, ties
from kg.stores import cypher, rows
from kg.stores.base import Entry
from kg.stores.bolt import BoltStore
from kg.stores.packing import Package, groups
from kg.stores.remote import RemoteServer
from kg.stores.rows import Row
from kg.stores.transactions import BATCH, run, versions, write, write_actors, write_documents, write_grouped, write_places

if TYPE_CHECKING:
    from neo4j import ManagedTransaction
    from pyspark.sql import SparkSession

_NOTES = "CREATE CONSTRAINT written_id IF NOT EXISTS FOR (n:Written) REQUIRE n.id IS UNIQUE"
_WITHOUT_NOTES = "DROP CONSTRAINT written_id IF EXISTS"
_NOTED = "UNWIND $ids AS id MATCH (n:Written {id: id}) RETURN n.id AS id"
_NOTE = "UNWIND $rows AS row CREATE (n:Written {id: row.id})"
_FORGET_NOTES = "MATCH (n:Written) WITH n LIMIT 5000 DELETE n RETURN count(*) AS n"
_FINISH = "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d.digest = row.digest"
_ROLES = {**cypher.CREATE_ROLES, "AT": cypher.CREATE_AT}

_TASKS_A_WRITER = 4  # that read files, so that none waits long for the last one

Edges = tuple[tuple[str, Row], ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Login:
    """Where the graph is and who writes it, as the variables say that the driver knows; only the address is ever shown."""

    url: str
    variables: tuple[tuple[str, str], ...] = field(repr=False)

    @staticmethod
    def of(url: str, environment: Mapping[str, str]) -> Login:
        """The login of an environment. Raises `UsageError` for an embedded store, which takes one writer."""
        if url.startswith("embedded:"):
            raise UsageError(f"{url} takes one writer, on this machine: give a Neo4j server with --store bolt://HOST:PORT")
        return Login(url, tuple(sorted((name, value) for name, value in environment.items() if name.startswith("NEO4J_"))))

    def store(self) -> BoltStore:
        """A store of its own, which connects at its first use."""
        return BoltStore(RemoteServer(self.url, dict(self.variables)))


@cache
def _graph(login: Login) -> BoltStore:
    """The store of a worker process, connected once for all of its tasks."""
    return login.store()


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the documents: new ones and their statements, those that stood there just so, and ids of those of another version."""

    added: int = 0
    statements: int = 0
    unchanged: int = 0
    others: tuple[str, ...] = ()
    links_beyond: bool = False  # whether a statement denies or contests one of another document

    def __add__(self, other: Stored) -> Stored:
        return Stored(
            self.added + other.added,
            self.statements + other.statements,
            self.unchanged + other.unchanged,
            self.others + other.others,
            self.links_beyond or other.links_beyond,
        )


@dataclass(frozen=True, slots=True)
class _People:
    """Actors, what is known of them, and places, by their ids."""

    actors: dict[str, Actor] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    places: dict[str, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The edges of one cell that some documents have; `name` is the same whenever these are read in the same run."""

    name: str
    edges: Edges


@dataclass(frozen=True, slots=True)
class _Job:
    """One writing of one folder: its name, who writes, and into how many groups the nodes are put."""

    name: str
    login: Login
    writers: int

    def mark(self, package: Package) -> str:
        """What stands for the digest of a document while its edges are not all there."""
        return f"unfinished {self.name} {package.digest}"


def store(spark: SparkSession, folder: Path, login: Login, writers: int) -> Stored:
    """Writes the documents and statements of a folder into the graph, by so many writers at once.

    Raises `UsageError` for a folder that was not written to its end, `StoreError` where the graph cannot be had and
    `kg.spark.session.SparkError` where the cluster gives up; when the same is asked again, the rest is written.
    """
    files = output.files(folder)
    job = _Job(stable_id(*files, *(file.stat().st_size for file in files), writers), login, writers)
    with login.store() as graph:
        graph.query(_NOTES, write=True)
        stored = _write(spark, files, job) if files else Stored()
        _finish(graph, files, stored)
    return stored


def _write(spark: SparkSession, files: Sequence[Path], job: _Job) -> Stored:
    """Writes all new documents; a report of all."""
    plan = rounds(job.writers)
    numbers = {cell: number for number, cell in enumerate(cell for cells in plan for cell in cells)}
    cells = (
        spark.sparkContext.parallelize(list(enumerate(files)), min(len(files), _TASKS_A_WRITER * job.writers))
        .flatMap(partial(_documents, job))
        .partitionBy(len(numbers), partial(_number, numbers))
    )  # no DataFrame: the cells of one round are done by themselves, and the shuffle that they lie in is made once
    told: list[Stored] = []
    for one in plan:
        told += cells.context.runJob(cells, partial(_cell, job), [numbers[cell] for cell in one])
    return sum(told, Stored())


def _number(numbers: Mapping[Cell, int], cell: Cell) -> int:
    return numbers[cell]


# --- Documents


def _documents(job: _Job, numbered: tuple[int, Path]) -> Iterator[tuple[Cell, Any]]:
    """Writes the documents of a file, and gives what must be written for them yet, by the cell that it belongs to."""
    number, path = numbered
    graph = _graph(job.login)
    for batch, packages in enumerate(groups(entries(path))):
        ours, report = graph.transact(partial(_write_documents, job=job, packages=packages))
        yield REPORT, report
        yield from _rest(job, number % job.writers, f"{number}/{batch}", ours)


def entries(path: Path) -> Iterator[Entry]:
    """The documents of a table with their statements and what is known of the actors, as `kg.stores` take them."""
    for document, statements in _readings(path):
        yield document, statements, profiles_of(statements)


def _readings(path: Path) -> Iterator[tuple[Document, list[Statement]]]:
    documents = path.parent.parent / output.DOCUMENTS / path.parent.name / path.name
    if not documents.exists():
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            yield from readings(pa.Table.from_batches([batch]))
        return
    told = groupby(parquet.read(path), key=lambda statement: statement.document)
    following = next(told, None)
    for batch in pq.ParquetFile(documents).iter_batches(BATCH):
        for document in map(rows.document_of, batch.to_pylist()):
            own: list[Statement] = []
            if following is not None and following[0] == document.id:
                own, following = list(following[1]), next(told, None)
            yield document, own


def _write_documents(tx: ManagedTransaction, job: _Job, packages: Sequence[Package]) -> tuple[list[Package], Stored]:
    """Writes documents that are new; these and the unfinished ones of the same job, and what is to be said of all."""
    found = versions(tx, packages)
    new = [package for package in packages if not found[package.document.id]]
    write_documents(tx, [replace(each, document_row={**each.document_row, "digest": job.mark(each)}) for each in new])
    write_grouped(tx, cypher.MERGE_LINKS, (edge for package in new for edge in package.links if _is_within(package, edge[1])))
    ours, unchanged, others = [], 0, []
    for package in packages:
        match found[package.document.id]:
            case known if not known or known == {package.document.id: job.mark(package)}:
                ours.append(package)
            case known if known == {package.document.id: package.digest}:
                unchanged += 1
            case _:
                others.append(package.document.id)
    statements = sum(len(package.statements) for package in ours)
    return ours, Stored(len(ours), statements, unchanged, tuple(others), any(map(_links_beyond, ours)))


def _links_beyond(package: Package) -> bool:
    return not all(_is_within(package, row) for _, row in package.links)


def _is_within(package: Package, link: Row) -> bool:
    """Whether a link is between two statements of the document; the others are drawn when all documents are there."""
    return {link["from"], link["to"]} <= {statement.id for statement in package.statements}


# --- What is left to write


def _rest(job: _Job, statements: int, name: str, packages: Sequence[Package]) -> Iterator[tuple[Cell, Any]]:
    """People, edges and digests of documents whose statements are in one group."""
    if not packages:
        return
    yield from _people(job, packages).items()
    edges: defaultdict[Cell, list[tuple[str, Row]]] = defaultdict(list)
    for package in packages:
        for kind, row in package.roles:
            edges[roles(statements, group(row["actor"], job.writers))].append((kind, row))
        for row in package.located:
            edges[roles(statements, group(row["place"], job.writers))].append(("AT", row))
        for kind, row in _short(package):
            edges[ties(group(row["from"], job.writers), group(row["to"], job.writers))].append((kind, row))
    for cell, own in edges.items():
        yield cell, _Batch(f"{job.name}/{cell.sort}/{cell.row}/{cell.column}/{name}", tuple(own))
    yield digests(statements), [{"id": package.document.id, "digest": package.digest} for package in packages]


def _people(job: _Job, packages: Iterable[Package]) -> dict[Cell, _People]:
    found: defaultdict[Cell, _People] = defaultdict(_People)
    for package in packages:
        for key, actor in package.actors.items():
            profile = package.profiles.get(key)
            cell = found[HOLDERS if profile and profile.offices else people(group(key, job.writers))]
            cell.actors[key] = actor
            if profile:
                cell.profiles[key] = profile
        for key, place in package.places.items():
            found[people(group(key, job.writers))].places[key] = place
    return found


def _short(package: Package) -> Iterator[tuple[str, Row]]:
    own = {statement.id: statement for statement in package.statements}
    for statement in package.statements:
        denied = [own[key] for key in statement.denies if key in own]
        yield from rows.short_rows(statement, package.document.publisher, denied)


# --- Cells


def _cell(job: _Job, given: Iterable[tuple[Cell, Any]]) -> Iterator[Stored]:
    """Writes a cell; of the first one gives the report."""
    graph = _graph(job.login)
    for cell, things in groupby(given, key=lambda pair: pair[0]):
        found = (thing for _, thing in things)
        match cell.sort:
            case "report":
                yield sum(found, Stored())
            case "people" | "holders":
                _write_people(graph, found)
            case "digests":
                for finished in found:
                    graph.transact(partial(write, query=_FINISH, items=finished))
            case sort:
                queries = _ROLES if sort == "roles" else cypher.CREATE_SHORT
                for batches in _together(found):
                    graph.transact(partial(_write_edges, queries=queries, batches=batches))


def _write_people(graph: BoltStore, found: Iterable[_People]) -> None:
    """Writes each actor and each place once; where two documents tell of one differently, the greater telling stays."""
    actors: dict[str, Actor] = {}
    profiles: dict[str, Profile] = {}
    places: dict[str, Row] = {}
    for one in found:
        _take_greater(actors, one.actors)
        _take_greater(profiles, one.profiles)
        _take_greater(places, one.places)
    for wanted in _parts(sorted(actors)):
        own = {key: profiles[key] for key in wanted if key in profiles}
        graph.transact(partial(write_actors, actors={key: actors[key] for key in wanted}, profiles=own))
    for wanted in _parts(sorted(places)):
        graph.transact(partial(write_places, places={key: places[key] for key in wanted}))


def _take_greater(known: dict[str, T], told: Mapping[str, T]) -> None:
    for key, value in told.items():
        known[key] = max(known.get(key, value), value, key=repr)


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _together(found: Iterable[_Batch]) -> Iterator[list[_Batch]]:
    """So many batches that a transaction is worth its while."""
    together: list[_Batch] = []
    for batch in found:
        together.append(batch)
        if sum(len(each.edges) for each in together) >= BATCH:
            yield together
            together = []
    if together:
        yield together


def _write_edges(tx: ManagedTransaction, queries: Mapping[str, str], batches: Sequence[_Batch]) -> None:
    """Writes the edges of batches that were not written before, and that they are now."""
    noted = {row["id"] for row in run(tx, _NOTED, ids=[batch.name for batch in batches])}
    fresh = [batch for batch in batches if batch.name not in noted]
    write_grouped(tx, queries, (edge for batch in fresh for edge in batch.edges))
    write(tx, _NOTE, [{"id": batch.name} for batch in fresh])


# --- What one writer does at last


def _finish(graph: BoltStore, files: Iterable[Path], stored: Stored) -> None:
    """Takes the notes away, and writes what no cell could."""
    while graph.transact(lambda tx: run(tx, _FORGET_NOTES)[0]["n"]):
        pass
    graph.query(_WITHOUT_NOTES, write=True)
    _write_others(graph, files, stored.others)
    if stored.links_beyond or stored.others:
        graph.link()


def _write_others(graph: BoltStore, files: Iterable[Path], identifiers: Sequence[str]) -> None:
    """Writes some documents as one machine does: events gain the sources that they lack, reports take another's place."""
    if not identifiers:
        return
    wanted = pa.array(identifiers, pa.string())
    for path in files:
        if (path.parent.parent / output.DOCUMENTS).exists():
            own = set(identifiers)
            for _ in graph.add_all(entry for entry in entries(path) if entry[0].id in own):
                pass
        else:
            table = pq.read_table(path, filters=pc.field("document").isin(wanted), partitioning=None)
            loading.store([table], graph)
