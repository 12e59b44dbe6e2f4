"""Keeps what a document has told so far: who was named, what happened, who is speaking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Names
from kg.model import Actor, ActorKind
from kg.resolve import Directory

FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})  # by which a speaker means himself
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})  # by which a speaker means his side
_SHARED = frozenset({"CONSULT", "AGREE"})  # what takes two: of those told before, the ones with both sides are meant
_REMEMBERED = 6  # sentences within which another word may name the same event
_RECENT = 2  # sentences within which "both countries" looks for a pair
_MEMORY = 60  # mentions that may still be meant by a pronoun


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as the discourse keeps it: who, in which sentence, at which word, and whether as subject."""

    actors: tuple[Actor, ...]
    sentence: int
    word: int
    subject: bool
    clause: int
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the discourse keeps it, so that "the offensive" and "the agreement" are known again."""

    noun: str
    type: str | None
    actors: tuple[Actor, ...]
    sentence: int
    speakers: tuple[Actor, ...] = ()


@dataclass
class Discourse:
    """What the reader of a document knows at a point of the text: names learnt, mentions so far, who is speaking."""

    directory: Directory
    lexicon: Lexicon
    published: str | None
    names: Names = field(default_factory=Names)
    referents: list[Referent] = field(default_factory=list)
    sentence: int = 0
    speaker: tuple[Actor, ...] = ()
    happenings: list[Happening] = field(default_factory=list)
    homes: dict[str, str | None] = field(default_factory=dict)  # of people whose office tells no state: the country, by actor id

    def recall(self, noun: str, kind: str | None) -> Happening | None:
        """The event last told that a definite noun may mean: of the same noun, else of the same type."""
        latest = self.happenings[::-1]
        latest.sort(key=lambda told: kind in _SHARED and len(told.actors) < 2)
        of_noun = next((h for h in latest if h.noun == noun), None)
        near = (h for h in latest if kind is not None and h.type == kind and self.sentence - h.sentence <= _REMEMBERED)
        return of_noun or next(near, None)

    def remember(self, referent: Referent) -> None:
        """Keep a mention; the oldest fade."""
        self.referents.append(referent)
        del self.referents[:-_MEMORY]

    def recent(self) -> list[Referent]:
        """The mentions of the last sentences."""
        return [r for r in self.referents if self.sentence - r.sentence <= _RECENT]

    def we(self) -> tuple[Actor, ...]:
        """Who "we" are in the mouth of the speaker: the state a person speaks for, or the speaking body itself."""
        found: list[Actor] = []
        for actor in self.speaker:
            office = next((held for held in reversed(self.names.offices) if held.actor.id == actor.id), None)
            if office is None or actor.kind is not ActorKind.PERSON:
                found.append(actor)
            elif office.owner is not None and office.owner.kind is not ActorKind.STATE and office.owner.country is None:
                found.append(office.owner)
            else:
                found.extend(self.home_states([actor]) or (actor,))
        return tuple(dict.fromkeys(found))

    def home_states(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """The states to which actors belong, each once; those of no state have none."""
        return tuple(dict.fromkeys(self.directory.actor(f"state:{actor.country}") for actor in actors if actor.country))

    def introduced(self, office: str, country: str | None) -> Actor | None:
        """Whom the document introduced last as holder of such an office."""
        for held in reversed(self.names.offices):
            of = (held.owner and held.owner.country) or held.actor.country
            if office in (held.office, "leader") and (country is None or of == country):
                return held.actor
        return None

    def at_home(self, actor: Actor) -> Actor:
        """Somebody in an office without its state's name, with the state that the text was then about: "the defence secretary, NAME"."""
        if actor.kind is not ActorKind.PERSON or actor.country is not None or not actor.id.startswith("local:"):
            return actor
        if actor.id not in self.homes:
            held = next((held for held in self.names.offices if held.actor.id == actor.id), None)
            self.homes[actor.id] = self._main_country() if held is not None and held.owner is None else None
        return replace(actor, country=self.homes[actor.id])

    def _main_country(self) -> str | None:
        """The country of which most has been told so far: as subject of sentences, the one told of last among equals."""
        told = [a.country for r in self.referents if r.subject and len(r.actors) == 1 for a in r.actors if a.country]
        counts = Counter(reversed(told))
        return counts.most_common(1)[0][0] if counts else None
