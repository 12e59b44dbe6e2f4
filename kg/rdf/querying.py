"""SPARQL over a dataset that is held in memory: made from documents and statements, or read from exported files.

    with_statements(readings, profiles).ask("SELECT ...") -> Answer

The default graph of a query holds every triple once, whichever documents tell it; `GRAPH` tells documents apart. Queries only
read, and none reaches the network: updates and SERVICE are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.model import Profile
from kg.rdf import translation
from kg.rdf.formats import FORMATS
from kg.rdf.namespaces import PREFIXES, XSD
from kg.rdf.translation import Reading
from kg.rdf.triples import Node, Quad, Text

Value: TypeAlias = str | int | float | bool | None

_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | \#[^\n]* | [?$@]\w+ | [\w.\-]*:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)* | (?P<word>[A-Za-z_]+)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_PROLOGUE = frozenset({"PREFIX", "BASE"})
_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)", re.DOTALL)
_PARAMETERS = re.compile(r"VALUES \((?P<names>[^()]*)\) \{ \((?: ?UNDEF)+\) \}")
_FLOATS = frozenset({f"{XSD}double", f"{XSD}float", f"{XSD}decimal"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows of texts and numbers, or the triples of CONSTRUCT and DESCRIBE as `turtle`.

    ASK has one row with the one column `answer`. An IRI is given as its text.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    turtle: str | None = None


class Dataset:
    """A dataset that can be asked."""

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(chain.from_iterable(map(_in_both_graphs, quads)))

    def load(self, file: Path) -> None:
        """Adds what a file holds; its ending tells the format. Raises UsageError where it cannot be read."""
        wanted = FORMATS.get(file.suffix.removeprefix("."))
        if wanted is None:
            raise UsageError(f"{file}: not an RDF file by its ending; there are {', '.join(f'.{name}' for name in FORMATS)}")
        try:
            self._store.bulk_extend(chain.from_iterable(map(_in_both_graphs, ox.parse(path=file, format=wanted))))
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"{file}: not {file.suffix.removeprefix('.')}: {error}") from error
        except OSError as error:
            raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error

    def ask(self, text: str) -> Answer:
        """The answer to a query. Raises QueryError, with line and column, for one that is malformed, writes or calls a service."""
        words = [found["word"].upper() for found in _TOKEN.finditer(text) if found["word"]]
        if "SERVICE" in words:
            raise QueryError("the query calls a SERVICE, and here nothing leaves this machine: ask only what is in the graph")
        if next((word for word in words if word not in _PROLOGUE), "") in _UPDATES:
            raise QueryError(
                "the query would change the graph, and SPARQL only reads it here: write SELECT, ASK, CONSTRUCT or DESCRIBE"
            )
        try:
            found = self._store.query(text, prefixes=PREFIXES)
            return _answer(found)
        except SyntaxError as error:
            raise QueryError(_mistake(str(error), text)) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(" ".join(str(error).split())) from error


def with_statements(documents: Iterable[Reading], profiles: Mapping[str, Profile]) -> Dataset:
    """The dataset of documents with their statements, without the documents' whole texts; see `to_dataset`."""
    return Dataset(map(_quad, translation.quads(documents, profiles, include_text=False)))


def with_values(text: str, values: Mapping[str, str | int | None]) -> str:
    """A query whose `VALUES (?a ?b) { (UNDEF UNDEF) }` binds parameters, with the values in place of UNDEF.

    Each value is written as an RDF term, so that no text in it becomes part of the query. Raises QueryError without such a line.
    """
    if _PARAMETERS.search(text) is None:
        raise QueryError("the query has no line VALUES (?name ...) { (UNDEF ...) } for its parameters")
    return _PARAMETERS.sub(lambda found: _bound(found["names"], values), text, count=1)


def _in_both_graphs(quad: ox.Quad) -> Iterator[ox.Quad]:
    """The quad, and its triple in the default graph, where a union of graphs would count it once for each graph that has it."""
    yield quad
    yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _quad(quad: Quad) -> ox.Quad:
    subject, predicate, node, graph = quad
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _node(node), ox.NamedNode(graph))


def _node(node: Node) -> ox.NamedNode | ox.Literal:
    if not isinstance(node, Text):
        return ox.NamedNode(node)
    return ox.Literal(node.value, datatype=None if node.datatype is None else ox.NamedNode(node.datatype))


def _bound(names: str, values: Mapping[str, str | int | None]) -> str:
    terms = (_term(values.get(name.removeprefix("?"))) for name in names.split())
    return f"VALUES ({names}) {{ ({' '.join(terms)}) }}"


def _term(value: str | int | None) -> str:
    return "UNDEF" if value is None else str(ox.Literal(value))


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((bool(found),),))
    if isinstance(found, ox.QueryTriples):
        triples = sorted(found, key=str)
        return Answer(turtle=(ox.serialize(triples, format=FORMATS["ttl"], prefixes=PREFIXES) or b"").decode())
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, tuple(tuple(map(_value, row)) for row in _solutions(found)))


def _solutions(found: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
    return iter(found)


def _value(term: object) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    try:
        return _number(term)
    except ValueError:
        return term.value  # a malformed number is a text, as everywhere in RDF


def _number(literal: ox.Literal) -> Value:
    kind = literal.datatype.value
    if kind == f"{XSD}integer":
        return int(literal.value)
    if kind in _FLOATS:
        return float(literal.value)
    if kind == f"{XSD}boolean":
        return literal.value in ("true", "1")
    return literal.value


def _mistake(message: str, text: str) -> str:
    """What is wrong, in one line with line and column, both from 1."""
    found = _PLACE.match(message)
    if found is None:
        return " ".join(message.split())
    line, column, expected = found.groups()
    where = text.splitlines()[int(line) - 1 : int(line)]
    near = where[0][int(column) - 1 :].strip()[:20] if where else ""
    problem = (
        "a prefix is not declared"
        if "Prefix not found" in expected
        else f"{near!r} is not understood"
        if near
        else "it ends too soon"
    )
    return f"not SPARQL: {problem} (line {line}, column {column})"
