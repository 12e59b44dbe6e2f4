"""`kg load`: coded event data into the graph, or into a file of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.bar import loading_bar
from kg.cli.opening import opened
from kg.cli.options import StoreUrl, first_day, last_day
from kg.cli.output import Format, complain, show, tell
from kg.cli.reading import NOTHING_READ, SOME_NOT_READ
from kg.errors import ActorNotFound, LoadError, UsageError
from kg.records import CODERS

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.model import Profile
    from loaders.events import Batch

_COLUMNS = ("type", "statements")
_SUFFIXES = (".parquet", ".nq", ".trig")
_KINDS = ", ".join(CODERS)
_MENTIONED = "gdelt2"
_PLACES = 3  # of refused rows that are named for each reason

Since = Annotated[str | None, typer.Option(metavar="DAY", help="Only events from then on; a day, a month or a year.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Only events until then.")]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="Only events in which this actor has a part; a state stands for all of its people. May be repeated."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be taken; store nothing.")]


class LoadFormat(StrEnum):
    """The forms in which the counts are printed, and the one in which the graph itself is written."""

    TABLE = Format.TABLE
    JSON = Format.JSON
    JSONL = Format.JSONL
    CSV = Format.CSV
    TSV = Format.TSV
    NEO4J_ADMIN = "neo4j-admin"

    @property
    def printed(self) -> Format:
        """The form of the counts."""
        return Format.TABLE if self is LoadFormat.NEO4J_ADMIN else Format(self.value)


class Rows:
    """The records of some files, one batch after the other; what could not be taken is counted by its reason."""

    def __init__(self, batches: Iterable[Batch | LoadError], *, strict: bool) -> None:
        self.taken = self.read = self.left_out = self.strays = 0
        self.refused: Counter[str] = Counter()
        self.failures: list[LoadError] = []
        self._places: dict[str, list[str]] = {}
        self._batches = batches
        self._strict = strict

    def __iter__(self) -> Iterator[pa.Table]:
        for batch in self._batches:
            if isinstance(batch, LoadError):
                if self._strict:
                    raise batch
                self.failures.append(batch)
                complain(str(batch))
                continue
            self.read += batch.rows
            self.left_out += batch.left_out
            self.taken += len(batch.records)
            self._refuse(batch)
            yield batch.records
        if self.failures and not self.read:
            raise typer.Exit(NOTHING_READ)  # before a file is put in the place of an older one

    def _refuse(self, batch: Batch) -> None:
        for refused in batch.refused:
            if self._strict:
                raise LoadError(f"{batch.path}, line {refused.lines[0]}", f"{refused.reason}; mend it, or leave out --strict")
            self.refused[refused.reason] += refused.count
            places = self._places.setdefault(refused.reason, [])
            places += [f"{batch.path}:{line}" for line in refused.lines[: max(0, _PLACES - len(places))]]

    def stray(self, count: int) -> None:
        """Takes note of mentions whose event is not among the rows."""
        self.strays += count

    def sum_up(self) -> None:
        """Says how many rows were read, and what became of those that are no records."""
        tell(f"{self.read} rows read, {self.taken} taken" + (f", {self.left_out} not asked for" if self.left_out else ""))
        if self.strays:
            tell(
                f"{self.strays} of them are mentions of events that are not among these; load those together with their mentions"
            )
        for reason, count in self.refused.most_common():
            complain(
                f"{count} {'row' if count == 1 else 'rows'} refused: {reason} ({', '.join(self._places[reason])}{' ...' if count > _PLACES else ''})"
            )

    def leave(self) -> None:
        """Ends the command with the code that says whether some or all of the inputs could not be read."""
        if self.failures or self.refused:
            raise typer.Exit(SOME_NOT_READ if self.taken else NOTHING_READ)


def load(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"The data set: {_KINDS}.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files, plain, .gz or .zip, or globs; - is standard input.")],
    *,
    mentions: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="GDELT mentions of these events, which gain their sources and certainty. May be repeated."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write statements here (.parquet, .nq, .trig), not to the store."),
    ] = None,
    since: Since = None,
    until: Until = None,
    actors: Actors = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Read no more than N rows.")] = None,
    strict: Strict = False,
    store: StoreUrl = "",
    form: Annotated[
        LoadFormat,
        typer.Option(
            "--format",
            "-f",
            help="How to print the counts; or neo4j-admin, to make --output a folder of files for Neo4j's own import tool.",
        ),
    ] = LoadFormat.TABLE,
) -> None:
    """Load coded events: each becomes a statement of the data set, with the reports that it rests on.

    Rows that tell of one event become one statement with all their sources. Loading the same rows again changes nothing. Rows
    that are malformed are counted by reason and named with their lines, and the exit code is 5. Prints the statements by type.
    """
    if kind not in CODERS:
        raise UsageError(f"{kind!r} is no data set that is loaded: give one of {_KINDS}")
    if mentions and kind != _MENTIONED:
        raise UsageError(f"--mentions are those of {_MENTIONED}; leave them out for {kind}")
    _check_place(form, output)
    from loaders.events import read, read_mentions

    who = actor_ids(actors or [])
    with loading_bar() as on_progress:
        events = read(kind, files, limit=limit, since=first_day(since), until=last_day(until), on_progress=on_progress)
        rows = Rows(chain(events, read_mentions(mentions or [], on_progress=on_progress)), strict=strict)
        counts = _load(rows, kind, who, form, output, store)
    rows.sum_up()
    show_types(counts, form.printed)
    rows.leave()


def _check_place(form: LoadFormat, output: Path | None) -> None:
    """Raises `UsageError` where the graph cannot go there in that form."""
    if form is LoadFormat.NEO4J_ADMIN:
        if output is None:
            raise UsageError(f"{form} is a folder of files: name it with --output FOLDER")
        if output.suffix.lower() in _SUFFIXES:
            raise UsageError(f"{output}: {form} is a folder of files; name one, or leave out --format {form}")
    elif output is not None and output.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"{output}: the suffix tells no form; write to one of {', '.join(_SUFFIXES)}, or a folder with --format neo4j-admin"
        )


def _load(rows: Rows, kind: str, who: list[str], form: LoadFormat, output: Path | None, store_url: str) -> Counter[str | None]:
    from kg import loading

    counts: Counter[str | None] = Counter()

    tables = loading.counted(loading.tables(rows, CODERS[kind], who, rows.stray), counts)
    if output is None:
        with opened(store_url) as store:
            store.query("RETURN 1")  # a store that cannot be had is worth knowing before the reading
            report = loading.store(tables, store)
        tell(
            f"{report.statements} statements: {report.added} added, {report.extended} with more sources, {report.unchanged} unchanged"
        )
    elif form is LoadFormat.NEO4J_ADMIN:
        _write_for_admin(tables, output)
    else:
        _write(tables, output)
        tell(f"{sum(counts.values())} statements in {output}")
    return counts


def _write(tables: Iterable[pa.Table], output: Path) -> None:
    from kg import loading, rdf
    from kg.exports.files import whole_file
    from kg.rdf import coded

    by_table = {".parquet": loading.write, ".nq": coded.write}
    if write := by_table.get(output.suffix.lower()):
        with whole_file(output) as target:
            write(tables, target)
    else:
        rdf.write_bulk(loading.entries(tables), output, output.suffix.lower().removeprefix("."))


def _write_for_admin(tables: Iterable[pa.Table], folder: Path) -> None:
    from kg.exports import neo4j_admin

    written = neo4j_admin.write_coded(folder, tables, _profile)
    for line in written.told():
        tell(line)


def _profile(identifier: str) -> Profile | None:
    from kg.resolve import directory

    try:
        return directory().profile(identifier)
    except ActorNotFound:
        return None


def show_types(counts: Counter[str | None], form: Format) -> None:
    """Prints how many statements there are of each type, most first."""
    show([{"type": name or "(none)", "statements": count} for name, count in counts.most_common()], _COLUMNS, form)


def actor_ids(names: Iterable[str]) -> list[str]:
    """The ids of actors by id or name. Raises `ActorNotFound`."""
    from kg.resolve import directory

    found = []
    for name in names:
        people = directory().find(name)
        ids = next((match.actor_ids for match in people if match.text == name and match.actor_ids), ())
        found += list(ids) or [_known(name)]
    return found


def _known(name: str) -> str:
    from kg.resolve import directory

    try:
        return directory().actor(name).id
    except ActorNotFound:
        raise ActorNotFound(name, [actor.name for actor, _ in directory().search(name, 3)]) from None
