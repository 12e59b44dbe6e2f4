"""What goes wrong with the store is told in one line with a remedy, within seconds, whatever the command; nothing is half done."""

import subprocess
import sys
import time
from random import Random

import pytest
from broken_servers import REPLIES, broken_port

from kg.stores import open_store

COMMANDS = {
    "lookup": ("relations", "Iran", "Turkey"),
    "build": ("build", "REPORT"),
    "export": ("export", "--format", "jsonl"),
    "query": ("cypher", "MATCH (n) RETURN n"),
    "documents": ("documents",),
    "validate": ("validate",),
    "status": ("store", "status"),
    "drop": ("store", "drop", "--yes"),
}


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("The foreign minister of Norway called on Denmark to reopen the harbour.")
    return file


def _told_at_once(kg, command, url, report):
    began = time.monotonic()
    outcome = kg("--store", url, *(str(report) if part == "REPORT" else part for part in command))
    assert time.monotonic() - began < 15
    assert (outcome.code, outcome.out) == (6, ""), outcome.err
    (line,) = outcome.err.splitlines()
    assert line.startswith("kg: ")
    assert "check the store URL" in line
    return line


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_server_that_is_down(kg, report, command):
    with broken_port("none") as port:
        assert str(port) in _told_at_once(kg, command, f"bolt://127.0.0.1:{port}", report)


@pytest.mark.parametrize("kind", REPLIES)
def test_another_product(kg, report, kind):
    with broken_port(kind) as port:
        _told_at_once(kg, COMMANDS["lookup"], f"bolt://127.0.0.1:{port}", report)


@pytest.mark.neo4j
@pytest.mark.parametrize("command", ["lookup", "build"])  # Neo4j shuts out who is wrong three times in a row
def test_a_wrong_password(kg, report, command, neo4j_url, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-one")
    assert "refuses the user or the password" in _told_at_once(kg, COMMANDS[command], neo4j_url, report)


def _kg(*arguments):
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_five_commands_that_race_start_one_engine(tmp_path, report):
    url = f"embedded:{tmp_path / 'data'}"
    racers = [_kg("--store", url, "build", report) if n % 2 else _kg("--store", url, "store", "start") for n in range(5)]
    said = [racer.communicate(timeout=120) for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * len(racers), said
    with open_store(url) as store:
        assert len(store.documents()) == 1
        started = (tmp_path / "data" / "engine.log").read_text(errors="replace").count("ArcadeDB Server started")
        store.drop()
    assert started == 1


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        text = f"The foreign minister of Norway called on Denmark to reopen harbour {number}. Sweden denied report {number}."
        (folder / f"note-{number:02}.txt").write_text(text)
    return folder


def _whole(url):
    from loads import whole_graph

    with open_store(url) as store:
        return whole_graph(store), [(info.id, info.statements) for info in store.documents()]


def _build(url, folder):
    build = _kg("--store", url, "build", folder, "--published", "2031-05-02")
    _, problems = build.communicate(timeout=120)
    assert build.returncode == 0, problems


def test_a_build_killed_at_any_moment_leaves_whole_documents_and_a_rerun_completes_it(tmp_path, reports):
    url = f"embedded:{tmp_path / 'data'}"
    _build(url, reports)
    undisturbed, documents = _whole(url)
    began = time.monotonic()
    _build(url, reports)
    seconds = time.monotonic() - began
    chance = Random(3)
    for _ in range(4):
        with open_store(url) as store:
            store.query("MATCH (n) DETACH DELETE n", write=True)
        build = _kg("--store", url, "build", reports, "--published", "2031-05-02")
        time.sleep(seconds * chance.uniform(0.5, 1.0))
        build.kill()
        build.communicate()
        _, found = _whole(url)
        assert set(found) <= set(documents)
    _build(url, reports)
    assert _whole(url) == (undisturbed, documents)
    with open_store(url) as store:
        store.drop()


def test_two_builds_at_once_and_a_reader_beside_them(tmp_path, reports):
    url = f"embedded:{tmp_path / 'data'}"
    _build(url, reports)
    undisturbed = _whole(url)
    with open_store(url) as store:
        store.query("MATCH (n) DETACH DELETE n", write=True)
    builds = [_kg("--store", url, "build", reports, "--published", "2031-05-02") for _ in range(2)]
    reader = _kg("--store", url, "documents")
    for process in (*builds, reader):
        said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert _whole(url) == undisturbed
    with open_store(url) as store:
        store.drop()
