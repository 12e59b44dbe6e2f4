"""All analyses of the same statements, in the order in which an analyst reads them: what `kg analyse all` and the analysis page show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.analysis.affinity import affinity
from kg.analysis.balance import balance
from kg.analysis.blocs import blocs
from kg.analysis.brokerage import brokerage, by_country
from kg.analysis.centrality import centralities, centrality_over_time
from kg.analysis.changes import changes, in_period
from kg.analysis.communities import communities, community_shifts
from kg.analysis.contested import contested
from kg.analysis.dating import dated_by_report
from kg.analysis.favour import favour
from kg.analysis.mediation import mediators
from kg.analysis.prediction import backtest, likely_ties
from kg.analysis.projections import quoting, signed, stances
from kg.analysis.quoting import quotations
from kg.analysis.results import Result
from kg.analysis.series import changed_dyads
from kg.analysis.timeline import Span, label, step_of
from kg.graph import project
from kg.model import Statement


class Report(Protocol):
    """A document as far as its publisher and its date go: a `Document`, or what a store lists of one."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def publisher(self) -> str | None:
        """Who published it, by name."""

    @property
    def published(self) -> str | None:
        """When it was published, EDTF."""


@dataclass(frozen=True, slots=True)
class Section:
    """One analysis: its name as a file or an address has it, its question, what its figures mean, and the command that gives it."""

    name: str
    title: str
    meaning: str
    command: str
    result: Result


def overview(statements: Sequence[Statement], documents: Iterable[Report] = ()) -> Iterator[Section]:
    """Every analysis with its usual settings; where time counts, what has no date takes that of its report.

    The same statements in any order give the same sections.
    """
    reports = tuple(documents)
    graph = project(statements)
    dated = dated_by_report(graph, reports)
    friends = signed(graph)
    shifts, forecasts = community_shifts(dated), backtest(dated)
    yield from _changes(statements, reports)
    yield Section(
        "centrality", "Who is central",
        "Who lies between others can pass on, hold back or mediate: betweenness is the share of shortest paths between others that lead through an actor.",
        "kg analyse centrality", centralities(graph),
    )  # fmt: skip
    yield Section(
        "centrality-over-time", "Who rises and who falls",
        "PageRank in each stretch of time: to whom those look to whom others look.",
        "kg analyse centrality --by pagerank --report-dates", centrality_over_time(dated),
    )  # fmt: skip
    yield Section(
        "communities", "Who belongs together",
        "Communities deal more with one another than chance would have it; conflict weighs against a tie.",
        "kg analyse communities", communities(graph),
    )  # fmt: skip
    yield Section(
        "shifts", "How communities shift",
        "The communities of each stretch of time, and who went from one to another.",
        f"kg analyse communities --over {shifts.coverage.months} --report-dates", shifts,
    )  # fmt: skip
    yield Section(
        "balance", "Whether friends' friends are friends",
        "In a balanced world there are two camps, friendly within and hostile between. Frustrated ties are those that do not fit any such division.",
        "kg analyse balance", balance(friends),
    )  # fmt: skip
    yield Section(
        "blocs", "Which blocs there are",
        "The division into blocs, friendly within and hostile between, that fits the signs of the ties best.",
        "kg analyse blocs", blocs(friends),
    )  # fmt: skip
    yield Section(
        "brokers", "Who stands between countries",
        "A broker is tied to two who are not tied to one another. A gatekeeper lets others in to its own country, a representative speaks for it, a liaison ties strangers.",
        "kg analyse brokers", brokerage(graph, by_country(graph)),
    )  # fmt: skip
    yield Section(
        "mediators", "Who mediates",
        "Who is told to bring others together, talks with both sides, or is on good terms with both while they are not with one another.",
        "kg analyse mediators --report-dates", mediators(statements, documents=reports),
    )  # fmt: skip
    yield Section(
        "dyads", "Between whom things changed",
        "The strongest change of each pair's mean Goldstein score, from -10 (conflict) to 10 (cooperation).",
        "kg analyse dyads --report-dates", changed_dyads(dated),
    )  # fmt: skip
    yield Section(
        "affinity", "Who takes the same side",
        "How alike the sides are that two actors take toward others and on issues: 1 for always alike, -1 for always opposed.",
        "kg analyse affinity", affinity(stances(statements)),
    )  # fmt: skip
    yield Section(
        "contested", "What is contested",
        "Statements that somebody denies or tells otherwise: between whom, whose accounts, and who denies them.",
        "kg analyse contested", contested(statements, reports),
    )  # fmt: skip
    yield Section(
        "favour", "Who reports whom favourably",
        "What each source tells of an actor, from -1 (harm and blame) to 1 (help and praise), beside what all other sources tell of it.",
        "kg analyse favour", favour(statements, reports),
    )  # fmt: skip
    yield Section(
        "quotations", "Who quotes whom",
        "Whose words reach the reader by way of whom. An arrow leads from who quotes to who is quoted.",
        "kg analyse quotations", quotations(quoting(statements, reports)),
    )  # fmt: skip
    yield Section(
        "predictions", "Who may be tied next",
        "Pairs without a tie that have many partners in common, above all partners with few others.",
        "kg analyse predictions", likely_ties(graph),
    )  # fmt: skip
    yield Section(
        "back-test", "How well such guesses do",
        "What was told first is used to guess what was told later; 0.5 is what chance would reach.",
        f"kg analyse predictions --report-dates --test {forecasts.since or 'DATE'}", forecasts,
    )  # fmt: skip


def _changes(statements: Sequence[Statement], reports: Sequence[Report]) -> Iterator[Section]:
    """What changed between the last two months of which anything is told; none where there are not two."""
    published = {one.id: one.published for one in reports}
    dates = (told.date or published.get(told.document) for told in statements)
    months = sorted({step for date in dates if (step := step_of(date, Span.MONTH)) is not None})
    if len(months) < 2:
        return
    before, after = (label(step, Span.MONTH) for step in months[-2:])
    yield Section(
        "changes", f"What changed from {before} to {after}",
        "The last two months of which anything is told, side by side. What is told of no more need not have ended.",
        f"kg analyse changes {before} {after} --report-dates",
        changes(in_period(statements, before, reports), in_period(statements, after, reports), names=(before, after)),
    )  # fmt: skip
