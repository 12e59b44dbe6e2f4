"""What the tests of the stores share."""

from __future__ import annotations

import pytest

from kg.stores import open_store


@pytest.fixture
def own_folder(tmp_path):
    """A data folder of this test alone; its engine is stopped afterwards."""
    folder = tmp_path / "data"
    yield folder
    with open_store(f"embedded:{folder}") as store:
        store.drop()
