"""What changed between two reports, or between two months.

    statements of the one and of the other --changes--> ties, actors, scores, disputes, stances, and what was borne out or denied since

`in_document` and `in_period` choose the statements of a report or of a period. That a tie or an actor is gone means that it is told of no
more, not that it has ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean
from typing import Any

import networkx as nx

from kg.analysis.dating import Dated
from kg.analysis.projections import stances
from kg.analysis.results import Cell, Result, Table
from kg.analysis.timeline import Span, label, step_of
from kg.errors import UsageError
from kg.graph import edge_type, project
from kg.model import Actor, Eventuality, Polarity, Statement
from kg.pictures import Bar, Bars, Tone
from kg.resolve.names import fold
from kg.stores.rows import days

LEAST_MOVE = 1.0
"""The difference of mean Goldstein scores from which a score counts as moved."""
_FORMS = {
    Span.DAY: re.compile(r"\d{4}-\d\d-\d\d"),
    Span.MONTH: re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    Span.QUARTER: re.compile(r"\d{4}-Q[1-4]"),
    Span.YEAR: re.compile(r"\d{4}"),
}
_EXPECTED = frozenset({Eventuality.PLANNED, Eventuality.CALLED_FOR, Eventuality.CONDITIONAL})
_REAL = frozenset({Eventuality.HAPPENED, Eventuality.ONGOING})


class Since(StrEnum):
    """What became of an earlier statement."""

    TOLD_AGAIN = "told again by another voice"
    CAME_ABOUT = "came about"
    DENIED = "denied"
    CONTESTED = "contested"
    NEGATED = "told not to be so"


CONFIRMED = (Since.TOLD_AGAIN, Since.CAME_ABOUT)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An actor told of on one side only, and the statements (ids) that do."""

    actor: str
    name: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors tied on one side only, `a` before `b` by id: by acts of which types, and in which statements (ids)."""

    a: str
    a_name: str
    b: str
    b_name: str
    types: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Two actors whose mean Goldstein score differs, with the scored statements (ids) of either side."""

    a: str
    a_name: str
    b: str
    b_name: str
    before: float
    after: float
    change: float
    statements_before: tuple[str, ...]
    statements_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A holder whose side toward a target is another one: -1 against, 0 neither, 1 for, means between them."""

    holder: str
    holder_name: str
    target: str
    target_name: str
    before: float
    after: float
    statements_before: tuple[str, ...]
    statements_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewDispute:
    """A statement (id) and a later one that denies or contests it; their words beside them."""

    account: str
    rival: str
    denied: bool
    account_quote: str
    rival_quote: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an earlier statement (id), by which later ones (ids)."""

    statement: str
    quote: str
    since: Since
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes(Result):
    """What `after` has that `before` has not, what it has no more, and what it has otherwise.

    `statements_before` and `statements_after` count the statements of either.
    """

    before: str
    after: str
    statements_before: int
    statements_after: int
    new_actors: tuple[Newcomer, ...]
    gone_actors: tuple[Newcomer, ...]
    new_ties: tuple[Tie, ...]
    gone_ties: tuple[Tie, ...]
    moved: tuple[Moved, ...]
    turned: tuple[Turned, ...]
    disputes: tuple[NewDispute, ...]
    fates: tuple[Fate, ...]

    def tables(self) -> tuple[Table, ...]:
        """Each sort of change."""
        tie = ("a", "b", "types", "statement_ids", "a_id", "b_id")
        actor = ("actor", "statement_ids", "actor_id")
        return (
            Table("new ties", tie, _tie_rows(self.new_ties)),
            Table("ties told of no more", tie, _tie_rows(self.gone_ties)),
            Table(
                "scores that moved",
                ("a", "b", "before", "after", "change", "statements_before", "statements_after", "a_id", "b_id"),
                tuple(
                    (m.a_name, m.b_name, m.before, m.after, m.change, m.statements_before, m.statements_after, m.a, m.b)
                    for m in self.moved
                ),
            ),
            Table(
                "stances that turned",
                ("holder", "target", "before", "after", "statements_before", "statements_after", "holder_id", "target_id"),
                tuple(
                    (t.holder_name, t.target_name, t.before, t.after, t.statements_before, t.statements_after, t.holder, t.target)
                    for t in self.turned
                ),
            ),
            Table(
                "new disputes",
                ("account", "rival", "denied", "account_id", "rival_id"),
                tuple((d.account_quote, d.rival_quote, d.denied, d.account, d.rival) for d in self.disputes),
            ),
            Table(
                "since then",
                ("statement", "since", "by_ids", "statement_id"),
                tuple((f.quote, f.since, f.by, f.statement) for f in self.fates),
            ),
            Table("new actors", actor, _actor_rows(self.new_actors)),
            Table("actors told of no more", actor, _actor_rows(self.gone_actors)),
        )

    def picture(self) -> Bars:
        """How many changes there are of each sort; what is told of no more to the left."""
        confirmed = sum(fate.since in CONFIRMED for fate in self.fates)
        better = sum(moved.change > 0 for moved in self.moved)
        counts = (
            ("new actors", len(self.new_actors), Tone.PLAIN),
            ("actors told of no more", -len(self.gone_actors), Tone.QUIET),
            ("new ties", len(self.new_ties), Tone.PLAIN),
            ("ties told of no more", -len(self.gone_ties), Tone.QUIET),
            ("scores that rose", better, Tone.COOPERATION),
            ("scores that fell", better - len(self.moved), Tone.CONFLICT),
            ("stances that turned", len(self.turned), Tone.STANCE),
            ("new disputes", len(self.disputes), Tone.CONFLICT),
            ("statements borne out since", confirmed, Tone.COOPERATION),
            ("statements denied or contested since", confirmed - len(self.fates), Tone.CONFLICT),
        )
        bars = tuple(Bar(name, count, tone, str(abs(count))) for name, count, tone in counts if count)
        return Bars(f"From {self.before} to {self.after}", bars)

    def notes(self) -> tuple[str, ...]:
        """What there is to compare, and what a missing tie means."""
        empty = [
            name for name, count in ((self.before, self.statements_before), (self.after, self.statements_after)) if not count
        ]
        told = [f"No statement is of {name}." for name in empty]
        if not empty:
            told.append(f"{self.statements_before} statements of {self.before}, {self.statements_after} of {self.after}.")
        if self.gone_ties or self.gone_actors:
            told.append("What is told of no more need not have ended.")
        if any(len(m.statements_before) == 1 or len(m.statements_after) == 1 for m in self.moved):
            told.append("Some scores that moved rest on a single statement on one side.")
        return tuple(told)


def changes(before: Iterable[Statement], after: Iterable[Statement], *, names: tuple[str, str] = ("before", "after")) -> Changes:
    """What changed from the statements of `before` to those of `after`; `names` say what the two are."""
    old, new = _by_id(before), _by_id(after)
    old_graph, new_graph = project(old.values()), project(new.values())
    old_ties, new_ties = _ties(old_graph), _ties(new_graph)
    return Changes(
        before=names[0],
        after=names[1],
        statements_before=len(old),
        statements_after=len(new),
        new_actors=tuple(_newcomers(new, old)),
        gone_actors=tuple(_newcomers(old, new)),
        new_ties=tuple(_only(new_ties, old_ties, new_graph)),
        gone_ties=tuple(_only(old_ties, new_ties, old_graph)),
        moved=_moved(old_ties, new_ties, new_graph),
        turned=tuple(_turned(stances(old.values()), stances(new.values()))),
        disputes=tuple(_disputes(old, new)),
        fates=tuple(_fates(old, new)),
    )


def side(statements: Sequence[Statement], named: str, documents: Iterable[Dated] = ()) -> list[Statement]:
    """The statements of a report (id or address) or, where none is called so, of a period as in `in_period`.

    Raises `UsageError` for what is neither.
    """
    told = in_document(statements, named)
    try:
        return told or in_period(statements, named, documents)
    except UsageError as error:
        raise UsageError(f"no statements of a report {named!r}, and {error}") from error


def in_document(statements: Iterable[Statement], document: str) -> list[Statement]:
    """The statements of a document, by its id or its address."""
    told = list(statements)
    return [each for each in told if each.document == document] or [each for each in told if each.uri == document]


def in_period(statements: Iterable[Statement], period: str, documents: Iterable[Dated] = ()) -> list[Statement]:
    """The statements whose whole date lies in a day (2020-11-05), month (2020-11), quarter (2020-Q4) or year (2020).

    What has no date takes that of its report, where that is among the `documents`. Raises `UsageError` for another period.
    """
    span = next((span for span, form in _FORMS.items() if form.fullmatch(period)), None)
    if span is None:
        raise UsageError(
            f"{period!r} is no period: give a day, month, quarter or year, such as 2020-11-05, 2020-11, 2020-Q4 or 2020"
        )
    published = {one.id: one.published for one in documents}
    numbered = ((each, step_of(each.date or published.get(each.document), span)) for each in statements)
    return [each for each, step in numbered if step is not None and label(step, span) == period]


def _by_id(statements: Iterable[Statement]) -> dict[str, Statement]:
    found = {told.id: told for told in statements}
    return {identifier: found[identifier] for identifier in sorted(found)}


# --- Ties, scores, actors


_Pair = tuple[str, str]
_Ties = Mapping[_Pair, Mapping[str, Mapping[str, Any]]]


def _ties(graph: nx.MultiDiGraph) -> _Ties:
    """For each pair that is tied, in either direction, its edges by statement."""
    told: dict[_Pair, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for source, target, key, data in graph.edges(keys=True, data=True):
        told[min(source, target), max(source, target)][key] = data
    return {pair: {key: told[pair][key] for key in sorted(told[pair])} for pair in sorted(told)}


def _only(ties: _Ties, others: _Ties, graph: nx.MultiDiGraph) -> Iterator[Tie]:
    """The pairs that are tied here and not there, those told of most first."""
    pairs = sorted(ties.keys() - others.keys(), key=lambda pair: (-len(ties[pair]), pair))
    for a, b in pairs:
        types = sorted({str(data["type"]) for data in ties[a, b].values()})
        yield Tie(a, _name(graph, a), b, _name(graph, b), tuple(types), tuple(ties[a, b]))


def _moved(before: _Ties, after: _Ties, graph: nx.MultiDiGraph) -> tuple[Moved, ...]:
    """The pairs whose score differs by `LEAST_MOVE` or more, by how much."""
    found = []
    for a, b in sorted(before.keys() & after.keys()):
        old, new = _scores(before[a, b]), _scores(after[a, b])
        if not old or not new or tuple(old) == tuple(new):
            continue
        was, now = mean(old.values()), mean(new.values())
        if abs(now - was) >= LEAST_MOVE:
            found.append(
                Moved(
                    a=a,
                    a_name=_name(graph, a),
                    b=b,
                    b_name=_name(graph, b),
                    before=round(was, 3),
                    after=round(now, 3),
                    change=round(now - was, 3),
                    statements_before=tuple(old),
                    statements_after=tuple(new),
                )
            )
    return tuple(sorted(found, key=lambda moved: (-abs(moved.change), moved.a, moved.b)))


def _scores(edges: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    return {key: data["score"] for key, data in edges.items() if data["score"] is not None}


def _newcomers(told: Mapping[str, Statement], others: Mapping[str, Statement]) -> Iterator[Newcomer]:
    """Who acts, is acted upon or speaks here and not there, those told of most first."""
    here = _actors(told)
    found = sorted(here.keys() - _actors(others).keys(), key=lambda actor: (-len(here[actor][1]), actor))
    for actor in found:
        name, statements = here[actor]
        yield Newcomer(actor, name, tuple(statements))


def _actors(told: Mapping[str, Statement]) -> dict[str, tuple[str, dict[str, None]]]:
    """Everybody's name and statements (ids), in order."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for identifier, each in told.items():
        for actor in (*each.actors, *each.recipients, *each.speakers):
            found.setdefault(actor.id, (actor.name, {}))[1][identifier] = None
    return found


# --- Stances


def _turned(before: nx.DiGraph, after: nx.DiGraph) -> Iterator[Turned]:
    """The stances that are for, against or neither, and were another one before."""
    for holder, target in sorted(set(before.edges) & set(after.edges)):
        old, new = before[holder][target], after[holder][target]
        if _sign(old["value"]) != _sign(new["value"]):
            yield Turned(
                holder=holder,
                holder_name=_name(after, holder),
                target=target,
                target_name=_name(after, target),
                before=round(old["value"], 3),
                after=round(new["value"], 3),
                statements_before=old["statements"],
                statements_after=new["statements"],
            )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


# --- Disputes, and what became of statements


def _disputes(old: Mapping[str, Statement], new: Mapping[str, Statement]) -> Iterator[NewDispute]:
    """The disputes in which a later statement takes part, each once."""
    told = {**old, **new}
    for (account, rival), denied in _rivalries(told).items():
        if account not in old or rival not in old:
            yield NewDispute(account, rival, denied, told[account].quote, told[rival].quote)


def _rivalries(told: Mapping[str, Statement]) -> dict[_Pair, bool]:
    """The statements that are contested, each with a rival and whether that denies it; of two equal rivals the earlier comes first."""
    links = {(account, rival): True for rival in told for account in told[rival].denies if account in told}
    contests = ((account, rival) for account in told for rival in told[account].contested_by if rival in told)
    for account, rival in contests:
        if (rival, account) not in links:
            links.setdefault((account, rival), False)
    ordered = {(pair if denied else _in_order(pair, told)): denied for pair, denied in links.items()}
    return {pair: ordered[pair] for pair in sorted(ordered)}


def _in_order(pair: _Pair, told: Mapping[str, Statement]) -> _Pair:
    account, rival = pair
    if account not in told[rival].contested_by:
        return pair
    first, second = sorted(pair, key=lambda key: (told[key].date or "", told[key].document, told[key].start, key))
    return first, second


def _fates(old: Mapping[str, Statement], new: Mapping[str, Statement]) -> Iterator[Fate]:
    """What became of the earlier statements that later ones take up, in the order of their ids."""
    later = {identifier: told for identifier, told in new.items() if identifier not in old}
    by_content: dict[_Content, list[Statement]] = defaultdict(list)
    for told in later.values():
        by_content[_content(told)].append(told)
    rivals = _rivals(old, later)
    for identifier, told in old.items():
        found: dict[Since, list[str]] = defaultdict(list)
        for rival, denied in rivals.get(identifier, ()):
            found[Since.DENIED if denied else Since.CONTESTED].append(rival)
        for other in by_content.get(_content(told), ()) if _tells_of_something(told) else ():
            since = _since(told, other)
            if since is not None:
                found[since].append(other.id)
        for since in Since:
            if since in found:
                yield Fate(identifier, told.quote, since, tuple(dict.fromkeys(found[since])))


def _rivals(old: Mapping[str, Statement], later: Mapping[str, Statement]) -> dict[str, list[tuple[str, bool]]]:
    """The later rivals of each earlier statement, and whether they deny it."""
    rivals: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for (account, rival), denied in _rivalries({**old, **later}).items():
        if account in old and rival in later:
            rivals[account].append((rival, denied))
        elif rival in old and account in later and not denied:
            rivals[rival].append((account, denied))
    return rivals


_Content = tuple[str, str | None, str | None, frozenset[str], frozenset[str], str | None]


def _content(told: Statement) -> _Content:
    """What a statement is about, whoever tells it and however."""
    issue = told.target_issue and fold(told.target_issue)
    return told.kind, told.type, told.stance, _ids(told.actors), _ids(told.recipients), issue


def _ids(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.id for actor in actors)


def _tells_of_something(told: Statement) -> bool:
    """Whether the content is enough to know it again; a bare comment's is not."""
    return bool(told.actors) and edge_type(told) is not None


def _since(told: Statement, other: Statement) -> Since | None:
    """What a later statement of the same content makes of an earlier one that was asserted."""
    if told.polarity is not Polarity.ASSERTED:
        return None
    came = told.eventuality in _EXPECTED and other.eventuality in _REAL
    if not (_not_before(other.date, told.date) if came else _at_one_time(other.date, told.date)):
        return None
    if other.polarity is not Polarity.ASSERTED:
        return Since.DENIED if other.polarity is Polarity.DENIED else Since.NEGATED
    if came:
        return Since.CAME_ABOUT
    same = told.eventuality is other.eventuality or {told.eventuality, other.eventuality} <= _REAL
    return Since.TOLD_AGAIN if same and _voice(told) != _voice(other) else None


def _voice(told: Statement) -> str:
    """Who vouches in the end, by id; the document where it does itself."""
    return told.speakers[-1].id if told.speakers else told.document


def _at_one_time(date: str | None, other: str | None) -> bool:
    """Whether two EDTF dates may be of one time; what is not known speaks against nothing."""
    return _not_before(date, other) and _not_before(other, date)


def _not_before(date: str | None, other: str | None) -> bool:
    """Whether a date may be as late as another one's first day."""
    last, first = days(date)[1], days(other)[0]
    return last is None or first is None or last >= first


# --- Rows


def _tie_rows(ties: Iterable[Tie]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((tie.a_name, tie.b_name, tie.types, tie.statements, tie.a, tie.b) for tie in ties)


def _actor_rows(actors: Iterable[Newcomer]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((one.name, one.statements, one.actor) for one in actors)


def _name(graph: nx.Graph, node: str) -> str:
    return str(graph.nodes[node].get("name") or node)
