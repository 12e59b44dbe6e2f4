"""Writes into README.md what the program itself says, between `<!-- NAME -->` and `<!-- /NAME -->`.

tools/readme.py             the command reference, from each command's --help
tools/readme.py --session   also the session of tools/demo.py, run for real on a terminal of its own
tools/readme.py --check     nothing is written; fails where the command reference has drifted
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import demo
from typer.main import get_command

from kg.cli.app import app

README = Path(__file__).resolve().parent.parent / "README.md"
_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def reference() -> str:
    """The help of `kg` and of each command, as one runs it."""
    return "\n".join(_block(f"{command} --help") for command in _commands(get_command(app), "kg"))


def session() -> str:
    """The commands of the demonstration with what they print on a terminal."""
    demo.fresh()
    try:
        lines = [f"$ {shlex.join(command)}\n{on_terminal(command)}" for command in demo.session()]
    finally:
        demo.stop()
    return "```console\n" + "\n".join(lines) + "```\n"


def on_terminal(command: list[str]) -> str:
    """What a command prints on a terminal, without its colours. Raises CalledProcessError where it fails."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, cwd=demo.ROOT, env=demo.ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    text = b"".join(_read_all(ours)).decode("utf-8")
    os.close(ours)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)
    return re.sub(r"[ \t]+$", "", _STYLE.sub("", text.replace("\r\n", "\n")), flags=re.MULTILINE)


def replaced(text: str, name: str, content: str) -> str:
    """The text with the content between the two marks of that name. Raises ValueError where they are missing."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"README.md has no <!-- {name} --> ... <!-- /{name} -->")
    return marks.sub(lambda found: found[1] + content + found[2], text)


def main(arguments: list[str]) -> int:
    """Writes the README, or says that it has drifted."""
    before = README.read_text(encoding="utf-8")
    after = replaced(before, "commands", reference())
    if "--check" in arguments:
        if after != before:
            print("README.md has drifted from --help: run tools/readme.py", file=sys.stderr)
        return int(after != before)
    if "--session" in arguments:
        after = replaced(after, "session", session())
    README.write_text(after, encoding="utf-8")
    return 0


def _commands(command: Any, name: str) -> Iterator[str]:
    """The name of a command, then those below it."""
    yield name
    for below, one in getattr(command, "commands", {}).items():
        yield from _commands(one, f"{name} {below}")


def _block(command: str) -> str:
    environment = {**demo.ENVIRONMENT, "COLUMNS": "80"}
    environment.pop("KG_STORE")
    done = subprocess.run(shlex.split(command), env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return f"```console\n$ {command}\n{done.stdout.rstrip()}\n```\n"


def _read_all(descriptor: int) -> Iterator[bytes]:
    """The bytes of a pseudo-terminal until its other end is closed, which Linux reports as an error and macOS as an end."""
    while True:
        try:
            chunk = os.read(descriptor, 65536)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
