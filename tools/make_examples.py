"""Make the example documents that are not plain text: the PDF and the DOCX. The same bytes come out at every run.

    python tools/make_examples.py [FOLDER]      # default: examples

In the source of the PDF, `~` marks where a word may be broken; `=== page` and `=== columns` begin a new page, the
second in two columns, and `=== column` goes on at the top of the next column.
"""

from __future__ import annotations

import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SOURCES = Path(__file__).parent / "examples"
PUBLISHER = "Meridian Country Monitor"
TITLE = "South Caucasus Country Report"
ISSUE = "November 2020"
WIDTH, HEIGHT = A4
MARGIN, GUTTER = 62.0, 20.0
TOP, FOOT = HEIGHT - 92.0, 70.0
BODY, BOLD = "Times-Roman", "Helvetica-Bold"


@dataclass(frozen=True)
class Style:
    font: str
    size: float
    leading: float
    before: float
    justified: bool = False


STYLES = {
    "#": Style(BOLD, 21, 30, 0),
    "##": Style(BOLD, 12.5, 17, 14),
    "": Style(BODY, 11.6, 15.4, 6, justified=True),
}


@dataclass
class Column:
    """Where text goes on: the left edge, the width, and the height of the next baseline."""

    left: float
    width: float
    height: float = TOP


class Report:
    def __init__(self, target: BytesIO) -> None:
        self.canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(TITLE)
        self.canvas.setAuthor(PUBLISHER)
        self.canvas.setSubject("Example document of Diplograph, Apache-2.0")
        self.number = 0
        self.columns: list[Column] = []

    def new_page(self, columns: int = 1) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
        self.columns = [Column(MARGIN + index * (width + GUTTER), width) for index in range(columns)]
        self._run_along()

    def _run_along(self) -> None:
        self.canvas.setFont("Helvetica", 8.5)
        self.canvas.drawString(MARGIN, HEIGHT - 48, PUBLISHER)
        self.canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 48, f"{TITLE}, {ISSUE}")
        self.canvas.setLineWidth(0.5)
        self.canvas.line(MARGIN, HEIGHT - 54, WIDTH - MARGIN, HEIGHT - 54)
        self.canvas.drawString(MARGIN, 40, "meridian-monitor.example")
        self.canvas.drawRightString(WIDTH - MARGIN, 40, f"Page {self.number}")

    def write(self, mark: str, text: str) -> None:
        style = STYLES[mark]
        column = self.columns[0]
        lines = broken(text, style, column.width)
        if column.height != TOP:
            column.height -= style.before
        for index, line in enumerate(lines):
            needed = 3 * style.leading if mark and index == 0 else 0
            if column.height - needed < FOOT:
                self.columns.pop(0)
                if not self.columns:
                    raise SystemExit(f"page {self.number} is too full; shorten its text")
                column = self.columns[0]
            last = index == len(lines) - 1
            self._draw(line, style, column, stretched=style.justified and not last)
            column.height -= style.leading

    def _draw(self, line: str, style: Style, column: Column, *, stretched: bool) -> None:
        words = self.canvas.beginText(column.left, column.height)
        words.setFont(style.font, style.size)
        spare = column.width - stringWidth(line, style.font, style.size)
        words.setWordSpace(spare / line.count(" ") if stretched and " " in line else 0)
        words.textOut(line)
        self.canvas.drawText(words)

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()


BREAKS = {
    "=== page": lambda report: report.new_page(),
    "=== columns": lambda report: report.new_page(columns=2),
    "=== column": lambda report: report.columns.pop(0),
}


def broken(text: str, style: Style, width: float) -> list[str]:
    """The lines of a paragraph, filled greedily, with words broken at `~` and after their own hyphens."""
    lines = [""]
    for word in text.split(" "):
        pieces = [piece for piece in re.split(r"(?<=[~-])", word) if piece]
        for index, piece in enumerate(pieces):
            bare = piece.rstrip("~")
            glue = " " if index == 0 and lines[-1] else ""
            ending = "-" if piece.endswith("~") else ""
            if lines[-1] and stringWidth(lines[-1] + glue + bare + ending, style.font, style.size) > width:
                if index and pieces[index - 1].endswith("~"):
                    lines[-1] += "-"
                lines.append(bare)
            else:
                lines[-1] += glue + bare
    return lines


def make_pdf(source: str) -> bytes:
    target = BytesIO()
    report = Report(target)
    report.new_page()
    for row in source.splitlines():
        if row.startswith("==="):
            BREAKS[row](report)
            continue
        mark, text = re.fullmatch(r"(#{0,2}) ?(.*)", row).groups()
        report.write(mark, text)
    report.save()
    return target.getvalue()


def make_docx(source: str) -> bytes:
    word = docx.Document()
    properties = word.core_properties
    properties.title = "Front-line notes: whose rockets?"
    properties.author = "Caspian Rim Institute"
    properties.created = properties.modified = datetime(2020, 10, 29, 9, 0)
    for row in source.splitlines():
        mark, text = re.fullmatch(r"(#{0,2}) ?(.*)", row).groups()
        word.add_heading(text, level=len(mark)) if mark else word.add_paragraph(text)
    target = BytesIO()
    word.save(target)
    return with_fixed_times(target.getvalue())


def with_fixed_times(archive: bytes) -> bytes:
    """The same archive with one time on every entry, so that its bytes depend on its content alone."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, (2020, 10, 29, 9, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "examples")
    (folder / "caucasus-2020-11.pdf").write_bytes(make_pdf((SOURCES / "caucasus-2020-11.md").read_text(encoding="utf-8")))
    (folder / "front-line-notes.docx").write_bytes(make_docx((SOURCES / "front-line-notes.md").read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
