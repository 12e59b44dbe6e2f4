"""What one transaction writes: documents with their statements, or the removal of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model import Actor, Profile, Statement
from kg.stores import cypher, rows
from kg.stores.base import Added
from kg.stores.packing import Package
from kg.stores.rows import Row

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

BATCH = 2000

T = TypeVar("T")


def run(tx: ManagedTransaction, query: str, **parameters: Any) -> list[Row]:
    """Run one of our queries; its rows as dictionaries."""
    return tx.run(query, parameters).data()


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most so many."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def add(tx: ManagedTransaction, packages: Sequence[Package]) -> tuple[Added, ...]:
    """Write documents, of which no two are versions of one, in place of their older versions, unless they stand there just so."""
    stored = versions(tx, packages)
    fresh = [each for each in packages if stored[each.document.id] != {each.document.id: each.digest}]
    removed = {each.document.id: [_take_away(tx, old) for old in stored[each.document.id]] for each in fresh}
    actors = {key: actor for each in fresh for key, actor in each.actors.items()}
    write_actors(tx, actors, {key: profile for each in fresh for key, profile in each.profiles.items()})
    write_documents(tx, fresh)
    _write_edges(tx, fresh)
    _drop_orphans(tx, chain.from_iterable(removed.values()))
    return tuple(_added(each, removed.get(each.document.id)) for each in packages)


def remove(tx: ManagedTransaction, document_id: str) -> int:
    """Delete a document and all that nothing refers to any more; the number of its statements."""
    removed = _take_away(tx, document_id)
    _drop_orphans(tx, [removed])
    return removed[0]


def link(tx: ManagedTransaction) -> int:
    """Draw the missing links between statements, and the short edges of denials that hang on them; how many links."""
    drawn = {(row["type"], row["from"], row["to"]) for row in run(tx, cypher.LINKED)}
    told = {edge for row in run(tx, cypher.LINKING) for edge in rows.links_told(row)}
    missing = sorted(told - drawn)
    write_grouped(tx, cypher.MERGE_LINKS, ((kind, {"from": start, "to": end}) for kind, start, end in missing))
    _write_denials(tx, [(denial, denied) for kind, denial, denied in missing if kind == "DENIES"])
    return len(run(tx, cypher.LINKED)) - len(drawn)


def _write_denials(tx: ManagedTransaction, pairs: Sequence[tuple[str, str]]) -> None:
    """Draw the short edges of statements (ids) that deny others."""
    wanted = sorted({key for pair in pairs for key in pair})
    found = [row for batch in batches(wanted) for row in run(tx, cypher.STATEMENTS_WITH_PUBLISHER, ids=batch)]
    stored = {row["id"]: rows.statement_of(row["row"]) for row in found}
    publishers = {row["id"]: row["publisher"] for row in found}
    edges = (
        row
        for denial, denied in pairs
        if denial in stored and denied in stored
        for kind, row in rows.short_rows(stored[denial], publishers[denial], [stored[denied]])
        if kind == "DENIES"
    )
    write(tx, cypher.MERGE_DENIAL, list(edges))


def write(tx: ManagedTransaction, query: str, items: Sequence[Row]) -> None:
    """Run one of our queries for rows, some thousand at a time."""
    for batch in batches(items):
        tx.run(query, {"rows": batch}).consume()


def write_grouped(tx: ManagedTransaction, queries: Mapping[str, str], edges: Iterable[tuple[str, Row]]) -> None:
    """Write edges with the query of their relationship type: a type cannot be a parameter."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for kind, row in edges:
        groups[kind].append(row)
    for kind, items in groups.items():
        write(tx, queries[kind], items)


def versions(tx: ManagedTransaction, packages: Iterable[Package]) -> defaultdict[str, dict[str, str]]:
    """What is stored of each document under its id or its address: ids and digests, by the document's id."""
    wanted = [{"id": each.document.id, "uri": each.document.uri} for each in packages]
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for batch in batches(wanted):
        for query in (cypher.VERSIONS_BY_ID, cypher.VERSIONS_BY_URI):
            for row in run(tx, query, rows=[each for each in batch if each["uri"] or query is cypher.VERSIONS_BY_ID]):
                found[row["wanted"]][row["id"]] = row["digest"]
    return found


def _added(package: Package, removed: Sequence[Removed] | None) -> Added:
    """What became of a document; `removed` is None for one that stood there already."""
    count = len(package.statements)
    if removed is None:
        return Added(package.document.id, count, unchanged=True)
    return Added(package.document.id, count, replaced=sum(older for older, _, _ in removed))


def write_actors(tx: ManagedTransaction, actors: Mapping[str, Actor], profiles: Mapping[str, Profile]) -> None:
    """Write the actors in the order of their ids, so that two writers cannot wait for each other."""
    wanted = sorted(actors)
    known = {row["id"]: row for batch in batches(wanted) for row in run(tx, cypher.KNOWN_ACTORS, ids=batch)}
    write(tx, cypher.MERGE_ACTORS, [rows.actor_row(actors[key], profiles.get(key), known.get(key, {})) for key in wanted])
    offices = [row for key in sorted(profiles) for row in rows.office_rows(key, profiles[key])]
    write(tx, cypher.MERGE_OFFICES, sorted({row["id"]: row for row in offices}.values(), key=itemgetter("id")))
    for batch in batches(sorted(profiles)):
        run(tx, cypher.FORGET_OFFICES, ids=batch)
    write(tx, cypher.CREATE_HELD, offices)


def write_places(tx: ManagedTransaction, places: Mapping[str, Row]) -> None:
    """Write the places in the order of their ids."""
    write(tx, cypher.MERGE_PLACES, [places[key] for key in sorted(places)])


def write_documents(tx: ManagedTransaction, packages: Sequence[Package]) -> None:
    """Write the documents with their pages and statements, and no edges to anything else."""
    write(tx, cypher.CREATE_DOCUMENT, [package.document_row for package in packages])
    write(tx, cypher.CREATE_PAGES, [row for package in packages for row in package.pages])
    write(tx, cypher.CREATE_STATEMENTS, [row for package in packages for row in package.nodes])


def _write_edges(tx: ManagedTransaction, packages: Sequence[Package]) -> None:
    write_grouped(tx, cypher.CREATE_ROLES, (edge for package in packages for edge in package.roles))
    write_places(tx, {key: row for package in packages for key, row in package.places.items()})
    write(tx, cypher.CREATE_AT, [row for package in packages for row in package.located])
    write_grouped(tx, cypher.MERGE_LINKS, (edge for package in packages for edge in package.links))
    denied = _denied(tx, [each for package in packages for each in package.statements])
    short = (
        edge
        for package in packages
        for each in package.statements
        for edge in rows.short_rows(each, package.document.publisher, [denied[key] for key in each.denies if key in denied])
    )
    write_grouped(tx, cypher.CREATE_SHORT, short)


def _denied(tx: ManagedTransaction, statements: Sequence[Statement]) -> dict[str, Statement]:
    """The statements that these deny, of these documents or of one stored before."""
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
