"""Every entry of the lexicon is read as its own example says, and is kept out of its counter-example.

The parser errs now and then and may be replaced by a better one, so the shares count, not the single sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract.coding import future_type
from kg.extract.inflection import plural, verb_forms
from kg.model import Eventuality, Kind, Statement

LEXICON = Path(__file__).resolve().parents[2] / "ontology" / "lexicon"
READ_AS_MEANT = 0.95
WRONGLY_READ = 0.03


def load(name: str) -> Any:
    return yaml.safe_load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def inflection():
    table = load("inflection")
    return table["irregular_verbs"], frozenset(table["doubling"]), frozenset(table["doubling_or_not"]), table["irregular_plurals"]


def forms(phrase: str, inflection) -> Iterator[str]:
    """All forms of the words of a phrase, as far as one may be the word of a trigger."""
    irregular, doubling, either, nouns = inflection
    for word in phrase.lower().replace("-", " ").split():
        yield from verb_forms(word, irregular, doubling, either)
        yield plural(word)
        yield from [nouns[word]] if isinstance(nouns.get(word), str) else nouns.get(word, ())


def at_the_word(entry: dict[str, Any], told: Iterable[Statement], inflection) -> list[Statement]:
    """The statements that one of the entry's words names."""
    known = {form for phrase in entry["words"] for form in forms(phrase, inflection)}
    return [statement for statement in told if known & set(re.findall(r"\w+", statement.trigger.lower()))]


def is_meant(entry: dict[str, Any], statement: Statement) -> bool:
    """Whether a statement has the entry's type, or the one that PLOVER gives such an act while it is only planned, and its kind."""
    planned = future_type(entry["type"]) if statement.eventuality is Eventuality.PLANNED else entry["type"]
    return statement.type in (entry["type"], planned) and statement.kind == entry.get("kind", Kind.EVENT)


def is_barrier(entry: dict[str, Any]) -> bool:
    return entry.get("actor") == [] and entry["type"] is None


def read_as_meant(entry: dict[str, Any], told: list[Statement], inflection) -> bool:
    at_word = at_the_word(entry, told, inflection)
    return not at_word if is_barrier(entry) else any(is_meant(entry, statement) for statement in at_word)


def wrongly_read(entry: dict[str, Any], told: list[Statement], inflection) -> bool:
    """A statement of the entry's own reading; without a type, a plain verb makes the same statement, so nothing is wrong."""
    if entry["type"] is None:
        return False
    found = at_the_word(entry, told, inflection)
    return any((statement.type, statement.cameo) == (entry["type"], entry["cameo"]) for statement in found)


def listing(failed: list[tuple[str, list[Statement]]]) -> str:
    return "\n".join(f"{sentence}  ->  {[(s.type, s.cameo, s.kind.value, s.trigger) for s in told]}" for sentence, told in failed)


@pytest.mark.parametrize("part", ["verbs", "nouns", "adjectives"])
def test_examples_are_read_as_meant_and_counter_examples_are_not(part: str, statements, inflection) -> None:
    entries = load(part)
    examples = [(entry, entry["example"], statements(entry["example"])) for entry in entries]
    counters = [(entry, entry["counter"], statements(entry["counter"])) for entry in entries]
    missed = [(text, told) for entry, text, told in examples if not read_as_meant(entry, told, inflection)]
    wrong = [(text, told) for entry, text, told in counters if wrongly_read(entry, told, inflection)]
    print(f"{part}: missed {len(missed)} of {len(entries)}\n{listing(missed)}\nwrongly read {len(wrong)}\n{listing(wrong)}")
    assert 1 - len(missed) / len(entries) >= READ_AS_MEANT, f"missed\n{listing(missed)}"
    assert len(wrong) / len(entries) <= WRONGLY_READ, f"wrongly read\n{listing(wrong)}"
