"""The files that a user means: files, folders (read through, sorted) and globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import LoadError
from loaders.meta import SIDECAR

_ABOUT = ("readme", "license", "licence", "notice", "copying")


def walk(paths: Iterable[str | Path]) -> Iterator[Path | LoadError]:
    """Each file once, in the order given and sorted within folders and globs; what is not there comes as a LoadError.

    In folders and globs, sidecars (`*.meta.json`), hidden files and a folder's own README and LICENSE are not documents.
    """
    seen: set[Path] = set()
    for item in paths:
        for found in _expand(str(item)):
            if isinstance(found, LoadError):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield found


def _expand(item: str) -> Iterator[Path | LoadError]:
    path = Path(item)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield (
            path
            if not path.name.endswith(SIDECAR)
            else LoadError(item, "is a sidecar, not a document; give the document beside it")
        )
    elif glob.has_magic(item):
        yield from _glob(item)
    else:
        yield LoadError(item, "no such file or folder; check the spelling")


def _glob(pattern: str) -> Iterator[Path | LoadError]:
    matches = sorted(glob.glob(pattern, recursive=True))
    files = [Path(match) for match in matches if os.path.isfile(match) and _is_document(Path(match))]
    if not files:
        yield LoadError(pattern, "no file matches; check the pattern")
    yield from files


def _folder(folder: Path) -> Iterator[Path | LoadError]:
    errors: list[LoadError] = []
    files: list[Path] = []

    def note(error: OSError) -> None:
        errors.append(LoadError(str(error.filename), f"cannot be read ({error.strerror})"))

    for base, names, leaves in os.walk(folder, onerror=note):
        names[:] = [name for name in names if not name.startswith(".")]
        files.extend(Path(base, leaf) for leaf in leaves if _is_document(Path(leaf)))
    yield from errors
    if not files and not errors:
        yield LoadError(str(folder), "the folder holds no document; give another")
    yield from sorted(files)


def _is_document(path: Path) -> bool:
    name = path.name.lower()
    return not name.startswith(".") and not name.endswith(SIDECAR) and path.stem.lower() not in _ABOUT
