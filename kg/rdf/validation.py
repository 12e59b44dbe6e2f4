"""Whether a dataset keeps the contract: the SHACL shapes of the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg.vocabulary import NS, load_text


class Severity(StrEnum):
    """Whether a finding breaks the contract or asks for a second look."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One finding: the node, the path from it (empty where the rule is about the whole node), what is wrong, and the value."""

    focus: str
    path: str
    message: str
    value: str
    severity: Severity = Severity.VIOLATION


@dataclass(frozen=True, slots=True)
class Report:
    """What `validate` found; a graph conforms where there is no violation, warnings or not."""

    conforms: bool
    results: tuple[Violation, ...]


def validate(dataset: rdflib.Dataset) -> Report:
    """Checks the dataset, all its graphs taken together, against `ontology/shapes.ttl`; some 50 statements a second."""
    import pyshacl  # slow to import, and needed here alone

    data = _Queried()
    for triple in chain(_concepts(), {(s, p, o) for s, p, o, _ in dataset.quads()}):
        data.add(triple)
    _, found, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    results = tuple(sorted(_violation(found, node) for node in found.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))
    return Report(all(one.severity is not Severity.VIOLATION for one in results), results)


class _Queried(rdflib.Graph):
    """A graph that understands each query once: pyshacl asks the same ones of every node, and parsing took nine tenths of the time."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> rdflib.query.Result:
        """As `rdflib.Graph.query`."""
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *arguments, **options)


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)


def _violation(found: rdflib.Graph, node: rdflib.term.Node) -> Violation:
    severity = str(found.value(node, rdflib.SH.resultSeverity))
    return Violation(
        focus=_shown(found.value(node, rdflib.SH.focusNode)),
        path=_shown(found.value(node, rdflib.SH.resultPath)),
        message="; ".join(sorted(map(str, found.objects(node, rdflib.SH.resultMessage)))),
        value=_shown(found.value(node, rdflib.SH.value)),
        severity=Severity(severity.rpartition("#")[2]),
    )


def _shown(term: rdflib.term.Node | None) -> str:
    return "" if term is None else str(term)


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=load_text("shapes.ttl"), format="turtle")


@cache
def _concepts() -> tuple[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node], ...]:
    """What the shapes ask of the ontology: class trees, the concepts' classes, and which types need a recipient."""
    graph = rdflib.Graph()
    for name in ("kg.ttl", "plover.ttl", "cameo.ttl"):
        graph.parse(data=load_text(name), format="turtle")
    asked = (rdflib.RDF.type, rdflib.RDFS.subClassOf, rdflib.URIRef(f"{NS}needsRecipient"))
    return tuple(triple for predicate in asked for triple in graph.triples((None, predicate, None)))
