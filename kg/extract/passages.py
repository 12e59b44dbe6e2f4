"""Cuts a text into passages and says of each whether it is English prose; tables, other languages and noise are not read.

A passage is a paragraph or a heading, or part of one where that is very long or holds sentences in another language. Nothing is
lost: together the passages hold everything but the white space between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.languages import ENGLISH, has_english_words, in_other_script, language_of, recognised

TABLE = "table"
NOISE = "noise"

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LINE_END = re.compile(r"[.!?:;][\"”'’)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔։][\"”»'’)\]]*\s+|[。！？]")
_WHOLE_SENTENCE = re.compile(r"[\"“'‘(\[]*[A-Z0-9].*[.!?…][\"”'’)\]]*", re.DOTALL)
_CLOSERS = ".!?…\"”'’)]"
_GAP = re.compile(r"\t+|[|¦│]+|[ \u00a0]{3,}")  # between the cells of a row
_WIDE = re.compile(r"\t+|[ \u00a0]{3,}")  # a gap that may stand within a sentence too
_MARK = re.compile(r"[(\[]?\w{1,4}[.)\]]|[-–—•·*‣▪]|.*:")  # what stands before a gap in a list, a transcript or a memo
_NUMBER = re.compile(r"(?<!\S)[^\s\d]*\d")  # a word with a figure in it
_WRAP_WIDTH = 100  # a paragraph whose lines are all shorter than this was wrapped by hand
_LONGEST = 5_000  # characters of a passage: what the parser does with a passage grows faster than the passage
_CELLED = 0.6  # of the lines of a table have cells
_SENTENCE_WORDS = 3  # a cell of fewer words is no sentence
# What prose never is, on a passage that is long enough to tell.
_ENOUGH = 200  # characters
_LETTERS = 0.5  # of its characters that are not blank
_WORD_LENGTH = 30  # characters of the average word
_MANY_WORDS, _FEW_DIFFERENT = 60, 5  # so many words of which so few differ
_ROW_WORDS = 8
_NUMBERS = 0.4  # of the words of a table of figures
_LONG_ROW_WORDS, _SOME_NUMBERS, _SMALL_WORDS = 12, 0.1, 0.1  # of a table of names and figures, in one line


@dataclass(frozen=True, slots=True)
class Passage:
    """The text from `start` to `end`; `unread` says why it is not read: the name of its language, "table" or "noise"."""

    start: int
    end: int
    unread: str | None = None


@lru_cache(maxsize=1)  # extraction asks, and then whoever tells what was not read
def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a text in their order, without the white space between them."""
    found = [passage for start, end in _regions(text) for passage in _in_region(text, start, end)]
    return tuple(
        Passage(passage.start, passage.end) if passage.unread == ENGLISH else passage for passage in _with_short_ones(text, found)
    )


def unread(text: str) -> tuple[Passage, ...]:
    r"""What is not read of a text, neighbours of one kind as one passage.

    >>> [text.unread for text in unread("Norway condemned Hungary.\n\nМинистр сказал, что переговоры закончились.")]
    ['Russian']
    """
    joined: list[Passage] = []
    before: str | None = None
    for passage in passages(text):
        if passage.unread is not None and passage.unread == before:
            joined[-1] = replace(joined[-1], end=passage.end)
        elif passage.unread is not None:
            joined.append(passage)
        before = passage.unread
    return tuple(joined)


# -- from the text to passages -------------------------------------------------------------------------------------


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """What stands between two blank lines."""
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _in_region(text: str, start: int, end: int) -> Iterator[Passage]:
    lines = list(_lines(text, start, end))
    if _is_table(text, lines):
        for line in lines:
            yield from _cells(text, *line)
        return
    full = [text[a:b].rstrip() for a, b in lines if text[a:b].strip()]
    wrapped = len(full) > 1 and all(len(line) < _WRAP_WIDTH for line in full) and _runs_on(full)
    for a, b in [(start, end)] if wrapped else lines:
        if not wrapped and _is_row(text[a:b].strip()):
            yield from _cells(text, a, b)
            continue
        for first, last in _trimmed(text, _cut(text, a, b)):
            yield from _sorted_out(text, first, last)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _runs_on(lines: list[str]) -> bool:
    """Whether most lines but the last stop in mid-sentence and are of like length, as wrapping leaves them."""
    open_ended = sum(not _LINE_END.search(line) for line in lines[:-1])
    longest = max(map(len, lines))
    filled = sum(len(line) > 0.7 * longest for line in lines[:-1])
    return open_ended * 2 >= len(lines) - 1 and filled * 3 >= 2 * (len(lines) - 1)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most `_LONGEST` characters, cut behind a sentence, else between words, else anywhere."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
        blank = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit)) + 1
        cut = ends[-1] if ends else blank if blank > start else limit
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans without the white space around them; those of nothing else are left out."""
    for start, end in spans:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + lead + len(stripped)


# -- tables --------------------------------------------------------------------------------------------------------


def _is_table(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether most of several lines are rows of cells."""
    filled = [line for a, b in lines if (line := text[a:b].strip())]
    rows = sum(_GAP.search(line) is not None and not _is_item(line) for line in filled)
    return len(filled) > 1 and rows >= _CELLED * len(filled) and not _reads_on(filled)


def _is_row(line: str) -> bool:
    """Whether a line by itself is a row of cells: it has several gaps."""
    return len(_GAP.findall(line)) > 1 and not _reads_on([line])


def _is_item(line: str) -> bool:
    """Whether a gap only sets off what a line is: "1.", "(b)", "•", "CHAIR:"."""
    cells = _WIDE.split(line)
    if len(cells) != 2 or not _MARK.fullmatch(cells[0]) or _GAP.search(cells[1]):
        return False
    return cells[1][-1] in _CLOSERS or len(cells[1].split()) >= _SENTENCE_WORDS


def _reads_on(lines: Sequence[str]) -> bool:
    """Whether lines are prose in spite of their gaps: what follows each goes on in small letters, to the end of a sentence."""
    gaps = [(line, gap) for line in lines for gap in _GAP.finditer(line)]
    if not all(_WIDE.fullmatch(gap.group()) and line[gap.end() : gap.end() + 1].islower() for line, gap in gaps):
        return False
    return _WHOLE_SENTENCE.fullmatch("\n".join(lines)) is not None


def _cells(text: str, start: int, end: int) -> Iterator[Passage]:
    """The cells of a row: a whole sentence in a cell is read, and nothing that reaches over two of them."""
    gaps = list(_GAP.finditer(text, start, end))
    starts = [start, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), end]
    figures: Passage | None = None
    for a, b in _trimmed(text, zip(starts, ends, strict=True)):
        if not _is_sentence(text[a:b]):
            figures = Passage(figures.start if figures else a, b, TABLE)
            continue
        if figures:
            yield figures
            figures = None
        for first, last in _trimmed(text, _cut(text, a, b)):
            yield from _sorted_out(text, first, last)
    if figures:
        yield figures


def _is_sentence(cell: str) -> bool:
    return cell[-1] in _CLOSERS and len(cell.split()) >= _SENTENCE_WORDS and _WHOLE_SENTENCE.fullmatch(cell) is not None


def _no_prose(piece: str) -> str | None:
    """What a passage is that is in no language: figures, the rest of a table, or signs and letters without sense."""
    words = piece.split()
    numbers = len(_NUMBER.findall(piece))
    if len(words) >= _ROW_WORDS and numbers >= _NUMBERS * len(words):
        return TABLE
    if len(words) >= _LONG_ROW_WORDS and numbers >= _SOME_NUMBERS * len(words) and _LINE_END.search(piece) is None:
        small = sum(word.islower() and word.isalpha() for word in words)
        if small < _SMALL_WORDS * len(words):
            return TABLE
    if len(piece) < _ENOUGH:
        return None
    if sum(map(str.isalpha, piece)) < _LETTERS * sum(map(len, words)):
        return NOISE
    if len(piece) > _WORD_LENGTH * len(words) and not in_other_script(piece):  # Chinese has no spaces
        return NOISE
    return NOISE if len(words) >= _MANY_WORDS and len(set(words)) <= _FEW_DIFFERENT else None


# -- languages -----------------------------------------------------------------------------------------------------


def _sorted_out(text: str, start: int, end: int) -> Iterator[Passage]:
    """The passage in one, or in several where not all of its sentences are in one language."""
    whole = _no_prose(text[start:end]) or language_of(text[start:end])
    if whole in (None, TABLE, NOISE):
        yield Passage(start, end, whole)
        return
    sentences = list(_sentences(text, start, end))
    verdicts = [_verdict(text[a:b], whole) for a, b in sentences]
    if whole == ENGLISH and {*verdicts} <= {None, ENGLISH}:
        yield Passage(start, end, ENGLISH)
        return
    verdicts = _spread([verdict or _guess(text[a:b]) for verdict, (a, b) in zip(verdicts, sentences, strict=True)], whole)
    first = start
    for (_, last), verdict, following in zip(sentences, verdicts, [*verdicts[1:], None], strict=True):
        if verdict != following:
            yield from (Passage(a, b, verdict) for a, b in _trimmed(text, [(first, last)]))
            first = last


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end:
            yield first, match.end()
            first = match.end()
    yield first, end


def _verdict(sentence: str, whole: str | None) -> str | None:
    """What a sentence is; within a passage in another language a few English-looking words do not make it English."""
    found = _no_prose(sentence) or language_of(sentence)
    return None if found == ENGLISH != whole and recognised(sentence) != ENGLISH else found


def _guess(sentence: str) -> str | None:
    """English for a sentence that is too short to tell and looks English."""
    return ENGLISH if has_english_words(sentence) or recognised(sentence) == ENGLISH else None


def _spread(verdicts: list[str | None], whole: str | None) -> list[str | None]:
    """The verdicts where each sentence too short to tell takes after the one before, or the first that could be told."""
    last = next((verdict for verdict in verdicts if verdict is not None), whole)
    spread: list[str | None] = []
    for verdict in verdicts:
        last = verdict or last
        spread.append(last)
    return spread


def _with_short_ones(text: str, found: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, where one too short to tell between two in another language is taken to be in that language too."""
    before = _languages_before(found)
    after = _languages_before(found[::-1])[::-1]
    for passage, left, right in zip(found, before, after, strict=True):
        near = {language for language in (left, right) if language is not None}
        if passage.unread is not None or not near or ENGLISH in near:
            yield passage
            continue
        yield passage if _guess(text[passage.start : passage.end]) else replace(passage, unread=left or right)


def _languages_before(found: Sequence[Passage]) -> list[str | None]:
    """For each passage the language last recognised before it."""
    last: str | None = None
    languages = []
    for passage in found:
        languages.append(last)
        if passage.unread not in (None, TABLE, NOISE):
            last = passage.unread
    return languages
