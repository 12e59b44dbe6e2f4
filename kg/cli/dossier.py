"""What the graph knows of actors, gathered for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.cli.output import LABEL, Segment, fact

if TYPE_CHECKING:
    from kg.model import Actor, Office, Profile, Statement
    from kg.stores import ActorInfo

ROLL = ("name", "kind", "country", "statements", "said", "id")


def listed(known: Iterable[ActorInfo]) -> Iterator[dict[str, Any]]:
    """The actors as the store lists them."""
    return ({**_about(info.actor), "statements": info.statements, "said": info.said} for info in known)


def roll(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Everybody in some of the statements, the busiest first."""
    known: dict[str, Actor] = {}
    involved: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for told in statements:
        known.update({actor.id: actor for actor in (*told.actors, *told.recipients, *told.speakers)})
        involved.update({actor.id for actor in (*told.actors, *told.recipients)})
        said.update({actor.id for actor in told.speakers})
    everybody = sorted(known.values(), key=lambda actor: (-involved[actor.id], -said[actor.id], actor.name, actor.id))
    return [{**_about(actor), "statements": involved[actor.id], "said": said[actor.id]} for actor in everybody]


def as_object(profile: Profile, statements: Sequence[Statement], said: Sequence[Statement]) -> dict[str, Any]:
    """The dossier as one object for programs."""
    return {
        **_about(profile.actor),
        "aliases": profile.aliases,
        "wikidata": profile.wikidata,
        "offices": [
            {"title": held.title, "country": held.country, "start": held.start, "end": held.end} for held in profile.offices
        ],
        "statements": [told.to_json() for told in statements],
        "said": [told.to_json() for told in said],
    }


def lines(profile: Profile, statements: Sequence[Statement], said: Sequence[Statement]) -> Iterator[tuple[Segment, ...]]:
    """The dossier as lines for people."""
    actor = profile.actor
    yield ((actor.name, "bold"), (f"  {actor.kind}, {actor.country or 'no state'}  [{actor.id}]", LABEL))
    deeds = [told for told in statements if _among(actor, told.actors)]
    done_to = [told for told in statements if _among(actor, told.recipients)]
    told = {
        "also": ", ".join(profile.aliases),
        "held": "; ".join(map(_tenure, profile.offices)),
        "does": _tally(told.type or told.kind for told in deeds),
        "to": _tally(other.name for told in deeds for other in told.recipients),
        "undergoes": _tally(told.type or told.kind for told in done_to),
        "from": _tally(other.name for told in done_to for other in told.actors),
        "says": _tally(told.type or told.kind for told in said),
    }
    yield from (fact(label, text) for label, text in told.items() if text)


def _about(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}


def _among(actor: Actor, others: Iterable[Actor]) -> bool:
    """Whether the actor is one of them, by id: the reports may know its country or not."""
    return any(other.id == actor.id for other in others)


def _tenure(office: Office) -> str:
    return f"{office.title} ({office.start or '?'} to {office.end or 'now'})"


def _tally(things: Iterable[str]) -> str:
    return ", ".join(f"{thing} {count}" for thing, count in Counter(things).most_common(12))
