"""When what has no date of its own was told of: by the date of the report that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import networkx as nx


class Dated(Protocol):
    """A document as far as its date goes: a `Document`, or what a store lists of one."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def published(self) -> str | None:
        """When it was published, EDTF."""


def dated_by_report(graph: nx.MultiDiGraph, documents: Iterable[Dated]) -> nx.MultiDiGraph:
    """The graph of `kg.graph.project` in which what has no date takes the date of its report.

    Reports tell of what is new to them, so the date of a monthly report is right to a month or two for most of what it leaves undated,
    and wrong for its look back at history. What has a date keeps it; the graph that is given is left as it is.
    """
    published = {one.id: one.published for one in documents}
    dated = graph.copy()
    for _, _, data in dated.edges(data=True):
        if data["date"] is None:
            data["date"] = published.get(data["document"])
    return dated
