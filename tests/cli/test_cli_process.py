"""The command as a shell runs it: pipes, terminals, signals, start-up."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from functools import partial

import pytest
from small_graph import CALL, DENIAL

KG = [sys.executable, "-m", "kg"]


def _on_terminal(command, **environment):
    """What a command prints on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color", **environment}
    running = subprocess.Popen([*KG, *command], stdout=theirs, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=settings)
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
        (["relations", "Petra Varga", "Belmark"], {"spacy", "rdflib", "networkx", "pyvis", "trafilatura"}),
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


def test_actor_names_are_completed_from_a_running_store_only(graph_url, process, tmp_path):
    asked = {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": "kg relations Pet", "COMP_CWORD": "2"}
    assert process(KG_STORE=graph_url, **asked).out.split("\n")[0] == "Petra Varga"
    assert process(KG_STORE=f"embedded:{tmp_path / 'none'}", **asked).out.strip() == ""
    assert list(tmp_path.iterdir()) == []
