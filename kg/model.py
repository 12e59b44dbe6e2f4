"""The types that flow from room to room: Document, Actor, Statement.

A document is read by `loaders`, a statement is made by `kg.extract` (or by a loader of coded events), and everything after
that is a projection of statements. All types are frozen and hold tuples, so they can be shared, hashed and compared.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

NAME = "diplograph"
NAME_VERSION = f"{NAME} 0.1.0"


class Kind(StrEnum):
    """What a statement tells: something done, a position held, or a standing tie."""

    EVENT = "event"
    STANCE = "stance"
    RELATION = "relation"


class Polarity(StrEnum):
    """Whether the text affirms the content, says it is not so, or tells that a named party denies it."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"


class Certainty(StrEnum):
    """How sure the innermost voice is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Eventuality(StrEnum):
    """Where the content stands in time and reality."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CALLED_FOR = "called-for"
    CONDITIONAL = "conditional"


class StanceValue(StrEnum):
    """The side that a holder takes."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    NEUTRAL = "neutral"
    CONDEMN = "condemn"
    PRAISE = "praise"


class ActorKind(StrEnum):
    """What sort of actor it is; a class of the ontology each."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    NEWS = "NewsOrganization"
    GROUP = "Group"


def stable_id(*parts: object) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone, the same in every run and on every machine."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its printed label, and its range of offsets in the document's text."""

    number: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stands unbroken in the file: `text[start:end]` is at `position` on `page`, character by character.

    `position` counts characters of the page's raw text in a PDF, of the decoded file in HTML and plain text, and of the
    paragraphs joined by newlines in DOCX.
    """

    start: int
    end: int
    page: int
    position: int


@dataclass(frozen=True, slots=True)
class Location:
    """Where a character stands in the file: page number, printed page label, and position on that page (see `Run`)."""

    page: int
    label: str
    position: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its pages, its provenance, and the way back from each offset to the file."""

    id: str
    text: str
    pages: tuple[Page, ...]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF: 2020-10-27, 2020-11 or 2020
    uri: str = ""
    sha256: str = ""
    runs: tuple[Run, ...] = ()

    @staticmethod
    def make(
        text: str,
        *,
        pages: tuple[Page, ...] = (),
        title: str | None = None,
        publisher: str | None = None,
        published: str | None = None,
        uri: str = "",
        sha256: str = "",
        runs: tuple[Run, ...] = (),
    ) -> Document:
        """A document whose id is the hash of its text and of what dates and names it.

        >>> Document.make("Iran denied it.", published="2020-11").pages
        (Page(number=1, label='1', start=0, end=15),)
        """
        return Document(
            id=stable_id("document", text, title, publisher, published),
            text=text,
            pages=pages or (Page(1, "1", 0, len(text)),),
            title=title,
            publisher=publisher,
            published=published,
            uri=uri,
            sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            runs=runs or (Run(0, len(text), 1, 0),),
        )

    def page_at(self, offset: int) -> Page:
        """The page on which the character at `offset` stands."""
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda page: page.start) - 1)]

    def locate(self, offset: int) -> Location:
        """Where the character at `offset` stands in the file; what the loader put in itself is located at the last real one."""
        run = self.runs[max(0, bisect_right(self.runs, offset, key=lambda run: run.start) - 1)]
        within = max(0, min(offset, run.end - 1) - run.start)
        label = next((page.label for page in self.pages if page.number == run.page), str(run.page))
        return Location(run.page, label, run.position + within)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, is acted upon, or speaks: the canonical one, not the words used.

    `country` is ISO 3166-1 alpha-3 (a state's own, a person's or body's state) or None. Ids: `state:AZE`, `wd:Q473239` (a
    Wikidata item), `org:osce-minsk-group` (our own table), `local:person:jane-doe` (known from the text alone).
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its canonical name; `id` is `geo:GEONAMESID`, `state:ISO3` or `local:place:slug`, `country` ISO 3166-1 alpha-3.

    `latitude` and `longitude` are degrees on WGS 84, north and east positive; a place has both or neither.
    """

    id: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def coordinates(self) -> str | None:
        """Latitude and longitude as one text, such as "21.0245,105.841"; None where they are not known."""
        return None if self.latitude is None or self.longitude is None else f"{self.latitude!r},{self.longitude!r}"

    @staticmethod
    def at(identifier: str, name: str, country: str | None, coordinates: str | None) -> Place:
        """A place whose latitude and longitude are one text, as `coordinates` gives it, or not known."""
        latitude, comma, longitude = (coordinates or "").partition(",")
        return Place(identifier, name, country, *((float(latitude), float(longitude)) if comma else ()))


@dataclass(frozen=True)  # without slots, so that the id is worked out once
class Statement:
    """One holder's account of one action, stance or standing relation at one place of one document.

    `document.text[start:end] == quote` and `document.text[trigger_start:trigger_end] == trigger`, always. `speakers` is the
    chain of those who vouch, outermost first, without the document's own publisher. `sources` are what a coder of events rests
    it on: the address, or else the publisher, of each report that told the same, sorted; empty for a statement read from text.
    """

    document: str
    page: int
    start: int
    end: int
    quote: str
    trigger: str
    trigger_start: int
    trigger_end: int
    kind: Kind
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    speakers: tuple[Actor, ...] = ()
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    stance: StanceValue | None = None
    target_issue: str | None = None
    polarity: Polarity = Polarity.ASSERTED
    certainty: Certainty = Certainty.CERTAIN
    eventuality: Eventuality = Eventuality.HAPPENED
    date: str | None = None
    date_text: str | None = None
    place: tuple[Place, ...] = ()
    content_of: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    extractor: str = NAME_VERSION
    uri: str = ""
    sources: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """The hash of what the statement says and where; links to other statements and sources do not count."""
        return stable_id(
            "statement", self.document, self.start, self.end, self.trigger_start, self.trigger_end, self.kind, self.type,
            self.mode, self.cameo, self.stance, self.polarity, self.certainty, self.eventuality, self.date, self.target_issue,
            *("actor", *(a.id for a in self.actors)), *("recipient", *(a.id for a in self.recipients)),
            *("speaker", *(a.id for a in self.speakers)), *("place", *(p.id for p in self.place)),
        )  # fmt: skip

    @property
    def by_others(self) -> bool:
        """Whether a coder of events or another program made it, not an extractor of ours."""
        return not self.extractor.startswith(NAME)

    @property
    def target_countries(self) -> tuple[str | None, ...]:
        """The countries at the receiving end, as dyads are coded: the recipients' in their order, then those of nobody named.

        The parties of a mutual act are each at its receiving end, too; most acts without a recipient of known
        country are aimed at the country in which they take place, a protest at home else.
        """
        named = tuple(actor.country for actor in self.recipients)
        if any(named):
            return named
        mutual = not self.recipients and len(self.actors) > 1 and self.type in _MUTUAL
        sides = [actor.country for actor in self.actors] if mutual else []
        where = [place.country for place in self.place] if self.type in _LOCAL and len(sides) < 2 else []
        home = [actor.country for actor in self.actors] if self.type == "PROTEST" and not any(where) else []
        return (*named, *(country for country in dict.fromkeys((*sides, *where, *home)) if country))

    def to_json(self) -> dict[str, Any]:
        """The JSON Lines form: one flat object, the actors as parallel lists of names, ids, kinds and countries.

        `recipient_countries` are the `target_countries`: the recipients' own come first.
        """
        return {
            "id": self.id,
            "document": self.document,
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "trigger": self.trigger,
            "trigger_start": self.trigger_start,
            "trigger_end": self.trigger_end,
            "kind": str(self.kind),
            "actors": [actor.name for actor in self.actors],
            "actor_ids": [actor.id for actor in self.actors],
            "actor_kinds": [str(actor.kind) for actor in self.actors],
            "actor_countries": [actor.country for actor in self.actors],
            "recipients": [actor.name for actor in self.recipients],
            "recipient_ids": [actor.id for actor in self.recipients],
            "recipient_kinds": [str(actor.kind) for actor in self.recipients],
            "recipient_countries": list(self.target_countries),
            "speakers": [actor.name for actor in self.speakers],
            "speaker_ids": [actor.id for actor in self.speakers],
            "speaker_kinds": [str(actor.kind) for actor in self.speakers],
            "speaker_countries": [actor.country for actor in self.speakers],
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "cameo": self.cameo,
            "goldstein": self.goldstein,
            "stance": self.stance and str(self.stance),
            "target_issue": self.target_issue,
            "polarity": str(self.polarity),
            "certainty": str(self.certainty),
            "eventuality": str(self.eventuality),
            "date": self.date,
            "date_text": self.date_text,
            "place": [place.name for place in self.place],
            "place_ids": [place.id for place in self.place],
            "place_countries": [place.country for place in self.place],
            "place_coordinates": [place.coordinates for place in self.place],
            "content_of": list(self.content_of),
            "contested_by": list(self.contested_by),
            "denies": list(self.denies),
            "extractor": self.extractor,
            "uri": self.uri,
            "sources": list(self.sources),
        }

    @staticmethod
    def from_json(row: Mapping[str, Any]) -> Statement:
        """The statement that `to_json` wrote; unknown keys are left alone, missing ones take their defaults."""
        values: dict[str, Any] = {}
        for field in fields(Statement):
            if field.name in _ACTOR_FIELDS:
                values[field.name] = _actors_from_json(field.name, row)
            elif field.name == "place":
                values["place"] = _places_from_json(row)
            elif row.get(field.name) is not None:
                value = row[field.name]
                values[field.name] = tuple(value) if isinstance(value, list | tuple) else value
        for name, enum in _ENUMS.items():
            if values.get(name) is not None:
                values[name] = enum(values[name])
        return Statement(**values)

    def linked(self, **links: tuple[str, ...]) -> Statement:
        """The same statement with other links (`content_of`, `contested_by`, `denies`) or `sources`; its id stays."""
        return replace(self, **links)  # type: ignore[arg-type]


# Types whose target may be told by the place alone: "shelled Mekelle", "lifted the curfew in Jaffna", "a visit to Bamako".
_LOCAL = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "MOBILIZE",
        "PROTEST",
        "RETREAT",
        "CONCEDE",
        "SANCTION",
        "AID",
        "THREATEN",
        "REJECT",
        "CONSULT",
        "AGREE",
    }
)
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "ASSAULT", "SUPPORT"})
_ACTOR_FIELDS = {"actors": "actor", "recipients": "recipient", "speakers": "speaker"}
_ENUMS: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "polarity": Polarity,
    "certainty": Certainty,
    "eventuality": Eventuality,
    "stance": StanceValue,
}


def _actors_from_json(field: str, row: Mapping[str, Any]) -> tuple[Actor, ...]:
    one = _ACTOR_FIELDS[field]
    columns = row.get(f"{one}_ids") or (), row.get(field) or (), row.get(f"{one}_kinds") or ()
    countries = (row.get(f"{one}_countries") or ())[: len(columns[0])]  # what follows are the countries of nobody named
    return tuple(Actor(i, name, ActorKind(kind), country) for i, name, kind, country in zip(*columns, countries, strict=True))


def _places_from_json(row: Mapping[str, Any]) -> tuple[Place, ...]:
    identifiers = row.get("place_ids") or ()
    nothing = (None,) * len(identifiers)
    columns = row.get("place") or (), row.get("place_countries") or nothing, row.get("place_coordinates") or nothing
    return tuple(Place.at(*each) for each in zip(identifiers, *columns, strict=True))


@dataclass(frozen=True, slots=True)
class Office:
    """An office and who held it when; dates are EDTF, an open end is None."""

    person: str  # actor id
    title: str
    country: str | None
    kind: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor beside the reports: other names, Wikidata item, offices held."""

    actor: Actor
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements count, the same everywhere; an empty field lets all pass.

    `types` are PLOVER types, `since` and `until` ISO dates (inclusive; a statement without a date passes neither),
    `said_by` an actor id in the chain of speakers, `document` a document id or URI, `certainty` the least that counts
    (certain > probable > possible > unknown).
    """

    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    said_by: str | None = None
    stance: StanceValue | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    document: str | None = None
