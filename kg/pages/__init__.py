"""Graph pages: files that open in any browser, offline, and show the words behind every line.

documents, statements, profiles --write_pages--> index.html, network.html, doc-ID.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.model import Document, Profile, Statement
from kg.pages.index import index_page
from kg.pages.network import by_document, network_page
from kg.pages.reader import reader_name, reader_page

__all__ = ["write_pages"]


def write_pages(
    out: Path, documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile]
) -> tuple[Path, ...]:
    """Writes the pages into the folder `out` and returns their paths: the index, the network, a reader for each document.

    Profiles are by actor id; an actor without one is shown as the statements name it. The same input gives the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in _pages(documents, statements, profiles):
        paths.append(out / name)
        paths[-1].write_text(text, "utf-8", newline="\n")
    return tuple(paths)


def _pages(
    documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile]
) -> Iterator[tuple[str, str]]:
    """The name and the content of each page."""
    yield "index.html", index_page(documents, statements, profiles)
    yield "network.html", network_page(documents, statements, profiles)
    told = by_document(statements)
    for document in documents:
        yield reader_name(document), reader_page(document, told.get(document.id, ()))
