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
# # Asking
#
# The same graph answers on the command line, in Cypher, in SPARQL and as a table in pandas. This notebook asks four questions
# of the reports in `examples/`, each in the language that suits it:
#
# 1. Who accuses whom, and of what? (`kg`)
# 2. Who is denied, and who could be a go-between? (a catalogue of thirty questions)
# 3. Who accuses whom most? (Cypher, and a picture)
# 4. On whose word does it all rest? (pandas)
#
# It needs no network and no server, and takes half a minute. Each `assert` is something that you can check in the reports
# themselves.

# %%
import atexit
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from IPython.display import SVG

from kg.pictures import Bar, Bars, Matrix, Tone, svg
from kg.queries import find
from kg.stores import open_store

here = Path.cwd()
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "examples").is_dir()))
pd.set_option("display.max_colwidth", 100)

# %% [markdown]
# ## On the command line
#
# In a terminal you would type what stands between the quotation marks below, after `kg`. The graph lies in a temporary folder
# here; `KG_STORE` says so to every command.

# %%
folder = TemporaryDirectory()
os.environ["KG_STORE"] = f"embedded:{folder.name}/kg-data"


def kg(line: str, quietly: bool = False) -> subprocess.CompletedProcess[str]:
    """What `kg` answers to the line, as in a terminal."""
    done = subprocess.run([sys.executable, "-m", "kg", *shlex.split(line)], capture_output=True, text=True, check=False)
    if not quietly:
        print(done.stdout + done.stderr)
    return done


store = open_store(os.environ["KG_STORE"])
atexit.register(store.stop)  # however this notebook ends, the engine ends with it
built = kg("build examples")

assert built.returncode == 0
assert "documents: 21 added" in built.stderr

# %% [markdown]
# `kg relations` says what passes between two actors. Names may be spelled as you have them: *Azerbaidjan* will do. Each row
# ends with the words that say so, and with the page that they stand on.

# %%
accusing = kg("relations Azerbaidjan Armenia --type ACCUSE")

assert "Azerbaijan accused Armenia of shelling Ganja" in accusing.stdout

# %% [markdown]
# Most rows have no date: their sentence does not give one, and a date is never made up. Filters on dates leave such rows out,
# so ask without one first.
#
# `kg show` sets one statement back into its passage. Here, a truce on which two governments agree. Look at *said by*: it is the
# American Secretary of State who says that they had accepted it, and no report vouches for that.

# %%
truces = kg("relations Armenia Azerbaijan --type AGREE --said-by 'Mike Pompeo' --format jsonl", quietly=True)
agreed = pd.read_json(io.StringIO(truces.stdout), lines=True)
shown = kg(f"show {agreed['id'].iloc[0][:8]}")

assert len(agreed) == 1
assert "truce that they had accepted" in shown.stdout

# %% [markdown]
# A name that the graph does not have brings the nearest ones, and another exit code, so that a script can tell a typing error
# from an answer that is empty.

# %%
unknown = kg("relations Pashinjan")

assert unknown.returncode == 3
assert "Nikol Pashinian" in unknown.stderr

# %% [markdown]
# ## Questions that others have asked before you
#
# `kg query` lists a catalogue of thirty questions (`docs/queries.md` has them with examples), and from Python they are one call
# away. Who denies whose claims?


# %%
def ask(name: str, **values: str) -> pd.DataFrame:
    """The answer to a question of the catalogue."""
    question = find(name)
    print(question.purpose)
    return pd.DataFrame(store.query(question.text, question.bind(values)).rows, columns=question.columns)


denials = ask("denials")
denials[["claimed_by", "claim", "denied_by", "denial"]]

# %% [markdown]
# The third column denies what stands in the second. The graph does not say who is right. It also makes mistakes: whether a
# denial belongs to this claim or to the one before is a matter of reading, so read the words before you quote them.

# %%
shelling = denials[denials["claim"].str.contains("villages near Terter")].iloc[0]

assert shelling["claimed_by"] == ["Azerbaijani Ministry of Defence"]
assert shelling["denied_by"] == ["Armenia"]

# %% [markdown]
# And who could carry a message between Yerevan and Baku? The question counts who *mediates* in so many words and who merely
# talks to both.

# %%
go_betweens = ask("mediators", a="state:ARM", b="state:AZE")
go_betweens[["who", "mediates", "with_a", "with_b", "last"]]

# %%
assert go_betweens["who"].iloc[0] == "Mike Pompeo", "he met both ministers in Washington and telephoned both leaders"
assert {"Stephen Biegun", "Hassan Rouhani", "OSCE Minsk Group"} <= set(go_betweens["who"])

# %% [markdown]
# Notebook 03 looks at mediators more closely. Here, mind what the count is: three talks *told of*, in two reports. A meeting
# that ten reports tell of would count ten times.
#
# ## Your own question, in Cypher
#
# Between two actors there is a short edge for each act that is asserted and happened, goes on or is planned, named by its type.
# So most questions are one line. What varies goes in as a parameter.

# %%
accusations = store.query(
    "MATCH (a:Actor)-[r:ACCUSE]->(b:Actor) RETURN a.name AS who, b.name AS whom, r.text AS words ORDER BY who, whom, words"
)
accusations = pd.DataFrame(accusations.rows, columns=accusations.columns)
accusations.sample(5, random_state=1)

# %% [markdown]
# As a picture: accusers to the left, the accused above. `kg.pictures` draws charts as small SVGs without any script.

# %%
counted = pd.crosstab(accusations["who"], accusations["whom"])
chart = Matrix(
    "Accusations told of: who (left) accuses whom (above)",
    tuple(counted.index),
    tuple(counted.columns),
    tuple(tuple(value or None for value in row) for row in counted.to_numpy().tolist()),
    high=float(counted.to_numpy().max()),
)
SVG(svg(chart))

# %% [markdown]
# The two at war accuse each other, as one would expect. Two more quarrels show: Ankara with Paris and with the Minsk Group, and
# Yerevan with Washington, which would not say who broke the truce. What the figure does *not* mean: that Azerbaijan accuses
# more often than Armenia. It counts sentences in 21 texts, and another newsroom would have written others.

# %%
assert counted.loc["Azerbaijan", "Armenia"] >= 3
assert counted.loc["Armenia", "Azerbaijan"] >= 2
assert counted.loc["Mevlüt Çavuşoğlu", "Emmanuel Macron"] == 1
assert counted.loc["Nikol Pashinian", "United States"] == 1

# %% [markdown]
# ## In SPARQL
#
# The graph is RDF, too: every report a named graph, statements with their attributions, in a vocabulary of its own
# (`docs/rdf.md`). Some questions are easier there. How many voices stand between the reader and the fact? Depth 0 is the report
# itself, 1 somebody whom it quotes, 2 somebody whom that one quotes.

# %%
depths = kg(
    """sparql 'SELECT ?voices (COUNT(*) AS ?statements) WHERE {
    { SELECT ?s (MAX(?depth) AS ?voices) WHERE { GRAPH ?report { ?s dk:attribution/dk:depth ?depth } } GROUP BY ?s }
} GROUP BY ?voices ORDER BY ?voices' --format csv"""
)
depths = pd.read_csv(io.StringIO(depths.stdout), index_col="voices")["statements"]

# %%
assert depths.index[0] == 0, "most of what the reports say they vouch for themselves"
assert depths[0] > depths[1:].sum() > 0
assert depths.sum() == store.status().statements

# %% [markdown]
# Five questions of the catalogue are there in both languages, and give the same answer.

# %%
rivals = kg("query rival-accounts Armenia --format csv", quietly=True)
rivals_again = kg("query rival-accounts Armenia --sparql --format csv", quietly=True)
in_cypher, in_sparql = (pd.read_csv(io.StringIO(done.stdout)) for done in (rivals, rivals_again))

assert len(in_cypher) > 0
assert set(in_cypher["statement"]) == set(in_sparql["statement"])
print(f"{len(in_cypher)} pairs of accounts about Armenia that cannot both hold, in Cypher and in SPARQL alike")

# %% [markdown]
# ## In pandas
#
# A statement is one flat row (`Statement.to_json`; the README lists the fields), so the whole graph is a table.

# %%
table = pd.DataFrame(told.to_json() for told in store.statements())
table[["date", "actors", "type", "recipients", "speakers", "polarity", "certainty", "eventuality"]].head(6)

# %% [markdown]
# What most event data leave out: whether the text says that something is so, that it is not so, or that somebody denies it; and
# whether it happened or is only planned, called for or conditional. Coded event data would have one cell of this table.

# %%
pd.crosstab(table["polarity"], table["eventuality"])

# %%
assert (table["polarity"] == "denied").sum() >= 10
assert (table["eventuality"] == "called-for").sum() >= 10

# %% [markdown]
# On whose word does it rest? The innermost speaker vouches, or else the report itself. The bars are the voices other than the
# reports.

# %%
quoted = table[table["speakers"].str.len() > 0]
voices = quoted["speakers"].str[-1].value_counts().sort_index().sort_values(ascending=False, kind="stable")
denied = quoted[quoted["polarity"] == "denied"]["speakers"].str[-1].value_counts()

SVG(
    svg(
        Bars(
            f"Who is quoted: {len(quoted)} of {len(table)} statements rest on somebody's word",
            tuple(
                Bar(
                    name,
                    count,
                    Tone.CONFLICT if denied.get(name, 0) else Tone.PLAIN,
                    f"{count}, {denied[name]} denied" if denied.get(name, 0) else "",
                )
                for name, count in voices[voices >= 2].items()
            ),
        )
    )
)

# %% [markdown]
# Orange bars are voices of whom a claim is denied. To be denied is not to be wrong: both sides of a war are, and who says
# little is denied little.
#
# Whoever leaves the speakers out takes a fifth of the graph for fact that is somebody's claim. The difference is largest where
# it matters most. Of all assaults in these reports that name the one who did it:

# %%
assaults = table[(table["type"] == "ASSAULT") & (table["actors"].str.len() > 0)]
by_voice = assaults["speakers"].str[-1].fillna("the report itself").value_counts()
by_voice.rename("assaults told of").to_frame()

# %%
assert by_voice.drop("the report itself").sum() >= by_voice["the report itself"], "claims outnumber what the reports vouch for"

# %% [markdown]
# ## Tidying up
#
# An engine stops by itself when nobody has asked it anything for a while. Here it goes at once, and its folder with it.

# %%
assert store.stop()
store.close()
folder.cleanup()
