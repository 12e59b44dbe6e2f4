"""A command or an engine that is killed in the middle of a load loses nothing acknowledged and leaves nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import loads
import pytest
from neo4j_server import neo4j_server

from kg.stores import open_store

COUNT = 12
A_REPORT = 0.03  # seconds that storing one takes, about


@pytest.fixture
def undisturbed(store):
    """The graphs of a load without trouble, after none, one, two ... reports; the store is empty again."""
    return undisturbed_graphs(store)


def undisturbed_graphs(store):
    loads.empty(store)
    graphs = [loads.whole_graph(store)]
    for number in range(COUNT):
        store.add(*loads.report(number))
        graphs.append(loads.whole_graph(store))
    assert store.link() == 0
    loads.empty(store)
    return graphs


def moments(seed):
    """When to kill: once after each report (at first before any), and how many seconds after it."""
    chance = Random(seed)
    for number in range(COUNT):
        yield number, chance.uniform(0, 2 * A_REPORT)


def start_load(url, first=0):
    command = [sys.executable, loads.__file__, url, str(COUNT), str(first)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def await_report(load, number):
    """Read what the load tells up to that report."""
    awaited = str(number - 1) if number else "ready"
    for line in load.stdout:
        if line.strip() == awaited:
            return
    raise AssertionError(load.stderr.read())


def acknowledged(load, number):
    """How many reports the load was told are stored, when it had told `number` before it was killed."""
    said, problems = load.communicate(timeout=120)
    print(problems)  # shown when the test fails
    return number + sum(line.strip().isdigit() for line in said.splitlines())


def check_graph(store, graphs, least):
    """The graph is that of so many reports in their order, and at least those acknowledged; how many."""
    found = loads.whole_graph(store)
    assert found in graphs, "something is half-written"
    assert graphs.index(found) >= least, "something acknowledged is lost"
    return graphs.index(found)


def run_again(url):
    load = start_load(url)
    _, problems = load.communicate(timeout=120)
    assert (load.returncode, problems) == (0, "")


def test_a_killed_command(store, undisturbed):
    url = store.status().url
    cut_short = 0
    for number, pause in moments(1):
        load = start_load(url)
        await_report(load, number)
        time.sleep(pause)
        load.kill()
        told = acknowledged(load, number)
        stored = check_graph(store, undisturbed, told)
        cut_short += stored < COUNT
        if number % 4 == 0:
            run_again(url)
            assert loads.whole_graph(store) == undisturbed[COUNT]
        loads.empty(store)
    assert cut_short > COUNT / 2


def kill_engine(folder):
    """Kill the engine's process, and wait until it is gone with its locks."""
    pid = json.loads((folder / "engine.json").read_text())["pid"]
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.01)


def test_a_killed_engine(own_folder):
    url = f"embedded:{own_folder}"
    with open_store(url) as store:
        graphs = undisturbed_graphs(store)
        for number, pause in moments(2):
            load = start_load(url)
            await_report(load, number)
            time.sleep(pause)
            kill_engine(own_folder)
            if number % 4 == 0:
                load.kill()
                check_graph(store, graphs, acknowledged(load, number))
                run_again(url)
            else:  # the load starts the engine again and goes on
                assert (acknowledged(load, number), load.returncode) == (COUNT, 0)
            assert loads.whole_graph(store) == graphs[COUNT]
            loads.empty(store)


@pytest.mark.neo4j
def test_a_killed_neo4j(neo4j_url, tmp_path, monkeypatch):
    with neo4j_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        with open_store(server.uri) as store:
            graphs = undisturbed_graphs(store)
        load = start_load(server.uri)
        await_report(load, 5)
        os.kill(server.pid, signal.SIGKILL)
        told = acknowledged(load, 5)
        assert load.returncode == 1
    with neo4j_server(tmp_path) as server, open_store(server.uri) as store:
        check_graph(store, graphs, told)
        run_again(server.uri)
        assert loads.whole_graph(store) == graphs[COUNT]
