"""A small graph of invented states in a real embedded engine, and the command line run on it."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from small_graph import BORDER, CALL, DENIAL, MEETING, PRAISE, PROFILES, SHELLING, TALKS, WITHDRAWAL

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
        store.add(BORDER, (CALL, WITHDRAWAL, SHELLING.linked(contested_by=(DENIAL.id,)), DENIAL), PROFILES)
        store.add(TALKS, (MEETING, PRAISE), {})
    yield url
    with open_store(url) as store:
        store.stop()


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
def process():
    """Runs a command as a process of its own, as a shell does."""

    def call(*arguments, **environment):
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=120
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call
