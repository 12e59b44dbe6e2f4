"""Contested accounts: what one voice says and another denies or tells otherwise, side by side, between whom it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from kg.model import Actor
from kg.pages.html import element, markup, page, template
from kg.pages.listing import SCRIPTS, STYLES, field, folding, list_button, more_line, narrowed, select, without_script
from kg.pages.names import CONTESTED, dyad_file
from kg.pages.parts import Tally, counted, figures, folded, header, quiet, section, tallies
from kg.pages.records import records
from kg.pages.rivalry import Dispute
from kg.pages.site import Site

_MOST_GROUPS = 12  # named at the top

Group = tuple[tuple[Actor, ...], list[int]]


def contested_page(site: Site) -> str:
    """The page as one string of HTML."""
    found = site.disputes
    groups = _groups(found)
    body = element("main", *(_parts(site, found, groups) if found else _nothing()), id="content", class_="page")
    return page(
        "Contested accounts — Diplograph",
        markup(_head(), body),
        styles=tuple(map(template, STYLES)),
        scripts=tuple(map(template, (*SCRIPTS, "contested.js") if found else SCRIPTS[:2])),
        data=_data(site, found, groups) if found else None,
    )


def _data(site: Site, found: Sequence[Dispute], groups: Sequence[Group]) -> dict[str, Any]:
    """The disputes as tables, and the groups of those between the same parties: a key, where they lead, and their disputes."""
    return {
        **records(site, (), found),
        "groups": [[_key(parties), _address(site, parties), members] for parties, members in groups],
    }


def _groups(found: Sequence[Dispute]) -> list[Group]:
    """The disputes (by number) between the same parties together: the most disputed first, and last those of one party or none."""
    grouped: dict[tuple[Actor, ...], list[int]] = defaultdict(list)
    parties = {tuple(actor.id for actor in one.parties): one.parties for one in found}
    for index, one in enumerate(found):
        grouped[parties[tuple(actor.id for actor in one.parties)]].append(index)
    return sorted(grouped.items(), key=lambda group: (-len(group[0]), -len(group[1]), _key(group[0])))


def _key(parties: Sequence[Actor]) -> str:
    return " ".join(actor.id for actor in parties)


def _address(site: Site, parties: Sequence[Actor]) -> str | None:
    """The page of the two parties, where they have one."""
    both = tuple(actor.id for actor in parties)
    return dyad_file(*both) if both in site.dyads else None


def _head() -> Element:
    return header(
        ("What is not agreed",),
        ("Contested accounts",),
        element(
            "p",
            "What one voice says and another denies or tells otherwise; and denials of what nobody here tells.",
            class_="lead",
        ),
        current=CONTESTED,
    )


def _nothing() -> Iterator[Element]:
    yield quiet("Nothing is contested here: no account in this graph denies or contradicts another, and nobody denies anything.")


def _parts(site: Site, found: Sequence[Dispute], groups: Sequence[Group]) -> Iterator[Element]:
    alone = sum(one.rival is None for one in found)
    denied = sum(one.denied for one in found)
    yield figures(
        (f"{denied:,}", "accounts denied"),
        (f"{len(found) - alone - denied:,}", "told otherwise"),
        (f"{alone:,}", "denials alone"),
        (f"{sum(len(parties) == 2 for parties, _ in groups):,}", "pairs in dispute"),
    )
    yield from _between_whom(site, groups)
    yield section("Accounts side by side", *_controls(), without_script())


def _between_whom(site: Site, groups: Sequence[Group]) -> Iterator[Element]:
    rows = [
        Tally(narrowed(" – ".join(site.name(actor.id) for actor in parties), pair=_key(parties)), len(members))
        for parties, members in groups
        if len(parties) == 2
    ]
    if len(rows) > 1:
        rest = [folded(counted(len(rows) - _MOST_GROUPS, "more pair"), tallies(rows[_MOST_GROUPS:], rows[0].count))]
        yield section("Between whom", tallies(rows[:_MOST_GROUPS], name="pairs"), *(rest if len(rows) > _MOST_GROUPS else []))


def _controls() -> Iterator[Element]:
    form = element(
        "form",
        field("actor", "Who takes part", select("actor")),
        field("since", "From", element("input", type="date", id="since", data_testid="since")),
        field("until", "To", element("input", type="date", id="until", data_testid="until")),
        field("kind", "What", select("kind")),
        field("order", "Order", select("order", ("pair", "By pair"), ("new", "Newest first"), ("old", "Oldest first"))),
        list_button("reset", "Reset", "Reset the filters"),
        id="filters", class_="filters no-print", data_testid="filters", aria_label="Filters",
    )  # fmt: skip
    yield folding(form)
    yield element(
        "div",
        element("p", id="counts", class_="counts", role="status", data_testid="counts"),
        list_button("csv", "CSV", "Download the statements of the disputes shown, as a table for a spreadsheet"),
        list_button("print", "Print", "Print this page"),
        class_="list-head",
    )
    yield element(
        "div",
        quiet("No dispute passes these filters. ", element("button", "Reset filters", type="button", id="reset-nothing")),
        id="nothing", hidden="", data_testid="nothing",
    )  # fmt: skip
    yield element("div", id="disputes", class_="disputes", data_testid="disputes")
    yield more_line("more")
