"""Reports of made-up sentences among made-up actors, the same from the same seed: the workload of the store's benchmarks.

As in real reports few actors are told of often and most seldom (their frequency falls with their rank), statements have one actor or two, seven
in ten a recipient, half a speaker, a third a place; some are denied and contested.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import TypeVar

from kg.model import Actor, ActorKind, Certainty, Document, Eventuality, Kind, Place, Polarity, Profile, StanceValue, Statement
from kg.stores.base import Entry
from kg.vocabulary import PLOVER_TYPES

WORDS = (
    "the",
    "envoy",
    "told",
    "reporters",
    "that",
    "talks",
    "on",
    "the",
    "border",
    "water",
    "treaty",
    "went",
    "on",
    "and",
    "that",
    "both",
    "sides",
    "keep",
    "their",
    "posts",
)
DAYS = [f"20{year}-{month:02}-{day:02}" for year in range(10, 25) for month in range(1, 13) for day in range(1, 29)]

T = TypeVar("T")


def code(number: int) -> str:
    """Three letters for a country."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))


class Crowd:
    """Actors of whom some are chosen often and most seldom."""

    def __init__(self, actors: list[Actor]) -> None:
        self.actors = actors
        self._weights = list(accumulate(1 / (rank + 5) for rank in range(len(actors))))

    def some(self, count: int, rnd: random.Random) -> tuple[Actor, ...]:
        """So many different ones."""
        chosen: dict[str, Actor] = {}
        while len(chosen) < count:
            (actor,) = rnd.choices(self.actors, cum_weights=self._weights)
            chosen[actor.id] = actor
        return tuple(chosen.values())


def reports(statements: int, per_report: int = 500, actors: int = 400, seed: int = 1) -> Iterator[Entry]:
    """Reports with their statements, `statements` in all."""
    rnd = random.Random(seed)
    states = Crowd([Actor(f"state:{n}", f"State {n}", ActorKind.STATE, code(n)) for n in range(actors * 2 // 5)])
    people = Crowd(
        [Actor(f"local:person:{n}", f"Person {n}", ActorKind.PERSON, code(n % 200)) for n in range(actors - len(states.actors))]
    )
    places = [Place(f"geo:{n}", f"Town {n}", code(n % 200)) for n in range(max(10, actors // 5))]
    for number in range(-(-statements // per_report)):
        count = min(per_report, statements - number * per_report)
        yield (*_report(number, count, states, people, places, rnd), _NO_PROFILES)


_NO_PROFILES: dict[str, Profile] = {}


def _report(
    number: int, count: int, states: Crowd, people: Crowd, places: list[Place], rnd: random.Random
) -> tuple[Document, list[Statement]]:
    sentences = [" ".join(rnd.choices(WORDS, k=rnd.randint(10, 35))) + "." for _ in range(count)]
    published = rnd.choice(DAYS)
    document = Document.make(
        " ".join(sentences), title=f"Report {number}", publisher=f"Agency {number % 7}", published=published, uri=f"file:{number}"
    )
    statements: list[Statement] = []
    start = 0
    for sentence in sentences:
        earlier = (statements[-1].id,) if statements and rnd.random() < 0.05 else ()
        statements.append(_statement(document, start, sentence, earlier, states, people, places, rnd))
        start += len(sentence) + 1
    return document, statements


def _statement(
    document: Document,
    start: int,
    sentence: str,
    denied: tuple[str, ...],
    states: Crowd,
    people: Crowd,
    places: list[Place],
    rnd: random.Random,
) -> Statement:
    sides = states.some(3 if rnd.random() < 0.15 else 2, rnd)
    told = rnd.random() < 0.7
    return Statement(
        document=document.id,
        page=1,
        start=start,
        end=start + len(sentence),
        quote=sentence,
        trigger=sentence[:8],
        trigger_start=start,
        trigger_end=start + 8,
        kind=Kind.EVENT,
        actors=people.some(1, rnd) if rnd.random() < 0.3 else sides[1:],
        recipients=sides[:1] if told else (),
        speakers=people.some(1, rnd) if rnd.random() < 0.5 else (),
        type=rnd.choice(PLOVER_TYPES),
        mode=rnd.choice(["meet", None]),
        contexts=("diplomatic",),
        cameo=f"{rnd.randint(10, 204):03}",
        goldstein=rnd.randint(-100, 100) / 10,
        stance=rnd.choice([StanceValue.SUPPORT, StanceValue.OPPOSE, None, None, None, None]),
        polarity=rnd.choices(list(Polarity), weights=[90, 5, 5])[0],
        certainty=rnd.choice(list(Certainty)),
        eventuality=rnd.choices(list(Eventuality), weights=[60, 10, 10, 10, 10])[0],
        date=rnd.choice(DAYS),
        date_text="yesterday",
        place=(rnd.choice(places),) if rnd.random() < 0.33 else (),
        denies=denied,
        contested_by=denied,
    )
