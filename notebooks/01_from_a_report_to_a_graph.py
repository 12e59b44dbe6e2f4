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
# # From a report to a graph
#
# Newspapers rarely say what happened. They say who says so, who denies it and what may come of it. This notebook reads the
# reports in `examples/`, looks at what each of them states and who vouches for it, puts it all into a graph, and asks the
# graph.
#
# It needs no network and no server, and takes half a minute. Each `assert` is something that you can check in the reports
# themselves.

# %%
import atexit
import os
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from IPython.display import SVG

from kg import graph, rdf
from kg.analysis.centrality import centralities
from kg.analysis.projections import quoting
from kg.analysis.quoting import quotations
from kg.extract import nlp
from kg.model import Actor, Polarity, Statement
from kg.pictures import Bar, Bars, Tone, svg
from kg.pipeline import read
from kg.resolve import profiles_of
from kg.stores import open_store
from loaders import load, read_all

here = Path.cwd()
os.chdir(next(folder for folder in (here, *here.parents) if (folder / "examples").is_dir()))
pd.set_option("display.max_colwidth", 100)

# %% [markdown]
# ## Reports
#
# `load` reads one file, `read_all` files, folders and globs. Both give *documents*: plain text with its pages, its title,
# publisher and date, and a way back from each character to its place in the file. What `read_all` cannot read it gives as a
# `LoadError` in place of a document, so one bad file does not end a long run.

# %%
documents = list(read_all([Path("examples")]))
pd.DataFrame(
    {"published": one.published, "publisher": one.publisher, "pages": len(one.pages), "title": one.title} for one in documents
)

# %%
assert len(documents) == 21
assert all(document.published for document in documents), "each example says when it was published"

# %% [markdown]
# ## Statements
#
# `read` takes a document apart. A *statement* is one act, stance or tie, with who acts, on whom, and the very words that say
# so. The offsets always point back into the text.

# %%
language = nlp.load()
(briefing,) = load("examples/ankara-and-paris.md")
statements = read(briefing, language).statements
print(f"{len(statements)} statements in {len(briefing.text)} characters")

for told in statements:
    assert briefing.text[told.start : told.end] == told.quote
    assert briefing.text[told.trigger_start : told.trigger_end] == told.trigger


# %% [markdown]
# Here is one beside its sentence. `ACCUSE` is its type in [PLOVER](https://github.com/openeventdata/PLOVER), the vocabulary
# that projects which code political events share; the names are those of a directory of actors, however the report spells them.


# %%
def passage(text: str, told: Statement) -> str:
    """The words around a statement, itself in brackets."""
    before, after = text[max(0, told.start - 60) : told.start], text[told.end : told.end + 60]
    return f"...{before}[{told.quote}]{after}...".replace("\n", " ")


def names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor.name for actor in actors) or "nobody"


accusation = next(told for told in statements if told.trigger == "accused")
print(passage(briefing.text, accusation))
print(names(accusation.actors), "-", accusation.type, "->", names(accusation.recipients), f"(page {accusation.page})")

assert accusation.type == "ACCUSE"
assert names(accusation.actors) == "Mevlüt Çavuşoğlu", "which the report spells without its Turkish letters"
assert names(accusation.recipients) == "Emmanuel Macron"

# %% [markdown]
# ## Who vouches
#
# `speakers` is the chain of voices between the report and the content, the outermost first. Nobody there means that the report
# itself vouches. Whoever reads only the clause below would take it for a fact about three countries; it is what one president
# said of them.

# %%
neglect = next(told for told in statements if told.trigger == "neglected")
print(passage(briefing.text, neglect))
print(names(neglect.actors), "- according to", names(neglect.speakers))

assert accusation.speakers == ()
assert names(neglect.speakers) == "Recep Tayyip Erdoğan"
assert graph.status_of(accusation) is graph.Status.FACT
assert graph.status_of(neglect) is graph.Status.CLAIMED

# %% [markdown]
# Now all the reports. Who passes on whose words? An arrow leads from who quotes to who is quoted; publishers are round and
# dark, persons are triangles.

# %%
readings = [read(document, language) for document in documents]
everything = [told for reading in readings for told in reading.statements]

chains = quotations(quoting(everything, documents))
chains

# %% [markdown]
# A reader of the *Caspian Rim Institute* learns from it what Mr Pashinian and Mr Aliyev say. The picture shows how words
# travel, and not who tells the truth. Who is powerful is quoted much. Only statements with a voice of their own count here;
# most have none but the report's.

# %%
quoted = {(pair.quoting_name, pair.quoted_name) for pair in chains.pairs}

assert ("Halyard Institute", "Recep Tayyip Erdoğan") in quoted, "it tells what he told the parliament"
assert ("Meridian Wire", "Nigerien ambassador") in quoted, "who chairs the Security Council"

# %% [markdown]
# ## What is denied
#
# The content of a denial is a statement too, with the polarity `denied`. It is kept, since somebody must have claimed it, and
# it is never mistaken for something that happened.

# %%
denied = [told for told in everything if told.polarity is Polarity.DENIED]
for told in denied[:5]:
    print(f"denied of {names(told.actors)}: {told.quote}".replace("\n", " "))

assert any("sent anyone" in told.quote and names(told.actors) == "Turkey" for told in denied)
assert all(graph.status_of(told) is graph.Status.DENIED for told in denied)

# %% [markdown]
# Beside polarity there are `certainty` (how sure the innermost voice is) and `eventuality` (whether it happened, goes on, is
# planned, asked for, or hangs on a condition):

# %%
for field in ("kind", "polarity", "certainty", "eventuality"):
    print(f"{field:12}", dict(Counter(str(getattr(told, field)) for told in everything).most_common()))

# %% [markdown]
# Put together, each statement has one *status*: how far it may be taken for a fact. More than a quarter of what the reports
# state is no plain fact: somebody claims it, or it is denied, not so, only called for, or hangs on a condition. And a *fact* is
# one in the words of the report, no more.

# %%
status = Counter(graph.status_of(told) for told in everything)
SVG(
    svg(
        Bars(
            f"What {len(everything)} statements are",
            tuple(Bar(str(each), status[each], Tone.PLAIN if each is graph.Status.FACT else Tone.QUIET) for each in graph.Status),
        )
    )
)

# %%
assert status[graph.Status.FACT] < 0.75 * len(everything)
assert min(status[each] for each in graph.Status) > 0, "every sort is there"

# %% [markdown]
# ## Into a store
#
# `embedded:FOLDER` is an engine of our own that keeps its data in a folder; `bolt://HOST:7687` would be a Neo4j server, with
# the same calls. Each document goes in as one transaction, and adding it a second time changes nothing. (`kg.pipeline.build`
# does this cell in one call, and `kg build examples` does it from the command line.)

# %%
folder = TemporaryDirectory()
store = open_store(f"embedded:{folder.name}/kg-data")
atexit.register(store.stop)  # however this notebook ends, the engine ends with it

for reading in readings:
    store.add(reading.document, reading.statements, profiles_of(reading.statements))
store.link()

again = store.add(readings[0].document, readings[0].statements, profiles_of(readings[0].statements))
stored = store.status()
print(f"{stored.documents} documents, {stored.statements} statements, {stored.actors} actors")

assert again.unchanged
assert (stored.documents, stored.statements) == (len(documents), len(everything))

# %% [markdown]
# ## Asking
#
# Between two actors there is a short edge for each act that is asserted and happened, goes on or is planned. So most questions
# are one line of Cypher. Values go in as parameters.

# %%
accused = store.query(
    "MATCH (a:Actor)-[r:ACCUSE]->(b:Actor {name: $name}) "
    "RETURN a.name AS who, r.text AS words, r.page AS page ORDER BY who, words",
    {"name": "Armenia"},
)
pd.DataFrame(accused.rows, columns=accused.columns)

# %%
assert any(who == "Azerbaijan" and "Ganja" in words for who, words, _ in accused.rows)

# %% [markdown]
# Everything else stands on `Statement` nodes: who said it (`SAID_BY`), on which page (`ON`), what it contradicts (`DENIES`,
# `CONTESTS`).

# %%
answers = store.query(
    "MATCH (no:Statement)-[:DENIES]->(yes:Statement)-[:ON]->(:Page)-[:IN]->(d:Document) "
    "RETURN d.title AS title, no.text AS denial, yes.text AS claim ORDER BY title, denial LIMIT $most",
    {"most": 20},
)
pd.DataFrame(answers.rows, columns=answers.columns)

# %%
assert any("Smerch" in claim and "denied the claim" in denial for _, denial, claim in answers.rows)

# %% [markdown]
# Names may be spelled roughly, and what comes back from the store are the same statements that went in.

# %%
armenia, azerbaijan = store.find_actor("Armenia"), store.find_actor("Azerbaidjan")
between = list(store.relations(armenia.id, azerbaijan.id))
print(f"{len(between)} statements between {armenia.name} and {azerbaijan.name}")

assert azerbaijan.id == "state:AZE"
assert set(between) <= set(everything)

# %% [markdown]
# ## As a network
#
# `graph.project` makes a `networkx.MultiDiGraph` of actors, under the same rule as the store's short edges: what is denied,
# called for or hypothetical ties nobody, unless it is asked for.

# %%
network = graph.project(everything)
whole = graph.project(everything, include=graph.EVERYTHING)
print(f"{network.number_of_edges()} edges; {whole.number_of_edges()} with what is denied, called for or hypothetical")

tied = {key for _, _, key in network.edges(keys=True)}
assert tied.isdisjoint(told.id for told in denied)
assert network.number_of_edges() < whole.number_of_edges()

# %% [markdown]
# Every analysis (`kg.analysis`) gives a result with tables, notes and a picture. Notebook 03 says what this one means, and what
# it does not: the two at war are in the midst of it because everybody talks to them or about them.

# %%
middle = centralities(network)
middle

# %%
assert {"state:ARM", "state:AZE"} <= {one.actor for one in middle.standings[:6]}

# %% [markdown]
# ## As linked data
#
# The same statements as RDF, each document a named graph. Turtle has one graph only, but nothing is lost: the statements can be
# read back from it. Here is the accusation again: who vouches for it, and where its words stand.

# %%
dataset = rdf.to_dataset([(briefing, statements)], profiles_of(statements))
turtle = rdf.serialise(dataset, "ttl")
(Path(folder.name) / "briefing.ttl").write_text(turtle, encoding="utf-8")
blocks = [block for block in turtle.split(" .\n") if block.startswith(rf"id:statement\/{accusation.id}")]
print("\n".join(block for block in blocks if " a dk:Statement " in block or " a dk:Mention " in block))

((same, told_again),) = rdf.from_dataset(rdf.parse(turtle, "ttl"))
assert same == briefing
assert set(told_again) == set(statements)

# %% [markdown]
# ## Tidying up
#
# An engine stops by itself when nobody has asked it anything for a while. Here it goes at once, and its folder with it.

# %%
assert store.stop()
store.close()
folder.cleanup()
