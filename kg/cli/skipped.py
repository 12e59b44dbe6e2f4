"""Tells on standard error what of a document was not read: pages in other languages, tables, noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.cli.output import complain

if TYPE_CHECKING:
    from kg.extract.passages import Passage
    from kg.model import Document, Page
    from kg.pipeline import Reading

_TOLD_ONE_BY_ONE = 20  # documents; of a large corpus the rest is counted
_WHOLE = 0.9  # of a page's text


class Skips:
    """Names the first documents of which something was not read, and counts the others."""

    def __init__(self) -> None:
        self._documents = 0
        self._counted: Counter[str] = Counter()

    def tell(self, reading: Reading) -> None:
        """Says what was not read of a reading's document, if anything."""
        self.tell_of(reading.document, reading.skipped)

    def tell_of(self, document: Document, skipped: Sequence[Passage]) -> None:
        """Says what was not read of a document, if anything."""
        if not skipped:
            return
        self._documents += 1
        if self._documents > _TOLD_ONE_BY_ONE:
            self._counted.update(sorted({passage.unread or "" for passage in skipped}))
            return
        for line in described(document, skipped):
            complain(line)

    def sum_up(self) -> None:
        """Says how many more documents there were."""
        if self._counted:
            more = self._documents - _TOLD_ONE_BY_ONE
            kinds = ", ".join(f"{kind} in {number}" for kind, number in sorted(self._counted.items()))
            complain(f"{more} more {'document holds' if more == 1 else 'documents hold'} text that was not read ({kinds})")


def described(document: Document, skipped: Sequence[Passage]) -> Iterator[str]:
    """A line for each language and kind: "report.pdf: pages 3-5 are in Russian: not read (English only)"."""
    for kind in dict.fromkeys(passage.unread for passage in skipped):
        where, several = _where(document, [passage for passage in skipped if passage.unread == kind])
        verb = "are" if several else "is"
        if kind == "table":
            what = (
                f"{verb} a table: not read (whole sentences only)"
                if not several
                else "are tables: not read (whole sentences only)"
            )
        elif kind == "noise":
            what = f"{verb} no prose: not read"
        else:
            what = f"{verb} in {kind}: not read (English only)"
        yield f"{document.uri or document.id}: {where}{what}"


def _where(document: Document, skipped: Sequence[Passage]) -> tuple[str, bool]:
    """The pages that are meant, with a space behind them, and whether they are several; of a text without pages, whether all is."""
    shares = [(page, _share(document, page, skipped)) for page in document.pages]
    if len(shares) == 1:
        return ("" if shares[0][1] >= _WHOLE else "part of it "), False
    whole = [page for page, share in shares if share >= _WHOLE]
    part = [page for page, share in shares if 0 < share < _WHOLE]
    named = [f"{_noun(whole, 'page')} {_ranges(whole)}"] if whole else []
    named += [f"{_noun(part, 'part')} of {_noun(part, 'page')} {_ranges(part)}"] if part else []
    return f"{' and '.join(named)} ", len(whole) + len(part) > 1


def _share(document: Document, page: Page, skipped: Iterable[Passage]) -> float:
    """How much of a page's text the passages take."""
    solid = len("".join(document.text[page.start : page.end].split()))
    spans = [(max(page.start, passage.start), min(page.end, passage.end)) for passage in skipped]
    taken = sum(len("".join(document.text[start:end].split())) for start, end in spans if start < end)
    return taken / solid if solid else 0.0


def _noun(pages: Sequence[Page], noun: str) -> str:
    return noun if len(pages) == 1 else f"{noun}s"


def _ranges(pages: Sequence[Page]) -> str:
    """The printed labels, runs of pages as ranges: "3-5, 9"."""
    runs: list[list[Page]] = []
    for page in pages:
        if runs and page.number == runs[-1][-1].number + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(run[0].label if len(run) == 1 else f"{run[0].label}-{run[-1].label}" for run in runs)
