"""Which facts are contested, between whom, whose they are, and who denies them.

    statements (contested_by, denies, polarity) --contested--> for each pair of actors, and for each source

A statement is *denied* where another statement denies it, or where the text says that a named party denies it; it is *contested* where
it is denied or stands beside a rival account that cannot be true too. Each share comes with its interval (Wilson 1927, 95 percent).
Whose account a statement is: the innermost of those who vouch for it, else who accuses, rejects, asks, threatens or takes a side in it,
else the publisher; what is only told as denied, and nobody is named who claims it, is nobody's account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.proportions import wilson
from kg.analysis.results import Cell, Result, Table
from kg.analysis.sources import Named, Published, holders, named, publishers
from kg.graph import ties
from kg.model import Polarity, Statement
from kg.pictures import Bar, Bars, Tone

_SHOWN = 20  # bars


@dataclass(frozen=True, slots=True)
class Denier:
    """Somebody who denies or contests statements: which of them (ids), and by which statements of its own (ids)."""

    source: str
    name: str
    statements: tuple[str, ...]
    denials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is contested of one pair of actors (`a` before `b` by id) or, without a pair, of one source.

    Of `statements`, `contested` are contested in any way and `denied` are denied; `share` is the contested ones' of all, between `low` and
    `high`. `ids` are the contested ones'. `deniers` are who denies or contests them, the most often first.
    """

    statements: int
    contested: int
    denied: int
    share: float
    low: float
    high: float
    ids: tuple[str, ...]
    deniers: tuple[Denier, ...]


@dataclass(frozen=True, slots=True)
class OfDyad:
    """What is contested of what is told of two actors."""

    a: str
    a_name: str
    b: str
    b_name: str
    dispute: Dispute


@dataclass(frozen=True, slots=True)
class OfSource:
    """What others contest of what a source says; what it denies itself does not count."""

    source: str
    name: str
    dispute: Dispute


@dataclass(frozen=True, slots=True)
class Contested(Result):
    """The pairs and the sources of whom anything is contested, those with most contested statements first.

    `statements` counts all, `contested` and `denied` those that are; `unnamed` the contested ones of which nobody is told who contests them.
    """

    dyads: tuple[OfDyad, ...]
    sources: tuple[OfSource, ...]
    statements: int
    contested: int
    denied: int
    unnamed: int

    def tables(self) -> tuple[Table, ...]:
        """The pairs, the sources, and who denies whom."""
        figures = ("statements", "contested", "denied", "share", "low", "high", "contested_by", "statement_ids")
        by_dyad = tuple((one.a_name, one.b_name, *_figures(one.dispute), one.a, one.b) for one in self.dyads)
        by_source = tuple((one.name, *_figures(one.dispute), one.source) for one in self.sources)
        denials = tuple(
            (each.name, one.name, len(each.statements), each.statements, each.denials, each.source, one.source)
            for one in self.sources
            for each in one.dispute.deniers
        )
        columns = ("by", "source", "statements", "statement_ids", "denial_ids", "by_id", "source_id")
        return (
            Table("contested by pair", ("a", "b", *figures, "a_id", "b_id"), by_dyad),
            Table("contested by source", ("source", *figures, "source_id"), by_source),
            Table("who denies whom", columns, denials),
        )

    def picture(self) -> Bars:
        """The pairs with most contested statements."""
        bars = (_bar(f"{one.a_name} and {one.b_name}", one.dispute) for one in self.dyads[:_SHOWN])
        return Bars("Contested statements by pair", tuple(bars))

    def sources_picture(self) -> Bars:
        """The sources with most contested statements."""
        return Bars("Contested statements by source", tuple(_bar(one.name, one.dispute) for one in self.sources[:_SHOWN]))

    def notes(self) -> tuple[str, ...]:
        """How much is contested, and what cannot be told."""
        if not self.contested:
            return (f"None of {self.statements} statements is contested or denied by another.",)
        told = [f"{self.contested} of {self.statements} statements are contested, {self.denied} of these denied."]
        if self.unnamed:
            told.append(
                f"Of {self.unnamed} contested statements it is not told, or not among these statements, who contests them."
            )
        return tuple(told)


def contested(statements: Iterable[Statement], documents: Iterable[Published] = ()) -> Contested:
    """What is contested by pair of actors and by source; `documents` name the publishers."""
    known = publishers(documents)
    facts = _facts({told.id: told for told in statements}, known)
    pairs: dict[tuple[Named, Named], list[_Fact]] = defaultdict(list)
    sources: dict[Named, list[_Fact]] = defaultdict(list)
    for fact in facts:
        for pair in _pairs(fact.told):
            pairs[pair].append(fact)
        for source in holders(fact.told, known):
            sources[source].append(fact.without(source))
    return Contested(
        dyads=_of_dyads(pairs),
        sources=_of_sources(sources),
        statements=len(facts),
        contested=sum(fact.contested for fact in facts),
        denied=sum(fact.denied for fact in facts),
        unnamed=sum(fact.contested and not fact.rivals for fact in facts),
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    """A statement with those who contest it, by the statement (id) in which they do; `denied` facts are `contested` too."""

    told: Statement
    contested: bool
    denied: bool
    rivals: Mapping[str, tuple[Named, ...]]

    def without(self, source: Named) -> _Fact:
        """The same as others contest it: what nobody but the source itself contests is not contested."""
        others = {rival: tuple(one for one in by if one != source) for rival, by in self.rivals.items()}
        left = {rival: by for rival, by in others.items() if by}
        alone = bool(self.rivals) and not left
        return _Fact(self.told, self.contested and not alone, self.denied and not alone, left)


def _facts(by_id: Mapping[str, Statement], known: Mapping[str, Named]) -> list[_Fact]:
    """All statements by id, each with who contests it."""
    rivals = _rivals(by_id)
    facts = []
    for identifier in sorted(by_id):
        told, against = by_id[identifier], sorted(rivals.get(identifier, ()))
        denied = told.polarity is Polarity.DENIED or any(identifier in by_id[rival].denies for rival in against)
        by = {rival: _against(by_id[rival], identifier, known) for rival in against}
        facts.append(_Fact(told, denied or bool(told.contested_by) or bool(against), denied, by))
    return facts


def _rivals(by_id: Mapping[str, Statement]) -> dict[str, set[str]]:
    """The statements, of those given, that deny or contest each."""
    rivals: dict[str, set[str]] = defaultdict(set)
    for identifier, told in by_id.items():
        rivals[identifier].update(rival for rival in told.contested_by if rival in by_id)
        for denied in told.denies:
            rivals[denied].add(identifier)
    return rivals


def _against(rival: Statement, account: str, known: Mapping[str, Named]) -> tuple[Named, ...]:
    """Who contests an account by a rival statement: who denies in it, else whose account the rival is."""
    denies = account in rival.denies or rival.type == "REJECT"
    return tuple(map(named, rival.actors)) if denies and rival.actors else holders(rival, known)


def _pairs(told: Statement) -> set[tuple[Named, Named]]:
    """The pairs of actors that a statement ties, each in the order of their ids."""
    ordered = (sorted((named(x), named(y))) for x, y in ties(told))
    return {(first, second) for first, second in ordered}


def _of_dyads(pairs: Mapping[tuple[Named, Named], Sequence[_Fact]]) -> tuple[OfDyad, ...]:
    found = [OfDyad(*a, *b, _dispute(facts)) for (a, b), facts in pairs.items() if any(fact.contested for fact in facts)]
    return tuple(sorted(found, key=lambda one: (*_weight(one.dispute), one.a, one.b)))


def _of_sources(sources: Mapping[Named, Sequence[_Fact]]) -> tuple[OfSource, ...]:
    found = [OfSource(*source, _dispute(facts)) for source, facts in sources.items() if any(fact.contested for fact in facts)]
    return tuple(sorted(found, key=lambda one: (*_weight(one.dispute), one.source)))


def _weight(dispute: Dispute) -> tuple[int, int, float]:
    return -dispute.contested, -dispute.denied, -dispute.share


def _dispute(facts: Sequence[_Fact]) -> Dispute:
    disputed = [fact for fact in facts if fact.contested]
    low, high = wilson(len(disputed), len(facts))
    return Dispute(
        statements=len(facts),
        contested=len(disputed),
        denied=sum(fact.denied for fact in disputed),
        share=round(len(disputed) / len(facts), 3),
        low=low,
        high=high,
        ids=tuple(fact.told.id for fact in disputed),
        deniers=_deniers(disputed),
    )


def _deniers(facts: Iterable[_Fact]) -> tuple[Denier, ...]:
    """Who contests the facts, those who contest most first."""
    which: dict[Named, set[str]] = defaultdict(set)
    how: dict[Named, set[str]] = defaultdict(set)
    for fact in facts:
        for rival, by in fact.rivals.items():
            for one in by:
                which[one].add(fact.told.id)
                how[one].add(rival)
    found = [Denier(*one, tuple(sorted(which[one])), tuple(sorted(how[one]))) for one in which]
    return tuple(sorted(found, key=lambda one: (-len(one.statements), one.source)))


def _figures(dispute: Dispute) -> tuple[Cell, ...]:
    by = tuple(f"{one.name} ({len(one.statements)})" for one in dispute.deniers)
    return (
        dispute.statements, dispute.contested, dispute.denied, dispute.share, dispute.low, dispute.high, by, dispute.ids,
    )  # fmt: skip


def _bar(label: str, dispute: Dispute) -> Bar:
    return Bar(label, dispute.contested, Tone.CONFLICT, f"{dispute.contested} of {dispute.statements}, {dispute.denied} denied")
