"""The terms of the ontology: PLOVER types and modes, contexts, CAMEO codes with Goldstein scores, and the IRIs they live under.

The terms are data in `ontology/`: `plover.csv`, `contexts.csv` and `cameo.csv`, each of which names its source and licence.
This module reads them, says clearly when a term is none of theirs, and opens any other file of `ontology/` by its name. The names
of the months are here too (`lexicon/months.csv`), for loaders and extraction alike.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import VocabularyError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

BASE = "https://w3id.org/diplograph/"  # a placeholder: not registered with w3id.org
NS = f"{BASE}ns#"
PLOVER_NS = f"{BASE}plover/"
CAMEO_NS = f"{BASE}cameo/"
CONTEXT_NS = f"{BASE}context/"
ID_NS = f"{BASE}id/"
WIKIDATA_NS = "http://www.wikidata.org/entity/"
GEONAMES_NS = "https://sws.geonames.org/"


class Quad(StrEnum):
    """The four classes of events: in words or in deeds, for or against."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of PLOVER's sixteen event types; `score` is its mean on the Goldstein scale (-10 to 10)."""

    name: str
    label: str
    description: str
    modes: tuple[str, ...]
    quad: Quad
    score: float
    needs_recipient: bool


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO event code with its PLOVER coding; `plover_type` is None for a bare statement, `parent` for a root code."""

    code: str
    label: str
    parent: str | None
    plover_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float


def data_path(name: str) -> Traversable:
    """The file of `ontology/` with that name, such as "lexicon/verbs.yaml". Raises VocabularyError where there is none."""
    path: Traversable = files("ontology")
    for part in name.split("/"):
        path = path / part
    if not path.is_file():
        raise VocabularyError(f"ontology/{name} is missing: install the package again")
    return path


@cache
def load_text(name: str) -> str:
    """The text of a file of `ontology/`. Raises VocabularyError where it is missing or not UTF-8."""
    try:
        return data_path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise VocabularyError(f"ontology/{name} is not UTF-8 at byte {error.start}: save it as UTF-8") from error


@cache
def load_yaml(name: str) -> Any:
    """What a YAML file of `ontology/` holds, read once: do not change it. Raises VocabularyError where it is malformed."""
    import yaml  # a lookup of codes needs no YAML

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(load_text(name), Loader=loader)  # noqa: S506 - a safe loader either way
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise VocabularyError(f"ontology/{name}, line {line}: {error.problem or 'not YAML'}") from error


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of `ontology/` by the names in its header; lines that begin with # are comments."""
    lines = [line for line in load_text(name).splitlines() if line and not line.startswith("#")]
    rows = tuple(csv.DictReader(lines))
    for row in rows:
        if None in row or None in row.values():
            raise VocabularyError(f"ontology/{name}: the row of {next(iter(row.values()))!r} has not as many cells as the header")
    return rows


def plover(name: str) -> PloverType:
    """The PLOVER type of that name. Raises VocabularyError for any other.

    >>> plover("REQUEST").modes
    ('assist', 'change', 'yield', 'meet')
    """
    try:
        return _plover_types()[name]
    except KeyError:
        raise VocabularyError(f"{name!r} is no PLOVER type; there are {', '.join(PLOVER_TYPES)}") from None


def cameo(code: str) -> CameoCode:
    """The CAMEO code, two to four digits with their leading zero. Raises VocabularyError for any other.

    >>> cameo("0256").plover_type, cameo("0256").mode
    ('REQUEST', 'yield')
    """
    try:
        return cameo_codes()[code]
    except KeyError:
        hint = f"; did you mean {code.zfill(3)!r}?" if code.zfill(3) in cameo_codes() else ""
        raise VocabularyError(f"{code!r} is no CAMEO code{hint}") from None


def goldstein(code: str) -> float:
    """The score of a CAMEO code on the Goldstein scale, from -10 (conflict) to 10 (cooperation)."""
    return cameo(code).goldstein


def default_cameo(type: str, mode: str | None = None) -> str:  # noqa: A002 - the word of the ontology
    """The CAMEO code for a PLOVER type and mode when nothing more is known. Raises VocabularyError for an unknown pair.

    >>> default_cameo("ACCUSE"), default_cameo("REJECT", "meet")
    ('110', '125')
    """
    known = plover(type)
    if mode and mode not in known.modes:
        raise VocabularyError(f"{mode!r} is no mode of {type}; there are {', '.join(known.modes) or 'none'}")
    return _default_cameo()[type, mode or ""]


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes by their digits, roots first among their own."""
    return {row["code"]: _cameo_code(row) for row in load_table("cameo.csv")}


@cache
def month_numbers() -> dict[str, int]:
    """The number of each month by its names, in small letters; an abbreviation has its period, which texts may leave out.

    >>> month_numbers()["september"], month_numbers()["sept."]
    (9, 9)
    """
    rows = enumerate(load_table("lexicon/months.csv"), 1)
    return {name: number for number, row in rows for name in (row["name"], *row["abbreviations"].split())}


def _cameo_code(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        code=row["code"],
        label=row["label"],
        parent=row["parent"] or None,
        plover_type=row["type"] or None,
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split()),
        goldstein=float(row["goldstein"]),
    )


@cache
def _plover_types() -> dict[str, PloverType]:
    rows = load_table("plover.csv")
    modes: dict[str, list[str]] = {}
    for row in rows:
        modes.setdefault(row["type"], []).extend(filter(None, [row["mode"]]))
    return {row["type"]: _plover_type(row, modes[row["type"]]) for row in rows if not row["mode"]}


def _plover_type(row: dict[str, str], modes: list[str]) -> PloverType:
    return PloverType(
        name=row["type"],
        label=row["label"],
        description=row["description"],
        modes=tuple(modes),
        quad=Quad(row["quad"]),
        score=float(row["score"]),
        needs_recipient=row["needs_recipient"] == "yes",
    )


@cache
def _default_cameo() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["cameo"] for row in load_table("plover.csv")}


PLOVER_TYPES: tuple[str, ...] = tuple(_plover_types())
CONTEXTS: tuple[str, ...] = tuple(row["context"] for row in load_table("contexts.csv"))
