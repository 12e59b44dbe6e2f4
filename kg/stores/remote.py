"""A Neo4j server that somebody else runs: its address and credentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and as whom to connect; the reader is the user whom the engine lets only read, where it has such a one."""

    uri: str
    user: str
    password: str
    database: str | None = None
    reader: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Process:
    """The engine's process on this machine and the port it listens on."""

    pid: int
    port: int


class RemoteServer:
    """A server reached by URL, with the usual NEO4J_* variables for who connects and to which database."""

    engine = "neo4j"
    embedded = False
    remedy = "start it, or check the store URL and NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE"

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        self.url = url
        self._endpoint = Endpoint(
            uri=url,
            user=environment.get("NEO4J_USERNAME", "neo4j"),
            password=environment.get("NEO4J_PASSWORD", ""),
            database=environment.get("NEO4J_DATABASE") or None,
        )

    def acquire(self) -> Endpoint:
        """Where to connect."""
        return self._endpoint

    def serves(self, endpoint: Endpoint) -> bool:
        """Always: only asking it tells more."""
        return endpoint == self._endpoint

    def release(self) -> None:
        """Nothing to give back: the server is not ours."""

    def process(self) -> Process | None:
        """Its process is not known to us."""
        return None

    def size(self) -> int | None:
        """Its size on disk is not known to us."""
        return None

    def stop(self) -> bool:
        """Leave it running: it is not ours to stop."""
        return False

    def destroy(self) -> bool:
        """Leave the database in place: only what is in it is ours."""
        return False
