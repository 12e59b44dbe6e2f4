"""What the SHACL shapes find, told so that somebody who knows no SHACL can mend it: where, in which words, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import rdflib

from kg.rdf import DCTERMS, OA, SKOS, Report, Violation
from kg.rdf.iris import ACTORS, DOCUMENTS, STATEMENTS
from kg.vocabulary import NS

_REMEDY_OF_STATEMENT = "kg show {id} tells all of it; mend its source and build or load that again"
_REMEDIES = {
    ACTORS: "mend this actor where it comes from: the table of actors, or the file of events",
    DOCUMENTS: "build this document again from its file",
}
_REMEDY = "mend the file that says so and load it again"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a shape found.

    `document` is the address, else the id, of the document; `page` its page; `statement` the statement's id and `words` what
    it quotes, or who or what else the finding is about; `problem` is what is wrong, `value` the value that is, `path` the
    property, `focus` the node; `remedy` is what to do.
    """

    severity: str
    document: str
    page: int | None
    statement: str
    words: str
    problem: str
    value: str
    path: str
    focus: str
    remedy: str


def explain(dataset: rdflib.Dataset, report: Report) -> list[Finding]:
    """The findings of a report on a dataset, by document and place in it."""
    told = _Told(dataset)
    return sorted((_finding(told, found) for found in report.results), key=_order)


def text(findings: list[Finding]) -> Iterator[str]:
    """The findings as lines for people: each statement once, with all that is wrong with it."""
    for (document, page, statement, words), group in groupby(findings, key=_about):
        yield ", ".join(filter(None, (document, f"page {page}" if page else "", f"statement {statement}" if statement else "")))
        if words:
            yield f"  “{words}”" if statement else f"  {words}"
        remedies: dict[str, None] = {}
        for found in group:
            value = f": {found.value}" if found.value else ""
            yield f"  {found.severity.lower()}: {found.problem}{value}"
            remedies[found.remedy] = None
        yield from (f"  to do: {remedy}" for remedy in remedies)
        yield ""


def _about(finding: Finding) -> tuple[str, int | None, str, str]:
    return finding.document, finding.page, finding.statement, finding.words


def _order(finding: Finding) -> tuple[str, int, str, str, str, str, str]:
    return (
        finding.document, finding.page or 0, finding.statement, finding.words, finding.severity, finding.problem, finding.value,
    )  # fmt: skip


def _finding(told: _Told, found: Violation) -> Finding:
    statement = _step(found.focus, STATEMENTS)
    document = told.document_of(statement) if statement else f"{DOCUMENTS}{_step(found.focus, DOCUMENTS)}"
    about_document = bool(statement) or found.focus.startswith(DOCUMENTS)
    return Finding(
        severity=str(found.severity),
        document=told.address(document) if about_document else "",
        page=told.page_of(statement) if statement else None,
        statement=statement,
        words=told.words(statement) if statement else told.name(found.focus),
        problem=found.message,
        value="" if found.value == found.focus else told.name(found.value),
        path=found.path,
        focus=found.focus,
        remedy=_remedy(found.focus, statement),
    )


def _remedy(focus: str, statement: str) -> str:
    if statement:
        return _REMEDY_OF_STATEMENT.format(id=statement)
    return next((remedy for prefix, remedy in _REMEDIES.items() if focus.startswith(prefix)), _REMEDY)


def _step(iri: str, namespace: str) -> str:
    """The first step that an IRI goes below a namespace, "" where it is not below it."""
    return iri.removeprefix(namespace).partition("/")[0] if iri.startswith(namespace) else ""


class _Told:
    """What a dataset tells of its nodes, all graphs taken together."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self._union = dataset

    def words(self, statement: str) -> str:
        """What a statement quotes."""
        return self._value(f"{STATEMENTS}{statement}/mention", f"{OA}exact")

    def page_of(self, statement: str) -> int | None:
        """The number of a statement's page."""
        number = self._value(self._value(f"{STATEMENTS}{statement}", f"{NS}page"), f"{NS}pageNumber")
        return int(number) if number.isdecimal() else None

    def document_of(self, statement: str) -> str:
        """The IRI of a statement's document."""
        return self._value(self._value(f"{STATEMENTS}{statement}", f"{NS}page"), f"{DCTERMS}isPartOf")

    def address(self, document: str) -> str:
        """By what people know a document: its address, else its title, else its id."""
        known = (self._value(document, predicate) for predicate in (f"{NS}uri", f"{DCTERMS}title"))
        return next(filter(None, known), document.removeprefix(DOCUMENTS))

    def name(self, node: str) -> str:
        """A node's name, else the node itself, shortened where it is one of the ontology's or ours."""
        return self._value(node, f"{SKOS}prefLabel") or node.removeprefix(STATEMENTS).removeprefix(NS)

    def _value(self, subject: str, predicate: str) -> str:
        if not subject:
            return ""
        quads = self._union.quads((rdflib.URIRef(subject), rdflib.URIRef(predicate), None, None))
        return min((str(value) for _, _, value, _ in quads), default="")
