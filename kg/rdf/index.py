"""What a graph says of each node, asked for value by value; what is missing, doubled or malformed is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from kg.errors import UsageError
from kg.rdf.iris import local_name
from kg.rdf.namespaces import A
from kg.rdf.triples import Text, Triple
from kg.vocabulary import NS

_T = TypeVar("_T")
_Term = TypeVar("_Term", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Index:
    """Subject to predicate to values, IRIs and literals alike as plain strings."""

    nodes: Mapping[str, Mapping[str, list[str]]]

    @staticmethod
    def of(triples: Iterable[Triple]) -> Index:
        """The index of some triples; one that stands in several graphs counts once."""
        nodes: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, node in set(triples):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(node.value if isinstance(node, Text) else node)
        return Index(nodes)

    def of_class(self, name: str) -> list[str]:
        """The nodes of a class."""
        return [iri for iri, properties in self.nodes.items() if name in properties.get(A, ())]

    def classes(self, iri: str, known: Mapping[str, _T]) -> list[_T]:
        """What those classes of a node stand for that are known."""
        return [known[name] for name in self.values(iri, A) if name in known]

    def values(self, iri: str, predicate: str) -> list[str]:
        """All values of a predicate, in no order."""
        return self.nodes.get(iri, {}).get(predicate, [])

    def maybe(self, iri: str, predicate: str) -> str | None:
        """The value of a predicate or None. Raises UsageError where there are several."""
        values = self.values(iri, predicate)
        if len(values) > 1:
            raise UsageError(f"<{iri}> has {len(values)} values of <{predicate}> where one is allowed: run `kg validate`")
        return values[0] if values else None

    def one(self, iri: str, predicate: str) -> str:
        """The value of a predicate. Raises UsageError where there is not one, as the methods below do too."""
        value = self.maybe(iri, predicate)
        if value is None:
            raise UsageError(f"<{iri}> has no <{predicate}>: the data are incomplete")
        return value

    def number(self, iri: str, predicate: str) -> int:
        """A whole number."""
        value = self.one(iri, predicate)
        try:
            return int(value)
        except ValueError:
            raise UsageError(f"<{iri}>: {value!r} of <{predicate}> is not a whole number") from None

    def real(self, iri: str, predicate: str) -> float | None:
        """A number or None."""
        value = self.maybe(iri, predicate)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise UsageError(f"<{iri}>: {value!r} of <{predicate}> is not a number") from None

    def local(self, iri: str, predicate: str, namespace: str) -> str | None:
        """The name that an IRI has below a namespace, or None."""
        value = self.maybe(iri, predicate)
        return None if value is None else local_name(value, namespace)

    def term(self, iri: str, predicate: str, terms: type[_Term]) -> _Term:
        """One value of a list of values, such as dk:polarity."""
        return _term(self.one(iri, predicate), terms)

    def maybe_term(self, iri: str, predicate: str, terms: type[_Term]) -> _Term | None:
        """One value of a list of values, or None."""
        value = self.maybe(iri, predicate)
        return None if value is None else _term(value, terms)

    def numbered(self, iri: str, predicate: str, number: str) -> list[tuple[int, str]]:
        """The nodes to which a predicate leads, each with its number and in their order."""
        return sorted((self.number(node, number), node) for node in self.values(iri, predicate))

    def listed(self, iri: str, name: str, namespace: str | None, predicate: str | None = None) -> tuple[str, ...]:
        """What `triples.listed` wrote: names below a namespace, or texts where that is None."""
        if (order := self.maybe(iri, f"{NS}{name}Order")) is not None:
            return tuple(str(value) for value in json_list(iri, order))
        values = self.values(iri, predicate or f"{NS}{name}")
        return tuple(sorted(values if namespace is None else (local_name(value, namespace) for value in values)))


def json_list(iri: str, text: str) -> list[Any]:
    """The JSON list that a node has as text. Raises UsageError, with the node, for any other text."""
    try:
        rows = json.loads(text)
    except ValueError:
        rows = None
    if not isinstance(rows, list):
        raise UsageError(f"<{iri}>: {text[:40]!r} is not a JSON list")
    return rows


def _term(value: str, terms: type[_Term]) -> _Term:
    name = local_name(value, NS)
    try:
        return terms(name)
    except ValueError:
        raise UsageError(f"{name!r} is no {terms.__name__}; there are {', '.join(terms)}") from None
