"""Statements as an RDF dataset, and back again without loss: plain RDF 1.1, no blank nodes, one named graph a document.

    documents, statements, profiles --to_dataset--> rdflib.Dataset --serialise--> ttl, trig, nq, jsonld
    documents, statements, profiles --from_dataset-- rdflib.Dataset <---parse----

The graph of a document bears the document's IRI, so a report can be replaced or removed whole. What is known of actors and
places beside the reports stands in one graph more, `ACTORS_GRAPH`. Terms are those of `ontology/kg.ttl`.

    Statement --dk:states--> Action, Stance or Relation --dk:actor, dk:recipient, dk:place--> Actor, Place
        |                        --dk:participation--> Participation (the same with its position)
        |--dk:mention--> Mention (oa:exact, oa:start, oa:end)        |--dk:page--> Page
        `--dk:attribution--> Attribution (dk:depth, dk:source), 0 for the document and its publisher, then inward

Triples are made once, as plain strings, and handed to rdflib (graphs of people's size) or pyoxigraph (bulk), so both say the
same. A text may hold any character but half a surrogate pair, which no RDF syntax can write: that raises UsageError.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote, unquote

import pyoxigraph as ox
import rdflib

from kg.errors import UsageError
from kg.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Eventuality,
    Kind,
    Office,
    Page,
    Place,
    Polarity,
    Profile,
    Run,
    StanceValue,
    Statement,
    stable_id,
)
from kg.vocabulary import CAMEO_NS, CONTEXT_NS, GEONAMES_NS, ID_NS, NS, PLOVER_NS, WIKIDATA_NS, load_text

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

ACTORS_GRAPH = f"{ID_NS}actors"
PREFIXES = {
    "cameo": CAMEO_NS,
    "context": CONTEXT_NS,
    "dcterms": DCTERMS,
    "dk": NS,
    "id": ID_NS,
    "oa": OA,
    "owl": OWL,
    "plover": PLOVER_NS,
    "prov": PROV,
    "rdfs": RDFS,
    "skos": SKOS,
    "wd": WIKIDATA_NS,
    "xsd": XSD,
}
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_CLASS_OF_KIND = {Kind.EVENT: f"{NS}Action", Kind.STANCE: f"{NS}Stance", Kind.RELATION: f"{NS}Relation"}
_KIND_OF_CLASS = {iri: kind for kind, iri in _CLASS_OF_KIND.items()}
_ACTOR_CLASSES = {f"{NS}{kind}": kind for kind in ActorKind}


class Text(NamedTuple):
    """A literal; `datatype` is an IRI, None for a plain string."""

    value: str
    datatype: str | None = None


Node: TypeAlias = str | Text  # a bare string is an IRI
Triple: TypeAlias = tuple[str, str, Node]
Quad: TypeAlias = tuple[str, str, Node, str]
Reading: TypeAlias = tuple[Document, Sequence[Statement]]


# --- From the model to a dataset


def to_dataset(
    documents: Iterable[Reading], profiles: Mapping[str, Profile] | None = None, *, include_text: bool = True
) -> rdflib.Dataset:
    """The dataset of some documents with their statements, and of what is known of their actors.

    Without `include_text` the documents' whole texts are left out, for size or for rights; quotes stay. Raises UsageError for
    a statement of another document, for two statements of one id that differ, and for text that RDF cannot hold.
    """
    dataset = rdflib.Dataset()
    _bind(dataset)
    dataset.addN(
        (rdflib.URIRef(s), rdflib.URIRef(p), _rdflib_object(o), dataset.graph(rdflib.URIRef(g)))
        for s, p, o, g in quads(documents, profiles, include_text=include_text)
    )
    return dataset


def quads(
    documents: Iterable[Reading], profiles: Mapping[str, Profile] | None = None, *, include_text: bool = True
) -> Iterator[Quad]:
    """The dataset as plain strings, one document after the other and the actors last; holds one document at a time."""
    register = _Register({profile.actor.id: profile.actor for profile in (profiles or {}).values()})
    for document, statements in documents:
        graph = document_iri(document.id)
        triples = chain(_document(document, include_text), _statements(document, statements, register))
        yield from ((*triple, graph) for triple in sorted(set(triples), key=_order))
    actors = chain(
        *map(_actor, register.actors.values()), *map(_place, register.places.values()), *map(_profile, (profiles or {}).values())
    )
    yield from ((*triple, ACTORS_GRAPH) for triple in sorted(set(actors), key=_order))


@dataclass(slots=True)
class _Register:
    """The actors and places met so far: the first one of an id is the one that the graph of actors describes."""

    actors: dict[str, Actor]
    places: dict[str, Place] = field(default_factory=dict)

    def deviations(self, node: str, used: Actor | Place) -> Iterator[Triple]:
        """What a statement says otherwise of an actor or place than the graph of actors."""
        if isinstance(used, Place):
            if self.places.setdefault(used.id, used) != used:
                yield node, f"{NS}nameUsed", _text(used.name)
        elif self.actors.setdefault(used.id, used) != used:
            yield node, f"{NS}nameUsed", _text(used.name)
            yield node, f"{NS}kindUsed", f"{NS}{used.kind}"
            yield from _texts(node, {f"{NS}countryUsed": used.country})


def document_iri(identifier: str) -> str:
    """The IRI of a document, which is also the name of its graph."""
    return f"{ID_NS}document/{_encoded(identifier)}"


def statement_iri(identifier: str) -> str:
    """The IRI of a statement.

    >>> statement_iri("0a1b")
    'https://w3id.org/diplograph/id/statement/0a1b'
    """
    return f"{ID_NS}statement/{_encoded(identifier)}"


def actor_iri(identifier: str) -> str:
    """The IRI of an actor: the parts of its id become steps of the path.

    >>> actor_iri("wd:Q42")
    'https://w3id.org/diplograph/id/actor/wd/Q42'
    """
    return f"{ID_NS}actor/{_path(identifier)}"


def place_iri(identifier: str) -> str:
    """The IRI of a place; a state is a place and an actor under two IRIs."""
    return f"{ID_NS}place/{_path(identifier)}"


def _document(document: Document, include_text: bool) -> Iterator[Triple]:
    iri = document_iri(document.id)
    yield iri, A, f"{NS}Document"
    yield from _texts(
        iri,
        {
            f"{DCTERMS}identifier": document.id,
            f"{DCTERMS}title": document.title,
            f"{NS}date": document.published,
            f"{NS}uri": document.uri or None,
            f"{NS}sha256": document.sha256 or None,
            f"{NS}text": document.text if include_text else None,
            f"{NS}runs": _runs(document.runs),
        },
    )
    if document.publisher is not None:
        publisher = _publisher(document)
        yield iri, f"{DCTERMS}publisher", publisher
        yield publisher, A, f"{NS}Organization"
        yield publisher, f"{SKOS}prefLabel", _text(document.publisher)
    else:
        yield iri, A, f"{PROV}Agent"
    yield from _pages(document)


def _pages(document: Document) -> Iterator[Triple]:
    numbers = [page.number for page in document.pages]
    if numbers != sorted(set(numbers)):
        raise UsageError(f"the pages of document {document.id} are not numbered in rising order: load it again")
    for page in document.pages:
        iri = _page_iri(document.id, page.number)
        yield from _page(document.id, page.number)
        yield document_iri(document.id), f"{DCTERMS}hasPart", iri
        yield iri, f"{NS}pageLabel", _text(page.label)
        yield iri, f"{NS}textStart", _integer(page.start)
        yield iri, f"{NS}textEnd", _integer(page.end)


def _page(document: str, number: int) -> Iterator[Triple]:
    iri = _page_iri(document, number)
    yield iri, A, f"{NS}Page"
    yield iri, f"{NS}pageNumber", _integer(number)
    yield iri, f"{DCTERMS}isPartOf", document_iri(document)


def _statements(document: Document, statements: Iterable[Statement], register: _Register) -> Iterator[Triple]:
    seen: dict[str, Statement] = {}
    for told in statements:
        identifier = told.id
        if told.document != document.id:
            raise UsageError(f"statement {identifier} is of document {told.document}, not of {document.id}")
        if seen.setdefault(identifier, told) != told:
            raise UsageError(f"two statements of document {document.id} have the id {identifier} and differ: merge them first")
        iri = statement_iri(identifier)
        yield from _statement(iri, told, document)
        yield from _content(f"{iri}/content", told)
        yield from _mention(f"{iri}/mention", told)
        yield from _attributions(iri, told, document, register)
        yield from _participations(f"{iri}/content", told, register)


def _statement(iri: str, told: Statement, document: Document) -> Iterator[Triple]:
    page, extraction = _page_iri(told.document, told.page), _extraction(document, told.extractor)
    yield iri, A, f"{NS}Statement"
    yield iri, f"{NS}states", f"{iri}/content"
    yield iri, f"{NS}polarity", f"{NS}{told.polarity}"
    yield iri, f"{NS}certainty", f"{NS}{told.certainty}"
    yield iri, f"{NS}eventuality", f"{NS}{told.eventuality}"
    yield iri, f"{NS}page", page
    yield iri, f"{PROV}wasDerivedFrom", page
    yield iri, f"{PROV}wasDerivedFrom", document_iri(document.id)
    yield iri, f"{PROV}wasGeneratedBy", extraction
    yield from _texts(iri, {f"{NS}uri": told.uri or None})
    yield from _page(told.document, told.page)
    yield from _extracted(extraction, told.extractor, document)
    for name, links in (("contentOf", told.content_of), ("contestedBy", told.contested_by), ("denies", told.denies)):
        yield from _listed(iri, name, links, [statement_iri(link) for link in links])


def _content(iri: str, told: Statement) -> Iterator[Triple]:
    yield iri, A, _CLASS_OF_KIND[told.kind]
    if told.type is not None:
        yield iri, f"{NS}ploverType", f"{PLOVER_NS}{_encoded(told.type)}"
    if told.mode is not None:
        yield iri, f"{NS}ploverMode", f"{PLOVER_NS}{_encoded(told.type or '')}/{_encoded(told.mode)}"
    if told.cameo is not None:
        yield iri, f"{NS}cameoCode", f"{CAMEO_NS}{_encoded(told.cameo)}"
    if told.goldstein is not None:
        yield iri, f"{NS}goldstein", _double(told.goldstein)
    if told.stance is not None:
        yield iri, f"{NS}stance", f"{NS}{told.stance}"
    yield from _listed(iri, "context", told.contexts, [f"{CONTEXT_NS}{_encoded(name)}" for name in told.contexts])
    yield from _texts(iri, {f"{NS}targetIssue": told.target_issue, f"{NS}date": told.date, f"{NS}dateText": told.date_text})


def _mention(iri: str, told: Statement) -> Iterator[Triple]:
    yield iri.removesuffix("/mention"), f"{NS}mention", iri
    yield iri, A, f"{NS}Mention"
    yield iri, f"{OA}hasSource", _page_iri(told.document, told.page)
    yield iri, f"{OA}exact", _text(told.quote)
    yield iri, f"{OA}start", _integer(told.start)
    yield iri, f"{OA}end", _integer(told.end)
    yield iri, f"{NS}trigger", _text(told.trigger)
    yield iri, f"{NS}triggerStart", _integer(told.trigger_start)
    yield iri, f"{NS}triggerEnd", _integer(told.trigger_end)


def _attributions(iri: str, told: Statement, document: Document, register: _Register) -> Iterator[Triple]:
    itself = document_iri(document.id) if document.publisher is None else _publisher(document)
    sources = [itself, *(actor_iri(speaker.id) for speaker in told.speakers)]
    for depth, source in enumerate(sources):
        link = f"{iri}/attribution/{depth}"
        yield iri, f"{NS}attribution", link
        yield iri, f"{PROV}wasAttributedTo", source
        yield link, A, f"{NS}Attribution"
        yield link, f"{NS}depth", _integer(depth)
        yield link, f"{NS}source", source
        if depth:
            yield from register.deviations(link, told.speakers[depth - 1])
    yield iri, f"{NS}holder", sources[-1]


def _participations(iri: str, told: Statement, register: _Register) -> Iterator[Triple]:
    parts: dict[str, Sequence[Actor | Place]] = {"actor": told.actors, "recipient": told.recipients, "place": told.place}
    for part, participants in parts.items():
        for position, participant in enumerate(participants):
            node = f"{iri}/{part}/{position}"
            who = actor_iri(participant.id) if isinstance(participant, Actor) else place_iri(participant.id)
            yield iri, f"{NS}{part}", who
            yield iri, f"{NS}participation", node
            yield node, A, f"{NS}{part.capitalize()}Participation"
            yield node, f"{NS}participant", who
            yield node, f"{NS}position", _integer(position)
            yield from register.deviations(node, participant)


def _extracted(extraction: str, extractor: str, document: Document) -> Iterator[Triple]:
    agent = f"{ID_NS}software/{_encoded(extractor)}"
    yield extraction, A, f"{NS}Extraction"
    yield extraction, f"{PROV}used", document_iri(document.id)
    yield extraction, f"{PROV}wasAssociatedWith", agent
    yield agent, A, f"{PROV}SoftwareAgent"
    yield agent, f"{RDFS}label", _text(extractor)


def _actor(actor: Actor) -> Iterator[Triple]:
    iri = actor_iri(actor.id)
    yield iri, A, f"{NS}{actor.kind}"
    yield from _texts(iri, {f"{DCTERMS}identifier": actor.id, f"{SKOS}prefLabel": actor.name, f"{NS}country": actor.country})
    if actor.id.startswith("wd:"):
        yield iri, f"{OWL}sameAs", f"{WIKIDATA_NS}{_encoded(actor.id[3:])}"


def _place(place: Place) -> Iterator[Triple]:
    iri = place_iri(place.id)
    yield iri, A, f"{NS}Place"
    yield from _texts(iri, {f"{DCTERMS}identifier": place.id, f"{SKOS}prefLabel": place.name})
    if place.id.startswith("geo:"):
        yield iri, f"{SKOS}exactMatch", f"{GEONAMES_NS}{_encoded(place.id[4:])}/"
    if place.id.startswith("state:"):
        yield iri, f"{SKOS}relatedMatch", actor_iri(place.id)


def _profile(profile: Profile) -> Iterator[Triple]:
    iri = actor_iri(profile.actor.id)
    yield from _listed(iri, "alias", profile.aliases, [_text(alias) for alias in profile.aliases], predicate=f"{SKOS}altLabel")
    if profile.wikidata is not None:
        yield iri, f"{SKOS}exactMatch", f"{WIKIDATA_NS}{_encoded(profile.wikidata)}"
    for position, office in enumerate(profile.offices):
        node = f"{ID_NS}holding/{_path(profile.actor.id)}/{position}"
        yield iri, f"{NS}holding", node
        yield node, f"{NS}position", _integer(position)
        yield from _holding(node, office)


def _holding(node: str, office: Office) -> Iterator[Triple]:
    post = f"{ID_NS}office/{stable_id(office.title, office.kind, *([] if office.country is None else [office.country]))}"
    yield node, A, f"{NS}OfficeHolding"
    yield node, f"{NS}person", actor_iri(office.person)
    yield node, f"{NS}office", post
    yield from _texts(node, {f"{NS}validFrom": office.start, f"{NS}validTo": office.end})
    yield post, A, f"{NS}Office"
    yield from _texts(post, {f"{SKOS}prefLabel": office.title, f"{NS}officeKind": office.kind, f"{NS}country": office.country})


def _listed(
    subject: str, name: str, values: Sequence[str], nodes: Sequence[Node], predicate: str | None = None
) -> Iterator[Triple]:
    """One triple a value, and the list itself where its order is not the one in which a reader would put the values."""
    yield from ((subject, predicate or f"{NS}{name}", node) for node in nodes)
    if list(values) != sorted(set(values)):
        yield subject, f"{NS}{name}Order", _text(json.dumps(list(values), ensure_ascii=False))


def _texts(subject: str, values: Mapping[str, str | None]) -> Iterator[Triple]:
    yield from ((subject, predicate, _text(value)) for predicate, value in values.items() if value is not None)


def _text(value: str) -> Text:
    _check(value)
    return Text(str(value))


def _integer(value: int) -> Text:
    return Text(str(value), f"{XSD}integer")


def _double(value: float) -> Text:
    lexical = repr(float(value)) if math.isfinite(value) else {math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN")
    return Text(lexical, f"{XSD}double")


def _check(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        code = f"U+{ord(value[error.start]):04X}"
        raise UsageError(
            f"RDF cannot hold {code}, half of a character, at {error.start} of {value[:40]!r}: decode the file anew"
        ) from error


def _encoded(part: str) -> str:
    """A text as one step of an IRI's path; a step of dots alone would be taken for a way upward."""
    _check(part)
    return quote(part, safe="") if part.strip(".") or not part else part.replace(".", "%2E")


def _path(identifier: str) -> str:
    return "/".join(_encoded(part) for part in identifier.split(":"))


def _page_iri(document: str, number: int) -> str:
    return f"{document_iri(document)}/page/{number}"


def _publisher(document: Document) -> str:
    return f"{ID_NS}publisher/{_encoded(document.publisher or '')}"


def _extraction(document: Document, extractor: str) -> str:
    return f"{ID_NS}extraction/{_encoded(document.id)}/{_encoded(extractor)}"


def _runs(runs: Sequence[Run]) -> str | None:
    rows = [[run.start, run.end, run.page, run.position] for run in runs]
    return json.dumps(rows, separators=(",", ":")) if rows else None


def _order(triple: Triple) -> tuple[str, str, str, str]:
    subject, predicate, node = triple
    return (subject, predicate, node.value, node.datatype or "") if isinstance(node, Text) else (subject, predicate, node, "")


# --- From a dataset to the model


def from_dataset(dataset: rdflib.Dataset) -> list[tuple[Document, list[Statement]]]:
    """The documents with their statements, documents by id and statements in text order.

    A document whose text was left out has an empty one. Raises UsageError where a value is missing, doubled or unknown.
    """
    return _readings(_index((s, p, o) for s, p, o, _ in _dataset_quads(dataset)))


def profiles_from(dataset: rdflib.Dataset) -> dict[str, Profile]:
    """What the dataset tells of each actor, by id; an actor known from statements alone has no aliases and no offices."""
    reader = _Reader(_index((s, p, o) for s, p, o, _ in _dataset_quads(dataset)))
    found = [
        reader.profile(iri)
        for iri in reader.nodes
        if iri.startswith(f"{ID_NS}actor/") and f"{SKOS}prefLabel" in reader.nodes[iri]
    ]
    return {profile.actor.id: profile for profile in sorted(found, key=lambda profile: profile.actor.id)}


def read_bulk(source: Path | IO[bytes] | bytes, format: str) -> list[tuple[Document, list[Statement]]]:  # noqa: A002
    """The documents and statements of a file, without the detour over rdflib. Raises UsageError as `parse` and `from_dataset`."""
    return _readings(_index((s, p, o) for s, p, o, _ in _parsed(source, format)))


_Nodes: TypeAlias = dict[str, dict[str, list[str]]]


def _index(triples: Iterable[Triple]) -> _Nodes:
    """Subject to predicate to values as plain strings; a triple of several graphs counts once."""
    nodes: _Nodes = {}
    for subject, predicate, node in set(triples):
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(node.value if isinstance(node, Text) else node)
    return nodes


def _readings(nodes: _Nodes) -> list[tuple[Document, list[Statement]]]:
    reader = _Reader(nodes)
    statements: dict[str, list[Statement]] = {iri: [] for iri in reader.of_class(f"{NS}Document")}
    for iri in reader.of_class(f"{NS}Statement"):
        told = reader.statement(iri)
        if (home := document_iri(told.document)) not in statements:
            raise UsageError(f"<{iri}> is of <{home}>, which is not described: add that document's graph")
        statements[home].append(told)
    readings = [(reader.document(iri), sorted(told, key=_text_order)) for iri, told in statements.items()]
    return sorted(readings, key=lambda reading: reading[0].id)


def _text_order(told: Statement) -> tuple[int, int, str]:
    return told.start, told.trigger_start, told.id


_E = TypeVar("_E", Kind, ActorKind, Polarity, Certainty, Eventuality, StanceValue)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the model's objects from an index of nodes."""

    nodes: _Nodes

    def of_class(self, name: str) -> list[str]:
        return [iri for iri, properties in self.nodes.items() if name in properties.get(A, ())]

    def all(self, iri: str, predicate: str) -> list[str]:
        return self.nodes.get(iri, {}).get(predicate, [])

    def maybe(self, iri: str, predicate: str) -> str | None:
        values = self.all(iri, predicate)
        if len(values) > 1:
            raise UsageError(f"<{iri}> has {len(values)} values of <{predicate}> where one is allowed: run `kg validate`")
        return values[0] if values else None

    def one(self, iri: str, predicate: str) -> str:
        value = self.maybe(iri, predicate)
        if value is None:
            raise UsageError(f"<{iri}> has no <{predicate}>: the data are incomplete")
        return value

    def number(self, iri: str, predicate: str) -> int:
        value = self.one(iri, predicate)
        try:
            return int(value)
        except ValueError:
            raise UsageError(f"<{iri}>: {value!r} of <{predicate}> is not a whole number") from None

    def real(self, iri: str, predicate: str) -> float | None:
        value = self.maybe(iri, predicate)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise UsageError(f"<{iri}>: {value!r} of <{predicate}> is not a number") from None

    def local(self, iri: str, predicate: str, namespace: str) -> str | None:
        """The name that an IRI has below a namespace."""
        value = self.maybe(iri, predicate)
        return None if value is None else _below(value, namespace)

    def term(self, iri: str, predicate: str, terms: type[_E]) -> _E:
        """One value of a list of values, such as dk:polarity."""
        return self.as_term(self.one(iri, predicate), terms)

    def as_term(self, value: str, terms: type[_E]) -> _E:
        name = _below(value, NS)
        try:
            return terms(name)
        except ValueError:
            raise UsageError(f"{name!r} is no {terms.__name__}; there are {', '.join(terms)}") from None

    def listed(self, iri: str, name: str, namespace: str | None, predicate: str | None = None) -> tuple[str, ...]:
        """What `_listed` wrote."""
        if (order := self.maybe(iri, f"{NS}{name}Order")) is not None:
            return tuple(str(value) for value in self.rows(iri, order))
        values = self.all(iri, predicate or f"{NS}{name}")
        return tuple(sorted(values if namespace is None else (_below(value, namespace) for value in values)))

    def rows(self, iri: str, text: str) -> list[object]:
        """A JSON list."""
        try:
            rows = json.loads(text)
        except ValueError:
            rows = None
        if not isinstance(rows, list):
            raise UsageError(f"<{iri}>: {text[:40]!r} is not a JSON list")
        return rows

    def document(self, iri: str) -> Document:
        publisher = self.maybe(iri, f"{DCTERMS}publisher")
        return Document(
            id=self.one(iri, f"{DCTERMS}identifier"),
            text=self.maybe(iri, f"{NS}text") or "",
            pages=self.pages(iri),
            title=self.maybe(iri, f"{DCTERMS}title"),
            publisher=None if publisher is None else self.one(publisher, f"{SKOS}prefLabel"),
            published=self.maybe(iri, f"{NS}date"),
            uri=self.maybe(iri, f"{NS}uri") or "",
            sha256=self.maybe(iri, f"{NS}sha256") or "",
            runs=self.runs(iri),
        )

    def pages(self, document: str) -> tuple[Page, ...]:
        pages = map(self.page, self.all(document, f"{DCTERMS}hasPart"))
        return tuple(sorted(pages, key=lambda page: page.number))

    def page(self, iri: str) -> Page:
        return Page(
            number=self.number(iri, f"{NS}pageNumber"),
            label=self.one(iri, f"{NS}pageLabel"),
            start=self.number(iri, f"{NS}textStart"),
            end=self.number(iri, f"{NS}textEnd"),
        )

    def runs(self, iri: str) -> tuple[Run, ...]:
        rows = self.rows(iri, self.maybe(iri, f"{NS}runs") or "[]")
        try:
            return tuple(Run(*map(int, row)) for row in rows)  # type: ignore[call-overload]
        except (TypeError, ValueError):
            raise UsageError(f"<{iri}>: dk:runs is not a list of four whole numbers each") from None

    def statement(self, iri: str) -> Statement:
        content, mention, page = self.one(iri, f"{NS}states"), self.one(iri, f"{NS}mention"), self.one(iri, f"{NS}page")
        stance, mode = self.maybe(content, f"{NS}stance"), self.maybe(content, f"{NS}ploverMode")
        return Statement(
            document=_below(self.one(page, f"{DCTERMS}isPartOf"), f"{ID_NS}document/"),
            page=self.number(page, f"{NS}pageNumber"),
            start=self.number(mention, f"{OA}start"),
            end=self.number(mention, f"{OA}end"),
            quote=self.one(mention, f"{OA}exact"),
            trigger=self.one(mention, f"{NS}trigger"),
            trigger_start=self.number(mention, f"{NS}triggerStart"),
            trigger_end=self.number(mention, f"{NS}triggerEnd"),
            kind=self.kind(content),
            **self.participants(content),  # type: ignore[arg-type]
            speakers=self.speakers(iri),
            type=self.local(content, f"{NS}ploverType", PLOVER_NS),
            mode=None if mode is None else unquote(mode.rpartition("/")[2]),
            contexts=self.listed(content, "context", CONTEXT_NS),
            cameo=self.local(content, f"{NS}cameoCode", CAMEO_NS),
            goldstein=self.real(content, f"{NS}goldstein"),
            stance=None if stance is None else self.as_term(stance, StanceValue),
            target_issue=self.maybe(content, f"{NS}targetIssue"),
            polarity=self.term(iri, f"{NS}polarity", Polarity),
            certainty=self.term(iri, f"{NS}certainty", Certainty),
            eventuality=self.term(iri, f"{NS}eventuality", Eventuality),
            date=self.maybe(content, f"{NS}date"),
            date_text=self.maybe(content, f"{NS}dateText"),
            content_of=self.listed(iri, "contentOf", f"{ID_NS}statement/"),
            contested_by=self.listed(iri, "contestedBy", f"{ID_NS}statement/"),
            denies=self.listed(iri, "denies", f"{ID_NS}statement/"),
            extractor=self.extractor(iri),
            uri=self.maybe(iri, f"{NS}uri") or "",
        )

    def kind(self, content: str) -> Kind:
        kinds = [_KIND_OF_CLASS[name] for name in self.all(content, A) if name in _KIND_OF_CLASS]
        if len(kinds) != 1:
            raise UsageError(f"<{content}> must be one of dk:Action, dk:Stance and dk:Relation")
        return kinds[0]

    def participants(self, content: str) -> dict[str, tuple[Actor, ...] | tuple[Place, ...]]:
        found: dict[str, list[tuple[int, str]]] = {"Actor": [], "Recipient": [], "Place": []}
        for node in self.all(content, f"{NS}participation"):
            part = _below(self.one(node, A), NS).removesuffix("Participation")
            found.setdefault(part, []).append((self.number(node, f"{NS}position"), node))
        return {
            "actors": tuple(self.used_actor(node, f"{NS}participant") for _, node in sorted(found["Actor"])),
            "recipients": tuple(self.used_actor(node, f"{NS}participant") for _, node in sorted(found["Recipient"])),
            "place": tuple(self.used_place(node) for _, node in sorted(found["Place"])),
        }

    def speakers(self, iri: str) -> tuple[Actor, ...]:
        links = sorted((self.number(link, f"{NS}depth"), link) for link in self.all(iri, f"{NS}attribution"))
        return tuple(self.used_actor(link, f"{NS}source") for depth, link in links if depth > 0)

    def extractor(self, iri: str) -> str:
        agent = self.one(self.one(iri, f"{PROV}wasGeneratedBy"), f"{PROV}wasAssociatedWith")
        return self.one(agent, f"{RDFS}label")

    def used_actor(self, node: str, predicate: str) -> Actor:
        """The actor of a participation or attribution, as this one statement has it."""
        iri = self.one(node, predicate)
        name = self.maybe(node, f"{NS}nameUsed")
        if name is None:
            return self.actor(iri)
        kind = self.term(node, f"{NS}kindUsed", ActorKind)
        return Actor(self.one(iri, f"{DCTERMS}identifier"), name, kind, self.maybe(node, f"{NS}countryUsed"))

    def used_place(self, node: str) -> Place:
        iri = self.one(node, f"{NS}participant")
        name = self.maybe(node, f"{NS}nameUsed")
        return Place(self.one(iri, f"{DCTERMS}identifier"), self.one(iri, f"{SKOS}prefLabel") if name is None else name)

    def actor(self, iri: str) -> Actor:
        kinds = [_ACTOR_CLASSES[name] for name in self.all(iri, A) if name in _ACTOR_CLASSES]
        if len(kinds) != 1:
            raise UsageError(f"<{iri}> must be of one class of actor, and is of {len(kinds)}: add or mend <{ACTORS_GRAPH}>")
        return Actor(
            self.one(iri, f"{DCTERMS}identifier"), self.one(iri, f"{SKOS}prefLabel"), kinds[0], self.maybe(iri, f"{NS}country")
        )

    def profile(self, iri: str) -> Profile:
        holdings = sorted((self.number(node, f"{NS}position"), node) for node in self.all(iri, f"{NS}holding"))
        return Profile(
            actor=self.actor(iri),
            aliases=self.listed(iri, "alias", None, predicate=f"{SKOS}altLabel"),
            wikidata=self.local(iri, f"{SKOS}exactMatch", WIKIDATA_NS),
            offices=tuple(self.office(node) for _, node in holdings),
        )

    def office(self, node: str) -> Office:
        post = self.one(node, f"{NS}office")
        return Office(
            person=":".join(map(unquote, self.one(node, f"{NS}person").removeprefix(f"{ID_NS}actor/").split("/"))),
            title=self.one(post, f"{SKOS}prefLabel"),
            country=self.maybe(post, f"{NS}country"),
            kind=self.one(post, f"{NS}officeKind"),
            start=self.maybe(node, f"{NS}validFrom"),
            end=self.maybe(node, f"{NS}validTo"),
        )


def _below(iri: str, namespace: str) -> str:
    if not iri.startswith(namespace):
        raise UsageError(f"<{iri}> is not below <{namespace}>, where this graph's terms are")
    return unquote(iri[len(namespace) :])


# --- Files


def serialise(dataset: rdflib.Dataset, format: str) -> str:  # noqa: A002 - the word that users know
    """The dataset as `ttl`, `trig`, `nq` or `jsonld`, the same text for the same dataset.

    Turtle has no graphs: all of them go into one, from which `from_dataset` still reads the same objects. Raises UsageError for
    another format.
    """
    wanted = _format(format)
    named = wanted.supports_datasets
    rows = sorted({(s, p, o, g if named else "") for s, p, o, g in _dataset_quads(dataset)}, key=_quad_order)
    content = ox.serialize(_ox_quads(rows, wanted), format=wanted, prefixes=_prefixes(wanted))
    return (content or b"").decode()


def parse(data: str | bytes, format: str) -> rdflib.Dataset:  # noqa: A002
    """The dataset that a text holds. Raises UsageError for another format, and with its line for what is not of that format."""
    dataset = rdflib.Dataset()
    _bind(dataset)
    rows = _parsed(data.encode() if isinstance(data, str) else data, format)
    dataset.addN((rdflib.URIRef(s), rdflib.URIRef(p), _rdflib_object(o), _graph(dataset, g)) for s, p, o, g in rows)
    return dataset


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
    if not wanted.supports_datasets or wanted is FORMATS["jsonld"]:
        raise UsageError(f"{format!r} cannot be written document by document: choose nq or trig")
    rows = _ox_quads(quads(documents, profiles, include_text=include_text), wanted)
    if not isinstance(target, Path):
        ox.serialize(rows, target, format=wanted, prefixes=_prefixes(wanted))
        return
    part = target.with_name(f"{target.name}.part")
    try:
        ox.serialize(rows, part, format=wanted, prefixes=_prefixes(wanted))
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _format(name: str) -> ox.RdfFormat:
    try:
        return FORMATS[str(name)]
    except KeyError:
        raise UsageError(f"{str(name)!r} is no RDF format known here; there are {', '.join(FORMATS)}") from None


def _prefixes(wanted: ox.RdfFormat) -> dict[str, str] | None:
    return None if wanted is FORMATS["nq"] else PREFIXES


def _bind(graph: rdflib.Graph) -> None:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)


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


def _ox_quads(rows: Iterable[Quad], wanted: ox.RdfFormat) -> Iterator[ox.Quad] | Iterator[ox.Triple]:
    names = _Terms()
    if wanted.supports_datasets:
        return (ox.Quad(names[s], names[p], names.node(o), names[g] if g else ox.DefaultGraph()) for s, p, o, g in rows)
    return (ox.Triple(names[s], names[p], names.node(o)) for s, p, o, _ in rows)


class _Terms(dict[str, ox.NamedNode]):
    """IRIs as pyoxigraph's terms, each made once while few enough are kept."""

    def __missing__(self, iri: str) -> ox.NamedNode:
        if len(self) > 50_000:
            self.clear()
        node = self[iri] = ox.NamedNode(iri)
        return node

    def node(self, node: Node) -> ox.NamedNode | ox.Literal:
        if not isinstance(node, Text):
            return self[node]
        return ox.Literal(node.value, datatype=None if node.datatype is None else self[node.datatype])


def _dataset_quads(dataset: rdflib.Dataset) -> Iterator[Quad]:
    for subject, predicate, node, graph in dataset.quads():
        name = "" if graph is None or graph == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else str(graph)
        yield str(subject), str(predicate), _from_rdflib(node), name


def _from_rdflib(node: object) -> Node:
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None or str(node.datatype) == f"{XSD}string" else str(node.datatype)
        return Text(str(node), datatype)
    if isinstance(node, rdflib.URIRef):
        return str(node)
    raise UsageError(f"{node} is a nameless node, which this graph does not use: give it an IRI")


def _rdflib_object(node: Node) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(node, Text):
        return rdflib.Literal(
            node.value, datatype=None if node.datatype is None else rdflib.URIRef(node.datatype), normalize=False
        )
    return rdflib.URIRef(node)


def _graph(dataset: rdflib.Dataset, name: str) -> rdflib.Graph:
    return dataset.graph(rdflib.URIRef(name)) if name else dataset.default_graph


def _quad_order(quad: Quad) -> tuple[str, tuple[str, str, str, str]]:
    return quad[3], _order(quad[:3])


# --- The contract


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
    """Checks the dataset, all its graphs taken together, against `ontology/shapes.ttl`. Seconds a page: for samples, not in bulk."""
    import pyshacl  # slow to import, and needed here alone

    data = rdflib.Graph()
    for triple in chain(_concepts(), {(s, p, o) for s, p, o, _ in dataset.quads()}):
        data.add(triple)
    _, found, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    results = tuple(sorted(_violation(found, node) for node in found.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))
    return Report(all(one.severity is not Severity.VIOLATION for one in results), results)


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
