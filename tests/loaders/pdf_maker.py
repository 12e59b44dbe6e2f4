"""Small PDFs for the tests, and the raw characters of a PDF as PDFium counts them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kg.model import Document
from loaders.pdf_lines import clean_char, raw_chars

Placed = tuple[float, float, str]  # left, height of the baseline, text


def make_pdf(path: Path, pages: Iterable[Iterable[Placed]], *, size: float = 11, **properties: str) -> Path:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(properties.get("title", ""))
    canvas.setAuthor(properties.get("author", ""))
    for page in pages:
        canvas.setFont("Times-Roman", size)
        for left, height, text in page:
            canvas.drawString(left, height, text)
        canvas.showPage()
    canvas.save()
    return path


def column(text: str, *, left: float = 72, top: float = 740, leading: float = 13) -> list[Placed]:
    return [(left, top - leading * index, line) for index, line in enumerate(text.splitlines()) if line]


def raw_pages(path: Path) -> list[list[str]]:
    pdf = pypdfium2.PdfDocument(path)
    pages = [raw_chars(page.get_textpage()) for page in pdf]
    pdf.close()
    return pages


def assert_every_character_leads_back(document: Document, path: Path) -> None:
    raw = raw_pages(path)
    real = [offset for run in document.runs for offset in range(run.start, run.end)]
    assert real
    for offset in real:
        place = document.locate(offset)
        there = raw[place.page - 1][place.position]
        char = document.text[offset]
        assert char in clean_char(there) or (char == "-" and there in "\x02\ufffe\u00ad"), (offset, char, there)
        assert document.page_at(offset).number == place.page
