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
# # Reports beside coded event data
#
# GDELT, ICEWS and their like turn the news into rows: who, did what, to whom, on which day. A row has no voice and no doubt.
# The reports have both, and much less of everything. Put into one graph, each shows what the other lacks.
#
# This notebook makes a small table of coded events, turns its rows into the same *statements* as those of the reports, and
# compares the two, pair of countries by pair of countries and month by month. On the way it steps into the traps that such
# tables are known for.
#
# **The table is made up**, by us: what coders might have made of the news of the autumn of 2020. It has ten of the twenty
# columns of an ICEWS file, and no row of one.

# %%
import io
import os
from pathlib import Path

import pandas as pd
from IPython.display import SVG

from kg import graph
from kg.analysis.agreement import Having, agreement
from kg.errors import VocabularyError
from kg.model import Actor, Certainty, Document, Kind, Polarity, Statement
from kg.pictures import Bar, Bars, Tone, svg
from kg.pipeline import statements_of
from kg.resolve import directory, local_actor
from kg.vocabulary import cameo
from loaders import read_all

here = Path.cwd()
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "examples").is_dir()))
pd.set_option("display.max_colwidth", 90)

# %% [markdown]
# ## The coded events

# %%
CODED = """\
Event ID,Event Date,Source Name,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Country,Publisher
7001,2020-09-27,Military (Azerbaijan),Azerbaijan,Fights with artillery,194,-10.0,Military (Armenia),Armenia,Wire
7002,2020-09-27,Military (Armenia),Armenia,Fights with artillery,194,-10.0,Military (Azerbaijan),Azerbaijan,Wire
7003,2020-09-27,Turkey,Turkey,Praises or endorses,051,3.4,Azerbaijan,Azerbaijan,Wire
7004,2020-09-28,Military (Azerbaijan),Azerbaijan,Attacks from the air,195,-10.0,Military (Armenia),Armenia,Wire
7005,2020-09-29,Nikol Pashinyan,Armenia,Accuses,112,-2.0,Turkey,Turkey,Wire
7006,2020-10-01,Emmanuel Macron,France,Accuses,112,-2.0,Turkey,Turkey,Wire
7007,2020-10-01,Mevlut Cavusoglu,Turkey,Criticises or denounces,111,-2.0,France,France,Wire
7008,2020-10-04,Military (Armenia),Armenia,Fights with artillery,194,-10.0,Citizen (Azerbaijan),Azerbaijan,Wire
7009,2020-10-04,Military (Azerbaijan),Azerbaijan,Fights with artillery,194,-10.0,Military (Armenia),Armenia,Wire
7010,2020-10-05,Canada,Canada,Imposes sanctions,163,-8.0,Turkey,Turkey,Post
7011,2020-10-05,Turkey,Turkey,Criticises or denounces,111,-2.0,Canada,Canada,Post
7012,2020-10-10,Sergey Lavrov,Russian Federation,Mediates,045,5.0,Zohrab Mnatsakanyan,Armenia,Wire
7013,2020-10-10,Sergey Lavrov,Russian Federation,Mediates,045,5.0,Jeyhun Bayramov,Azerbaijan,Wire
7014,2020-10-10,Armenia,Armenia,Declares a truce or ceasefire,0871,9.0,Azerbaijan,Azerbaijan,Wire
7015,2020-10-10,Azerbaijan,Azerbaijan,Declares a truce or ceasefire,0871,9.0,Armenia,Armenia,Wire
7016,2020-10-11,Military (Armenia),Armenia,Fights with artillery,194,-10.0,Citizen (Azerbaijan),Azerbaijan,Wire
7017,2020-10-11,Azerbaijan,Azerbaijan,Accuses,112,-2.0,Armenia,Armenia,Wire
7018,2020-10-17,Military (Armenia),Armenia,Fights with artillery,194,-10.0,Citizen (Azerbaijan),Azerbaijan,Wire
7019,2020-10-18,Armenia,Armenia,Declares a truce or ceasefire,0871,9.0,Azerbaijan,Azerbaijan,Wire
7020,2020-10-18,Azerbaijan,Azerbaijan,Declares a truce or ceasefire,0871,9.0,Armenia,Armenia,Wire
7021,2020-10-23,Mike Pompeo,United States,Consults,040,1.0,Zohrab Mnatsakanyan,Armenia,Post
7022,2020-10-23,Zohrab Mnatsakanyan,Armenia,Consults,040,1.0,Mike Pompeo,United States,Post
7023,2020-10-23,Mike Pompeo,United States,Consults,040,1.0,Jeyhun Bayramov,Azerbaijan,Post
7024,2020-10-23,Jeyhun Bayramov,Azerbaijan,Consults,040,1.0,Mike Pompeo,United States,Post
7025,2020-10-24,Recep Tayyip Erdogan,Turkey,Criticises or denounces,111,-2.0,Emmanuel Macron,France,Wire
7026,2020-10-24,France,France,Reduces or breaks diplomatic relations,161,-4.0,Turkey,Turkey,Wire
7027,2020-10-25,Revolutionary Guards (Iran),Iran,Mobilises armed forces,154,-7.2,Azerbaijan,Azerbaijan,Post
7028,2020-10-26,Military (Azerbaijan),Azerbaijan,Violates a ceasefire,196,-9.5,Military (Armenia),Armenia,Wire
7029,2020-10-26,Azerbaijan,Azerbaijan,Accuses,112,-2.0,Armenia,Armenia,Wire
7030,2020-10-27,Mike Pompeo,United States,Talks by telephone,041,1.0,Nikol Pashinyan,Armenia,Post
7031,2020-10-27,Mike Pompeo,United States,Talks by telephone,041,1.0,Ilham Aliyev,Azerbaijan,Post
7032,2020-10-28,Abbas Araghchi,Iran,Pays a visit,042,1.9,Jeyhun Bayramov,Azerbaijan,Wire
7033,2020-10-31,Nikol Pashinyan,Armenia,Appeal for diplomatic cooperation,022,3.2,Vladimir Putin,Russian Federation,Wire
7033,2020-11-08,Military (Azerbaijan),Azerbaijan,Occupies territory,192,-9.5,Military (Armenia),Armenia,Wire
7034,2020-11-09,Vladimir Putin,Russian Federation,Signs a formal agreement,057,8.0,Nikol Pashinyan,Armenia,Wire
7035,2020-11-09,Nikol Pashinyan,Armenia,Signs a formal agreement,057,8.0,Vladimir Putin,Russian Federation,Wire
7036,2020-11-09,Vladimir Putin,Russian Federation,Signs a formal agreement,057,8.0,Ilham Aliyev,Azerbaijan,Wire
7037,2020-11-09,Ilham Aliyev,Azerbaijan,Signs a formal agreement,057,8.0,Nikol Pashinyan,Armenia,Wire
7038,2020-11-10,Russia,Russian Federation,Gives military protection or peacekeepers,074,8.5,Armenia,Armenia,Wire
7039,2020-11-10,Turkey,Turkey,Praises or endorses,051,3.4,Azerbaijan,Azerbaijan,Wire
7040,2020-11-10,Citizen (Armenia),Armenia,Demonstrates,13y,-6.5,Parliament (Armenia),Armenia,Post
"""

# %% [markdown]
# **First trap: codes are texts.** Read as pandas would by itself, `051` becomes the number 51, and no table of codes knows 51.
# Nor is "NA" always a missing value: it can be Namibia.

# %%
naively = pd.read_csv(io.StringIO(CODED.replace(",13y,", ",13,")))
table = pd.read_csv(io.StringIO(CODED), dtype=str, keep_default_na=False)
table["line"] = range(1, len(table) + 1)

assert naively["CAMEO Code"].iloc[2] == 51
assert table["CAMEO Code"].iloc[2] == "051"
table.drop(columns="line").head(4)

# %% [markdown]
# **Second trap: the ID is no key.** The same number comes back on another day, so a row is known by its number *and* its date.

# %%
repeated = table[table.duplicated("Event ID", keep=False)]

assert list(repeated["Event Date"]) == ["2020-10-31", "2020-11-08"]
assert not table.duplicated(["Event ID", "Event Date"]).any()
repeated[["Event ID", "Event Date", "Source Name", "Event Text", "Target Name"]]

# %% [markdown]
# **Third trap: one meeting, two rows.** What two sides do together is coded once from each side. Whoever counts rows counts it
# twice. A telephone call or a mediation has one row here, a truce, a signature and a consultation two; one of two mirrored rows
# is enough.

# %%
TOGETHER = {"040", "041", "046", "057", "0871"}


def side_by_side(row: pd.Series) -> str:
    """The two parties in a fixed order where they act together, else as they are."""
    parties = [row["Source Name"], row["Target Name"]]
    return " + ".join(sorted(parties) if row["CAMEO Code"] in TOGETHER else parties)


mirrored = table.assign(parties=table.apply(side_by_side, axis=1)).duplicated(["Event Date", "CAMEO Code", "parties"])
events = table[~mirrored]

print(f"{len(table)} rows, {mirrored.sum()} of them the other side of a row before: {len(events)} events")
assert mirrored.sum() == 5, "two truces, two consultations, one signature"

# %% [markdown]
# **Fourth trap: codes that nobody knows.** They happen (a year of one well-known data set has some). The vocabulary says so in
# one line, and the row is set aside and counted, not dropped in silence.

# %%
try:
    cameo("13y")
except VocabularyError as error:
    print(error)
    refused = str(error)


def is_known(code: str) -> bool:
    """Whether the vocabulary has the code."""
    try:
        return bool(cameo(code))
    except VocabularyError:
        return False


known = events["CAMEO Code"].map(is_known)
set_aside, events = events[~known], events[known]

print(f"{len(set_aside)} event set aside, {len(events)} left")
assert "13y" in refused
assert list(set_aside["Event ID"]) == ["7040"]

# %% [markdown]
# ## Rows become statements
#
# A statement needs the words that say so, on a page of a document. Here the table itself is the document, and the words are the
# row. So a coded event can be shown with its evidence, as a sentence can.

# %%
coded_document = Document.make(CODED, title="Coded events, autumn 2020", publisher="Example Event Data", uri="coded-events.csv")
lines = CODED.splitlines(keepends=True)
start_of_line = [sum(len(line) for line in lines[:number]) for number in range(len(lines))]

# %% [markdown]
# The actors must be those of the reports, or nothing meets. The directory knows people by name and date, states by name, and
# rules make a state's bodies from words such as *Military*. Who is in none of these stays what the text calls it, with the
# country beside it.


# %%
def actor_of(name: str, country: str, date: str) -> Actor:
    """The actor whom a coder means by "Military (Armenia)", "Armenia" or "Nikol Pashinyan"."""
    (state,) = directory().find(country)[0].actor_ids
    role, _, of_state = name.partition(" (")
    if not of_state:
        return directory().person(name, date) or directory().actor(directory().find(name)[0].actor_ids[0])
    return directory().body(state.removeprefix("state:"), role) or local_actor(name, "Group", state.removeprefix("state:"))


names = [
    ("Nikol Pashinyan", "Armenia"),
    ("Military (Armenia)", "Armenia"),
    ("Russia", "Russian Federation"),
    ("Citizen (Azerbaijan)", "Azerbaijan"),
]
actors = [actor_of(name, country, "2020-10-27") for name, country in names]
pd.DataFrame(
    {"in the table": [name for name, _ in names], "actor": [actor.name for actor in actors], "id": [actor.id for actor in actors]}
)

# %%
assert [actor.id for actor in actors[:3]] == ["wd:Q7035479", "org:ARM-armed-forces", "state:RUS"]

# %% [markdown]
# A row says nothing of who vouches for it and how surely, so `speakers` stays empty and the certainty is *unknown*. The coders'
# confidence must not be mixed with a reporter's. The type in PLOVER and the score on Goldstein's scale come from the CAMEO
# code.


# %%
def statement_of(row: pd.Series) -> Statement:
    """The row as a statement of the coders."""
    code, start = cameo(row["CAMEO Code"]), start_of_line[row["line"]]
    quote = lines[row["line"]].rstrip("\n")
    trigger = start + quote.index(row["Event Text"])
    return Statement(
        document=coded_document.id,
        page=1,
        start=start,
        end=start + len(quote),
        quote=quote,
        trigger=row["Event Text"],
        trigger_start=trigger,
        trigger_end=trigger + len(row["Event Text"]),
        kind=Kind.EVENT,
        actors=(actor_of(row["Source Name"], row["Source Country"], row["Event Date"]),),
        recipients=(actor_of(row["Target Name"], row["Target Country"], row["Event Date"]),),
        type=code.plover_type,
        mode=code.mode,
        contexts=code.contexts,
        cameo=code.code,
        goldstein=code.goldstein,
        certainty=Certainty.UNKNOWN,
        date=row["Event Date"],
        extractor="coded events",
        uri=coded_document.uri,
    )


coded = [statement_of(row) for _, row in events.iterrows()]
print(coded[0].actors[0].name, "-", coded[0].type, "->", coded[0].recipients[0].name, coded[0].date, coded[0].goldstein)

assert all(coded_document.text[told.start : told.end] == told.quote for told in coded)
assert [told.goldstein for told in coded] == list(events["Intensity"].astype(float)), (
    "our scale gives the intensities of the table"
)

# %% [markdown]
# ## The same graph
#
# Now the reports, and everything into one graph. An edge is an edge, whoever tells of it.

# %%
readings = list(statements_of(read_all([Path("examples")])))
reported = [told for reading in readings for told in reading.statements]

both = graph.project([*reported, *coded])
print(
    f"{len(reported)} statements of {len(readings)} reports, {len(coded)} of the coders: "
    f"{len(both)} actors, {both.number_of_edges()} edges"
)

assert both.number_of_edges() == graph.project(reported).number_of_edges() + len(coded)

# %% [markdown]
# What both tell of stands side by side. Take October 4, when Ganja was shelled. The coders have a row: Armenia did it. The
# dispatch *Rockets on Ganja* has a claim of Azerbaijan's and a denial of Armenia's (and, if you read on, a third account).

# %%
(ganja_report,) = (reading for reading in readings if reading.document.title == "Rockets on Ganja")
ganja = [
    told
    for told in ganja_report.statements
    if [actor.country for actor in told.actors] == ["ARM"] and (told.type == "ASSAULT" or told.polarity is Polarity.DENIED)
]
rows = [told for told in coded if told.date == "2020-10-04" and told.actors[0].country == "ARM"]
pd.DataFrame(
    {
        "told by": told.speakers[-1].name if told.speakers else "the coders" if told in rows else "the report",
        "who": ", ".join(actor.name for actor in told.actors),
        "status": str(graph.status_of(told)),
        "certainty": str(told.certainty),
        "words": told.trigger if told in rows else told.quote,
    }
    for told in [*rows, *ganja]
)

# %%
assert len(rows) == 1
assert graph.status_of(rows[0]) is graph.Status.FACT, "a row has no voice but the coders'"
assert any(graph.status_of(told) is graph.Status.CLAIMED and told.speakers[-1].name == "Azerbaijan" for told in ganja)
assert any(graph.status_of(told) is graph.Status.DENIED and told.actors[0].name == "Armenia" for told in ganja)

# %% [markdown]
# ## Words and deeds
#
# What sort of acts do the two tell of? The shares are of all that has a type and holds: nothing that is denied or merely called
# for.

# %%
acts = pd.DataFrame(
    {"source": source, "family": str(graph.family_of(told))}
    for source, statements in (("reports", reported), ("coded", coded))
    for told in statements
    if told.type and graph.status_of(told) in graph.SHORT_EDGES
)
shares = (100 * pd.crosstab(acts["family"], acts["source"], normalize="columns")).round()
families = ["verbal-cooperation", "verbal-conflict", "material-cooperation", "material-conflict"]
SVG(
    svg(
        Bars(
            "Words and deeds: what percent of the acts",
            tuple(
                Bar(f"{family.replace('-', ' ')}, {source}", shares.loc[family, source], tone)
                for family in families
                for source, tone in (("reports", Tone.PLAIN), ("coded", Tone.QUIET))
            ),
        )
    )
)

# %% [markdown]
# The coders count deeds, above all fighting; most of what the reports tell is talk. That is what each is made for. It also
# means that a difference between their scores is no disagreement by itself.

# %%
assert shares.loc["material-conflict", "coded"] > shares.loc["material-conflict", "reports"]

# %% [markdown]
# ## Pairs of countries, month by month
#
# The usual yardstick: the mean Goldstein score (from -10, conflict, to 10, cooperation) of all acts between two countries in a
# month. `kg.analysis.agreement` sets the two side by side, and on the command line `kg analyse agreement` does. Two decisions,
# both of which change the figures:
#
# - A sentence without a date of its own gets the day of its report, if the report has one. The country report of November 2020
#   tells of the whole autumn, and what it does not date stays undated.
# - People and ministries count for their countries. So Mr Stoltenberg's meetings are Norway's, too.

# %%
with_a_day = [reading.document for reading in readings if len(reading.document.published or "") == len("2020-10-27")]
compared = agreement([*reported, *coded], documents=with_a_day)
print("\n".join(f"- {note}" for note in compared.notes()))

assert compared.coded.acts == len(coded), "every event has a day and two countries"

# %% [markdown]
# Blue is cooperation, orange conflict; the numbers are the mean scores. An empty cell is a pair and a month of which that
# source tells nothing.

# %%
SVG(svg(compared.matrix()))

# %% [markdown]
# ## Where they agree
#
# Agreement has two meanings. Do they tell of the same pairs at all? And where they do, do they see the same weather?

# %%
(figures,) = compared.comparisons
print(
    f"{figures.both} dyad-months in both, {figures.only_reports} only in the reports, {figures.only_coder} only in the coded events"
)
print(f"the sign agrees in {figures.same_sign} of {figures.scored} (kappa {figures.kappa:.2f})")
print(f"rank correlation (Spearman) {figures.spearman:.2f}, of the scores themselves (Pearson) {figures.pearson:.2f}")

cells = {(one.a_name, one.b_name, one.month): one for one in compared.dyad_months}
paris, washington = cells["France", "Turkey", "2020-10"], cells["Armenia", "United States", "2020-10"]
assert figures.same_sign > figures.scored / 2
assert figures.spearman > 0
assert max(paris.reports.score, paris.coded.score) < 0, "Paris and Ankara quarrel in both"
assert min(washington.reports.score, washington.coded.score) > 0, "and Washington talks to Yerevan in both"

# %% [markdown]
# A correlation of a dozen points is a sketch: one pair more or less can turn it, and with so few acts a month a mean is no more
# than an anecdote. What the figure cannot say is who is right. Look at the largest gaps instead, and read what they rest on.

# %%
compared

# %%
by_id = {told.id: told for told in (*reported, *coded)}
widest = compared.dyad_months[0]
print(f"{widest.a_name} - {widest.b_name}, {widest.month}")
pd.DataFrame(
    {"source": told.source, "score": by_id[one].goldstein, "words": by_id[one].quote}
    for told in (widest.reports, widest.coded)
    for one in told.statements
)

# %%
war = [one.gap for pair, one in cells.items() if pair[:2] == ("Armenia", "Azerbaijan") and one.having is Having.BOTH]
assert war
assert min(war) > 0, "between the two at war, the reports tell of talk and the coders count the shelling"

# %% [markdown]
# ## What only one of them has
#
# This is where two sources are worth more than one. Some pairs are in one of them alone:

# %%
pd.DataFrame(
    {
        "pair": f"{one.a_name} - {one.b_name}",
        "month": one.month,
        "told by": str(one.having),
        "acts": one.reports.acts + one.coded.acts,
        "score": one.coded.score if one.having is Having.CODERS else one.reports.score,
    }
    for one in compared.dyad_months
    if one.having is not Having.BOTH
)

# %%
quarrel = cells["Azerbaijan", "France", "2020-10"]
assert quarrel.having is Having.REPORTS, "Mr Aliyev's quarrel with Paris is in no row of the table"
assert quarrel.reports.score < 0
assert cells["Azerbaijan", "Turkey", "2020-09"].having is Having.CODERS, (
    "that Ankara backs Baku is in the country report, which gives no day"
)

# %% [markdown]
# And some acts are: of the same pair, the other source has nothing of that class (words or deeds, friendly or hostile) within
# three days.

# %%
pd.DataFrame({"day": one.date, "pair": ", ".join(one.dyads), "type": one.type, "words": one.quote} for one in compared.only_coded)

# %%
assert any("Imposes sanctions" in one.quote for one in compared.only_coded)

# %% [markdown]
# Some gaps ask for a second look. Does no report tell of Canada's embargo? One does:

# %%
(briefing,) = (reading for reading in readings if "Ankara and Paris" in (reading.document.title or ""))
embargo = [told for told in briefing.statements if told.type == "SANCTION"]
for told in embargo:
    who, whom = (", ".join(actor.name for actor in side) or "nobody named" for side in (told.actors, told.recipients))
    print(f"{who} {told.type} {whom}: {told.quote}")

assert "sensors for drones" in embargo[0].quote
assert [actor.name for actor in embargo[0].recipients] == ["Turkey"]

# %% [markdown]
# When this was written, the program found the sanction and its target and missed who imposes it, for the sentence has an
# announcer, a state and an export in a row. So a gap may be a silence of the source, a decision of ours (the day, who
# counts for which country), or a mistake of the reading. Only the words tell which.
#
# ## What to take home
#
# - Read codes as texts, key rows by number and date, count mirrored rows once, and set aside what no vocabulary knows.
# - A coded event is one more statement, with its own evidence and without a voice. Keep the two kinds of certainty apart.
# - Compare signs and gaps before you compare means, and read the sentences behind the widest ones.
