"""What R and Pajek are given, read back by R itself where there is an Rscript, and by NetworkX; hostile names, too."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import networkx as nx
import pytest
from factories import make_document, make_statement
from hostile import BELMARK, FRIEND, NORVANIA, READINGS

from kg.errors import UsageError
from kg.exports import pajek, rsiena, statnet
from kg.graph import project
from kg.model import Actor, ActorKind

TEXT = make_document("Norvania met Belmark. Belmark shelled Ostrava. Ostrava aided Norvania. Belmark and Norvania talked.")


def told(quote, trigger, actors, recipients, kind, date, score=1.0):
    return make_statement(TEXT, quote, trigger, actors, recipients, type=kind, date=date, goldstein=score)


STATEMENTS = (
    told("Norvania met Belmark", "met", ["Norvania"], ["Belmark"], "CONSULT", "2031-01-05"),
    told("Belmark shelled Ostrava", "shelled", ["Belmark"], ["Ostrava"], "ASSAULT", "2031-02-10", -10.0),
    told("Ostrava aided Norvania", "aided", ["Ostrava"], ["Norvania"], "AID", "2031-03-01/2031-03-20", 7.0),
    told("Belmark and Norvania talked", "talked", ["Belmark", "Norvania"], [], "CONSULT", "2031-03-02"),
    told("met Belmark", "met", ["Norvania"], ["Belmark"], "CONSULT", None),
)
HOSTILE = tuple(one for _, statements in READINGS for one in statements)


@pytest.fixture
def run_r(tmp_path):
    """Runs a script in R, in the folder of the test; its printed lines. R is skipped where it is not installed."""
    if not shutil.which("Rscript"):
        pytest.skip("no Rscript on this machine: apt-get install r-base-core r-cran-network r-cran-sna")
    if subprocess.run(["Rscript", "-e", "library(network)"], capture_output=True, check=False).returncode:
        pytest.skip("R lacks the package network: apt-get install r-cran-network")

    def run(script: str) -> list[str]:
        done = subprocess.run(
            ["Rscript", "-e", "suppressMessages(library(network))", "-e", script],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def pajek_lines(statements, relations=True):
    target = io.BytesIO()
    notes = pajek.write(project(statements), target, relations)
    return target.getvalue().decode("utf-8-sig").splitlines(), notes


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_pajek_has_a_relation_for_each_type_and_the_months_of_each_arc():
    lines, notes = pajek_lines(STATEMENTS)
    assert lines[1].startswith("% Times are months; 1 is 2031-01.")
    assert lines[2:] == [
        "*Vertices 3",
        '1 "Belmark"',
        '2 "Norvania"',
        '3 "Ostrava"',
        '*Arcs :1 "AID"',
        "3 2 1 [3]",
        '*Arcs :2 "ASSAULT"',
        "1 3 1 [2]",
        '*Arcs :3 "CONSULT"',
        "1 2 1 [3]",
        "2 1 3 [1,3]",
    ]
    assert notes == ()


def test_pajek_without_relations_is_read_by_networkx_whatever_the_names(tmp_path):
    target = tmp_path / "plain.net"
    with target.open("wb") as file:
        pajek.write(project(HOSTILE), file, relations=False)
    read = nx.read_pajek(target)
    assert len(read) == 3
    assert {"Belmark", "Norvania"} < set(read)
    assert {(a, b): data["weight"] for a, b, data in read.edges(data=True)}["Norvania", "Belmark"] == 2.0


def test_pajek_keeps_actors_of_the_same_name_and_of_none_apart():
    ann = [Actor(f"local:person:{number}", name, ActorKind.PERSON) for number, name in enumerate(("Ann", "ann", "", '"'))]
    lines, notes = pajek_lines([make_statement(TEXT, "Norvania met", "met", ann[:1], ann[1:], type="CONSULT")])
    labels = [line.split(" ", 1)[1] for line in lines[2:6]]
    assert labels == ['"Ann (local:person:0)"', '"ann (local:person:1)"', '"(local:person:2)"', '"\'"']
    assert "4 labels differ" in notes[0]


def test_pajek_is_read_by_r_with_its_relations(tmp_path, run_r):
    with (tmp_path / "actors.net").open("wb") as file:
        pajek.write(project(HOSTILE), file)
    printed = run_r(
        'read <- read.paj("actors.net"); for (one in read$networks) cat(network.size(one), network.edgecount(one), "\\n");'
        "cat(network.vertex.names(read$networks[[1]])[2:3])"
    )
    assert printed == ["3 2 ", "3 4 ", "3 1 ", "Belmark Norvania"]


def test_an_empty_graph_is_a_network_of_nobody():
    assert pajek_lines([])[0][1:] == ["*Vertices 0"]
    assert pajek_lines([], relations=False)[0] == ["*Vertices 0", "*Arcs"]


def test_statnet_has_all_actors_in_each_wave_and_says_who_is_active(tmp_path):
    notes = statnet.write(project(STATEMENTS), tmp_path, months=1)
    assert [row["label"] for row in rows(tmp_path / "waves.csv")] == ["2031-01", "2031-02", "2031-03"]
    first, third = (rows(tmp_path / f"wave-{number:03}-vertices.csv") for number in (1, 3))
    assert [(row["name"], row["active"]) for row in first] == [("Belmark", "1"), ("Norvania", "1"), ("Ostrava", "0")]
    assert [row["id"] for row in third] == [row["id"] for row in first]
    edges = rows(tmp_path / "wave-003-edges.csv")
    assert [(row["from"][12:], row["to"][12:], row["cooperation"], row["score"]) for row in edges] == [
        ("belmark", "norvania", "1", "1.0"),
        ("norvania", "belmark", "1", "1.0"),
        ("ostrava", "norvania", "1", "7.0"),
    ]
    assert notes == ("1 statement without a date is in no window.",)


def test_statnet_loads_in_r_with_hostile_names(tmp_path, run_r):
    statnet.write(project(HOSTILE), tmp_path)
    printed = run_r(
        'source("load.R"); cat(length(waves), network.size(waves[[1]]), network.edgecount(waves[[1]]), "\\n");'
        'cat(network.vertex.names(waves[[1]]), sep="\\n"); cat("\\n", get.edge.value(waves[[1]], "conflict"))'
    )
    assert printed[0].split() == ["1", "3", "2"]
    assert printed[1:4] == [FRIEND.id, BELMARK.id, NORVANIA.id]
    assert printed[-1].split() == ["1", "1"]


def test_statnet_loads_in_r_without_any_wave(tmp_path, run_r):
    statnet.write(project(STATEMENTS[-1:]), tmp_path)
    assert run_r('source("load.R"); cat(length(waves))') == ["0"]


def test_rsiena_has_square_matrices_of_the_same_actors(tmp_path):
    rsiena.write(project(STATEMENTS), tmp_path, months=1)
    actors = rows(tmp_path / "actors.csv")
    assert [(row["name"], row["first_wave"], row["last_wave"]) for row in actors] == [
        ("Belmark", "1", "3"),
        ("Norvania", "1", "3"),
        ("Ostrava", "2", "3"),
    ]
    assert (tmp_path / "cooperation-001.csv").read_text() == "0,0,0\n1,0,0\n0,0,0\n"
    assert (tmp_path / "conflict-002.csv").read_text() == "0,0,1\n0,0,0\n0,0,0\n"


def test_rsiena_takes_those_with_the_most_ties_and_says_so(tmp_path):
    others = [
        make_statement(TEXT, "met Belmark", "met", [f"State {n}"], ["Belmark"], type="CONSULT", date="2031-01-05")
        for n in range(4)
    ]
    notes = rsiena.write(project((*STATEMENTS, *others)), tmp_path, months=1, most=3)
    assert [row["name"] for row in rows(tmp_path / "actors.csv")] == ["Belmark", "Norvania", "Ostrava"]
    assert notes[-1] == "4 actors with fewer ties are left out."


def test_rsiena_needs_two_waves(tmp_path):
    with pytest.raises(UsageError, match=r"needs two waves or more.*give 1"):
        rsiena.write(project(STATEMENTS[:1]), tmp_path, months=1)


def test_rsiena_loads_in_r_with_joiners_or_structural_zeros(tmp_path, run_r):
    rsiena.write(project(STATEMENTS), tmp_path, months=1)
    printed = run_r(
        'source("load.R"); cat(dim(cooperation), sum(cooperation), sum(conflict), "\\n"); cat(unlist(presence), "\\n");'
        'structural <- TRUE; source("load.R"); cat(sum(cooperation == 10), cooperation[3, 1, ], cooperation[3, 3, 1])'
    )
    assert [line.split() for line in printed[-3:]] == [
        ["3", "3", "3", "4", "1"],
        ["1", "3", "1", "3", "2", "3"],
        ["4", "10", "0", "0", "0"],
    ]


def test_the_same_statements_in_any_order_give_the_same_files(tmp_path):
    for name, statements in (("one", STATEMENTS), ("other", STATEMENTS[::-1])):
        for export in (statnet, rsiena):
            folder = tmp_path / name / export.__name__
            folder.mkdir(parents=True)
            export.write(project(statements), folder, months=1)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*") if path.is_file())
    assert files
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files)
    assert pajek_lines(STATEMENTS) == pajek_lines(STATEMENTS[::-1])
