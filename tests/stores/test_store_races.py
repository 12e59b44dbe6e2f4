"""Writers and readers at the same time lose nothing, make nothing twice, and never see a lock."""

from __future__ import annotations

import os
import subprocess
import sys

import loads

COUNT = 10
OTHERS = 40


def start(url, first, last):
    command = [sys.executable, loads.__file__, url, str(last), str(first)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_two_loads_at_once_and_a_reader_beside_them(store):
    for number in (*range(COUNT), *range(OTHERS, OTHERS + COUNT)):
        store.add(*loads.report(number))
    undisturbed = loads.whole_graph(store)
    loads.empty(store)

    url = store.status().url
    writers = [start(url, 0, COUNT), start(url, 0, COUNT), start(url, OTHERS, OTHERS + COUNT)]
    seen = [0]
    while any(writer.poll() is None for writer in writers):
        for info in store.documents():
            assert len(list(store.statements(_of(info.id)))) == info.statements, "a reader sees half a document"
        seen.append(len(store.documents()))
    for writer in writers:
        said, problems = writer.communicate()
        assert (writer.returncode, problems) == (0, "")
        assert said.endswith("linked\n")
    assert seen == sorted(seen), "what was stored does not go away"
    store.link()
    assert loads.whole_graph(store) == undisturbed


def _of(document):
    from kg.model import Filter

    return Filter(document=document)
