from factories import make_actor, make_document, make_statement

from kg.analysis.centrality import standings
from kg.analysis.dyads import dyads
from kg.graph import project

REPORT = make_document("A aided B. B shelled C. A met C. A warned B.")


def told(quote, trigger, actors, recipients=(), **fields):
    return make_statement(REPORT, quote, trigger, actors, recipients, **fields)


GRAPH = project(
    [
        told("A aided B", "aided", ["A"], ["B"], type="AID", goldstein=7.0, date="2031-02"),
        told("A warned B", "warned", ["A"], ["B"], type="THREATEN", goldstein=-6.0, date="2031-01-05", contested_by=("x",)),
        told("B shelled C", "shelled", ["B"], ["C"], type="ASSAULT"),
        told("A met C", "met", ["A", "C"], type="CONSULT"),
    ]
)
A, B, C = (make_actor(name).id for name in "ABC")


def test_a_dyad_weighs_cooperation_against_conflict():
    first, *others = dyads(GRAPH)
    assert (first.a, first.b, first.statements, first.cooperation, first.conflict, first.contested) == (A, B, 2, 1, 1, 1)
    assert (first.score, first.first, first.last) == (0.5, "2031-01-05", "2031-02")
    assert [(one.a, one.b, one.score, one.first) for one in others] == [(A, C, None, None), (B, C, None, None)]


def test_a_mutual_act_counts_both_ways():
    found = {one.name: (one.given, one.received, one.partners) for one in standings(GRAPH)}
    assert found == {"A": (3, 1, 2), "B": (1, 2, 2), "C": (1, 2, 2)}


def test_an_empty_graph_has_nobody():
    assert standings(project(())) == ()
    assert dyads(project(())) == ()
