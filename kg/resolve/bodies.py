"""Ministries, forces and parliaments by rule: "Turkish foreign ministry" is a body, "Azerbaijani forces" are the state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.model import Actor, ActorKind
from kg.resolve.names import fold, slug, tokens
from kg.resolve.records import StateRow

_MISSION = re.compile(r"(?:the )?(?P<kind>embassy|consulate general|consulate|mission) (?:in|at|to) (?:the )?(?P<place>.+)", re.IGNORECASE)


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
        self._styles: dict[str, str] = table["styles"]
        self._rules = {key: _rule(key, entry) for key, entry in table["bodies"].items()}
        self._phrases = {fold(phrase): key for key, entry in table["bodies"].items() for phrase in entry["phrases"]}
        self._state_words = frozenset(fold(phrase) for phrase in table["state"])
        self.longest = max(phrase.count(" ") + 1 for phrase in self._phrases)
        self.first_words = frozenset(phrase.partition(" ")[0] for phrase in self._phrases)

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
        plain = re.sub(r"\A(?:the|its|their|his|her)\s+", "", words.strip(), flags=re.IGNORECASE)
        rule = self.rule(plain)
        if rule is not None:
            return rule.exceptions.get(iso3, f"org:{iso3}-{rule.key}")
        if fold(plain) in self._state_words or fold(plain) in self._phrases:
            return f"state:{iso3}"
        mission = _MISSION.fullmatch(plain)
        return f"org:{iso3}-{slug(mission['kind'])}-{slug(mission['place'])}" if mission else None

    def actor(self, actor_id: str, words: str = "") -> Actor | None:
        """The body of an id that a rule has made; `words` give the place's spelling for an embassy."""
        iso3, _, key = actor_id.removeprefix("org:").partition("-")
        state = self._states.get(iso3)
        if state is None or not key:
            return None
        rule = self._rules.get(key)
        if rule is not None:
            return Actor(actor_id, rule.name.format(adj=self.adjective(iso3), state=state.name), rule.kind, iso3)
        kind, _, place = next((key.partition(f"{k}-") for k in ("embassy", "consulate-general", "consulate", "mission") if key.startswith(f"{k}-")), ("", "", ""))
        if not place:
            return None
        mission = _MISSION.fullmatch(words.strip())
        spelled = mission["place"] if mission else place.replace("-", " ").title()
        label = key[: -len(place) - 1].replace("-", " ").title()
        return Actor(actor_id, f"{self.adjective(iso3)} {label} in {spelled}", ActorKind.ORGANIZATION, iso3)

    def adjective(self, iso3: str) -> str:
        """The adjective that stands in a body's name: US, UK, Turkish."""
        state = self._states[iso3]
        return self._styles.get(iso3) or (state.demonym_adj[0] if state.demonym_adj else state.name)

    def phrase_at(self, words: list[str], start: int) -> int:
        """How many of the words from `start` on name a body; 0 for none."""
        if start >= len(words) or words[start].lower() not in self.first_words:
            return 0
        for size in range(min(self.longest, len(words) - start), 0, -1):
            if self.rule(" ".join(words[start : start + size])) is not None:
                return size
        return 0


def _rule(key: str, entry: Mapping[str, Any]) -> Rule:
    return Rule(
        key,
        entry["name"],
        ActorKind(entry.get("kind", "Organization")),
        bool(entry.get("capitalised", False)),
        entry.get("exceptions") or {},
    )


def words_of(text: str) -> list[str]:
    """The words of a phrase as gazetteer keys."""
    return [token.key for token in tokens(text)]
