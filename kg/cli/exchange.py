"""`kg export`, `kg pages` and `kg validate`: the graph for other programs, for readers, and against its own rules."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Form, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import Format, OutputClosedError, emit, give_up_output, lines, progress, show, tell, visible
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.model import Filter
    from kg.stores import Store

NOT_CONFORMING = 7


class ExportFormat(StrEnum):
    """The forms in which the graph leaves."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    GRAPHML = "graphml"
    GEXF = "gexf"
    PAJEK = "pajek"
    STATNET = "statnet"
    RSIENA = "rsiena"
    NEO4J_ADMIN = "neo4j-admin"


_ROWS = {ExportFormat.JSONL: Format.JSONL, ExportFormat.CSV: Format.CSV}
_NETWORKS = (ExportFormat.GRAPHML, ExportFormat.GEXF, ExportFormat.PAJEK)
_WAVES = (ExportFormat.STATNET, ExportFormat.RSIENA)
_FOLDERS = (*_WAVES, ExportFormat.NEO4J_ADMIN)
_IN_BULK = (ExportFormat.NQ, ExportFormat.TRIG)
_OF_RDF = {f".{form}": str(form) for form in (ExportFormat.TTL, ExportFormat.TRIG, ExportFormat.NQ, ExportFormat.JSONLD)}


@with_filters
def export(
    wanted: Wanted,
    target: Annotated[Path | None, typer.Argument(metavar="[FILE]", show_default=False, help="The same as --output.")] = None,
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            "-f",
            show_default=False,
            help="RDF (ttl, trig, nq, jsonld), statements as rows (jsonl, csv, parquet), a network of actors (graphml, gexf, "
            "pajek), a folder of its waves for R (statnet, rsiena), or one of files for Neo4j's own import tool (neo4j-admin). Without it the suffix of FILE tells, else it is trig.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    months: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", show_default=False, help="Waves for R of N months each; what suits the dates if nothing is said."
        ),
    ] = None,
    store: StoreUrl = "",
) -> None:
    """Write the graph in a form that other programs read.

    TriG and N-Quads keep each document in a named graph of its own; Turtle has one graph. JSON Lines is what `kg extract` prints.
    A file appears whole or not at all.
    """
    output = _one_of(target, output)
    chosen = form or _format_of(output)
    _check_place(chosen, output)
    if months and chosen not in _WAVES:
        raise UsageError(f"--months is the length of a wave for statnet or rsiena; {chosen} has none")
    with graph(store) as opened:
        passing = wanted.filter(opened)
        if chosen is ExportFormat.NEO4J_ADMIN:
            _write_for_admin(opened, passing, output or Path())
            return
        if chosen in _WAVES:
            _write_waves(opened, passing, chosen, output or Path(), months)
            return
        with _sink(output) as sink:
            _write(opened, passing, chosen, sink)


@with_filters
def pages(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write into; it is made where it is missing.")],
    wanted: Wanted,
    most_dyads: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            show_default=False,
            help="Pages of two actors for the N pairs told of most; 2000 if nothing is said.",
        ),
    ] = None,
    store: StoreUrl = "",
) -> None:
    """Write the graph as pages for a browser; they work offline.

    An index with search, the network of actors, analyses, contested accounts, a dossier of each actor, a page for each pair of actors, and each
    report with its statements marked. Pages that an earlier run left in the folder and that are no more are deleted.
    """
    from kg.exports import source
    from kg.pages import MOST_DYADS, dyads_left_out, write_pages

    with graph(store) as opened:
        passing = wanted.filter(opened)
        readings = list(source.readings(opened, passing))
        profiles = source.profiles(opened, passing)
    documents = [document for document, _ in readings]
    statements = [told for _, statements in readings for told in statements]
    try:
        pairs = MOST_DYADS if most_dyads is None else most_dyads
        first, *_ = write_pages(out, documents, statements, profiles, most_dyads=pairs)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from error
    tell(f"{len(statements)} statements of {len(documents)} documents: open {first}")
    without = dyads_left_out(statements, pairs)
    if without:
        tell(f"{without} pairs told of less have no page of their own; --most-dyads writes more")


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", show_default=False, help="Exported files (ttl, trig, nq, jsonld), not the store."),
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document, by id or address.")] = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Check the graph against the SHACL shapes of the ontology, and say what is wrong and what to do.

    Each document by itself, some fifty statements a second. The exit code is 7 where a shape is broken; a warning breaks none.
    """
    from kg import rdf
    from kg.exports.findings import Finding, explain, text

    if files and document:
        raise UsageError("--document names a document of the store: leave it out where files are given")
    findings: list[Finding] = []
    checked = broken = 0
    with progress("checking") as step:
        for name, dataset in _datasets(files or [], document, store):
            report = rdf.validate(dataset)
            found = explain(dataset, report)
            findings += found
            checked += 1
            broken += not report.conforms
            step(f"{name}: {len(found)} findings")
    if form is Format.TABLE:
        for line in text(findings):
            emit(f"{line[: -len(line.lstrip())] if line.strip() else ''}{visible(line)}")
    else:
        show(map(asdict, findings), tuple(field.name for field in fields(Finding)), form)
    tell(f"{checked} {'files' if files else 'documents'} checked, {broken} break a shape")
    if broken:
        raise typer.Exit(NOT_CONFORMING)


# --- Exporting


def _one_of(target: Path | None, output: Path | None) -> Path | None:
    if target and output and target != output:
        raise UsageError(f"where to write is named twice: {target} and {output}")
    return target or output


def _format_of(output: Path | None) -> ExportFormat:
    """The form that the file's suffix tells."""
    if output is None:
        return ExportFormat.TRIG
    suffix = output.suffix.removeprefix(".").lower()
    known = [str(form) for form in ExportFormat if form not in _FOLDERS]
    if suffix not in known:
        raise UsageError(f"{output}: the suffix tells no format; name it with --format, or write to one of .{', .'.join(known)}")
    return ExportFormat(suffix)


def _check_place(form: ExportFormat, output: Path | None) -> None:
    if output is None and form in _FOLDERS:
        raise UsageError(f"{form} needs a folder to write into: give --output FOLDER")
    if output is None and form is ExportFormat.PARQUET and sys.stdout.isatty():
        raise UsageError("parquet is no text for a terminal: give --output FILE, or send it into a pipe")


def _write(opened: Store, passing: Filter, form: ExportFormat, sink: IO[bytes]) -> None:
    """Write all formats that are one file."""
    if form in _ROWS:
        from kg.columns import COLUMNS

        rows = (statement.to_json() for statement in opened.statements(passing))
        for line in lines(rows, COLUMNS, _ROWS[form]):
            sink.write(f"{line}\n".encode(errors="backslashreplace"))
    elif form is ExportFormat.PARQUET:
        _write_parquet(opened, passing, sink)
    elif form in _NETWORKS:
        _write_network(opened, passing, form, sink)
    else:
        _write_rdf(opened, passing, form, sink)


def _write_parquet(opened: Store, passing: Filter, sink: IO[bytes]) -> None:
    """Write by way of a file, because the format asks where in the output it is, which a pipe cannot tell."""
    from kg.exports import parquet

    with tempfile.TemporaryFile() as file:
        parquet.write(opened.statements(passing), file)
        file.seek(0)
        shutil.copyfileobj(file, sink)


def _write_network(opened: Store, passing: Filter, form: ExportFormat, sink: IO[bytes]) -> None:
    """Write what the short edges hold; what is denied or negated only where that is asked for."""
    from kg.exports import networks, pajek

    actors = _network(opened, passing)
    if form is ExportFormat.PAJEK:
        for note in pajek.write(actors, sink):
            tell(note)
        return
    escaped = networks.write(actors, sink, form)
    if escaped:
        tell(f"{escaped} control characters, which XML cannot hold, are written as escapes such as \\x1b")


def _network(opened: Store, passing: Filter) -> nx.MultiDiGraph:
    from kg.graph import asked_for, project

    return project(opened.statements(passing), asked_for(passing))


def _write_waves(opened: Store, passing: Filter, form: ExportFormat, folder: Path, months: int | None) -> None:
    """Write a network for each stretch of time, and the script that reads them into R."""
    from kg.analysis.dating import dated_by_report
    from kg.exports import rsiena, statnet
    from kg.exports.files import whole_folder

    actors = dated_by_report(_network(opened, passing), opened.documents())
    write = statnet.write if form is ExportFormat.STATNET else rsiena.write
    with whole_folder(folder) as part:
        notes = write(actors, part, months)
    for note in notes:
        tell(note)
    tell(f"what has no date stands at that of its report; in R: source({str(folder / 'load.R')!r}, chdir = TRUE)")


def _write_rdf(opened: Store, passing: Filter, form: ExportFormat, sink: IO[bytes]) -> None:
    from kg import rdf
    from kg.exports import source

    readings, profiles = source.readings(opened, passing), source.profiles(opened, passing)
    if form in _IN_BULK:
        rdf.write_bulk(readings, sink, form, profiles)
    else:
        sink.write(rdf.serialise(rdf.to_dataset(readings, profiles), form).encode())


def _write_for_admin(opened: Store, passing: Filter, folder: Path) -> None:
    from kg.exports import neo4j_admin, source

    written = neo4j_admin.write(folder, source.readings(opened, passing), opened.profile, source.digests(opened, passing))
    for line in written.told():
        tell(line)


@contextmanager
def _sink(output: Path | None) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all, or standard output."""
    from kg.exports.files import whole_file

    if output is not None:
        with whole_file(output) as file:
            yield file
        return
    sys.stdout.flush()
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputClosedError from error
    except OSError as error:
        give_up_output()
        raise UsageError(f"standard output: cannot be written: {os.strerror(error.errno or 0)}") from error


# --- Checking


def _datasets(files: list[Path], document: str | None, store: str) -> Iterator[tuple[str, rdflib.Dataset]]:
    """What is to be checked, with a name for each: the files, or the documents of the store."""
    from kg import rdf
    from kg.exports import source
    from kg.model import Filter

    for path in files:
        yield str(path), _parsed(path)
    if files:
        return
    with graph(store) as opened:
        chosen = [opened.document(document).id] if document else [info.id for info in opened.documents()]
        for identifier in chosen:
            only = Filter(document=identifier)
            reading = opened.document(identifier), tuple(opened.statements(only))
            yield reading[0].uri or identifier, rdf.to_dataset([reading], source.profiles(opened, only))


def _parsed(path: Path) -> rdflib.Dataset:
    from kg import rdf

    form = _OF_RDF.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: the suffix tells no RDF format; there are {', '.join(_OF_RDF)}")
    try:
        return rdf.parse(path.read_bytes(), form)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
