"""HTML: the article as trafilatura finds it, each character led back to its place in the decoded file."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any

import trafilatura

from kg.model import Document
from loaders.dates import is_edtf
from loaders.meta import NOTHING, Meta, in_lines, sidecar
from loaders.source import decode, read_source
from loaders.weave import NOWHERE, Weaver

_BLOCKS = {"p", "head", "item", "list", "quote", "code", "table", "row", "cell", "lb", "body", "main", "div"}
_UNSEEN = {"script", "style", "head", "title", "noscript", "template"}
_LONG = 30  # characters, spaces aside, from which on a passage is hardly in the file twice
_HEAD_PARAGRAPHS = 4
_SEPARATOR = "\n\n"

for _name in ("trafilatura", "htmldate"):  # what goes wrong there is told by LoadError; nothing is to be printed
    logging.getLogger(_name).addHandler(logging.NullHandler())


def load_html(path: Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The one document of an HTML page, menus and boilerplate left out. Raises LoadError when there is no article in it."""
    source = read_source(path)
    raw = decode(source)
    if "<" not in raw:
        raise source.refuse("has no HTML tag; if it is plain text, give it the suffix .txt")
    article: Any = trafilatura.bare_extraction(
        raw,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    passages = list(_passages(article.body)) if article is not None and article.body is not None else []
    if not passages:
        raise source.refuse("has no article text; if scripts draw the page, save it from a browser after it is drawn")
    weaver = _woven(passages, _SourceText(raw))
    stated = article.date if article.date and is_edtf(article.date) else None
    found = Meta(article.title or None, article.sitename or None, stated or in_lines(islice(passages, _HEAD_PARAGRAPHS)))
    named = meta.over(sidecar(path)).over(found)
    yield Document.make(
        weaver.text,
        title=named.title,
        publisher=named.publisher,
        published=named.published,
        uri=str(path),
        sha256=source.sha256,
        runs=weaver.runs,
    )


def _passages(body: Any) -> Iterator[str]:
    """The texts between the borders of blocks, white space made even."""
    gathered: list[str] = []
    for event in _events(body):
        if event is not None:
            gathered.append(event)
            continue
        if text := " ".join("".join(gathered).split()):
            yield text
        gathered.clear()
    if text := " ".join("".join(gathered).split()):
        yield text


def _events(element: Any) -> Iterator[str | None]:
    """Texts in order; None stands for the border of a block."""
    border = element.tag in _BLOCKS
    if border:
        yield None
    yield element.text or ""
    for child in element:
        yield from _events(child)
        yield child.tail or ""
    if border:
        yield None


class _SourceText(HTMLParser):
    """The visible characters of an HTML file, each with its place; a character reference stands where it begins."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.chars: list[tuple[str, int]] = []
        self._hidden: list[str] = []
        self._line_starts = [0, *(newline.end() for newline in re.finditer("\n", raw))]
        self.feed(raw)
        self.close()
        self.solid = [index for index, (char, _) in enumerate(self.chars) if not char.isspace()]
        self.text = "".join(self.chars[index][0] for index in self.solid)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what is not shown."""
        if tag in _UNSEEN:
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what is not shown."""
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take characters that stand for themselves."""
        place = self._place()
        self._take((char, place + index) for index, char in enumerate(data))

    def handle_entityref(self, name: str) -> None:
        """Take a named reference; an unknown one stands for its own characters."""
        text, place = unescape(f"&{name};"), self._place()
        unknown = text.startswith(f"&{name}")
        self._take((char, place + (index if unknown else 0)) for index, char in enumerate(text))

    def handle_charref(self, name: str) -> None:
        """Take a numbered reference."""
        place = self._place()
        self._take((char, place) for char in unescape(f"&#{name};"))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _take(self, chars: Iterator[tuple[str, int]]) -> None:
        if not self._hidden:
            self.chars.extend(chars)


@dataclass(frozen=True, slots=True)
class _Match:
    """Where the solid characters of a passage stand among the source's: from `start` up to `end`."""

    start: int
    end: int


def _woven(passages: Sequence[str], source: _SourceText) -> Weaver:
    weaver = Weaver()
    floor = 0
    for number, (passage, match) in enumerate(zip(passages, _aligned(passages, source.text), strict=True)):
        if number:
            weaver.add(_SEPARATOR)
        if match:
            _weave(weaver, passage, source, list(range(match.start, match.end)))
            floor = match.end
        else:
            indexes = _word_by_word(passage, source.text, floor)
            _weave(weaver, passage, source, indexes)
            floor = max([floor, *(index + 1 for index in indexes if index is not None)])
    return weaver


def _aligned(passages: Sequence[str], text: str) -> list[_Match | None]:
    """Long passages are found one after the other; short ones, which menus may hold too, nearest before what follows them."""
    solid = ["".join(passage.split()) for passage in passages]
    matches: list[_Match | None] = [None] * len(solid)
    floor = 0
    for index, part in enumerate(solid):
        if len(part) >= _LONG and (start := text.find(part, floor)) >= 0:
            floor = start + len(part)
            matches[index] = _Match(start, floor)
    gap: list[int] = []
    floor = 0
    for index in range(len(solid) + 1):
        anchor = matches[index] if index < len(solid) else None
        if index < len(solid) and anchor is None:
            gap.append(index)
            continue
        _fill(gap, solid, matches, text, (floor, anchor.start if anchor else None))
        gap.clear()
        floor = anchor.end if anchor else len(text)
    return matches


def _fill(
    gap: Sequence[int], solid: Sequence[str], matches: list[_Match | None], text: str, bounds: tuple[int, int | None]
) -> None:
    """Find the passages of these indexes within the bounds: backwards from what follows them, or forwards at the text's end."""
    floor, ceiling = bounds
    for index in reversed(gap) if ceiling is not None else gap:
        part = solid[index]
        start = text.find(part, floor) if ceiling is None else text.rfind(part, floor, ceiling)
        if start < 0:
            continue
        matches[index] = _Match(start, start + len(part))
        if ceiling is None:
            floor = start + len(part)
        else:
            ceiling = start


def _word_by_word(passage: str, text: str, floor: int) -> list[int | None]:
    """For each solid character its index in the source where its word is found after the word before, else None."""
    indexes: list[int | None] = []
    reach = 3 * len(passage) + 500
    limit = floor + reach
    for word in passage.split():
        start = text.find(word, floor, limit)
        indexes.extend(range(start, start + len(word)) if start >= 0 else [None] * len(word))
        if start >= 0:
            floor, limit = start + len(word), start + len(word) + reach
    return indexes


def _weave(weaver: Weaver, passage: str, source: _SourceText, indexes: Sequence[int | None]) -> None:
    """Append the passage, whose solid characters have these indexes among the source's."""
    weaver.take_each(_placed(passage, source, iter(indexes)), 1)


def _placed(passage: str, source: _SourceText, indexes: Iterator[int | None]) -> Iterator[tuple[str, int]]:
    after = len(source.chars)  # index, white space included, of what follows the last solid character
    for char in passage:
        if char == " ":
            spaced = after < len(source.chars) and source.chars[after][0].isspace()
            yield char, source.chars[after][1] if spaced else NOWHERE
            continue
        index = next(indexes)
        after = source.solid[index] + 1 if index is not None else len(source.chars)
        yield char, source.chars[after - 1][1] if index is not None else NOWHERE
