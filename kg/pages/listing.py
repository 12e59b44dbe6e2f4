"""The list of statements that a dossier and the page of two actors end with: filters, a count, cards or a table, CSV.

The statements themselves stand in the page as data, and `templates/listing.js` shows them a few at a time, so that a page with
thousands opens at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from kg.graph import edge_type, family_of
from kg.model import Statement
from kg.pages.html import element, markup, page, shown, template
from kg.pages.parts import Tally, quiet, section, tallies
from kg.pages.records import records
from kg.pages.rivalry import Dispute
from kg.pages.site import Site
from kg.pictures.svg import STYLE

STYLES = ("base.css", "pages.css", "statements.css")
SCRIPTS = ("common.js", "page.js", "records.js")


@dataclass(frozen=True, slots=True)
class Role:
    """Some of a page's statements, among which a reader may choose; `key` names them in the address."""

    key: str
    title: str
    statements: Sequence[Statement]


def listing_data(
    site: Site,
    roles: Sequence[Role],
    contested: Sequence[Dispute],
    self: Collection[str],
    sides: Mapping[str, Sequence[Statement]],
) -> dict[str, Any]:
    """What the page's script works on; the first role holds all statements, `self` are the actors (ids) that the page is about.

    `sides` tell in which direction a statement goes, where two actors face each other.
    """
    told = roles[0].statements
    at = {one.id: index for index, one in enumerate(told)}
    extra = {"sides": {key: [at[one.id] for one in some] for key, some in sides.items()}} if sides else {}
    return {
        **records(site, told, contested),
        "roles": [[role.key, role.title, [at[one.id] for one in role.statements]] for role in roles],
        "self": sorted(self),
        **extra,
    }


def listing_page(title: str, body: Sequence[Element], data: Mapping[str, Any]) -> str:
    """The page with a list of statements as one string of HTML."""
    return page(
        f"{title} — Diplograph",
        markup(*body),
        styles=(*map(template, STYLES), STYLE),
        scripts=tuple(map(template, (*SCRIPTS, "listing.js"))),
        data=data,
    )


def listing(title: str, heads: Sequence[Element] = ()) -> Element:
    """The part of the page where the list appears; `heads` are the headings of its columns, where it has two."""
    return section(
        title,
        element("div", id="roles", class_="roles no-print", role="radiogroup", aria_label="Which statements"),
        folding(_filters()),
        element(
            "div",
            element("p", id="counts", class_="counts", role="status", data_testid="counts"),
            list_button("csv", "CSV", "Download the statements shown, as a table for a spreadsheet"),
            list_button("print", "Print", "Print this page"),
            class_="list-head",
        ),
        element(
            "div",
            quiet("No statement passes these filters. ", element("button", "Reset filters", type="button", id="reset-nothing")),
            id="nothing", hidden="", data_testid="nothing",
        ),
        element("div", *(element("p", head, class_="side-head") for head in heads), class_="exchange heads") if heads else None,
        element("ol", id="cards", class_="cards exchange" if heads else "cards", data_testid="cards"),
        _table(),
        more_line("more"),
        without_script(),
        id_="statements",
    )  # fmt: skip


def contested_section(title: str, remark: str, contested: Sequence[Dispute]) -> Element | None:
    """The part where rival accounts appear side by side; nothing where there are none."""
    if not contested:
        return None
    return section(
        title,
        quiet(remark),
        element("div", id="disputes", class_="disputes", data_testid="disputes"),
        more_line("more-disputes"),
        id_="contested",
    )


def types_told(roles: Sequence[Role]) -> Iterator[Element]:
    """For each role how often each type is told, on one scale; each leads to its statements in the list."""
    counts = [
        Counter((edge_type(one) or "COMMENT", str(family_of(one) or "comment")) for one in role.statements) for role in roles
    ]
    most = max((count for of_role in counts for count in of_role.values()), default=1)
    for role, of_role in zip(roles, counts, strict=True):
        rows = [
            Tally(narrowed(label.capitalize(), role=role.key, type=label), count, family)
            for (label, family), count in sorted(of_role.items(), key=lambda item: (-item[1], item[0]))
        ]
        yield tallies(rows, most) if rows else quiet("Nothing is told.")


def narrowed(text: str, **chosen: str) -> Element:
    """The text, leading to the statements of this page that are so."""
    return element("a", text, href=f"#{urlencode({name: shown(value) for name, value in chosen.items()})}", dir="auto")


def _filters() -> Element:
    return element(
        "form",
        field("since", "From", element("input", type="date", id="since", data_testid="since")),
        field("until", "To", element("input", type="date", id="until", data_testid="until")),
        field("type", "What", select("type")),
        field("status", "How told", select("status")),
        field("voice", "Who says so", select("voice")),
        field("party", "With whom", select("party")),
        field("words", "Words", element("input", type="search", id="words", data_testid="words", autocomplete="off", spellcheck="false")),
        field("order", "Order", select("order", ("new", "Newest first"), ("old", "Oldest first"))),
        field("view", "Show as", select("view", ("cards", "Cards"), ("table", "Table"))),
        list_button("reset", "Reset", "Reset the filters"),
        id="filters", class_="filters no-print", data_testid="filters", aria_label="Filters",
    )  # fmt: skip


def folding(form: Element) -> Element:
    """The filters, which fold away where the screen is small."""
    return element("details", element("summary", "Filters"), form, id="fold", class_="fold no-print", open="", data_testid="fold")


def field(name: str, title: str, control: Element) -> Element:
    """A control of a filter with its label."""
    return element("div", element("label", title, for_=name), control, class_="field")


def select(name: str, *options: tuple[str, str]) -> Element:
    """A choice of one; a script fills it where no options (value and title) are given."""
    return element("select", *(element("option", title, value=value) for value, title in options), id=name, data_testid=name)


def more_line(name: str) -> Element:
    """How many of many things are listed, and the button that lists more; a script fills it."""
    return element("p", element("span", class_="quiet small"), list_button(name, "Show more", ""), class_="more-line")


def list_button(name: str, title: str, meaning: str) -> Element:
    """A button that a script listens to."""
    return element("button", title, type="button", id=name, class_="no-print", data_testid=name, title=meaning or None)


def _table() -> Element:
    columns = ("Date", "Who", "Does what", "To whom", "Said by", "How", "Words", "Source")
    return element(
        "div",
        element(
            "table",
            element("caption", "The statements that pass the filters", class_="visually-hidden"),
            element("thead", element("tr", *(element("th", column, scope="col") for column in columns))),
            element("tbody", id="table-body"),
        ),
        id="table", class_="table-frame statements-table", hidden="", data_testid="table", tabindex="0", role="group",
        aria_label="The statements as a table",
    )  # fmt: skip


def without_script() -> Element:
    """What is said where there is no JavaScript."""
    return element(
        "noscript",
        element(
            "p",
            "The statements appear by JavaScript; all that it needs is in this file. Without it they can be read in the reports, "
            "which the ",
            element("a", "index", href="index.html"),
            " lists.",
            class_="quiet",
        ),
    )
