"""What all pages are made from: the statements in order, and who, what and when they are about.

documents, statements, profiles --gather--> Site --> index, dossiers, dyads, contested accounts
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.graph import ties
from kg.model import Actor, Document, Profile, Statement
from kg.pages.coded import data_sets
from kg.pages.rivalry import Dispute, disputes

MOST_DYADS = 2000  # pages of two actors; the pairs told of most come first

Pair = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Site:
    """The statements, each once and by date, with the ways from actors and pairs (ids, the smaller first) to them.

    `coded` has the data set (name) of each coded event, by the id of its document, which has no page. `told_by` is by document
    id; `acting`, `receiving` and `vouching` are by actor id; `pairs` holds every tied pair, the most told of first; `dyads` are
    those of them that have a page. `disputed` says of which disputes (by place in `disputes`) a statement (id) is a side,
    `between` which disputes have a pair for their parties.
    """

    documents: Mapping[str, Document]
    coded: Mapping[str, str]
    statements: tuple[Statement, ...]
    told_by: Mapping[str, tuple[Statement, ...]]
    profiles: Mapping[str, Profile]
    actors: Mapping[str, Actor]
    acting: Mapping[str, tuple[Statement, ...]]
    receiving: Mapping[str, tuple[Statement, ...]]
    vouching: Mapping[str, tuple[Statement, ...]]
    pairs: Mapping[Pair, tuple[Statement, ...]]
    dyads: frozenset[Pair]
    disputes: tuple[Dispute, ...]
    disputed: Mapping[str, tuple[int, ...]]
    between: Mapping[Pair, tuple[int, ...]]

    def when(self, told: Statement) -> str | None:
        """The date of the statement (EDTF); where it has none, the date of its report."""
        return told.date or self.reported(told)

    def reported(self, told: Statement) -> str | None:
        """When the statement's report appeared (EDTF), where that is known."""
        document = self.documents.get(told.document)
        return document.published if document else None

    @property
    def reports(self) -> tuple[Document, ...]:
        """The documents that are read, each on a page of its own; coded events are not among them."""
        return tuple(document for identifier, document in self.documents.items() if identifier not in self.coded)

    def read_in(self, told: Statement) -> str | None:
        """The id of the document on whose page the statement can be read; None where there is no such page."""
        return told.document if told.document in self.documents and told.document not in self.coded else None

    def told_in(self, document_id: str) -> tuple[Statement, ...]:
        """The statements of a document."""
        return self.told_by.get(document_id, ())

    def involving(self, actor_id: str) -> tuple[Statement, ...]:
        """The statements in which the actor acts or is acted upon, in the order of all."""
        return merged(self.acting.get(actor_id, ()), self.receiving.get(actor_id, ()))

    def all_of(self, actor_id: str) -> tuple[Statement, ...]:
        """The statements in which the actor takes any part, in the order of all."""
        return merged(self.involving(actor_id), self.vouching.get(actor_id, ()))

    def disputes_of(self, told: Iterable[Statement], both: Pair | None = None) -> tuple[Dispute, ...]:
        """The disputes of which one of the statements is a side, and those between the pair, in the order of all."""
        places = {place for one in told for place in self.disputed.get(one.id, ())}
        places.update(self.between.get(both, ()) if both else ())
        return tuple(self.disputes[place] for place in sorted(places))

    def presence(self, actor_id: str) -> int:
        """How often the actor acts, is acted upon or vouches."""
        return sum(len(of.get(actor_id, ())) for of in (self.acting, self.receiving, self.vouching))

    def name(self, actor_id: str) -> str:
        """The actor's name, or its id where it has none."""
        return self.actors[actor_id].name or actor_id


def gather(
    documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile], most_dyads: int = MOST_DYADS
) -> Site:
    """The site of these documents and statements, with pages for at most `most_dyads` pairs of actors."""
    told = in_order(statements)
    by_id = {document.id: document for document in sorted(documents, key=_by_date)}
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        by_document[one.document].append(one)
    found = {actor.id: actor for one in told for actor in (*one.actors, *one.recipients, *one.speakers)}
    actors = {key: profiles[key].actor if key in profiles else found[key] for key in sorted(found)}
    pairs = _pairs(told)
    contested = disputes(told)
    opposed = ((place, one.parties) for place, one in enumerate(contested) if len(one.parties) == 2)
    return Site(
        documents=by_id,
        coded=data_sets(by_id, told),
        statements=told,
        told_by={document: tuple(within) for document, within in by_document.items()},
        profiles=profiles,
        actors=actors,
        acting=_by_actor((one, one.actors) for one in told),
        receiving=_by_actor((one, one.recipients) for one in told),
        vouching=_by_actor((one, one.speakers) for one in told),
        pairs=pairs,
        dyads=frozenset(list(pairs)[: max(0, most_dyads)]),
        disputes=contested,
        disputed=_places((place, side.id) for place, one in enumerate(contested) for side in one.sides),
        between=_places((place, pair(first.id, second.id)) for place, (first, second) in opposed),
    )


def pair(a: str, b: str) -> Pair:
    """Two actors (ids) in the order in which pairs are kept."""
    return (a, b) if a < b else (b, a)


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each statement once, by date and then by place in the document."""
    return tuple(sorted({one.id: one for one in statements}.values(), key=_order))


def merged(*many: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements of all, each once, by date."""
    return in_order(one for some in many for one in some)


def _by_date(document: Document) -> tuple[str, str, str]:
    return document.published or "9999", document.title or "", document.id


def _order(told: Statement) -> tuple[str, str, int, int, str]:
    return told.date or "9999", told.document, told.start, told.trigger_start, told.id


def _by_actor(parts: Iterable[tuple[Statement, Iterable[Actor]]]) -> dict[str, tuple[Statement, ...]]:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for told, people in parts:
        for actor_id in dict.fromkeys(actor.id for actor in people):
            grouped[actor_id].append(told)
    return {actor_id: tuple(each) for actor_id, each in grouped.items()}


def _places(found: Iterable[tuple[int, Key]]) -> dict[Key, tuple[int, ...]]:
    """The places of what has the same key."""
    grouped: dict[Key, list[int]] = defaultdict(list)
    for place, key in found:
        grouped[key].append(place)
    return {key: tuple(places) for key, places in grouped.items()}


def tied(told: Statement) -> tuple[Pair, ...]:
    """The pairs that a statement ties, each once."""
    return tuple(dict.fromkeys(pair(source.id, target.id) for source, target in ties(told)))


def _pairs(statements: Sequence[Statement]) -> dict[Pair, tuple[Statement, ...]]:
    """The statements between each two actors, whatever their status; the most told of first, then by id."""
    grouped: dict[Pair, list[Statement]] = defaultdict(list)
    for told in statements:
        for both in tied(told):
            grouped[both].append(told)
    ordered = sorted(grouped, key=lambda both: (-len(grouped[both]), both))
    return {both: tuple(grouped[both]) for both in ordered}
