"""The command as a shell runs it: pipes, terminals, signals, start-up."""

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from small_graph import BORDER, CALL, DENIAL

from kg.stores import open_store

KG = [sys.executable, "-m", "kg"]


def _on_terminal(command, *, stderr_too=False, **environment):
    """What a command prints on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color", **environment}
    running = subprocess.Popen(
        [*KG, *command],
        stdout=theirs,
        stderr=theirs if stderr_too else subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=settings,
    )
    os.close(theirs)
    chunks = []
    try:
        while chunk := os.read(ours, 65536):
            chunks.append(chunk)
    except OSError:  # Linux reports the other end's closing as an error
        pass
    os.close(ours)
    assert running.wait(timeout=60) == 0
    return b"".join(chunks).decode()


def _letters(text):
    return re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text))


def test_a_terminal_gets_colours_and_the_whole_evidence_folded_to_its_width(graph_url):
    shown = _on_terminal(["--store", graph_url, "relations", "Belmark"])
    assert "\x1b[" in shown
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 100 for line in shown.splitlines())
    words = [word for word in CALL.quote.split() if word not in _letters(shown)]
    assert words == []
    assert "…" not in shown


def test_no_color_is_honoured(graph_url):
    shown = _on_terminal(["--store", graph_url, "relations", "Belmark"], NO_COLOR="1")
    assert not re.search(r"\x1b\[(?:\d+;)*(?:3\d|4\d|9\d)m", shown)


def test_a_terminal_is_not_sent_what_a_report_contains(graph_url):
    assert "\x1b[31m the shelling" not in _on_terminal(["--store", graph_url, "show", DENIAL.id])


def test_a_pipe_gets_plain_and_complete_lines(graph_url, process):
    outcome = process("--store", graph_url, "relations", "Belmark", COLUMNS="40", FORCE_COLOR="1")
    assert CALL.quote in outcome.out
    assert "\x1b" not in outcome.out


def test_a_reader_that_goes_away_is_no_error(graph_url):
    query = "UNWIND range(1, 20000) AS n RETURN n"
    script = f"'{sys.executable}' -m kg --store '{graph_url}' cypher '{query}' --format jsonl | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ('{"n": 1}\n', "", 141)


def test_an_interrupted_command_says_so_in_one_line(tmp_path):
    fifo = tmp_path / "slow.txt"
    os.mkfifo(fifo)
    heeded = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a test run in the background has it ignored
    running = subprocess.Popen(
        [*KG, "extract", fifo],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeded,  # noqa: PLW1509  no threads here
    )
    with fifo.open("w"):  # opens when the command opens it to read
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "kg: interrupted\n")


@pytest.mark.parametrize(
    ("command", "forbidden"),
    [
        (["--help"], {"spacy", "rdflib", "networkx", "pyvis", "trafilatura", "neo4j", "numpy", "yaml"}),
        (
            ["relations", "Petra Varga", "Belmark"],
            {"spacy", "rdflib", "networkx", "pyvis", "trafilatura", "numpy", "pandas", "pyarrow", "rapidfuzz", "rich", "yaml"},
        ),
    ],
)
def test_a_lookup_does_not_pay_for_what_it_does_not_use(graph_url, command, forbidden):
    script = "import sys; from kg.cli import run; code = run(sys.argv[1:]); print(*sys.modules, file=sys.stderr); sys.exit(code)"
    arguments = [sys.executable, "-c", script, "--store", graph_url, *command]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=60)
    assert forbidden & set(done.stderr.split()) == set()


def test_the_store_may_be_named_by_the_environment_or_after_the_command(graph_url, process):
    named = process("documents", "--format", "json", KG_STORE=graph_url)
    assert process("documents", "--format", "json", "--store", graph_url, KG_STORE="bolt://127.0.0.1:9") == named
    assert len(json.loads(named.out)) == 2


@pytest.mark.parametrize("command", [["relations", "Belmark"], ["timeline", "Belmark"], ["contested"], ["actor", "Belmark"]])
@pytest.mark.parametrize("columns", ["40", "100"])
def test_a_terminal_of_any_width_gets_every_word_and_no_line_is_wider(graph_url, command, columns):
    shown = re.sub(r"\x1b\[[0-9;]*m", "", _on_terminal(["--store", graph_url, *command], COLUMNS=columns))
    assert all(len(line) <= int(columns) for line in shown.splitlines())
    assert "…" not in shown
    for word in (DENIAL.trigger, DENIAL.id[:8], "border.txt"):
        assert word in shown


def test_rows_go_through_jq_and_head(graph_url):
    kg = f"'{sys.executable}' -m kg --store '{graph_url}'"
    script = f"{kg} relations Belmark --format jsonl | head -n 1 | '{sys.executable}' -c 'import json; print(json.loads(input())[\"id\"])'"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (f"{CALL.id}\n", "")


def test_a_person_is_told_that_the_engine_starts_and_a_program_is_not(tmp_path):
    url = f"embedded:{tmp_path / 'cold'}"
    with open_store(url) as store:
        store.add(BORDER, ())
        store.stop()
    command = [*KG, "--store", url, "documents", "--format", "jsonl"]
    try:
        assert "starting the graph engine" in _on_terminal(command[len(KG) :], stderr_too=True)
        with open_store(url) as store:
            store.stop()
        assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stderr == ""
    finally:
        with open_store(url) as store:
            store.drop()


@pytest.fixture
def complete(graph_url, tmp_path):
    """Completes the last of some words in a real Bash, as it stands between the quotes of the shell."""

    def call(*words, url=graph_url):
        script = [
            'eval "$(_KG_COMPLETE=source_bash kg)"',
            f"COMP_WORDS=({' '.join(shlex.quote(word) for word in words)}); COMP_CWORD={len(words) - 1}",
            '_kg_completion kg; printf "%s\\n" "${COMPREPLY[@]}"',
        ]
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "KG_STORE": url}
        done = subprocess.run(
            ["bash", "--norc", "-c", "\n".join(script)], capture_output=True, text=True, check=True, timeout=60, env=environment
        )
        assert done.stderr == ""
        return [line for line in done.stdout.splitlines() if line]

    return call


def test_bash_completes_names_so_that_they_are_one_word(complete):
    assert complete("kg", "relations", "pet") == [r"Petra\ Varga"]
    assert complete("kg", "relations", "Belmark", "N") == [r"Nikol\ Varga", "Norvania"]
    assert complete("kg", "path", "Belmark", r"Petra\ V") == [r"Petra\ Varga"]
    assert complete("kg", "actor", "'Petra V") == ["Petra Varga"]
    assert complete("kg", "stance", "Norvania", "--toward", "Bel") == ["Belmark"]


def test_bash_completes_commands_options_and_their_values(complete):
    assert complete("kg", "cont") == ["contested"]
    assert complete("kg", "relations", "Belmark", "--stance", "pr") == ["praise"]


def test_completion_is_silent_without_a_graph_and_makes_none(complete, tmp_path):
    assert complete("kg", "relations", "Pet", url=f"embedded:{tmp_path / 'none'}") == []
    assert complete("kg", "relations", "Pet", url="bolt://127.0.0.1:9") == []
    assert complete("kg", "relations", "Pet", url="mysql://nowhere") == []
    assert list(tmp_path.iterdir()) == []


def test_completion_installs_itself(tmp_path):
    home = {**os.environ, "HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    subprocess.run([*KG, "--install-completion", "bash"], env=home, capture_output=True, text=True, check=True, timeout=60)
    assert "complete" in (tmp_path / ".bash_completions" / "kg.sh").read_text()
    assert ".bash_completions/kg.sh" in (tmp_path / ".bashrc").read_text()
