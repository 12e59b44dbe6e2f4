"""Each command has help with an example, and each example runs as it is written, on the reports of `examples/`."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from kg.cli.app import app
from kg.stores import open_store

ROOT = Path(__file__).parents[2]
GRAPH_OF_EXAMPLES = "kg build"  # its example makes the graph on which the others run


def _examples(command, name):
    if hasattr(command, "commands"):
        for each in command.commands.values():
            yield from _examples(each, f"{name} {each.name}")
    else:
        yield name, command


COMMANDS = dict(_examples(get_command(app), "kg"))


def _example(name):
    return (COMMANDS[name].epilog or "").removeprefix("Example: ")


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Runs a line in Bash, in a folder that holds the examples, with a graph of them."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "gold").symlink_to(ROOT / "benchmarks" / "gold" / "borders")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "KG_STORE": f"embedded:{folder / 'kg-data'}"}

    def run(line):
        return subprocess.run(
            ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    assert run(_example(GRAPH_OF_EXAMPLES)).returncode == 0
    yield run
    with open_store(environment["KG_STORE"]) as store:
        store.drop()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_the_command_does_and_shows_an_example(name):
    command = COMMANDS[name]
    assert command.help
    assert shlex.split(_example(name))[: len(name.split())] == name.split()


@pytest.mark.parametrize("name", [name for name in COMMANDS if not name.startswith(("kg build", "kg store"))])
def test_the_example_runs_and_shows_something(shell, name):
    line = _example(name)
    if name == "kg show":  # the ids of statements change with every step of the reading
        some = shell("kg relations Armenia --limit 1 --format csv | cut -d, -f14 | tail -n 1").stdout.strip()
        line = re.sub(r"\b[0-9a-f]{8}\b", some[:8], line)
    done = shell(line)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout or ">" in line or "--output" in line or done.stderr


def test_the_examples_of_the_store_run_one_after_the_other(shell):
    for name in ("kg store status", "kg store stop", "kg store start", "kg store drop"):
        done = shell(_example(name))
        assert done.returncode == 0, done.stderr
