"""The files of an import: a Parquet table for each label and for each sort of edge, and what tells neo4j-admin of them all."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.exports.neo4j_admin.numbers import Numbers
from kg.model import Statement
from kg.stores import rows
from kg.stores.rows import Row

ARGUMENTS = "import.args"
AFTER = "after-import.cypher"

START, END, NUMBER = ":START_ID", ":END_ID", ":ID"
"""Where an edge begins and ends, and the number of a node that has one; no property can have such a key."""

ROLE_KEY = {"ACTOR": "position", "RECIPIENT": "position", "SAID_BY": "depth"}

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

    def told(self) -> tuple[str, ...]:
        """What is there, and how it is imported, in lines to read."""
        return (
            f"{sum(self.nodes.values())} nodes and {sum(self.relationships.values())} relationships in {self.folder}",
            f"with Neo4j stopped: cd {shlex.quote(str(self.folder))} && neo4j-admin database import full @{ARGUMENTS}",
            f"then start it, and: cypher-shell -f {AFTER}",
        )


@dataclass(frozen=True, slots=True)
class Sort:
    """What a file holds: the nodes of a label, or the relationships of a type between nodes of two labels."""

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


class Files:
    """The files of a folder, each opened with its first row.

    Edges name their ends by the ids of nodes; where there are `numbers`, by those.
    """

    def __init__(self, folder: Path, numbers: Numbers | None = None) -> None:
        self._folder = folder
        self._numbers = numbers
        self._tables: dict[Sort, _Table] = {}

    def nodes(self, label: str, items: Iterable[Row]) -> None:
        """Write nodes of a label."""
        for row in items:
            self._table(Sort(label)).add({**row, NUMBER: self._named(label, row["id"])})

    def edges(self, kind: str, start: str, end: str, items: Iterable[tuple[str, str, Row]]) -> None:
        """Write relationships between nodes of two labels: from, to and what they hold."""
        for source, target, row in items:
            ends = {START: self._named(start, source), END: self._named(end, target)}
            self._table(Sort(kind, start, end)).add({**row, **ends})

    def columns(self, sort: Sort, columns: Mapping[str, pa.Array]) -> None:
        """Write as many nodes or relationships as the columns are long; what they lack is null."""
        if _size(columns):
            self._table(sort).write(columns)

    def close(self, label: str | None = None) -> None:
        """Finish all tables, or that of a label."""
        for sort, table in self._tables.items():
            if label is None or sort == Sort(label):
                table.close()

    def finish(self) -> None:
        """Finish all tables, and write down how to import them."""
        self.close()
        named = [] if self._numbers is None else ["--id-type=actual"]
        arguments = ["--input-type=parquet", *named, *(sort.argument for sort in self._sorts())]
        _write_text(self._folder / ARGUMENTS, "".join(f"{argument}\n" for argument in arguments))
        migration = files("kg.stores").joinpath("migrations", "neo4j.cypher").read_text(encoding="utf-8")
        restoring = _RESTORING if any(table.empties for table in self._tables.values()) else ""
        _write_text(self._folder / AFTER, f"{restoring}{migration}")

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Rows by label, and rows by relationship type."""
        nodes: dict[str, int] = {}
        relationships: dict[str, int] = {}
        for sort in self._sorts():
            counted = relationships if sort.start else nodes
            counted[sort.name] = counted.get(sort.name, 0) + self._tables[sort].rows
        return nodes, relationships

    def statement_ids(self, wanted: Collection[str]) -> set[str]:
        """Those of the ids whose statements were written; the finished table is read again."""
        return {row["id"] for row in self._written("Statement", wanted, ("id",))}

    def statements(self, wanted: Collection[str]) -> dict[str, Statement]:
        """The statements of some ids, read again from the finished table."""
        return {row["id"]: rows.statement_of(row) for row in self._written("Statement", wanted, _KEYS["Statement"])}

    def _written(self, label: str, wanted: Collection[str], keys: Sequence[str]) -> Iterator[Row]:
        table = self._tables.get(Sort(label))
        return table.read(wanted, keys) if wanted and table else iter(())

    def _table(self, sort: Sort) -> _Table:
        if sort not in self._tables:
            self._tables[sort] = _Table(self._folder / sort.file, _columns(sort, self._numbers is not None))
        return self._tables[sort]

    def _named(self, label: str, identifier: str) -> str | int:
        """What edges name a node by."""
        return identifier if self._numbers is None else self._numbers.of(label, identifier)

    def _sorts(self) -> list[Sort]:
        """What there are files of, in their order among the arguments."""
        return sorted(self._tables, key=lambda sort: (bool(sort.start), sort.file))


def _columns(sort: Sort, numbered: bool) -> dict[str, tuple[str, pa.DataType]]:
    """The columns of a table: key of the row, name as neo4j-admin reads it, and type."""
    name = pa.int64() if numbered else pa.string()
    if sort.start:
        columns = {START: (f":START_ID({sort.start})", name), END: (f":END_ID({sort.end})", name)}
        keys = _edge_keys(sort)
    else:
        columns = {NUMBER: (f":ID({sort.name})", name)} if numbered else {"id": (f"id:ID({sort.name})", name)}
        keys = tuple(key for key in _KEYS[sort.name] if key not in columns)
    return columns | {key: _typed(sort, key) for key in (*keys, _EMPTY)}


def _edge_keys(sort: Sort) -> tuple[str, ...]:
    if sort.start == sort.end == "Actor":
        return rows.SHORT_KEYS
    if sort.name == "HELD":
        return "start", "end"
    return (ROLE_KEY[sort.name],) if sort.name in ROLE_KEY else ()


def _typed(sort: Sort, key: str) -> tuple[str, pa.DataType]:
    if key in _LISTS or key == _EMPTY:
        return f"{key}:string[]", pa.list_(pa.string())
    if key in _WHOLE and sort.name != "HELD":  # an office is held from a date to a date
        return f"{key}:long", pa.int64()
    return (f"{key}:double", pa.float64()) if key in _REAL else (f"{key}:string", pa.string())


@dataclass(slots=True)
class _Table:
    """One Parquet file; of what comes row by row only the rows of the next group are in memory."""

    path: Path
    columns: Mapping[str, tuple[str, pa.DataType]]
    rows: int = 0
    empties: int = 0
    _kept: list[Row] = field(default_factory=list)
    _characters: int = 0
    _writer: pq.ParquetWriter | None = None

    def add(self, row: Row) -> None:
        """Write one row, once there are enough to write together."""
        self._kept.append(row)
        self._characters += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self._kept) >= _ROWS_KEPT or self._characters >= _CHARACTERS_KEPT:
            self._flush()

    def write(self, columns: Mapping[str, pa.Array]) -> None:
        """Write rows that stand in columns; each names its empty texts."""
        size = _size(columns)
        own = {key: columns[key] if key in columns else pa.nulls(size, kind) for key, (_, kind) in self.columns.items()}
        own[_EMPTY] = _empty_texts(own)
        table = pa.Table.from_arrays(list(own.values()), names=[name for name, _ in self.columns.values()])
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, table.schema, compression="snappy")
        self._writer.write_table(table)
        self.rows += size
        self.empties += size - own[_EMPTY].null_count

    def close(self) -> None:
        """Finish the file; once is enough."""
        if self._kept:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def read(self, wanted: Collection[str], keys: Sequence[str]) -> Iterator[Row]:
        """The rows of some ids from the finished file, some thousand in memory at a time."""
        names = {self.columns[key][0]: key for key in keys}
        for batch in pq.ParquetFile(self.path).iter_batches(_ROWS_KEPT, columns=list(names)):
            for row in batch.to_pylist():
                if row[self.columns["id"][0]] in wanted:
                    yield {names[name]: value for name, value in row.items()}

    def _flush(self) -> None:
        kept, self._kept, self._characters = self._kept, [], 0
        self.write({key: pa.array([row.get(key) for row in kept], kind) for key, (_, kind) in self.columns.items()})


def _empty_texts(columns: Mapping[str, pa.Array]) -> pa.Array:
    """For each row the keys of its empty texts in their order, null where it has none."""
    texts = [key for key in sorted(columns) if pa.types.is_string(columns[key].type)]
    empty = {key: pc.fill_null(pc.equal(columns[key], ""), False) for key in texts}
    named = [pc.if_else(where, f"{key},", "") for key, where in empty.items() if pc.any(where).as_py()]
    if not named:
        return pa.nulls(_size(columns), pa.list_(pa.string()))
    told = pc.binary_join_element_wise(*named, "")
    return pc.split_pattern(pc.if_else(pc.equal(told, ""), pa.scalar(None, pa.string()), pc.utf8_rtrim(told, ",")), ",")


def _size(columns: Mapping[str, pa.Array]) -> int:
    return len(next(iter(columns.values())))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


_RESTORING = f"""\
// The import tool drops empty texts: put them back.
MATCH (n) WHERE n.{_EMPTY} IS NOT NULL CALL (n) {{ FOREACH (key IN n.{_EMPTY} | SET n[key] = '') REMOVE n.{_EMPTY} }} IN TRANSACTIONS;
MATCH ()-[r]->() WHERE r.{_EMPTY} IS NOT NULL CALL (r) {{ FOREACH (key IN r.{_EMPTY} | SET r[key] = '') REMOVE r.{_EMPTY} }} IN TRANSACTIONS;
"""
