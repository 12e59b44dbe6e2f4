"""What a document brings to the graph, made ready for writing before any transaction begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.errors import UsageError
from kg.model import Actor, Document, Profile, Statement
from kg.stores import rows
from kg.stores.base import Entry
from kg.stores.rows import Row

Edges = tuple[tuple[str, Row], ...]  # relationship type and properties

LONGEST_KEY = 8000  # bytes in UTF-8; what is looked up stands in an index, and Neo4j's take no longer values
GROUP = 2000  # statements that one transaction writes at least, where more than one document waits


@dataclass(frozen=True, slots=True)
class Package:
    """A document with its statements, and the rows of all that they write; the short edges follow when it is known what they deny."""

    document: Document
    statements: tuple[Statement, ...]
    actors: Mapping[str, Actor]
    profiles: Mapping[str, Profile]
    digest: str
    document_row: Row
    pages: tuple[Row, ...]
    nodes: tuple[Row, ...]
    roles: Edges
    places: Mapping[str, Row]
    located: tuple[Row, ...]
    links: Edges


def pack(document: Document, statements: Sequence[Statement], profiles: Mapping[str, Profile] | None = None) -> Package:
    """A document and its statements as rows; raises `UsageError` for a statement of another document or a key too long to look up."""
    kept = rows.distinct(document, statements)
    actors = rows.actors_of(kept)
    _refuse_long_keys(document, kept, actors)
    known = {key: profile for key, profile in (profiles or {}).items() if key in actors}
    digest = rows.digest(document, kept, known.values())
    return Package(
        document=document,
        statements=kept,
        actors=actors,
        profiles=known,
        digest=digest,
        document_row=rows.document_row(document, len(kept), digest),
        pages=tuple(rows.page_rows(document, kept)),
        nodes=tuple(rows.statement_row(each, document.publisher) for each in kept),
        roles=tuple(edge for each in kept for edge in rows.role_rows(each)),
        places={place.id: asdict(place) for each in kept for place in each.place},
        located=tuple({"statement": each.id, "place": place.id} for each in kept for place in each.place),
        links=tuple(edge for each in kept for edge in rows.link_rows(each)),
    )


def _refuse_long_keys(document: Document, statements: Iterable[Statement], actors: Mapping[str, Actor]) -> None:
    people = (key for actor in actors.values() for key in (actor.id, actor.name))
    places = (place.id for each in statements for place in each.place)
    for key in (document.id, document.uri, *people, *places):
        size = len(key.encode("utf-8", "surrogatepass")) if len(key) > LONGEST_KEY // 4 else 0
        if size > LONGEST_KEY:
            raise UsageError(
                f"the name, address or id {key[:40]!r}... is {size} bytes long, and a store keeps at most {LONGEST_KEY}"
            )


def groups(entries: Iterable[Entry]) -> Iterator[tuple[Package, ...]]:
    """The entries packed, and so many together that a transaction is worth its while; versions of one document stand apart.

    Where the entries end in an error, those before it come first.
    """
    group: list[Package] = []
    names: set[str] = set()
    try:
        for entry in entries:
            package = pack(*entry)
            own = {package.document.id, package.document.uri} - {""}
            if group and (sum(len(each.statements) for each in group) >= GROUP or len(group) >= GROUP or own & names):
                yield tuple(group)
                group, names = [], set()
            group.append(package)
            names |= own
    except Exception:
        if group:
            yield tuple(group)
        raise
    if group:
        yield tuple(group)
