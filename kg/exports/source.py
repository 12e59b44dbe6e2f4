"""What leaves a store: the documents whose statements pass a filter, one in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.model import Document, Filter, Profile, Statement
from kg.stores import Store

Reading: TypeAlias = tuple[Document, Sequence[Statement]]

ALL = Filter()


def readings(store: Store, filter: Filter = ALL) -> Iterator[Reading]:  # noqa: A002
    """Each document with its statements that pass, by date; without a filter the documents that state nothing too."""
    chosen = store.document(filter.document).id if filter.document else None
    for info in store.documents():
        if chosen in (None, info.id):
            told = tuple(store.statements(replace(filter, document=info.id)))
            if told or filter == ALL:
                yield store.document(info.id), told


def digests(store: Store, filter: Filter = ALL) -> dict[str, str]:  # noqa: A002
    """The digests by which the store knows documents that did not change, by id; none where a filter leaves something out."""
    if filter != ALL:
        return {}
    table = store.query("MATCH (d:Document) RETURN d.id AS id, d.digest AS digest")
    return {str(identifier): str(digest) for identifier, digest in table.rows}


def profiles(store: Store, filter: Filter = ALL) -> dict[str, Profile]:  # noqa: A002
    """What is known of all who act, are acted upon or speak in the statements that pass, by id."""
    told = store.statements(filter)
    actors = {actor.id for each in told for actor in (*each.actors, *each.recipients, *each.speakers)}
    return {identifier: store.profile(identifier) for identifier in sorted(actors)}
