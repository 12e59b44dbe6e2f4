"""The dataset as rdflib has it: made from documents and statements, and read back to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import UsageError
from kg.model import Document, Profile, Statement
from kg.rdf import translation
from kg.rdf.index import Index
from kg.rdf.namespaces import PREFIXES, XSD
from kg.rdf.translation import Reading
from kg.rdf.triples import Node, Quad, Text


def to_dataset(
    documents: Iterable[Reading], profiles: Mapping[str, Profile] | None = None, *, include_text: bool = True
) -> rdflib.Dataset:
    """The dataset of some documents with their statements, and of what is known of their actors.

    Without `include_text` the documents' whole texts are left out, for size or for rights; quotes stay. Raises UsageError for
    a statement of another document, for two statements of one id that differ, and for text that RDF cannot hold.
    """
    return dataset_of(translation.quads(documents, profiles, include_text=include_text))


def from_dataset(dataset: rdflib.Dataset) -> list[tuple[Document, list[Statement]]]:
    """The documents with their statements, documents by id and statements in text order.

    A document whose text was left out has an empty one. Raises UsageError where a value is missing, doubled or unknown.
    """
    return translation.readings(_index(dataset))


def profiles_from(dataset: rdflib.Dataset) -> dict[str, Profile]:
    """What the dataset tells of each actor, by id; an actor known from statements alone has no aliases and no offices."""
    return translation.profiles(_index(dataset))


def dataset_of(quads: Iterable[Quad]) -> rdflib.Dataset:
    """The dataset that holds some quads, with the prefixes bound."""
    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    dataset.addN((rdflib.URIRef(s), rdflib.URIRef(p), _to_rdflib(o), _graph(dataset, g)) for s, p, o, g in quads)
    return dataset


def quads_of(dataset: rdflib.Dataset) -> Iterator[Quad]:
    """The quads of a dataset, in no order. Raises UsageError for a nameless node."""
    for subject, predicate, node, graph in dataset.quads():
        name = "" if graph is None or graph == DATASET_DEFAULT_GRAPH_ID else str(graph)
        yield str(subject), str(predicate), _from_rdflib(node), name


def _index(dataset: rdflib.Dataset) -> Index:
    return Index.of((s, p, o) for s, p, o, _ in quads_of(dataset))


def _graph(dataset: rdflib.Dataset, name: str) -> rdflib.Graph:
    return dataset.graph(rdflib.URIRef(name)) if name else dataset.default_graph


def _to_rdflib(node: Node) -> rdflib.URIRef | rdflib.Literal:
    if not isinstance(node, Text):
        return rdflib.URIRef(node)
    datatype = None if node.datatype is None else rdflib.URIRef(node.datatype)
    return rdflib.Literal(node.value, datatype=datatype, normalize=False)


def _from_rdflib(node: object) -> Node:
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None or str(node.datatype) == f"{XSD}string" else str(node.datatype)
        return Text(str(node), datatype)
    if isinstance(node, rdflib.URIRef):
        return str(node)
    raise UsageError(f"{node} is a nameless node, which this graph does not use: give it an IRI")
