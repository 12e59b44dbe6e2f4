"""A small graph of invented states in a real embedded engine, and the command line run on it."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from small_graph import fill

from kg.cli import run
from kg.stores import open_store


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def graph_url(tmp_path_factory):
    """The store with both documents; its engine runs until the tests end."""
    url = f"embedded:{tmp_path_factory.mktemp('graph') / 'kg-data'}"
    with open_store(url) as store:
        fill(store)
    yield url
    with open_store(url) as store:
        store.stop()


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def either_url(request, tmp_path_factory):
    """All three reports in either engine, alone there while the tests of a module run."""
    own = f"embedded:{tmp_path_factory.mktemp('either') / 'kg-data'}"
    url = own if request.param == "embedded" else request.getfixturevalue("neo4j_url")
    with open_store(url) as store:
        for info in store.documents():
            store.remove(info.id)
        fill(store, hearing=True)
    yield url
    with open_store(url) as store:
        store.drop()


@pytest.fixture
def kg(capsys):
    """Runs a command in this process."""

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def ask(kg, graph_url):
    """Runs a command on the small graph."""
    return lambda *arguments: kg("--store", graph_url, *arguments)


@pytest.fixture
def ask_either(kg, either_url):
    """Runs a command on all three reports, in either engine."""
    return lambda *arguments: kg("--store", either_url, *arguments)


@pytest.fixture
def process():
    """Runs a command as a process of its own, as a shell does."""

    def call(*arguments, **environment):
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=120
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call
