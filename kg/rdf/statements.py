"""Statements as triples, and back: what is stated, the words that say so, who vouches for it and who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from kg.errors import UsageError
from kg.model import Actor, Certainty, Document, Eventuality, Kind, Place, Polarity, StanceValue, Statement
from kg.rdf.actors import Register, read_used_actor, read_used_place
from kg.rdf.documents import page_triples, voucher_iri
from kg.rdf.index import Index
from kg.rdf.iris import (
    DOCUMENTS,
    STATEMENTS,
    actor_iri,
    below,
    document_iri,
    local_name,
    page_iri,
    place_iri,
    statement_iri,
    web_iri,
)
from kg.rdf.namespaces import DCTERMS, OA, PROV, RDFS, A
from kg.rdf.triples import Triple, double, integer, listed, text, texts
from kg.vocabulary import CAMEO_NS, CONTEXT_NS, ID_NS, NS, PLOVER_NS

_CLASS_OF_KIND = {Kind.EVENT: f"{NS}Action", Kind.STANCE: f"{NS}Stance", Kind.RELATION: f"{NS}Relation"}
_KIND_OF_CLASS = {iri: kind for kind, iri in _CLASS_OF_KIND.items()}
_PART_OF_CLASS = {f"{NS}{part.capitalize()}Participation": part for part in ("actor", "recipient", "place")}


def statement_triples(document: Document, statements: Iterable[Statement], register: Register) -> Iterator[Triple]:
    """The statements of a document, whose actors and places are put into the register.

    Raises UsageError for a statement of another document and for two of one id that differ.
    """
    seen: dict[str, Statement] = {}
    for told in statements:
        identifier = told.id
        if told.document != document.id:
            raise UsageError(f"statement {identifier} is of document {told.document}, not of {document.id}")
        if seen.setdefault(identifier, told) != told:
            raise UsageError(f"two statements of document {document.id} have the id {identifier} and differ: merge them first")
        iri = statement_iri(identifier)
        yield from _account(iri, told)
        yield from _content(f"{iri}/content", told)
        yield from _mention(iri, told)
        yield from _extraction(iri, told)
        yield from _attributions(iri, told, voucher_iri(document), register)
        yield from _participations(f"{iri}/content", told, register)


def read_statement(index: Index, iri: str) -> Statement:
    """The statement that has the IRI. Raises UsageError where a value is missing, doubled or unknown."""
    content, mention, page = index.one(iri, f"{NS}states"), index.one(iri, f"{NS}mention"), index.one(iri, f"{NS}page")
    participations = _read_participations(index, content)
    return Statement(
        document=local_name(index.one(page, f"{DCTERMS}isPartOf"), DOCUMENTS),
        page=index.number(page, f"{NS}pageNumber"),
        start=index.number(mention, f"{OA}start"),
        end=index.number(mention, f"{OA}end"),
        quote=index.one(mention, f"{OA}exact"),
        trigger=index.one(mention, f"{NS}trigger"),
        trigger_start=index.number(mention, f"{NS}triggerStart"),
        trigger_end=index.number(mention, f"{NS}triggerEnd"),
        kind=_read_kind(index, content),
        actors=tuple(read_used_actor(index, node, f"{NS}participant") for node in participations["actor"]),
        recipients=tuple(read_used_actor(index, node, f"{NS}participant") for node in participations["recipient"]),
        speakers=_read_speakers(index, iri),
        type=index.local(content, f"{NS}ploverType", PLOVER_NS),
        mode=_read_mode(index, content),
        contexts=index.listed(content, "context", CONTEXT_NS),
        cameo=index.local(content, f"{NS}cameoCode", CAMEO_NS),
        goldstein=index.real(content, f"{NS}goldstein"),
        stance=index.maybe_term(content, f"{NS}stance", StanceValue),
        target_issue=index.maybe(content, f"{NS}targetIssue"),
        polarity=index.term(iri, f"{NS}polarity", Polarity),
        certainty=index.term(iri, f"{NS}certainty", Certainty),
        eventuality=index.term(iri, f"{NS}eventuality", Eventuality),
        date=index.maybe(content, f"{NS}date"),
        date_text=index.maybe(content, f"{NS}dateText"),
        place=tuple(read_used_place(index, node) for node in participations["place"]),
        content_of=index.listed(iri, "contentOf", STATEMENTS),
        contested_by=index.listed(iri, "contestedBy", STATEMENTS),
        denies=index.listed(iri, "denies", STATEMENTS),
        extractor=_read_extractor(index, iri),
        uri=index.maybe(iri, f"{NS}uri") or "",
        sources=index.listed(iri, "codedFrom", None),
    )


# --- The account itself: how it is meant, and where it stands among others


def _account(iri: str, told: Statement) -> Iterator[Triple]:
    yield iri, A, f"{NS}Statement"
    yield iri, f"{NS}states", f"{iri}/content"
    yield iri, f"{NS}polarity", f"{NS}{told.polarity}"
    yield iri, f"{NS}certainty", f"{NS}{told.certainty}"
    yield iri, f"{NS}eventuality", f"{NS}{told.eventuality}"
    yield from texts(iri, {f"{NS}uri": told.uri or None})
    for name, links in (("contentOf", told.content_of), ("contestedBy", told.contested_by), ("denies", told.denies)):
        yield from listed(iri, name, links, statement_iri)
    yield from listed(iri, "codedFrom", told.sources, text)
    yield from ((iri, f"{PROV}hadPrimarySource", address) for address in map(web_iri, told.sources) if address)


# --- What is stated


def _content(iri: str, told: Statement) -> Iterator[Triple]:
    yield iri, A, _CLASS_OF_KIND[told.kind]
    if told.type is not None:
        yield iri, f"{NS}ploverType", below(PLOVER_NS, told.type)
    if told.mode is not None:
        yield iri, f"{NS}ploverMode", below(PLOVER_NS, told.type or "", told.mode)
    if told.cameo is not None:
        yield iri, f"{NS}cameoCode", below(CAMEO_NS, told.cameo)
    if told.goldstein is not None:
        yield iri, f"{NS}goldstein", double(told.goldstein)
    if told.stance is not None:
        yield iri, f"{NS}stance", f"{NS}{told.stance}"
    yield from listed(iri, "context", told.contexts, lambda context: below(CONTEXT_NS, context))
    yield from texts(iri, {f"{NS}targetIssue": told.target_issue, f"{NS}date": told.date, f"{NS}dateText": told.date_text})


def _read_kind(index: Index, content: str) -> Kind:
    kinds = index.classes(content, _KIND_OF_CLASS)
    if len(kinds) != 1:
        raise UsageError(f"<{content}> must be one of dk:Action, dk:Stance and dk:Relation")
    return kinds[0]


def _read_mode(index: Index, content: str) -> str | None:
    mode = index.maybe(content, f"{NS}ploverMode")
    return None if mode is None else unquote(mode.rpartition("/")[2])


# --- The words that say so


def _mention(iri: str, told: Statement) -> Iterator[Triple]:
    mention, page = f"{iri}/mention", page_iri(told.document, told.page)
    yield iri, f"{NS}mention", mention
    yield iri, f"{NS}page", page
    yield mention, A, f"{NS}Mention"
    yield mention, f"{OA}hasSource", page
    yield mention, f"{OA}exact", text(told.quote)
    yield mention, f"{OA}start", integer(told.start)
    yield mention, f"{OA}end", integer(told.end)
    yield mention, f"{NS}trigger", text(told.trigger)
    yield mention, f"{NS}triggerStart", integer(told.trigger_start)
    yield mention, f"{NS}triggerEnd", integer(told.trigger_end)
    yield from page_triples(told.document, told.page)


# --- What made it, from what


def _extraction(iri: str, told: Statement) -> Iterator[Triple]:
    document, agent = document_iri(told.document), below(f"{ID_NS}software/", told.extractor)
    extraction = below(f"{ID_NS}extraction/", told.document, told.extractor)
    yield iri, f"{PROV}wasDerivedFrom", page_iri(told.document, told.page)
    yield iri, f"{PROV}wasDerivedFrom", document
    yield iri, f"{PROV}wasGeneratedBy", extraction
    yield extraction, A, f"{NS}Extraction"
    yield extraction, f"{PROV}used", document
    yield extraction, f"{PROV}wasAssociatedWith", agent
    yield agent, A, f"{PROV}SoftwareAgent"
    yield agent, f"{RDFS}label", text(told.extractor)


def _read_extractor(index: Index, iri: str) -> str:
    agent = index.one(index.one(iri, f"{PROV}wasGeneratedBy"), f"{PROV}wasAssociatedWith")
    return index.one(agent, f"{RDFS}label")


# --- Who vouches for it


def _attributions(iri: str, told: Statement, voucher: str, register: Register) -> Iterator[Triple]:
    """The document's own voucher at depth 0, then the speakers, the innermost of whom holds what is stated."""
    sources = [voucher, *(actor_iri(speaker.id) for speaker in told.speakers)]
    for depth, source in enumerate(sources):
        link = f"{iri}/attribution/{depth}"
        yield iri, f"{NS}attribution", link
        yield iri, f"{PROV}wasAttributedTo", source
        yield link, A, f"{NS}Attribution"
        yield link, f"{NS}depth", integer(depth)
        yield link, f"{NS}source", source
        if depth:
            yield from register.deviations(link, told.speakers[depth - 1])
    yield iri, f"{NS}holder", sources[-1]


def _read_speakers(index: Index, iri: str) -> tuple[Actor, ...]:
    links = index.numbered(iri, f"{NS}attribution", f"{NS}depth")
    return tuple(read_used_actor(index, link, f"{NS}source") for depth, link in links if depth > 0)


# --- Who takes part, and where


def _participations(content: str, told: Statement, register: Register) -> Iterator[Triple]:
    parts: dict[str, Sequence[Actor | Place]] = {"actor": told.actors, "recipient": told.recipients, "place": told.place}
    for part, participants in parts.items():
        for position, participant in enumerate(participants):
            node = f"{content}/{part}/{position}"
            who = actor_iri(participant.id) if isinstance(participant, Actor) else place_iri(participant.id)
            yield content, f"{NS}{part}", who
            yield content, f"{NS}participation", node
            yield node, A, f"{NS}{part.capitalize()}Participation"
            yield node, f"{NS}participant", who
            yield node, f"{NS}position", integer(position)
            yield from register.deviations(node, participant)


def _read_participations(index: Index, content: str) -> Mapping[str, list[str]]:
    """The nodes of actors, of recipients and of places, each in their order."""
    nodes: dict[str, list[str]] = {part: [] for part in _PART_OF_CLASS.values()}
    for _, node in index.numbered(content, f"{NS}participation", f"{NS}position"):
        parts = index.classes(node, _PART_OF_CLASS)
        if len(parts) != 1:
            raise UsageError(
                f"<{node}> must be one of dk:ActorParticipation, dk:RecipientParticipation and dk:PlaceParticipation"
            )
        nodes[parts[0]].append(node)
    return nodes
