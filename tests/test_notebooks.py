"""The notebooks hold what they promise: each runs from top to bottom as a plain script, and leaves nothing running."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.py"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_to_its_end_as_a_script(notebook, tmp_path):
    engines, work = tmp_path / "temporary", tmp_path / "work"
    engines.mkdir()
    work.mkdir()
    ran = subprocess.run(
        [sys.executable, "-W", "error", notebook],
        cwd=work,
        env={**os.environ, "TMPDIR": str(engines)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("done\n")
    assert not ran.stderr
    assert list(work.iterdir()) == [], "it writes where it is started"
    assert list(engines.iterdir()) == [], "it leaves a store behind"


def test_there_is_a_notebook():
    assert NOTEBOOKS
