"""A load that is the same each time, and a store's whole graph to compare: for tests of what goes wrong in the middle.

python loads.py URL COUNT [FIRST]     stores reports, telling the number of each as soon as it is acknowledged
"""

from __future__ import annotations

import sys
from functools import cache
from random import Random

from factories import make_document, make_statement

from kg.cli.opening import opened
from kg.model import Office, Place, Profile, StanceValue

STATES = ("Landavia", "Landonia", "Landistan", "Landovia", "Landaria", "Landuria")
PEOPLE = ("person:Rufus Firefly", "person:Ada Firefly", "person:Ilia Firefly")
PLACES = tuple(Place(f"local:place:{name.lower()}", name) for name in ("Harbourton", "Ridgeby", "Fenwick"))

NODES = "MATCH (n) RETURN labels(n), properties(n)"
EDGES = "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)"


@cache
def report(number, sentences=6):
    """A report, its statements and what is known of their actors; it denies something of the report before."""
    chance = Random(number)
    lines = [f"Note {number}, line {line}: {chance.choice(STATES)} asked for boats." for line in range(sentences)]
    document = make_document(" ".join(lines), title=f"Note {number}", publisher="Wire", uri=f"file:note-{number}")
    statements = [_statement(document, line, chance) for line in lines]
    told_before = report(number - 1, sentences)[1][1].id if number else statements[1].id
    statements[0] = statements[0].linked(denies=(told_before,), contested_by=(statements[2].id,))
    actors = {actor.id: actor for each in statements for actor in (*each.actors, *each.recipients, *each.speakers)}
    return document, statements, {key: _profile(actor) for key, actor in actors.items()}


def _statement(document, line, chance):
    asking, asked = chance.sample(STATES, 2)
    return make_statement(
        document, line, "asked", [asking], [asked], [chance.choice(PEOPLE)], type=chance.choice(["REQUEST", "ACCUSE", "AID"]),
        date=f"1933-11-{chance.randint(1, 30):02}", place=(chance.choice(PLACES),), stance=StanceValue.SUPPORT,
    )  # fmt: skip


def _profile(actor):
    return Profile(actor, (f"{actor.name} the Elder",), None, (Office(actor.id, "Harbour Master", "LND", "fm", "1930", None),))


def whole_graph(store):
    """Every node and every edge with all properties, in an order that does not depend on how they came there."""
    nodes = sorted(repr((sorted(labels), sorted(found.items()))) for labels, found in store.query(NODES).rows)
    edges = sorted(repr((kind, start, end, sorted(found.items()))) for kind, start, end, found in store.query(EDGES).rows)
    return nodes, edges


def empty(store):
    """Take every node out, the fast way."""
    store.query("MATCH (n) DETACH DELETE n", write=True)


def main(url, count, first="0"):
    """Store the reports, and tell of each."""
    with opened(url) as store:  # as a command does, which starts in half the time
        store.documents()
        print("ready", flush=True)
        for number in range(int(first), int(count)):
            store.add(*report(number))
            print(number, flush=True)
        store.link()
        print("linked", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
