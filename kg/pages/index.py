"""The index: what there is, what is new, and ways into it; it can be searched, and read without any script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from kg.graph import Status, edge_type, status_of
from kg.model import Document, Statement
from kg.pages import names
from kg.pages.coded import data_set_id
from kg.pages.dates import bounds, in_words
from kg.pages.html import element, markup, network_link, page, template
from kg.pages.measures import balance, extent, outweighing
from kg.pages.parts import (
    KINDS,
    Tally,
    actor_link,
    counted,
    dyad_link,
    evidence_link,
    figures,
    folded,
    header,
    isolated,
    note,
    quiet,
    section,
    table,
    tallies,
)
from kg.pages.rivalry import Dispute
from kg.pages.site import Site
from kg.pages.timelines import over_time
from kg.pictures.svg import STYLE

_MOST_REPORTS, _MOST_ACTORS, _MOST_PAIRS, _MOST_NEW, _MOST_DISPUTES = 12, 24, 16, 8, 6
_WORDS = 220  # characters of a quote that are shown and searched
MOST_SEARCHED = 20_000  # statements that the search knows, the newest; the page stays within some megabytes


def index_page(site: Site) -> str:
    """The page as one string of HTML."""
    newest = sorted(site.statements, key=lambda told: _newness(site, told), reverse=True)
    body = element("main", *(_parts(site, newest) if site.documents or newest else _nothing()), id="content", class_="page index")
    return page(
        "Diplograph",
        markup(_head(site), body),
        styles=(*map(template, ("base.css", "pages.css", "index.css")), STYLE),
        scripts=tuple(map(template, ("common.js", "page.js", "index.js"))),
        data=_searched(site, newest[:MOST_SEARCHED]),
    )


def _newness(site: Site, told: Statement) -> tuple[str, str, str, int]:
    """Reports are ordered by when they appeared; what no dated report tells, by its own date."""
    return site.reported(told) or bounds(told.date)[0], told.date or "", told.document, -told.start


def _head(site: Site) -> Element:
    found = element(
        "div",
        element("label", "Search actors, reports and statements", for_="search"),
        element(
            "input", type="search", id="search", data_testid="search", autocomplete="off", spellcheck="false",
            placeholder="A name, a title, some words…",
        ),
        element("p", id="found", class_="quiet small", role="status", data_testid="found"),
        element("div", id="results", data_testid="results", hidden=""),
        class_="search no-print", role="search", id="search-box", hidden="",
    )  # fmt: skip
    return header(
        ("Who did, said and holds what toward whom, and who vouches for it",),
        ("What is in this graph",),
        found if site.documents or site.statements else None,
        current=names.INDEX,
    )


def _nothing() -> Iterator[Element]:
    yield quiet(
        "There is nothing here yet: no report was given, and no statement. Read reports with ", element("code", "kg build"), "."
    )


def _parts(site: Site, newest: Sequence[Statement]) -> Iterator[Element | None]:
    yield _figures(site)
    yield element(
        "nav",
        element("ul", *(_way(*way) for way in names.SECTIONS if way[0] != names.INDEX), class_="ways-in"),
        aria_label="Ways into the graph",
    )
    if not site.statements:
        yield quiet("The reports state nothing about anybody.")
    yield over_time(site, site.statements, "Statements", scored=False)
    yield element("div", _reports(site), _new_statements(site, newest), class_="columns wide-left")
    yield _data_sets(site)
    yield _actors(site)
    yield _pairs(site)
    yield _disputes(site)


def _way(name: str, title: str, meaning: str) -> Element:
    return element("li", element("a", title, href=name), element("span", meaning, class_="quiet small"))


def _figures(site: Site) -> Element:
    statuses = [status_of(told) for told in site.statements]
    numbers = [
        (f"{len(site.reports):,}", "report" if len(site.reports) == 1 else "reports"),
        (f"{len(site.statements):,}", "statements"),
        (f"{len(site.actors):,}", "actors"),
        (f"{statuses.count(Status.FACT):,}", "told as fact"),
        (f"{statuses.count(Status.CLAIMED):,}", "claimed by somebody"),
        (f"{len(site.disputes):,}", "disputes"),
    ]
    if site.coded:
        numbers.append((f"{len(site.coded):,}", "coded events"))
    if span := extent(site, site.statements):
        numbers.append((span, "told of"))
    return figures(*numbers)


def _reports(site: Site) -> Element:
    ordered = sorted(site.reports, key=lambda one: (bounds(one.published)[0], one.title or "", one.id), reverse=True)
    rows = [_report(document, len(site.told_in(document.id))) for document in ordered]
    if not rows:
        return section("Reports", quiet("No reports: the statements are coded event data."))
    columns = ("Published", "Title", "Publisher", "Statements")
    return section(
        "Reports, newest first",
        table("Reports, newest first", columns, rows[:_MOST_REPORTS], 1),
        _rest(rows[_MOST_REPORTS:], "report", columns),
    )


def _report(document: Document, count: int) -> tuple[str | Element, ...]:
    title = document.title or document.uri or document.id
    return (
        document.published or "",
        element("a", title, href=f"doc-{document.id}.html", dir="auto"),
        isolated(document.publisher or ""),
        f"{count:,}",
    )


def _data_sets(site: Site) -> Element | None:
    """The data sets, each once however many events it has; they lead to the network of these events."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for one in site.statements:
        if one.document in site.coded:
            told[site.coded[one.document]].append(one)
    rows = (
        (
            element("a", name, href=network_link(document=data_set_id(name)), dir="auto"),
            extent(site, told[name]),
            f"{len(told[name]):,}",
        )
        for name in sorted(told)
    )
    return section("Coded event data", table("Coded event data", ("Data set", "Dates", "Statements"), rows, 1)) if told else None


def _rest(rows: Sequence[Sequence[str | Element]], what: str, columns: Sequence[str], numbers: int = 1) -> Element | None:
    """The rows for which there was no room, folded away."""
    return folded(counted(len(rows), f"more {what}"), table(f"More {what}s", columns, rows, numbers)) if rows else None


def _new_statements(site: Site, newest: Sequence[Statement]) -> Element | None:
    if not newest:
        return None
    return section("Newest statements", element("ol", *(_new(site, told) for told in newest[:_MOST_NEW]), class_="brief"))


def _new(site: Site, told: Statement) -> Element:
    """The words of a statement, which lead to their place, with when and by whom they are told."""
    reported = site.reported(told)
    when = in_words(told.date) or (f"reported {reported}" if reported else "no date")
    voices: list[str | Element] = [" · said by ", isolated(site.name(told.speakers[-1].id))] if told.speakers else []
    return element(
        "li",
        element("span", f"{when} · {(edge_type(told) or 'comment').capitalize()}", *voices, class_="when"),
        evidence_link(site, told, _shortened(told.quote) or _sentence(site, told)),
    )


def _shortened(quote: str) -> str:
    """The quote, cut at a word where it is long."""
    words = " ".join(quote.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS].rpartition(' ')[0] or words[:_WORDS]} …"


def _sentence(site: Site, told: Statement) -> str:
    """Who does what to whom, for what has no words."""
    who, whom = (", ".join(site.name(actor.id) for actor in actors) for actors in (told.actors, told.recipients))
    return " ".join(
        filter(None, (who or "Somebody not named", (edge_type(told) or "comment").lower(), f"→ {whom}" if whom else ""))
    )


def _actors(site: Site) -> Element | None:
    if not site.actors:
        return None
    ranked = sorted(site.actors, key=lambda actor_id: (-site.presence(actor_id), actor_id))
    rows = [_actor(site, actor_id) for actor_id in ranked]
    columns = ("Name", "Kind", "Acts", "Is acted upon", "Vouches")
    return section(
        "Actors most present",
        table("Actors most present", columns, rows[:_MOST_ACTORS], 3),
        _rest(rows[_MOST_ACTORS:], "actor", columns, 3),
    )


def _actor(site: Site, actor_id: str) -> tuple[str | Element, ...]:
    counts = (f"{len(of.get(actor_id, ())):,}" for of in (site.acting, site.receiving, site.vouching))
    return actor_link(site, actor_id), KINDS[site.actors[actor_id].kind], *counts


def _pairs(site: Site) -> Element | None:
    if not site.pairs:
        return None
    ranked = list(site.pairs.items())
    rows = [
        Tally(dyad_link(site, a, b, f"{site.name(a)} – {site.name(b)}"), len(told), balance(told), outweighing(told))
        for (a, b), told in ranked[:_MOST_PAIRS]
    ]
    left = len(site.pairs) - len(site.dyads)
    return section(
        "Pairs most told of",
        tallies(rows, name="pairs"),
        note(f"{counted(len(site.pairs), 'pair')} in all, {len(site.pairs) - left:,} with a page of their own, those most told of; ",
             "the others are in the dossiers of the two.") if left else note(f"{counted(len(site.pairs), 'pair')} in all; the dossiers name each actor's."),
    )  # fmt: skip


def _disputes(site: Site) -> Element | None:
    if not site.disputes:
        return None
    items = (element("li", *_dispute(site, one)) for one in site.disputes[:_MOST_DISPUTES])
    return section(
        "Disputed",
        element("ol", *items, class_="brief"),
        element("p", element("a", f"All {counted(len(site.disputes), 'dispute')}, side by side", href=names.CONTESTED)),
    )


def _dispute(site: Site, dispute: Dispute) -> Iterable[Element]:
    parties = " – ".join(site.name(actor.id) for actor in dispute.parties)
    word = "denied" if dispute.denied or dispute.rival is None else "told otherwise"
    yield element("span", *([isolated(parties), f" · {word}"] if parties else [word.capitalize()]), class_="when")
    for side in dispute.sides:
        yield element("span", evidence_link(site, side, _shortened(side.quote) or _sentence(site, side)), class_="words")


def _searched(site: Site, newest: Sequence[Statement]) -> dict[str, Any]:
    """What the search looks through: actors with their other names, reports, and the newest statements."""
    actor_at = {actor_id: index for index, actor_id in enumerate(site.actors)}
    document_at = {report.id: index for index, report in enumerate(site.reports)}
    return {
        "actors": [
            [site.name(actor_id), names.actor_file(actor_id), KINDS[actor.kind], site.presence(actor_id), _aliases(site, actor_id)]
            for actor_id, actor in site.actors.items()
        ],
        "documents": [[one.title or one.uri or one.id, one.id, one.publisher, one.published] for one in site.reports],
        "statements": [
            [told.id, document_at.get(told.document), told.date, _shortened(told.quote) or _sentence(site, told),
             sorted({actor_at[actor.id] for actor in (*told.actors, *told.recipients, *told.speakers)})]
            for told in newest
        ],
        "all": len(site.statements),
    }  # fmt: skip


def _aliases(site: Site, actor_id: str) -> tuple[str, ...]:
    return site.profiles[actor_id].aliases if actor_id in site.profiles else ()
