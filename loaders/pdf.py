"""PDF: clean running text, each character of which leads back to its page and its place among the page's raw characters.

Running headers and footers are left out, columns are read one after the other, lines are joined to paragraphs, and hyphens
that the typesetter put in are gone. Paragraphs and headings are set apart by an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw as api

from kg.model import Document
from loaders.dates import from_pdf
from loaders.hyphens import HYPHENS, MARKS, Hyphens
from loaders.meta import NOTHING, Meta, in_lines, sidecar
from loaders.pdf_layout import Block, Body, blocks, body_of, with_notes
from loaders.pdf_lines import Line, page_lines
from loaders.pdf_running import PageLines, Running, find_running, page_labels, running_meta
from loaders.source import Source, read_source, require_kind
from loaders.weave import Weaver, pages_between

_END_MARK = b"%%EOF"
_TAIL = 4096  # some writers leave a little after the end mark
_NO_TITLE = re.compile(
    r"(?i)^(?:untitled|about:.*|https?:.*|title|document\d*|microsoft (?:word|powerpoint) - .*|.*\.(?:pdf|docx?|indd|qxd|tex|rtf))?$"
)
_NO_PUBLISHER = re.compile(r"(?i)^(?:anonymous|author|user|admin(?:istrator)?|unknown|owner)?$")
_HEAD_PARAGRAPHS = 4
_SEPARATOR = "\n\n"
_ATTACHING = "—/\u2044"  # at a line's end, these need no space after them


def load_pdf(path: Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The one document of a PDF. Raises LoadError when it is encrypted, cut off, damaged, no PDF, or has no text."""
    source = read_source(path)
    require_kind(source, b"%PDF-", "a PDF")
    with closing(_open(source)) as pdf:
        pages = [_read_page(source, pdf, index) for index in range(len(pdf))]
        defaults = [pdf.get_page_label(index) or str(index + 1) for index in range(len(pdf))]
        properties = pdf.get_metadata_dict()
    if not any(line.text for page in pages for line in page.lines):
        raise source.refuse(
            f"has no text on its {_count(len(pages), 'page')}; it is probably scanned: run OCR on it first (for example `ocrmypdf IN.pdf OUT.pdf`)"
        )
    running = find_running(pages)
    labels = page_labels(running, defaults)
    ordered = [block for page in pages for block in blocks(running.rest_of(page), page.width)]
    body = body_of(ordered)
    weaver, starts = _woven(ordered, body)
    if not weaver.text:
        raise source.refuse("has no text beside its headers and footers; nothing to read")
    found = _meta(weaver.text, _heading(ordered, body), running, properties)
    named = meta.over(sidecar(path)).over(found)
    yield Document.make(
        weaver.text,
        pages=pages_between(_page_starts(labels, starts, weaver.length), weaver.length),
        title=named.title,
        publisher=named.publisher,
        published=named.published,
        uri=str(path),
        sha256=source.sha256,
        runs=weaver.runs,
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _open(source: Source) -> pdfium.PdfDocument:
    if _END_MARK not in source.data[-_TAIL:]:
        raise source.refuse("is cut off (a PDF's end mark is missing); fetch the file again")
    try:
        return pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY}:
            raise source.refuse(
                "is encrypted; save it without a password (for example `qpdf --decrypt IN.pdf OUT.pdf`)"
            ) from error
        raise source.refuse("is damaged and cannot be opened as a PDF; fetch the file again") from error


def _read_page(source: Source, pdf: pdfium.PdfDocument, index: int) -> PageLines:
    try:
        with closing(pdf[index]) as page:
            width, height = page.get_size()
            return PageLines(index + 1, width, height, tuple(page_lines(page, index + 1)))
    except pdfium.PdfiumError as error:
        raise source.refuse(f"is damaged: page {index + 1} cannot be read; fetch the file again") from error


def _woven(ordered: Sequence[Block], body: Body) -> tuple[Weaver, dict[int, int]]:
    """The text, and by page number the offset at which the page's own text begins."""
    hyphens = Hyphens(line.text for block in ordered for line in block.lines)
    weaver = Weaver()
    starts: dict[int, int] = {}
    for number, paragraph in enumerate(with_notes(ordered, body)):
        if number:
            weaver.add(_SEPARATOR)
        _weave(weaver, paragraph, hyphens, starts)
    return weaver, starts


def _weave(weaver: Weaver, paragraph: Sequence[Line], hyphens: Hyphens, starts: dict[int, int]) -> None:
    for line, following in pairwise([*paragraph, None]):
        assert line is not None
        starts.setdefault(line.page, weaver.length)
        chars, glue = line.chars, ""
        if following is not None:
            drops, glue = _join(line.text, following.text, hyphens)
            chars = chars[: len(chars) - drops]
        weaver.take_each(_shown(chars, line.chars[-1][1]), line.page)
        weaver.add(glue)


def _shown(chars: Iterable[tuple[str, int]], last: int) -> Iterator[tuple[str, int]]:
    """The characters with PDFium's marks as hyphens, and without soft hyphens that are not at the line's end, index `last`."""
    for char, index in chars:
        if char not in MARKS:
            yield char, index
        elif char != "\u00ad" or index == last:
            yield "-", index


def _join(above: str, below: str, hyphens: Hyphens) -> tuple[int, str]:
    """How many characters at the end of the line above go, and what comes between it and the line below."""
    if above[-1] in HYPHENS and len(above) > 1 and above[-2] != " ":
        if hyphens.hangs(below):
            return 0, " "
        return (0, "") if hyphens.keeps(above[:-1], below) else (1, "")
    attached = above[-1] in _ATTACHING and len(above) > 1 and above[-2] != " "
    return 0, "" if attached else " "


def _page_starts(labels: Sequence[str], starts: Mapping[int, int], length: int) -> list[tuple[int, str, int]]:
    """Number, label and start of each page; a page without text begins where the next one does."""
    backwards: list[tuple[int, str, int]] = []
    start = length
    for number in range(len(labels), 0, -1):
        start = starts.get(number, start) if number > 1 else 0
        backwards.append((number, labels[number - 1], start))
    return backwards[::-1]


def _meta(text: str, heading: str | None, running: Running, properties: Mapping[str, str]) -> Meta:
    title, author = properties.get("Title", "").strip(), properties.get("Author", "").strip()
    stated = Meta(None if _NO_TITLE.match(title) else title, None if _NO_PUBLISHER.match(author) else author)
    head = islice(text.split(_SEPARATOR), _HEAD_PARAGRAPHS)
    dated = Meta(published=in_lines(head) or from_pdf(properties.get("CreationDate", "")))
    return stated.over(running_meta(running)).over(dated).over(Meta(heading))


def _heading(ordered: Sequence[Block], body: Body) -> str | None:
    """The largest line of the first page that has text, where it is larger than the running text."""
    lines = [line for block in ordered for line in block.lines if line.page == ordered[0].lines[0].page]
    largest = max(lines, key=lambda line: line.size, default=None)
    return largest.text if largest and largest.size > 1.15 * body.size else None
