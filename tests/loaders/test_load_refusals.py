from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from pdf_maker import column, make_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kg.errors import LoadError
from kg.model import Document
from loaders import load, read_all

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def pdf_bytes(folder: Path) -> bytes:
    return make_pdf(folder / "whole.pdf", [column("The envoy came.")]).read_bytes()


def docx_bytes(folder: Path) -> bytes:
    word = docx.Document()
    word.add_paragraph("The envoy came.")
    word.save(str(folder / "whole.docx"))
    return (folder / "whole.docx").read_bytes()


def encrypted_pdf(folder: Path) -> bytes:
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "The envoy came.")
    canvas.save()
    return (folder / "locked.pdf").read_bytes()


def scanned_pdf(folder: Path) -> bytes:
    canvas = Canvas(str(folder / "scan.pdf"))
    for _ in range(2):
        canvas.rect(72, 72, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return (folder / "scan.pdf").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("locked.pdf", encrypted_pdf, "is encrypted; save it without a password (for example `qpdf --decrypt IN.pdf OUT.pdf`)"),
        ("scan.pdf", scanned_pdf,
         "has no text on its 2 pages; it is probably scanned: run OCR on it first (for example `ocrmypdf IN.pdf OUT.pdf`)"),
        ("cut.pdf", lambda folder: pdf_bytes(folder)[:700], "is cut off (a PDF's end mark is missing); fetch the file again"),
        ("junk.pdf", lambda _: b"%PDF-1.4\njunk\n%%EOF\n", "is damaged and cannot be opened as a PDF; fetch the file again"),
        ("picture.pdf", lambda _: PNG, "is a PNG image, not a PDF; give it the suffix of its true type or convert it to a PDF"),
        ("notes.pdf", lambda _: b"plain words", "is something else, not a PDF; give it the suffix of its true type or convert it to a PDF"),
        ("empty.pdf", lambda _: b"", "is empty; nothing to read"),
        ("empty.txt", lambda _: b" \n", "is empty; nothing to read"),
        ("mark.txt", lambda _: b"\xef\xbb\xbf", "is empty; nothing to read"),
        ("empty.jsonl", lambda _: b"\n\n", "is empty; nothing to read"),
        ("cut.docx", lambda folder: docx_bytes(folder)[:-500], "is cut off or damaged; fetch the file again"),
        ("picture.docx", lambda _: PNG, "is a PNG image, not a DOCX; give it the suffix of its true type or convert it to a DOCX"),
        ("old.docx", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
         "is an old Office file (.doc, .xls), not a DOCX; give it the suffix of its true type or convert it to a DOCX"),
        ("locked.docx", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "is encrypted; save it without a password"),
        ("latin.txt", lambda _: "Curaçao".encode("latin-1"),
         "is not UTF-8 (byte 5 is 0xe7); save it as UTF-8 (for example `iconv -f LATIN1 -t UTF-8`)"),
        ("picture.txt", lambda _: PNG, "is a PNG image, not text; give it the suffix of its true type"),
        ("binary.txt", lambda _: b"a\x00b", "holds binary data, not text; give the document itself"),
        ("words.html", lambda _: b"plain words", "has no HTML tag; if it is plain text, give it the suffix .txt"),
        ("drawn.html", lambda _: b"<html><body><script>draw()</script></body></html>",
         "has no article text; if scripts draw the page, save it from a browser after it is drawn"),
        ("paper.odt", lambda _: b"words", "type '.odt' is not read; convert it to one of "
         ".pdf, .html, .htm, .xhtml, .docx, .txt, .text, .md, .markdown, .jsonl, .ndjson"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_reason_and_remedy(tmp_path: Path, name, content, reason) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(content(tmp_path))
    with pytest.raises(LoadError, match=f"^{re.escape(f'{path}: {reason}')}$"):
        list(load(path))


def test_a_zip_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(LoadError, match="is a ZIP archive, not a DOCX"):
        list(load(tmp_path / "a.docx"))


def test_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Curaçao".encode("latin-1"))
    (tmp_path / "b.txt").write_text("The envoy came.", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(PNG)
    first, second, third = read_all([tmp_path])
    assert isinstance(first, LoadError)
    assert isinstance(second, Document)
    assert isinstance(third, LoadError)
