"""What `kg extract` and `kg build` say while they read: a bar on a terminal, nothing on a pipe, and what was not read."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH = "Norway condemned Hungary on Monday. Hungary rejected the accusation."
RUSSIAN = "Министр иностранных дел встретился в понедельник в Осло со своим норвежским коллегой."
GERMAN = "Der Außenminister traf am Montag seinen norwegischen Amtskollegen in Oslo und sprach über die Lage an der Grenze."


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        (tmp_path / f"note{number}.txt").write_text(
            f"{ENGLISH} Kenya praised Chile for the {number + 2} ships.", encoding="utf-8"
        )
    return tmp_path


def on_terminal(*arguments: object, data_there: bool = False) -> tuple[str, str]:
    """What a command writes to standard output and to the terminal that is its standard error, or both."""
    master, slave = pty.openpty()
    output = slave if data_there else subprocess.PIPE
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=slave, env=environment) as process:
        os.close(slave)
        seen = b""
        try:
            while chunk := os.read(master, 4096):
                seen += chunk
        except OSError:
            pass  # Linux ends a terminal that nobody writes to any more with an error
        data = process.stdout.read() if process.stdout else b""
    os.close(master)
    assert process.returncode == 0
    return data.decode(), seen.decode()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_terminal_shows_documents_rate_and_time_left_and_the_data_stay_apart(folder, jobs):
    data, seen = on_terminal("extract", folder, "--jobs", jobs)
    assert [json.loads(line)["type"] for line in data.splitlines()].count("ACCUSE") == 3
    assert "3/3" in seen
    assert "statements, " in seen
    assert "/s" in seen
    assert "0:00:00" in seen
    assert "ACCUSE" not in seen


def test_rows_on_the_same_terminal_are_not_disturbed_by_a_bar(folder):
    _, seen = on_terminal("extract", folder, data_there=True)
    assert all(json.loads(line) for line in seen.splitlines())


def test_quotes_go_to_standard_output_and_what_is_read_to_the_terminal(folder):
    (folder / "said.txt").write_text("The vet said that the ferry was late.", encoding="utf-8")
    data, seen = on_terminal("quotes", folder / "said.txt")
    assert [json.loads(line)["content"] for line in data.splitlines()] == ["that the ferry was late"]
    assert "said.txt: 1 attributions" in seen
    assert "ferry" not in seen
    _, seen = on_terminal("quotes", folder / "said.txt", data_there=True)
    assert [json.loads(line)["content"] for line in seen.splitlines()] == ["that the ferry was late"]


def test_how_many_documents_a_corpus_holds_is_not_guessed(folder):
    (folder / "corpus.jsonl").write_text(json.dumps({"id": 1, "text": ENGLISH}), encoding="utf-8")
    _, seen = on_terminal("extract", folder)
    assert "4/?" in seen


def test_a_pipe_gets_no_bar(folder, process):
    outcome = process("extract", folder)
    assert (outcome.code, outcome.err) == (0, "")


def test_examples_give_equal_bytes_whatever_the_number_of_processes(process):
    one, three = process("extract", EXAMPLES), process("extract", EXAMPLES, "--jobs", 3)
    assert one.out == three.out != ""
    assert one.err == three.err


def test_what_was_not_read_is_said_with_its_pages(kg, tmp_path):
    (tmp_path / "german.txt").write_text(GERMAN, encoding="utf-8")
    pages = "\n\n\f".join([ENGLISH, RUSSIAN, RUSSIAN, f"{ENGLISH}\n\n{RUSSIAN}"])
    (tmp_path / "mixed.txt").write_text(pages, encoding="utf-8")
    outcome = kg("extract", tmp_path)
    assert outcome.code == 0
    assert outcome.err.splitlines() == [
        f"kg: {tmp_path}/german.txt: is in German: not read (English only)",
        f"kg: {tmp_path}/mixed.txt: pages 2-3 and part of page 4 are in Russian: not read (English only)",
    ]


def test_of_a_large_corpus_the_rest_is_counted(kg, tmp_path):
    rows = [json.dumps({"id": number, "text": RUSSIAN}) for number in range(23)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    lines = kg("extract", tmp_path / "corpus.jsonl").err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "kg: 3 more documents hold text that was not read (Russian in 3)"
