"""The stores under test: the embedded engine in a temporary folder, and a real Neo4j server."""

from __future__ import annotations

import pytest

from kg.stores import open_store


@pytest.fixture(scope="session")
def embedded_url(tmp_path_factory):
    """One engine for all tests of a session; it is gone afterwards."""
    url = f"embedded:{tmp_path_factory.mktemp('store')}/kg-data"
    yield url
    with open_store(url) as store:
        store.drop()


@pytest.fixture(scope="session", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def shared_store(request):
    url = request.getfixturevalue(f"{request.param}_url")
    with open_store(url) as store:
        yield store


@pytest.fixture
def store(shared_store):
    """An empty store."""
    for document in shared_store.documents():
        shared_store.remove(document.id)
    return shared_store


@pytest.fixture
def own_folder(tmp_path):
    """A data folder of this test alone; its engine is stopped afterwards."""
    folder = tmp_path / "data"
    yield folder
    with open_store(f"embedded:{folder}") as store:
        store.drop()
