"""What an analysis works on: the statements of a store, or of files that kg wrote, that pass the filters."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Wanted, graph
from kg.cli.output import progress
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

    from kg.cli.options import Knowing
    from kg.model import Filter, Statement
    from kg.stores import DocumentInfo

STDIN = Path("-")

Files = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        metavar="FILE",
        show_default=False,
        help="Statements that kg extract or kg export wrote, in place of the store; - is standard input. May be repeated.",
    ),
]
ReportDates = Annotated[bool, typer.Option("--report-dates", help="Take the date of the report for what has no date of its own.")]
States = Annotated[bool, typer.Option("--states", help="In the graph, take people and bodies for the states that they are of.")]


@dataclass(frozen=True, slots=True)
class Material:
    """Statements that pass the filters, the documents as far as they are known, and who is in them.

    `report_dates` says that in the graph what has no date of its own takes that of its report, `states` that people and bodies stand for their
    states there.
    """

    statements: tuple[Statement, ...]
    documents: tuple[DocumentInfo, ...]
    known: Knowing
    passing: Filter
    report_dates: bool = False
    states: bool = False

    @property
    def dates(self) -> tuple[DocumentInfo, ...]:
        """The documents, where what has no date is to take theirs."""
        return self.documents if self.report_dates else ()

    def actor(self, name: str) -> str:
        """The id of the actor that is meant; raises `ActorNotFound` and `ActorAmbiguous`."""
        return self.known.find_actor(name).id

    def graph(self) -> nx.MultiDiGraph:
        """The graph of who did what to whom; what is denied or negated has edges only where that polarity is asked for."""
        from kg.graph import asked_for, project

        drawn = project(self.statements, asked_for(self.passing))
        if self.report_dates:
            from kg.analysis.dating import dated_by_report

            drawn = dated_by_report(drawn, self.documents)
        if self.states:
            from kg.analysis.states import by_state

            drawn = by_state(drawn)
        return drawn


@contextmanager
def material(wanted: Wanted, files: Sequence[Path] | None, store: str, report_dates: bool, states: bool) -> Iterator[Material]:
    """What the options name, from files if there are any.

    Raises `UsageError` where dates of reports are asked for and files of statements do not have them.
    """
    if files and report_dates:
        raise UsageError("--report-dates asks for the dates of reports, which files of statements do not hold; leave out --from")
    if files:
        yield _of_files(wanted, files, states)
        return
    with graph(store) as opened:
        passing = wanted.filter(opened)
        yield Material(tuple(opened.statements(passing)), opened.documents(), opened, passing, report_dates, states)


def _of_files(wanted: Wanted, files: Sequence[Path], states: bool) -> Material:
    """The statements of the files, each once."""
    from kg.analysis.filtering import Known, passing
    from kg.exports.reading import read_statements

    with progress("reading statements") as step:
        told: dict[str, Statement] = {}
        for path in files:
            told.update((each.id, each) for each in read_statements(sys.stdin.buffer if path == STDIN else path))
            step(f"{path}: {len(told)} statements so far")
    known = Known(told.values())
    chosen = wanted.filter(known)
    return Material(tuple(passing(told.values(), chosen)), (), known, chosen, states=states)
