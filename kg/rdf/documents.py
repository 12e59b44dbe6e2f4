"""Documents and their pages as triples, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kg.errors import UsageError
from kg.model import Document, Page, Run
from kg.rdf.index import Index, json_list
from kg.rdf.iris import document_iri, page_iri, publisher_iri
from kg.rdf.namespaces import DCTERMS, PROV, SKOS, A
from kg.rdf.triples import Triple, integer, text, texts
from kg.vocabulary import NS


def document_triples(document: Document, *, include_text: bool) -> Iterator[Triple]:
    """All of a document but its statements. Raises UsageError where its pages are out of order."""
    iri = document_iri(document.id)
    yield iri, A, f"{NS}Document"
    yield from texts(
        iri,
        {
            f"{DCTERMS}identifier": document.id,
            f"{DCTERMS}title": document.title,
            f"{NS}date": document.published,
            f"{NS}uri": document.uri or None,
            f"{NS}sha256": document.sha256 or None,
            f"{NS}text": document.text if include_text else None,
            f"{NS}runs": _runs_text(document.runs),
        },
    )
    yield from _publisher_triples(iri, document.publisher)
    yield from _pages_triples(document)


def page_triples(document: str, number: int) -> Iterator[Triple]:
    """That there is a page of that number; a statement says so too, as a document need not list its pages."""
    iri = page_iri(document, number)
    yield iri, A, f"{NS}Page"
    yield iri, f"{NS}pageNumber", integer(number)
    yield iri, f"{DCTERMS}isPartOf", document_iri(document)


def voucher_iri(document: Document) -> str:
    """Who vouches for what a document says itself: its publisher, and where none is known the document."""
    return document_iri(document.id) if document.publisher is None else publisher_iri(document.publisher)


def read_document(index: Index, iri: str) -> Document:
    """The document that has the IRI; without a text, an empty one. Raises UsageError where it is not whole."""
    publisher = index.maybe(iri, f"{DCTERMS}publisher")
    return Document(
        id=index.one(iri, f"{DCTERMS}identifier"),
        text=index.maybe(iri, f"{NS}text") or "",
        pages=_read_pages(index, iri),
        title=index.maybe(iri, f"{DCTERMS}title"),
        publisher=None if publisher is None else index.one(publisher, f"{SKOS}prefLabel"),
        published=index.maybe(iri, f"{NS}date"),
        uri=index.maybe(iri, f"{NS}uri") or "",
        sha256=index.maybe(iri, f"{NS}sha256") or "",
        runs=_read_runs(index, iri),
    )


def _publisher_triples(document: str, name: str | None) -> Iterator[Triple]:
    if name is None:
        yield document, A, f"{PROV}Agent"
        return
    publisher = publisher_iri(name)
    yield document, f"{DCTERMS}publisher", publisher
    yield publisher, A, f"{NS}Organization"
    yield publisher, f"{SKOS}prefLabel", text(name)


def _pages_triples(document: Document) -> Iterator[Triple]:
    numbers = [page.number for page in document.pages]
    if numbers != sorted(set(numbers)):
        raise UsageError(f"the pages of document {document.id} are not numbered in rising order: load it again")
    for page in document.pages:
        iri = page_iri(document.id, page.number)
        yield from page_triples(document.id, page.number)
        yield document_iri(document.id), f"{DCTERMS}hasPart", iri
        yield iri, f"{NS}pageLabel", text(page.label)
        yield iri, f"{NS}textStart", integer(page.start)
        yield iri, f"{NS}textEnd", integer(page.end)


def _read_pages(index: Index, document: str) -> tuple[Page, ...]:
    pages = (_read_page(index, iri) for iri in index.values(document, f"{DCTERMS}hasPart"))
    return tuple(sorted(pages, key=lambda page: page.number))


def _read_page(index: Index, iri: str) -> Page:
    return Page(
        number=index.number(iri, f"{NS}pageNumber"),
        label=index.one(iri, f"{NS}pageLabel"),
        start=index.number(iri, f"{NS}textStart"),
        end=index.number(iri, f"{NS}textEnd"),
    )


def _runs_text(runs: Sequence[Run]) -> str | None:
    """Runs as one text: there may be thousands, and nobody asks for one of them."""
    rows = [[run.start, run.end, run.page, run.position] for run in runs]
    return json.dumps(rows, separators=(",", ":")) if rows else None


def _read_runs(index: Index, document: str) -> tuple[Run, ...]:
    rows = json_list(document, index.maybe(document, f"{NS}runs") or "[]")
    try:
        return tuple(Run(*map(int, row)) for row in rows)
    except (TypeError, ValueError):
        raise UsageError(f"<{document}>: dk:runs is not a list of four whole numbers each") from None
