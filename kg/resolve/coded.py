"""The parties and places of coded events as the actors and places of reports.

The tables of `ontology/events` hold the coders' words: `countries.csv` their codes and spellings of countries (FIPS 10-4, CAMEO
and names as UCDP writes them), `roles.csv` what they call sorts of actors, `groups.csv` the CAMEO codes of known, religious and
ethnic groups.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from kg.errors import ActorNotFound
from kg.model import Actor, ActorKind, Place
from kg.records import MARK, PARTY, PLACE
from kg.resolve import records
from kg.resolve.directory import directory, local_actor
from kg.resolve.gazetteer import Match
from kg.resolve.names import clean, fold, slug

_BEHIND = re.compile(r"(?P<words>.+?) \((?P<country>[^()]+(?:\([^()]*\))?)\)")
_OF = re.compile(r"(?P<words>.+?) of (?:the )?(?P<country>.+)", re.IGNORECASE)
_YEARS = re.compile(r" ?\(\d{4}-(?:\d{4})?\)(?P<part>.*)")
_ABBREVIATION = re.compile(r"(?P<short>[A-Z][\w-]*): (?P<name>.+)")
_DISAMBIGUATION = re.compile(r" \([^()]*\)\Z")
_CODES = re.compile(r"(?:[A-Z]{3}|[a-z]{3})+")
_ARTICLE = re.compile(r"\Athe\s+", re.IGNORECASE)
_LINK = re.compile(r"(?<= )(?:Of|The|And|For|In|On|De)(?= )")
_DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]+)(?:\.[\w-]+)+")
_PERSONAL = re.compile(r"(?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){1,5}")
_NOTHING = frozenset({"", "none", "na", "n/a", "null", "unknown"})
_STATE_USES = frozenset({"name", "demonym_adj", "demonym_noun", "capital", "metonym"})
_SHORTEST_NAME = 4  # a word in capitals of this length or less is taken for an abbreviation
_NEAR = 0.5  # degrees within which a place of that name and country is the gazetteer's
_OFFICES = {"president": "presidency", "prime_minister": "prime minister's office"}
_CACHE = 200_000


class Country(NamedTuple):
    """A country or region as a coder means it; `iso3` is empty for a region or a sea."""

    iso3: str
    name: str


class Role(NamedTuple):
    """A sort of actor: `body` are the words for the state's body, if there is one, `label` names such actors, `rank` orders them."""

    rank: int
    body: str
    label: str
    kind: ActorKind


class Named(NamedTuple):
    """A known group by its code: an actor of the directory, or else a name of its own and its kind."""

    actor: str
    name: str
    kind: str


class Party(NamedTuple):
    """The parts of a party text."""

    name: str
    country: Country | None
    roles: tuple[str, ...]
    article: str

    @property
    def iso3(self) -> str | None:
        """The party's state or territory, ISO3."""
        return self.country.iso3 or None if self.country is not None else None


class Tables:
    """The tables of `ontology/events`; raises VocabularyError for one that cannot be read or has other columns."""

    def __init__(self) -> None:
        self._countries: dict[str, Country] = {}
        self._heirs: dict[str, set[str]] = defaultdict(set)
        self._with_article: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._settlements: set[str] = set()
        for scheme, code, iso3, name in records.rows("events/countries.csv", ("scheme", "code", "iso3", "name")):
            if scheme == "heir":
                self._heirs[code].add(iso3)
            elif scheme == "article":
                self._with_article[iso3] = name
            elif scheme == "settlement":
                self._settlements.add(code)
            elif scheme == "part":
                self._parts[fold(code)] = iso3
            else:
                self._countries[fold(code) if scheme == "name" else code] = Country(iso3, name)
                if not iso3:
                    self._countries[fold(name)] = Country(iso3, name)
        self._leaders = {state.iso3: state.leader for state in records.states()}
        self.codes: dict[str, Role] = {}
        self.words: dict[str, Role] = {}
        self._sectors: dict[str, Role] = {}
        self._nouns: dict[str, ActorKind] = {}
        for rank, (use, words, body, label, kind) in enumerate(
            records.rows("events/roles.csv", ("use", "words", "body", "label", "kind"))
        ):
            if use == "noun":
                self._nouns[words] = ActorKind(kind)
            else:
                target = {"code": self.codes, "role": self.words, "sector": self._sectors}[use]
                target[words] = Role(rank, body, label, ActorKind(kind))
        self.groups: dict[str, dict[str, Named]] = defaultdict(dict)
        for scheme, code, actor, name, kind in records.rows("events/groups.csv", ("scheme", "code", "actor", "name", "kind")):
            self.groups[scheme][fold(code) if scheme == "name" else code] = Named(actor, name, kind)

    def country(self, text: str) -> Country | None:
        """The country that a code or a name means."""
        if fold(text) in _NOTHING:
            return None
        return self._countries.get(text) or self._countries.get(fold(text)) or _known_country(text)

    def whole(self, part: str) -> str | None:
        """The state, ISO3, of which a province or federal state is a part."""
        return self._parts.get(fold(part))

    def without_settlement(self, name: str) -> str:
        """A place's name without the word for the sort of settlement behind it ("Aleppo town")."""
        bare, _, sort = name.rpartition(" ")
        return bare if sort in self._settlements else name

    def name_within(self, country: Country) -> str:
        """The country's name as it stands behind "of"."""
        return self._with_article.get(country.iso3, country.name)

    def leading_office(self, iso3: str) -> str:
        """The words for the body of whoever leads a state by its regime."""
        return _OFFICES.get(self._leaders.get(iso3, ""), "government")

    def before(self, iso3: str) -> frozenset[str]:
        """The states that a state has come out of, whose people were its people."""
        return frozenset(self._heirs.get(iso3, ()))

    def group(self, codes: tuple[str, ...]) -> Named | None:
        """The group that codes tell: a known group, else a religion or people, the last code being the most exact.

        Religions are told from peoples by their capitals.
        """
        for scheme in ("group", "religion", "ethnic"):
            found = [self.groups[scheme][code] for code in codes if code in self.groups[scheme] and code not in self.codes]
            if found:
                return found[-1]
        return None

    def group_name(self, name: str) -> Named | None:
        """The group that a coder writes so."""
        return self.groups["name"].get(fold(name))

    def role(self, roles: tuple[str, ...]) -> Role | None:
        """The first, by the table's order, of the sorts of actors that a party is of."""
        coded = [role for text in roles for role in (self.codes.get(text), self._sectors.get(fold(text))) if role is not None]
        return min(coded or [self.words[fold(text)] for text in roles if fold(text) in self.words], default=None)

    def noun(self, name: str) -> ActorKind | None:
        """The kind that a word of a name tells ("party", "brigade"), the last such word counting."""
        kinds = [self._nouns[word] for word in fold(name).split() if word in self._nouns]
        return kinds[-1] if kinds else None


@lru_cache(maxsize=_CACHE)
def party(text: str) -> Actor:
    """Who is meant by a party of `kg.records`: an actor of the directory, else one known from the coders alone.

    A body or an unnamed group of a state has the state in its id, so that citizens of two states are not one actor. The answer
    does not depend on a date, and no text raises.
    """
    told = _party(text)
    return _by_article(told) or _by_name(told) or _by_codes(told) or _local(told)


@lru_cache(maxsize=_CACHE)
def place(text: str) -> Place:
    """The place that a place of `kg.records` means: a state's or the gazetteer's, else one with the row's coordinates in its id."""
    name, region, country, latitude, longitude, number = _parts(text, len(PLACE))
    where = _country(country)
    iso3 = where.iso3 or None if where is not None else None
    point = _point(latitude, longitude)
    known = _numbered(number) or _known_place(name, iso3, point)
    if known is not None:
        return known
    shown = name or region or (where.name if where is not None else country)
    if not name and not region and iso3 is not None and _is_state(iso3):
        return directory().place(f"state:{iso3}")
    if point is not None:
        where_text = f"{point[0]:.4f},{point[1]:.4f}"
        return Place(f"local:place:{slug(shown) if shown else 'unnamed'}@{where_text}", shown or where_text, iso3, *point)
    suffix = f"-{iso3}" if iso3 else ""
    return Place(f"local:place:{slug(shown) if shown else 'unnamed'}{suffix}", shown or "(unnamed)", iso3)


def _party(text: str) -> Party:
    name, country, roles, article = _parts(text, len(PARTY))
    sorts = tuple(sort for sort in (part.strip() for part in roles.split(",")) if fold(sort) not in _NOTHING)
    return Party(name, _country(country), _split_codes(sorts), article.replace("_", " ").strip())


def _parts(text: str, size: int) -> list[str]:
    parts = [clean(part) for part in text.split(MARK)]
    parts = [part if part.lower() not in _NOTHING else "" for part in parts]
    return [*parts, *[""] * size][:size]


def _split_codes(sorts: tuple[str, ...]) -> tuple[str, ...]:
    """The sorts, codes that are written together ("IGOUNO") each on its own."""
    found: list[str] = []
    for sort in sorts:
        if _CODES.fullmatch(sort) and len(sort) > 3:
            found += [sort[at : at + 3] for at in range(0, len(sort), 3)]
        else:
            found.append(sort)
    return tuple(found)


def _title(article: str) -> str:
    """An article's title without the words in brackets that tell it from namesakes."""
    return _DISAMBIGUATION.sub("", article)


def _by_article(told: Party) -> Actor | None:
    if not told.article:
        return None
    title = _title(told.article)
    return _state_body(told.article, told) or _known(title, told) or _person(title, told.iso3)


def _by_name(told: Party) -> Actor | None:
    """The actor whom the name tells, whatever its codes."""
    name = _YEARS.sub("", told.name)
    if not name:
        return None
    listed = _listed(tables().group_name(name)) or _state_body(told.name, told) or _publisher(name)
    if listed is not None:
        return listed
    short = _ABBREVIATION.fullmatch(name)
    for form in (short["name"], short["short"]) if short else (name,):
        found = _known(form, told) or _person(form, told.iso3)
        if found is not None:
            return found
    return _of_coded_state(name, told) if name.isupper() else None


def _publisher(name: str) -> Actor | None:
    """The news organisation at an address such as "reuters.com"."""
    domain = _DOMAIN.fullmatch(name)
    match = _whole(domain["name"].lower()) if domain else None
    if match is None or len(match.actor_ids) != 1:
        return None
    actor = directory().actor(match.actor_ids[0])
    return actor if actor.kind is ActorKind.NEWS else None


def _known(name: str, told: Party) -> Actor | None:
    """The group, body, person or state whose name this is."""
    return _listed(tables().group_name(name)) or _in_directory(name, told) or _of_people(name)


def _of_people(name: str) -> Actor | None:
    """The body or group of a state whose adjective or name stands before the words for it: "Russian forces"."""
    matches = directory().find(name)
    if not matches or matches[0].start > 0 or len(matches[0].actor_ids) != 1:
        return None
    words, where = name[matches[0].end :].strip(), _known_country(matches[0].actor_ids[0].removeprefix("state:"))
    if where is None or not words:
        return None
    return _of_state(tables().words.get(fold(words)), where) or _body(where, words)


def _of_coded_state(name: str, told: Party) -> Actor | None:
    """The state, or its body, for whose places and people a coder has its code: "IOWA" with the code of the United States.

    One with a sort, such as a company's, keeps its name, unless the name is a single word and the sort one of the state's.
    """
    if told.country is None or not told.iso3 or not _is_state(told.iso3):
        return None
    role = tables().role(told.roles)
    if role is None and not told.roles:
        return directory().actor(f"state:{told.iso3}")
    return _of_state(role, told.country) if role is not None and role.body and " " not in name else None


def _state_body(name: str, told: Party) -> Actor | None:
    """A state's body or group: "Military (Armenia)", "Police Forces of India (2014-) Manipur", or a country and a word for it."""
    years = _YEARS.search(name)
    part = years["part"].strip() if years else ""
    name = name[: years.start()] if years else name
    found = _behind(name, told) or _of(name, part)
    if found is not None:
        return found
    role = tables().words.get(fold(name))
    if told.country is not None and told.iso3:
        return _of_state(role, told.country) or _body(told.country, name)
    if role is not None and not told.roles:
        return _unplaced(role)
    return None


def _behind(name: str, told: Party) -> Actor | None:
    """The actor of words with a country behind them in brackets, or with a group: "Islamic State (Syria)", "Terrorist (ETA)"."""
    split = _BEHIND.fullmatch(name)
    if split is None:
        return None
    where, words = _country(split["country"]), split["words"]
    if where is None:
        return _known(words, told) or _known(split["country"], told)
    return _of_state(tables().words.get(fold(words)), where) or _body(where, words) or _known(words, told)


def _of(name: str, part: str) -> Actor | None:
    """The actor of words with "of" and a country behind them, and perhaps with a part: "Military Forces of Israel Air Force"."""
    split = _OF.fullmatch(name)
    if split is None:
        return None
    role, words = tables().words.get(fold(split["words"])), split["country"].split()
    for size in range(len(words), 0, -1) if role is not None else (len(words),):
        where = _country(" ".join(words[:size]))
        if where is not None:
            return _body(where, part or " ".join(words[size:])) or _of_state(role, where) or _body(where, split["words"])
    return None


def _of_state(role: Role | None, where: Country) -> Actor | None:
    """The actors of a sort in a state: its body where they have one, else a group with the state in its name and id."""
    if role is None:
        return None
    found = _body(where, tables().leading_office(where.iso3) if role.body == "leader" else role.body)
    if found is not None or not role.label:
        return found
    kind = ActorKind.GROUP if role.kind is ActorKind.PERSON else role.kind
    return local_actor(f"{_capitalised(role.label)} of {tables().name_within(where)}", kind, where.iso3 or None)


def _unplaced(role: Role) -> Actor:
    """The actors of a sort in no state that is told."""
    return local_actor(_capitalised(role.label), ActorKind.GROUP)


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _body(where: Country, words: str) -> Actor | None:
    """The body of a state that the words name, in capitals as a name is written."""
    if not words or not _is_state(where.iso3):
        return None
    return directory().body(where.iso3, words if words[:1].islower() else words.title() if words.isupper() else words)


def _in_directory(name: str, told: Party) -> Actor | None:
    """The actor whose whole name this is. Of a place or people the coder's country counts, not the name's."""
    match = _whole(name)
    if match is None:
        where = _country(name)
        named = where.iso3 if where is not None else tables().whole(name)
        return _state(named, told) if named else None
    if (match.use in _STATE_USES and all(actor_id.startswith("state:") for actor_id in match.actor_ids)) or not match.actor_ids:
        named = match.actor_ids[0].removeprefix("state:") if match.actor_ids else directory().place_country(match.place_id or "")
        return _state(named, told)
    if len(match.actor_ids) > 1:
        return _person(name, told.iso3)
    actor = directory().actor(match.actor_ids[0])
    if actor.kind is ActorKind.PERSON and not _serves(actor, told.iso3):
        return None
    return actor


def _whole(name: str) -> Match | None:
    """What a whole name stands for, one in capitals as it is usually written too."""
    bare = _ARTICLE.sub("", name)
    for form in _forms(bare):
        matches = directory().find(form)
        if len(matches) == 1 and matches[0].end - matches[0].start == len(bare):
            return matches[0]
    return None


def _forms(name: str) -> tuple[str, ...]:
    """A name as it stands, and one in capitals or small letters throughout as it is usually written too."""
    usual = _LINK.sub(lambda found: found[0].lower(), name.title())
    if name.isupper():
        return (name, usual) if len(name) > _SHORTEST_NAME else (name,)
    if name.islower():
        return (usual,) if " " in name else (usual, name.upper())
    return (name,)


def _state(named: str | None, told: Party) -> Actor | None:
    """The state whose name or place is named, or its body of the sort that the codes tell."""
    where = told.country
    if where is None or not where.iso3:
        where = _known_country(named) if named else None
    if where is None:
        return None
    roles = tuple(role for role in told.roles if role in tables().codes)
    group = _listed(tables().group(told.roles))
    if group is not None:
        return group
    role = tables().role(roles)
    if role is not None:
        return _of_state(role, where)
    return directory().actor(f"state:{where.iso3}") if _is_state(where.iso3) else None


def _person(name: str, iso3: str | None) -> Actor | None:
    """The one person of a state whom a name of two words or more means."""
    if iso3 is None or not _PERSONAL.fullmatch(name) or tables().noun(name) is not None:
        return None
    words = name.split()
    forms = (name, " ".join(reversed(words))) if len(words) == 2 else (name, " ".join(words[:-1]), " ".join(words[:2]))
    for form in forms:  # "Aso Taro", and "Mariano Rajoy Brey" with the mother's surname
        found = directory().person(form, None, iso3)
        if found is not None and _serves(found, iso3) and (form is name or _bears(found, form)):
            return found
    return None


def _bears(person: Actor, name: str) -> bool:
    return any(fold(other) == fold(name) for other in (person.name, *directory().profile(person.id).aliases))


def _serves(person: Actor, iso3: str | None) -> bool:
    """Whether a person is of the state, or of no other one that we know of."""
    if iso3 is None or person.country in (None, iso3):
        return True
    states = tables().before(iso3) | {iso3}
    return person.country in states or any(office.country in states for office in directory().profile(person.id).offices)


def _by_codes(told: Party) -> Actor | None:
    """The group or the state's body that codes tell where there is no name but a code, or a country's name for itself."""
    found = _listed(tables().group(told.roles))
    if found is not None and (not told.name or tables().noun(told.name) is None):
        return found
    if told.name and told.name not in tables().codes:
        return None
    role = tables().codes.get(told.name) or tables().role(told.roles)
    if told.country is None:
        return _unplaced(role) if role is not None and role.label else None
    if role is not None and role.label:
        return _of_state(role, told.country)
    if _is_state(told.country.iso3):
        return directory().actor(f"state:{told.country.iso3}")
    return local_actor(told.country.name, ActorKind.GROUP, told.iso3)


def _listed(named: Named | None) -> Actor | None:
    if named is None:
        return None
    return directory().actor(named.actor) if named.actor else local_actor(_capitalised(named.name), named.kind)


def _local(told: Party) -> Actor:
    """An actor known from the coder alone, of the kind that its name and sorts tell."""
    name = _title(told.article) or told.name
    if told.country is not None and not told.iso3 and not told.article and name.isupper():
        return local_actor(told.country.name, ActorKind.GROUP)  # a region, for which the coder has an adjective or a city
    if not name:
        return local_actor("", ActorKind.GROUP, told.iso3)
    behind = _BEHIND.fullmatch(name)
    where = told.country or (_country(behind["country"]) if behind else None)
    return local_actor(_written(name, told), _kind(name, told), (where.iso3 or None) if where is not None else None)


def _written(name: str, told: Party) -> str:
    """The name as it is usually written, where the coder has it in capitals."""
    if not name.isupper() or (told.country is None and not told.roles and " " not in name):
        return name
    if told.country is None:
        return name.capitalize()
    return name if " " not in name and len(name) <= _SHORTEST_NAME else name.title()


def _kind(name: str, told: Party) -> ActorKind:
    noun = tables().noun(name)
    if noun is not None:
        return noun
    if name.endswith(")"):
        return ActorKind.GROUP
    role = tables().role(told.roles)
    personal = told.country is not None and _looks_personal(name)
    if role is None:
        return ActorKind.PERSON if personal and not name.isupper() else ActorKind.GROUP
    if role.kind is ActorKind.PERSON or (role.kind is ActorKind.ORGANIZATION and role.body):
        return ActorKind.PERSON if personal else ActorKind.GROUP
    return ActorKind.GROUP if role.body and told.country is None and name.isupper() else role.kind


def _looks_personal(name: str) -> bool:
    """Whether a name has the form of a person's, and does not begin with a state's ("Indian Administered Kashmir")."""
    if not _PERSONAL.fullmatch(name) or name.islower():
        return False
    matches = directory().find(name)
    return not (matches and matches[0].start == 0 and any(found.startswith("state:") for found in matches[0].actor_ids))


def _numbered(number: str) -> Place | None:
    try:
        return directory().place(f"geo:{number}") if number else None
    except ActorNotFound:
        return None  # GeoNames has more places than our table


def _known_place(name: str, iso3: str | None, point: tuple[float, float] | None) -> Place | None:
    """The state or the gazetteer's place of that name and country."""
    if not name:
        return None
    where = _country(name)
    if where is not None and _is_state(where.iso3) and iso3 in (None, where.iso3):
        return directory().place(f"state:{where.iso3}")
    match = _whole(name) or _whole(tables().without_settlement(name))
    if match is None or match.place_id is None:
        return None
    found = directory().place(match.place_id)
    if iso3 is not None and found.country not in (None, iso3):
        return None
    if point is None or found.latitude is None or found.longitude is None:
        return found
    near = abs(found.latitude - point[0]) <= _NEAR and abs(found.longitude - point[1]) <= _NEAR
    return found if near else None


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """The coordinates to four decimals (eleven metres), if they lie on the globe."""
    try:
        north, east = round(float(latitude), 4) + 0.0, round(float(longitude), 4) + 0.0
    except ValueError:
        return None  # the row gives none
    return (north, east) if math.isfinite(north + east) and abs(north) <= 90 and abs(east) <= 180 else None


def _country(text: str) -> Country | None:
    return _cached_country(text) if text else None


@lru_cache(maxsize=_CACHE)
def _cached_country(text: str) -> Country | None:
    return tables().country(text)


def _known_country(text: str) -> Country | None:
    """The state of an ISO3 code or a name."""
    if _is_state(text):
        return Country(text, directory().actor(f"state:{text}").name)
    match = _whole(text)
    if match is None or match.use != "name":
        return None
    ids = match.actor_ids
    if len(ids) != 1 or not ids[0].startswith("state:"):
        return None
    actor = directory().actor(ids[0])
    return Country(ids[0].removeprefix("state:"), actor.name)


@lru_cache(maxsize=1024)
def _is_state(iso3: str) -> bool:
    if len(iso3) not in (3, 4) or not iso3.isupper():
        return False
    try:
        directory().actor(f"state:{iso3}")
    except ActorNotFound:
        return False
    return True


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of `ontology/events`, read once."""
    return Tables()
