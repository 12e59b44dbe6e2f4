"""Files and folders that appear whole or not at all: a failed or interrupted export leaves the old one as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """A new file to write into, put in the target's place when all of it is written.

    A target that is no plain file, such as a pipe or /dev/stdout, is written directly. Raises UsageError where it cannot be written.
    """
    with _told(target):
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as device:
                yield device
            return
        part = _beside(target)
        try:
            with part.open("xb") as file:
                yield file
            part.replace(target.resolve())  # where the target is a link, what it leads to
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder to write into, put in the target's place when all of it is written.

    Raises UsageError where the target is a file or a folder that holds something, and where it cannot be written.
    """
    with _told(target):
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise UsageError(f"{target}: is there already and not an empty folder; name another, or delete it first")
        part = _beside(target)
        part.mkdir()
        try:
            yield part
            if target.exists():
                target.rmdir()  # it is empty; not every system lets a folder take the place of another
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _beside(target: Path) -> Path:
    """A name in the same folder, so that renaming is one step; two exports at once do not share it."""
    return target.resolve().with_name(f"{target.resolve().name}.{os.getpid()}.part")


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Says in one line what the system refused."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise UsageError(f"{target}: cannot be written: {reason}") from error
