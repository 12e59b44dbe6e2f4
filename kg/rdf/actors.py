"""Actors, places and offices as triples, and back.

The graph of actors describes each by the first name met. A statement that knows one by another name, kind or country says so
where it uses it, so that each statement is read again just as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import UsageError
from kg.model import Actor, ActorKind, Office, Place, Profile, stable_id
from kg.rdf.index import Index
from kg.rdf.iris import ACTORS_GRAPH, actor_id, actor_iri, below, holding_iri, place_iri
from kg.rdf.namespaces import DCTERMS, OWL, SKOS, A
from kg.rdf.triples import Triple, double, integer, listed, text, texts
from kg.vocabulary import GEONAMES_NS, ID_NS, NS, WIKIDATA_NS

_KINDS = {f"{NS}{kind}": kind for kind in ActorKind}


@dataclass(slots=True)
class Register:
    """The actors and places met so far: the first one of an id is the one that the graph of actors describes."""

    actors: dict[str, Actor]
    places: dict[str, Place] = field(default_factory=dict)

    def deviations(self, node: str, used: Actor | Place) -> Iterator[Triple]:
        """What a statement says otherwise of an actor or place than the graph of actors."""
        if isinstance(used, Place):
            described: Actor | Place = self.places.setdefault(used.id, used)
        else:
            described = self.actors.setdefault(used.id, used)
        if described != used:
            yield node, f"{NS}nameUsed", text(used.name)
            yield from texts(node, {f"{NS}countryUsed": used.country})
            if isinstance(used, Actor):
                yield node, f"{NS}kindUsed", f"{NS}{used.kind}"
            else:
                yield from _degrees(node, used, "Used")


def actor_triples(actor: Actor) -> Iterator[Triple]:
    """An actor, tied to its Wikidata item where its id tells one."""
    iri = actor_iri(actor.id)
    yield iri, A, f"{NS}{actor.kind}"
    yield from _described(iri, actor)
    if actor.id.startswith("wd:"):
        yield iri, f"{OWL}sameAs", below(WIKIDATA_NS, actor.id[3:])


def place_triples(place: Place) -> Iterator[Triple]:
    """A place, tied to GeoNames or to the state that it is where its id tells one."""
    iri = place_iri(place.id)
    yield iri, A, f"{NS}Place"
    yield from _described(iri, place)
    yield from _degrees(iri, place)
    if place.id.startswith("geo:"):
        yield iri, f"{SKOS}exactMatch", f"{below(GEONAMES_NS, place.id[4:])}/"
    if place.id.startswith("state:"):
        yield iri, f"{SKOS}relatedMatch", actor_iri(place.id)


def profile_triples(profile: Profile) -> Iterator[Triple]:
    """What a profile adds to its actor: other names, the Wikidata item and the offices held."""
    iri = actor_iri(profile.actor.id)
    yield from listed(iri, "alias", profile.aliases, text, predicate=f"{SKOS}altLabel")
    if profile.wikidata is not None:
        yield iri, f"{SKOS}exactMatch", below(WIKIDATA_NS, profile.wikidata)
    for position, office in enumerate(profile.offices):
        holding = holding_iri(profile.actor.id, position)
        yield iri, f"{NS}holding", holding
        yield holding, f"{NS}position", integer(position)
        yield from _holding_triples(holding, office)


def read_actor(index: Index, iri: str) -> Actor:
    """The actor that has the IRI, as the graph of actors describes it. Raises UsageError where it does not."""
    kinds = index.classes(iri, _KINDS)
    if len(kinds) != 1:
        raise UsageError(f"<{iri}> must be of one class of actor, and is of {len(kinds)}: add or mend <{ACTORS_GRAPH}>")
    return Actor(_identifier(index, iri), index.one(iri, f"{SKOS}prefLabel"), kinds[0], index.maybe(iri, f"{NS}country"))


def read_used_actor(index: Index, node: str, predicate: str) -> Actor:
    """The actor of a participation or attribution, as this one statement has it."""
    iri = index.one(node, predicate)
    name = index.maybe(node, f"{NS}nameUsed")
    if name is None:
        return read_actor(index, iri)
    kind = index.term(node, f"{NS}kindUsed", ActorKind)
    return Actor(_identifier(index, iri), name, kind, index.maybe(node, f"{NS}countryUsed"))


def read_used_place(index: Index, node: str) -> Place:
    """The place of a participation, as this one statement has it."""
    iri = index.one(node, f"{NS}participant")
    name = index.maybe(node, f"{NS}nameUsed")
    if name is None:
        label, country = index.one(iri, f"{SKOS}prefLabel"), index.maybe(iri, f"{NS}country")
        return Place(_identifier(index, iri), label, country, *_read_degrees(index, iri))
    return Place(_identifier(index, iri), name, index.maybe(node, f"{NS}countryUsed"), *_read_degrees(index, node, "Used"))


def read_profile(index: Index, iri: str) -> Profile:
    """The profile of the actor that has the IRI; of one known from statements alone it is empty."""
    return Profile(
        actor=read_actor(index, iri),
        aliases=index.listed(iri, "alias", None, predicate=f"{SKOS}altLabel"),
        wikidata=index.local(iri, f"{SKOS}exactMatch", WIKIDATA_NS),
        offices=tuple(_read_office(index, holding) for _, holding in index.numbered(iri, f"{NS}holding", f"{NS}position")),
    )


def _degrees(node: str, place: Place, used: str = "") -> Iterator[Triple]:
    for name, value in (("latitude", place.latitude), ("longitude", place.longitude)):
        if value is not None:
            yield node, f"{NS}{name}{used}", double(value)


def _read_degrees(index: Index, node: str, used: str = "") -> tuple[float | None, float | None]:
    return index.real(node, f"{NS}latitude{used}"), index.real(node, f"{NS}longitude{used}")


def _described(iri: str, one: Actor | Place) -> Iterator[Triple]:
    return texts(iri, {f"{DCTERMS}identifier": one.id, f"{SKOS}prefLabel": one.name, f"{NS}country": one.country})


def _identifier(index: Index, iri: str) -> str:
    return index.one(iri, f"{DCTERMS}identifier")


def _holding_triples(holding: str, office: Office) -> Iterator[Triple]:
    post = _office_iri(office)
    yield holding, A, f"{NS}OfficeHolding"
    yield holding, f"{NS}person", actor_iri(office.person)
    yield holding, f"{NS}office", post
    yield from texts(holding, {f"{NS}validFrom": office.start, f"{NS}validTo": office.end})
    yield post, A, f"{NS}Office"
    yield from texts(post, {f"{SKOS}prefLabel": office.title, f"{NS}officeKind": office.kind, f"{NS}country": office.country})


def _office_iri(office: Office) -> str:
    """An office is one whoever holds it: its IRI depends on title, kind and country."""
    country = () if office.country is None else (office.country,)
    return f"{ID_NS}office/{stable_id(office.title, office.kind, *country)}"


def _read_office(index: Index, holding: str) -> Office:
    post = index.one(holding, f"{NS}office")
    return Office(
        person=actor_id(index.one(holding, f"{NS}person")),
        title=index.one(post, f"{SKOS}prefLabel"),
        country=index.maybe(post, f"{NS}country"),
        kind=index.one(post, f"{NS}officeKind"),
        start=index.maybe(holding, f"{NS}validFrom"),
        end=index.maybe(holding, f"{NS}validTo"),
    )
