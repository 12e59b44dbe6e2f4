"""Opens stores for commands, which live for half a second: at little cost, and telling when an engine has to start first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kg.cli.output import tell

if TYPE_CHECKING:
    from kg.stores import Store

# The driver imports these where they are installed, because it takes their numbers, series and arrays as query parameters. No
# command passes such, and to import them takes as long as all else that a lookup does.
_NUMBERS = ("numpy", "pandas", "pyarrow")


def opened(url: str, *, start: bool = True) -> Store:
    """The store at a URL; a person at a terminal is told when its engine has to be started."""
    _load_driver()
    from kg.stores import open_store

    return open_store(url, start=start, on_start=_tell_of_start)


def _load_driver() -> None:
    """Imports the Neo4j driver while the libraries that it can do without cannot be found.

    What is None in `sys.modules` cannot be imported; afterwards it can be again. Who has imported one of them already keeps it.
    """
    hidden = [name for name in _NUMBERS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        import neo4j  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def _tell_of_start() -> None:
    if sys.stderr.isatty():
        tell("starting the graph engine, which takes some seconds; the next commands find it running")
