"""The index: what there is, with ways into it. It needs no script at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from kg.graph import Status, status_of
from kg.model import Actor, Document, Profile, Statement
from kg.pages.html import element, markup, network_link, page, template
from kg.pages.reader import reader_name

_MOST_ACTORS = 40
_MOST_DISPUTES = 20


def index_page(documents: Sequence[Document], statements: Sequence[Statement], profiles: Mapping[str, Profile]) -> str:
    """The page as one string of HTML."""
    told = tuple({one.id: one for one in statements}.values())
    body = element(
        "main",
        _figures(documents, told),
        element("p", element("a", "Open the network", href="network.html", class_="open"), class_="no-print"),
        _documents(documents, told),
        _actors(told, profiles),
        _disputes(told),
        class_="index",
    )
    head = element(
        "header",
        element("h1", "Diplograph"),
        element("p", "Who did, said and holds what toward whom, and who vouches for it", class_="quiet"),
    )
    return page("Diplograph", markup(head, body), styles=(template("base.css"), template("index.css")))


def _figures(documents: Sequence[Document], told: Sequence[Statement]) -> Element:
    people = {actor.id for one in told for actor in (*one.actors, *one.recipients, *one.speakers)}
    statuses = Counter(status_of(one) for one in told)
    figures = {
        "documents": len(documents),
        "statements": len(told),
        "actors": len(people),
        "told as fact": statuses[Status.FACT],
        "claimed by somebody": statuses[Status.CLAIMED],
        "contested or denied": sum(_is_disputed(one) for one in told),
    }
    return element(
        "dl",
        *(element("div", element("dd", f"{number:,}"), element("dt", name)) for name, number in figures.items()),
        class_="figures",
    )


def _documents(documents: Sequence[Document], told: Sequence[Statement]) -> Element:
    counts = Counter(one.document for one in told)
    ordered = sorted(documents, key=lambda one: (one.published or "9999", one.title or "", one.id))
    rows = (
        element(
            "tr",
            element("td", element("a", one.title or one.uri or one.id, href=reader_name(one), dir="auto")),
            element("td", element("bdi", one.publisher or "")),
            element("td", one.published or ""),
            element("td", str(counts[one.id]), class_="number"),
        )
        for one in ordered
    )
    return _section(
        "Documents", _table(("Title", "Publisher", "Published", "Statements"), *rows) if documents else _none("No documents.")
    )


def _actors(told: Sequence[Statement], profiles: Mapping[str, Profile]) -> Element:
    found: dict[str, Actor] = {}
    did, received, vouched = Counter[str](), Counter[str](), Counter[str]()
    for one in told:
        for people, counter in ((one.actors, did), (one.recipients, received), (one.speakers, vouched)):
            found.update({actor.id: actor for actor in people})
            counter.update({actor.id for actor in people})
    total = did + received + vouched
    ranked = sorted(total, key=lambda identifier: (-total[identifier], identifier))
    rows = (
        element(
            "tr",
            element("td", _actor_link(profiles[identifier].actor if identifier in profiles else found[identifier])),
            *(element("td", str(counter[identifier]), class_="number") for counter in (did, received, vouched)),
        )
        for identifier in ranked[:_MOST_ACTORS]
    )
    table = _table(("Name", "Acts", "Is acted upon", "Vouches"), *rows) if ranked else _none("No actors.")
    rest = len(ranked) - _MOST_ACTORS
    return _section(
        "Actors most present",
        table,
        element("p", f"and {rest:,} more, in the network", class_="quiet small") if rest > 0 else None,
    )


def _disputes(told: Sequence[Statement]) -> Element | None:
    disputed = sorted(filter(_is_disputed, told), key=lambda one: (one.date or "9999", one.document, one.start, one.id))
    if not disputed:
        return None
    items = (
        element(
            "li",
            element("a", one.quote or one.trigger or one.id, href=network_link(s=one.id), dir="auto"),
            _dated(one),
        )
        for one in disputed[:_MOST_DISPUTES]
    )
    rest = len(disputed) - _MOST_DISPUTES
    return _section(
        "Disputed", element("ul", *items), element("p", f"and {rest:,} more", class_="quiet small") if rest > 0 else None
    )


def _is_disputed(told: Statement) -> bool:
    return bool(told.contested_by) or status_of(told) is Status.DENIED


def _dated(told: Statement) -> Element | None:
    return element("span", f" {told.date}", class_="quiet small") if told.date else None


def _actor_link(actor: Actor) -> Element:
    return element("a", actor.name or actor.id, href=network_link(node=actor.id), dir="auto")


def _section(title: str, *content: Element | None) -> Element:
    return element("section", element("h2", title), *content)


def _table(titles: Sequence[str], *rows: Element) -> Element:
    head = element("thead", element("tr", *(element("th", title, scope="col") for title in titles)))
    return element("div", element("table", head, element("tbody", *rows)), class_="table-frame")


def _none(words: str) -> Element:
    return element("p", words, class_="quiet")
