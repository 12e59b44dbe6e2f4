"""What one transaction writes: a document with its statements, or its removal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model import Actor, Document, Profile, Statement
from kg.stores import cypher, rows
from kg.stores.base import Added
from kg.stores.rows import Row

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

BATCH = 1000

T = TypeVar("T")


def run(tx: ManagedTransaction, query: str, **parameters: Any) -> list[Row]:
    """Run one of our queries; its rows as dictionaries."""
    return tx.run(query, parameters).data()


def batches(items: Sequence[T]) -> Iterator[list[T]]:
    """The items in lists of at most `BATCH`."""
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def add(
    tx: ManagedTransaction, document: Document, statements: tuple[Statement, ...], profiles: Mapping[str, Profile], digest: str
) -> Added:
    """Write a document and its statements in place of its older versions, unless it stands there just so."""
    versions = {row["id"]: row["digest"] for row in run(tx, cypher.VERSIONS, id=document.id, uri=document.uri)}
    if versions == {document.id: digest}:
        return Added(document.id, len(statements), unchanged=True)
    removed = [_take_away(tx, version) for version in versions]
    _write_actors(tx, rows.actors_of(statements), profiles)
    _write_document(tx, document, statements, digest)
    _write_edges(tx, document, statements)
    _drop_orphans(tx, removed)
    return Added(document.id, len(statements), replaced=sum(count for count, _, _ in removed))


def remove(tx: ManagedTransaction, document_id: str) -> int:
    """Delete a document and all that nothing refers to any more; the number of its statements."""
    removed = _take_away(tx, document_id)
    _drop_orphans(tx, [removed])
    return removed[0]


def link(tx: ManagedTransaction) -> int:
    """Draw the missing links between statements; how many."""
    drawn = {(row["type"], row["from"], row["to"]) for row in run(tx, cypher.LINKED)}
    told = {edge for row in run(tx, cypher.LINKING) for edge in rows.links_told(row)}
    before = len(drawn)
    _write_grouped(tx, cypher.MERGE_LINKS, ((kind, {"from": start, "to": end}) for kind, start, end in sorted(told - drawn)))
    return len(run(tx, cypher.LINKED)) - before


def _write(tx: ManagedTransaction, query: str, items: Sequence[Row]) -> None:
    for batch in batches(items):
        tx.run(query, {"rows": batch}).consume()


def _write_grouped(tx: ManagedTransaction, queries: Mapping[str, str], edges: Iterable[tuple[str, Row]]) -> None:
    """Write edges with the query of their relationship type: a type cannot be a parameter."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for kind, row in edges:
        groups[kind].append(row)
    for kind, items in groups.items():
        _write(tx, queries[kind], items)


def _write_actors(tx: ManagedTransaction, actors: Mapping[str, Actor], profiles: Mapping[str, Profile]) -> None:
    known = {row["id"]: row for batch in batches(list(actors)) for row in run(tx, cypher.KNOWN_ACTORS, ids=batch)}
    _write(tx, cypher.MERGE_ACTORS, [rows.actor_row(a, profiles.get(a.id), known.get(a.id, {})) for a in actors.values()])
    offices = [row for actor_id, profile in profiles.items() for row in rows.office_rows(actor_id, profile)]
    _write(tx, cypher.MERGE_OFFICES, list({row["id"]: row for row in offices}.values()))
    for batch in batches(list(profiles)):
        run(tx, cypher.FORGET_OFFICES, ids=batch)
    _write(tx, cypher.CREATE_HELD, offices)


def _write_document(tx: ManagedTransaction, document: Document, statements: tuple[Statement, ...], digest: str) -> None:
    _write(tx, cypher.CREATE_DOCUMENT, [rows.document_row(document, len(statements), digest)])
    _write(tx, cypher.CREATE_PAGES, rows.page_rows(document, statements))
    _write(tx, cypher.CREATE_STATEMENTS, [rows.statement_row(each, document.publisher) for each in statements])


def _write_edges(tx: ManagedTransaction, document: Document, statements: tuple[Statement, ...]) -> None:
    _write_grouped(tx, cypher.CREATE_ROLES, (edge for each in statements for edge in rows.role_rows(each)))
    places = {place.id: asdict(place) for each in statements for place in each.place}
    _write(tx, cypher.MERGE_PLACES, list(places.values()))
    _write(tx, cypher.CREATE_AT, [{"statement": each.id, "place": place.id} for each in statements for place in each.place])
    _write_grouped(tx, cypher.MERGE_LINKS, (edge for each in statements for edge in rows.link_rows(each)))
    denied = _denied(tx, statements)
    short = (
        edge
        for each in statements
        for edge in rows.short_rows(each, document.publisher, [denied[key] for key in each.denies if key in denied])
    )
    _write_grouped(tx, cypher.CREATE_SHORT, short)


def _denied(tx: ManagedTransaction, statements: tuple[Statement, ...]) -> dict[str, Statement]:
    """The statements that these deny, of this document or of one stored before."""
    own = {each.id: each for each in statements}
    wanted = {key for each in statements for key in each.denies}
    others = [key for key in sorted(wanted) if key not in own]
    stored = [row["row"] for batch in batches(others) for row in run(tx, cypher.STATEMENTS_BY_ID, ids=batch)]
    return own | {row["id"]: rows.statement_of(row) for row in stored}


Removed = tuple[int, list[str], list[str]]


def _take_away(tx: ManagedTransaction, document_id: str) -> Removed:
    """Delete a document with pages, statements and edges; the number of statements, and whom and where they told of."""
    actors = [row["id"] for row in run(tx, cypher.ACTORS_OF, document=document_id)]
    places = [row["id"] for row in run(tx, cypher.PLACES_OF, document=document_id)]
    count: int = run(tx, cypher.COUNT_STATEMENTS, document=document_id)[0]["n"]
    for batch in batches(actors):
        run(tx, cypher.DELETE_SHORT, ids=batch, document=document_id)
    for query in (cypher.DELETE_STATEMENTS, cypher.DELETE_PAGES, cypher.DELETE_DOCUMENT):
        run(tx, query, document=document_id)
    return count, actors, places


def _drop_orphans(tx: ManagedTransaction, removed: Iterable[Removed]) -> None:
    """Delete actors and places that no statement tells of any more, and offices that nobody held."""
    touched = list(removed)
    for batch in batches(sorted({actor for _, actors, _ in touched for actor in actors})):
        run(tx, cypher.DELETE_IDLE_ACTORS, ids=batch)
    for batch in batches(sorted({place for _, _, places in touched for place in places})):
        run(tx, cypher.DELETE_IDLE_PLACES, ids=batch)
    if touched:
        run(tx, cypher.DELETE_IDLE_OFFICES)
