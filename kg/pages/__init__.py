"""Graph pages: files that open in any browser, offline, and show the words behind every line.

documents, statements, profiles --gather--> Site --> index.html, network.html, contested.html, analysis.html,
                                                     doc-ID.html, actor-ID.html, dyad-ID.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from kg.model import Document, Profile, Statement
from kg.pages import names
from kg.pages.actor import actor_page
from kg.pages.analysis import analysis_page
from kg.pages.contested import contested_page
from kg.pages.dyad import dyad_page
from kg.pages.html import is_ours
from kg.pages.index import index_page
from kg.pages.network import network_page
from kg.pages.reader import reader_name, reader_page
from kg.pages.site import MOST_DYADS, Site, gather, tied

__all__ = ["MOST_DYADS", "dyads_left_out", "write_pages"]

_NAMES = re.compile(r"(?:index|network|contested|analysis|(?:actor|dyad|doc)-\w+)\.html")


def write_pages(
    out: Path,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    profiles: Mapping[str, Profile],
    *,
    most_dyads: int = MOST_DYADS,
) -> tuple[Path, ...]:
    """Writes the pages into the folder `out` and returns their paths: the index first, then network, contested accounts and analysis.

    There is a page for each document that is no coded event, each actor, and each of the `most_dyads` pairs that are told of most; `dyads_left_out`
    says how many that leaves. Profiles are by actor id; an actor without one is shown as the statements name it. Pages that an
    earlier run left in the folder and that are no more are deleted: those with a name and a beginning of ours. The same input
    gives the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in _pages(gather(documents, statements, profiles, most_dyads)):
        paths.append(out / name)
        paths[-1].write_text(text, "utf-8", newline="\n")
    _clear(out, {path.name for path in paths})
    return tuple(paths)


def dyads_left_out(statements: Sequence[Statement], most_dyads: int = MOST_DYADS) -> int:
    """How many tied pairs have no page of their own, because others are told of more."""
    return max(0, len(set(chain.from_iterable(map(tied, statements)))) - most_dyads)


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    """The name and the content of each page, one in memory at a time."""
    yield names.INDEX, index_page(site)
    yield (
        names.NETWORK,
        network_page(
            tuple(site.documents.values()), site.statements, site.profiles, actor_pages=site.actors.keys(), dyad_pages=site.dyads
        ),
    )
    yield names.CONTESTED, contested_page(site)
    yield names.ANALYSIS, analysis_page(site)
    for document in site.reports:
        yield reader_name(document), reader_page(document, site.told_in(document.id))
    for actor_id in site.actors:
        yield names.actor_file(actor_id), actor_page(site, actor_id)
    for both in site.pairs:
        if both in site.dyads:
            yield names.dyad_file(*both), dyad_page(site, both)


def _clear(out: Path, kept: set[str]) -> None:
    """Deletes the pages of an earlier run that would lead nowhere or mislead."""
    for path in sorted(out.glob("*.html")):
        if path.name not in kept and _NAMES.fullmatch(path.name) and is_ours(path):
            path.unlink()
