"""Each projection ties those it should, with the statements that do so, and leaves out what is no such tie."""

from dataclasses import replace

from factories import make_actor, make_document, make_statement

from kg.analysis.projections import mediation, quoting, signed, stances
from kg.analysis.quoting import quotations
from kg.graph import project
from kg.model import Eventuality, Polarity, StanceValue

REPORT = make_document("A aided B. B shelled C. A met C. A warned B. D hosted A and B.", publisher="Straits Wire")
A, B, C, D = (make_actor(name).id for name in "ABCD")


def told(quote, trigger, actors, recipients=(), **fields):
    return make_statement(REPORT, quote, trigger, actors, recipients, **fields)


AIDED = told("A aided B", "aided", ["A"], ["B"], type="AID", goldstein=7.0)
WARNED = told("A warned B", "warned", ["A"], ["B"], type="THREATEN", goldstein=-2.0)
SHELLED = told("B shelled C", "shelled", ["B"], ["C"], type="ASSAULT", goldstein=-10.0)
MET = told("A met C", "met", ["A"], ["C"], type="CONSULT", goldstein=None)


def test_the_sign_of_a_pair_is_that_of_its_scores():
    graph = signed(project([AIDED, WARNED, SHELLED, MET]))
    assert graph.edges[A, B] == {
        "score": 2.5, "sign": 1, "cooperation": 1, "conflict": 1, "statements": tuple(sorted((AIDED.id, WARNED.id))),
    }  # fmt: skip
    assert graph.edges[B, C]["sign"] == -1
    assert not graph.has_edge(A, C), "it has no score"
    assert graph.graph["left_out"] == 1
    assert set(graph) == {A, B, C}


def test_scores_that_cancel_out_are_no_sign():
    graph = signed(project([AIDED, replace(WARNED, goldstein=-7.0)]))
    assert graph.number_of_edges() == 0
    assert graph.graph["left_out"] == 1


def test_a_side_is_taken_toward_actors_and_issues():
    backs = replace(AIDED, stance=StanceValue.SUPPORT, target_issue="The Truce")
    opposes = replace(WARNED, stance=StanceValue.OPPOSE)
    graph = stances([backs, opposes])
    assert graph.edges[A, B] == {"value": 0.0, "statements": tuple(sorted((backs.id, opposes.id)))}
    assert graph.edges[A, "issue:the truce"]["value"] == 1.0
    assert graph.nodes["issue:the truce"] == {"name": "The Truce", "kind": "issue", "country": None}


def test_a_side_that_is_denied_or_only_asked_for_is_not_taken():
    backs = replace(AIDED, stance=StanceValue.SUPPORT)
    untaken = [replace(backs, polarity=Polarity.DENIED), replace(backs, eventuality=Eventuality.CALLED_FOR)]
    assert not stances(untaken)


def test_a_chain_of_voices_begins_with_the_publisher():
    claimed = replace(SHELLED, speakers=(make_actor("A"), make_actor("D")))
    graph = quoting([claimed, AIDED], [REPORT])
    assert list(graph.edges(data="weight")) == [(A, D, 1), ("publisher:Straits Wire", A, 1)]
    result = quotations(graph)
    assert [(pair.quoting_name, pair.quoted_name, pair.statements) for pair in result.pairs] == [
        ("A", "D", (claimed.id,)), ("Straits Wire", "A", (claimed.id,)),
    ]  # fmt: skip
    last = {voice.name: voice for voice in result.voices}
    assert last["D"].reach == max(voice.reach for voice in result.voices), "all words lead back to D"
    assert [node.id for node in result.picture().nodes]


def test_nobody_quotes_itself():
    assert not quoting([replace(SHELLED, speakers=(make_actor("A"), make_actor("A")))]).edges
    assert quotations(quoting([])).notes()


def test_who_brings_two_parties_together_mediates():
    hosted = told("D hosted A and B", "hosted", ["D"], ["A", "B"], type="CONSULT", mode="third-party")
    assert sorted(mediation([hosted]).edges) == [(D, A), (D, B)]
    together = replace(hosted, actors=(make_actor("D"), make_actor("A"), make_actor("B")), recipients=())
    assert sorted(mediation([together]).edges) == [(D, A), (D, B)]
    assert not mediation([replace(hosted, recipients=(make_actor("A"),))]).edges, "one party alone"
    assert not mediation([replace(hosted, mode=None), replace(hosted, polarity=Polarity.DENIED)]).edges
