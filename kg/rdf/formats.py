"""Datasets as text and files: Turtle, TriG, N-Quads and JSON-LD, by pyoxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TypeAlias

import pyoxigraph as ox
import rdflib

from kg.errors import UsageError
from kg.model import Document, Profile, Statement
from kg.rdf import translation
from kg.rdf.dataset import dataset_of, quads_of
from kg.rdf.index import Index
from kg.rdf.namespaces import PREFIXES, XSD
from kg.rdf.translation import Reading
from kg.rdf.triples import Node, Quad, Text, order

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_Rows: TypeAlias = Iterator[ox.Quad] | Iterator[ox.Triple]
_IN_BULK = ("nq", "trig")
_TERMS_KEPT = 50_000


def serialise(dataset: rdflib.Dataset, format: str) -> str:  # noqa: A002 - the word that users know
    """The dataset as `ttl`, `trig`, `nq` or `jsonld`, the same text for the same dataset.

    Turtle has no graphs: all of them go into one, from which `from_dataset` still reads the same objects. Raises UsageError for
    another format.
    """
    wanted = _format(format)
    named = wanted.supports_datasets
    rows = sorted({(s, p, o, g if named else "") for s, p, o, g in quads_of(dataset)}, key=_quad_order)
    content = ox.serialize(_ox_rows(rows, wanted), format=wanted, prefixes=_prefixes(wanted))
    return (content or b"").decode()


def parse(data: str | bytes, format: str) -> rdflib.Dataset:  # noqa: A002
    """The dataset that a text holds. Raises UsageError for another format, and with its line for what is not of that format."""
    return dataset_of(_parsed(data.encode() if isinstance(data, str) else data, format))


def write_bulk(
    documents: Iterable[Reading],
    target: Path | IO[bytes],
    format: str = "nq",  # noqa: A002
    profiles: Mapping[str, Profile] | None = None,
    *,
    include_text: bool = True,
) -> None:
    """Writes many documents with their statements as `nq` or `trig`, one in memory at a time; the graph is that of `to_dataset`.

    A file appears whole or not at all. Raises UsageError for another format and where the file cannot be written.
    """
    wanted = _format(format)
    if format not in _IN_BULK:
        raise UsageError(f"{format!r} cannot be written document by document: choose {' or '.join(_IN_BULK)}")
    rows = _ox_rows(translation.quads(documents, profiles, include_text=include_text), wanted)
    if isinstance(target, Path):
        _write_whole(rows, target, wanted)
    else:
        ox.serialize(rows, target, format=wanted, prefixes=_prefixes(wanted))


def read_bulk(source: Path | IO[bytes] | bytes, format: str) -> list[tuple[Document, list[Statement]]]:  # noqa: A002
    """The documents and statements of a file, without the detour over rdflib. Raises UsageError as `parse` and `from_dataset`."""
    return translation.readings(Index.of((s, p, o) for s, p, o, _ in _parsed(source, format)))


def lines(quads: Iterable[Quad]) -> bytes:
    """Quads as lines of N-Quads, such as `write_bulk` writes."""
    wanted = FORMATS["nq"]
    return ox.serialize(_ox_rows(quads, wanted), format=wanted) or b""


def escaped(text: str) -> str:
    """A text as it stands between the quotation marks of a literal."""
    return str(ox.Literal(text))[1:-1]


def _format(name: str) -> ox.RdfFormat:
    try:
        return FORMATS[str(name)]
    except KeyError:
        raise UsageError(f"{str(name)!r} is no RDF format known here; there are {', '.join(FORMATS)}") from None


def _prefixes(wanted: ox.RdfFormat) -> dict[str, str] | None:
    return None if wanted is FORMATS["nq"] else PREFIXES


def _quad_order(quad: Quad) -> tuple[str, tuple[str, str, str, str]]:
    return quad[3], order(quad[:3])


# --- Writing


def _ox_rows(rows: Iterable[Quad], wanted: ox.RdfFormat) -> _Rows:
    names = _Terms()
    if wanted.supports_datasets:
        return (ox.Quad(names[s], names[p], names.node(o), names[g] if g else ox.DefaultGraph()) for s, p, o, g in rows)
    return (ox.Triple(names[s], names[p], names.node(o)) for s, p, o, _ in rows)


class _Terms(dict[str, ox.NamedNode]):
    """IRIs as pyoxigraph's terms, each made once while few enough are kept."""

    def __missing__(self, iri: str) -> ox.NamedNode:
        if len(self) > _TERMS_KEPT:
            self.clear()
        node = self[iri] = ox.NamedNode(iri)
        return node

    def node(self, node: Node) -> ox.NamedNode | ox.Literal:
        if not isinstance(node, Text):
            return self[node]
        return ox.Literal(node.value, datatype=None if node.datatype is None else self[node.datatype])


def _write_whole(rows: _Rows, target: Path, wanted: ox.RdfFormat) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        ox.serialize(rows, part, format=wanted, prefixes=_prefixes(wanted))
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


# --- Reading


def _parsed(source: Path | IO[bytes] | bytes, name: str) -> Iterator[Quad]:
    wanted = _format(name)
    try:
        rows = ox.parse(path=source, format=wanted) if isinstance(source, Path) else ox.parse(source, format=wanted)
        for row in rows:
            graph = "" if isinstance(row.graph_name, ox.DefaultGraph) else _iri(row.graph_name)
            yield _iri(row.subject), _iri(row.predicate), _node(row.object), graph
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"not {name}: {error}") from error
    except OSError as error:
        raise UsageError(f"{source!s}: cannot be read: {error.strerror or error}") from error


def _iri(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise UsageError(f"{term} is a nameless node or a quoted triple, which this graph does not use: give it an IRI")


def _node(term: object) -> Node:
    if not isinstance(term, ox.Literal):
        return _iri(term)
    datatype = term.datatype.value
    return Text(term.value, None if datatype == f"{XSD}string" else datatype)
