"""A server that is not ours is used by its URL; one that is down, wrong or closed to us is told in one line, soon."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from broken_servers import REPLIES, Line, broken_port
from factories import make_document, make_statement

from kg.errors import QueryError, StoreError, UsageError
from kg.stores import open_store


@pytest.mark.parametrize(
    "url", ["", "kg-data", "embedded:", "http://localhost", "bolt://", "bolt://host:port", "bolt://me:secret@host", "file:///tmp"]
)
def test_urls_that_are_no_store(url):
    with pytest.raises(UsageError) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


@pytest.fixture
def server(embedded_url, monkeypatch):
    """The engine of the tests, reached as any server by address and password."""
    with open_store(embedded_url) as store:
        store.documents()
        state = json.loads((Path(embedded_url.removeprefix("embedded:")) / "engine.json").read_text())
        monkeypatch.setenv("NEO4J_USERNAME", "root")
        monkeypatch.setenv("NEO4J_PASSWORD", state["password"])
        monkeypatch.setenv("NEO4J_DATABASE", "kg")
        yield f"bolt://127.0.0.1:{state['port']}"


def test_a_server_by_its_url(server):
    document = make_document("Freedonia asked Sylvania for boats.")
    statement = make_statement(document, document.text, "asked", ["Freedonia"], ["Sylvania"], type="REQUEST")
    with open_store(server) as store:
        store.drop()
        store.add(document, [statement])
        assert list(store.statements()) == [statement]
        with pytest.raises(QueryError, match="would change the graph"):
            store.query("MATCH (a:Actor) SET a.name = 'x'")
        assert list(store.statements()) == [statement]
        status = store.status()
        assert (status.running, status.pid, status.statements) == (True, None, 1)
        assert store.stop() is False
        store.drop()
        assert store.query("MATCH (n) RETURN count(n)").rows == ((0,),)


def test_a_wrong_password(server, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    with open_store(server) as store, pytest.raises(StoreError, match=r"refuses the user or the password.*NEO4J_PASSWORD"):
        store.documents()


def test_an_unknown_database(server, monkeypatch):
    monkeypatch.setenv("NEO4J_DATABASE", "elsewhere")
    with open_store(server) as store, pytest.raises(StoreError, match="elsewhere"):
        store.documents()


@pytest.mark.parametrize("kind", REPLIES)
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_where_no_neo4j_answers(kind, scheme):
    began = time.monotonic()
    with (
        broken_port(kind) as port,
        open_store(f"{scheme}://127.0.0.1:{port}") as store,
        pytest.raises(StoreError, match="check the store URL") as caught,
    ):
        store.documents()
    assert time.monotonic() - began < 12
    assert "\n" not in str(caught.value)


@pytest.mark.neo4j
@pytest.mark.parametrize("question", [True, False], ids=["cypher", "reading"])
def test_a_server_that_dies_in_the_middle_of_a_query(neo4j_url, question, capfd):
    line = Line(urlsplit(neo4j_url).port)

    def ask():
        while True:
            store.query("UNWIND range(1, 30000000) AS n RETURN sum(n)") if question else store.documents()

    with open_store(f"bolt://127.0.0.1:{line.port}") as store:
        store.documents()
        threading.Timer(0.5, line.cut).start()
        began = time.monotonic()
        with pytest.raises(StoreError, match=r"no graph store answers.*check the store URL") as caught:
            ask()
    assert time.monotonic() - began < 15
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == "", "the driver's own log is not the user's business"
