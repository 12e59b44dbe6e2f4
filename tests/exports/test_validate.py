"""`kg validate` tells a reader of reports, not of SHACL, what is wrong, where, and what to do."""

from __future__ import annotations

import json

import pytest
from factories import make_actor, make_document, make_statement

from kg import rdf
from kg.cli import run

REPORT = make_document("Velia blamed Norland. Norland, red\x1b[31m, sanctioned.", title="Notes", uri="notes/velia.txt")
BLAMED = make_statement(
    REPORT, "Velia blamed Norland", "blamed", ["Velia"], [make_actor("Norland", country="nor")], type="ACCUSE", goldstein=99.0
)
SANCTIONED = make_statement(
    REPORT, "Norland, red\x1b[31m, sanctioned", "sanctioned", [make_actor("Norland", country="nor")], type="SANCTION"
)


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.trig"
    path.write_text(rdf.serialise(rdf.to_dataset([(REPORT, [BLAMED, SANCTIONED])]), "trig"), encoding="utf-8")
    return path


def test_a_finding_names_document_page_words_problem_and_remedy(broken, capsys):
    assert run(["validate", str(broken)]) == 7
    out, err = capsys.readouterr()
    assert f"notes/velia.txt, page 1, statement {BLAMED.id}\n  “Velia blamed Norland”\n" in out
    assert "violation: a Goldstein score is from -10 to 10: 99.0" in out
    assert f"to do: kg show {BLAMED.id}" in out
    assert "  Norland\n  violation: a country is three capital letters" in out
    assert "warning: AID, COOPERATE and SANCTION need a recipient" in out
    assert "\x1b" not in out
    assert "1 files checked, 1 break a shape" in err


def test_programs_get_every_field(broken, capsys):
    assert run(["validate", str(broken), "--format", "json"]) == 7
    rows = json.loads(capsys.readouterr().out)
    found = next(row for row in rows if "Goldstein" in row["problem"])
    assert (found["document"], found["page"], found["statement"]) == ("notes/velia.txt", 1, BLAMED.id)
    assert (found["severity"], found["value"]) == ("Violation", "99.0")
    assert found["focus"] == f"{rdf.statement_iri(BLAMED.id)}/content"


def test_a_file_of_another_kind_is_named(tmp_path, capsys):
    for name, content, words in (
        ("a.txt", "x", "no RDF format"),
        ("a.ttl", "no turtle", "a.ttl: not ttl"),
        ("b.nq", None, "cannot be read"),
    ):
        if content is not None:
            (tmp_path / name).write_text(content, encoding="utf-8")
        assert run(["validate", str(tmp_path / name)]) == 2
        assert words in capsys.readouterr().err
