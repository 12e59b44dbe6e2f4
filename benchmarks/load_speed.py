"""How fast documents are read (processor time), and in how much memory: `python benchmarks/load_speed.py`. Inputs are made in a temporary folder."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from loaders import load

SENTENCE = "The envoy told the minister on Monday that the truce would hold until the two leaders met again."
PARAGRAPH = " ".join([SENTENCE] * 5)


def text(folder: Path) -> tuple[Path, int, str]:
    path = folder / "large.txt"
    paragraphs = 10_000_000 // (len(PARAGRAPH) + 2)
    path.write_text("\n\n".join([PARAGRAPH] * paragraphs), encoding="utf-8")
    return path, 10, "MB"


def windows_text(folder: Path) -> tuple[Path, int, str]:
    path = folder / "crlf.txt"
    path.write_bytes(text(folder)[0].read_bytes().replace(b"\n", b"\r\n"))
    return path, 10, "MB"


def corpus(folder: Path) -> tuple[Path, int, str]:
    path = folder / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(100_000):
            lines.write(json.dumps({"id": number, "text": PARAGRAPH, "date": "2020-10-27", "publisher": "Wire"}) + "\n")
    return path, 100_000, "documents"


def pdf(folder: Path) -> tuple[Path, int, str]:
    path = folder / "large.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in range(50):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(72, 810, "Harbour Review, November 2020")
        canvas.drawString(290, 30, str(page + 1))
        for column in (60, 310):
            for line in range(55):
                canvas.drawString(column, 770 - 13 * line, SENTENCE[:48])
        canvas.showPage()
    canvas.save()
    return path, 50, "pages"


def web(folder: Path) -> tuple[Path, int, str]:
    path = folder / "large.html"
    paragraphs = "".join(f"<p>{number} {PARAGRAPH}</p>\n" for number in range(2_000))
    path.write_text(
        f"<html><head><title>Envoys</title></head><body><article>{paragraphs}</article></body></html>", encoding="utf-8"
    )
    return path, 1, "MB"


def word(folder: Path) -> tuple[Path, int, str]:
    path = folder / "large.docx"
    document = docx.Document()
    for _ in range(2_000):
        document.add_paragraph(PARAGRAPH)
    document.save(str(path))
    return path, 1, "MB"


def rows() -> Iterator[str]:
    for make in (text, windows_text, corpus, pdf, web, word):
        with tempfile.TemporaryDirectory() as folder:
            path, amount, unit = make(Path(folder))
            start = time.process_time()
            count = sum(1 for _ in load(path))
            seconds = time.process_time() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)
            yield f"{path.name:14} {count:>7} documents {seconds:7.2f} s {amount / seconds:10.1f} {unit}/s   peak so far {peak} MB"


if __name__ == "__main__":
    for row in rows():
        print(row)
