"""The embedded engine is shared, private to its owner, and comes and goes as it is needed."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from factories import make_document, make_statement

from kg.errors import StoreError, UsageError
from kg.stores import open_store
from kg.stores.rows import SHORT_TYPES

CLIENT = (
    "import sys; from kg.stores import open_store; s = open_store(sys.argv[1]); s.documents(); print(s.status().pid, flush=True)"
)


def wait_until(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def client(folder, code=CLIENT, **environment):
    command = [sys.executable, "-c", code, f"embedded:{folder}"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})


def alive(pid):
    return Path(f"/proc/{pid}").exists()


def test_commands_that_race_share_one_engine_which_outlives_them(own_folder):
    racers = [client(own_folder) for _ in range(5)]
    pids = {int(racer.communicate()[0]) for racer in racers}
    assert len(pids) == 1
    assert [racer.returncode for racer in racers] == [0] * 5
    assert alive(pids.pop())


def test_a_killed_engine_is_started_again_with_its_data(own_folder):
    document = make_document("Freedonia asked Sylvania for boats.", uri="file:1")
    statement = make_statement(document, document.text, "asked", ["Freedonia"], ["Sylvania"], type="REQUEST")
    with open_store(f"embedded:{own_folder}") as store:
        store.add(document, [statement])
        first = store.status().pid
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: not alive(first))
        assert list(store.statements()) == [statement]
        assert store.status().pid != first


def test_an_engine_that_nobody_uses_stops(own_folder, monkeypatch):
    monkeypatch.setenv("KG_IDLE_SECONDS", "1")
    killed = client(own_folder, CLIENT + "; sys.stdin.read()")
    pid = int(killed.stdout.readline())
    time.sleep(2)
    assert alive(pid), "a client holds it"
    killed.kill()
    killed.communicate()
    wait_until(lambda: not alive(pid))
    status = open_store(f"embedded:{own_folder}").status()
    assert (status.running, status.pid, status.statements) == (False, None, None)
    assert not (own_folder / "engine.json").exists()


def test_only_its_owner_can_use_it(embedded_url):
    folder = Path(embedded_url.removeprefix("embedded:"))
    with open_store(embedded_url) as store:
        store.documents()
        status = store.status()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "engine.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "engine.log").stat().st_mode) == 0o600
    assert listening(status.pid) == {("127.0.0.1", status.port)}
    assert os.getsid(status.pid) != os.getsid(0)


def test_its_passwords_are_in_one_file_only(embedded_url):
    folder = Path(embedded_url.removeprefix("embedded:"))
    with open_store(embedded_url) as store:
        store.documents()
        process = Path(f"/proc/{store.status().pid}")
    state = json.loads((folder / "engine.json").read_text())
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "engine.json"]
    for place in (process / "cmdline", process / "environ", *files):
        found = place.read_bytes()
        assert state["password"].encode() not in found, place
        assert state["reader"].encode() not in found, place
    assert min(len(state["password"]), len(state["reader"])) >= 43
    assert [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_its_reader_can_neither_write_nor_see_another_database(embedded_url):
    import neo4j

    with open_store(embedded_url) as store:
        store.documents()
    state = json.loads((Path(embedded_url.removeprefix("embedded:")) / "engine.json").read_text())
    address = f"bolt://127.0.0.1:{state['port']}"
    with neo4j.GraphDatabase.driver(address, auth=("reader", state["reader"])) as driver:
        for database, query in (("kg", "CREATE (:Actor {id: 'intruder'})"), ("other", "RETURN 1")):
            with driver.session(database=database) as session, pytest.raises(neo4j.exceptions.Neo4jError):
                session.run(query).consume()
    for user, password in (("root", state["reader"]), ("root", ""), ("reader", ""), ("admin", "admin")):
        with (
            neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver,
            pytest.raises(neo4j.exceptions.AuthError),
        ):
            driver.verify_connectivity()
    with neo4j.GraphDatabase.driver(address) as driver, pytest.raises(neo4j.exceptions.Neo4jError):
        driver.execute_query("MATCH (n) RETURN n", database_="kg")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
def listening(pid):
    """Addresses and ports on which a process listens."""
    own = {os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in own:
                address, port = columns[1].split(":")
                packed = bytes.fromhex(address[-8:])[::-1]
                loopback = address in ("0100007F", "0000000000000000FFFF00000100007F")
                found.add((socket.inet_ntoa(packed) if loopback else address, int(port, 16)))
    return found


def test_stop_and_drop(own_folder):
    url = f"embedded:{own_folder}"
    with open_store(url) as store:
        assert store.stop() is False
        store.add(make_document("Nothing happened."), [])
        assert store.stop() is True
        assert store.status().running is False
        assert [info.statements for info in store.documents()] == [0]
        (own_folder / "notes.txt").write_text("the user's own")
        store.drop()
    assert [path.name for path in own_folder.iterdir()] == ["notes.txt"]


def test_a_leftover_state_file_deceives_nobody(own_folder):
    own_folder.mkdir()
    (own_folder / "engine.json").write_text(
        json.dumps({"pid": os.getpid(), "port": 1, "password": "", "reader": "", "version": ""})
    )
    with open_store(f"embedded:{own_folder}") as store:
        assert store.stop() is False
        assert store.status().running is False


def test_looking_does_not_start_it(own_folder):
    with open_store(f"embedded:{own_folder}", start=False) as store, pytest.raises(StoreError, match="is not running"):
        store.documents()
    assert not own_folder.exists()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        open_store(f"embedded:{tmp_path}/file/data") as store,
        pytest.raises(StoreError, match="cannot use the data folder") as caught,
    ):
        store.documents()
    assert "--store" in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_an_engine_that_cannot_start_says_why(own_folder):
    own_folder.mkdir()
    (own_folder / "databases").write_text("in the way")
    with open_store(f"embedded:{own_folder}") as store, pytest.raises(StoreError, match=r"did not start: .*databases") as caught:
        store.documents()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "inf"])
def test_an_idle_time_that_is_none(own_folder, monkeypatch, seconds):
    monkeypatch.setenv("KG_IDLE_SECONDS", seconds)
    with open_store(f"embedded:{own_folder}") as store, pytest.raises(UsageError, match="KG_IDLE_SECONDS"):
        store.documents()


def test_the_schema_knows_every_kind_of_edge(embedded_url):
    with open_store(embedded_url) as store:
        types = {row[0] for row in store.query("CALL db.relationshipTypes()").rows}
    assert {*SHORT_TYPES, "ACTOR", "RECIPIENT", "SAID_BY", "ON", "IN", "AT", "CONTESTS", "CONTENT_OF", "HELD"} <= types
