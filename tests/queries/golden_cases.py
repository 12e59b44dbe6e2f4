"""The questions whose answers are known: each query's example, then those of `cases.txt`, with the answers in `golden/`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.queries import Query, ValueType, catalogue, find

FOLDER = Path(__file__).with_name("golden")


def commands() -> Iterator[str]:
    """All commands, those of one query together and its example first."""
    lines = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").splitlines()
    cases = [line for line in lines if not line.startswith("#")]
    for query in catalogue():
        yield query.example
        yield from (case for case in cases if shlex.split(case)[2] == query.name)


def golden(query: Query) -> list[dict[str, Any]]:
    """The commands of a query with the columns and rows of each answer."""
    return list(json.loads((FOLDER / f"{query.name}.json").read_text(encoding="utf-8")))


def asked(command: str, store) -> tuple[Query, dict[str, Any]]:
    """The query of a command and the values that it gives to it, looked up in the store."""
    name, *rest = shlex.split(command)[2:]
    named = {one.partition("=")[0]: one.partition("=")[2] for before, one in pairwise(rest) if before == "--param"}
    values = [one for before, one in pairwise(["", *rest]) if "--param" not in (before, one)]
    lookups = {
        ValueType.ACTOR: lambda text: store.find_actor(text).id,
        ValueType.STATEMENT: lambda text: store.statement(text).id,
        ValueType.DOCUMENT: lambda text: store.document(text).id,
    }
    query = find(name)
    return query, query.bind(query.arranged(values, named), lookups)


def written(answers: Iterable[dict[str, Any]]) -> str:
    """Answers as the golden files have them, a row a line."""
    return "[\n" + ",\n".join(map(_answer, answers)) + "\n]\n"


def _answer(answer: dict[str, Any]) -> str:
    head = ", ".join(f"{_json(key)}: {_json(answer[key])}" for key in ("command", "columns"))
    rows = ",\n  ".join(map(_json, answer["rows"]))
    return f' {{{head}, "rows": [\n  {rows}\n ]}}' if answer["rows"] else f' {{{head}, "rows": []}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
