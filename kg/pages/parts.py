"""What several pages are put together from: their head, their sections, links, tables and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kg.model import Actor, ActorKind, Statement
from kg.pages import names
from kg.pages.html import element
from kg.pages.site import Site, pair

KINDS = {
    ActorKind.STATE: "State",
    ActorKind.PERSON: "Person",
    ActorKind.ORGANIZATION: "Organization",
    ActorKind.GROUP: "Armed or political group",
    ActorKind.NEWS: "News organization",
}
_BAR = 100  # units of a bar's width


def masthead(current: str = "") -> Element:
    """The line at the top of a page: the way to the other pages, and the switch between light and dark."""
    links = (
        element("a", title, href=name, aria_current="page" if name == current else None) for name, title, _ in names.SECTIONS
    )
    return element(
        "div",
        element("a", "Skip to the content", href="#content", class_="skip no-print"),
        element("p", element("a", "Diplograph", href=names.INDEX), class_="brand"),
        element("nav", *links, aria_label="Pages", class_="no-print"),
        element(
            "button", "◐", type="button", id="theme", class_="theme no-print", data_testid="theme",
            aria_label="Switch between light and dark",
        ),
        class_="masthead",
    )  # fmt: skip


def header(
    eyebrow: Sequence[str | Element], title: Sequence[str | Element], *below: Element | None, current: str = ""
) -> Element:
    """The head of a page: the masthead and what the page is about."""
    return element(
        "header",
        masthead(current),
        element(
            "div", element("p", *eyebrow, class_="eyebrow"), element("h1", *title, data_testid="title"), *below, class_="head"
        ),
    )


def section(title: str, *content: Element | None, id_: str | None = None, class_: str | None = None) -> Element:
    """A part of a page under its own heading."""
    return element("section", element("h2", title), *content, id_=id_, class_=class_)


def quiet(*words: str | Element) -> Element:
    """A remark."""
    return element("p", *words, class_="quiet")


def note(*words: str | Element) -> Element:
    """A remark in small letters."""
    return element("p", *words, class_="quiet small")


def figures(*numbers: tuple[str, str]) -> Element:
    """Numbers in large letters, each over what it counts."""
    items = (element("div", element("dt", name), element("dd", number)) for number, name in numbers)
    return element("dl", *items, class_="figures", data_testid="figures")


def facts(*pairs: tuple[str, Sequence[str | Element]]) -> Element | None:
    """Names and values, without those that have no value."""
    known = [(name, value) for name, value in pairs if value]
    if not known:
        return None
    rows = (part for name, value in known for part in (element("dt", name), element("dd", *value)))
    return element("dl", *rows, class_="facts")


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | Element]], numbers: int = 0) -> Element:
    """A table; its last `numbers` columns are numbers."""
    classes = [None] * (len(columns) - numbers) + ["number"] * numbers
    head = element(
        "tr", *(element("th", name, scope="col", class_=class_) for name, class_ in zip(columns, classes, strict=True))
    )
    body = (
        element("tr", *(element("td", cell, class_=class_) for cell, class_ in zip(row, classes, strict=True))) for row in rows
    )
    return element(
        "div",
        element("table", element("caption", caption, class_="visually-hidden"), element("thead", head), element("tbody", *body)),
        class_="table-frame", tabindex="0", role="group", aria_label=caption,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements are of one sort; `family` gives the colour."""

    label: str | Element
    count: int
    family: str = "none"
    remark: str = ""


def tallies(rows: Sequence[Tally], most: int | None = None, name: str | None = None) -> Element:
    """The counts as a list with bars; `most` is the count that fills a bar's whole width."""
    whole = max((*(row.count for row in rows), most or 1))
    return element("ul", *(_tally(row, whole) for row in rows), class_="tallies", data_testid=name)


def _tally(row: Tally, whole: int) -> Element:
    bar = element("rect", width=str(max(1, round(_BAR * row.count / whole))), height="10", class_=row.family)
    picture = element("svg", bar, viewBox=f"0 0 {_BAR} 10", preserveAspectRatio="none", aria_hidden="true", focusable="false")
    return element(
        "li",
        element("span", row.label, element("span", f" {row.remark}", class_="remark") if row.remark else None, class_="label"),
        picture,
        element("span", f"{row.count:,}", class_="count"),
    )


def folded(summary: str, *content: Element) -> Element:
    """What is there, but opened only by who wants it."""
    return element("details", element("summary", summary), *content, class_="more")


def actor_link(site: Site, actor_id: str, text: str | None = None) -> Element:
    """The actor's name, leading to its dossier."""
    return element("a", text or site.name(actor_id), href=names.actor_file(actor_id), dir="auto")


def dyad_link(site: Site, a: str, b: str, text: str) -> Element:
    """The text, leading to the page of the two; where they have none, to what the first one's dossier tells of the second."""
    return element("a", text, href=dyad_address(site, a, b), dir="auto")


def dyad_address(site: Site, a: str, b: str) -> str:
    """Where what passed between two actors can be read."""
    return names.dyad_file(a, b) if pair(a, b) in site.dyads else names.actor_file(a)


def evidence_link(site: Site, told: Statement, text: str) -> Element:
    """The text, leading to the statement's place in its document; where there is no text, to the network."""
    return element("a", text, href=names.evidence_address(site.read_in(told), told.id), dir="auto")


def joined(parts: Iterable[Element], between: str = ", ") -> Iterator[str | Element]:
    """The parts with something between them."""
    for index, part in enumerate(parts):
        if index:
            yield between
        yield part


def isolated(text: str) -> Element:
    """A text that cannot turn the direction of what stands around it."""
    return element("bdi", text, dir="auto")


def people(site: Site, actors: Iterable[Actor]) -> list[str | Element]:
    """The actors' names, each leading to its dossier."""
    return list(joined(actor_link(site, actor.id) for actor in actors))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with what it counts.

    >>> counted(1, "statement"), counted(2300, "statement")
    ('1 statement', '2,300 statements')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
