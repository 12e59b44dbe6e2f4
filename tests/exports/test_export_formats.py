"""`kg export` in every form: whole or not at all, the same statements in each, and nothing lost on the way."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from xml.etree import ElementTree

import networkx as nx
import pyarrow.parquet as pq
import pytest
from hostile import ASKED, BELMARK, CONFIRMED, DENIED, FRIEND, MET, NORVANIA, READINGS, SHELLED

from kg import rdf
from kg.cli import run
from kg.errors import UsageError
from kg.exports import parquet, source

KG = [sys.executable, "-m", "kg"]
STATEMENTS = {told.id: told for _, statements in READINGS for told in statements}
ONE_FILE = ["ttl", "trig", "nq", "jsonld", "jsonl", "csv", "parquet", "graphml", "gexf"]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def export(capsys, hostile_url):
    def call(*arguments):
        code = run(["--store", hostile_url, "export", *map(str, arguments)])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


def ids_in(path):
    """The ids of the statements that an exported file holds."""
    form = path.suffix[1:]
    if form in rdf.FORMATS:
        return {told.id for _, statements in rdf.read_bulk(path.read_bytes(), form) for told in statements}
    if form == "jsonl":
        return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").split("\n") if line}
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {row["id"] for row in csv.DictReader(file)}
    if form == "parquet":
        return set(pq.read_table(path).column("id").to_pylist())
    network = nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path, force_multigraph=True)
    return {data["statement"] for _, _, data in network.edges(data=True)}


@pytest.mark.parametrize("form", ONE_FILE)
def test_the_suffix_tells_the_format_and_the_filters_are_the_same_in_each(export, tmp_path, form):
    target = tmp_path / f"graph.{form}"
    assert export("-o", target, "--type", "REQUEST", "--document", 'notes/"border".txt').code == 0
    assert ids_in(target) == {ASKED.id}
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("form", ONE_FILE[:7])
def test_all_statements_leave_in_every_form(export, tmp_path, form):
    target = tmp_path / f"graph.{form}"
    assert export(target).code == 0
    assert ids_in(target) == set(STATEMENTS)


def test_a_parquet_table_gives_the_statements_back_as_they_were(export, hostile, tmp_path):
    assert export("-o", tmp_path / "graph.parquet").code == 0
    table = pq.read_table(tmp_path / "graph.parquet").to_pylist()
    assert list(table[0]) == list(SHELLED.to_json())
    assert next(row for row in table if row["id"] == SHELLED.id)["recipients"] == [NORVANIA.name, FRIEND.name]
    assert {told.id: told for told in parquet.read(tmp_path / "graph.parquet")} == {
        told.id: told for told in hostile.statements()
    }


def test_a_file_that_is_no_table_of_statements_is_named(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises(UsageError, match=r"x\.parquet: not a Parquet table of statements"):
        list(parquet.read(tmp_path / "x.parquet"))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_keeps_every_edge_and_shows_what_xml_cannot_hold(export, tmp_path, form):
    outcome = export("-o", tmp_path / f"graph.{form}")
    assert "control characters, which XML cannot hold" in outcome.err
    ElementTree.parse(tmp_path / f"graph.{form}")  # raises where it is not well-formed
    network = nx.read_gexf(tmp_path / "graph.gexf") if form == "gexf" else nx.read_graphml(tmp_path / "graph.graphml")
    assert r"\x00\x01\x1f" in network.nodes[FRIEND.id]["label"]
    ties = {(start, end, data["statement"], data["label"]) for start, end, data in network.edges(data=True)}
    assert {
        (BELMARK.id, NORVANIA.id, SHELLED.id, "ASSAULT"),
        (BELMARK.id, FRIEND.id, SHELLED.id, "ASSAULT"),
        (NORVANIA.id, BELMARK.id, ASKED.id, "REQUEST"),
        (NORVANIA.id, FRIEND.id, MET.id, "CONSULT"),
    } <= ties
    shelled = next(data for _, _, data in network.edges(data=True) if data["statement"] == SHELLED.id)
    assert (shelled["score"], shelled["contested"], shelled["page"]) == (-10.0, True, 1)
    identifiers = [edge.get("id") for edge in ElementTree.parse(tmp_path / f"graph.{form}").iter() if edge.tag.endswith("}edge")]
    assert len(identifiers) == len(set(identifiers)) == network.number_of_edges()


def test_the_same_graph_gives_the_same_bytes(export, tmp_path):
    for form in ONE_FILE:
        for name in ("a", "b"):
            export("-o", tmp_path / f"{name}.{form}")
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_a_report_without_passing_statements_leaves_only_where_nothing_is_asked_for(hostile):
    assert [document.id for document, _ in source.readings(hostile)] == [document.id for document, _ in READINGS]
    assert {told.id for _, statements in source.readings(hostile) for told in statements} == set(STATEMENTS)
    assert DENIED.id in STATEMENTS
    assert CONFIRMED.id in STATEMENTS


def test_what_cannot_be_written_is_one_line_and_keeps_the_old_file(export, tmp_path, monkeypatch):
    old = tmp_path / "graph.csv"
    old.write_text("old", encoding="utf-8")
    monkeypatch.setattr("kg.cli.exchange.lines", _interrupted)
    assert export("-o", old).code == 130
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def _interrupted(*_):
    yield "half a line"
    raise KeyboardInterrupt


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["csv", "trig", "parquet", "gexf"])
def test_a_full_disk_is_one_line(hostile_url, form):
    with open("/dev/full", "wb") as full:
        command = [*KG, "--store", hostile_url, "export", "--format", form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["trig", "csv", "parquet"])
def test_a_reader_that_goes_away_is_no_error(hostile_url, form):
    script = f"'{sys.executable}' -m kg --store '{hostile_url}' export --format {form} | head -c 1 > /dev/null"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_mistakes_are_one_line(export, tmp_path):
    for arguments, words in (
        (("-o", tmp_path / "graph.xyz"), "the suffix tells no format"),
        (("-o", tmp_path / "graph"), "the suffix tells no format"),
        (("-f", "neo4j-admin"), "needs a folder"),
        ((tmp_path / "a.csv", "-o", tmp_path / "b.csv"), "named twice"),
        (("-o", tmp_path), "the suffix tells no format"),
        (("-f", "csv", "-o", tmp_path), "Is a directory"),
        (("-f", "csv", "-o", tmp_path / "no" / "a.csv"), "No such file or directory"),
    ):
        outcome = export(*arguments)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert words in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_not_sent_a_binary_table(hostile_url):
    ours, theirs = pty.openpty()
    command = [*KG, "--store", hostile_url, "export", "--format", "parquet"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, "no text for a terminal" in done.stderr) == (2, True)
