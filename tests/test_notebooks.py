"""The notebooks hold what they promise: each is built and run from top to bottom, once, by the command that builds them."""

import ast
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / "tools" / "notebooks.py"
SCRIPTS = sorted((ROOT / "notebooks").glob("*.py"))
FEWEST_ASSERTIONS = 8


@dataclass(frozen=True)
class Ran:
    """A run of the command: what it said, where it wrote, and the two folders in which a notebook could leave something."""

    done: subprocess.CompletedProcess
    out: Path
    work: Path
    temporary: Path

    @property
    def notebook(self):
        (written,) = self.out.glob("*.ipynb")
        return nbformat.read(written, as_version=4)


def command(folder: Path, *arguments: object) -> Ran:
    """The command in a folder that has the examples and nothing else."""
    out, work, temporary = folder / "o", folder / "w", folder / "t"
    work.mkdir()
    temporary.mkdir()
    shutil.copytree(ROOT / "examples", work / "examples")
    done = subprocess.run(
        [sys.executable, "-W", "error", COMMAND, "--out", out, *arguments],
        cwd=work,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return Ran(done, out, work, temporary)


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda path: path.stem)
def script(request):
    return request.param


@pytest.fixture(scope="module")
def ran(script, tmp_path_factory):
    ran = command(tmp_path_factory.mktemp("n"), script)
    assert ran.done.returncode == 0, ran.done.stderr
    return ran


def test_a_notebook_runs_to_its_end_without_a_warning(ran, script):
    nbformat.validate(ran.notebook)
    cells = [cell for cell in ran.notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    shown = [output for cell in cells for output in cell.outputs]
    assert [output.text for output in shown if output.get("name") == "stderr"] == []
    assert ran.done.stdout == f"{script.name} -> {Path('..', 'o', script.stem)}.ipynb\n"
    assert ran.done.stderr == ""


def test_a_notebook_reads_as_a_tutorial(ran):
    cells = ran.notebook.cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    assert len(prose) >= len(cells) / 3, "more is told than shown"
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert sum(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code))) >= FEWEST_ASSERTIONS
    pictures = [output for cell in cells for output in cell.get("outputs", ()) if "image/svg+xml" in output.get("data", {})]
    assert pictures, "nothing to look at"


def test_a_notebook_leaves_nothing_behind(ran):
    assert sorted(ran.work.iterdir()) == [ran.work / "examples"], "it writes where it is started"
    assert {file.name for file in (ran.work / "examples").iterdir()} == {file.name for file in (ROOT / "examples").iterdir()}
    assert list(ran.temporary.iterdir()) == [], "it leaves a store behind"
    running = [process.info["cmdline"] or () for process in psutil.process_iter(["cmdline"])]
    assert [line for line in running if any(str(ran.temporary) in word for word in line)] == []


def test_a_notebook_tells_nothing_of_the_machine_it_was_built_on(ran):
    written = json.dumps(ran.notebook)
    for trace in (ROOT, ran.work, ran.temporary, Path.home(), Path(sys.prefix)):
        assert f"{trace}/" not in written
    assert set(ran.notebook.metadata) == {"kernelspec", "language_info"}
    assert all(cell.metadata == {} for cell in ran.notebook.cells)


def test_the_same_script_gives_the_same_bytes(tmp_path):
    built = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        ran = command(tmp_path / name, "--no-run", *SCRIPTS)
        assert ran.done.returncode == 0, ran.done.stderr
        built.append({file.name: file.read_bytes() for file in ran.out.iterdir()})
    assert built[0] == built[1]
    assert set(built[0]) == {f"{script.stem}.ipynb" for script in SCRIPTS}


def test_a_notebook_that_fails_is_named_with_its_cell(tmp_path):
    script = tmp_path / "wrong.py"
    script.write_text(
        "# %% [markdown]\n# # Sums\n\n# %%\nprint('so far')\n\n# %%\nassert 1 + 1 == 3, 'one and\\none'\n", encoding="utf-8"
    )
    ran = command(tmp_path, script)
    assert ran.done.returncode == 1
    assert ran.done.stderr.splitlines() == [
        "notebooks: wrong.py, cell 3 (Sums): AssertionError: one and one",
        "notebooks: 1 of 1 failed",
    ]
    assert list(ran.out.iterdir()) == []


def test_a_script_that_is_not_there_is_a_mistake_of_usage(tmp_path):
    ran = command(tmp_path, "nowhere.py")
    assert ran.done.returncode == 2
    assert "nowhere.py" in ran.done.stderr


def test_the_readme_lists_every_notebook():
    listed = (ROOT / "notebooks" / "README.md").read_text("utf-8")
    assert [script.name for script in SCRIPTS if f"`{script.name}`" not in listed] == []
    assert len(SCRIPTS) == 5


def test_a_notebook_whose_process_ends_tells_what_it_said_last(tmp_path):
    script = tmp_path / "gone.py"
    script.write_text(
        "# %% [markdown]\n# # Gone\n\n# %%\nimport os\nos.write(2, b'out of boats\\n')\nos._exit(9)\n", encoding="utf-8"
    )
    ran = command(tmp_path, script)
    assert ran.done.returncode == 1
    assert ran.done.stderr.splitlines()[0].startswith("notebooks: gone.py, ")
    assert ran.done.stderr.splitlines()[0].endswith("its process ended: out of boats")
