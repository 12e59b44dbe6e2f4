"""`kg export`, `kg pages` and `kg validate`: the graph for other programs, for readers, and against its own rules."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Form, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import Format, emit, lines, progress, show, tell
from kg.errors import UsageError
from kg.model import Filter, Kind, Statement

if TYPE_CHECKING:
    from kg.model import Document, Profile
    from kg.stores import Store

    Reading = tuple[Document, tuple[Statement, ...]]

NOT_CONFORMING = 7

_FINDINGS = ("severity", "document", "focus", "path", "message", "value")


class ExportFormat(StrEnum):
    """The forms in which the graph leaves."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    JSONL = "jsonl"
    CSV = "csv"


_ROWS = {ExportFormat.JSONL: Format.JSONL, ExportFormat.CSV: Format.CSV}
_IN_BULK = (ExportFormat.NQ, ExportFormat.TRIG)


@with_filters
def export(
    wanted: Wanted,
    form: Annotated[
        ExportFormat, typer.Option("--format", "-f", help="RDF (ttl, trig, nq, jsonld), or rows (jsonl, csv).")
    ] = ExportFormat.TRIG,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    store: StoreUrl = "",
) -> None:
    """Write the graph in a form that other programs read.

    TriG and N-Quads keep each document in a named graph of its own; Turtle has one graph. JSON Lines is what `kg extract` prints.
    """
    with graph(store) as opened:
        text = _rows(opened.statements(wanted.filter(opened)), _ROWS[form]) if form in _ROWS else _rdf(opened, wanted, form)
        with _written(output) as write:
            for line in text:
                write(line)


@with_filters
def pages(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write into; it is made where it is missing.")],
    wanted: Wanted,
    store: StoreUrl = "",
) -> None:
    """Write the graph as pages for a browser; they work offline.

    An index, the network of actors, and each report with its statements marked.
    """
    from kg.pages import write_pages

    with graph(store) as opened:
        readings = _readings(opened, wanted)
        profiles = _profiles(opened, readings)
    documents = [document for document, _ in readings]
    statements = [told for _, statements in readings for told in statements]
    try:
        first, *_ = write_pages(out, documents, statements, profiles)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from error
    tell(f"{len(statements)} statements of {len(documents)} documents: open {first}")


def validate(
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document, by id or address.")] = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Check the graph against the SHACL shapes of the ontology.

    Each document by itself, in some seconds a page. The exit code is 7 where a shape is broken; a warning breaks none.
    """
    from kg import rdf

    findings: list[dict[str, str]] = []
    broken = 0
    with graph(store) as opened, progress("checking") as step:
        chosen = [opened.document(document).id] if document else [info.id for info in opened.documents()]
        for identifier in chosen:
            reading = (opened.document(identifier), tuple(opened.statements(Filter(document=identifier))))
            report = rdf.validate(rdf.to_dataset([reading], _profiles(opened, [reading])))
            broken += not report.conforms
            findings += [
                {
                    "document": reading[0].uri or identifier,
                    **{name: str(getattr(found, name)) for name in _FINDINGS if name != "document"},
                }
                for found in report.results
            ]
            step(f"{reading[0].uri}: {len(report.results)} findings")
    if findings or form is not Format.TABLE:
        show(findings, _FINDINGS, form)
    tell(f"{len(chosen)} documents checked, {broken} break a shape")
    if broken:
        raise typer.Exit(NOT_CONFORMING)


def _rdf(store: Store, wanted: Wanted, form: ExportFormat) -> Iterator[str]:
    from kg import rdf

    readings = _readings(store, wanted)
    profiles = _profiles(store, readings)
    if form in _IN_BULK:
        buffer = io.BytesIO()
        rdf.write_bulk(readings, buffer, form, profiles)
        text = buffer.getvalue().decode()
    else:
        text = rdf.serialise(rdf.to_dataset(readings, profiles), form)
    yield text.removesuffix("\n")


def _rows(statements: Iterable[Statement], form: Format) -> Iterator[str]:
    columns = tuple(Statement("", 1, 0, 0, "", "", 0, 0, Kind.EVENT).to_json())
    return lines((statement.to_json() for statement in statements), columns, form)


def _readings(store: Store, wanted: Wanted) -> list[Reading]:
    """Each document with its statements that pass; without filters the documents that state nothing too."""
    passed: defaultdict[str, list[Statement]] = defaultdict(list)
    for told in store.statements(wanted.filter(store)):
        passed[told.document].append(told)
    chosen = [info.id for info in store.documents() if info.id in passed or not wanted]
    return [(store.document(identifier), tuple(passed[identifier])) for identifier in chosen]


def _profiles(store: Store, readings: Iterable[Reading]) -> dict[str, Profile]:
    told = [statement for _, statements in readings for statement in statements]
    actors = {actor.id for each in told for actor in (*each.actors, *each.recipients, *each.speakers)}
    return {identifier: store.profile(identifier) for identifier in sorted(actors)}


@contextmanager
def _written(output: Path | None) -> Iterator[Callable[[str], object]]:
    """Writes lines to standard output, or to a file that is there whole or not at all."""
    if output is None:
        yield emit
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield lambda line: file.write(line + "\n")
        part.replace(output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
