"""Looking things up: what a person reads and what a program gets."""

import csv
import io
import json

import pytest
from small_graph import BORDER, CALL, DENIAL, MEETING, PRAISE, SHELLING, TALKS, WITHDRAWAL

from kg import rdf


def _ids(outcome):
    return [json.loads(line)["id"] for line in outcome.out.splitlines()]


def test_relations_say_date_who_action_whom_voice_certainty_page_and_words(ask):
    outcome = ask("relations", "Petra Varga", "Belmark")
    head, line = outcome.out.splitlines()
    assert head.split() == ["date", "who", "action", "to", "whom", "stance", "said", "by", "how", "source", "id", "evidence"]
    assert line.split("  ")[0] == "2031-04-29"
    for part in ("Petra Varga", "REQUEST", "Belmark", "certain", "border.txt, p. 1", CALL.id[:8], CALL.quote):
        assert part in line
    assert outcome.code == 0


def test_a_denied_claim_shows_its_voice_and_that_it_is_denied(ask):
    line = next(line for line in ask("relations", "Norvania", "Belmark").out.splitlines() if "ASSAULT" in line)
    assert "Norvania  denied" in line


def test_names_are_found_by_alias_id_and_rough_spelling(ask):
    found = [
        _ids(ask("relations", name, "Belmark", "--format", "jsonl"))
        for name in ("Petra Vargha", "petra varga", CALL.actors[0].id)
    ]
    assert found == [[CALL.id]] * 3


def test_every_form_carries_the_same_rows(ask):
    rows = json.loads(ask("relations", "Belmark", "--format", "json").out)
    lines = [json.loads(line) for line in ask("relations", "Belmark", "--format", "jsonl").out.splitlines()]
    table = list(csv.DictReader(io.StringIO(ask("relations", "Belmark", "--format", "csv").out)))
    tabbed = [line.split("\t") for line in ask("relations", "Belmark", "--format", "tsv").out.splitlines()]
    assert rows == lines
    assert [row["id"] for row in rows] == [row["id"] for row in table] == [row[tabbed[0].index("id")] for row in tabbed[1:]]
    assert {row["id"] for row in rows} == {CALL.id, WITHDRAWAL.id, SHELLING.id, DENIAL.id}
    assert rows[0]["evidence"] == table[0]["evidence"] == CALL.quote


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--type", "request", "--type", "reject"], {CALL, DENIAL}),
        (["--since", "2031-04", "--until", "2031-04"], {CALL}),
        (["--said-by", "Norvania"], {SHELLING}),
        (["--polarity", "denied"], {SHELLING}),
        (["--certainty", "probable"], {CALL, SHELLING, DENIAL}),
        (["--document", "notes/border.txt"], {CALL, WITHDRAWAL, SHELLING, DENIAL}),
        (["--document", BORDER.id, "--type", "RETREAT"], {WITHDRAWAL}),
    ],
)
def test_filters_keep_what_they_name(ask, options, expected):
    assert set(_ids(ask("relations", "Belmark", "--format", "jsonl", *options))) == {statement.id for statement in expected}


def test_filters_work_on_exports_and_actors_too(ask):
    assert _ids(ask("export", "--format", "jsonl", "--stance", "praise")) == [PRAISE.id]
    named = [json.loads(line)["name"] for line in ask("actors", "--format", "jsonl", "--type", "CONSULT").out.splitlines()]
    assert named == ["Nikol Varga", "Petra Varga"]


def test_nothing_found_is_said_and_is_no_error(ask):
    outcome = ask("relations", "Nikol Varga", "Belmark", "--format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (0, [])
    assert "nothing in the graph relates Nikol Varga to Belmark" in outcome.err


def test_actors_are_listed_with_their_counts(ask):
    rows = {row["name"]: row for row in json.loads(ask("actors", "--format", "json").out)}
    assert (rows["Belmark"]["statements"], rows["Norvania"]["said"], rows["Petra Varga"]["kind"]) == (4, 1, "Person")


def test_a_dossier_tells_offices_deeds_and_words(ask):
    outcome = ask("actor", "Petra Varga")
    for part in (
        "Petra Vargha",
        "Foreign Minister (2030-01-01 to now)",
        "REQUEST 1, CONSULT 1",
        "Belmark 1",
        "RETREAT 1",
        CALL.quote,
    ):
        assert part in outcome.out
    whole = json.loads(ask("actor", "Petra Varga", "--format", "json").out)
    assert [row["id"] for row in whole["statements"]] == [CALL.id, MEETING.id]
    assert [row["id"] for row in whole["said"]] == [WITHDRAWAL.id]


def test_documents_are_listed(ask):
    rows = json.loads(ask("documents", "--format", "json").out)
    assert [(row["uri"], row["statements"]) for row in rows] == [("notes/border.txt", 4), ("notes/talks.txt", 2)]


def test_show_marks_the_words_in_their_passage(ask):
    out = ask("show", CALL.id[:8]).out
    assert f"⟦{CALL.quote}⟧." in out
    for part in (
        "REQUEST “called on”",
        "Petra Varga [",
        "2031-04-29, from “on Tuesday”",
        "Border note, Example Wire, 2031-05-02",
        "notes/border.txt",
    ):
        assert part in out


def test_show_names_the_account_that_contests(ask):
    line = next(line for line in ask("show", SHELLING.id).out.splitlines() if line.startswith("contested by"))
    assert DENIAL.id[:8] in line
    assert "Belmark REJECT" in line


def test_show_gives_programs_the_statement_and_its_surroundings(ask):
    (row,) = json.loads(ask("show", DENIAL.id, "--format", "json").out)
    assert row["before"] + row["quote"] + row["after"] == BORDER.text
    assert row["publisher"] == "Example Wire"


def test_control_characters_of_a_report_are_shown_not_obeyed(ask):
    for command in (("relations", "Belmark"), ("show", DENIAL.id), ("actor", "Belmark")):
        out = ask(*command).out
        assert "\x1b" not in out
        assert r"denied\x1b[31m the shelling" in out
    assert json.loads(ask("show", DENIAL.id, "--format", "json").out)[0]["quote"] == DENIAL.quote


def test_cypher_takes_parameters_and_prints_what_it_finds(ask):
    query = "MATCH (a:Actor)-[r:REQUEST]->(b:Actor {name: $to}) RETURN a.name AS who, r.page AS page"
    assert json.loads(ask("cypher", query, "--param", "to=Belmark", "--format", "json").out) == [
        {"who": "Petra Varga", "page": 1}
    ]
    assert json.loads(ask("cypher", "RETURN $n + 1 AS n", "-p", "n=41", "-f", "jsonl").out) == {"n": 42}


def test_rdf_leaves_whole_and_comes_back(ask, tmp_path):
    target = tmp_path / "graph.trig"
    assert ask("export", "--output", target).code == 0
    read = rdf.from_dataset(rdf.parse(target.read_text(encoding="utf-8"), "trig"))
    assert {document.id for document, _ in read} == {BORDER.id, TALKS.id}
    assert {told.id for _, statements in read for told in statements} == {
        told.id for told in (CALL, WITHDRAWAL, SHELLING, DENIAL, MEETING, PRAISE)
    }
    assert [path.name for path in tmp_path.iterdir()] == ["graph.trig"]


def test_a_graph_within_its_shapes_is_valid(ask):
    outcome = ask("validate", "--document", "notes/talks.txt")
    assert (outcome.code, outcome.out) == (0, "")
    assert "1 documents checked, 0 break a shape" in outcome.err


def test_pages_are_written_for_the_statements_that_pass(ask, tmp_path):
    outcome = ask("pages", tmp_path / "pages", "--document", "notes/talks.txt")
    assert outcome.code == 0
    assert (tmp_path / "pages" / "index.html").exists()
    assert "2 statements of 1 documents" in outcome.err
