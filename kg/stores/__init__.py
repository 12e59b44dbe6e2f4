"""Where statements are kept: one store over the official Neo4j driver, with an embedded engine for machines without Neo4j.

with open_store("embedded:./kg-data") as store:
    store.add(document, statements)
    store.query("MATCH (a:Actor)-[r:REQUEST]->(b:Actor) RETURN a.name, b.name, r.text, r.page")
"""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.stores.base import ActorInfo, Added, DocumentInfo, Only, Rivalry, Status, Store, Table, Tie

__all__ = [
    "DEFAULT_URL",
    "ActorInfo",
    "Added",
    "DocumentInfo",
    "Only",
    "Rivalry",
    "Status",
    "Store",
    "Table",
    "Tie",
    "open_store",
]

DEFAULT_URL = "embedded:./kg-data"
_REMOTE = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def open_store(url: str = DEFAULT_URL, *, start: bool = True, on_start: Callable[[], None] | None = None) -> Store:
    """The store at a URL; nothing is connected or started before its first use.

    `embedded:FOLDER` is the local engine with its data in a folder. `bolt://`, `neo4j://` and their `+s` and `+ssc` forms are a
    Neo4j server, with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE from the environment. Without `start` an
    engine that does not run yet is not started: using the store raises `StoreError`; `on_start` is called when one is about
    to be started, which takes some seconds. Raises `UsageError` for other URLs.
    """
    from kg.stores.bolt import BoltStore  # here, because the driver is heavy
    from kg.stores.embedded import EmbeddedServer
    from kg.stores.remote import RemoteServer

    scheme, _, rest = url.partition(":")
    if scheme == "embedded" and rest and not rest.startswith("//"):
        return BoltStore(EmbeddedServer(rest, start=start, on_start=on_start))
    if scheme in _REMOTE:
        return BoltStore(RemoteServer(_checked(url), os.environ))
    raise UsageError(f"no store is called {url!r}: give embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST:PORT")


def _checked(url: str) -> str:
    """The URL, when it names a host and a possible port and keeps the password out."""
    parts = urlsplit(url)
    try:
        parts.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise UsageError(f"the store URL {url!r} has no valid port") from error
    if parts.username or parts.password:
        raise UsageError("the store URL holds a user or password: set NEO4J_USERNAME and NEO4J_PASSWORD instead")
    if not parts.hostname:
        raise UsageError(f"the store URL {url!r} names no host: give it like bolt://localhost:7687")
    return url
