"""How a test says what a text should state: some of a statement's fields, by names instead of ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model import Statement

_SEVERAL = ("actors", "recipients", "speakers", "place")


def says(**fields: Any) -> dict[str, Any]:
    """The fields expected of one statement; of actors and places the names, and one name may stand without its tuple."""
    return {name: (value,) if name in _SEVERAL and isinstance(value, str) else value for name, value in fields.items()}


def looks(statement: Statement) -> dict[str, Any]:
    """A statement by names: what `says` is compared with."""
    return {
        **{name: getattr(statement, name) for name in ("trigger", "type", "cameo", "mode", "date", "target_issue")},
        **{name: getattr(statement, name) for name in ("kind", "stance", "polarity", "certainty", "eventuality")},
        **{name: tuple(item.name for item in getattr(statement, name)) for name in _SEVERAL},
    }


def found(told: Iterable[Statement], expected: dict[str, Any]) -> list[Statement]:
    """The statements that have all the expected fields; actors count as sets where several act together."""
    return [statement for statement in told if _fits(looks(statement), expected)]


def one(told: list[Statement], **fields: Any) -> Statement:
    """The only statement that has these fields."""
    fitting = found(told, says(**fields))
    assert len(fitting) == 1, f"{len(fitting)} statements with {fields} in\n{listing(told)}"
    return fitting[0]


def listing(told: Iterable[Statement]) -> str:
    """What the text states, a line each, for the message of a test that fails."""
    return "\n".join(", ".join(f"{k}={_plain(v)}" for k, v in looks(s).items() if v not in (None, ())) for s in told) or "nothing"


def _plain(value: Any) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value)


def _fits(shown: dict[str, Any], expected: dict[str, Any]) -> bool:
    return all(
        set(shown[name]) == set(value) if name in ("actors", "recipients") else shown[name] == value
        for name, value in expected.items()
    )
