"""Triples as plain strings, of no library: a bare string is an IRI, a `Text` is a literal."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kg.errors import UsageError
from kg.rdf.namespaces import XSD
from kg.vocabulary import NS


class Text(NamedTuple):
    """A literal; `datatype` is an IRI, None for a plain string."""

    value: str
    datatype: str | None = None


Node: TypeAlias = str | Text
Triple: TypeAlias = tuple[str, str, Node]
Quad: TypeAlias = tuple[str, str, Node, str]  # the last is the graph's IRI, "" for the default graph


def text(value: str) -> Text:
    """A plain string. Raises UsageError for one that RDF cannot hold."""
    return Text(str(checked(value)))


def integer(value: int) -> Text:
    """A whole number."""
    return Text(str(value), f"{XSD}integer")


def double(value: float) -> Text:
    """A number, with the digits from which the same one is read again."""
    lexical = repr(float(value)) if math.isfinite(value) else {math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN")
    return Text(lexical, f"{XSD}double")


def checked(value: str) -> str:
    """The same text. Raises UsageError where it holds half a surrogate pair, which RDF cannot write."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        code = f"U+{ord(value[error.start]):04X}"
        raise UsageError(
            f"RDF cannot hold {code}, half of a character, at {error.start} of {value[:40]!r}: decode the file anew"
        ) from error
    return value


def texts(subject: str, values: Mapping[str, str | None]) -> Iterator[Triple]:
    """One triple for each predicate that has a text."""
    yield from ((subject, predicate, text(value)) for predicate, value in values.items() if value is not None)


def listed(
    subject: str, name: str, values: Sequence[str], node: Callable[[str], Node], predicate: str | None = None
) -> Iterator[Triple]:
    """One triple a value, and the list itself where its order is not the one in which a reader would put the values.

    The predicate is the ontology's term of that name, where no other is given. `Index.listed` reads it again.
    """
    yield from ((subject, predicate or f"{NS}{name}", node(value)) for value in values)
    if list(values) != sorted(set(values)):
        yield subject, f"{NS}{name}Order", text(json.dumps(list(values), ensure_ascii=False))


def order(triple: Triple) -> tuple[str, str, str, str]:
    """The key by which triples are sorted."""
    subject, predicate, node = triple
    return (subject, predicate, node.value, node.datatype or "") if isinstance(node, Text) else (subject, predicate, node, "")
