"""Queries of the user's own: what they may do, and where in them a mistake is.

The embedded engine has a user who may only read. On a server whose users may all write, access mode and rollback stop what changes the
graph, but not what reads files and addresses (`LOAD CSV`) or meddles with the server (procedures that end other people's
connections): there Neo4j's own plan of the query is looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import ClientError, Neo4jError

from kg.errors import QueryError

if TYPE_CHECKING:
    from neo4j import Transaction

WRITES = "the query would change the graph or read files, and here it may only read the graph: ask for writing if that is meant"

_EXPLAIN = "EXPLAIN "
_PROFILED = "PROFILE runs the query to measure it: leave it out, write EXPLAIN, or ask for writing"
_MEDDLING = frozenset({"LoadCSV", "TerminateTransactions"})
_MEDDLING_PROCEDURES = ("apoc.export.", "apoc.import.", "apoc.load.")
_ABOUT_THE_SERVER = "AdministrationCommand"  # SHOW USERS and its like; those that would change something the access mode stops
_ARCADE_PLACE = re.compile(r"at line (\d+)(?::|, column )(\d+)(?: -)? *")
_NEO4J_PLACE = re.compile(r"\(line ([1-9]\d*), column (\d+)[^\n]*")
_NO_PLACE = " (line 0, column 0"  # what Neo4j says of a mistake in the query as a whole
_FIRST_LINE = re.compile(r"(?<=\(line 1, column )\d+")

# What Neo4j says of CALL { } IN TRANSACTIONS in our transaction, and ArcadeDB of a procedure that it does not have.
_MISTAKES_CALLED_FAILURES = ("IN TRANSACTIONS", "Unknown procedure/function")

Plan = Mapping[str, Any]


def check(tx: Transaction, query: str) -> None:
    """See to it that a query will only read the graph; raises `QueryError` where it would do more, or is no query."""
    try:
        summary = tx.run(_EXPLAIN + query).consume()
    except ClientError as error:
        raise QueryError(_explained_mistake(error)) from error
    steps = list(_steps(summary.plan or {}))
    if not _drawn_by_neo4j(steps[0]):
        return
    reads = summary.query_type == "r" or _ABOUT_THE_SERVER in map(_operator, steps)
    if not reads or any(map(_meddles, steps)):
        raise QueryError(WRITES)


def is_mistake(error: Neo4jError) -> bool:
    """Whether the query is to blame, not the server."""
    code, message = error.code or "", error.message or ""
    mistaken = code.startswith("Neo.ClientError.") and ".Database." not in code
    return mistaken or any(sign in message for sign in _MISTAKES_CALLED_FAILURES)


def where(message: str) -> str:
    """The message on one line with line and column, both from 1; ArcadeDB counts columns from 0."""
    for pattern, base in ((_ARCADE_PLACE, 1), (_NEO4J_PLACE, 0)):
        match = pattern.search(message)
        if match:
            text = " ".join(f"{message[: match.start()]} {message[match.end() :].partition(chr(10))[0]}".split())
            return f"{text} (line {match[1]}, column {int(match[2]) + base})"
    return " ".join(message.partition(_NO_PLACE)[0].split())


def _explained_mistake(error: ClientError) -> str:
    """What is wrong with the query, at the column where the user wrote it."""
    message = error.message or str(error)
    if "conflicting values for execution mode" in message:
        return _PROFILED
    return where(_FIRST_LINE.sub(lambda column: str(int(column[0]) - len(_EXPLAIN)), message))


def _steps(plan: Plan) -> Iterator[Plan]:
    yield plan
    for step in plan.get("children", ()):
        yield from _steps(step)


def _drawn_by_neo4j(plan: Plan) -> bool:
    """Whether the plan is Neo4j's and tells what happens; another engine's tells nothing of the sort."""
    return "@" in str(plan.get("operatorType"))


def _operator(step: Plan) -> str:
    return str(step.get("operatorType", "")).partition("@")[0]


def _meddles(step: Plan) -> bool:
    called = str(step.get("args", {}).get("Details", "")) if _operator(step) == "ProcedureCall" else ""
    return _operator(step) in _MEDDLING or called.startswith(_MEDDLING_PROCEDURES)
