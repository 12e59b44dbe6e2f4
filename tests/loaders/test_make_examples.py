from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from loaders import load

ROOT = Path(__file__).parents[2]
MADE = ("caucasus-2020-11.pdf", "front-line-notes.docx")


def make(folder: Path) -> Path:
    folder.mkdir()
    subprocess.run([sys.executable, ROOT / "tools" / "make_examples.py", folder], check=True)
    return folder


def test_the_examples_come_out_the_same_at_every_run_and_as_they_are_kept(tmp_path: Path) -> None:
    one, two = make(tmp_path / "one"), make(tmp_path / "two")
    for name in MADE:
        assert (one / name).read_bytes() == (two / name).read_bytes()
        (fresh,), (kept,) = load(one / name), load(ROOT / "examples" / name)
        assert (fresh.text, fresh.runs) == (kept.text, kept.runs)
