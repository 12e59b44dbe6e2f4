"""`kg spark` as a person meets it: one run on a real cluster, and every mistake in one line."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from spark_settings import SETTINGS
from test_spark_load import alone, event_files, written

from kg.cli import run
from kg.spark import session

NOWHERE = "spark://127.0.0.1:1"


def test_a_run_says_what_it_read_and_nothing_of_what_spark_has_to_say(cluster, tmp_path):
    paths = event_files(tmp_path, "icews")
    settings = [part for key, value in SETTINGS.items() for part in ("--conf", f"{key}={value}")]
    command = [
        "spark",
        "load",
        "icews",
        *map(str, paths),
        str(tmp_path / "out"),
        "--master",
        cluster.url,
        "--partitions",
        "2",
        *settings,
    ]
    done = subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, text=True, check=False)
    expected, refused, _ = alone("icews", paths)
    assert done.returncode == 5
    assert written(tmp_path / "out").equals(expected)
    read, told, *refusals = done.stderr.splitlines()
    assert read == f"{len(expected)} statements in {tmp_path / 'out'}"
    assert told.startswith("600 rows read")
    assert [line.split(" rows refused")[0] for line in refusals] == [f"kg: {sum(refused.values())}"]
    assert done.stdout.split()[:2] == ["type", "statements"]


@pytest.fixture
def kg(capsys, tmp_path, monkeypatch):
    """Runs a command in a folder with a file of events, an output and a reader's letters; the last line it says, and its code."""
    monkeypatch.chdir(tmp_path)
    event_files(tmp_path, "icews", rows=3)
    for name, content in (("out", "_SUCCESS"), ("letters", "mine.txt")):
        (tmp_path / name).mkdir()
        (tmp_path / name / content).touch()

    def call(*arguments):
        code = run(["spark", *arguments])
        return code, capsys.readouterr().err.splitlines()

    return call


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("load cricket icews-0.tab new", 2, "no data set"),
        ("load icews nowhere.tab new", 2, "nowhere.tab: no such file"),
        ("load gdelt1 icews-0.tab new", 2, "no file of gdelt1"),
        ("load icews icews-0.tab out", 2, "--replace"),
        ("load icews icews-0.tab letters --replace", 2, "not written by kg spark"),
        ("load icews icews-0.tab new", 6, "no Spark master answers at spark://127.0.0.1:1"),
        ("load icews icews-0.tab new --conf memory=1g", 2, "give a setting of Spark's"),
        ("extract nowhere new", 2, "nowhere: no such file"),
        ("extract icews-0.tab out", 2, "--replace"),
        ("store letters --store bolt://127.0.0.1:1", 2, "holds no output of kg spark"),
        ("store out --store embedded:./kg-data", 2, "takes one writer"),
        ("store out --store bolt://127.0.0.1:1", 6, "no graph store answers"),
    ],
)
def test_a_mistake_ends_in_one_line(kg, command, code, said):
    found, lines = kg(*command.split(), "--master", NOWHERE)
    assert found == code
    (line,) = lines
    assert said in line


def test_without_spark_or_java_the_remedy_is_named(kg, monkeypatch):
    command = ["load", "icews", "icews-0.tab", "new", "--master", NOWHERE]
    with monkeypatch.context() as without:
        without.setattr(session, "find_spec", lambda name: None)
        assert kg(*command) == (2, ["kg: Spark is not installed here: pip install 'diplograph[spark]'"])
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", os.devnull)
    code, (line,) = kg(*command)
    assert (code, "Java 17 or 21" in line) == (2, True)
