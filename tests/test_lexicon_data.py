"""The lexicon's data keep their format: known fields, known values, real codes, one entry a key."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.model import Certainty, Eventuality, Kind, StanceValue

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
LEXICON = ONTOLOGY / "lexicon"
PARTS = ("verbs", "nouns", "adjectives")
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
LISTS = {"words", "contexts", "object", "subject", "actor", "recipient", "partner", "content_slot"}
FLAGS = {"with_infinitive", "with_clause", "threatens", "mutual", "negates", "reports", "suffix"}
CONDITIONS = ("recipient_is", "with_infinitive", "with_clause")  # what an entry may ask for beside its object and subject
TEXTS = {"type", "cameo", "mode", "stance", "kind", "recipient_is", "content", "eventuality", "example", "counter"}


def load(name: str) -> Any:
    return yaml.safe_load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"))


def entries(part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(part)
    return found


def spelled_out(entry: dict[str, Any], field: str, classes: dict[str, list[str]]) -> Iterator[str]:
    """The objects or subjects that an entry asks for with its classes spelled out; an empty string when it asks for none."""
    named = entry.get(field) or [""]
    for item in named:
        yield from classes[item[1:]] if item.startswith("@") else [item]


def cameo_codes() -> set[str]:
    with (ONTOLOGY / "cameo.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    return {
        cell.strip().removeprefix("cameo:") for row in rows for cell in row if re.fullmatch(r"(cameo:)?\d{2,4}", cell.strip())
    }


def where(part: str, entry: dict[str, Any]) -> str:
    return f"{part}.yaml: {entry['words'][0]} ({entry['type']})"


@pytest.mark.parametrize("part", PARTS)
def test_entries_have_known_fields_of_the_right_kind(part: str) -> None:
    for entry in entries(part):
        assert set(entry) <= LISTS | FLAGS | TEXTS, where(part, entry)
        assert {"words", "type", "example", "counter"} <= set(entry), where(part, entry)
        for name in LISTS & set(entry):
            assert isinstance(entry[name], list), f"{where(part, entry)}: {name}"
            assert all(isinstance(item, str) for item in entry[name]), f"{where(part, entry)}: {name}"
        for name in FLAGS & set(entry):
            assert entry[name] is True, f"{where(part, entry)}: {name}"


@pytest.mark.parametrize("part", PARTS)
def test_values_are_those_of_the_model(part: str) -> None:
    for entry in entries(part):
        at = where(part, entry)
        assert entry["type"] is None or entry["type"] in TYPES, at
        assert entry.get("kind", "event") in set(Kind), at
        assert entry.get("stance") is None or entry["stance"] in set(StanceValue), at
        for name in ("content", "eventuality"):
            assert entry.get(name) is None or entry[name] in set(Eventuality), at
        assert entry.get("recipient_is", "actor") == "actor", at


@pytest.mark.parametrize("part", PARTS)
def test_a_type_comes_with_a_code(part: str) -> None:
    for entry in entries(part):
        assert (entry["type"] is None) == (entry.get("cameo") is None), where(part, entry)
        assert re.fullmatch(r"\d{3,4}", entry.get("cameo") or "010"), where(part, entry)


@pytest.mark.parametrize("part", PARTS)
def test_codes_exist(part: str) -> None:
    known = cameo_codes()
    assert known, "ontology/cameo.csv holds no code"
    assert not {(where(part, e), e["cameo"]) for e in entries(part) if e.get("cameo") and e["cameo"] not in known}


@pytest.mark.parametrize("part", PARTS)
def test_every_key_has_one_reading(part: str) -> None:
    """Words, object and subject pick one entry; more may stand beside it that ask for an actor as recipient or for a clause."""
    classes = load("classes")
    keys = Counter(
        (word.replace("-", " "), thing, doer, *(entry.get(name) for name in CONDITIONS))
        for entry in entries(part)
        for word in entry["words"]
        for thing in set(spelled_out(entry, "object", classes))
        for doer in set(spelled_out(entry, "subject", classes))
    )
    assert not [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize("part", PARTS)
def test_phrases_are_short_enough_to_match(part: str) -> None:
    longest = 2 if part != "nouns" else 4
    assert not [word for entry in entries(part) for word in entry["words"] if len(word.split()) > longest]


@pytest.mark.parametrize("part", PARTS)
def test_examples_are_sentences_of_their_own(part: str) -> None:
    sentences = [entry[name] for entry in entries(part) for name in ("example", "counter")]
    assert all(re.fullmatch(r"[A-Z].*[.!?]", sentence) for sentence in sentences)
    doubles = [sentence for sentence, times in Counter(sentences).items() if times > 1]
    assert not doubles


def test_classes_are_lists_of_lemmas_and_all_used_names_exist() -> None:
    classes = load("classes")
    assert all(isinstance(word, str) for words in classes.values() for word in words)
    used = {
        item[1:]
        for part in PARTS
        for entry in entries(part)
        for item in [*entry.get("object", ()), *entry.get("subject", ())]
        if item.startswith("@")
    }
    assert used <= set(classes)
    assert not set(classes) - used, "a class that no entry names"


def test_reporting_words_have_a_certainty_and_stand_once() -> None:
    reporting = load("reporting")
    assert all(entry["certainty"] in set(Certainty) for entry in (*reporting["verbs"], *reporting["hedges"]))
    words = Counter(entry["word"] for entry in reporting["verbs"])
    assert max(words.values()) == 1
    assert all(isinstance(word, str) for phrase in reporting["according"] for word in phrase)
    assert all(isinstance(word, str) for name in ("nouns", "unnamed_sources") for word in reporting[name])


def test_a_speech_verb_with_force_is_no_mere_reporting_word() -> None:
    mere = {entry["word"] for entry in load("reporting")["verbs"]}
    with_force = {
        word
        for entry in entries("verbs")
        if entry.get("reports") and not entry.get("object") and not any(entry.get(name) for name in CONDITIONS)
        for word in entry["words"]
    }
    assert not mere & with_force


def test_qualifiers_name_known_values() -> None:
    qualifiers = load("qualifiers")
    for entry in (*qualifiers["modals"], *qualifiers["raising"], *qualifiers["attempts"]):
        assert entry.get("certainty") is None or entry["certainty"] in set(Certainty)
        assert entry.get("eventuality") is None or entry["eventuality"] in set(Eventuality)
    assert {entry["phase"] for entry in qualifiers["transparent"]} == {"begin", "continue", "end", "complete"}
    for name in ("planning", "negating_verbs", "negators", "conditionals", "counterfactual", "questions", "purpose"):
        assert all(isinstance(word, str) for word in qualifiers[name]), name


def rows(name: str) -> list[dict[str, str]]:
    lines = (ONTOLOGY / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("part", PARTS)
def test_modes_belong_to_their_type_and_contexts_exist(part: str) -> None:
    modes = {(row["type"], row["mode"]) for row in rows("plover.csv")}
    contexts = {row["context"] for row in rows("contexts.csv")}
    for entry in entries(part):
        if entry.get("mode"):
            assert (entry["type"], entry["mode"]) in modes, where(part, entry)
        assert set(entry.get("contexts", ())) <= contexts, where(part, entry)


def test_inflection_lists_forms_as_words() -> None:
    inflection = load("inflection")
    for lemma, forms in inflection["irregular_verbs"].items():
        assert forms, lemma
        assert all(isinstance(word, str) and word != lemma for word in forms), lemma
    for name in ("doubling", "doubling_or_not"):
        assert len(set(inflection[name])) == len(inflection[name]), name
        assert all(re.search(r"[^aeiou]$", word) for word in inflection[name]), name
    assert not set(inflection["doubling"]) & set(inflection["doubling_or_not"])


def test_the_lexicon_is_wide_enough() -> None:
    """What the mission asks for: a few hundred words of each kind and all sixteen types among the verbs and the nouns."""
    distinct = {part: {word for entry in entries(part) for word in entry["words"]} for part in PARTS}
    assert (len(distinct["verbs"]) >= 450, len(distinct["nouns"]) >= 300, len(distinct["adjectives"]) >= 80) == (True, True, True)
    for part in ("verbs", "nouns"):
        assert {entry["type"] for entry in entries(part)} >= TYPES
