"""Ministries, forces and parliaments by rule: "Turkish foreign ministry" is a body, "Azerbaijani forces" are the state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.model import Actor, ActorKind
from kg.resolve.gazetteer import Entry, Gazetteer, Hit, Words
from kg.resolve.names import fold, slug
from kg.resolve.offices import Titles
from kg.resolve.records import StateRow

_MISSIONS = ("embassy", "consulate-general", "consulate")
_MISSION = re.compile(r"(?P<kind>embassy|consulate[- ]general|consulate) (?:in|to) (?:the )?(?P<place>.+)", re.IGNORECASE)
_DETERMINER = re.compile(r"\A(?:the|its|their|his|her|our)\s+", re.IGNORECASE)
_STATE_USES = frozenset({"name", "demonym_adj", "capital", "metonym"})


class Rule(NamedTuple):
    """One sort of body: its canonical name for any state, and whether only capitals make it a name."""

    key: str
    name: str
    kind: ActorKind
    capitalised: bool
    exceptions: Mapping[str, str]


class Bodies:
    """The pattern table of `bodies.yaml`."""

    def __init__(self, table: dict[str, Any], states: Mapping[str, StateRow]) -> None:
        self._states = states
        self.seats: dict[str, str] = table["seats"]
        self._styles: dict[str, str] = table["styles"]
        self._rules = {key: _rule(key, entry) for key, entry in table["bodies"].items()}
        self._phrases = {fold(phrase): key for key, entry in table["bodies"].items() for phrase in entry["phrases"]}
        self._state_words = frozenset(fold(phrase) for phrase in table["state"])
        self._longest = max(phrase.count(" ") + 1 for phrase in self._phrases)
        self.openings = frozenset(phrase.partition(" ")[0] for phrase in self._phrases)

    def rule(self, words: str) -> Rule | None:
        """The rule that words such as "Foreign Ministry" fall under, if they name a body and not the state as a whole."""
        rule = self._rules.get(self._phrases.get(fold(words), ""))
        if rule is None or (rule.capitalised and not words[:1].isupper()):
            return None
        return rule

    def id(self, iso3: str, words: str) -> str | None:
        """The id of a state's body by the words for it; the state's own for words such as "forces"; None for other words."""
        if iso3 not in self._states:
            return None
        plain = without_determiner(words)
        rule = self.rule(plain)
        if rule is not None:
            return rule.exceptions.get(iso3, f"org:{iso3}-{rule.key}")
        if fold(plain) in self._state_words or fold(plain) in self._phrases:
            return f"state:{iso3}"
        mission = _MISSION.fullmatch(plain)
        return f"org:{iso3}-{slug(mission['kind'])}-{slug(mission['place'])}" if mission else None

    def actor(self, actor_id: str, words: str = "") -> Actor | None:
        """The body of an id that a rule has made; `words` give an embassy's place as it is spelled."""
        iso3, _, key = actor_id.removeprefix("org:").partition("-")
        if iso3 not in self._states or not key:
            return None
        rule = self._rules.get(key)
        if rule is not None:
            name = rule.name.format(adj=self.adjective(iso3), state=self._states[iso3].name)
            return Actor(actor_id, name, rule.kind, iso3)
        kind = next((kind for kind in _MISSIONS if key.startswith(f"{kind}-")), None)
        if kind is None:
            return None
        mission = _MISSION.fullmatch(without_determiner(words))
        place = mission["place"] if mission else key[len(kind) + 1 :].replace("-", " ").title()
        name = f"{self.adjective(iso3)} {kind.replace('-', ' ').title()} in {place}"
        return Actor(actor_id, name, ActorKind.ORGANIZATION, iso3)

    def adjective(self, iso3: str) -> str:
        """The adjective that stands in a body's name: US, UK, Turkish."""
        state = self._states[iso3]
        return self._styles.get(iso3) or (state.demonym_adj[0] if state.demonym_adj else state.name)

    def phrase_at(self, words: Words, start: int) -> int:
        """How many words from `start` on name a body; 0 for none."""
        if start >= len(words.tokens) or words.tokens[start].key.lower() not in self.openings:
            return 0
        for size in range(min(self._longest, len(words.tokens) - start), 0, -1):
            if self.rule(_phrase(words, start, size)) is not None and words.spaced(start, start + size):
                return size
        return 0


class BodyExtender:
    """Makes bodies of a state's name and the words beside it: "Turkey's foreign ministry", "Ministry of Defence of Iran"."""

    def __init__(self, bodies: Bodies, gazetteer: Gazetteer, titles: Titles) -> None:
        self._bodies = bodies
        self._gazetteer = gazetteer
        self._titles = titles

    @property
    def openings(self) -> frozenset[str]:
        """The words that begin a body's name."""
        return self._bodies.openings

    def after(self, words: Words, first: int, hit: Hit) -> Hit | None:
        """The body whose name begins with a state's."""
        iso3 = _state_of(hit.entry)
        behind = first + hit.size
        start = behind + 1 if words.possessive(behind) else behind
        if iso3 is None or start >= len(words.tokens) or not words.gap(start).isspace():
            return None
        size = self._bodies.phrase_at(words, start)
        if not size or self._titles.is_title(_phrase(words, start + size - 1, 2)):
            return None
        longer = self._mission_place(words, start + size)
        found = self._bodies.id(iso3, _phrase(words, start, size + longer))
        return _body(start - first + size + longer, found)

    def before(self, words: Words, first: int) -> Hit | None:
        """The body whose name ends with "of" and a state's."""
        size = self._bodies.phrase_at(words, first)
        behind = first + size
        if not size or behind + 1 >= len(words.tokens) or words.tokens[behind].key != "of":
            return None
        rule = self._bodies.rule(_phrase(words, first, size))
        at = behind + 2 if words.tokens[behind + 1].key.lower() == "the" and behind + 2 < len(words.tokens) else behind + 1
        hit = self._gazetteer.at(words, at)
        iso3 = _state_of(hit.entry) if hit is not None else None
        if rule is None or rule.kind is not ActorKind.ORGANIZATION or hit is None or iso3 is None or hit.entry.use != "name":
            return None
        if not words.spaced(first, at + 1):
            return None
        return _body(at + hit.size - first, self._bodies.id(iso3, _phrase(words, first, size)))

    def _mission_place(self, words: Words, behind: int) -> int:
        """How many words ("in London") give an embassy's place."""
        if words.tokens[behind - 1].key.lower() not in ("embassy", "consulate", "general"):
            return 0
        if behind + 1 >= len(words.tokens) or words.tokens[behind].key != "in" or not words.spaced(behind - 1, behind + 2):
            return 0
        hit = self._gazetteer.at(words, behind + 1)
        return 1 + hit.size if hit is not None and hit.entry.place_id is not None else 0


def without_determiner(words: str) -> str:
    """The words without "the" or a possessive before them."""
    return _DETERMINER.sub("", words.strip())


def _state_of(entry: Entry) -> str | None:
    """The state, ISO3, that an entry names and nothing else."""
    states = [actor_id for actor_id in entry.actor_ids if actor_id.startswith("state:")]
    if entry.use in _STATE_USES and len(entry.actor_ids) == 1 and states:
        return states[0].removeprefix("state:")
    return None


def _body(size: int, found: str | None) -> Hit | None:
    return Hit(size, Entry("body", (found,), None)) if found is not None and found.startswith("org:") else None


def _phrase(words: Words, start: int, size: int) -> str:
    part = words.tokens[start : start + size]
    return words.text[part[0].start : part[-1].end]


def _rule(key: str, entry: Mapping[str, Any]) -> Rule:
    return Rule(
        key,
        entry["name"],
        ActorKind(entry.get("kind", "Organization")),
        bool(entry.get("capitalised", False)),
        entry.get("exceptions") or {},
    )
