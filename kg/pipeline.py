"""The whole flow on one page: documents in, statements out, one document at a time.

    Document --extract--> statements --assemble--> statements, merged and linked --store.add--> the graph

Nothing waits for the last document: what is extracted is handed on, so a corpus may be longer than the memory. With `jobs`
above one, documents are read in that many processes, and come out in the order in which they went in.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg.assemble import assemble
from kg.extract import extract
from kg.extract import nlp as language
from kg.extract.passages import Passage, unread
from kg.model import Document, Statement
from kg.resolve import profiles_of

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.stores import Added, Store


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, what it states, and what of its text was not read: other languages, tables, noise."""

    document: Document
    statements: tuple[Statement, ...]
    skipped: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build put into the store: how many documents were new, took another's place, or stood there already."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0

    def counting(self, added: Added) -> BuildReport:
        """The report with one document more."""
        return BuildReport(
            added=self.added + (not added.replaced and not added.unchanged),
            replaced=self.replaced + bool(added.replaced),
            unchanged=self.unchanged + bool(added.unchanged),
            statements=self.statements + added.statements,
        )


def read(document: Document, nlp: Language) -> Reading:
    """What one document states."""
    with nlp.memory_zone():  # spaCy forgets the document's words again
        statements = tuple(assemble(extract(document, nlp)))
    return Reading(document, statements, unread(document.text))


def statements_of(documents: Iterable[Document], model: str | None = None, jobs: int = 1) -> Iterator[Reading]:
    """What each document states, in the order of the documents.

    `model` names another spaCy pipeline than our own. `jobs` is the number of processes; the readings do not depend on it.
    """
    if jobs > 1:
        yield from _read_in_processes(documents, model, jobs)
        return
    waiting = iter(documents)
    first = next(waiting, None)
    if first is None:
        return
    nlp = language.load(model)
    yield read(first, nlp)
    yield from (read(document, nlp) for document in waiting)


def build(
    documents: Iterable[Document],
    store: Store,
    model: str | None = None,
    jobs: int = 1,
    on_document: Callable[[Document, Added], None] = lambda document, added: None,
    on_reading: Callable[[Reading], None] = lambda reading: None,
) -> BuildReport:
    """Puts what the documents state into the store, each document as one transaction.

    `on_reading` is called when a document has been read, `on_document` when it is in the store.

    Raises `StoreError` where the store cannot be written; the documents before stay.
    """
    report = BuildReport()
    for reading in statements_of(documents, model, jobs):
        on_reading(reading)
        added = store.add(reading.document, reading.statements, profiles_of(reading.statements))
        on_document(reading.document, added)
        report = report.counting(added)
    store.link()
    return report


_nlp: Language | None = None


def _start_worker(model: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who then ends the pool
    global _nlp  # noqa: PLW0603  the one place where a process keeps its pipeline
    _nlp = language.load(model)


def _read_in_worker(document: Document) -> Reading:
    assert _nlp is not None, "the pool starts each process with its pipeline"
    return read(document, _nlp)


def _read_in_processes(documents: Iterable[Document], model: str | None, jobs: int) -> Iterator[Reading]:
    """An ordered map over a pool that holds only a few documents at a time."""
    waiting = iter(documents)
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=partial(_start_worker, model))
    try:
        under_way = deque(pool.submit(_read_in_worker, document) for document in islice(waiting, 2 * jobs))
        while under_way:
            yield under_way.popleft().result()
            under_way.extend(pool.submit(_read_in_worker, document) for document in islice(waiting, 1))
    finally:
        pool.shutdown(cancel_futures=True)
