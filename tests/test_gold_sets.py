"""The annotated documents and coded sentences under benchmarks/ are what their guides say, so that a score on them means something."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import LEVELS, GoldDocument, gold_documents, read_aliases, read_rows, score
from kg.model import Certainty, Eventuality, Kind, Polarity, StanceValue
from kg.vocabulary import PLOVER_TYPES, cameo_codes, load_table, plover

ROOT = Path(__file__).parent.parent
FOLDERS = sorted((ROOT / "benchmarks" / "gold").iterdir())
GOLD = [pytest.param(folder, gold, id=f"{folder.name}-{gold.name}") for folder in FOLDERS for gold in gold_documents(folder)]
PLOVER, CAMEO = (read_rows(ROOT / "benchmarks" / "data" / f"coded_{scheme}.jsonl") for scheme in ("plover", "cameo"))

NAMES = ("speakers", "actors", "recipients", "place")
FIELDS = {
    *("id", "quote", "trigger", "kind", *NAMES, "type", "stance", "target_issue"),
    *("polarity", "certainty", "eventuality", "date", "contested_by", "tier"),
}
VALUES: dict[str, set[str | None]] = {
    "kind": {*Kind},
    "type": {*PLOVER_TYPES, None},
    "stance": {*StanceValue, None},
    "polarity": {*Polarity},
    "certainty": {*Certainty},
    "eventuality": {*Eventuality},
    "tier": {"core", "minor"},
}
DATE = re.compile(r"(\d{4}(-\d\d){0,2})(/\d{4}(-\d\d){0,2})?")
MARK = re.compile(r"\((?:SRC|TAR|SRC/TAR|EVT|LOC): ([^()]*)\)")


@pytest.mark.parametrize(("folder", "gold"), GOLD)
def test_each_statement_stands_in_its_text_in_order(folder: Path, gold: GoldDocument) -> None:
    text = gold.document.text
    assert [row["id"] for row in gold.rows] == [f"{gold.name}-{number:02}" for number in range(1, len(gold.rows) + 1)]
    for row in gold.rows:
        assert text.count(row["quote"]) == 1, row["id"]
        assert row["quote"].count(row["trigger"]) == 1, row["id"]
    triggers = [text.index(row["quote"]) + row["quote"].index(row["trigger"]) for row in gold.rows]
    assert triggers == sorted(triggers)


@pytest.mark.parametrize(("folder", "gold"), GOLD)
def test_each_row_has_every_field_with_a_value_of_the_guide(folder: Path, gold: GoldDocument) -> None:
    identifiers = {row["id"] for row in gold.rows}
    for row in gold.rows:
        assert set(row) - {"or"} == FIELDS, row["id"]
        other: dict[str, Any] = row.get("or", {})
        assert set(other) <= FIELDS - {"id", "quote", "trigger", "tier"}, row["id"]
        for reading in (row, {**row, **other}):
            wrong = [name for name, allowed in VALUES.items() if reading[name] not in allowed]
            assert not wrong, row["id"]
            assert all(isinstance(name, str) and name for field in NAMES for name in reading[field]), row["id"]
            assert reading["date"] is None or DATE.fullmatch(reading["date"]), row["id"]
            assert set(reading["contested_by"]) <= identifiers - {row["id"]}, row["id"]


@pytest.mark.parametrize(("folder", "gold"), GOLD)
def test_the_annotation_scores_full_against_itself(folder: Path, gold: GoldDocument) -> None:
    result = score(gold.rows, gold.rows, gold.document.text, read_aliases(folder))
    assert [result.f1(level) for level in LEVELS] == [1.0] * len(LEVELS)
    assert (result.missed, result.extra, result.unplaced) == ((), (), 0)


@pytest.mark.parametrize(("folder", "gold"), GOLD)
def test_each_text_says_when_it_was_published_and_under_which_licence(folder: Path, gold: GoldDocument) -> None:
    meta = json.loads((folder / "docs" / f"{gold.name}.meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "Apache-2.0"
    assert DATE.fullmatch(gold.document.published or "")


def test_the_guides_count_what_is_there() -> None:
    for folder in FOLDERS:
        guide = (folder / "README.md").read_text(encoding="utf-8")
        sizes = [(gold.name, len(gold.rows), sum(row["tier"] == "core" for row in gold.rows)) for gold in gold_documents(folder)]
        total, core = sum(rows for _, rows, _ in sizes), sum(core for _, _, core in sizes)
        one_by_one = all(re.search(rf"`{name}` .*\b{rows} \({core}\)", guide) for name, rows, core in sizes)
        assert one_by_one or f"{total} statements ({core} core)" in guide, folder.name


def test_what_a_coded_sentence_names_stands_in_it() -> None:
    for row in PLOVER:
        text = row["text"]
        assert all(actor["actorText"] in text for actor in (*row["source"], *row["target"])), row["id"]
        assert row["eventLoc"] is None or row["eventLoc"]["name"] in text, row["id"]
        assert all(word in text for word in row["eventText"].split()), row["id"]
        assert _unmarked(row["markup"]) == text, row["id"]


def test_plover_events_have_plover_codes_and_somebody_in_them() -> None:
    contexts = {context["context"] for context in load_table("contexts.csv")}
    for row in PLOVER:
        assert set(_listed(row["mode"])) <= set(plover(row["event"]).modes), row["id"]
        assert set(_listed(row["context"])) <= contexts, row["id"]
        assert row["event_plover2021"] == row["event"], row["id"]
        assert row["source"] or row["target"], row["id"]
        assert not (row["reciprocal"] and row["target"]), row["id"]


def test_cameo_events_have_cameo_codes_and_countries_with_roles() -> None:
    for row in CAMEO:
        for event in row["events"]:
            assert event["code"] in cameo_codes(), row["id"]
            assert all(re.fullmatch(r"([A-Z]{3})+", event[side]) for side in ("source", "target")), row["id"]


def test_the_sentences_are_ten_a_type_dated_with_ids_in_order() -> None:
    types = list(dict.fromkeys(row["event"] for row in PLOVER))
    assert sorted(types) == sorted(PLOVER_TYPES)
    assert [row["id"] for row in PLOVER] == [f"OWN-{name}-{number:02}" for name in types for number in range(1, 11)]
    assert [row["id"] for row in CAMEO] == [f"OWN-CAMEO-{number:02}" for number in range(1, len(CAMEO) + 1)]
    assert all(date.fromisoformat(row["date"]) for row in (*PLOVER, *CAMEO))


def _unmarked(markup: str) -> str:
    """The sentence without the coders' marks, one of which may stand within another."""
    plain = MARK.sub(r"\1", markup)
    return plain if plain == markup else _unmarked(plain)


def _listed(cell: str | None) -> list[str]:
    return cell.split(", ") if cell else []
