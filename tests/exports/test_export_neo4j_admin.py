"""What neo4j-admin imports from our files is the graph that the store writes over Bolt; the folder is whole or not there."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import neo4j
import pyarrow.parquet as pq
import pytest
from hostile import BELMARK, BORDER, DENIED, NORVANIA, PORT, PROFILES, READINGS, SHELLED, add_readings, everything
from neo4j_server import Neo4jUnavailableError, admin, configure, neo4j_server

from kg.cli import run
from kg.errors import KgError, UsageError
from kg.exports import neo4j_admin, source
from kg.stores import open_store


@pytest.fixture(scope="module")
def imported(hostile_url, tmp_path_factory):
    """The URL of a server that Neo4j's own tool filled from our files, and the login in the environment."""
    folder, home = tmp_path_factory.mktemp("export") / "graph", tmp_path_factory.mktemp("home")
    configure(home)
    with open_store(hostile_url) as store:
        neo4j_admin.write(folder, source.readings(store), store.profile, source.digests(store))
    with pytest.MonkeyPatch.context() as environment:
        environment.chdir(folder)
        try:
            admin(home, "database", "import", "full", f"@{neo4j_admin.ARGUMENTS}")
        except Neo4jUnavailableError as error:
            if "import failed" in str(error) or os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no neo4j-admin: {error}")
        with neo4j_server(home) as server:
            run_script(server, (folder / neo4j_admin.AFTER).read_text(encoding="utf-8"))
            yield server


def run_script(server, script):
    commands = [line for line in script.splitlines() if line and not line.startswith("//")]
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", server.password)) as driver, driver.session() as session:
        for command in commands:
            session.run(command).consume()


@pytest.fixture
def login(imported, monkeypatch):
    for name, value in imported.environment.items():
        monkeypatch.setenv(name, value)
    return imported.uri


@pytest.mark.neo4j
def test_the_imported_graph_is_the_one_written_over_bolt(neo4j_url, imported, monkeypatch):
    with open_store(neo4j_url) as store:
        store.drop()
        add_readings(store)
        nodes, edges = everything(store)
    for name, value in imported.environment.items():
        monkeypatch.setenv(name, value)
    with open_store(imported.uri) as store:
        imported_nodes, imported_edges = everything(store)
    assert len(nodes) > 15
    assert imported_nodes == nodes
    assert imported_edges == edges


@pytest.mark.neo4j
def test_an_imported_graph_is_a_store_like_any_other(login, capsys):
    with open_store(login) as store:
        assert [store.document(document.id) for document, _ in READINGS] == [BORDER, PORT]
        assert store.statement(SHELLED.id).place == SHELLED.place
        assert all(store.add(document, told, PROFILES).unchanged for document, told in READINGS)
        assert store.link() == 0
    assert run(["--store", login, "relations", NORVANIA.id, BELMARK.id, "--format", "jsonl"]) == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert SHELLED.id in [row["id"] for row in shown]


@pytest.mark.neo4j
def test_the_constraints_are_made_and_no_mark_is_left(login):
    with open_store(login) as store:
        assert store.query("MATCH (n) WHERE n._empty IS NOT NULL RETURN count(n)").rows == ((0,),)
        assert store.query("SHOW CONSTRAINTS YIELD name WHERE name = 'statement_id' RETURN count(*)").rows == ((1,),)


def column(folder, name, key):
    return pq.read_table(folder / f"{name}.parquet").column(key).to_pylist()


def test_links_between_documents_are_drawn_whichever_comes_first(tmp_path):
    for order, folder in ((READINGS, tmp_path / "a"), (READINGS[::-1], tmp_path / "b")):
        written = neo4j_admin.write(folder, iter(order), PROFILES)
        assert (written.nodes["Statement"], written.relationships["CONTESTS"]) == (5, 1)
        contest = "CONTESTS_Statement_Statement"
        assert column(folder, contest, ":START_ID(Statement)") == [DENIED.id]
        assert column(folder, contest, ":END_ID(Statement)") == [SHELLED.id]
        denied = column(folder, "DENIES_Actor_Actor", ":START_ID(Actor)"), column(folder, "DENIES_Actor_Actor", ":END_ID(Actor)")
        assert denied == ([BELMARK.id], [NORVANIA.id])


def test_the_arguments_name_every_file_once(tmp_path):
    neo4j_admin.write(tmp_path / "graph", READINGS)
    arguments = (tmp_path / "graph" / neo4j_admin.ARGUMENTS).read_text(encoding="utf-8").splitlines()
    named = [argument.rpartition("=")[2] for argument in arguments if argument.endswith(".parquet")]
    assert sorted(named) == sorted(path.name for path in (tmp_path / "graph").glob("*.parquet"))
    assert arguments[0] == "--input-type=parquet"


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for target in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(UsageError, match="is there already"):
            neo4j_admin.write(target, READINGS)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("folder", ["new", "empty"])
def test_a_failed_export_leaves_nothing(tmp_path, folder):
    (tmp_path / "empty").mkdir()

    def failing():
        yield READINGS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        neo4j_admin.write(tmp_path / folder, failing())
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]
    neo4j_admin.write(tmp_path / folder, READINGS)
    assert (tmp_path / folder / neo4j_admin.AFTER).exists()


def test_what_no_graph_can_be_made_of_is_told(tmp_path):
    half = replace(BORDER, title="\ud800")
    for readings, words in (
        ([], "no document"),
        ((READINGS[0], READINGS[0]), "comes twice"),
        ([(half, ())], "half of a surrogate"),
    ):
        with pytest.raises(KgError, match=words):
            neo4j_admin.write(tmp_path / "graph", readings)
    with pytest.raises(UsageError, match="No such file"):
        neo4j_admin.write(tmp_path / "no" / "graph", READINGS)
    assert list(tmp_path.iterdir()) == []
