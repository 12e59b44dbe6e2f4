"""The characters of a PDF page, with their boxes, gathered into stretches of a line that stand unbroken on the page."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw as api

from loaders.hyphens import MARKS
from loaders.weave import NOWHERE

_GAP_IN_EMS = 0.8  # a wider gap on one line may be the space between columns
_FONT_NAME_BYTES = 128


@dataclass(frozen=True)
class Line:
    """A line, or a stretch of one: its raw characters by pieces (index of the first, text), and its box in points.

    A piece at NOWHERE is not in the file. The raised numbers that point to footnotes are in no piece.

    `size` is the font's size in points; `bold` says that all of it is set in a bold font.
    """

    page: int
    pieces: tuple[tuple[int, str], ...]
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool

    @cached_property
    def chars(self) -> tuple[tuple[str, int], ...]:
        """The characters as they are to be read, each with the index of its raw one; runs of white space are one space."""
        kept: list[tuple[str, int]] = []
        for start, text in self.pieces:
            for offset, char in enumerate(text):
                for clean in clean_char(char):
                    if clean != " " or (kept and kept[-1][0] != " "):
                        kept.append((clean, NOWHERE if start == NOWHERE else start + offset))
        while kept and kept[-1][0] == " ":
            kept.pop()
        return tuple(kept)

    @cached_property
    def text(self) -> str:
        """The line as it is to be read."""
        return "".join(char for char, _ in self.chars)

    @property
    def middle(self) -> float:
        """The height of the line's middle above the page's lower edge."""
        return (self.bottom + self.top) / 2

    def on_row_with(self, other: Line) -> bool:
        """Whether the two stand beside each other."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.top - self.bottom, other.top - other.bottom)


def clean_char(char: str) -> str:
    """What is read for a raw character: ligatures are spelt out, spaces are plain, controls and invisible marks are nothing.

    A hyphen mark of PDFium stays, for the line's end to decide.

    >>> clean_char("\ufb01"), clean_char("\u00a0"), clean_char("\u200b")
    ('fi', ' ', '')
    """
    if char in MARKS or (char.isascii() and char.isprintable()):
        return char
    if char.isspace():
        return " "
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return "" if category in {"Cc", "Cf", "Cn"} else char


def joined(stretches: list[Line]) -> Line:
    """One line of stretches that stand beside each other, from left to right."""
    if len(stretches) == 1:
        return stretches[0]
    ordered = sorted(stretches, key=lambda line: line.left)
    main = max(stretches, key=lambda line: line.right - line.left)  # not a bullet or a footnote's number
    return replace(
        main,
        pieces=tuple(piece for stretch in ordered for piece in (*stretch.pieces, (NOWHERE, " ")))[:-1],
        left=ordered[0].left,
        right=max(line.right for line in ordered),
        bold=all(line.bold for line in ordered),
    )


class Box(NamedTuple):
    """A rectangle in points from the lower left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The size of the font whose character fills this box, near enough."""
        return max(1.0, 0.88 * (self.top - self.bottom))


class _Stretch:
    """A line in the making."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.chars: list[str] = []
        self.boxes: list[Box] = []  # of what is visible
        self.visible: list[int] = []

    def breaks_before(self, box: Box) -> bool:
        """Whether a character at `box` stands elsewhere than right after what is here."""
        if not self.boxes:
            return False
        last = self.boxes[-1]
        if box.bottom == last.bottom and abs(box.left - last.right) < 1:
            return False  # nearly always so
        height = min(last.top - last.bottom, box.top - box.bottom)
        beside = min(last.top, box.top) - max(last.bottom, box.bottom) > 0.3 * height
        gap = max(last.size, box.size) * _GAP_IN_EMS
        return not beside or box.left - last.right > gap or box.left < last.left - 0.5 * box.size


def page_lines(page: pdfium.PdfPage, number: int) -> Iterator[Line]:
    """The stretches of text of a page, in the order of the file; raw indexes are those of `FPDFText_GetUnicode`."""
    text_page = page.get_textpage()
    box_of = _box_reader(page, text_page.raw)
    stretch: _Stretch | None = None
    for index, char in enumerate(raw_chars(text_page)):
        box = None if char.isspace() else box_of(index)
        if char in "\r\n" or (stretch and box and stretch.breaks_before(box)):
            yield from _finished(stretch, text_page.raw, number)
            stretch = None
        if char in "\r\n":
            continue
        stretch = stretch or _Stretch(index)
        stretch.chars.append(char)
        if box:
            stretch.boxes.append(box)
            stretch.visible.append(index)
    yield from _finished(stretch, text_page.raw, number)
    text_page.close()


def raw_chars(text_page: pdfium.PdfTextPage) -> list[str]:
    """The raw characters of a page, as PDFium counts them."""
    handle = text_page.raw
    return [chr(api.FPDFText_GetUnicode(handle, index)) for index in range(api.FPDFText_CountChars(handle))]


def _box_reader(page: pdfium.PdfPage, handle: Any) -> Callable[[int], Box]:
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90 % 4
    rect = api.FS_RECTF()

    def read(index: int) -> Box:
        api.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(rect))
        if turns == 0:
            return Box(rect.left - left, rect.bottom - bottom, rect.right - left, rect.top - bottom)
        if turns == 1:
            return Box(rect.bottom - bottom, right - rect.right, rect.top - bottom, right - rect.left)
        if turns == 2:
            return Box(right - rect.right, top - rect.top, right - rect.left, top - rect.bottom)
        return Box(top - rect.top, rect.left - left, top - rect.bottom, rect.right - left)

    return read


def _finished(stretch: _Stretch | None, handle: Any, number: int) -> Iterator[Line]:
    if stretch is None or not stretch.boxes:
        return
    boxes, visible = stretch.boxes, stretch.visible
    typical = sorted(boxes, key=lambda box: box.top - box.bottom)[len(boxes) // 2]
    yield Line(
        number,
        tuple(_without_raised(stretch, typical)),
        min(box.left for box in boxes),
        typical.bottom,
        max(box.right for box in boxes),
        typical.top,
        typical.size,
        all(_is_bold(handle, index) for index in (visible[0], visible[len(visible) // 2], visible[-1])),
    )


def _without_raised(stretch: _Stretch, typical: Box) -> Iterator[tuple[int, str]]:
    """The pieces of a stretch between the small raised digits in it; a stretch of nothing else is left whole."""
    height = typical.top - typical.bottom
    raised = {
        index - stretch.start
        for index, box in zip(stretch.visible, stretch.boxes, strict=True)
        if box.top - box.bottom < 0.8 * height
        and box.bottom > typical.bottom + 0.15 * height
        and stretch.chars[index - stretch.start].isdigit()
    }
    text = "".join(stretch.chars)
    begin = 0
    for offset in (*sorted(raised), len(text)):
        if offset > begin:
            yield stretch.start + begin, text[begin:offset]
        begin = offset + 1


def _is_bold(handle: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    api.FPDFText_GetFontInfo(handle, index, name, _FONT_NAME_BYTES, ctypes.byref(flags))
    heavy = (b"bold", b"black", b"heavy", b"semibd")
    return any(word in name.value.lower() for word in heavy)
