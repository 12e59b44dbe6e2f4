"""Coded events among what is told: each is a document of its own, of which readers are shown the data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Document, Statement

_PREFIX = "coded:"


def data_sets(documents: Mapping[str, Document], told: Iterable[Statement]) -> dict[str, str]:
    """The name of the data set of each coded event, by the id of its document.

    A coded event is what a program of others says alone in its document, where this holds no more than its words or is not at
    hand. `documents` are by id.
    """
    told_in: dict[str, Statement | None] = {}
    for one in told:
        told_in[one.document] = None if one.document in told_in else one
    return {identifier: one.extractor for identifier, one in told_in.items() if one and _is_coded(one, documents.get(identifier))}


def data_set_id(name: str) -> str:
    """The id under which a page has a data set beside its documents.

    >>> data_set_id("ICEWS")
    'coded:ICEWS'
    """
    return f"{_PREFIX}{name}"


def _is_coded(told: Statement, document: Document | None) -> bool:
    return told.by_others and (document is None or document.text == told.quote)
