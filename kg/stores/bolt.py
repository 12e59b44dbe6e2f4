"""The one store: a property graph behind the official Neo4j driver, on a Neo4j server or on the embedded engine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from random import uniform
from threading import RLock
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from neo4j.graph import Node, Path, Relationship

from kg.errors import ActorNotFound, KgError, QueryError, StatementNotFound, StoreError, UsageError
from kg.model import Actor, Certainty, Document, Filter, Profile, Statement
from kg.stores import cypher, questions, rows, transactions
from kg.stores.base import ALL, ActorInfo, Added, DocumentInfo, Entry, Only, Rivalry, Status, Table, Tie
from kg.stores.likeness import choose, nearest
from kg.stores.packing import groups, pack
from kg.stores.questions import WRITES, where
from kg.stores.remote import Endpoint, Process
from kg.stores.transactions import batches, run

CONNECT_SECONDS = 5.0
LOST_SECONDS = 5.0  # how long a server that went away in the middle is tried again: a killed process takes a moment to be gone
TIES_AT_ONCE = 50  # actors; the embedded engine keeps what one query touches in its memory
CLASH_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 1.0, 2.0, 2.0, 4.0)

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it warns of is told as an error, in one line

T = TypeVar("T")
Work = Callable[[neo4j.ManagedTransaction], T]


class Server(Protocol):
    """Where the store runs: `RemoteServer` or `EmbeddedServer`."""

    url: str
    engine: str
    embedded: bool

    @property
    def remedy(self) -> str:
        """What to do when it does not answer or refuses."""

    def acquire(self) -> Endpoint:
        """Where to connect, started if need be."""

    def serves(self, endpoint: Endpoint) -> bool:
        """Whether what `acquire` gave still holds, as far as one sees without asking the server."""

    def release(self) -> None:
        """Give back what `acquire` took."""

    def process(self) -> Process | None:
        """The engine's process on this machine, if it runs and is known."""

    def size(self) -> int | None:
        """Bytes on disk, if known."""

    def stop(self) -> bool:
        """Stop the engine if it is ours; whether it ran."""

    def destroy(self) -> bool:
        """Delete the whole database if it is ours; whether it was."""


class BoltStore:
    """A `Store` over Bolt; it connects at its first use."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._endpoint: Endpoint | None = None
        self._drivers: dict[bool, neo4j.Driver] = {}
        self._connecting = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connection; the data stay."""
        self._disconnect()
        self._server.release()

    # Documents

    def add(self, document: Document, statements: Sequence[Statement], profiles: Mapping[str, Profile] | None = None) -> Added:
        """Store a document with its statements in one transaction; see `Store.add`."""
        package = pack(document, statements, profiles)
        return self.transact(lambda tx: transactions.add(tx, [package]))[0]

    def add_all(self, entries: Iterable[Entry]) -> Iterator[Added]:
        """Store many documents, several in each transaction; see `Store.add_all`."""
        packed = groups(entries)
        with ThreadPoolExecutor(1) as packer:  # the next group is packed while the server writes this one
            ahead = packer.submit(next, packed, ())
            while group := ahead.result():
                ahead = packer.submit(next, packed, ())
                yield from self.transact(lambda tx, group=group: transactions.add(tx, group))  # type: ignore[misc]

    def link(self) -> int:
        """Draw the links between statements of different documents that are not drawn yet; how many that were."""
        return self.transact(transactions.link)

    def remove(self, document_id: str) -> int:
        """Delete a document and what nothing refers to any more; how many statements."""
        return self.transact(lambda tx: transactions.remove(tx, document_id))

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by date, then title, then id."""
        found = [rows.document_info(row) for row in self._read(cypher.DOCUMENTS)]
        return tuple(sorted(found, key=lambda each: (each.published or "", each.title or "", each.id)))

    def document(self, id_or_uri: str) -> Document:
        """The document exactly as it was added; raises `UsageError` when there is none."""
        found = [row["row"] for row in self._read(cypher.DOCUMENT, key=id_or_uri)] if id_or_uri else []
        if not found:
            raise UsageError(f"no document {id_or_uri!r} in the graph: give the id or the address as kg documents shows it")
        return rows.document_of(next((row for row in found if row["id"] == id_or_uri), found[0]))

    # Statements

    def statement(self, id_or_prefix: str) -> Statement:
        """The statement of that id or unique beginning of one; raises `StatementNotFound`."""
        if len(id_or_prefix) < 4:
            raise StatementNotFound(f"{id_or_prefix!r} is too short for a statement's id: give at least 4 characters")
        found = [row["row"] for row in self._read(cypher.STATEMENTS_BY_PREFIX, prefix=id_or_prefix)]
        if len(found) != 1:
            problem = "no statement" if not found else "more than one statement"
            raise StatementNotFound(f"{problem} in the graph has an id that begins with {id_or_prefix!r}")
        return rows.statement_of(found[0])

    def statements(self, filter: Filter = ALL, actors: tuple[str, ...] = (), between: bool = False) -> Iterator[Statement]:  # noqa: A002
        """The statements that pass, by date (undated last), document, start and id; see `Store.statements`."""
        return self.read(self.find(filter, actors, between))

    def find(
        self,
        filter: Filter = ALL,  # noqa: A002
        actors: tuple[str, ...] = (),
        between: bool = False,
        only: Only | None = None,
    ) -> tuple[str, ...]:
        """The ids of what `statements` gives, in its order; see `Store.find`."""
        query = cypher.select(cypher.filters_of(filter), bool(actors), between, only)
        known = list(dict.fromkeys(actors))
        starts = self._least_told_of(known) if between and len(known) == 2 else known
        keys = self._read(query, actors=known, starts=starts, **self._filter_parameters(filter))
        keys.sort(key=lambda row: (row["date"] is None, row["date"] or "", row["document"], row["start"], row["id"]))
        return tuple(row["id"] for row in keys)

    def _least_told_of(self, actors: Sequence[str]) -> list[str]:
        """The actor of fewest statements: what holds between it and another one is found among these."""
        counts = {row["id"]: row["n"] for row in self._read(cypher.TOLD_OF, ids=list(actors))}
        return sorted(counts, key=lambda actor: (counts[actor], actor))[:1]

    def read(self, ids: Sequence[str]) -> Iterator[Statement]:
        """The statements of these ids, in this order."""
        for batch in batches(ids):
            found = {row["id"]: row["row"] for row in self._read(cypher.STATEMENTS_BY_ID, ids=batch)}
            yield from (rows.statement_of(found[key]) for key in batch if key in found)

    def told_in(self, documents: Sequence[str]) -> Iterator[Statement]:
        """The statements of the documents of these ids, in no order."""
        for batch in batches(documents):
            yield from (rows.statement_of(row["row"]) for row in self._read(cypher.STATEMENTS_BY_DOCUMENT, ids=batch))

    def rivalries(self, ids: Sequence[str]) -> tuple[Rivalry, ...]:
        """Which statements deny or contest these, and which of them deny or contest others; see `Store.rivalries`."""
        found = {
            Rivalry(row["account"], row["rival"], row["type"] == "DENIES")
            for query in cypher.RIVALRIES
            for batch in batches(ids)
            for row in self._read(query, ids=batch)
        }
        return tuple(sorted(found, key=lambda one: (one.account, one.rival, one.denied)))

    def relations(self, a: str, b: str | None = None, filter: Filter = ALL) -> Iterator[Statement]:  # noqa: A002
        """What holds between two actors (ids), or between one and anybody; sorted as `statements`."""
        return self.statements(filter, (a,) if b is None else (a, b), between=b is not None)

    def _filter_parameters(self, filter: Filter) -> dict[str, Any]:  # noqa: A002
        levels = list(Certainty)
        least = levels.index(filter.certainty) if filter.certainty else len(levels) - 1
        return {
            "types": list(filter.types),
            "since": filter.since,
            "until": filter.until,
            "said_by": filter.said_by,
            "stance": filter.stance and str(filter.stance),
            "certainty": [str(level) for level in levels[: least + 1]],
            "polarity": filter.polarity and str(filter.polarity),
            "document": [self.document(filter.document).id] if filter.document else [],
        }

    # Actors

    def ties(self, actors: Sequence[str], filter: Filter = ALL) -> tuple[Tie, ...]:  # noqa: A002
        """Whom these actors (ids) are tied to, and by how many statements; see `Store.ties`."""
        if filter == ALL:
            query, known = cypher.TIES, {}
        else:
            query = cypher.ties(cypher.filters_of(filter), None if filter.polarity else Only.TYING)
            known = {**self._filter_parameters(filter), "mutual": sorted(rows.MUTUAL_TYPES)}
        found = (row for batch in batches(actors, TIES_AT_ONCE) for row in self._read(query, actors=batch, **known))
        return tuple(sorted((Tie(row["a"], row["b"], row["n"]) for row in found), key=lambda tie: (tie.a, tie.b)))

    def actors(self) -> tuple[ActorInfo, ...]:
        """All actors, those with most statements first."""
        roles = {row["id"]: row["n"] for row in self._read(cypher.COUNT_ROLES)}
        said = {row["id"]: row["n"] for row in self._read(cypher.COUNT_SAID)}
        found = [
            ActorInfo(rows.actor_of(row), tuple(row["aliases"] or ()), roles.get(row["id"], 0), said.get(row["id"], 0))
            for row in self._read(cypher.ACTORS)
        ]
        return tuple(sorted(found, key=lambda each: (-each.statements, -each.said, each.name, each.id)))

    def find_actor(self, name: str) -> Actor:
        """The actor of that id, name or alias, spelled roughly; raises `ActorNotFound` and `ActorAmbiguous`."""
        lookups: tuple[tuple[str, Callable[[], dict[str, str]]], ...] = (
            (cypher.ACTOR_BY_ID, lambda: {"id": name}),
            (cypher.ACTORS_BY_NAME, lambda: {"name": name}),
            (cypher.ACTORS_BY_ALIAS, lambda: {"key": rows.alias_text([name])}),  # asked last, as it needs the resolver
        )
        for query, parameters in lookups:
            found = [rows.actor_of(row["row"]) for row in self._read(query, **parameters())]
            if found:
                return choose(name, found)
        return nearest(name, self._read(cypher.ACTORS))

    def names(self, beginning: str) -> tuple[str, ...]:
        """The names of actors that begin so, sorted; where there is none, such other names of theirs."""
        for query in (cypher.NAMES, cypher.ALIASES):
            found = {row["name"] for row in self._read(query, beginning=beginning)}
            if found:
                break
        return tuple(sorted(found))

    def profile(self, actor_id: str) -> Profile:
        """What is known of an actor beside the reports; raises `ActorNotFound`."""
        found = self._read(cypher.ACTOR_BY_ID, id=actor_id)
        if not found:
            raise ActorNotFound(actor_id)
        row = found[0]["row"]
        offices = [rows.office_of(actor_id, each) for each in self._read(cypher.OFFICES, id=actor_id)]
        offices.sort(key=lambda each: (each.start or "", each.title, each.country or "", each.kind, each.end or ""))
        return Profile(rows.actor_of(row), tuple(row.get("aliases") or ()), row.get("wikidata"), tuple(offices))

    # Any question, and the store itself

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Run one Cypher query, which may read only unless `write`; raises `QueryError`."""
        if not cypher.strip():
            raise QueryError("the query is empty")
        return self._attempt(lambda: self._query(cypher, dict(parameters or {}), write), asked=True)

    def exists(self) -> bool:
        """Whether there may be a graph; does not start the engine."""
        return not self._server.embedded or bool(self._server.process() or self._server.size())

    def status(self) -> Status:
        """How the store stands; does not start it."""
        server, process = self._server, self._server.process()
        stopped = Status(server.engine, server.url, running=False, size=server.size())
        if server.embedded and process is None:
            return stopped
        counts = {label: int(self._read(query)[0]["n"]) for label, query in cypher.COUNT.items()}
        return replace(
            stopped,
            running=True,
            pid=process.pid if process else None,
            port=process.port if process else None,
            documents=counts["Document"],
            statements=counts["Statement"],
            actors=counts["Actor"],
        )

    def stop(self) -> bool:
        """Stop the engine if it is ours and runs; whether it ran."""
        self.close()
        return self._server.stop()

    def drop(self) -> None:
        """Delete all that Diplograph stored."""
        self._disconnect()
        if self._server.destroy():
            return
        for query in cypher.DELETE_SOME.values():
            while self.transact(lambda tx, query=query: run(tx, query)[0]["n"]):  # type: ignore[misc]
                pass

    # Connection

    def _read(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        def ask(session: neo4j.Session) -> list[dict[str, Any]]:
            return session.execute_read(lambda tx: run(tx, query, **parameters))

        return self._attempt(lambda: self._in_session(False, lambda session: self._persistently(lambda: ask(session))))

    def transact(self, work: Work[T]) -> T:
        """Do some work of `kg.stores.transactions` in one transaction; what it gives."""
        return self._attempt(lambda: self._in_session(True, lambda s: self._persistently(lambda: s.execute_write(work))))

    def _persistently(self, work: Callable[[], T]) -> T:
        """Do the work in one transaction, again while another writer is in its way or a server that is not ours is away."""
        began = monotonic()
        for pause in CLASH_PAUSES:
            try:
                return work()
            except (DriverError, Neo4jError) as error:
                if not self._passes(error, monotonic() - began):
                    raise
            sleep(pause * uniform(0.5, 1.5))  # noqa: S311 - two writers should not meet again, that is all
        return work()

    def _passes(self, error: DriverError | Neo4jError, seconds: float) -> bool:
        """Whether the trouble may be over at the next try; two writers of the same new actor clash in ArcadeDB only."""
        if isinstance(error, (ServiceUnavailable, SessionExpired)):
            return error.is_retryable() and not self._server.embedded and seconds < LOST_SECONDS
        return isinstance(error, ConstraintError) or error.is_retryable()

    def _query(self, query: str, parameters: dict[str, Any], write: bool) -> Table:
        def ask(session: neo4j.Session) -> Table:
            with session.begin_transaction() as tx:
                try:
                    if not write and self._readers_may_write():
                        questions.check(tx, query)
                    result = tx.run(query, parameters)
                    table = Table(tuple(result.keys()), tuple(tuple(map(_plain, record)) for record in result))
                    changed = result.consume().counters.contains_updates
                except Neo4jError as error:
                    if "DeleteConnectedNode" not in str(error):
                        raise
                    refusal = f"the query deletes nodes that have relationships: {_one_line(error)}" if write else WRITES
                    raise QueryError(refusal) from error
                if write:
                    tx.commit()
                elif changed:
                    raise QueryError(WRITES)
                return table

        return self._in_session(write, ask)

    def _readers_may_write(self) -> bool:
        """Whether there is no user for whom the engine itself forbids writing."""
        return self._endpoint is None or self._endpoint.reader is None

    def _in_session(self, write: bool, work: Callable[[neo4j.Session], T]) -> T:
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        driver, database = self._driver(write)
        with driver.session(database=database, default_access_mode=mode) as session:
            return work(session)

    def _attempt(self, work: Callable[[], T], *, asked: bool = False) -> T:
        """Do it, again when the embedded engine was gone or is just going; say in one line what went wrong."""
        deadline: float | None = None
        with _translated(self._server, asked):
            while True:
                try:
                    return work()
                except (ServiceUnavailable, SessionExpired):
                    deadline = deadline or monotonic() + LOST_SECONDS
                    if not self._server.embedded or monotonic() > deadline:
                        raise
                    self._disconnect()
                    sleep(CLASH_PAUSES[2])

    def _driver(self, write: bool) -> tuple[neo4j.Driver, str | None]:
        """The driver for writers or for readers, connected and tried, and the name of the database."""
        with self._connecting:
            if self._endpoint is not None and not self._server.serves(self._endpoint):
                self._disconnect()
            if self._endpoint is None:
                self._endpoint = self._server.acquire()
            return self._connected(self._endpoint, write), self._endpoint.database

    def _connected(self, endpoint: Endpoint, write: bool) -> neo4j.Driver:
        writer = write or endpoint.reader is None
        if writer not in self._drivers:
            user = (endpoint.user, endpoint.password) if writer else endpoint.reader
            self._drivers[writer] = self._open(endpoint, user)
        return self._drivers[writer]

    def _open(self, endpoint: Endpoint, user: tuple[str, str] | None) -> neo4j.Driver:
        try:
            driver = _connect(endpoint.uri, user, endpoint.database)
        except (DriverError, ConfigurationError, ValueError) as error:
            if isinstance(error, (ServiceUnavailable, SessionExpired)):  # expired: it went away between the first words
                raise
            problem = f"{self._server.url} does not talk like a Neo4j server ({_one_line(error)})"
            raise StoreError(problem, self._server.remedy) from error
        if not self._server.embedded:
            _migrate(driver, endpoint.database)
        return driver

    def _disconnect(self) -> None:
        with self._connecting:
            for driver in self._drivers.values():
                driver.close()
            self._drivers.clear()
            self._endpoint = None


def _connect(uri: str, user: tuple[str, str] | None, database: str | None) -> neo4j.Driver:
    driver = neo4j.GraphDatabase.driver(
        uri,
        auth=user,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=CONNECT_SECONDS,
        max_transaction_retry_time=0,  # `_persistently` does that
        notifications_min_severity="OFF",
        user_agent="diplograph",
    )
    try:
        with driver.session(database=database) as session:
            session.run("RETURN 1").consume()
    except BaseException:
        driver.close()
        raise
    return driver


def _migrate(driver: neo4j.Driver, database: str | None) -> None:
    """Make Neo4j's constraints and indexes where they are missing."""
    text = files("kg.stores").joinpath("migrations", "neo4j.cypher").read_text(encoding="utf-8")
    commands = [line.rstrip("; ") for line in text.splitlines() if line.strip() and not line.startswith("//")]
    with driver.session(database=database) as session:
        for command in commands:
            session.run(command).consume()


@contextmanager
def _translated(server: Server, asked: bool) -> Iterator[None]:
    """Turn the driver's errors into ours; `asked` when the query is the user's own."""
    try:
        yield
    except KgError:
        raise
    except AuthError as error:
        raise StoreError(f"{server.url} refuses the user or the password", server.remedy) from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise StoreError(f"no graph store answers at {server.url} ({_one_line(error)})", server.remedy) from error
    except Neo4jError as error:
        raise _refusal(server, error, asked) from error
    except UnicodeEncodeError as error:
        raise StoreError(
            "a text holds half of a surrogate pair, which no store can keep", "mend the text when loading it"
        ) from error
    except (DriverError, ConfigurationError, ValueError, TypeError) as error:
        kind = QueryError if asked else StoreError
        raise kind(_one_line(error)) from error


def _refusal(server: Server, error: Neo4jError, asked: bool) -> KgError:
    code = error.code or ""
    if asked and code.endswith((".AccessMode", ".Security.Forbidden")):
        return QueryError(WRITES)
    if asked and questions.is_mistake(error):
        return QueryError(where(error.message or code))
    return StoreError(f"{server.url}: {_one_line(error)}", server.remedy)


def _one_line(error: BaseException) -> str:
    message = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return " ".join(message.split()) or type(error).__name__


def _plain(value: Any) -> Any:
    """A value without the driver's types: nodes, relationships and paths as dictionaries, dates as ISO strings."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **_plain(dict(value))}
    if isinstance(value, Relationship):
        return {"type": value.type, **_plain(dict(value))}
    if isinstance(value, Path):
        return {"nodes": _plain(value.nodes), "relationships": _plain(value.relationships)}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.iso_format() if hasattr(value, "iso_format") else value
