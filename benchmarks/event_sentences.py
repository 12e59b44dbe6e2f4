"""How many hand-coded events are found in single sentences: precision, recall and F1 at three levels.

    python benchmarks/event_sentences.py GOLD.jsonl [--model NAME] [--misses]

GOLD is a JSON Lines file, one sentence a line with `id`, `text` and what a person coded in it: either PLOVER (`type` or
`event_plover2021`, `source` and `target` as lists of {code, actorText}, `reciprocal`) or CAMEO (`events`, each with `source`,
`target` and `code`). The sentences are read as `kg extract GOLD.jsonl` reads them. A coded event is found by a statement of its sentence that
agrees in

    category  the PLOVER type, or of CAMEO the two digits of the root
    dyad      a source among the actors and, where a target is coded, a target among the recipients; for mutual events all
              sources and targets among both
    triple    both at once

An actor agrees by its country's code or by a long word of its name; the receiving side's countries are `recipient_countries` as
`kg extract` prints them (`Statement.target_countries`). Recall counts coded events, precision distinct predictions
(type, actors, recipients). People code one event or few a sentence, so precision has a low ceiling.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import LoadError
from kg.model import Actor, Document, Statement
from kg.pipeline import statements_of
from loaders import read_all

LEVELS = ("category", "dyad", "triple")
LEAST_LETTERS = 4  # of a word that may identify an actor
CODE_LENGTH = 3

# Codes of the coders that are not ISO 3166-1 alpha-3, and roles that stand where a country would.
ISO_OF = {
    "JAP": "JPN",
    "GER": "DEU",
    "UK": "GBR",
    "ROM": "ROU",
    "ZAR": "COD",
    "YUG": "SRB",
    "PAL": "PSE",
    "PSL": "PSE",
    "TMP": "TLS",
}
ROLES = frozenset(["IGO", "NGO", "MNC", "REB", "UAF", "CRM", "CVL", "MED", "GOV", "MIL", "OPP", "CIV", "NGM", "IMG"])


@dataclass(frozen=True, slots=True)
class CodedActor:
    """A source or target as coded: a country (or none) and the long words of the name in the text."""

    country: str | None
    words: frozenset[str]

    def is_among(self, actors: Iterable[Actor], countries: Iterable[str | None]) -> bool:
        """Whether its country is one of these, or one of the actors shares a word of its name."""
        return (self.country is not None and self.country in countries) or any(
            self.words & long_words(actor.name) for actor in actors
        )


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event that a person coded in a sentence."""

    category: str
    sources: tuple[CodedActor, ...]
    targets: tuple[CodedActor, ...]
    mutual: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A coded sentence with what was coded in it and what was found."""

    text: str
    events: tuple[CodedEvent, ...]
    found: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one level."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) >= LEAST_LETTERS)


def coded_actor(row: Mapping[str, Any]) -> CodedActor:
    start = (row.get("code") or "")[:CODE_LENGTH]
    country = ISO_OF.get(start, start)
    known = country and country not in ROLES
    return CodedActor(country if known else None, long_words(row.get("actorText") or ""))


def coded_events(row: Mapping[str, Any]) -> Iterator[CodedEvent]:
    """The events of a line, in either scheme."""
    if "events" in row:
        for event in row["events"]:
            source, target = ({"code": event[side]} for side in ("source", "target"))
            yield CodedEvent(event["code"][:2], (coded_actor(source),), (coded_actor(target),), mutual=False)
        return
    yield CodedEvent(
        row.get("event_plover2021") or row["type"],
        tuple(map(coded_actor, row["source"])),
        tuple(map(coded_actor, row["target"])),
        mutual=bool(row.get("reciprocal")) or not row["target"],
    )


def has_category(event: CodedEvent, told: Statement) -> bool:
    return event.category in (told.type, (told.cameo or "")[:2])


def has_dyad(event: CodedEvent, told: Statement) -> bool:
    home = [actor.country for actor in told.actors]
    if event.mutual:
        everybody = (*told.actors, *told.recipients)
        countries = (*home, *told.target_countries)
        return all(actor.is_among(everybody, countries) for actor in (*event.sources, *event.targets))
    acts = any(source.is_among(told.actors, home) for source in event.sources)
    reached = (target.is_among(told.recipients, told.target_countries) for target in event.targets)
    return acts and (not event.targets or any(reached))


def agrees(event: CodedEvent, told: Statement, level: str) -> bool:
    category = level == "dyad" or has_category(event, told)
    return category and (level == "category" or has_dyad(event, told))


def distinct(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The first statement of each type, actors and recipients, among those that are coded at all."""
    first: dict[tuple[object, ...], Statement] = {}
    for told in statements:
        names = tuple(tuple(actor.name for actor in side) for side in (told.actors, told.recipients))
        if told.type or told.cameo:
            first.setdefault((told.type, *names), told)
    return tuple(first.values())


def documents(path: Path) -> Iterator[Document]:
    """The sentences as documents; says which lines cannot be read, a second line of one id among them."""
    for item in read_all([path]):
        if isinstance(item, LoadError):
            print(item, file=sys.stderr)
        else:
            yield item


def read_sentences(path: Path, model: str | None) -> list[Sentence]:
    """The coded sentences of the file, each with the statements extracted from it; lines of one id count as one sentence."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for reading in statements_of(documents(path), model):
        found[reading.document.uri.rpartition("#")[2]].extend(reading.statements)
    texts: dict[str, str] = {}
    events: dict[str, list[CodedEvent]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            texts[str(row["id"])] = row["text"]
            events[str(row["id"])] += coded_events(row)
    return [Sentence(text, tuple(events[name]), distinct(found[name])) for name, text in texts.items()]


def score(sentences: Iterable[Sentence], level: str) -> Score:
    """Precision over predictions and recall over coded events."""
    hits: list[bool] = []
    right: list[bool] = []
    for sentence in sentences:
        hits += [any(agrees(event, told, level) for told in sentence.found) for event in sentence.events]
        right += [any(agrees(event, told, level) for event in sentence.events) for told in sentence.found]
    return Score(_share(right), _share(hits))


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def misses(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The sentences with an event that no statement matches, with what was found instead."""
    for sentence in sentences:
        for event in sentence.events:
            if not any(agrees(event, told, "triple") for told in sentence.found):
                yield f"- {sentence.text.strip()}\n    coded {event.category}"
                yield from (f"    found {told.type} {[a.name for a in told.actors]} -> {[r.name for r in told.recipients]}" for told in sentence.found)  # fmt: skip


def main() -> None:
    """Score the file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", help="another spaCy pipeline than our own")
    parser.add_argument("--misses", action="store_true", help="print the sentences whose event was not found")
    options = parser.parse_args()
    sentences = read_sentences(options.gold, options.model)
    if options.misses:
        print("\n".join(misses(sentences)))
    events, found = (sum(len(getattr(s, name)) for s in sentences) for name in ("events", "found"))
    print(f"sentences {len(sentences)}, coded events {events}, distinct predictions {found}")
    for level in LEVELS:
        result = score(sentences, level)
        print(f"{level:9} P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}")


if __name__ == "__main__":
    main()
