"""Reads the words of `ontology/lexicon` into frames: which words name which act, and where its arguments stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import VocabularyError
from kg.extract.inflection import lemma_of, singular_of
from kg.vocabulary import load_yaml

_PARTICLES = frozenset({"up", "out", "off", "down", "back", "over", "away", "in", "around", "aside", "together"})
_DEFAULT_ACTOR = {"verb": ("subj",), "noun": ("poss", "by", "of", "amod", "compound"), "adjective": ("subj",)}


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a word: the act it names, and the slots in which actor, recipient and content stand."""

    lemma: str
    particle: str | None
    before: tuple[str, ...]  # the words that must stand before a noun: ("air",) for "air strike"
    type: str | None
    cameo: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    stance: str | None = None
    kind: str = "event"
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    actor: tuple[str, ...] = ("subj",)
    recipient: tuple[str, ...] = ("obj",)
    recipient_is_actor: bool = False
    with_infinitive: bool = False
    with_clause: bool = False
    partner: tuple[str, ...] = ()
    mutual: bool = False
    content: str | None = None
    content_slot: tuple[str, ...] = ("xcomp", "ccomp")
    negates: bool = False
    reports: bool = False
    eventuality: str | None = None
    suffix: bool = False
    threatens: bool = False  # where what is promised does harm
    example: str = ""
    counter: str = ""

    @property
    def rank(self) -> int:
        """How specific the frame is; of those that match, the most specific is taken."""
        return (
            4 * bool(self.objects)
            + 4 * bool(self.subjects)
            + 2 * bool(self.particle)
            + 2 * len(self.before)
            + self.recipient_is_actor
            + 2 * self.with_infinitive
            + 2 * self.with_clause
        )


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb that only reports or thinks: `say`, `tell`, `believe`."""

    word: str
    particle: str | None = None
    certainty: str | None = None
    recipient: tuple[str, ...] = ()
    opinion: bool = False
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word says of the act beside it: how sure, where between plan and fact, whether it came about."""

    certainty: str | None = None
    eventuality: str | None = None
    negates: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All words that extraction knows, by lemma; `modals`, `raising` and `planning` also by phrases such as "be set to"."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    speech: Mapping[str, Speech]
    speech_nouns: frozenset[str]
    according: frozenset[str]
    unnamed: frozenset[str]
    hedges: Mapping[str, str]
    modals: Mapping[str, Effect]
    raising: Mapping[str, Effect]
    planning: frozenset[str]
    transparent: Mapping[str, str]
    attempts: frozenset[str]
    negating: frozenset[str]
    negators: frozenset[str]
    denying: frozenset[str]
    conditionals: frozenset[str]
    intent: Mapping[str, str]
    people: Mapping[str, frozenset[str]]
    judgements: Mapping[str, frozenset[str]]
    verb_forms: Mapping[str, str]
    noun_forms: Mapping[str, str]
    measures: frozenset[str]  # nouns that only count what stands behind their "of": "a series of raids"
    suffixes: frozenset[str]  # the words that make an adjective of the name before a hyphen: "backed"


def _words(phrase: str) -> list[str]:
    return phrase.replace("-", " ").split()


def _frames(entry: Mapping[str, Any], part: str, classes: Mapping[str, frozenset[str]]) -> list[Frame]:
    """The frames of one entry, one for each of its words."""
    frames = []
    for phrase in entry["words"]:
        words = _words(phrase)
        lemma, particle = words[0], None
        before: tuple[str, ...] = ()
        if part == "noun":
            lemma, before = words[-1], tuple(words[:-1])
        elif len(words) > 1:
            particle = words[-1]
        recipient = entry.get("recipient")
        if recipient is None:
            recipient = [particle, "obj"] if particle and part != "noun" else ["obj"]
        elif particle in _PARTICLES and "obj" in recipient and particle not in recipient:
            recipient = [*recipient, particle]  # a parser may take "out" in "sounded out Chad" for a preposition
        frames.append(
            Frame(
                lemma=lemma,
                particle=particle,
                before=before,
                type=entry.get("type"),
                cameo=entry.get("cameo"),
                mode=entry.get("mode"),
                contexts=tuple(entry.get("contexts", ())),
                stance=entry.get("stance"),
                kind=entry.get("kind", "event"),
                objects=_nouns(entry.get("object", ()), classes),
                subjects=_nouns(entry.get("subject", ()), classes),
                actor=tuple(entry.get("actor", _DEFAULT_ACTOR[part])),
                recipient=tuple(recipient),
                recipient_is_actor=entry.get("recipient_is") == "actor",
                with_infinitive=bool(entry.get("with_infinitive")),
                with_clause=bool(entry.get("with_clause")),
                partner=tuple(entry.get("partner", ())),
                mutual=bool(entry.get("mutual")),
                content=entry.get("content"),
                content_slot=tuple(entry.get("content_slot", ("xcomp", "ccomp"))),
                negates=bool(entry.get("negates")),
                reports=bool(entry.get("reports")),
                eventuality=entry.get("eventuality"),
                suffix=bool(entry.get("suffix")),
                threatens=bool(entry.get("threatens")),
                example=entry.get("example", ""),
                counter=entry.get("counter", ""),
            )
        )
    return frames


def _nouns(items: Iterable[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The noun lemmas of a condition; "@name" stands for a class of them."""
    found: set[str] = set()
    for item in items:
        found |= classes[item[1:]] if item.startswith("@") else {" ".join(_words(item))}
    return frozenset(found)


def _index(part: str, name: str, classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    """The frames of one file by lemma, the most specific first."""
    found: dict[str, list[Frame]] = {}
    for number, entry in enumerate(load_yaml(f"lexicon/{name}.yaml"), 1):
        try:
            frames = _frames(entry, part, classes)
        except (KeyError, TypeError) as error:
            raise VocabularyError(f"ontology/lexicon/{name}.yaml: entry {number} is malformed: {error}") from error
        for frame in frames:
            found.setdefault(frame.lemma, []).append(frame)
    return {lemma: tuple(sorted(frames, key=lambda frame: -frame.rank)) for lemma, frames in found.items()}


@cache
def lexicon() -> Lexicon:
    """The words of `ontology/lexicon`, read once.

    Raises:
        VocabularyError: when an entry lacks a field or names an unknown class.
    """
    classes = {
        name: frozenset(" ".join(_words(word)) for word in words) for name, words in load_yaml("lexicon/classes.yaml").items()
    }
    reporting, qualifiers = load_yaml("lexicon/reporting.yaml"), load_yaml("lexicon/qualifiers.yaml")
    verbs, adjectives = _index("verb", "verbs", classes), _index("adjective", "adjectives", classes)
    nouns = _index("noun", "nouns", classes)
    people = {name: frozenset(words) for name, words in load_yaml("lexicon/people.yaml").items()}
    speech = {entry.word: entry for entry in map(_speech, reporting["verbs"])}
    inflection = load_yaml("lexicon/inflection.yaml")
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        speech=speech,
        speech_nouns=frozenset(reporting["nouns"]),
        according=frozenset(" ".join(words) for words in reporting["according"]),
        unnamed=frozenset(reporting["unnamed_sources"]),
        hedges={word: entry["certainty"] for entry in reporting["hedges"] for word in entry["words"]},
        modals={entry["word"]: _effect(entry) for entry in qualifiers["modals"]},
        raising={word: _effect(entry) for entry in qualifiers["raising"] for word in entry["words"]},
        planning=frozenset(qualifiers["planning"]),
        transparent={word: entry["phase"] for entry in qualifiers["transparent"] for word in entry["words"]},
        attempts=frozenset(word for entry in qualifiers["attempts"] for word in entry["words"]),
        negating=frozenset(qualifiers["negating_verbs"]),
        negators=frozenset(qualifiers["negators"]),
        denying=frozenset(
            word for entry in qualifiers["denying_verbs"] if entry["polarity"] == "denied" for word in entry["words"]
        ),
        conditionals=frozenset(qualifiers["conditionals"]),
        intent=dict(qualifiers["intent"]),
        people=people,
        judgements={name: frozenset(words) for name, words in load_yaml("lexicon/judgements.yaml").items()},
        verb_forms=lemma_of(
            [*verbs, *speech],
            inflection["irregular_verbs"],
            frozenset(inflection["doubling"]),
            frozenset(inflection["doubling_or_not"]),
        ),
        noun_forms=singular_of([*_nouns_of(verbs, nouns, people), *qualifiers["measures"]], inflection["irregular_plurals"]),
        measures=frozenset(qualifiers["measures"]),
        suffixes=frozenset(lemma for lemma, frames in adjectives.items() if any(frame.suffix for frame in frames)),
    )


def _nouns_of(
    verbs: Mapping[str, tuple[Frame, ...]], nouns: Mapping[str, tuple[Frame, ...]], people: Mapping[str, frozenset[str]]
) -> list[str]:
    """The single nouns that the lexicon knows, as names of acts, as what a verb asks for, or as people."""
    asked = {word for frames in verbs.values() for frame in frames for word in frame.objects | frame.subjects}
    counted = {word for name, words in people.items() if name != "female_name" for word in words}
    return sorted(word for word in {*nouns, *asked, *counted} if word.isalpha())


def _speech(entry: Mapping[str, Any]) -> Speech:
    word, _, particle = entry["word"].partition(" ")
    return Speech(
        word=word,
        particle=particle or None,
        certainty=entry.get("certainty"),
        recipient=tuple(entry.get("recipient", ())),
        opinion=bool(entry.get("opinion")),
        announces=bool(entry.get("announces")),
    )


def _effect(entry: Mapping[str, Any]) -> Effect:
    return Effect(entry.get("certainty"), entry.get("eventuality"), bool(entry.get("negates")))
