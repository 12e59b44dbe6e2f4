"""`kg spark`: loading, extracting and storing on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from kg.cli.load import Actors, Rows, Since, Strict, Until, actor_ids, show_types
from kg.cli.options import Form, Model, Published, StoreUrl, first_day, last_day
from kg.cli.output import Format, complain, tell
from kg.cli.reading import NOTHING_READ, SOME_NOT_READ, Publisher, Title
from kg.errors import LoadError, UsageError
from kg.records import CODERS

if TYPE_CHECKING:
    from kg.spark.events import Loaded
    from kg.spark.reports import Extracted
    from loaders.events import Batch

_KINDS = ", ".join(CODERS)
_PARTITIONS = 64

Master = Annotated[
    str, typer.Option("--master", envvar="SPARK_MASTER", metavar="URL", help="The cluster's master, such as spark://HOST:7077.")
]
Partitions = Annotated[int, typer.Option(min=1, max=65536, metavar="N", help="Tasks of each step; none holds all at once.")]
Replace = Annotated[bool, typer.Option("--replace", help="Put the output in the place of one that is there.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--conf", metavar="KEY=VALUE", help="A setting of Spark's, such as spark.executor.memory=4g; may be repeated."),
]
Output = Annotated[Path, typer.Argument(metavar="OUTPUT", help="The folder to write, on storage that all workers see.")]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A batch of which only the number of records came back from the cluster."""

    path: str
    records: range
    rows: int
    refused: tuple[Any, ...]
    left_out: int


def load(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"The data set: {_KINDS}.")],
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files, plain, .gz or .zip, or globs, that all workers see.")
    ],
    output: Output,
    *,
    master: Master,
    since: Since = None,
    until: Until = None,
    actors: Actors = None,
    strict: Strict = False,
    partitions: Partitions = _PARTITIONS,
    replace: Replace = False,
    conf: Settings = None,
    form: Form = Format.TABLE,
) -> None:
    """Turn coded events into Parquet on a cluster: the statements that kg load makes of them, in parts by what they say.

    A part holds the same statements on every cluster. Rows that are malformed are counted by reason and named with their lines, and
    the exit code is 5. Prints the statements by type.
    """
    if kind not in CODERS:
        raise UsageError(f"{kind!r} is no data set that is loaded: give one of {_KINDS}")
    from kg.spark import events
    from kg.spark.output import check
    from kg.spark.session import session
    from loaders.events.splits import read_split, splits

    check(output, replace=replace)
    found = list(splits(kind, files))
    unread = [each for each in found if isinstance(each, LoadError)]
    given = [each for each in found if not isinstance(each, LoadError)]
    rows: list[Rows] = []

    def accept(loaded: Loaded) -> None:
        rows.append(_rows(unread, loaded, strict=strict))

    if strict or not given:
        _rows(unread, events.Loaded(()), strict=strict)
    who = actor_ids(actors or [])
    read = partial(read_split, since=first_day(since), until=last_day(until))
    with session(master, _settings(conf)) as spark:
        loaded = events.load(spark, given, read, CODERS[kind], output, partitions, actors=who, replace=replace, accept=accept)
    tell(f"{sum(loaded.types.values())} statements in {output}")
    rows[0].sum_up()
    show_types(loaded.types, form)
    rows[0].leave()


def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files or folders, as kg extract takes them, that all workers see.")
    ],
    output: Output,
    *,
    master: Master,
    partitions: Partitions = _PARTITIONS,
    title: Title = None,
    publisher: Publisher = None,
    published: Published = None,
    model: Model = None,
    replace: Replace = False,
    conf: Settings = None,
    form: Form = Format.TABLE,
) -> None:
    """Read reports on a cluster, and write them and their statements as Parquet.

    What cannot be read is named with its reason, everything else is done, and the exit code is 5 (2 if nothing could be read).
    Prints the statements by type.
    """
    from kg.spark import reports
    from kg.spark.output import check
    from kg.spark.session import session
    from loaders import Meta, read_all, walk

    check(output, replace=replace)
    found = list(walk(paths))
    files = [each.absolute() for each in found if isinstance(each, Path)]
    for each in found:
        if isinstance(each, LoadError):
            complain(str(each))
    if not files:
        raise typer.Exit(NOTHING_READ)

    def accept(extracted: Extracted) -> None:
        for failure in extracted.failures:
            complain(f"{failure.path}: {failure.reason}")
        if not extracted.documents:
            raise typer.Exit(NOTHING_READ)

    read = partial(read_all, meta=Meta(title, publisher, published))
    with session(master, _settings(conf)) as spark:
        extracted = reports.extract(spark, files, read, output, partitions, model, replace=replace, accept=accept)
    tell(f"{sum(extracted.types.values())} statements of {extracted.documents} documents in {output}")
    for kind, count in sorted(extracted.skipped.items()):
        complain(f"{count} {'document holds' if count == 1 else 'documents hold'} text that was not read ({kind})")
    show_types(extracted.types, form)
    if extracted.failures or len(files) < len(found):
        raise typer.Exit(SOME_NOT_READ)


def store(
    folder: Annotated[Path, typer.Argument(metavar="OUTPUT", help="What kg spark load or kg spark extract wrote.")],
    *,
    master: Master,
    writers: Annotated[int, typer.Option(min=1, max=64, metavar="N", help="Writers at the same time.")] = 4,
    conf: Settings = None,
    store: StoreUrl = "",
) -> None:
    """Write what a cluster read into a Neo4j server, by many writers at once.

    The graph is the one that kg load and kg build write. Who was broken off and gives the same command again goes on where it was;
    what is in the graph already changes nothing. All workers must reach the server.
    """
    from kg.spark import graph, output
    from kg.spark.session import session

    output.files(folder)
    login = graph.Login.of(store, os.environ)
    with login.store() as known:
        known.query("RETURN 1")  # a store that cannot be had is worth knowing before a cluster is asked
    with session(master, _settings(conf)) as spark:
        stored = graph.store(spark, folder, login, writers)
    tell(
        f"{stored.statements} statements; documents: {stored.added} added, {len(stored.others)} of which there was another version, "
        f"{stored.unchanged} unchanged"
    )


def _rows(unread: Iterable[LoadError], loaded: Loaded, *, strict: bool) -> Rows:
    """What was read, as `kg load` counts and tells it."""
    rows = Rows(cast("Iterator[Batch | LoadError]", _batches(unread, loaded)), strict=strict)
    for _ in rows:
        pass
    return rows


def _batches(unread: Iterable[LoadError], loaded: Loaded) -> Iterator[_Counted | LoadError]:
    yield from unread
    for one in loaded.tallies:
        if one.failure is None:
            yield _Counted(one.path, range(one.taken), one.rows, one.refused, one.left_out)
        else:
            yield LoadError(one.path, one.failure)


def _settings(given: Iterable[str] | None) -> dict[str, str]:
    """Spark's settings as they were given. Raises `UsageError` for one without a value."""
    parts = [setting.partition("=") for setting in given or ()]
    wrong = next((key for key, equals, _ in parts if not equals or not key.startswith("spark.")), None)
    if wrong is not None:
        raise UsageError(f"--conf {wrong}: give a setting of Spark's like spark.executor.memory=4g")
    return {key: value for key, _, value in parts}
