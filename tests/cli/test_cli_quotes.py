"""`kg quotes` on files of our own: who says what, as lines for programs and as a table for people."""

import csv
import io
import json

import pytest

NOTE = "“We will appeal,” said Nadia Kern, a lawyer for the family.\n\nThe ferry, officials said, was old.\n"
PAGE = "<html><body><article><p>The coach told reporters that the captain was ill.</p></article></body></html>"
FIELDS = [
    *("speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"),
    *("content", "content_start", "content_end", "direct", "uri"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_each_line_is_an_attribution_whose_offsets_are_those_of_the_text(kg, folder):
    outcome = kg("quotes", "note.txt")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [list(row) for row in rows] == [FIELDS] * 3
    assert [(row["speaker"], row["cue"], row["content"], row["direct"]) for row in rows] == [
        ("Nadia Kern", "said", "We will appeal", True),
        ("officials", "said", "The ferry", False),
        ("officials", "said", "was old", False),
    ]
    assert all(
        NOTE[row[f"{name}_start"] : row[f"{name}_end"]] == row[name] for row in rows for name in ("speaker", "cue", "content")
    )
    assert (outcome.code, outcome.err) == (0, "")


def test_several_files_are_read_in_their_order_and_named(kg, folder):
    rows = [json.loads(line) for line in kg("quotes", "page.html", "note.txt").out.splitlines()]
    assert [row["uri"] for row in rows] == ["page.html", *["note.txt"] * 3]
    assert (rows[0]["speaker"], rows[0]["content"]) == ("The coach", "that the captain was ill")


def test_other_forms_hold_the_same(kg, folder):
    table = list(csv.DictReader(io.StringIO(kg("quotes", "note.txt", "--format", "csv").out)))
    assert [(row["speaker"], row["direct"]) for row in table] == [("Nadia Kern", "yes"), ("officials", "no"), ("officials", "no")]
    assert json.loads(kg("quotes", "note.txt", "-f", "json").out)[0]["cue"] == "said"
    lines = kg("quotes", "note.txt", "--format", "table").out.splitlines()
    assert lines[0].split() == ["speaker", "cue", "content", "direct", "uri"]
    assert len(lines) == 4


def test_what_cannot_be_read_is_named_and_the_rest_is_listed(kg, folder):
    outcome = kg("quotes", "missing.txt", "note.txt")
    assert (outcome.code, len(outcome.out.splitlines())) == (5, 3)
    assert outcome.err.startswith("kg: missing.txt: ")
    assert kg("quotes", "missing.txt").code == 2


def test_a_text_without_attributions_gives_no_line(kg, folder):
    (folder / "plain.txt").write_text("The bridge is long and the river is wide.", encoding="utf-8")
    outcome = kg("quotes", "plain.txt")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
