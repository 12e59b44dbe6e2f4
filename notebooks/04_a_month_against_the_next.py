# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A month against the next
#
# What is new since the last report? Did things get better between these two? Who came in, who fell silent, who changed sides?
# This notebook compares periods and reports of `examples/`, from September 27 to November 10, 2020.
#
# Twenty-one reports are very few for such questions, and much of what follows is about the figures that tell you so.

# %%
import os
from collections import Counter
from pathlib import Path

import networkx as nx
import pandas as pd

from kg import graph
from kg.analysis.centrality import centrality_over_time
from kg.analysis.changes import changes, in_document, in_period
from kg.analysis.dating import dated_by_report
from kg.analysis.prediction import backtest, likely_ties
from kg.analysis.results import Result
from kg.analysis.series import changed_dyads, dyad_series
from kg.analysis.timeline import Span
from kg.model import Statement
from kg.pipeline import statements_of
from loaders import read_all

here = Path.cwd()
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "examples").is_dir()))
pd.set_option("display.max_colwidth", 90)

readings = list(statements_of(read_all([Path("examples")])))
statements = [told for reading in readings for told in reading.statements]
by_id = {told.id: told for told in statements}
documents = {reading.document.id: reading.document for reading in readings}

# %% [markdown]
# Every analysis gives a result that draws itself as the last line of a cell, has its figures as tables, and *notes* on what was
# left out.


# %%
def frame(result: Result, number: int = 0) -> pd.DataFrame:
    """A table of a result, without the columns of ids."""
    table = result.tables()[number]
    shown = pd.DataFrame(table.rows, columns=table.columns)
    return shown[[name for name in shown.columns if "_id" not in name and not name.startswith("statements_")]]


def notes(result: Result) -> None:
    print("\n".join(f"- {note}" for note in result.notes()))


# %% [markdown]
# ## When did it happen?
#
# A statement has a date only where its words give one ("on October 10", "yesterday"); nothing is guessed. Most sentences give
# none.

# %%
own_dates = sum(told.date is not None for told in statements)
print(f"{own_dates} of {len(statements)} statements have a date of their own")

assert own_dates < len(statements) / 2

# %% [markdown]
# A dispatch written on the day of the event need not say so. We decide: **what has no date is taken to be of the day of its
# report**. The country report of November 2020 looks back on the whole autumn and bears no day, so what it does not date stays
# undated.


# %%
def day_of(told: Statement) -> str | None:
    """The statement's date, or else the day of its report."""
    published = documents[told.document].published or ""
    return told.date or (published if len(published) == len("2020-10-27") else None)


by_month = Counter((day_of(told) or "undated")[:7] for told in statements)
print(dict(sorted(by_month.items())))

assert by_month["2020-10"] > by_month["2020-09"] + by_month["2020-11"], "October has most of the reports"

# %% [markdown]
# A second decision. People and ministries act for their countries, so Mr Pompeo's telephone call is one of the United States.
# For the eight countries of the story, everybody is put together with their state.

# %%
STATES = {
    "ARM": "Armenia",
    "AZE": "Azerbaijan",
    "CAN": "Canada",
    "FRA": "France",
    "IRN": "Iran",
    "RUS": "Russia",
    "TUR": "Turkey",
    "USA": "United States",
}


def of_states(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network with people and ministries as their states, and nobody tied to itself."""
    home = {actor: f"state:{country}" if country in STATES else actor for actor, country in network.nodes(data="country")}
    merged = nx.MultiDiGraph()
    for actor, data in network.nodes(data=True):
        state = {"name": STATES[data["country"]], "kind": "State"} if data["country"] in STATES else {}
        merged.add_node(home[actor], **{**data, **state})
    merged.add_edges_from(
        (home[a], home[b], key, data) for a, b, key, data in network.edges(keys=True, data=True) if home[a] != home[b]
    )
    return merged


with_a_day = [document for document in documents.values() if len(document.published or "") == len("2020-10-27")]
network = dated_by_report(of_states(graph.project(statements)), with_a_day)
undated = sum(date is None for *_, date in network.edges(data="date"))
print(f"{len(network)} actors, {network.number_of_edges()} edges, {undated} of them without a date")

assert all(data["date"] == day_of(by_id[key]) for _, _, key, data in network.edges(keys=True, data=True))

# %% [markdown]
# ## One pair, day by day
#
# The line is the mean [Goldstein score](https://doi.org/10.1177/0022002792036002007) of what is told between the two, from -10
# (conflict) to 10 (cooperation), each day for itself (grey) and over seven days (blue). The columns count the statements.

# %%
war = dyad_series(network, "state:ARM", "state:AZE", span=Span.DAY, window=7)
war

# %% [markdown]
# The blue columns are three truces (October 10, 17 and 25), talks in Moscow, a promise in Geneva and the end of the war. The
# orange ones beside the truces are how each side blamed the other.
#
# What the figure does *not* say: that October 24 was the best day of the war. Nothing is told of it, and the week before has
# but one statement, on the talks in Moscow. The line follows what was *reported*, and a single sentence moves it. Nor is there
# much fighting in it: most of that is told without saying who did it to whom.

# %%
told_on = {step.period: step for step in war.steps}

assert told_on["2020-10-10"].cooperation >= 1, "the truce of Moscow"
assert told_on["2020-10-11"].conflict >= 1, "is in doubt on the next day"
assert told_on["2020-10-17"].cooperation >= 1, "the second truce"
assert told_on["2020-10-26"].conflict >= 3, "the third one fails within minutes"
assert told_on["2020-11-09"].cooperation >= 1, "the statement that ends the war"

# %% [markdown]
# A *change point* would be drawn as a mark: a day from which the mean is another one, found by a test. There is none, and the
# notes say how they are looked for.

# %%
notes(war)
assert war.changes == (), "nothing that could not be chance"

# %% [markdown]
# By month, the notes are blunter:

# %%
monthly = dyad_series(network, "state:ARM", "state:AZE")
notes(monthly)

assert monthly.scored < 8
monthly

# %% [markdown]
# ## Which pairs changed most?
#
# The same question for all pairs at once. Where many are tested, some change by chance alone, so the probabilities are
# corrected for that (`q_value`). Here no pair has the eight months that a test needs: the list ranks differences, and *may be
# chance* stands at each of them.

# %%
moved = changed_dyads(network)
notes(moved)
frame(moved)[["a", "b", "last_before", "before", "period", "after", "change", "q_value"]]

# %%
assert all(dyad.q_value is None for dyad in moved.dyads)
assert ("Armenia", "Azerbaijan") in {(dyad.a_name, dyad.b_name) for dyad in moved.dyads}

# %% [markdown]
# ## October against November
#
# `changes` compares any two lists of statements: who is new, which ties, which scores moved, which stances turned, what is
# disputed now, and what became of earlier plans and calls.

# %%
october = [told for told in statements if (day_of(told) or "").startswith("2020-10")]
november = [told for told in statements if (day_of(told) or "").startswith("2020-11")]
autumn = changes(october, november, names=("October", "November"))
autumn

# %% [markdown]
# Read this picture for what it is: November has one dispatch and a few dated sentences of the country report. *Told of no more*
# means that no report speaks of it, and the notes insist.

# %%
notes(autumn)
assert autumn.statements_before > 10 * autumn.statements_after
assert len(autumn.gone_ties) > len(autumn.new_ties)

# %% [markdown]
# `in_period` takes the dates as the texts give them, without our first decision. Then even less is left to compare.

# %%
strict = changes(in_period(statements, "2020-10"), in_period(statements, "2020-11"), names=("October", "November"))
print(f"{strict.statements_before} statements against {strict.statements_after}")

assert strict.statements_before < autumn.statements_before

# %% [markdown]
# ## The first half of October against the second
#
# A fairer match: six reports were written in the one half, ten in the other.

# %%
early = [told for told in october if day_of(told) < "2020-10-16"]
late = [told for told in october if day_of(told) >= "2020-10-16"]
written = [document.published for document in with_a_day if document.published.startswith("2020-10")]
assert (sum(day < "2020-10-16" for day in written), sum(day >= "2020-10-16" for day in written)) == (6, 10)

halves = changes(early, late, names=("early October", "late October"))
notes(halves)
halves

# %% [markdown]
# New ties, those with most acts first. Washington comes in, and so does Tehran: Mr Pompeo receives the ministers and
# telephones, Mr Araghchi sets out with his plan.

# %%
new_ties = frame(halves)
new_ties.head(8)

# %%
newly_tied = {frozenset((tie.a_name, tie.b_name)) for tie in halves.new_ties}
newcomers = {actor.name for actor in halves.new_actors}

assert frozenset(("Mike Pompeo", "Ilham Aliyev")) in newly_tied, "he telephoned him on October 27"
assert frozenset(("Seyed Abbas Araghchi", "Andrey Rudenko")) in newly_tied, "whom he met in Moscow"
assert {"Mike Pompeo", "Seyed Abbas Araghchi"} <= newcomers

# %% [markdown]
# And who fell silent? What Mr Cavusoglu says against Mr Macron is in the briefing of October 5 and in no later report of the
# month.

# %%
gone = {frozenset((tie.a_name, tie.b_name)) for tie in halves.gone_ties}
assert frozenset(("Mevlüt Çavuşoğlu", "Emmanuel Macron")) in gone
assert "Mevlüt Çavuşoğlu" not in {actor.name for actor in halves.gone_actors}, (
    "he is still there: now he criticises the Minsk Group"
)

# %% [markdown]
# ## One report against another
#
# The same for two reports. What does the briefing of October 29 have that the magazine of October 27 has not? Above all,
# disputes.

# %%
magazine = in_document(statements, "examples/truce-talks.html")
front_line = in_document(statements, "examples/front-line-notes.docx")
later = changes(magazine, front_line, names=("the magazine", "the briefing"))
disputes = pd.DataFrame({"account": one.account_quote, "against it": one.rival_quote} for one in later.disputes)
disputes

# %%
assert disputes["account"].str.contains("Smerch rockets").any(), "an accusation that the Armenian ministry denies"
assert all(told.document == magazine[0].document for told in magazine)

# %% [markdown]
# ## Who moves to the centre?
#
# [PageRank](https://doi.org/10.1016/S0169-7552%2898%2900110-X) in each month: high is who is acted upon by those who are acted
# upon. The columns below count the statements of each month.

# %%
course = centrality_over_time(network, months=1)
course

# %% [markdown]
# Two mistakes to avoid. In September Mr Guterres tops the list because there are three dispatches and one of them is about the
# United Nations. And in November the lines rise because hardly anybody else is left. Three months cannot tell a trend from
# chance, and the result says so: everybody is *steady*.

# %%
notes(course)
assert {str(one.trend) for one in course.courses} == {"steady"}
assert [window.label for window in course.windows] == ["2020-09", "2020-10", "2020-11"]

# %% [markdown]
# ## What next?
#
# Whose ties are likely to come? Pairs with many partners in common often meet. A forecast is worth as much as its record, so
# look at the *back-test* first: what would it have foretold before the last fifth of the dated statements, and what came?

# %%
record = backtest(network)
notes(record)
frame(record)

# %%
assert record.new < 10, "too few to judge by"
assert any("too few" in note for note in record.notes())

# %% [markdown]
# With so few new ties the table ranks nothing. On a graph of some years it tells which of the methods to believe, and whether
# the friend of a friend becomes a friend. Here the list below is a list of questions at best: *through* whom could these two
# come together?

# %%
next_ties = likely_ties(network, most=8)
frame(next_ties)[["a", "b", "score", "common", "through"]]

# %%
tied = {frozenset(pair) for pair in network.to_undirected().edges()}
assert all(frozenset((tie.a, tie.b)) not in tied for tie in next_ties.ties), "only pairs without a tie are listed"

# %% [markdown]
# ## What to take home
#
# On the command line: `kg analyse dyad Armenia Azerbaijan --by day`, `dyads`, `changes 2020-10 2020-11`, `centrality --over 1`
# and `predictions --test 2020-10-30`.
#
# - Say how you date what has no date. It decides what a month contains.
# - Compare like with like. A month with one report against a month with sixteen shows the reports.
# - Told of no more is not over.
# - A result without a change point, a trend or a forecast worth its name is a finding: there is too little to say more.
