"""The directory of actors: who is meant by a name, a title, a capital or a ministry, at a date."""

from __future__ import annotations

from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from kg.errors import ActorNotFound
from kg.model import Actor, ActorKind, Place, Profile
from kg.resolve import records
from kg.resolve.bodies import Bodies, BodyExtender, without_determiner
from kg.resolve.gazetteer import Gazetteer, Match
from kg.resolve.names import clean, fold, slug, variants
from kg.resolve.offices import Offices, Titles
from kg.resolve.people import People
from kg.resolve.records import BodyRow, PlaceRow, StateRow

_LEADER_KINDS = {
    "president": "head_of_state",
    "king": "head_of_state",
    "pope": "head_of_state",
    "prime_minister": "head_of_government",
}
_LEADER_FALLBACKS = ("head_of_government", "head_of_state", "head")
_ORGANIZATION_KINDS = ("head", "foreign_minister", "secretary_general")
_SCORE_CUTOFF = 70.0


class Directory:
    """All actors that the tables and rules of `ontology/actors` know; see `directory` for the one to use.

    A state may be given as ISO3, and an organisation as its id, wherever a parameter is called `iso3`.
    """

    def __init__(self) -> None:
        self._states: dict[str, StateRow] = {row.iso3: row for row in records.states()}
        self._bodies_by_id: dict[str, BodyRow] = {row.id: row for row in records.bodies()}
        holdings = records.holdings()
        self._people = People(holdings, records.aliases())
        self._offices = Offices(holdings)
        self._titles = Titles(records.table("titles"))
        self._bodies = Bodies(records.table("bodies"), self._states)
        self._places: dict[str, PlaceRow] = {row.id: row for row in records.places()}
        self._gazetteer = self._fill()
        self._extender = BodyExtender(self._bodies, self._gazetteer, self._titles)

    def find(self, text: str) -> tuple[Match, ...]:
        """The known names in a raw text, the longest first, without overlaps, left to right."""
        return self._gazetteer.find(text, self._extender)

    def actor(self, actor_id: str) -> Actor:
        """The actor of an id; raises ActorNotFound for an id that neither table nor rule knows."""
        iso3 = actor_id.removeprefix("state:")
        if actor_id.startswith("state:") and iso3 in self._states:
            return Actor(actor_id, self._states[iso3].name, ActorKind.STATE, iso3)
        body = self._bodies_by_id.get(actor_id)
        if body is not None:
            return Actor(actor_id, body.name, ActorKind(body.kind), body.iso3 or None)
        if actor_id in self._people:
            return self._people.actor(actor_id)
        made = self._bodies.actor(actor_id) if actor_id.startswith("org:") else None
        if made is None:
            raise ActorNotFound(actor_id)
        return made

    def profile(self, actor_id: str) -> Profile:
        """An actor with aliases, Wikidata item and dated offices; raises ActorNotFound."""
        if actor_id in self._people:
            return self._people.profile(actor_id)
        actor = self.actor(actor_id)
        if actor_id.startswith("state:"):
            row = self._states[actor_id.removeprefix("state:")]
            return Profile(actor, (*row.alias, *row.demonym_adj, *row.demonym_noun, *row.capital, *row.metonym))
        body = self._bodies_by_id.get(actor_id)
        return Profile(actor, body.aliases if body is not None else ())

    def place(self, place_id: str) -> Place:
        """The place of an id (`geo:...` or `state:ISO3`); raises ActorNotFound for an unknown one."""
        row = self._places.get(place_id)
        if row is not None:
            return Place(place_id, row.name, self.place_country(place_id), *(row.point or (None, None)))
        return Place(place_id, self.actor(place_id).name, self.place_country(place_id))

    def place_country(self, place_id: str) -> str | None:
        """The state in which a place lies, ISO3, where the table gives one."""
        if place_id in self._places:
            return self._places[place_id].iso3 or None
        return place_id.removeprefix("state:") if place_id.startswith("state:") else None

    def holder(self, office_kind: str, iso3: str, date: str | None = None) -> Actor | None:
        """Who held an office at an EDTF date, the latest known if there is no date; None if nobody is known.

        The kind "leader" is whoever leads the state by its regime (states.csv); an organisation has one kind, "head".
        """
        kinds: tuple[str, ...] = (office_kind,)
        if iso3.startswith("org:") and office_kind in ("leader", *_LEADER_FALLBACKS):
            kinds = _ORGANIZATION_KINDS
        elif office_kind == "leader" and iso3 in self._states:
            regime = self._states[iso3].leader
            kinds = (_LEADER_KINDS.get(regime, regime), *_LEADER_FALLBACKS)
        for kind in kinds:
            found = self._offices.holder(kind, iso3, date)
            if found is not None:
                return self.actor(found)
        return None

    def person(self, name: str, date: str | None = None, iso3: str | None = None, office_kind: str | None = None) -> Actor | None:
        """The one person whom a full name, or a surname in its context, can mean; None if nobody or several.

        Spelling and transliteration are levelled ("Pashinyan", "Pashinian"). The office need not be held at the date: of
        several who held it, the one in office then or the last before is meant.
        """
        entry = self._gazetteer.get(name)
        if entry is not None and entry.use == "name" and len(entry.actor_ids) == 1 and entry.actor_ids[0] in self._people:
            return self._people.actor(entry.actor_ids[0])
        title, bare = self._titles.split(name)
        kind = office_kind or self.office(title)
        found = self._people.find(bare, date, iso3, None if kind == "leader" else kind)
        return self._people.actor(found) if found is not None else None

    def body(self, iso3: str, words: str) -> Actor | None:
        """The body of a state that words such as "foreign ministry" or "Embassy in London" name.

        Words for the state's power as a whole ("government", "forces", "troops", "officials") give the state; an army is a
        body of its own only when written as a name ("Army"). None for words that the rules do not know.
        """
        found = self._bodies.id(iso3, words) or self._named_body(iso3, without_determiner(words))
        if found is None:
            return None
        if found in self._bodies_by_id or found.startswith("state:"):
            return self.actor(found)
        return self._bodies.actor(found, words)

    def office(self, words: str) -> str | None:
        """The kind of office that title words name ("Turkish deputy foreign minister" -> deputy_foreign_minister)."""
        return self._titles.office(words)

    @property
    def title_words(self) -> frozenset[str]:
        """The words that titles are made of, in lower case."""
        return self._titles.words

    def tenure(self, words: str) -> str | None:
        """What title words say of the tenure: "former", "then", "acting", "elect" or None."""
        return self._titles.tenure(words)

    def adjective(self, iso3: str) -> str:
        """The adjective of a state that canonical names are made with (US, UK, Turkish)."""
        return self._bodies.adjective(iso3)

    def search(self, name: str, limit: int = 5) -> tuple[tuple[Actor, float], ...]:
        """The actors whose names are most alike, best first, each with a score from 0 to 100."""
        wanted = fold(clean(name))
        hits = process.extract(wanted, self._search_index.keys(), scorer=fuzz.ratio, limit=None, score_cutoff=_SCORE_CUTOFF)
        best: dict[str, float] = {}
        for label, score, _ in sorted(hits, key=lambda hit: (-hit[1], hit[0])):
            for actor_id in self._search_index[label]:
                best.setdefault(actor_id, score)
        ranked = sorted(best, key=lambda actor_id: (-best[actor_id], not self._is_listed(actor_id), actor_id))
        return tuple((self.actor(actor_id), best[actor_id]) for actor_id in ranked[:limit])

    @cached_property
    def _search_index(self) -> dict[str, tuple[str, ...]]:
        """Folded names, and people's last names, to the ids of those who bear them."""
        index: dict[str, tuple[str, ...]] = {}
        named = [(name, row.id) for row in self._states.values() for name in (row.name, *row.alias, *row.demonym_noun)]
        named += [(name, row.id) for row in self._bodies_by_id.values() for name in (row.name, *row.aliases)]
        for name, actor_id in self._people.all_names():
            named += [(name, actor_id), (name.split()[-1], actor_id)]
        for name, actor_id in named:
            key = fold(name)
            if actor_id not in index.get(key, ()):
                index[key] = (*index.get(key, ()), actor_id)
        return index

    def _is_listed(self, actor_id: str) -> bool:
        """Whether our own tables, not only the extract of office holders, have the actor."""
        return actor_id not in self._people or self._people.renown(actor_id)[0]

    def _named_body(self, iso3: str, words: str) -> str | None:
        """The body of our table that the words name, alone or behind the state's adjective or name."""
        state = self._states.get(iso3)
        if state is None or not words:
            return None
        for before in ("", *(f"{word} " for word in (*state.demonym_adj, self.adjective(iso3), state.name))):
            entry = self._gazetteer.get(before + words)
            found = [body for body in (entry.actor_ids if entry is not None else ()) if body in self._bodies_by_id]
            if len(found) == 1 and self._bodies_by_id[found[0]].iso3 == iso3:
                return found[0]
        return None

    def _fill(self) -> Gazetteer:
        given, surnames = self._people.name_words()
        names = Gazetteer(given - self._titles.not_given_names, surnames, self._titles.words, self._titles.sentence_openers)
        for city, body_id in self._bodies.seats.items():
            names.add(city, "capital", body_id)
        for state in self._states.values():
            _add_state(names, state)
        for body in self._bodies_by_id.values():
            _add_body(names, body)
        for place in self._places.values():
            for name in (place.name, *place.aliases):
                names.add(name, "place", place_id=place.id)
        for name, actor_id in self._people.all_names():
            names.add(name, "name", actor_id)
            for variant in variants(name):
                names.add(variant, "name", actor_id)
        for surname, actor_id in self._people.surnames():
            names.add(surname, "surname", actor_id)
        return names


def _add_state(names: Gazetteer, state: StateRow) -> None:
    for name in (state.name, *state.alias):
        names.add(name, "name", state.id, state.id)
    for use in ("demonym_adj", "demonym_noun", "capital", "metonym"):
        for name in getattr(state, use):
            names.add(name, use, state.id)


def _add_body(names: Gazetteer, body: BodyRow) -> None:
    for name in (body.name, *body.aliases):
        use = "name" if body.sub != "community" else "demonym_noun" if name.endswith("s") or name == body.name else "demonym_adj"
        names.add(name, use, body.id)
        if name[:1].islower():
            names.add(name[:1].upper() + name[1:], use, body.id)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The directory, read from `ontology/` once."""
    return Directory()


def local_actor(name: str, kind: ActorKind | str, iso3: str | None = None) -> Actor:
    """An actor known from the text alone.

    >>> local_actor("Jane Doe", "Person").id
    'local:person:jane-doe'
    """
    sort = ActorKind(kind)
    shown = clean(name) or "(unnamed)"
    return Actor(f"local:{sort.value.lower()}:{slug(shown)}", shown, sort, iso3)
