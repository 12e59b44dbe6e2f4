"""The crisis in each engine, and what is asked of it."""

from __future__ import annotations

import pytest
from crisis_graph import crisis

from kg.cli import run
from kg.stores import open_store


@pytest.fixture(scope="module")
def crisis_store(shared_store):
    """A store, on each engine in turn, that holds the crisis and nothing else."""
    _fill(shared_store)
    return shared_store


@pytest.fixture(scope="module")
def crisis_url(embedded_url):
    """The address of an embedded store that holds the crisis and nothing else."""
    with open_store(embedded_url) as store:
        _fill(store)
    return embedded_url


@pytest.fixture
def ask(crisis_url, capsys):
    """Runs a command on the crisis; gives its exit code and what it wrote."""

    def call(*arguments):
        code = run(["--store", crisis_url, *arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return call


def _fill(store):
    for document in store.documents():
        store.remove(document.id)
    crisis().store(store)
