"""What a store can do, and the small frozen results it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Protocol, Self

from kg.model import Actor, Document, Filter, Profile, Statement

Entry = tuple[Document, Sequence[Statement], Mapping[str, Profile]]  # what `add` takes

ALL = Filter()  # lets every statement pass


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did: statements now stored for it, and how many older ones they replaced."""

    document_id: str
    statements: int
    replaced: int = 0
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A stored document without its text: what names and dates it, its number of pages and of statements."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    uri: str
    pages: int
    statements: int


@dataclass(frozen=True, slots=True)
class ActorInfo:
    """An actor of the graph: `statements` in which it acts or is acted upon, `said` those that it vouches for."""

    actor: Actor
    aliases: tuple[str, ...]
    statements: int
    said: int

    @property
    def id(self) -> str:
        """The actor's id."""
        return self.actor.id

    @property
    def name(self) -> str:
        """The actor's canonical name."""
        return self.actor.name


class Only(StrEnum):
    """Which sort of statement is asked for, beside what a filter says."""

    TYING = "tying"  # an act or a stance that is asserted, and happened, is ongoing or planned
    SIDING = "siding"  # one of the actors asked about takes a side in it
    DISPUTED = "disputed"  # another statement contests it, or it denies another


@dataclass(frozen=True, slots=True)
class Tie:
    """In how many statements one actor (id) acts upon another, is acted upon by it, or acts together with it."""

    a: str
    b: str
    statements: int


@dataclass(frozen=True, slots=True)
class Rivalry:
    """A statement (id) and another that denies it, or else contests it."""

    account: str
    rival: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a Cypher query; graph values are plain dictionaries, dates are ISO strings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """How a store stands; the counts are None while its server does not run, `size` is in bytes and None where not known."""

    engine: str
    url: str
    running: bool
    pid: int | None = None
    port: int | None = None
    documents: int | None = None
    statements: int | None = None
    actors: int | None = None
    size: int | None = None


class Store(Protocol):
    """Documents with their statements, kept so that who did what to whom can be asked.

    Every method may raise `StoreError` when the store cannot be reached, started or written.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def close(self) -> None:
        """Give back the connection; the data stay."""

    def add(self, document: Document, statements: Sequence[Statement], profiles: Mapping[str, Profile] | None = None) -> Added:
        """Store a document with its statements in one transaction.

        The same document with the same statements changes nothing; another version of it (same id or same URI) is replaced
        whole. `profiles`, by actor id, add aliases, Wikidata items and offices to the actors of the statements.
        """

    def add_all(self, readings: Iterable[Entry]) -> Iterator[Added]:
        """Store many documents as `add` does, several in each transaction; what was added comes in order, once it is committed."""

    def link(self) -> int:
        """Draw the links between statements of different documents that are not drawn yet; how many that were.

        `add` draws those to statements already stored; call this once after a batch whose documents refer to each other.
        """

    def remove(self, document_id: str) -> int:
        """Delete a document with its statements, and actors, places and offices nothing refers to any more; how many statements."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by date, then title, then id."""

    def document(self, id_or_uri: str) -> Document:
        """The document exactly as it was added; raises `UsageError` when there is none."""

    def statement(self, id_or_prefix: str) -> Statement:
        """The statement of that id or unique beginning of one (at least 4 characters); raises `StatementNotFound`."""

    def statements(self, filter: Filter = ALL, actors: tuple[str, ...] = (), between: bool = False) -> Iterator[Statement]:  # noqa: A002
        """The statements that pass, by date (undated last), document, start and id.

        With `actors` those in which one of these ids acts or is acted upon; `between` keeps those in which two of them stand
        on opposite sides, or together in an act without recipient.
        """

    def find(
        self,
        filter: Filter = ALL,  # noqa: A002
        actors: tuple[str, ...] = (),
        between: bool = False,
        only: Only | None = None,
    ) -> tuple[str, ...]:
        """The ids of what `statements` gives, in its order, for those who read a part of them.

        `only` keeps one sort; to disputed statements belong those that an actor vouches for or denies.
        """

    def read(self, ids: Sequence[str]) -> Iterator[Statement]:
        """The statements of these ids, in this order; an id that no statement has is left out."""

    def told_in(self, documents: Sequence[str]) -> Iterator[Statement]:
        """The statements of the documents of these ids, in no order."""

    def rivalries(self, ids: Sequence[str]) -> tuple[Rivalry, ...]:
        """Which statements deny or contest these (ids), and which of them deny or contest others; by account, rival."""

    def relations(self, a: str, b: str | None = None, filter: Filter = ALL) -> Iterator[Statement]:  # noqa: A002
        """What holds between two actors (ids), or between one and anybody; sorted as `statements`."""

    def ties(self, actors: Sequence[str], filter: Filter = ALL) -> tuple[Tie, ...]:  # noqa: A002
        """Whom these actors (ids) are tied to, from each of them as `a`, by `a` and `b`.

        A tie is what has a short edge: an act or a stance that is asserted and real. Where the filter names a polarity, what has
        this one ties in its place.
        """

    def actors(self) -> tuple[ActorInfo, ...]:
        """All actors, those with most statements first."""

    def find_actor(self, name: str) -> Actor:
        """The actor of that id, name or alias, spelled roughly; raises `ActorNotFound` and `ActorAmbiguous`."""

    def names(self, beginning: str) -> tuple[str, ...]:
        """The names of actors that begin so, in capitals or not, sorted; where there is none, such other names of theirs."""

    def profile(self, actor_id: str) -> Profile:
        """What is known of an actor beside the reports; raises `ActorNotFound`."""

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Run one Cypher query, which may read only unless `write`; raises `QueryError` with line and column where known."""

    def exists(self) -> bool:
        """Whether there may be a graph: the data of an embedded engine are there; a server is always taken to have one."""

    def status(self) -> Status:
        """How the store stands; does not start it."""

    def stop(self) -> bool:
        """Stop the engine if it is ours and runs; whether it ran."""

    def drop(self) -> None:
        """Delete all that Diplograph stored."""
