"""Statements as a graph of actors: the one projection to edges, a `networkx.MultiDiGraph`.

    statements --project--> actors as nodes, one edge for each actor and recipient of a statement

The rule is the one of the store's short edges: an edge exists for what is asserted and has happened, is ongoing or is planned.
What is denied, negated, merely called for or conditional gets an edge only where it is asked for, and says so in `status`.

Node data: `name`, `kind`, `country`. Edge key: the statement's id. Edge data: see `edge_data`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from itertools import product
from typing import Any

import networkx as nx

from kg.errors import VocabularyError
from kg.model import Actor, Eventuality, Filter, Kind, Polarity, Statement


class Status(StrEnum):
    """How far a statement can be taken as fact: each statement has one."""

    FACT = "fact"
    CLAIMED = "claimed"
    DENIED = "denied"
    NEGATED = "negated"
    CALLED_FOR = "called-for"
    CONDITIONAL = "conditional"


class Family(StrEnum):
    """What sort of tie an edge is: the four classes of PLOVER's types, and what has no type."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"
    STANCE = "stance"
    RELATION = "relation"


SHORT_EDGES = frozenset({Status.FACT, Status.CLAIMED})
EVERYTHING = frozenset(Status)

_TYPES_OF_FAMILY = {
    Family.VERBAL_COOPERATION: "AGREE CONSULT SUPPORT CONCEDE",
    Family.MATERIAL_COOPERATION: "COOPERATE AID RETREAT",
    Family.VERBAL_CONFLICT: "REQUEST ACCUSE REJECT THREATEN",
    Family.MATERIAL_CONFLICT: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    Family.STANCE: "STANCE",
    Family.RELATION: "RELATION",
}
FAMILY_OF_TYPE = {label: family for family, labels in _TYPES_OF_FAMILY.items() for label in labels.split()}

_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "ASSAULT", "RELATION"})
_UNREAL = {Eventuality.CALLED_FOR: Status.CALLED_FOR, Eventuality.CONDITIONAL: Status.CONDITIONAL}
_UNTRUE = {Polarity.DENIED: Status.DENIED, Polarity.NEGATED: Status.NEGATED}


def asked_for(which: Filter) -> Collection[Status]:
    """The statuses that have edges under a filter: what is denied or negated only where a polarity is asked for."""
    return EVERYTHING if which.polarity else SHORT_EDGES


def project(statements: Iterable[Statement], include: Collection[Status] = SHORT_EDGES) -> nx.MultiDiGraph:
    """The graph of who did, said and holds what toward whom, from the statements whose status is included.

    Nodes are the ids of actors and recipients, in order; edges follow the dates and then the places in the documents, so
    that the same statements in any order give the same graph. A statement that ties nobody to anybody leaves its actors alone.
    """
    chosen = sorted((told for told in statements if status_of(told) in include), key=_by_date)
    graph = nx.MultiDiGraph()
    for actor in _actors(chosen):
        graph.add_node(actor.id, name=actor.name, kind=str(actor.kind), country=actor.country)
    for told in chosen:
        for source, target in ties(told):
            graph.add_edge(source.id, target.id, key=told.id, **edge_data(told))
    return graph


def ties(statement: Statement) -> Iterator[tuple[Actor, Actor]]:
    """From whom to whom a statement's edges run.

    From each actor to each recipient; a mutual act runs from the first actor to each other one. Nobody is tied to itself, and
    a bare comment (no type, no stance, no standing relation) ties nobody.
    """
    if edge_type(statement) is None:
        return
    pairs = (
        product(statement.actors[:1], statement.actors[1:])
        if is_mutual(statement)
        else product(statement.actors, statement.recipients)
    )
    yield from (pair for pair in dict.fromkeys(pairs) if pair[0].id != pair[1].id)


def is_mutual(statement: Statement) -> bool:
    """Whether several act on one another: "the two sides clashed", not "the two sides rejected the plan"."""
    return len(statement.actors) > 1 and not statement.recipients and edge_type(statement) in _MUTUAL


def edge_type(statement: Statement) -> str | None:
    """The PLOVER type, else STANCE or RELATION; None for a bare comment."""
    if statement.type:
        return statement.type
    if statement.stance or statement.kind is Kind.STANCE:
        return "STANCE"
    return "RELATION" if statement.kind is Kind.RELATION else None


def family_of(statement: Statement) -> Family | None:
    """The family of the statement's type; None for a bare comment. Raises `VocabularyError` for a type that PLOVER lacks."""
    label = edge_type(statement)
    if label is not None and label not in FAMILY_OF_TYPE:
        raise VocabularyError(
            f"statement {statement.id} has the type {label!r}, which is none of PLOVER's: {', '.join(FAMILY_OF_TYPE)}"
        )
    return None if label is None else FAMILY_OF_TYPE[label]


def status_of(statement: Statement) -> Status:
    """Whether the document vouches itself, somebody else claims it, or it is denied, negated, called for or conditional."""
    if statement.polarity in _UNTRUE:
        return _UNTRUE[statement.polarity]
    if statement.eventuality in _UNREAL:
        return _UNREAL[statement.eventuality]
    return Status.CLAIMED if has_outside_voice(statement) else Status.FACT


def has_outside_voice(statement: Statement) -> bool:
    """Whether anybody but the actors themselves vouches for it; who announces an act of its own is no outside voice."""
    own = {actor.id for actor in statement.actors}
    return any(speaker.id not in own for speaker in statement.speakers)


def edge_data(statement: Statement) -> dict[str, Any]:
    """What an edge tells of its statement; `score` is the Goldstein score, `speakers` the names from the outermost in."""
    return {
        "id": statement.id,
        "type": edge_type(statement),
        "family": family_of(statement),
        "kind": statement.kind,
        "status": status_of(statement),
        "mutual": is_mutual(statement),
        "contested": bool(statement.contested_by),
        "date": statement.date,
        "score": statement.goldstein,
        "stance": statement.stance,
        "issue": statement.target_issue,
        "speakers": tuple(speaker.name for speaker in statement.speakers),
        "certainty": statement.certainty,
        "eventuality": statement.eventuality,
        "quote": statement.quote,
        "document": statement.document,
        "page": statement.page,
    }


def _actors(statements: Iterable[Statement]) -> list[Actor]:
    found = {actor.id: actor for told in statements for actor in (*told.actors, *told.recipients)}
    return [found[identifier] for identifier in sorted(found)]


def _by_date(statement: Statement) -> tuple[str, str, int, int, str]:
    return statement.date or "", statement.document, statement.start, statement.trigger_start, statement.id
