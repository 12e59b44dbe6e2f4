"""Running headers and footers of a PDF: found by place and repetition, then read for page label, title, publisher and date."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.dates import find_date
from loaders.meta import Meta
from loaders.pdf_layout import rows
from loaders.pdf_lines import Line

_BAND = 0.12  # of the page's height, at its top and at its foot
_ROWS = 3
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|info|eu|example)\b(?:/\S*)?", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")
_PAGE_ONLY = re.compile(r"[-–—|\[( ]*(?:page|p\.?|pp\.?|seite)?\s*#(?:\s*(?:of|/|from)\s*#)?[-–—|\]) ]*", re.IGNORECASE)
_PAGE_BESIDE = re.compile(
    r"^(?:page|p\.)\s*(?P<named>\d+)\b|^(?P<first>\d+)\b|\b(?:page|p\.)\s*(?P<later>\d+)\b|\b(?P<last>\d+)$", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:[-–]\d{4})?)?,?\s*(?P<name>[^\W\d].*)", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d{2}\b|"
    r"\b(?:19|20)\d{2}(?:-\d{2}){0,2}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page: its number from 1, its size in points, and its stretches of text."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Running:
    """What runs along at the edges of the pages: the stretches to leave out, and the rows they make, page by page."""

    stretches: frozenset[Line]
    rows: Mapping[int, Sequence[Sequence[str]]] = field(default_factory=dict)

    def rest_of(self, page: PageLines) -> list[Line]:
        """The stretches of the page's own text."""
        return [line for line in page.lines if line not in self.stretches]


def find_running(pages: Sequence[PageLines]) -> Running:
    """Rows in the upper or lower band that come back on other pages (digits aside), or hold no more than a page number or address."""
    at_edge = [(page, edge, row) for page in pages for edge, row in _edge_rows(page)]
    pages_of: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for page, edge, row in at_edge:
        pages_of[edge, _normal(row)].add(page.number)
    stretches: set[Line] = set()
    texts: defaultdict[int, list[list[str]]] = defaultdict(list)
    for page, edge, row in at_edge:
        if len(pages_of[edge, _normal(row)]) > 1 or _is_page_line(row):
            stretches.update(row)
            texts[page.number].append([line.text for line in row])
    return Running(frozenset(stretches), dict(texts))


def _edge_rows(page: PageLines) -> Iterable[tuple[str, list[Line]]]:
    found = rows(page.lines)
    for row in found[:_ROWS]:
        if row[0].middle > (1 - _BAND) * page.height:
            yield "top", row
    for row in found[-_ROWS:]:
        if row[0].middle < _BAND * page.height:
            yield "foot", row


def _normal(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text for line in row)).casefold()


def _is_page_line(row: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in row)
    if _PAGE_ONLY.fullmatch(re.sub(r"\d+", "#", text)) or _ROMAN.fullmatch(text):
        return True
    if re.match(r"(?:page|p\.)\s*\d+\b", text, re.IGNORECASE) and len(text) < 60:
        return True
    return _page_number(text) is not None and len(text) < 120 and (_URL.search(text) is not None or find_date(text) is not None)


def _page_number(text: str) -> int | None:
    match = _PAGE_BESIDE.search(_URL.sub("", _DATE_WORDS.sub("", text)).strip(" |–—-"))
    return int(next(number for number in match.groups() if number)) if match else None


def page_labels(running: Running, defaults: Sequence[str]) -> tuple[str, ...]:
    """The label printed on each page; where none is printed, the one in `defaults` (one a page)."""
    printed: dict[int, str] = {}
    steps: Counter[int] = Counter()
    for number, texts in running.rows.items():
        for text in (" ".join(row) for row in texts):
            if _ROMAN.fullmatch(text):
                printed.setdefault(number, text)
            elif (found := _page_number(text)) is not None:
                steps[found - number] += 1
    usual = min(steps, key=lambda step: (-steps[step], abs(step)), default=None)
    for number, texts in running.rows.items():
        if usual is not None and any(_page_number(" ".join(row)) == number + usual for row in texts):
            printed[number] = str(number + usual)
    return tuple(printed.get(number, default) for number, default in enumerate(defaults, 1))


def running_meta(running: Running) -> Meta:
    """Title, publisher and date as the running lines give them."""
    whole = [" ".join(row) for page in sorted(running.rows) for row in running.rows[page]]
    published = next((found for text in whole if (found := find_date(text))), None)
    return Meta(_usual_name(running), _publisher(whole), published)


def _usual_name(running: Running) -> str | None:
    """The first name that runs along on at least half of the pages that have running lines; a chapter's does not."""
    pages_of: Counter[str] = Counter()
    dated: set[str] = set()  # a line that dates the issue names it, too
    for page in running.rows.values():
        names = {name: find_date(text) for row in page for text in row if (name := _name_in(text))}
        pages_of.update(dict.fromkeys(names, 1))
        dated.update(name for name, date in names.items() if date)
    usual = [name for name, count in pages_of.items() if 2 * count >= len(running.rows)]
    return next((name for name in usual if name in dated), usual[0] if usual else None)


def _name_in(text: str) -> str | None:
    if _COPYRIGHT.search(text):
        return None
    bare = _URL.sub(" ", _DATE_WORDS.sub(" ", text))
    bare = re.sub(r"\b(?:page|p\.)\s*\d+\b|^\s*\d+\b|\b\d+\s*$", " ", bare, flags=re.IGNORECASE)
    bare = re.sub(r"\s+", " ", bare).strip(" |·•–—-,")
    return bare if len(bare) > 3 and any(char.isalpha() for char in bare) else None


def _publisher(texts: Iterable[str]) -> str | None:
    known = list(texts)
    owner = next((match["name"] for text in known if (match := _COPYRIGHT.search(text))), None)
    if owner:
        return re.sub(r"[.,;]?\s*(?:all rights reserved.*)?$", "", owner, flags=re.IGNORECASE).strip() or None
    address = next((match[0] for text in known if (match := _URL.search(text))), None)
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE).split("/")[0] if address else None
