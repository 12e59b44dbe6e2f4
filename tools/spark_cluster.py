"""A Spark cluster of one's own on this machine, for the tests and for a developer who wants to try something.

    python tools/spark_cluster.py [WORKERS]     runs one until Ctrl-C and prints its address

It is a real standalone cluster: one master and some workers, each a process of its own, on the loopback interface only and on free
ports. The executors of an application are processes of the workers.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from json import JSONDecodeError
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 20.0


class SparkUnavailableError(Exception):
    """No Spark can be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class SparkWorker:
    """A worker of a cluster and the process that it is."""

    process: subprocess.Popen[bytes]
    folder: Path

    def kill(self) -> None:
        """End the worker and all its executors at once, as a machine does that loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True, slots=True)
class SparkCluster:
    """A running cluster: the address of its master, and its workers."""

    url: str
    status_url: str
    folder: Path
    cores: int
    memory: str
    workers: list[SparkWorker]

    def status(self) -> dict[str, Any]:
        """What the master knows of workers and applications."""
        with urlopen(f"{self.status_url}/json/", timeout=START_SECONDS) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def alive(self) -> int:
        """How many workers the master can give work to; none while it is about to begin."""
        try:
            return sum(worker["state"] == "ALIVE" for worker in self.status()["workers"])
        except (URLError, JSONDecodeError):
            return 0

    def start_worker(self) -> SparkWorker:
        """One worker more."""
        folder = self.folder / f"worker-{len(self.workers)}"
        room = ["--cores", str(self.cores), "--memory", self.memory]
        options = [*room, "--webui-port", "0", "--work-dir", str(folder / "work"), self.url]
        worker = SparkWorker(_launch("org.apache.spark.deploy.worker.Worker", options, folder), folder)
        self.workers.append(worker)
        return worker


@contextmanager
def spark_cluster(folder: Path, *, workers: int = 2, cores: int = 1, memory: str = "1g") -> Iterator[SparkCluster]:
    """Run a master and some workers, of so many cores and so much memory each, with their logs in a folder; they are stopped afterwards.

    Raises `SparkUnavailableError` where pyspark or Java is missing or a process does not start.
    """
    if find_spec("pyspark") is None:
        raise SparkUnavailableError("pyspark is not installed: pip install 'diplograph[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise SparkUnavailableError("Java 17 or 21 is not installed")
    port, status_port = _free_port(), _free_port()
    options = ["--port", str(port), "--webui-port", str(status_port)]
    with ExitStack() as stack:
        master = _launch("org.apache.spark.deploy.master.Master", options, folder / "master")
        stack.callback(_end, master)
        cluster = SparkCluster(f"spark://{HOST}:{port}", f"http://{HOST}:{status_port}", folder, cores, memory, [])
        stack.callback(lambda: [_end(worker.process) for worker in cluster.workers])
        _await_port(master, status_port, folder / "master")
        for _ in range(workers):
            cluster.start_worker()
        await_workers(cluster, workers)
        yield cluster


def await_workers(cluster: SparkCluster, count: int) -> None:
    """Wait until the master has so many workers. Raises `SparkUnavailableError` where it does not get them."""
    deadline = time.monotonic() + START_SECONDS
    while cluster.alive() < count:
        if time.monotonic() > deadline:
            raise SparkUnavailableError(f"{cluster.alive()} of {count} workers started; see the logs in {cluster.folder}")
        time.sleep(0.1)


def _launch(daemon: str, options: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """A daemon of Spark as a process group of its own, so that it can be ended with its executors."""
    folder.mkdir(parents=True)
    home = Path(find_spec("pyspark").origin).parent  # type: ignore[union-attr, arg-type]
    command = [str(home / "bin" / "spark-class"), daemon, "--host", HOST, *options]
    if shutil.which("setpriv"):  # a killed test run leaves no process behind
        command = ["setpriv", "--pdeathsig", "KILL", *command]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_LOCAL_IP": HOST,
        "SPARK_LOCAL_DIRS": str(folder / "scratch"),
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _await_port(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise SparkUnavailableError(f"Spark did not start: {(folder / 'log').read_text(errors='replace')[-1000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def main(arguments: list[str]) -> None:
    """Run a cluster until it is interrupted."""
    ending = {signal.SIGINT, signal.SIGTERM}
    with tempfile.TemporaryDirectory() as folder:
        try:
            with spark_cluster(Path(folder), workers=int(arguments[0]) if arguments else 2) as cluster:
                print(cluster.url, flush=True)
                print(f"Spark runs until Ctrl-C; what it does is shown at {cluster.status_url}", file=sys.stderr)
                signal.pthread_sigmask(signal.SIG_BLOCK, ending)
                signal.sigwait(ending)
        except SparkUnavailableError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
