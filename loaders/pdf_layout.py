"""The order in which the lines of a PDF page are read, and which of them belong to one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from loaders.hyphens import HYPHENS
from loaders.pdf_lines import Line, joined

_COLUMN_SHARE = 0.12  # of the page's width: the least that the lines of a column fill, as a rule
_COLUMN_LINES = 3
_COLUMN_GAP = 7.0  # points of white, the least between columns
_BULLET = re.compile(r"^[•◦▪‣●■]\s")
_ITEM = re.compile(r"^(?:[–—*-]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below each other in one column, and the column's edges."""

    lines: tuple[Line, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Body:
    """What is usual in a document's running text: the size of its font, and from line to line, in points."""

    size: float
    leading: float


def rows(stretches: Iterable[Line]) -> list[list[Line]]:
    """Stretches that stand beside each other, together; from the top of the page down, each from left to right."""
    found: list[list[Line]] = []
    for line in sorted(stretches, key=lambda line: (-line.middle, line.left)):
        if found and line.on_row_with(found[-1][0]):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.left) for row in found]


def blocks(stretches: Sequence[Line], width: float) -> list[Block]:
    """The lines of a page `width` points wide, in reading order: column by column between what spans the columns."""
    gutter = _gutter(stretches, width)
    if gutter is None:
        lines = tuple(joined(row) for row in rows(stretches))
        return [Block(lines, min(line.left for line in lines), max(line.right for line in lines))] if lines else []
    spanning = [line for line in stretches if line.left < gutter < line.right]
    edges = (min((line.left for line in spanning), default=0.0), max((line.right for line in spanning), default=width))
    ordered: list[Block] = []
    for band, spans in _bands(stretches, gutter):
        if spans:
            ordered.append(Block(tuple(joined(row) for row in rows(band)), *edges))
            continue
        for side in ([line for line in band if line.right <= gutter], [line for line in band if line.left >= gutter]):
            ordered.extend(blocks(side, width))
    return ordered


def _bands(stretches: Iterable[Line], gutter: float) -> Iterator[tuple[list[Line], bool]]:
    """Rows that follow each other, together while they span the gutter or while they do not."""
    band: list[Line] = []
    band_spans = False
    for row in rows(stretches):
        spans = any(line.left < gutter < line.right for line in row)
        if band and spans != band_spans:
            yield band, band_spans
            band = []
        band_spans = spans
        band.extend(row)
    if band:
        yield band, band_spans


def _gutter(stretches: Sequence[Line], width: float) -> float | None:
    """Where the white between two columns begins, to the right of the left one; None for a single column."""
    found = rows(stretches)
    candidates = sorted({round(line.right + 0.5, 1) for line in stretches})
    score, gutter = max(((_gutter_score(found, candidate, width), candidate) for candidate in candidates), default=(0, 0.0))
    return gutter if score >= _COLUMN_LINES else None


def _gutter_score(found: Iterable[Sequence[Line]], gutter: float, width: float) -> int:
    """How many lines stand left of the gutter beside a column to its right, less the rows that span it."""
    left: list[tuple[Line, ...]] = []
    right: list[tuple[Line, ...]] = []
    spanning = 0
    for row in found:
        if any(line.left < gutter < line.right for line in row):
            spanning += 1
            continue
        for side, part in ((left, [x for x in row if x.right <= gutter]), (right, [x for x in row if x.left >= gutter])):
            if part:
                side.append(tuple(part))
    if min(len(left), len(right)) < _COLUMN_LINES or min(_usual_width(left), _usual_width(right)) < _COLUMN_SHARE * width:
        return 0
    if min(part[0].left for part in right) - max(part[-1].right for part in left) < _COLUMN_GAP:
        return 0
    lowest, highest = min(part[0].bottom for part in right), max(part[0].top for part in right)
    beside = sum(lowest <= part[0].middle <= highest for part in left)
    return min(beside, len(right)) - spanning if beside >= _COLUMN_LINES else 0


def _usual_width(side: Iterable[Sequence[Line]]) -> float:
    return median(part[-1].right - part[0].left for part in side)


def body_of(page_blocks: Iterable[Block]) -> Body:
    """What is usual in the running text of these blocks."""
    sizes: list[float] = []
    steps: list[float] = []
    for block in page_blocks:
        for line in block.lines:
            sizes.extend([line.size] * len(line.text))
        for above, below in zip(block.lines, block.lines[1:], strict=False):
            if abs(above.size - below.size) < 0.08 * above.size:
                steps.append(above.bottom - below.bottom)
    size = median(sizes) if sizes else 10.0
    return Body(size, median(steps) if steps else 1.2 * size)


def paragraphs(page_blocks: Iterable[Block], body: Body) -> Iterator[list[Line]]:
    """The lines of each paragraph or heading; a paragraph may go on in the next column or on the next page."""
    current: list[Line] = []
    before: Block | None = None
    for block in page_blocks:
        for index, line in enumerate(block.lines):
            if not line.text:
                continue
            if current:
                breaks = (
                    _breaks_within(current[-1], line, block, body) if index else _breaks_across(current[-1], line, before, body)
                )
                if breaks:
                    yield current
                    current = []
            current.append(line)
        before = block
    if current:
        yield current


def with_notes(page_blocks: Sequence[Block], body: Body) -> Iterator[list[Line]]:
    """The paragraphs, and the footnotes and captions in small print at the foot of columns.

    What stands at the foot of a page comes before the paragraph that goes on over the page, not within it.
    """
    split = [_split_notes(block, body) for block in page_blocks]
    waiting = [
        paragraph
        for _, notes in groupby((notes for _, notes in split if notes.lines), key=lambda notes: notes.lines[0].page)
        for paragraph in paragraphs(notes, body)
    ]
    for paragraph in paragraphs((text for text, _ in split), body):
        first, last = paragraph[0].page, paragraph[-1].page
        while waiting and waiting[0][0].page < last and waiting[0][0].page <= first:
            yield waiting.pop(0)
        yield paragraph
    yield from waiting


def _split_notes(block: Block, body: Body) -> tuple[Block, Block]:
    end = len(block.lines)
    while end and block.lines[end - 1].size < 0.92 * body.size:
        end -= 1
    end = end or len(block.lines)  # all small: it is a text of its own
    return replace(block, lines=block.lines[:end]), replace(block, lines=block.lines[end:])


def _set_alike(above: Line, below: Line) -> bool:
    return abs(above.size - below.size) <= 0.08 * max(above.size, below.size) and above.bold == below.bold


def _breaks_within(above: Line, below: Line, block: Block, body: Body) -> bool:
    if abs(above.size - below.size) > 0.08 * max(above.size, below.size) or _BULLET.match(below.text):
        return True
    if above.bold != below.bold and (_ENDS.search(above.text) or not _is_full(above, below, block)):
        return True
    leading = body.leading * max(1.0, above.size / body.size)
    if above.bottom - below.bottom > 1.3 * leading:
        return True
    ended, deliberate = _ENDS.search(above.text) is not None, not _is_full(above, below, block)
    if below.left - block.left > 0.8 * below.size:  # indented
        starts_flush = above.left - block.left < 0.5 * above.size
        return deliberate or (ended and starts_flush)
    return (deliberate or ended) if _ITEM.match(below.text) else (deliberate and ended)


def _breaks_across(above: Line, below: Line, block: Block | None, body: Body) -> bool:
    if not _set_alike(above, below) or _BULLET.match(below.text):
        return True
    if above.text[-1] in HYPHENS or below.text[0].islower():
        return False
    is_heading = above.size > 1.08 * body.size or above.bold
    return is_heading or _ENDS.search(above.text) is not None or (block is not None and not _is_full(above, below, block))


def _is_full(above: Line, below: Line, block: Block) -> bool:
    """Whether the first word of the line below would not have fitted at the end of the line above."""
    word = below.text.split(" ", 1)[0]
    width = (below.right - below.left) * len(word) / max(1, len(below.text))
    return block.right - above.right < width + 1.5 * above.size
