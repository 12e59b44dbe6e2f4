"""The dossier of an actor: who it is, what it did and what was done to it, its sides, its words, and who vouches for all that."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from kg.analysis.positions import Voice, voice
from kg.graph import SHORT_EDGES, status_of
from kg.model import Actor, ActorKind, Office, Profile, Statement
from kg.pages.html import element, network_link
from kg.pages.listing import Role, contested_section, listing, listing_data, listing_page, narrowed, types_told
from kg.pages.measures import balance, course, latest, outweighing
from kg.pages.parts import (
    KINDS,
    Tally,
    actor_link,
    counted,
    dyad_link,
    facts,
    figures,
    folded,
    header,
    isolated,
    joined,
    note,
    quiet,
    section,
    table,
    tallies,
)
from kg.pages.rivalry import Dispute
from kg.pages.site import Site, pair
from kg.pages.timelines import over_time

_ITEM = re.compile(r"Q[1-9]\d*")
_MOST = 12  # rows of a list before the rest is folded away
_MANY_ALIASES = 16


def actor_page(site: Site, actor_id: str) -> str:
    """The page as one string of HTML."""
    roles = _roles(site, actor_id)
    contested = site.disputes_of(roles["all"].statements)
    body = element("main", *_parts(site, actor_id, roles, contested), id="content", class_="page")
    data = listing_data(site, tuple(roles.values()), contested, (actor_id,), {})
    return listing_page(site.name(actor_id), (_head(site, actor_id), body), data)


def _roles(site: Site, actor_id: str) -> dict[str, Role]:
    did = site.acting.get(actor_id, ())
    sides = [one for one in did if one.stance is not None]
    roles = (
        Role("all", "All", site.all_of(actor_id)),
        Role("did", "What it did", did),
        Role("received", "What was done to it", site.receiving.get(actor_id, ())),
        Role("stances", "Its stances", sides),
        Role("vouched", "What it vouches for", site.vouching.get(actor_id, ())),
    )
    return {role.key: role for role in roles}


def _head(site: Site, actor_id: str) -> Element:
    actor, profile = site.actors[actor_id], site.profiles.get(actor_id, Profile(site.actors[actor_id]))
    eyebrow = [KINDS[actor.kind], *_state(site, actor)]
    return header(
        eyebrow,
        (element("span", site.name(actor_id), dir="auto", data_testid="dossier-name"),),
        _aliases(profile),
        facts(
            (
                "Offices",
                [element("ul", *(_office(site, office) for office in sorted(profile.offices, key=_newest)))]
                if profile.offices
                else [],
            ),
            ("Wikidata", _wikidata(profile)),
            ("Identifier", [element("code", actor_id, dir="ltr")]),
        ),
    )


def _state(site: Site, actor: Actor) -> list[str | Element]:
    """The state that an actor belongs to, leading to its dossier where there is one."""
    if not actor.country:
        return []
    state = f"state:{actor.country}"
    if actor.kind is ActorKind.STATE or state not in site.actors:
        return [" · ", isolated(actor.country)]
    return [" · ", actor_link(site, state)]


def _country(site: Site, code: str) -> str:
    """The state's name where it is in the graph, else the code that stands for it."""
    state = f"state:{code}"
    return site.name(state) if state in site.actors else code


def _aliases(profile: Profile) -> Element | None:
    names = [name for name in dict.fromkeys(profile.aliases) if name != profile.actor.name]
    if not names:
        return None
    shown = element(
        "p", element("span", "Also ", class_="quiet"), *joined(map(isolated, names[:_MANY_ALIASES])), class_="aliases"
    )
    if len(names) <= _MANY_ALIASES:
        return shown
    rest = names[_MANY_ALIASES:]
    return element("div", shown, folded(f"{len(rest)} more names", element("p", *joined(map(isolated, rest)), class_="aliases")))


def _office(site: Site, office: Office) -> Element:
    span = f"{office.start or '?'} to {office.end or 'now'}" if office.start or office.end else ""
    country: list[str | Element] = [" (", isolated(_country(site, office.country)), ")"] if office.country else []
    return element("li", isolated(office.title), *country, element("span", f" {span}", class_="quiet") if span else None)


def _newest(office: Office) -> tuple[bool, str, str]:
    """The offices still held first, then those begun last."""
    return office.end is not None, "".join(chr(0x10FFFF - ord(digit)) for digit in office.start or ""), office.title


def _wikidata(profile: Profile) -> list[str | Element]:
    item = profile.wikidata or ""
    if not _ITEM.fullmatch(item):
        return [item] if item else []
    return [element("a", item, href=f"https://www.wikidata.org/wiki/{item}", rel="noreferrer noopener"), " (on the web)"]


def _parts(site: Site, actor_id: str, roles: dict[str, Role], contested: Sequence[Dispute]) -> Iterable[Element | None]:
    involving = site.involving(actor_id)
    yield _figures(site, involving, roles, contested)
    yield _ways(actor_id)
    if not involving:
        yield quiet(_absent(roles["vouched"].statements))
    yield over_time(site, involving, "What is told")
    yield _deeds(roles)
    yield _partners(site, actor_id, involving)
    yield _stances(site, actor_id, roles["stances"].statements)
    yield _voices(site, involving)
    yield _own_people(site, actor_id)
    yield contested_section(
        "Contested",
        "What one voice says and another denies or tells otherwise, side by side; the actor takes part in it.",
        contested,
    )
    yield listing("Statements")


def _absent(vouched: Sequence[Statement]) -> str:
    if vouched:
        return "Nothing is told of what it does or of what is done to it; it only vouches for what others do."
    return "Nothing is told of it here."


def _figures(site: Site, involving: Sequence[Statement], roles: dict[str, Role], contested: Sequence[Dispute]) -> Element:
    told = roles["all"].statements
    numbers = [
        (f"{len(roles['did'].statements):,}", "acts"),
        (f"{len(roles['received'].statements):,}", "is acted upon"),
        (f"{len(roles['vouched'].statements):,}", "vouches"),
        (f"{len(contested):,}", "disputes"),
    ]
    return figures(*numbers, *course(site, involving, told))


def _ways(actor_id: str) -> Element:
    return element("p", element("a", "In the network", href=network_link(node=actor_id)), class_="ways no-print")


def _deeds(roles: dict[str, Role]) -> Element | None:
    both = roles["did"], roles["received"]
    if not any(role.statements for role in both):
        return None
    return element(
        "div", *(section(role.title, told) for role, told in zip(both, types_told(both), strict=True)), class_="columns"
    )


def _partners(site: Site, actor_id: str, involving: Sequence[Statement]) -> Element | None:
    others = _tied(site, actor_id, involving)
    if not others:
        return None
    most = len(others[0][1])
    rows = [
        Tally(dyad_link(site, actor_id, other, site.name(other)), len(told), balance(told), outweighing(told))
        for other, told in others
    ]
    rest = [folded(counted(len(rows) - _MOST, "more partner"), tallies(rows[_MOST:], most))] if len(rows) > _MOST else []
    return section("With whom", tallies(rows[:_MOST], most, "partners"), *rest)


def _tied(site: Site, actor_id: str, involving: Sequence[Statement]) -> list[tuple[str, tuple[Statement, ...]]]:
    """Whom the actor is tied to, with the statements between them, the most told of first."""
    others = {other.id for told in involving for other in (*told.actors, *told.recipients) if other.id != actor_id}
    tied = ((other, site.pairs.get(pair(actor_id, other), ())) for other in others)
    return sorted(((other, told) for other, told in tied if told), key=lambda one: (-len(one[1]), one[0]))


def _stances(site: Site, actor_id: str, told: Sequence[Statement]) -> Element | None:
    """Toward whom and what the actor takes sides, and by whose word; what is denied or not so is no side taken."""
    held = [one for one in told if status_of(one) in SHORT_EDGES]
    if not held:
        return None
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in held:
        for recipient in dict.fromkeys(actor.id for actor in one.recipients):
            grouped[recipient, ""].append(one)
        if one.target_issue:
            grouped["", one.target_issue].append(one)
        if not one.recipients and not one.target_issue:
            grouped["", ""].append(one)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = [_stance_row(site, actor_id, *target, each) for target, each in ordered]
    left = len(told) - len(held)
    columns = ("Toward", "Side", "By whose word", "Latest", "Statements")
    more = [folded(counted(len(rows) - _MOST, "more target"), table("More of its stances", columns, rows[_MOST:], 1))]
    return section(
        "Its stances",
        table("Its stances", columns, rows[:_MOST], 1),
        *(more if len(rows) > _MOST else []),
        note(f"{counted(left, 'stance')} denied, told as not so, called for or conditional left out.") if left else None,
    )


def _stance_row(site: Site, actor_id: str, recipient: str, issue: str, told: Sequence[Statement]) -> tuple[str | Element, ...]:
    toward = actor_link(site, recipient) if recipient else isolated(issue) if issue else "nobody named"
    sides = Counter(str(one.stance) for one in told)
    voices = Counter(voice(one, site.actors[actor_id]) for one in told)
    words = {Voice.ITSELF: "its own", Voice.REPORT: "reports", Voice.OTHERS: "others"}
    chosen = {"party": recipient} if recipient else {"words": issue} if issue else {}
    return (
        toward,
        ", ".join(f"{side} {count}" if count > 1 else side for side, count in sorted(sides.items(), key=lambda item: -item[1])),
        ", ".join(f"{words[one]} {voices[one]}" for one in Voice if voices[one]),
        latest(site, told),
        narrowed(f"{len(told):,}", role="stances", **chosen) if chosen else f"{len(told):,}",
    )


def _voices(site: Site, told: Sequence[Statement]) -> Element | None:
    """Who vouches for what is told of the actor: whoever speaks in the chain, or the report itself."""
    if not told:
        return None
    itself = [one for one in told if not one.speakers]
    counts = Counter(actor_id for one in told for actor_id in {speaker.id for speaker in one.speakers})
    rows = (
        [Tally(narrowed("The reports themselves", voice="-"), len(itself), "none", _publishers(site, itself))] if itself else []
    )
    ranked = sorted(counts, key=lambda actor_id: (-counts[actor_id], actor_id))
    rows += [Tally(narrowed(site.name(actor_id), voice=actor_id), counts[actor_id]) for actor_id in ranked]
    most = max(row.count for row in rows)
    more = [folded(counted(len(rows) - _MOST, "more voice"), tallies(rows[_MOST:], most))] if len(rows) > _MOST else []
    return section("Who vouches for what is told of it", tallies(rows[:_MOST], most, "voices"), *more)


def _publishers(site: Site, told: Iterable[Statement]) -> str:
    counts = Counter(
        site.documents[one.document].publisher
        for one in told
        if one.document in site.documents and site.documents[one.document].publisher
    )
    named = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return ", ".join(f"{publisher} {count}" for publisher, count in named[:3]) + (" and others" if len(named) > 3 else "")


def _own_people(site: Site, actor_id: str) -> Element | None:
    """A state's people and bodies in the graph."""
    actor = site.actors[actor_id]
    if actor.kind is not ActorKind.STATE or not actor.country:
        return None
    own = [other for other in site.actors.values() if other.country == actor.country and other.id != actor_id]
    if not own:
        return None
    ranked = sorted(own, key=lambda other: (-site.presence(other.id), other.id))
    links = [element("span", actor_link(site, other.id), class_="own") for other in ranked]
    rest = [folded(f"{len(links) - 2 * _MOST} more", element("p", *joined(links[2 * _MOST :])))] if len(links) > 2 * _MOST else []
    return section("Its people and bodies", element("p", *joined(links[: 2 * _MOST]), data_testid="own"), *rest)
