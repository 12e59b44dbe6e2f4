"""`kg store ...`: the engine that keeps the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import opened
from kg.cli.options import Form, StoreUrl
from kg.cli.output import Format, show, tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.stores import Store

_COLUMNS = ("engine", "url", "running", "pid", "port", "documents", "statements", "actors", "size")


def status(store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """Say whether the engine runs, and what is in the graph; this does not start it."""
    with opened(store) as graph:
        _show_status(graph, form)


def start(store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """Start the engine; it stops by itself when it is idle."""
    with opened(store) as graph:
        graph.query("RETURN 1")
        _show_status(graph, form)


def stop(store: StoreUrl = "") -> None:
    """Stop the embedded engine; the graph stays. A server that others run is left alone."""
    with opened(store) as graph:
        tell("stopped" if graph.stop() else "nothing of ours was running")


def drop(
    store: StoreUrl = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete the whole graph; reports and exported files stay."""
    if not yes and not _agreed(f"delete the graph at {store}?"):
        raise UsageError("nothing was deleted; answer y or give --yes")
    with opened(store) as graph:
        graph.drop()
    tell(f"the graph at {store} is deleted")


def _agreed(question: str) -> bool:
    import sys

    return sys.stdin.isatty() and typer.confirm(question, err=True)


def _show_status(store: Store, form: Format) -> None:
    now = store.status()
    show([{column: getattr(now, column) for column in _COLUMNS}], _COLUMNS, form)
