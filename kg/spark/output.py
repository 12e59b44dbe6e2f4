"""The folder that a cluster writes: one folder a part, and `_SUCCESS` when all of it is there.

    OUTPUT/part=c/00012.parquet             statements, which follow from their own content to that part
    OUTPUT/_documents/part=c/00012.parquet  the documents that they stand in, where these are reports
    OUTPUT/_SUCCESS

The workers write beside OUTPUT and the driver puts the folder in its place as its last act, so it appears whole or not at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError
from kg.exports.files import whole_folder
from kg.spark.blocks import part_name

DOCUMENTS = "_documents"
SUCCESS = "_SUCCESS"


def check(target: Path, *, replace: bool) -> None:
    """Raises `UsageError` where the folder is there already and may not be replaced."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not replace:
        raise UsageError(f"{target}: is there already; name another folder, or give --replace")
    if not (target / SUCCESS).is_file():
        raise UsageError(f"{target}: was not written by kg spark and is not replaced; name another folder, or delete it first")


@contextmanager
def whole_output(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new folder that the cluster may write into, put in the target's place when all of it is there.

    Raises `UsageError` where the target is there and may not be replaced.
    """
    target = target.absolute()
    check(target, replace=replace)
    fresh = target.with_name(f"{target.name}.new") if target.exists() else target
    with whole_folder(fresh) as part:
        yield part
        for attempt in part.rglob(".*.attempt"):
            attempt.unlink()
        (part / SUCCESS).touch()
    if fresh != target:
        shutil.rmtree(target)
        fresh.rename(target)


def files(output: Path) -> list[Path]:
    """The tables of statements in a folder. Raises `UsageError` where it is none that `kg spark` wrote to its end."""
    if not (output / SUCCESS).is_file():
        raise UsageError(f"{output}: holds no output of kg spark; give the folder that kg spark load or extract wrote")
    return sorted(output.absolute().glob("part=*/*.parquet"))


@contextmanager
def whole_table(folder: Path, part: int) -> Iterator[IO[bytes]]:
    """A task's table of a part, which gets its name when it is whole.

    Those of other partitions have other names, and two attempts at one task do not meet.
    """
    from pyspark import TaskContext

    task = TaskContext.get()
    assert task is not None, "only tasks write tables"
    path = folder / part_name(part) / f"{task.partitionId():05}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    attempt = path.with_name(f".{path.name}.{task.taskAttemptId()}.attempt")
    with attempt.open("wb") as file:
        yield file
    attempt.replace(path)
