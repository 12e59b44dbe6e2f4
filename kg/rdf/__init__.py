"""Statements as an RDF dataset, and back again without loss: plain RDF 1.1, no blank nodes, one named graph a document.

    documents, statements, profiles --to_dataset--> rdflib.Dataset --serialise--> ttl, trig, nq, jsonld
    documents, statements, profiles --from_dataset-- rdflib.Dataset <---parse----

The graph of a document bears the document's IRI, so a report can be replaced or removed whole. What is known of actors and
places beside the reports stands in one graph more, `ACTORS_GRAPH`. Terms are those of `ontology/kg.ttl`.

    Statement --dk:states--> Action, Stance or Relation --dk:actor, dk:recipient, dk:place--> Actor, Place
        |                        --dk:participation--> Participation (the same with its position)
        |--dk:mention--> Mention (oa:exact, oa:start, oa:end)        |--dk:page--> Page
        `--dk:attribution--> Attribution (dk:depth, dk:source), 0 for the document and its publisher, then inward

`actors`, `documents` and `statements` each write one part of the model as triples and read it again; `translation` puts them
together. Triples are made once, as plain strings, and handed to rdflib (`dataset`: graphs of people's size) or pyoxigraph
(`formats`: bulk), so both say the same; `kg.rdf.coded`, which needs Arrow and is imported by itself, fills templates of those triples
with the columns of coded events. A text may hold any character but half a surrogate pair, which no RDF syntax can write:
that raises UsageError.
"""

from kg.rdf.dataset import from_dataset, profiles_from, to_dataset
from kg.rdf.formats import FORMATS, parse, read_bulk, serialise, write_bulk
from kg.rdf.iris import ACTORS_GRAPH, actor_iri, document_iri, place_iri, statement_iri
from kg.rdf.namespaces import DCTERMS, OA, OWL, PREFIXES, PROV, RDFS, SKOS, XSD, A
from kg.rdf.translation import Reading, quads
from kg.rdf.triples import Node, Quad, Text, Triple
from kg.rdf.validation import Report, Severity, Violation, validate

__all__ = [
    "ACTORS_GRAPH",
    "DCTERMS",
    "FORMATS",
    "OA",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDFS",
    "SKOS",
    "XSD",
    "A",
    "Node",
    "Quad",
    "Reading",
    "Report",
    "Severity",
    "Text",
    "Triple",
    "Violation",
    "actor_iri",
    "document_iri",
    "from_dataset",
    "parse",
    "place_iri",
    "profiles_from",
    "quads",
    "read_bulk",
    "serialise",
    "statement_iri",
    "to_dataset",
    "validate",
    "write_bulk",
]
