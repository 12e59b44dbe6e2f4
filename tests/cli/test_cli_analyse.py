"""`kg analyse`: every question on a small graph, from the store and from files, and what it says where there is nothing to see."""

import csv
import io
import json
import random
from xml.etree.ElementTree import fromstring

import pytest
from small_graph import CONDEMNED

from kg.cli.app import analyse_app

ARGUMENTS = {
    "dyad": ("Norvania", "Belmark"),
    "mediators": ("Norvania", "Petra Varga"),
    "changes": ("2031-04", "2031-06"),
}
NAMES = [command.name or command.callback.__name__ for command in analyse_app.registered_commands]
each_analysis = pytest.mark.parametrize("name", NAMES)
WITH_OPTIONS = [
    ("centrality", "--over", "1", "--by", "between"),
    ("communities", "--over", "3"),
    ("brokers", "--between", "community"),
    ("brokers", "--between", "kind"),
    ("brokers", "--between", "bloc"),
    ("balance", "--states"),
    ("mediators", "Norvania", "Petra Varga", "--report-dates"),
    ("changes", "2031-05", "2031-06", "--report-dates"),
    ("mediators",),
    ("blocs", "--number", "2"),
    ("predictions", "--test", "2031-05"),
    ("predictions", "--by", "jaccard"),
    ("dyad", "Norvania", "Belmark", "--by", "day", "--acts", "forth", "--window", "2"),
    ("dyad", "Norvania", "Belmark", "--report-dates"),
    ("dyads", "--by", "quarter"),
    ("changes", "notes/border.txt", "notes/talks.txt"),
    ("favour", "--least", "1"),
    ("affinity", "--least", "1"),
    ("agreement", "--days", "0", "--actors", "--states", "--report-dates"),
]


@pytest.fixture(scope="module")
def exported(graph_url, tmp_path_factory):
    """The small graph's statements as a file of JSON Lines."""
    from kg.cli import run

    target = tmp_path_factory.mktemp("exported") / "statements.jsonl"
    assert run(["export", "--output", str(target), "--store", graph_url]) == 0
    return target


@pytest.fixture
def ask(kg, graph_url):
    """Asks an analysis of the store."""
    return lambda *arguments: kg("analyse", *arguments, "--store", graph_url)


def arguments_of(name):
    return (name, *ARGUMENTS.get(name, ()))


@each_analysis
def test_an_analysis_is_a_table_json_and_a_picture(ask, name, tmp_path):
    picture = tmp_path / "picture.svg"
    table = ask(*arguments_of(name), "--picture", picture)
    assert table.code == 0, table.err
    assert fromstring(picture.read_text("utf-8")).tag.endswith("svg")
    whole = json.loads(ask(*arguments_of(name), "--format", "json").out)
    assert [note for note in whole["notes"] if note not in table.err] == []
    assert table.out or whole["notes"], "neither a row nor a reason why there is none"


@each_analysis
def test_programs_get_the_table_that_answers_the_question(ask, name):
    lines = [json.loads(line) for line in ask(*arguments_of(name), "--format", "jsonl").out.splitlines()]
    head, *rows = csv.reader(io.StringIO(ask(*arguments_of(name), "--format", "csv").out))
    assert len(rows) == len(lines)
    assert all(list(line) == head for line in lines)


@pytest.mark.parametrize("arguments", WITH_OPTIONS, ids=" ".join)
def test_an_analysis_takes_its_options(ask, arguments):
    outcome = ask(*arguments)
    assert outcome.code == 0, outcome.err


@each_analysis
def test_files_give_what_the_store_gives_in_any_order(ask, kg, exported, tmp_path, name):
    if name in ("quotations", "favour", "contested"):
        pytest.skip("files of statements do not name publishers")
    lines = exported.read_text("utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    shuffled = tmp_path / "shuffled.jsonl"
    shuffled.write_text("".join(lines), "utf-8")
    of_store = ask(*arguments_of(name), "--format", "json")
    of_files = kg("analyse", *arguments_of(name), "--from", shuffled, "--from", exported, "--format", "json")
    assert (of_files.code, of_files.out) == (0, of_store.out)


@each_analysis
def test_a_graph_of_nothing_is_told_in_plain_lines(kg, tmp_path, name):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    outcome = kg("analyse", *arguments_of(name), "--from", empty)
    if name in ("dyad", "mediators"):
        assert (outcome.code, outcome.out) == (3, "")
        assert "no actor named 'Norvania'" in outcome.err
    elif name == "changes":
        assert outcome.code == 0
    else:
        assert (outcome.code, outcome.out) == (0, "")
        assert outcome.err, "nothing said"


@each_analysis
def test_a_time_with_nothing_in_it_is_told_in_plain_lines(ask, name, tmp_path):
    outcome = ask(*arguments_of(name), "--since", "1950", "--until", "1951", "--picture", tmp_path / "p.svg")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err
    assert "There is nothing to show." in (tmp_path / "p.svg").read_text("utf-8")


def test_filters_decide_what_counts(kg, either_url):
    def partners(*filters):
        rows = kg("analyse", "centrality", "--format", "jsonl", "--store", either_url, *filters).out.splitlines()
        return {row["actor"]: row["partners"] for row in map(json.loads, rows)}

    assert partners()["Petra Varga"] == 2
    assert partners("--type", "REQUEST") == {"Petra Varga": 1, "Belmark": 1}
    assert partners("--since", CONDEMNED.date, "--until", CONDEMNED.date) == {"Norvania": 1, "Belmark": 1}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("dyad", "Norvania", "Nowhereland"), 3, "no actor named 'Nowhereland'"),
        (("dyad", "Norvania"), 2, "Missing argument"),
        (("dyad", "Varga", "Belmark"), 4, "give the id"),
        (("mediators", "Norvania"), 2, "both of the two"),
        (("changes", "2031-13", "2031-05"), 2, "2031-13"),
        (("changes", "elsewhere.txt", "2031-05"), 2, "elsewhere.txt"),
        (("centrality", "--over", "0"), 2, "--over"),
        (("blocs", "--number", "0"), 2, "--number"),
        (("predictions", "--test", "soon"), 2, "soon"),
        (("centrality", "--picture", "central.png"), 2, "SVG"),
        (("centrality", "--picture", "no/such/folder/central.svg"), 2, "cannot be written"),
        (("centrality", "--from", "no-such-file.jsonl"), 2, "no-such-file.jsonl"),
        (("centrality", "--from", "-", "--report-dates"), 2, "--report-dates"),
        (("centrality", "--since", "2031-06", "--until", "2031-05"), 2, "later than"),
        (("centralities",), 2, "centralities"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_mistake_is_told_in_one_line(ask, kg, arguments, code, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = ask(*arguments)
    assert (outcome.code, outcome.out) == (code, ""), outcome.err
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert not list(tmp_path.iterdir()), "something half-written"


def test_statements_come_by_standard_input(exported, graph_url):
    import subprocess
    import sys

    ran = subprocess.run(
        [sys.executable, "-m", "kg", "analyse", "centrality", "--from", "-", "--format", "jsonl"],
        input=exported.read_bytes(), capture_output=True, check=True,
    )  # fmt: skip
    assert {json.loads(line)["actor"] for line in ran.stdout.splitlines()} == {
        "Petra Varga",
        "Nikol Varga",
        "Norvania",
        "Belmark",
    }


def test_a_limit_is_said_where_it_leaves_something_out(ask):
    outcome = ask("centrality", "--limit", "1")
    assert "1 of " in outcome.out
    assert "--limit" in outcome.out
