"""Plain text and Markdown: the text as it is in the file; of Markdown, without front matter and markup.

A word broken by a hyphen at a line's end is made whole, and the line ends behind it; a compound keeps its hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from kg.model import Document
from loaders.hyphens import LONGEST_WORD, Hyphens
from loaders.meta import NOTHING, Meta, from_row, in_lines, sidecar
from loaders.source import Source, decode, read_source
from loaders.weave import Weaver, pages_between

_HEAD_LINES = 4
_TITLE_LENGTH = 120
_CR = re.compile(r"\r(?=\n)")
_FORM_FEED = re.compile(r"(\f)")  # what pdftotext writes between pages
_SOFT_HYPHEN = "\u00ad"
_BROKEN_WORD, _BROKEN_IN_QUOTATION = (
    re.compile(rf"(?<=[^\W_])(?P<hyphen>[-\u2010\u2011\u00ad])[ \t]*\r?\n{margin}(?=(?P<rest>[^\W_]\S*)(?P<blank>[ \t]+(?=\S))?)")
    for margin in (r"[ \t]*", r"[ \t]*(?:>[ \t]?)*")
)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n\s*|\Z)", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(
    r"<!--.*?-->|"  # comment
    r"^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*\n?|"  # code is not prose
    r"!\[[^\]\n]*\]\([^)\n]*\)|"  # picture
    r"^[ ]{0,3}\#{1,6}[ \t]+|"  # heading
    r"[ \t]+\#+[ \t]*(?=\r?$)|"
    r"^[ ]{0,3}(?:>[ ]?)+|"  # block quotation
    r"^[ ]{0,3}[-*+][ \t]+(?=\S)|"  # list item
    r"^[ ]{0,3}(?:[-*_][ \t]*){3,}(?=\r?$)|"  # rule
    r"\[(?=[^\]\n]+\]\([^)\n]*\))|(?<=[^\[\]\n])\]\([^)\n]*\)|"  # link: its words stay
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|"  # emphasis
    r"(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|`+",
    re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r"^[ ]{0,3}#[ \t]+(?P<title>.+?)[ \t]*#*\r?$", re.MULTILINE)

Edit: TypeAlias = tuple[int, int, str]  # where characters of the file are left out, and what stands there instead


def load_text(path: Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The one document of a plain text file: its words with their places in the file. Raises LoadError.

    Only the byte order mark, CR before LF and hyphens that break a word at a line's end are gone.
    """
    source = read_source(path)
    raw = decode(source)
    found = Meta(_first_line_title(raw), None, in_lines(islice(_lines(raw), _HEAD_LINES)))
    yield _document(
        source, raw, chain(_left_out(_CR.finditer(raw)), _mended(raw, _BROKEN_WORD)), meta.over(sidecar(path)).over(found)
    )


def load_markdown(path: Path, meta: Meta = NOTHING) -> Iterator[Document]:
    """The one document of a Markdown file: its words, with their places in the file, without the markup. Raises LoadError."""
    source = read_source(path)
    raw = decode(source)
    front = _FRONT.match(raw)
    start = front.end() if front else 0
    heading = _HEADING.search(raw, start)
    in_text = Meta(heading["title"] if heading else None, None, in_lines(islice(_lines(raw[start:]), _HEAD_LINES)))
    found = (_front_matter(source, front["yaml"]) if front else NOTHING).over(in_text)
    yield _document(
        source, raw, chain(_markup(raw, front), _mended(raw, _BROKEN_IN_QUOTATION)), meta.over(sidecar(path)).over(found)
    )


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _first_line_title(text: str) -> str | None:
    """A short first line without a full stop, set off by a blank line or a dateline, is the title."""
    first, _, rest = text.lstrip().partition("\n")
    first, second = first.strip(), rest.partition("\n")[0].strip()
    set_off = not second or in_lines([second]) is not None
    return (
        first if rest and set_off and len(first) <= _TITLE_LENGTH and first[-1] not in ".!;:," and not in_lines([first]) else None
    )


def _front_matter(source: Source, text: str) -> Meta:
    try:
        row: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 2})" if mark else ""
        raise source.refuse(f"has front matter that is not YAML{line}; mend the lines between the --- marks") from error
    if not isinstance(row, dict):
        return NOTHING
    dated = {**row, "date": str(row["date"])} if row.get("date") is not None else row
    return from_row(dated, f"{source.path} (front matter)")


def _left_out(found: Iterable[re.Match[str]]) -> Iterator[Edit]:
    return ((match.start(), match.end(), "") for match in found)


def _markup(raw: str, front: re.Match[str] | None) -> Iterator[Edit]:
    start = front.end() if front else 0
    return _left_out(chain([front] if front else [], _MARKUP.finditer(raw, start), _CR.finditer(raw, start)))


def _mended(raw: str, broken_word: re.Pattern[str]) -> Iterator[Edit]:
    """Words broken at a line's end made whole: their rest goes up, and the line ends where a blank follows it."""
    hyphens: Hyphens | None = None
    for broken in broken_word.finditer(raw):
        hyphens = hyphens or Hyphens(raw.splitlines())
        before = raw[max(0, broken.start() - LONGEST_WORD) : broken.start()].rpartition("\n")[2]
        after = raw[broken.end() : broken.end() + LONGEST_WORD]
        if hyphens.hangs(after):
            continue
        kept = broken["hyphen"] != _SOFT_HYPHEN and hyphens.keeps(before, after)
        yield broken.start() + kept, broken.end(), ""
        if broken["blank"]:
            yield *broken.span("blank"), "\n"


def _document(source: Source, raw: str, edits: Iterable[Edit], meta: Meta) -> Document:
    weaver = Weaver()
    starts = [0]
    position = 0
    for start, end, instead in (*sorted(edits), (len(raw), len(raw), "")):
        for part in _FORM_FEED.split(raw[position:start]):
            weaver.take(part, len(starts), position)
            position += len(part)
            if part == "\f":
                starts.append(weaver.length)
        if start >= position:
            weaver.add(instead)
        position = max(position, end)
    if not weaver.text.strip():
        raise source.refuse("holds no text beside its markup; nothing to read")
    return Document.make(
        weaver.text,
        pages=pages_between([(number, str(number), start) for number, start in enumerate(starts, 1)], weaver.length),
        title=meta.title,
        publisher=meta.publisher,
        published=meta.published,
        uri=str(source.path),
        sha256=source.sha256,
        runs=weaver.runs,
    )
