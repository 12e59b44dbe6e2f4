"""Who tells a statement: the document's publisher and the chain of those who vouch for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.graph import FAMILY_OF_TYPE, Family
from kg.model import Actor, Kind, Polarity, Statement

PUBLISHER, REPORT = "publisher", "report"


class Published(Protocol):
    """A document as far as its publisher goes: a `Document`, or what a store lists of one."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def publisher(self) -> str | None:
        """Who published it, by name."""


Named = tuple[str, str]
"""The id and the name of a source."""


def publishers(documents: Iterable[Published]) -> dict[str, Named]:
    """The publisher of each document that has one, as `publisher:NAME` and name, by the document's id."""
    return {one.id: (f"{PUBLISHER}:{one.publisher}", one.publisher) for one in documents if one.publisher}


def named(actor: Actor) -> Named:
    """The actor as a source."""
    return actor.id, actor.name


def publisher_of(told: Statement, known: Mapping[str, Named]) -> Named:
    """The publisher of a statement's document; the document itself, as `report:ID` and by its address, where that is not known."""
    return known.get(told.document) or (f"{REPORT}:{told.document}", told.uri or told.document)


def holders(told: Statement, known: Mapping[str, Named]) -> tuple[Named, ...]:
    """Whose account it is: the innermost of those who vouch, else who speaks in it, else the publisher.

    Who speaks in it are the actors of an accusation, a rejection, a request, a threat or a stance. What the text only tells as denied,
    and nobody vouches for, is nobody's account.
    """
    if told.speakers:
        return (named(told.speakers[-1]),)
    speaks = told.kind is Kind.STANCE or (told.type and FAMILY_OF_TYPE.get(told.type) is Family.VERBAL_CONFLICT)
    if speaks and told.actors:
        return tuple(map(named, told.actors))
    return () if told.polarity is Polarity.DENIED else (publisher_of(told, known),)
