"""`kg build` and `kg extract` on files of our own, with the real model and the real engine."""

import json

import pytest

from kg.model import Statement
from kg.stores import open_store

NOTE = "Iran's foreign minister accused Turkey on Monday of arming the rebels. Turkey denied the accusation."
PAGE = "<html><body><article><p>France imposed sanctions on Belarus, the ministry in Paris said on Friday.</p></article></body></html>"
CORPUS = [
    {"id": "a", "text": "Russia and Turkey signed an agreement in Ankara.", "date": "2020-11-11"},
    {"id": "b", "text": "Armenia called on Russia to send observers.", "date": "2020-11-12"},
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "note.txt").write_text(NOTE, encoding="utf-8")
    (reports / "page.html").write_text(PAGE, encoding="utf-8")
    (reports / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)), encoding="utf-8")
    return reports


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    url = f"embedded:{tmp_path_factory.mktemp('reading') / 'kg-data'}"
    yield url
    with open_store(url) as opened:
        opened.stop()


@pytest.fixture
def store(engine):
    """An empty store; its engine is that of the test before."""
    with open_store(engine) as opened:
        for info in opened.documents() if opened.status().running else ():
            opened.remove(info.id)
    return engine


def _rows(outcome):
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_extract_prints_the_documented_fields_for_each_statement(kg, folder):
    outcome = kg("extract", "reports/note.txt", "--published", "2020-10-27", "--publisher", "Example Wire")
    accusation, *_ = _rows(outcome)
    assert NOTE[accusation["start"] : accusation["end"]] == accusation["quote"]
    assert (accusation["type"], accusation["recipients"], accusation["recipient_countries"]) == ("ACCUSE", ["Turkey"], ["TUR"])
    assert (accusation["date"], accusation["uri"], accusation["page"]) == ("2020-10-26", "reports/note.txt", 1)
    assert Statement.from_json(accusation).id == accusation["id"]
    assert outcome.code == 0


def test_extract_names_the_document_of_a_corpus_by_its_id(kg, folder):
    assert {row["uri"] for row in _rows(kg("extract", "reports/corpus.jsonl"))} == {
        "reports/corpus.jsonl#a",
        "reports/corpus.jsonl#b",
    }


def test_extract_gives_equal_bytes_whatever_the_number_of_processes(folder, process):
    one, two = process("extract", "reports"), process("extract", "reports", "--jobs", "2")
    assert (two.code, two.err) == (0, "")
    assert one.out == two.out != ""


def test_build_says_what_it_added_and_the_second_time_that_nothing_changed(kg, folder, store):
    first = kg("build", "reports", "--store", store, "--format", "json")
    assert [(row["outcome"], row["uri"]) for row in json.loads(first.out)] == [
        ("added", "reports/corpus.jsonl#a"),
        ("added", "reports/corpus.jsonl#b"),
        ("added", "reports/note.txt"),
        ("added", "reports/page.html"),
    ]
    assert "4 added, 0 replaced, 0 unchanged" in first.err
    again = kg("build", "reports", "--store", store)
    assert "0 added, 0 replaced, 4 unchanged" in again.err
    assert len(_rows(kg("documents", "--store", store, "--format", "jsonl"))) == 4


def test_what_is_extracted_comes_back_from_the_graph(kg, folder, store):
    extracted = _rows(kg("extract", "reports"))
    assert kg("build", "reports", "--store", store).code == 0
    exported = _rows(kg("export", "--store", store, "--format", "jsonl"))
    assert sorted(exported, key=lambda row: row["id"]) == sorted(extracted, key=lambda row: row["id"])


def test_what_cannot_be_read_is_named_and_the_rest_is_built(kg, folder, store):
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    outcome = kg("build", "reports", "missing.docx", "--store", store, "--format", "jsonl")
    assert outcome.code == 5
    failed = {row["uri"]: row["reason"] for row in _rows(outcome) if row["outcome"] == "failed"}
    assert set(failed) == {"reports/empty.txt", "reports/broken.pdf", "missing.docx"}
    complaints = [line for line in outcome.err.splitlines() if line.startswith("kg: ")]
    assert complaints == [f"kg: {path}: {reason}" for path, reason in failed.items()]
    assert "4 added" in outcome.err


def test_nothing_readable_is_a_usage_error_and_makes_no_store(kg, folder, tmp_path):
    (folder / "empty.txt").write_text("", encoding="utf-8")
    outcome = kg("build", "reports/empty.txt", "--store", f"embedded:{tmp_path / 'none'}")
    assert (outcome.code, (tmp_path / "none").exists()) == (2, False)
    assert "kg: reports/empty.txt: " in outcome.err


def test_a_store_that_cannot_start_is_said_before_anything_is_read(kg, folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = kg("build", "reports", "--store", f"embedded:{tmp_path / 'file' / 'kg-data'}")
    assert outcome.code == 6
    (line,) = outcome.err.splitlines()
    assert "--store" in line


def test_another_pipeline_that_is_not_there_is_named(kg, folder):
    outcome = kg("extract", "reports/note.txt", "--model", "xx_none")
    assert (outcome.code, outcome.out) == (2, "")
    assert "xx_none" in outcome.err
