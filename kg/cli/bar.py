"""The bars that show on a terminal how far the work has come: what is done, how much a second, time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.output import passing, watched

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def reading_bar(count: Callable[[], int | None], *, printing: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal; call what it gives with each document's number of statements.

    `count` tells how many documents there are, None where that is not known; it is asked only for a bar. While a command is
    `printing` its rows to the same terminal these are themselves the progress, and there is no bar.
    """
    if not watched(printing=printing):
        yield lambda statements: None
        return
    with _bar() as bar:
        task = bar.add_task("reading", total=count(), statements=0, rate="")

        def step(statements: int) -> None:
            told = bar.tasks[0].fields["statements"] + statements
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{told} statements, {told / elapsed:.0f}/s" if elapsed else ""
            bar.update(task, advance=1, statements=told, rate=rate)

        yield step


@contextmanager
def loading_bar() -> Iterator[Callable[[int, int | None, int | None], None] | None]:
    """A bar on standard error, where that is a terminal: how much of the files is read, and rows a second.

    Call what it gives with the rows read so far, and the bytes read and in all where they are known.
    """
    if not watched(printing=False):
        yield None
        return
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TaskProgressColumn(), TextColumn("{task.fields[rate]}", markup=False), TimeRemainingColumn())
    with passing(TextColumn("loading"), BarColumn(bar_width=24), *columns) as bar:
        task = bar.add_task("loading", total=None, rate="")

        def step(rows: int, done: int | None, total: int | None) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=done or 0, total=total, rate=f"{rows} rows, {rows / elapsed:.0f}/s" if elapsed else "")

        yield step


def _bar() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    return passing(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("documents {task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
