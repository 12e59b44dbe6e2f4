"""A full disk is told in one line with its remedy, nothing acknowledged is lost, and once there is space all goes on."""

from __future__ import annotations

import os
import shutil
import subprocess

import loads
import pytest

from kg.errors import StoreError
from kg.model import Filter
from kg.stores import open_store

ROOM = 1_500_000  # bytes left for the load


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if os.name != "posix" or not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder, leave):
    filler = folder / "filler"
    filler.write_bytes(b"x" * max(0, shutil.disk_usage(folder).free - leave))
    return filler


def check_whole(store, least):
    found = store.documents()
    assert len(found) >= least, "something acknowledged is lost"
    for info in found:
        assert len(list(store.statements(Filter(document=info.id)))) == info.statements, "something is half-written"


def test_a_disk_that_fills_up_in_the_middle_of_a_load(small_disk):
    acknowledged = []
    with open_store(f"embedded:{small_disk / 'data'}") as store:

        def load():
            for number in range(200):
                acknowledged.append(store.add(*loads.report(number, 40)))

        store.documents()
        filler = fill(small_disk, ROOM)
        with pytest.raises(StoreError, match="is full: free some space") as caught:
            load()
        stored = len(acknowledged)
        assert "\n" not in str(caught.value)
        check_whole(store, stored)
        filler.unlink()
        for number in range(stored + 2):
            store.add(*loads.report(number, 40))
        check_whole(store, stored + 2)
        graph = loads.whole_graph(store)
        store.stop()
        assert loads.whole_graph(store) == graph
        loads.empty(store)
        for number in range(stored + 2):
            store.add(*loads.report(number, 40))
        assert loads.whole_graph(store) == graph
        store.drop()


def test_an_engine_that_starts_on_a_full_disk(small_disk):
    (small_disk / "data").mkdir()
    fill(small_disk, 0)
    with open_store(f"embedded:{small_disk / 'data'}") as store, pytest.raises(StoreError) as caught:
        store.documents()
    assert "full" in str(caught.value) or "No space left" in str(caught.value)
    assert "\n" not in str(caught.value)
