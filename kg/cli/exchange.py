"""`kg export`, `kg pages` and `kg validate`: the graph for other programs, for readers, and against its own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Form, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import Format, emit, lines, show, tell
from kg.errors import UsageError
from kg.model import Kind, Statement

if TYPE_CHECKING:
    from kg.model import Document, Profile
    from kg.stores import Store


class ExportFormat(StrEnum):
    """The forms in which the graph leaves."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    JSONL = "jsonl"
    CSV = "csv"


@with_filters
def export(
    wanted: Wanted,
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="RDF (ttl, trig, nq, jsonld), or rows (jsonl, csv).")] = (
        ExportFormat.TRIG
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    store: StoreUrl = "",
) -> None:
    """Write the graph in a form that other programs read.

    TriG and N-Quads keep each document in a named graph of its own; Turtle has one graph. JSON Lines is what `kg extract` prints.
    """
    with graph(store) as opened:
        statements = opened.statements(wanted.filter(opened))
        if form in (ExportFormat.JSONL, ExportFormat.CSV):
            text = _rows(statements, form)
        else:
            text = iter([_rdf(opened, tuple(statements), form).rstrip("\n")])
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

    The network, each actor, pairs of actors, and the reports with their statements marked.
    """
    from kg.pages import write_pages

    with graph(store) as opened:
        statements = tuple(opened.statements(wanted.filter(opened)))
        documents, profiles = _documents(opened, statements), _profiles(opened, statements)
    first, *_ = write_pages(out, documents, statements, profiles)
    tell(f"{len(statements)} statements of {len(documents)} documents: open {first}")


def validate(store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """Check the graph against the SHACL shapes of the ontology."""
    from kg import rdf

    with graph(store) as opened:
        statements = tuple(opened.statements())
        dataset = _dataset(opened, statements)
    report = rdf.validate(dataset)
    raise NotImplementedError(report)


def _rdf(store: Store, statements: tuple[Statement, ...], form: ExportFormat) -> str:
    from kg import rdf

    return rdf.serialise(_dataset(store, statements), form)


def _dataset(store: Store, statements: tuple[Statement, ...]):
    from kg import rdf

    documents = _documents(store, statements)
    by_document = [(document, tuple(told for told in statements if told.document == document.id)) for document in documents]
    return rdf.to_dataset(by_document, _profiles(store, statements))


def _documents(store: Store, statements: Iterable[Statement]) -> tuple[Document, ...]:
    """The documents that the statements stand in, in the order in which the statements name them."""
    return tuple(store.document(identifier) for identifier in dict.fromkeys(told.document for told in statements))


def _profiles(store: Store, statements: Iterable[Statement]) -> dict[str, Profile]:
    actors = {actor.id for told in statements for actor in (*told.actors, *told.recipients, *told.speakers)}
    return {identifier: store.profile(identifier) for identifier in sorted(actors)}


def _rows(statements: Iterable[Statement], form: ExportFormat) -> Iterator[str]:
    columns = tuple(Statement("", 1, 0, 0, "", "", 0, 0, Kind.EVENT).to_json())
    rows = (statement.to_json() for statement in statements)
    return lines(rows, columns, Format(form))


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
