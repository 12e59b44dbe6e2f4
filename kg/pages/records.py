"""Statements as the scripts of a page read them: tables of rows that point at one another by number.

A page holds each actor, document and passage once, however many of its statements share them. `templates/records.js` is the
other half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from kg.graph import edge_type, family_of, status_of
from kg.model import Actor, Statement
from kg.pages.coded import data_set_id
from kg.pages.dates import bounds
from kg.pages.names import actor_file
from kg.pages.passages import evidence
from kg.pages.rivalry import Dispute
from kg.pages.site import Site


def records(site: Site, told: Sequence[Statement], disputes: Iterable[Dispute] = ()) -> dict[str, Any]:
    """The tables that show these statements and disputes; `listed` says how many of the statements, the first, are the ones asked for.

    The others are sides of the disputes.
    """
    contested = tuple(disputes)
    everything = tuple({one.id: one for one in chain(told, *(dispute.sides for dispute in contested))}.values())
    at = {one.id: index for index, one in enumerate(everything)}
    people = _positions(actor.id for one in everything for actor in (*one.actors, *one.recipients, *one.speakers))
    told_in = {_source(site, one): _source_row(site, one) for one in everything}
    at_source = _positions(told_in)
    coded_from = _positions(source for one in everything for source in one.sources)
    passages, places = _evidence(site, everything)
    return {
        "actors": [_actor_row(site.actors[actor_id]) for actor_id in people],
        "documents": list(told_in.values()),
        "sources": list(coded_from),
        "passages": passages,
        "statements": [
            (
                *_row(site, one, at_source[_source(site, one)], people, places[one.id]),
                [coded_from[source] for source in one.sources],
            )
            for one in everything
        ],
        "disputes": [
            [at[one.account.id], at[one.rival.id] if one.rival else None, one.denied, [people[actor.id] for actor in one.parties]]
            for one in contested
        ],
        "listed": len({one.id for one in told}),
    }


def _positions(identifiers: Iterable[str]) -> dict[str, int]:
    return {identifier: index for index, identifier in enumerate(dict.fromkeys(identifiers))}


def _evidence(site: Site, told: Sequence[Statement]) -> tuple[list[str], dict[str, list[int]]]:
    """The passages, and for each statement which one is its own and where its words stand in it."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        grouped[one.document].append(one)
    texts: list[str] = []
    places: dict[str, list[int]] = {}
    for identifier, within in grouped.items():
        passages, found = evidence(site.documents.get(identifier), within)
        for one, place in zip(within, found, strict=True):
            places[one.id] = [len(texts) + place.passage, place.start, place.end, place.trigger_start, place.trigger_end]
        texts.extend(passage.text for passage in passages)
    return texts, places


def _actor_row(actor: Actor) -> list[str | None]:
    return [actor.id, actor.name, actor_file(actor.id)]


def _source(site: Site, told: Statement) -> str:
    """The id of the document that tells it, or of the data set."""
    name = site.coded.get(told.document)
    return told.document if name is None else data_set_id(name)


def _source_row(site: Site, told: Statement) -> list[str | bool | None]:
    """The document or data set; the latter, and what is not at hand as a text, has no page to lead to."""
    source, name, document = _source(site, told), site.coded.get(told.document), site.documents.get(told.document)
    if document is None or name is not None:
        return [source, name, None, None, False]
    return [source, document.title or document.uri, document.publisher, document.published, True]


def _page_label(site: Site, told: Statement) -> str | None:
    """The page on which it stands; a data set has none."""
    if told.document in site.coded:
        return None
    document = site.documents.get(told.document)
    return document.page_at(told.start).label if document else str(told.page)


def _row(site: Site, told: Statement, source: int, people: Mapping[str, int], place: Sequence[int]) -> tuple[Any, ...]:
    return (
        told.id,
        source,
        _page_label(site, told),
        place,
        told.trigger,
        edge_type(told),
        family_of(told),
        told.mode,
        status_of(told),
        told.certainty,
        told.eventuality,
        told.date,
        bounds(site.when(told)),
        told.stance,
        told.target_issue,
        [where.name for where in told.place],
        told.cameo,
        told.goldstein,
        *([people[actor.id] for actor in roles] for roles in (told.actors, told.recipients, told.speakers)),
    )
