"""Builds the notebooks from their scripts and runs them: `make notebooks`.

    notebooks/NAME.py --jupytext--> cells --nbclient--> out/notebooks/NAME.ipynb, with what each cell showed

python tools/notebooks.py                      all of them
python tools/notebooks.py --no-run             only the cells, without results
python tools/notebooks.py notebooks/02_*.py    these

Each is run from top to bottom by this interpreter, in the folder where the command is run: the repository, or any folder that has a copy of
examples/. What Jupyter and the notebooks themselves put down on the way goes with the folder that is made for it. One that fails is
named on standard error with its cell and is not written; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import jupytext
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "notebooks"
OUT = ROOT / "out" / "notebooks"
SECONDS = 300  # a cell may take

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"},
}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class NotebookFails(Exception):
    """A notebook does not run to its end; the message is one line with its cell."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds what was asked for; the exit code is 1 where one fails and 2 where there is none."""
    asked = _arguments(arguments)
    scripts = asked.scripts or sorted(SCRIPTS.glob("*.py"))
    missing = [script for script in scripts if not script.is_file()]
    if missing or not scripts:
        print(f"notebooks: {missing[0] if missing else SCRIPTS / '*.py'}: there is no such script", file=sys.stderr)
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    failed = [script for script in scripts if not _write(script, asked.out, asked.run)]
    if failed:
        print(f"notebooks: {len(failed)} of {len(scripts)} failed", file=sys.stderr)
    return 1 if failed else 0


def built(script: Path) -> NotebookNode:
    """The script's cells as a notebook, the same bytes for the same script."""
    notebook = jupytext.read(script, fmt="py:percent")
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"  # jupytext takes a new one each time
        cell.metadata = {}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return _described(notebook)


def executed(notebook: NotebookNode, name: str, folder: Path) -> NotebookNode:
    """The notebook with what its cells show when they are run in the folder. Raises `NotebookFails` at the first that cannot."""
    with _kernel() as (manager, environment), tempfile.TemporaryFile() as log:
        client = NotebookClient(
            notebook, km=manager, timeout=SECONDS, record_timing=False, resources={"metadata": {"path": str(folder)}}
        )
        try:
            client.execute(env=environment, stderr=log, cleanup_kc=True)
        except CellExecutionError as error:
            raise NotebookFails(f"{name}, {_place(notebook)}: {error.ename}: {_line(error.evalue)}") from error
        except CellTimeoutError as error:
            raise NotebookFails(f"{name}, {_place(notebook)}: takes more than {SECONDS} seconds") from error
        except DeadKernelError as error:
            raise NotebookFails(f"{name}, {_place(notebook)}: its process ended{_last_words(log)}") from error
    return _described(notebook)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="notebooks", description="Build the notebooks from their scripts, and run them.")
    parser.add_argument("scripts", nargs="*", type=Path, help="scripts in the percent format; all of notebooks/ if left out")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder for the .ipynb files; out/notebooks if left out")
    parser.add_argument("--no-run", dest="run", action="store_false", help="do not run them: cells without results")
    return parser.parse_args(arguments)


def _write(script: Path, out: Path, run: bool) -> bool:
    """Writes the notebook of a script; whether it ran to its end."""
    target = out / f"{script.stem}.ipynb"
    try:
        notebook = built(script)
        if run:
            notebook = executed(notebook, script.name, Path.cwd())
    except NotebookFails as failure:
        target.unlink(missing_ok=True)
        print(f"notebooks: {failure}", file=sys.stderr)
        return False
    nbformat.validate(notebook)
    nbformat.write(notebook, target)
    print(f"{script.name} -> {os.path.relpath(target)}")
    return True


@contextmanager
def _kernel() -> Iterator[tuple[AsyncKernelManager, dict[str, str]]]:
    """A process of this interpreter for the cells, and its environment: whatever it puts down is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="notebook-") as folder:
        specs = KernelSpecManager(kernel_dirs=[])  # this interpreter, whatever kernels the machine has
        files = {"connection_file": str(Path(folder) / "k.json")}
        if sys.platform != "win32":
            files["transport"] = "ipc"  # sockets in the folder, no port
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs, **files)
        yield manager, {**os.environ, "IPYTHONDIR": folder, "JUPYTER_RUNTIME_DIR": folder, "PYTHONWARNINGS": "default"}


def _last_words(log: IO[bytes]) -> str:
    """The last line that the process of the cells wrote beside its messages; on its way out it may complain of closed sockets there."""
    log.seek(0)
    said = log.read().decode("utf-8", "replace").split("\n")
    last = next((line for line in reversed(said) if line.strip()), "")
    return f": {_line(last)}" if last else ""


def _described(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what a run tells of the machine."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
    return notebook


def _place(notebook: NotebookNode) -> str:
    """The cell that was run last, by its number and the heading it stands under."""
    heading, place = "", "before its first cell"
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            heading = next((line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")), heading)
        elif cell.get("execution_count") is not None or cell.get("outputs"):
            place = f"cell {number} ({heading})"
    return place


def _line(text: str) -> str:
    """The message in one line, without the colours of a terminal."""
    return " ".join(_COLOURS.sub("", text).split())


if __name__ == "__main__":
    sys.exit(main())
