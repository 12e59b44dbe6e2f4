"""DOCX: the paragraphs of body and tables, tracked insertions included and deletions left out, with the pages Word last drew."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from kg.model import Document
from loaders.dates import find_date
from loaders.meta import NOTHING, Meta, in_lines, sidecar
from loaders.source import Source, read_source, require_kind
from loaders.weave import Weaver, pages_between

_PARAGRAPH, _TEXT, _TAB, _BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")
_DRAWN_BREAK = qn("w:lastRenderedPageBreak")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_PARAGRAPH, _FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr")}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_COMPANY = re.compile(rb"<Company>([^<]+)</Company>")
_DEFAULTS = {"python-docx", "Word Document", "User", "Author"}  # what programs write when nobody said anything
_DEFAULT_DAY = "2013-12-23"  # of python-docx's template
_HEAD_PARAGRAPHS = 4
_SEPARATOR = "\n\n"


def load_docx(path: Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The one document of a DOCX file. Raises LoadError when it is encrypted, cut off, damaged, no DOCX, or has no text."""
    source = read_source(path)
    if _ENCRYPTED in source.data:
        raise source.refuse("is encrypted; save it without a password")
    require_kind(source, b"PK\x03\x04", "a DOCX")
    word = _open(source)
    paragraphs = [_paragraph(element) for element in word.element.body.iter(_PARAGRAPH) if not _is_fallback(element)]
    weaver, starts = _woven(paragraphs)
    if not weaver.text:
        raise source.refuse("has no text; if its pages are pictures, run OCR on them first")
    named = meta.over(sidecar(path)).over(
        _meta(word, source, [paragraph.text for paragraph in paragraphs if paragraph.text.strip()])
    )
    yield Document.make(
        weaver.text,
        pages=pages_between([(number, str(number), start) for number, start in enumerate(starts, 1)], weaver.length),
        title=named.title,
        publisher=named.publisher,
        published=named.published,
        uri=str(path),
        sha256=source.sha256,
        runs=weaver.runs,
    )


def _open(source: Source) -> Any:
    try:
        return docx.Document(BytesIO(source.data))
    except (zipfile.BadZipFile, PackageNotFoundError) as error:
        raise source.refuse("is cut off or damaged; fetch the file again") from error
    except (KeyError, ValueError) as error:
        raise source.refuse(
            "is a ZIP archive, not a DOCX; give it the suffix of its true type or convert it to a DOCX"
        ) from error


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph's text, and the places in it before which Word began a new page: as last drawn, and as the writer asked."""

    text: str
    drawn: tuple[int, ...]
    asked: tuple[int, ...]


def _paragraph(element: Any) -> _Paragraph:
    text, drawn, asked = "", [], []
    for child in _descendants(element):
        if child.tag == _TEXT:
            text += child.text or ""
        elif child.tag == _DRAWN_BREAK:
            drawn.append(len(text))
        elif child.tag == _BREAK and child.get(qn("w:type")) == "page":
            asked.append(len(text))
        elif child.tag in {_TAB, _BREAK}:
            text += "\t" if child.tag == _TAB else "\n"
    return _Paragraph(text, tuple(drawn), tuple(asked))


def _descendants(element: Any) -> Iterator[Any]:
    """What is in the paragraph itself, not in a paragraph within it (a text box), which has its own turn."""
    for child in element:
        if child.tag not in _SKIPPED:
            yield child
            yield from _descendants(child)


def _is_fallback(element: Any) -> bool:
    return any(ancestor.tag == _FALLBACK for ancestor in element.iterancestors())


def _woven(paragraphs: Sequence[_Paragraph]) -> tuple[Weaver, list[int]]:
    """The text and the offsets at which its pages begin."""
    weaver = Weaver()
    as_drawn = any(paragraph.drawn for paragraph in paragraphs)
    starts, place = [0], 0
    for paragraph in paragraphs:
        if weaver.length and paragraph.text.strip():
            weaver.add(_SEPARATOR)
        done = 0
        for end in paragraph.drawn if as_drawn else paragraph.asked:
            _take(weaver, paragraph, slice(done, end), len(starts), place)
            starts.append(weaver.length)
            done = end
        _take(weaver, paragraph, slice(done, None), len(starts), place)
        place += len(paragraph.text) + 1
    return weaver, starts


def _take(weaver: Weaver, paragraph: _Paragraph, part: slice, page: int, place: int) -> None:
    if paragraph.text.strip():
        weaver.take(paragraph.text[part], page, place + part.start)


def _meta(word: Any, source: Source, paragraphs: Sequence[str]) -> Meta:
    properties = word.core_properties
    margins = [
        paragraph.text for section in word.sections for part in (section.header, section.footer) for paragraph in part.paragraphs
    ]
    dated = next((found for text in margins if (found := find_date(text))), None) or in_lines(
        islice(paragraphs, _HEAD_PARAGRAPHS)
    )
    created = properties.created.date().isoformat() if properties.created else None
    made = created if created != _DEFAULT_DAY else None
    return Meta(_said(properties.title), _company(source) or _said(properties.author), dated or made)


def _said(text: str) -> str | None:
    return text.strip() if text and text.strip() not in _DEFAULTS else None


def _company(source: Source) -> str | None:
    with zipfile.ZipFile(BytesIO(source.data)) as archive:
        if "docProps/app.xml" not in archive.namelist():
            return None
        match = _COMPANY.search(archive.read("docProps/app.xml"))
    return _said(match[1].decode("utf-8")) if match else None
