"""The session that shows what Diplograph does, run on the examples: `make demo` prints it, `tools/readme.py` writes it down.

The graph lies in a throw-away folder under out/ and its engine is stopped at the end, whatever happens.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
STORE = OUT / "demo" / "kg-data"
PAGES = OUT / "pages"
WIDTH = 110  # columns of the terminal

ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    "KG_STORE": f"embedded:{STORE}",
    "COLUMNS": str(WIDTH),
}


def session() -> Iterator[list[str]]:
    """The commands, one after the other; each is made when the ones before have run."""
    pair = ["Armenia", "Azerbaijan"]
    yield ["kg", "build", "examples"]
    yield ["kg", "relations", *pair]
    yield ["kg", "show", statement_between(pair)]
    yield ["kg", "pages", os.path.relpath(PAGES, ROOT)]


def statement_between(pair: Sequence[str]) -> str:
    """The short id of a statement that relates the two actors, one that somebody vouches for if there is any."""
    listing = run(["kg", "relations", *pair, "--format", "jsonl"])
    rows = [json.loads(line) for line in listing.splitlines()]
    return next((row for row in rows if row["said_by"]), rows[0])["id"][:8]


def run(command: Sequence[str]) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fresh() -> None:
    """Removes what an earlier demonstration left."""
    stop()
    shutil.rmtree(STORE.parent, ignore_errors=True)
    shutil.rmtree(PAGES, ignore_errors=True)


def stop() -> None:
    """Stops the engine of the demonstration, if it runs."""
    if STORE.exists():
        subprocess.run(["kg", "store", "stop"], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)


def main() -> int:
    """Prints each command and lets it run."""
    fresh()
    try:
        for command in session():
            print(f"\n$ {shlex.join(command)}", flush=True)
            subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True)
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        stop()
    print(f"\nOpen {os.path.relpath(PAGES / 'index.html', ROOT)} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
