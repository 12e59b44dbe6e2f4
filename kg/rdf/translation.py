"""Documents, statements and profiles as quads of plain strings, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from kg.errors import UsageError
from kg.model import Document, Profile, Statement
from kg.rdf.actors import Register, actor_triples, place_triples, profile_triples, read_profile
from kg.rdf.documents import document_triples, read_document
from kg.rdf.index import Index
from kg.rdf.iris import ACTORS, ACTORS_GRAPH, document_iri
from kg.rdf.namespaces import SKOS
from kg.rdf.statements import read_statement, statement_triples
from kg.rdf.triples import Quad, Triple, order
from kg.vocabulary import NS

Reading: TypeAlias = tuple[Document, Sequence[Statement]]


def quads(
    documents: Iterable[Reading], profiles: Mapping[str, Profile] | None = None, *, include_text: bool = True
) -> Iterator[Quad]:
    """The dataset as plain strings, one document after the other and the actors last; holds one document at a time."""
    known = tuple((profiles or {}).values())
    register = Register({profile.actor.id: profile.actor for profile in known})
    for document, statements in documents:
        yield from document_quads(document, statements, register, include_text=include_text)
    yield from register_quads(register, known)


def document_quads(
    document: Document, statements: Iterable[Statement], register: Register, *, include_text: bool = True
) -> Iterator[Quad]:
    """The graph of a document with its statements, whose actors and places are put into the register."""
    told = chain(document_triples(document, include_text=include_text), statement_triples(document, statements, register))
    return _graph(document_iri(document.id), told)


def register_quads(register: Register, known: Sequence[Profile] = ()) -> Iterator[Quad]:
    """The graph of actors: those met in statements, and what profiles add to them."""
    actors = map(actor_triples, register.actors.values())
    places = map(place_triples, register.places.values())
    return _graph(ACTORS_GRAPH, chain.from_iterable(chain(actors, places, map(profile_triples, known))))


def readings(index: Index) -> list[tuple[Document, list[Statement]]]:
    """The documents with their statements, documents by id and statements in text order.

    Raises UsageError where a value is missing, doubled or unknown, and for statements whose document is not described.
    """
    statements: dict[str, list[Statement]] = {iri: [] for iri in index.of_class(f"{NS}Document")}
    for iri in index.of_class(f"{NS}Statement"):
        told = read_statement(index, iri)
        if (home := document_iri(told.document)) not in statements:
            raise UsageError(f"<{iri}> is of <{home}>, which is not described: add that document's graph")
        statements[home].append(told)
    found = [(read_document(index, iri), sorted(told, key=_text_order)) for iri, told in statements.items()]
    return sorted(found, key=lambda reading: reading[0].id)


def profiles(index: Index) -> dict[str, Profile]:
    """The profile of each actor that is described, by the actor's id."""
    described = [iri for iri, properties in index.nodes.items() if iri.startswith(ACTORS) and f"{SKOS}prefLabel" in properties]
    found = [read_profile(index, iri) for iri in described]
    return {profile.actor.id: profile for profile in sorted(found, key=lambda profile: profile.actor.id)}


def _graph(name: str, triples: Iterable[Triple]) -> Iterator[Quad]:
    yield from ((*triple, name) for triple in sorted(set(triples), key=order))


def _text_order(told: Statement) -> tuple[int, int, str]:
    return told.start, told.trigger_start, told.id
