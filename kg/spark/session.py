"""The way to a cluster: an application of Spark whose executors run in the same Python environment as we do.

Who has no Spark, no Java or no cluster is told so before anything is read; what Spark itself has to say goes to a log, which stays
where something fails.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT_SECONDS = 5.0
EXECUTOR_SECONDS = 60.0
_DEFAULT_PORT = 7077

_SETTINGS = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false",
    "spark.sql.adaptive.enabled": "false",  # it would merge partitions that we number ourselves
    "spark.sql.codegen.wholeStage": "false",  # to compile code for a few big rows takes longer than to do without
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "8",  # a row is a block of many records
    "spark.python.worker.reuse": "true",  # so that a language model is loaded once a process
}


class SparkError(StoreError):
    """The cluster cannot be reached, or gave up; `remedy` says what to do."""


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """An application on the cluster at a master's address, such as `spark://HOST:7077`, for as long as the block runs.

    `settings` are Spark's own, and outweigh ours. Raises `UsageError` where Spark or Java is not installed, `SparkError` where the
    cluster does not answer, has no room or gives up; the message of the latter names the log.
    """
    _require_software()
    _require_master(master)
    with _log() as log:
        spark = _started(master, {**_SETTINGS, **_loopback(master), **(settings or {})}, log)
        try:
            _require_executors(spark, master)
            yield spark
        finally:
            spark.stop()


def _require_software() -> None:
    if find_spec("pyspark") is None:
        raise UsageError("Spark is not installed here: pip install 'diplograph[spark]'")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        raise UsageError("Spark needs Java 17 or 21: install it, or set JAVA_HOME to where it is")


def _require_master(master: str) -> None:
    """Try the addresses of a standalone master: Spark itself would try for a minute, and say so in a hundred lines."""
    if not master.startswith("spark://"):
        return
    failure: OSError | None = None
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host or address, int(port) if host else _DEFAULT_PORT), CONNECT_SECONDS):
                return
        except ValueError:
            raise UsageError(f"{master} is no address of a Spark master: give it like spark://HOST:7077") from None
        except OSError as error:
            failure = error
    raise SparkError(f"no Spark master answers at {master} ({failure})", "start it, or check the address")


def _loopback(master: str) -> dict[str, str]:
    """Where a cluster on this machine reaches us; nobody else needs to."""
    local = master.startswith(("spark://127.0.0.1:", "spark://localhost:"))
    return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"} if local else {}


def _started(master: str, settings: Mapping[str, str], log: Path) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("diplograph").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _heard(log):
        spark: SparkSession = builder.getOrCreate()
    # Of the setting, only Spark's own scripts take notice.
    spark.sparkContext.pythonExec = settings.get("spark.pyspark.python") or os.environ.get("PYSPARK_PYTHON") or sys.executable
    return spark


@contextmanager
def _heard(log: Path) -> Iterator[None]:
    """Gives the processes that are started meanwhile a log for their standard output and error."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(stream, os.dup(stream)) for stream in (1, 2)]
    with log.open("ab") as file:
        for stream, _ in kept:
            os.dup2(file.fileno(), stream)
    try:
        yield
    finally:
        for stream, copy in kept:
            os.dup2(copy, stream)
            os.close(copy)


def _require_executors(spark: SparkSession, master: str) -> None:
    """Wait for the first executor: without one, Spark would wait forever."""
    context: Any = spark.sparkContext._jsc.sc()  # Python's own side has no word for it
    deadline = monotonic() + EXECUTOR_SECONDS
    while not master.startswith("local") and context.statusTracker().getExecutorInfos().__len__() < 2:
        if monotonic() > deadline:
            remedy = "start a worker, or ask for less with --conf spark.executor.memory=512m"
            raise SparkError(f"no worker of {master} gave room to an executor within {EXECUTOR_SECONDS:.0f} seconds", remedy)
        sleep(0.1)


@contextmanager
def _log() -> Iterator[Path]:
    """A file for what Spark has to say; where Spark fails it stays, and is named in the one line that the failure becomes."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    folder = Path(mkdtemp(prefix="kg-spark-"))
    failed = False
    try:
        yield folder / "log"
    except (PySparkException, Py4JError) as error:
        failed = True
        raise SparkError(f"Spark gave up: {_reason(str(error))}", f"its log is {folder / 'log'}") from error
    finally:
        if not failed:
            shutil.rmtree(folder)


def _reason(text: str) -> str:
    """The line of a long account that says what went wrong: the last error of Python, else of Java, else the first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    python = [
        line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and not line.startswith(("org.", "java."))
    ]
    java = [line for line in lines if line.startswith(("Caused by:", "java.", "org."))]
    return (python or java or lines or ["no reason given"])[-1 if python else 0]
