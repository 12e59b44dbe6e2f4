"""The hostile reports in the embedded engine."""

from __future__ import annotations

import pytest
from hostile import add_readings

from kg.stores import open_store


@pytest.fixture(scope="session")
def hostile_url(tmp_path_factory):
    """The store with both hostile reports; its engine runs until the tests end."""
    url = f"embedded:{tmp_path_factory.mktemp('hostile') / 'kg-data'}"
    with open_store(url) as store:
        add_readings(store)
    yield url
    with open_store(url) as store:
        store.drop()


@pytest.fixture
def hostile(hostile_url):
    with open_store(hostile_url) as store:
        yield store
