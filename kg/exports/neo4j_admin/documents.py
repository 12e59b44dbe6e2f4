"""Documents with their statements as files for neo4j-admin, one document after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from kg.errors import UsageError
from kg.exports.files import whole_folder
from kg.exports.neo4j_admin.folder import ROLE_KEY, Files, Written
from kg.exports.neo4j_admin.recurring import Profiles, Recurring
from kg.model import Document, Statement
from kg.stores import rows
from kg.stores.rows import Row

Reading: TypeAlias = tuple[Document, Sequence[Statement]]


def write(
    folder: Path,
    readings: Iterable[Reading],
    profiles: Profiles = None,
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
        graph = _Graph(Files(part), Recurring(profiles), digests or {})
        try:
            for document, statements in readings:
                graph.add(document, statements)
            graph.finish()
        except UnicodeEncodeError as error:
            raise UsageError(f"a text holds half of a surrogate pair, which no file can keep: {error.object[:40]!r}") from error
        finally:
            graph.files.close()
        return Written(folder, *graph.files.counts())


class _Graph:
    """The graph as it grows: what can be written is, what depends on later documents waits."""

    def __init__(self, files: Files, recurring: Recurring, digests: Mapping[str, str]) -> None:
        self.files = files
        self._recurring = recurring
        self._digests = digests
        self._documents: set[str] = set()
        self._links: list[tuple[str, Row]] = []
        self._denials: list[tuple[Statement, str | None]] = []

    def add(self, document: Document, statements: Sequence[Statement]) -> None:
        """Write a document with its statements and the edges that end in itself."""
        if document.id in self._documents:
            raise UsageError(f"document {document.id} comes twice: merge its statements first")
        self._documents.add(document.id)
        kept = rows.distinct(document, statements)
        actors = rows.actors_of(kept)
        self._recurring.note(actors.values(), (place for each in kept for place in each.place))
        self.files.nodes("Document", [rows.document_row(document, len(kept), self._digest(document, kept, actors))])
        self._write_pages(document, kept)
        self._write_statements(document, kept)
        self._write_links(document, kept)

    def finish(self) -> None:
        """Write what waited for the last document, and how to import it all."""
        if not self._documents:
            raise UsageError("there is no document to export")
        self._recurring.write(self.files)
        self.files.close("Statement")
        self._write_links_across()
        self.files.finish()

    def _digest(self, document: Document, kept: Sequence[Statement], actors: Iterable[str]) -> str:
        known = self._digests.get(document.id)
        return known if known is not None else rows.digest(document, kept, filter(None, map(self._recurring.profile, actors)))

    def _write_pages(self, document: Document, kept: Sequence[Statement]) -> None:
        pages = rows.page_rows(document, kept)
        self.files.nodes("Page", pages)
        self.files.edges("IN", "Page", "Document", ((page["id"], document.id, {}) for page in pages))

    def _write_statements(self, document: Document, kept: Sequence[Statement]) -> None:
        written = [rows.statement_row(each, document.publisher) for each in kept]
        self.files.nodes("Statement", written)
        self.files.edges("ON", "Statement", "Page", ((row["id"], row["page_id"], {}) for row in written))
        self.files.edges("AT", "Statement", "Place", ((row["id"], place, {}) for row in written for place in row["place_ids"]))
        for each in kept:
            for role, row in rows.role_rows(each):
                told = {ROLE_KEY[role]: row["position"]}
                self.files.edges(role, "Statement", "Actor", [(row["statement"], row["actor"], told)])

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
        there = self.files.statement_ids(ends)
        for kind, row in self._links:
            if row["from"] in there and row["to"] in there:
                self._write_link(kind, row)
        denied = self.files.statements({key for each, _ in self._denials for key in each.denies if key in there})
        for each, publisher in self._denials:
            self._write_short(each, publisher, [denied[key] for key in each.denies if key in denied])

    def _write_link(self, kind: str, row: Row) -> None:
        self.files.edges(kind, "Statement", "Statement", [(row["from"], row["to"], {})])

    def _write_short(self, statement: Statement, publisher: str | None, denied: Sequence[Statement]) -> None:
        for kind, row in rows.short_rows(statement, publisher, denied):
            self.files.edges(kind, "Actor", "Actor", [(row["from"], row["to"], row)])
