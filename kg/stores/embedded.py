"""Starts, finds and stops the embedded engine of a folder; all commands on a folder share one engine.

Three files in the folder hold the agreement between processes, and the system frees every lock of a process that dies:

- `engine.lock`: locked by the engine while it lives. Who can lock it may start an engine, and hands the lock over to it.
- `clients.lock`: locked (shared) by each client, so that the engine knows when nobody needs it.
- `engine.json`: port and passwords, readable by the owner only; it counts only while `engine.lock` is locked.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import StoreError, UsageError
from kg.stores import engine
from kg.stores.remote import Endpoint, Process

START_SECONDS = 120.0
STOP_SECONDS = 30.0
DEFAULT_IDLE = "600"
_POLL = 0.05
_LOG_LIMIT = 1_000_000
_FULL = 2_000_000  # bytes; the engine writes its files in pieces of up to 256 KiB
_OURS = ("databases", "config", "log", "backups", "engine.json", "engine.log", "engine.lock", "clients.lock")
_USE_NEO4J = "or use a Neo4j server: --store bolt://HOST:7687"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine as `engine.json` tells of it."""

    pid: int
    port: int
    password: str
    reader: str
    version: str


class EmbeddedServer:
    """The engine that keeps its data in a folder, started on demand and stopping itself when idle."""

    engine = "arcadedb (embedded)"
    embedded = True

    def __init__(self, folder: str, *, start: bool = True, on_start: Callable[[], None] | None = None) -> None:
        self.url = f"embedded:{folder}"
        self._folder = Path(folder).expanduser().absolute()
        self._start = start
        self._on_start = on_start
        self._lease: int | None = None

    @property
    def remedy(self) -> str:
        """What to do when the engine refuses: first of all look whether its disk is full, for it does not say so."""
        return _remedy(self._folder, "see engine.log in the data folder")

    def acquire(self) -> Endpoint:
        """Where the engine listens, started when it does not run; it goes on running until `release` at least."""
        with _problems(self._folder):
            if self._lease is None and (self._start or self._folder.is_dir()):
                self._lease = _lease(self._folder)
            return _endpoint(self._current() or self._started())

    def serves(self, endpoint: Endpoint) -> bool:
        """Whether the engine that the endpoint belongs to still runs."""
        with _problems(self._folder):
            running = _running(self._folder)
        return running is not None and _endpoint(running) == endpoint

    def release(self) -> None:
        """Let the engine stop when nobody else needs it."""
        if self._lease is not None:
            os.utime(self._lease)
            os.close(self._lease)
            self._lease = None

    def process(self) -> Process | None:
        """The engine's process, if it runs."""
        with _problems(self._folder):
            running = _running(self._folder)
        return Process(running.pid, running.port) if running else None

    def size(self) -> int | None:
        """Bytes of all files of the folder that are ours."""
        return sum(_bytes(self._folder / name) for name in _OURS)

    def stop(self) -> bool:
        """Stop the engine and wait until it is gone; whether it ran."""
        with _problems(self._folder):
            return _stop(self._folder)

    def destroy(self) -> bool:
        """Stop the engine and delete its files, and the folder when nothing else is in it."""
        self.release()
        if self._folder.is_dir():
            with _problems(self._folder):
                _stop(self._folder)
                _delete(self._folder)
        return True

    def _current(self) -> Engine | None:
        """The running engine; one of another version of this program is stopped first."""
        running = _running(self._folder)
        if running and self._start and running.version != engine.version():
            _stop(self._folder)
            return None
        return running

    def _started(self) -> Engine:
        if not self._start:
            raise StoreError(f"the store {self.url} is not running", "any command that uses it starts it")
        if self._on_start is not None:
            self._on_start()
        return _start(self._folder)


def _endpoint(running: Engine) -> Endpoint:
    uri = f"bolt://127.0.0.1:{running.port}"
    return Endpoint(uri, "root", running.password, engine.DATABASE, ("reader", running.reader))


def _remedy(folder: Path, otherwise: str) -> str:
    """To free space where there is hardly any, else the other remedy."""
    with suppress(OSError):
        if shutil.disk_usage(folder).free < _FULL:
            return f"the disk of {folder} is full: free some space, then run the command again"
    return otherwise


@contextmanager
def _problems(folder: Path) -> Iterator[None]:
    """Say in one line what the system refuses."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = f"choose a folder you can write to with --store embedded:FOLDER, {_USE_NEO4J}"
        raise StoreError(f"cannot use the data folder {folder}: {reason}", remedy) from error


def _lock(descriptor: int, *, shared: bool = False) -> bool:
    """Try to lock an open file; whether it is ours now."""
    import fcntl  # here, because there is none on Windows, where the embedded engine does not run

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _until(condition: Callable[[], T | None], seconds: float) -> T | None:
    """What the condition gives as soon as it gives anything, None when the time is up."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found or time.monotonic() > deadline:
            return found
        time.sleep(_POLL)


def _lease(folder: Path) -> int:
    """The clients' lock of the folder, made with its folder where they are missing; waits for an engine that is just stopping."""
    _require_engine()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = _open(folder / "clients.lock")
    if not _until(lambda: _lock(descriptor, shared=True), STOP_SECONDS):
        os.close(descriptor)
        raise StoreError(f"the engine in {folder} does not finish stopping", "run kg store stop, then try again")
    os.utime(descriptor)
    return descriptor


def _require_engine() -> None:
    for module in ("fcntl", "arcadedb_embedded"):
        if importlib.util.find_spec(module) is None:
            raise StoreError(
                f"the embedded store cannot run with this Python on {sys.platform}: it has no {module}",
                f"install arcadedb-embedded where it has a build (Linux with glibc, macOS on Apple silicon), {_USE_NEO4J}",
            )


def _running(folder: Path) -> Engine | None:
    """The engine that serves the folder now, None when none does or it is not ready yet."""
    if not (folder / "engine.lock").exists():
        return None
    descriptor = _open(folder / "engine.lock")
    try:
        return None if _lock(descriptor) else _read_state(folder)
    finally:
        os.close(descriptor)


def _read_state(folder: Path) -> Engine | None:
    with suppress(FileNotFoundError):
        values: dict[str, Any] = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
        return Engine(**values)
    return None


def _start(folder: Path) -> Engine:
    """The engine of the folder, started by us or by whoever was faster."""
    idle = _idle_seconds()
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        descriptor = _open(folder / "engine.lock")
        try:
            ours = _lock(descriptor)
            if ours:
                (folder / "engine.json").unlink(missing_ok=True)
                _launch(folder, descriptor, idle)
        finally:
            os.close(descriptor)
        ready = _await_ready(folder, deadline)
        if ready:
            return ready
        if ours:
            break
    remedy = _remedy(folder, f"see {folder / 'engine.log'}, {_USE_NEO4J}")
    raise StoreError(f"the embedded engine did not start: {_last_words(folder)}", remedy)


def _await_ready(folder: Path, deadline: float) -> Engine | None:
    """The engine once it is ready, None when it died or the time is up."""
    while time.monotonic() < deadline:
        descriptor = _open(folder / "engine.lock")
        try:
            if _lock(descriptor):
                return None
            state = _read_state(folder)
        finally:
            os.close(descriptor)
        if state:
            return state
        time.sleep(_POLL)
    return None


def _launch(folder: Path, lock: int, idle: float) -> None:
    """Start the engine's process with its lock, its own session and its own log; it detaches itself from us."""
    log = folder / "engine.log"
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.unlink()
    command = [sys.executable, "-P", engine.__file__, str(folder), str(lock), str(idle)]
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as output:
        subprocess.run(  # noqa: S603 - our own script, no shell
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=[lock], start_new_session=True, check=True,
            cwd=folder,
        )  # fmt: skip


def _idle_seconds() -> float:
    given = os.environ.get("KG_IDLE_SECONDS", DEFAULT_IDLE)
    try:
        seconds = float(given)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"KG_IDLE_SECONDS is {given!r}: give a number of seconds above 0")
    return seconds


def _last_words(folder: Path) -> str:
    """Why the engine says it could not start, else that it said nothing."""
    lines = (folder / "engine.log").read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line.removeprefix(engine.ERROR_MARK) for line in lines if line.startswith(engine.ERROR_MARK)]
    return said[-1] if said else "it said nothing"


def _stop(folder: Path) -> bool:
    running = _running(folder)
    if running is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(running.pid, signal.SIGTERM)
    if not _until(lambda: _running(folder) is None and not _locked(folder), STOP_SECONDS):
        raise StoreError(f"the engine in {folder} (process {running.pid}) does not stop", f"end it with kill -9 {running.pid}")
    return True


def _locked(folder: Path) -> bool:
    descriptor = _open(folder / "engine.lock")
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


def _delete(folder: Path) -> None:
    """Delete our files while nobody can start an engine on them."""
    descriptor = _open(folder / "engine.lock")
    try:
        if not _lock(descriptor):
            raise StoreError(f"somebody just started the engine in {folder} again", "try again")
        for name in _OURS:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
    with suppress(OSError):
        folder.rmdir()


def _bytes(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files)
