"""Statements meet: the same one told twice at one place becomes one, and rival accounts are linked.

Everything here works on statements alone, so that coded event data and text go through the same door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.model import Actor, Eventuality, Polarity, Statement

_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying|ial|ials)|refut|rebut|repudiat|dismiss|disput|reject)", re.IGNORECASE)
_PASSES = 8  # a denial may make two statements one, which may free another; in practice one pass settles all
_REACH = 1200  # characters before a denial in which the claim that it denies is looked for
_CONFLICT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "ACCUSE", "SANCTION", "AID", "THREATEN"})
_WEIGHT = ("type", "stance", "date", "target_issue")


def assemble(statements: Iterable[Statement]) -> list[Statement]:
    """The statements in text order, doubles merged, with `denies` and `contested_by` set within each document.

    Assembling what is assembled changes nothing.
    """
    assembled = _pass(statements)
    for _ in range(_PASSES):
        again = _pass(assembled)
        if again == assembled:
            break
        assembled = again
    return assembled


def _pass(statements: Iterable[Statement]) -> list[Statement]:
    merged = _merge(sorted(statements, key=lambda s: (s.document, s.start, s.trigger_start, s.end, s.id)))
    return _link_rivals(_deny(merged))


def _merge(statements: list[Statement]) -> list[Statement]:
    """One statement for those of one document whose triggers overlap and who tell the same of the same actors."""
    kept: list[Statement] = []
    renamed: dict[str, str] = {}
    for statement in statements:
        twin = next((i for i, other in enumerate(kept[-12:], max(0, len(kept) - 12)) if _same(statement, other)), None)
        if twin is None:
            kept.append(statement)
            continue
        better, worse = sorted((kept[twin], statement), key=_fullness, reverse=True)
        kept[twin] = better
        renamed[worse.id] = better.id
    return [_relinked(statement, renamed) for statement in kept]


def _same(one: Statement, other: Statement) -> bool:
    return (
        one.document == other.document
        and one.trigger_start < other.trigger_end
        and other.trigger_start < one.trigger_end
        and set(one.actors) == set(other.actors)
        and (set(one.recipients) <= set(other.recipients) or set(other.recipients) <= set(one.recipients))
        and one.kind == other.kind
        and one.polarity == other.polarity
    )


def _fullness(statement: Statement) -> tuple[int, int, str]:
    told = sum(getattr(statement, name) is not None for name in _WEIGHT)
    return told, len(statement.recipients) + len(statement.speakers), statement.id


def _relinked(statement: Statement, renamed: dict[str, str]) -> Statement:
    if not renamed or not any(link in renamed for link in statement.content_of):
        return statement
    links = dict.fromkeys(renamed.get(link, link) for link in statement.content_of)
    return statement.linked(content_of=tuple(link for link in links if link != statement.id))


def _deny(statements: list[Statement]) -> list[Statement]:
    """Points each denial at what it denies: its own content, else the claims just before that accuse the one who denies."""
    found = {statement.id: statement for statement in statements}
    order = list(found)
    for denial_id in order:
        denial = found[denial_id]
        if denial.type != "REJECT" or denial.denies or not _DENIAL.search(denial.trigger):
            continue
        denied = [
            s for s in found.values() if denial.id in s.content_of and s.eventuality is not Eventuality.CALLED_FOR
        ] or _claims_against(denial, found.values())
        charge = None if denied else _charge_against(denial, found.values())
        if charge is not None:
            _answer(charge, denial, denial_id, found)
        if not denied:
            continue
        renamed = _mark_denied(denied, denial, found)
        answered = _voices(denied, denial)
        recipients = denial.recipients or answered
        found[denial_id] = replace(denial, recipients=recipients, denies=tuple(sorted(renamed)))
    return _renumbered(list(found.items()))


def _claims_against(denial: Statement, statements: Iterable[Statement]) -> list[Statement]:
    """The nearest claims before a denial in which others say something against the one who denies."""
    deniers = set(denial.actors)
    claims = [
        s
        for s in statements
        if s.document == denial.document
        and 0 < denial.trigger_start - s.trigger_start <= _REACH
        and s.speakers
        and not set(s.speakers) & deniers
        and set(s.actors) & deniers
        and s.polarity is Polarity.ASSERTED
        and s.type in _CONFLICT | {None}
    ]
    if not claims:
        return []
    voice = max(claims, key=lambda s: s.trigger_start).speakers
    return [s for s in claims if s.speakers == voice and s.eventuality is not Eventuality.CALLED_FOR]


def _charge_against(denial: Statement, statements: Iterable[Statement]) -> Statement | None:
    """The nearest accusation before a denial that is aimed at the one who denies, or at a body of the same state."""
    charges = [
        s
        for s in statements
        if s.document == denial.document
        and 0 < denial.trigger_start - s.trigger_start <= _REACH
        and s.type == "ACCUSE"
        and _same_side(s.recipients, denial.actors)
        and not _same_side(s.actors, denial.actors)
    ]
    return max(charges, key=lambda s: s.trigger_start, default=None)


def _same_side(some: tuple[Actor, ...], others: tuple[Actor, ...]) -> bool:
    ids = {actor.id for actor in others}
    states = {actor.country for actor in others if actor.country}
    return any(actor.id in ids or actor.country in states for actor in some)


def _answer(charge: Statement, denial: Statement, denial_id: str, found: dict[str, Statement]) -> None:
    """Links a denial to the accusation that it answers; that the accusation was made stays true."""
    key = next(k for k, s in found.items() if s is charge)
    found[key] = charge.linked(contested_by=tuple(sorted({*charge.contested_by, denial_id})))
    found[denial_id] = replace(denial, recipients=denial.recipients or charge.actors, denies=(key,))


def _mark_denied(denied: list[Statement], denial: Statement, found: dict[str, Statement]) -> set[str]:
    keys = set()
    for claim in denied:
        key = next(k for k, s in found.items() if s is claim or s.id == claim.id)
        links = tuple(sorted({*claim.contested_by, denial.id}))
        found[key] = replace(claim, polarity=Polarity.DENIED, contested_by=links)
        keys.add(key)
    return keys


def _voices(denied: list[Statement], denial: Statement) -> tuple[Actor, ...]:
    """Who is answered by a denial: those who made the claims."""
    found = [claim.speakers[-1] for claim in denied if claim.speakers and claim.speakers[-1] not in denial.actors]
    return tuple(dict.fromkeys(found))


def _renumbered(pairs: list[tuple[str, Statement]]) -> list[Statement]:
    """Links follow the ids, which change with polarity and recipients."""
    ids = {old: statement.id for old, statement in pairs}
    return [
        statement.linked(
            content_of=tuple(ids.get(link, link) for link in statement.content_of),
            contested_by=tuple(ids.get(link, link) for link in statement.contested_by),
            denies=tuple(ids.get(link, link) for link in statement.denies),
        )
        for _, statement in pairs
    ]


def _link_rivals(statements: list[Statement]) -> list[Statement]:
    """Links incompatible accounts: each side says that the other did it, or one affirms what another says is not so."""
    links: dict[str, set[str]] = {s.id: set(s.contested_by) for s in statements}
    for i, one in enumerate(statements):
        for other in statements[i + 1 :]:
            if other.document != one.document or other.trigger_start - one.trigger_start > _REACH:
                break
            if _mirrored(one, other) or _contradictory(one, other):
                links[one.id].add(other.id)
                links[other.id].add(one.id)
    return [s.linked(contested_by=tuple(sorted(links[s.id]))) for s in statements]


def _mirrored(one: Statement, other: Statement) -> bool:
    """Two voices, each of whom says that the other side did the same kind of thing: who began, who fired, who broke it."""
    return (
        one.type is not None
        and one.type == other.type
        and one.type in _CONFLICT
        and bool(one.speakers and other.speakers)
        and one.speakers[-1] != other.speakers[-1]
        and bool(set(one.actors) & set(other.recipients))
        and bool(set(one.recipients) & set(other.actors))
    )


def _contradictory(one: Statement, other: Statement) -> bool:
    """The same act of the same actors, once affirmed and once negated, by different voices."""
    return (
        one.type is not None
        and one.type == other.type
        and bool(one.actors)
        and set(one.actors) == set(other.actors)
        and set(one.recipients) == set(other.recipients)
        and one.speakers != other.speakers
        and one.eventuality == other.eventuality
        and {one.polarity, other.polarity} == {Polarity.ASSERTED, Polarity.NEGATED}
    )
