"""`kg build` and `kg extract`: from files to statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.bar import reading_bar
from kg.cli.opening import opened
from kg.cli.options import Form, Jobs, Model, Published, StoreUrl
from kg.cli.output import Format, as_json, complain, emit, show, tell
from kg.cli.skipped import Skips

if TYPE_CHECKING:
    from kg.errors import LoadError
    from kg.model import Document
    from kg.stores import Added

SOME_NOT_READ = 5
NOTHING_READ = 2

_CORPORA = (".jsonl", ".ndjson")

_COLUMNS = ("outcome", "statements", "uri", "title", "document", "reason")

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders: PDF, HTML, DOCX, text, JSON Lines.")]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="What they are called; outweighs what the files say.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published them; outweighs what the files say.")]


class Inputs:
    """The documents at some paths, one after the other; what could not be read is told at once and kept in `failures`."""

    def __init__(self, paths: Iterable[str], title: str | None, publisher: str | None, published: str | None) -> None:
        from loaders import Meta, read_all

        self.failures: list[LoadError] = []
        self.skips = Skips()
        self.count = 0
        self.paths = tuple(paths)
        self._read = read_all(self.paths, Meta(title, publisher, published))

    def __iter__(self) -> Iterator[Document]:
        from kg.errors import LoadError

        for item in self._read:
            if isinstance(item, LoadError):
                self.failures.append(item)
                complain(str(item))
            else:
                self.count += 1
                yield item

    def total(self) -> int | None:
        """How many documents there will be, None where a corpus holds no one knows how many."""
        from loaders import walk

        files = [found for found in walk(self.paths) if isinstance(found, Path)]
        return None if any(file.suffix.lower() in _CORPORA for file in files) else len(files)

    def leave(self) -> None:
        """Ends the command with the code that says whether some or all of the inputs could not be read."""
        self.skips.sum_up()
        if self.failures:
            raise typer.Exit(SOME_NOT_READ if self.count else NOTHING_READ)


def build(
    paths: Paths,
    *,
    title: Title = None,
    publisher: Publisher = None,
    published: Published = None,
    model: Model = None,
    jobs: Jobs = 1,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Read reports and put their statements into the graph.

    A report that is in the graph already changes nothing; a changed one takes the place of the one before. What cannot be read
    is named on standard error with its reason, everything else is done, and the exit code is 5 (2 if nothing could be read).
    """
    inputs = Inputs(paths, title, publisher, published)
    documents = iter(inputs)
    first = next(documents, None)
    rows = [] if first is None else _build(inputs, chain([first], documents), store, model, jobs)
    rows += [{"outcome": "failed", "uri": failure.path, "reason": failure.reason} for failure in inputs.failures]
    show(rows, _COLUMNS, form, {name: name for name in _COLUMNS if name not in ("title", "document")})
    inputs.leave()


def _build(inputs: Inputs, documents: Iterable[Document], store_url: str, model: str | None, jobs: int) -> list[dict[str, Any]]:
    from kg import pipeline

    rows: list[dict[str, Any]] = []
    with opened(store_url) as store, reading_bar(inputs.total) as step:
        store.query("RETURN 1")  # a store that cannot be had is worth knowing before the reading

        def on_document(document: Document, added: Added) -> None:
            rows.append(_row(document, added))
            step(added.statements)

        report = pipeline.build(documents, store, model, jobs, on_document, inputs.skips.tell)
    tell(
        f"{report.statements} statements; documents: {report.added} added, {report.replaced} replaced, {report.unchanged} unchanged"
    )
    return rows


def _row(document: Document, added: Added) -> dict[str, Any]:
    outcome = "unchanged" if added.unchanged else "replaced" if added.replaced else "added"
    return {
        "outcome": outcome,
        "statements": added.statements,
        "uri": document.uri,
        "title": document.title,
        "document": added.document_id,
    }


def extract(
    paths: Paths,
    *,
    title: Title = None,
    publisher: Publisher = None,
    published: Published = None,
    model: Model = None,
    jobs: Jobs = 1,
) -> None:
    """Print the statements of reports as JSON Lines, without a store.

    One object a line; `document.text[start:end] == quote` holds for each. Relative dates ("last week") are worked out against
    the day on which the report was published.
    """
    from kg import pipeline

    inputs = Inputs(paths, title, publisher, published)
    with reading_bar(inputs.total, printing=True) as step:
        for reading in pipeline.statements_of(inputs, model, jobs):
            inputs.skips.tell(reading)
            step(len(reading.statements))
            for statement in reading.statements:
                emit(as_json(statement.to_json()))
    inputs.leave()
