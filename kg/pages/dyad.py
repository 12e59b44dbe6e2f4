"""Two actors face to face: what passes in each direction, how it stands over time, and where their accounts differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from kg.graph import is_mutual, ties
from kg.model import Statement
from kg.pages.html import element, network_link
from kg.pages.listing import Role, contested_section, listing, listing_data, listing_page, types_told
from kg.pages.measures import course, weighed
from kg.pages.parts import actor_link, figures, header, isolated
from kg.pages.rivalry import Dispute
from kg.pages.site import Pair, Site
from kg.pages.timelines import over_time


def dyad_page(site: Site, both: Pair) -> str:
    """The page as one string of HTML, of a pair that is tied."""
    roles = _roles(site, both)
    everything, *sides = roles
    contested = site.disputes_of(site.pairs[both], both)
    body = element("main", *_parts(site, both, everything, sides, contested), id="content", class_="page")
    data = listing_data(site, roles, contested, both, {role.key: role.statements for role in sides})
    return listing_page(f"{site.name(both[0])} – {site.name(both[1])}", (_head(site, both), body), data)


def _roles(site: Site, both: Pair) -> tuple[Role, ...]:
    """All that passes between the two; then the one toward the other, the other toward the one, and what they do together."""
    ways: dict[str, list[Statement]] = {"forth": [], "back": [], "together": []}
    for told in site.pairs[both]:
        ways[_way(told, both)].append(told)
    first, second = map(site.name, both)
    return (
        Role("all", "All", site.pairs[both]),
        Role("forth", f"{first} → {second}", ways["forth"]),
        Role("back", f"{second} → {first}", ways["back"]),
        Role("together", "Both together", ways["together"]),
    )


def _way(told: Statement, both: Pair) -> str:
    directions = {(source.id, target.id) for source, target in ties(told)} & {both, both[::-1]}
    if is_mutual(told) or len(directions) > 1:
        return "together"
    return "forth" if both in directions else "back"


def _head(site: Site, both: Pair) -> Element:
    return header(
        ("Two actors",),
        (actor_link(site, both[0]), element("span", " and ", class_="and"), actor_link(site, both[1])),
    )


def _parts(
    site: Site, both: Pair, everything: Role, sides: Sequence[Role], contested: Sequence[Dispute]
) -> Iterable[Element | None]:
    told = everything.statements
    yield _figures(site, told, contested)
    yield element("p", element("a", "In the network", href=network_link(node=both[0])), class_="ways no-print")
    yield over_time(site, told, "Between the two")
    yield _directions(sides)
    yield contested_section("Contested", "What one voice says and another denies or tells otherwise, side by side.", contested)
    yield listing("Statements", tuple(isolated(role.title) for role in sides[:2]))


def _figures(site: Site, told: Sequence[Statement], contested: Sequence[Dispute]) -> Element:
    cooperation, conflict = weighed(told)
    numbers = [
        (f"{len(told):,}", "statements"),
        (f"{cooperation:,}", "cooperation"),
        (f"{conflict:,}", "conflict"),
        (f"{len(contested):,}", "disputes"),
    ]
    return figures(*numbers, *course(site, told, told))


def _directions(sides: Sequence[Role]) -> Element:
    """What the one does toward the other and the other toward the one, side by side; what they do together beneath."""
    shown = [role for role in sides if role.statements or role.key != "together"]
    parts = (
        element("section", element("h2", isolated(role.title)), told, data_testid=f"way-{role.key}")
        for role, told in zip(shown, types_told(shown), strict=True)
    )
    return element("div", *parts, class_="columns")
