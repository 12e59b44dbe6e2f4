"""The embedded engine's own process: ArcadeDB serving Bolt on the loopback interface until nobody needs it.

It is run as a script by `kg.stores.embedded` and imports nothing of kg, so that it starts fast and works from any place:

    python -P engine.py FOLDER LOCK_FD IDLE_SECONDS

LOCK_FD is the open, exclusively locked `engine.lock`; the lock lives as long as this process and says that an engine runs. Clients
hold a shared lock on `clients.lock`; when nobody has held it for IDLE_SECONDS the engine stops. `engine.json` (readable by its
owner only) tells clients the port and the passwords, which are new at each start.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

DATABASE = "kg"
HEAP = "1g"
YOUNG_HEAP = "128m"  # less makes a load collect all the time: a quarter more processor time
PAGE_CACHE = 512  # MB of the heap at most: half a million statements take 750
LEAST_HEAP = "64m"  # without it the heap never gets smaller than a 64th of the machine's memory
MIGRATION = Path(__file__).with_name("migrations") / "arcadedb.sql"
ERROR_MARK = "kg-engine cannot start: "
_BUSY = 0.1  # seconds of processor time between two looks
_WORTH_COLLECTING = 2.0  # seconds of processor time
_REST_SECONDS = 3.0

_RIGHTS = ("createRecord", "readRecord", "updateRecord", "deleteRecord")
_SCHEMA_RIGHTS = ("updateSecurity", "updateSchema", "updateDatabaseSettings")


def version() -> str:
    """A short hash of what this engine serves; a running engine with another one is replaced."""
    return hashlib.sha256(MIGRATION.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]


def main(arguments: list[str]) -> None:
    """Serve a folder until a signal or idleness; never returns."""
    folder, lock, idle = Path(arguments[0]), int(arguments[1]), float(arguments[2])
    if os.fork():
        os._exit(0)  # the caller waits for this parent only: the engine is nobody's child and leaves no zombie
    os.set_inheritable(lock, False)
    os.umask(0o077)
    stop = threading.Event()
    try:
        server, state = _start(folder)
    except BaseException as error:  # any failure becomes one line for the client that waits
        _fail(error)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda *_: stop.set())
    _write_state(folder, state)
    guard = _wait(folder, idle, stop)
    (folder / "engine.json").unlink(missing_ok=True)
    server.stop()
    del guard
    os._exit(0)  # JVM threads would hold the interpreter


def _fail(error: BaseException) -> None:
    message = " ".join(str(error).split()) or type(error).__name__
    print(f"\n{ERROR_MARK}{message}", file=sys.stderr, flush=True)  # noqa: T201 - stderr is the log file
    os._exit(1)


def _start(folder: Path) -> tuple[Any, dict[str, Any]]:
    """Start the server; what clients must know of it."""
    os.environ.setdefault("ARCADEDB_JVM_ERROR_FILE", str(folder / "log" / "jvm-crash-%p.log"))
    from arcadedb_embedded.server import ArcadeDBServer  # after the environment is set

    password, reader = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    _write_groups(folder / "config")
    server = ArcadeDBServer(str(folder), password, _settings(folder), {"heap_size": HEAP, "jvm_args": _jvm_arguments()})
    server.start()
    _migrate(server, folder)
    java = server._java_server  # the binding wraps neither of these
    java.getHttpServer().stopService()
    _add_reader(java.getSecurity(), reader)
    port = next(int(plugin.getPort()) for plugin in java.getPlugins() if "Bolt" in str(plugin.getName()))
    return server, {"pid": os.getpid(), "port": port, "password": password, "reader": reader, "version": version()}


def _migrate(server: Any, folder: Path) -> None:
    """Make the database and its schema, unless this version did so in an earlier start."""
    done = folder / "config" / "schema"
    if (folder / "databases" / DATABASE).is_dir() and done.exists() and done.read_text() == version():
        return
    database = server.create_database(DATABASE)
    for line in MIGRATION.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("--"):
            database.command("sql", line.strip().rstrip(";"))
    done.write_text(version())


def _settings(folder: Path) -> dict[str, Any]:
    """Bolt on a free loopback port; development mode only because the other modes hide error messages from the client."""
    return {
        "mode": "development",
        "host": "127.0.0.1",
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": 0,
        "bolt_maxMessageSize": 256 * 1024 * 1024,
        "bolt_packstream_maxValueLength": 256 * 1024 * 1024,
        "http_port": 0,
        "server_logsDirectory": str(folder / "log"),
        "server_saltIterations": 1,  # the passwords are 256 random bits: stretching them would only slow each login
        "txWalFlush": 1,
        "maxPageRAM": PAGE_CACHE,
    }


def _jvm_arguments() -> list[str]:
    """One collector thread and the quick compiler: a third less work until ready, and no slower for what one person loads.

    After work the heap shrinks to little more than what is in use: `_Rest` asks for it. LOAD CSV is closed by system properties: the
    same settings of a server do not reach the query engine.
    """
    closed = [f"-Darcadedb.opencypher.loadCsv.{setting}=false" for setting in ("allowFileUrls", "allowRemoteUrls")]
    free = [
        f"-Xms{LEAST_HEAP}",
        f"-Xmn{YOUNG_HEAP}",
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=20",
        "-XX:-ShrinkHeapInSteps",
    ]
    return ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *free, *closed]


def _write_groups(config: Path) -> None:
    """The two roles: one that may do all, one that may only read. Users are made anew, so old passwords die."""
    config.mkdir(parents=True, exist_ok=True)
    (config / "server-users.jsonl").unlink(missing_ok=True)
    groups = {"admin": _group(_SCHEMA_RIGHTS, _RIGHTS), "reader": _group((), ("readRecord",)), "*": _group((), ())}
    (config / "server-groups.json").write_text(json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}))


def _group(schema: tuple[str, ...], records: tuple[str, ...]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": list(schema), "types": {"*": {"access": list(records)}}}


def _add_reader(security: Any, password: str) -> None:
    import jpype  # type: ignore[import-untyped]

    user = {"name": "reader", "password": str(security.encodePassword(password)), "databases": {DATABASE: ["reader"]}}
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write engine.json in one step, so that no client reads half of it."""
    part = folder / "engine.json.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(state, file)
    part.replace(folder / "engine.json")


def _wait(folder: Path, idle: float, stop: threading.Event) -> object:
    """Wait for a signal or for idleness; the clients' lock, kept so that no client comes in while the engine goes."""
    import fcntl  # here, so that the constants above can be read on Windows too

    clients = (folder / "clients.lock").open("a")
    used = time.monotonic()
    touched = _touched(folder)
    rest = _Rest()
    while not stop.wait(min(1.0, idle / 4)):
        rest.look()
        held = _held(clients)
        if held or _touched(folder) != touched:
            used, touched = time.monotonic(), _touched(folder)
        if not held and time.monotonic() - used >= idle:
            break
        fcntl.flock(clients, fcntl.LOCK_UN)
    return clients


class _Rest:
    """Gives memory back to the system when the engine has rested for some seconds after work."""

    def __init__(self) -> None:
        self._collected = self._used = time.process_time()
        self._since = time.monotonic()

    def look(self) -> None:
        """Collect garbage if there was work since the last time, and none in the last seconds."""
        used = time.process_time()
        if used - self._used > _BUSY:
            self._since = time.monotonic()
        elif used - self._collected > _WORTH_COLLECTING and time.monotonic() - self._since > _REST_SECONDS:
            import jpype

            jpype.java.lang.System.gc()
            self._collected = used = time.process_time()
        self._used = used


def _held(clients: Any) -> bool:
    """Whether a client holds its lock; when none does, we do."""
    import fcntl

    try:
        fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _touched(folder: Path) -> int:
    try:
        return (folder / "clients.lock").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


if __name__ == "__main__":
    main(sys.argv[1:])
