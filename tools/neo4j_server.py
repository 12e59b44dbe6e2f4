"""A Neo4j Community server of one's own, for the tests, the benchmarks and a developer who wants to try something.

    python tools/neo4j_server.py [FOLDER]     runs one until Ctrl-C and prints what to export

Maven gathers the server's jars from Maven Central into .neo4j/, once; Java 17 or 21 runs them. The server listens on the loopback interface
only, on a free port, with a random password.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POM = Path(__file__).with_name("neo4j") / "pom.xml"
JARS = ROOT / ".neo4j"
START_SECONDS = 120.0
STOP_SECONDS = 30.0
MAVEN_SECONDS = 600.0

# The modules that Neo4j's own start script opens to it.
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


class Neo4jUnavailableError(Exception):
    """No Neo4j can be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A running server: where it listens, how to log in, and its folder."""

    uri: str
    password: str
    home: Path
    pid: int

    @property
    def environment(self) -> dict[str, str]:
        """The variables that tell `kg` and the driver how to log in."""
        return {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": self.password, "NEO4J_DATABASE": "neo4j"}


@contextmanager
def neo4j_server(home: Path, *, heap: str = "512m", page_cache: str = "256m") -> Iterator[Neo4jServer]:
    """Run a server with its data in a folder, which may hold an imported database already; it is stopped afterwards.

    Raises `Neo4jUnavailableError` when Java or Maven is missing, the jars cannot be had, or the server does not start.
    """
    port = _free_port()
    configure(home, port=port, heap=heap, page_cache=page_cache)
    password = _password(home)
    process = _launch(home, heap)
    try:
        _await(process, port, home)
        yield Neo4jServer(f"bolt://127.0.0.1:{port}", password, home, process.pid)
    finally:
        _end(process)


def configure(home: Path, *, port: int = 7687, heap: str = "512m", page_cache: str = "256m") -> None:
    """Write the folder's configuration: Bolt on loopback and nothing else."""
    (home / "conf").mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.heap.initial_size": heap,
        "server.memory.heap.max_size": heap,
        "server.memory.pagecache.size": page_cache,
        "dbms.usage_report.enabled": "false",
    }
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def admin(home: Path, *arguments: str) -> str:
    """Run Neo4j's own neo4j-admin on the folder; what it printed. Raises `Neo4jUnavailableError` when it fails."""
    done = subprocess.run(
        [_java(), *_opened(), "-cp", _classpath(), "org.neo4j.cli.AdminTool", *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Neo4jUnavailableError(f"neo4j-admin {' '.join(arguments[:2])} failed: {done.stdout}{done.stderr}")
    return done.stdout


def _opened() -> list[str]:
    return [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]


def _password(home: Path) -> str:
    """The password of the folder's server, set before its first start."""
    kept = home / "password"
    if not kept.exists():
        password = secrets.token_hex(24)  # neo4j-admin would take a leading hyphen for an option
        admin(home, "dbms", "set-initial-password", password)
        kept.touch(mode=0o600)
        kept.write_text(password, encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _launch(home: Path, heap: str) -> subprocess.Popen[bytes]:
    server = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    command = [_java(), f"-Xms{heap}", f"-Xmx{heap}", *_opened(), "-cp", _classpath(), *server]
    if shutil.which("setpriv"):  # a killed test run leaves no server behind
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    with (home / "console.log").open("wb") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _await(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Neo4jUnavailableError(f"Neo4j did not start: {(home / 'console.log').read_text(errors='replace')[-1000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _classpath() -> str:
    return f"{_jars()}/*"


def _jars() -> Path:
    """The folder with the server's jars, gathered by Maven when they are not those of the pom."""
    library, made_from = JARS / "lib", JARS / "pom.xml"
    JARS.mkdir(exist_ok=True)
    with (JARS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs at once gather them once
        if not made_from.exists() or made_from.read_text() != POM.read_text():
            shutil.rmtree(library, ignore_errors=True)
            _gather(library)
            shutil.copy(POM, made_from)
    return library


def _gather(library: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Neo4jUnavailableError("Maven (mvn) is not installed, and NEO4J_URI names no server")
    command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={library}"], capture_output=True, text=True, timeout=MAVEN_SECONDS, check=False
    )
    if done.returncode:
        raise Neo4jUnavailableError(f"Maven could not get Neo4j: {done.stdout[-1000:]}{done.stderr[-1000:]}")


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else None
    found = java or shutil.which("java")
    if found is None:
        raise Neo4jUnavailableError("Java 17 or 21 is not installed, and NEO4J_URI names no server")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(arguments: list[str]) -> None:
    """Run a server until it is interrupted."""
    ending = {signal.SIGINT, signal.SIGTERM}
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(arguments[0]).absolute() if arguments else Path(temporary)
        try:
            with neo4j_server(home) as server:
                print(f"export KG_STORE={server.uri} NEO4J_PASSWORD={server.password}", flush=True)
                print(f"Neo4j runs in {home} until Ctrl-C", file=sys.stderr)
                signal.pthread_sigmask(signal.SIG_BLOCK, ending)
                signal.sigwait(ending)
        except Neo4jUnavailableError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
