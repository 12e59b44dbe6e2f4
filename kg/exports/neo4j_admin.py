"""The property graph as files for `neo4j-admin database import full`, the fastest way to fill an empty Neo4j database.

One Parquet file for each label, and for each relationship type with the labels at its ends; `import.args`, which names them
all to neo4j-admin; and `after-import.cypher`, the constraints and indexes. What a node or an edge holds is said by
`kg.stores.rows`, as for the store itself, so the imported graph is the one that the store writes over Bolt.

Parquet, not CSV: the import tool drops every empty list that a CSV file holds, and the list of a statement's recipients or
contexts is often empty. From a Parquet file it keeps empty lists, lists of empty texts, line breaks and any character, but drops
an empty text outside a list; a node or edge that has one says so in `_EMPTY`, and `after-import.cypher` puts it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import UsageError
from kg.exports.files import whole_folder
from kg.model import Actor, Document, Place, Profile, Statement
from kg.stores import rows
from kg.stores.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

Reading: TypeAlias = tuple[Document, Sequence[Statement]]
ProfileOf: TypeAlias = Callable[[str], Profile | None]

ARGUMENTS = "import.args"
AFTER = "after-import.cypher"

_EMPTY = "_empty"
_ROWS_KEPT = 10_000
_CHARACTERS_KEPT = 16_000_000

_KEYS = {
    "Document": rows.DOCUMENT_KEYS,
    "Page": ("id", "number", "label"),
    "Statement": rows.STATEMENT_KEYS,
    "Actor": ("id", "name", "kind", "country", "aliases", "alias_text", "wikidata"),
    "Place": ("id", "name", "country", "latitude", "longitude"),
    "Office": ("id", "title", "country", "kind"),
}
_ROLE_KEY = {"ACTOR": "position", "RECIPIENT": "position", "SAID_BY": "depth"}
_WHOLE = frozenset(
    {"page", "start", "end", "trigger_start", "trigger_end", "number", "position", "depth", "page_count", "statements"}
)
_REAL = frozenset({"goldstein", "latitude", "longitude"})
_LISTS = frozenset(
    {"contexts", "place", "place_ids", "place_countries", "place_coordinates", "content_of", "contested_by", "denies", "sources"}
    | {"aliases", "chain"}
    | {f"{role}s" for role in ("actor", "recipient", "speaker")}
    | {f"{role}_{part}" for role in ("actor", "recipient", "speaker") for part in ("ids", "kinds", "countries")}
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many nodes of each label and relationships of each type."""

    folder: Path
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]


def write(
    folder: Path,
    readings: Iterable[Reading],
    profiles: Mapping[str, Profile] | ProfileOf | None = None,
    digests: Mapping[str, str] | None = None,
) -> Written:
    """Write documents with their statements as a folder that `neo4j-admin database import full` reads.

    The readings are gone through once, one document in memory at a time; what stays in memory are actors, places and links
    to statements of other documents. `profiles` add aliases, Wikidata items and offices to the actors, by id, as when adding
    to a store; an actor is called as its profile calls it. `digests` are those that a store keeps of its documents, by id: a
    document without one gets that of adding it as it is here.

    The folder appears whole or not at all. Raises UsageError where it holds something already or cannot be written, for a text
    that UTF-8 cannot hold, for a document that comes twice and where there is none at all.
    """
    with whole_folder(folder) as part:
        graph = _Graph(part, _by_id(profiles), digests or {})
        try:
            for document, statements in readings:
                graph.add(document, statements)
            graph.finish()
        except UnicodeEncodeError as error:
            raise UsageError(f"a text holds half of a surrogate pair, which no file can keep: {error.object[:40]!r}") from error
        finally:
            graph.tables.close()
        counts = graph.tables.counts()
    return Written(folder, *counts)


def _by_id(profiles: Mapping[str, Profile] | ProfileOf | None) -> ProfileOf:
    if profiles is None:
        return lambda identifier: None
    return profiles.get if isinstance(profiles, Mapping) else profiles


# --- The graph, document by document


class _Graph:
    """The graph as it grows: what can be written is, what depends on later documents waits."""

    def __init__(self, folder: Path, profiles: ProfileOf, digests: Mapping[str, str]) -> None:
        self.tables = _Tables(folder)
        self._folder = folder
        self._profiles = _Remembered(profiles)
        self._digests = digests
        self._documents: set[str] = set()
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}
        self._links: list[tuple[str, Row]] = []
        self._denials: list[tuple[Statement, str | None]] = []

    def add(self, document: Document, statements: Sequence[Statement]) -> None:
        """Write a document with its statements and the edges that end in itself."""
        if document.id in self._documents:
            raise UsageError(f"document {document.id} comes twice: merge its statements first")
        self._documents.add(document.id)
        kept = rows.distinct(document, statements)
        actors = rows.actors_of(kept)
        self._actors.update(actors)
        self._places.update((place.id, place) for each in kept for place in each.place)
        self.tables.nodes("Document", [rows.document_row(document, len(kept), self._digest(document, kept, actors))])
        self._write_pages(document, kept)
        self._write_statements(document, kept)
        self._write_links(document, kept)

    def finish(self) -> None:
        """Write what waited for the last document, and how to import it all."""
        if not self._documents:
            raise UsageError("there is no document to export")
        self._write_actors()
        self.tables.nodes("Place", [asdict(place) for place in self._places.values()])
        self.tables.close("Statement")
        self._write_links_across()
        self.tables.close()
        _write_how(self._folder, self.tables)

    def _digest(self, document: Document, kept: Sequence[Statement], actors: Iterable[str]) -> str:
        known = self._digests.get(document.id)
        return known if known is not None else rows.digest(document, kept, filter(None, map(self._profiles.get, actors)))

    def _write_pages(self, document: Document, kept: Sequence[Statement]) -> None:
        pages = rows.page_rows(document, kept)
        self.tables.nodes("Page", pages)
        self.tables.edges("IN", "Page", "Document", ((page["id"], document.id, {}) for page in pages))

    def _write_statements(self, document: Document, kept: Sequence[Statement]) -> None:
        written = [rows.statement_row(each, document.publisher) for each in kept]
        self.tables.nodes("Statement", written)
        self.tables.edges("ON", "Statement", "Page", ((row["id"], row["page_id"], {}) for row in written))
        self.tables.edges("AT", "Statement", "Place", ((row["id"], place, {}) for row in written for place in row["place_ids"]))
        for each in kept:
            for role, row in rows.role_rows(each):
                told = {_ROLE_KEY[role]: row["position"]}
                self.tables.edges(role, "Statement", "Actor", [(row["statement"], row["actor"], told)])

    def _write_links(self, document: Document, kept: Sequence[Statement]) -> None:
        own = {each.id: each for each in kept}
        for each in kept:
            links = {(kind, row["from"], row["to"]): (kind, row) for kind, row in rows.link_rows(each)}
            for kind, row in links.values():
                if row["from"] in own and row["to"] in own:
                    self._write_link(kind, row)
                else:
                    self._links.append((kind, row))
            if own.keys() >= set(each.denies):
                self._write_short(each, document.publisher, [own[key] for key in each.denies])
            else:
                self._denials.append((each, document.publisher))

    def _write_links_across(self) -> None:
        """Write the links to statements of other documents, as far as these were written too."""
        ends = {row[end] for _, row in self._links for end in ("from", "to")}
        there = self.tables.statement_ids(ends)
        for kind, row in self._links:
            if row["from"] in there and row["to"] in there:
                self._write_link(kind, row)
        denied = self.tables.statements({key for each, _ in self._denials for key in each.denies if key in there})
        for each, publisher in self._denials:
            self._write_short(each, publisher, [denied[key] for key in each.denies if key in denied])

    def _write_link(self, kind: str, row: Row) -> None:
        self.tables.edges(kind, "Statement", "Statement", [(row["from"], row["to"], {})])

    def _write_short(self, statement: Statement, publisher: str | None, denied: Sequence[Statement]) -> None:
        for kind, row in rows.short_rows(statement, publisher, denied):
            self.tables.edges(kind, "Actor", "Actor", [(row["from"], row["to"], row)])

    def _write_actors(self) -> None:
        offices: dict[str, Row] = {}
        for identifier, actor in self._actors.items():
            profile = self._profiles.get(identifier)
            self.tables.nodes("Actor", [rows.actor_row(profile.actor if profile else actor, profile, {})])
            if profile:
                held = list(rows.office_rows(identifier, profile))
                offices.update((row["id"], row) for row in held)
                self.tables.edges("HELD", "Actor", "Office", ((identifier, row["id"], row) for row in held))
        self.tables.nodes("Office", offices.values())


class _Remembered:
    """Profiles, each asked for once."""

    def __init__(self, ask: ProfileOf) -> None:
        self._ask = ask
        self._known: dict[str, Profile | None] = {}

    def get(self, identifier: str) -> Profile | None:
        """The profile of an actor, by id."""
        if identifier not in self._known:
            self._known[identifier] = self._ask(identifier)
        return self._known[identifier]


# --- The files


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands among the arguments: a label, or a relationship type with the labels at its ends."""

    name: str
    start: str = ""
    end: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}_{self.start}_{self.end}.parquet" if self.start else f"{self.name}.parquet"

    @property
    def argument(self) -> str:
        """How neo4j-admin is told of it."""
        return f"--{'relationships' if self.start else 'nodes'}={self.name}={self.file}"


class _Tables:
    """The tables of the graph, each opened with its first row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[_Place, _Table] = {}

    def nodes(self, label: str, items: Iterable[Row]) -> None:
        """Write nodes of a label."""
        for row in items:
            self._table(_Place(label)).write(row)

    def edges(self, kind: str, start: str, end: str, items: Iterable[tuple[str, str, Row]]) -> None:
        """Write relationships between nodes of two labels: from, to and what they hold."""
        for source, target, row in items:
            self._table(_Place(kind, start, end)).write({**row, _START: source, _END: target})

    def close(self, label: str | None = None) -> None:
        """Finish all tables, or that of a label."""
        for place, table in self._tables.items():
            if label is None or place == _Place(label):
                table.close()

    def places(self) -> list[_Place]:
        """All tables, in their order among the arguments."""
        return sorted(self._tables, key=lambda place: (bool(place.start), place.file))

    def empties(self) -> bool:
        """Whether any row has an empty text that the import tool drops."""
        return any(table.empties for table in self._tables.values())

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Rows by label, and rows by relationship type."""
        nodes: dict[str, int] = {}
        relationships: dict[str, int] = {}
        for place in self.places():
            counted = relationships if place.start else nodes
            counted[place.name] = counted.get(place.name, 0) + self._tables[place].rows
        return nodes, relationships

    def statement_ids(self, wanted: Collection[str]) -> set[str]:
        """Those of the ids whose statements were written; the finished table is read again."""
        return {row["id"] for row in self._written("Statement", wanted, ("id",))}

    def statements(self, wanted: Collection[str]) -> dict[str, Statement]:
        """The statements of some ids, read again from the finished table."""
        return {row["id"]: rows.statement_of(row) for row in self._written("Statement", wanted, _KEYS["Statement"])}

    def _written(self, label: str, wanted: Collection[str], keys: Sequence[str]) -> Iterator[Row]:
        table = self._tables.get(_Place(label))
        return table.read(wanted, keys) if wanted and table else iter(())

    def _table(self, place: _Place) -> _Table:
        if place not in self._tables:
            self._tables[place] = _Table(self._folder / place.file, _columns(place))
        return self._tables[place]


_START, _END = ":START_ID", ":END_ID"  # keys of a row that no property can have


def _columns(place: _Place) -> dict[str, tuple[str, pa.DataType]]:
    """The columns of a table: key of the row, name as neo4j-admin reads it, and type."""
    import pyarrow as pa

    if place.start:
        ends = {_START: f":START_ID({place.start})", _END: f":END_ID({place.end})"}
        columns = {key: (name, pa.string()) for key, name in ends.items()}
        keys = _edge_keys(place)
    else:
        columns = {"id": (f"id:ID({place.name})", pa.string())}
        keys = tuple(key for key in _KEYS[place.name] if key != "id")
    return columns | {key: _typed(place, key) for key in (*keys, _EMPTY)}


def _edge_keys(place: _Place) -> tuple[str, ...]:
    if place.start == place.end == "Actor":
        return rows.SHORT_KEYS
    if place.name == "HELD":
        return "start", "end"
    return (_ROLE_KEY[place.name],) if place.name in _ROLE_KEY else ()


def _typed(place: _Place, key: str) -> tuple[str, pa.DataType]:
    import pyarrow as pa

    if key in _LISTS or key == _EMPTY:
        return f"{key}:string[]", pa.list_(pa.string())
    if key in _WHOLE and place.name != "HELD":  # an office is held from a date to a date
        return f"{key}:long", pa.int64()
    return (f"{key}:double", pa.float64()) if key in _REAL else (f"{key}:string", pa.string())


@dataclass(slots=True)
class _Table:
    """One Parquet file that is written row by row; only the rows of the next group are in memory."""

    path: Path
    columns: Mapping[str, tuple[str, pa.DataType]]
    rows: int = 0
    empties: int = 0
    _kept: list[Row] = field(default_factory=list)
    _characters: int = 0
    _writer: pq.ParquetWriter | None = None

    def write(self, row: Row) -> None:
        """Write one row; it names its empty texts."""
        texts = {key: value for key, value in row.items() if isinstance(value, str) and key in self.columns}
        empty = sorted(key for key, value in texts.items() if not value)
        self._kept.append({**row, _EMPTY: empty or None})
        self.rows += 1
        self.empties += bool(empty)
        self._characters += sum(map(len, texts.values()))
        if len(self._kept) >= _ROWS_KEPT or self._characters >= _CHARACTERS_KEPT:
            self._flush()

    def close(self) -> None:
        """Finish the file; once is enough."""
        if self._kept:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def read(self, wanted: Collection[str], keys: Sequence[str]) -> Iterator[Row]:
        """The rows of some ids from the finished file, some thousand in memory at a time."""
        import pyarrow.parquet as pq

        names = {self.columns[key][0]: key for key in keys}
        for batch in pq.ParquetFile(self.path).iter_batches(_ROWS_KEPT, columns=list(names)):
            for row in batch.to_pylist():
                if row[self.columns["id"][0]] in wanted:
                    yield {names[name]: value for name, value in row.items()}

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        arrays = [pa.array([row.get(key) for row in self._kept], kind) for key, (_, kind) in self.columns.items()]
        table = pa.Table.from_arrays(arrays, names=[name for name, _ in self.columns.values()])
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, table.schema, compression="snappy")
        self._writer.write_table(table)
        self._kept.clear()
        self._characters = 0


# --- How to import them


def _write_how(folder: Path, tables: _Tables) -> None:
    arguments = ["--input-type=parquet", *(place.argument for place in tables.places())]
    (folder / ARGUMENTS).write_text("".join(f"{argument}\n" for argument in arguments), encoding="utf-8")
    migration = files("kg.stores").joinpath("migrations", "neo4j.cypher").read_text(encoding="utf-8")
    (folder / AFTER).write_text(f"{_RESTORING if tables.empties() else ''}{migration}", encoding="utf-8")


_RESTORING = f"""\
// The import tool drops empty texts: put them back.
MATCH (n) WHERE n.{_EMPTY} IS NOT NULL CALL (n) {{ FOREACH (key IN n.{_EMPTY} | SET n[key] = '') REMOVE n.{_EMPTY} }} IN TRANSACTIONS;
MATCH ()-[r]->() WHERE r.{_EMPTY} IS NOT NULL CALL (r) {{ FOREACH (key IN r.{_EMPTY} | SET r[key] = '') REMOVE r.{_EMPTY} }} IN TRANSACTIONS;
"""
