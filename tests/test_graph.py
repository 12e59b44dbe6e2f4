import networkx as nx
import pytest
from factories import make_actor, make_document, make_statement

from kg.errors import VocabularyError
from kg.graph import EVERYTHING, Family, Status, family_of, is_mutual, project, status_of
from kg.model import Certainty, Eventuality, Kind, Polarity, StanceValue

TEXT = (
    "Norvania accused Belmark of piracy. Norvania and Belmark met in Tarn. The Tarn Wire said Belmark shelled Norvania. "
    "Belmark denied it. Norvania backs Castria. Norvania urged Belmark to leave. Norvania and Castria rejected the plan. "
    "Castria is calm."
)
REPORT = make_document(TEXT, uri="report.txt", published="2031-04-02")


def told(quote, trigger, actors=(), recipients=(), speakers=(), **fields):
    return make_statement(REPORT, quote, trigger, actors, recipients, speakers, **fields)


ACCUSED = told(
    "Norvania accused Belmark of piracy", "accused", ["Norvania"], ["Belmark"], type="ACCUSE", date="2031-04-02", goldstein=-2.0
)
MET = told("Norvania and Belmark met in Tarn", "met", ["Norvania", "Belmark"], type="CONSULT", date="2031-04-01")
SHELLED = told(
    "Belmark shelled Norvania",
    "shelled",
    ["Belmark"],
    ["Norvania"],
    ["news:Tarn Wire"],
    type="ASSAULT",
    certainty=Certainty.PROBABLE,
)
DENIED = told("Belmark shelled Norvania", "shelled", ["Belmark"], ["Norvania"], type="ASSAULT", polarity=Polarity.DENIED)
BACKS = told("Norvania backs Castria", "backs", ["Norvania"], ["Castria"], kind=Kind.STANCE, stance=StanceValue.SUPPORT)
LEAVE = told(
    "Norvania urged Belmark to leave", "leave", ["Belmark"], ["Norvania"], type="RETREAT", eventuality=Eventuality.CALLED_FOR
)
JOINT = told("Norvania and Castria rejected the plan", "rejected", ["Norvania", "Castria"], type="REJECT")
CALM = told("Castria is calm", "calm", ["Castria"])
ALL = (ACCUSED, MET, SHELLED, DENIED, BACKS, LEAVE, JOINT, CALM)


def named_edges(graph):
    name = graph.nodes(data="name")
    return {(name[source], data["type"], name[target]) for source, target, data in graph.edges(data=True)}


def test_only_what_is_asserted_and_real_becomes_an_edge():
    assert named_edges(project(ALL)) == {
        ("Norvania", "ACCUSE", "Belmark"),
        ("Norvania", "CONSULT", "Belmark"),
        ("Belmark", "ASSAULT", "Norvania"),
        ("Norvania", "STANCE", "Castria"),
    }


def test_an_edge_keeps_what_its_statement_says_and_who_vouches():
    graph = project([SHELLED])
    [(source, target, key, data)] = graph.edges(keys=True, data=True)
    assert (graph.nodes[source]["name"], graph.nodes[target]["name"]) == ("Belmark", "Norvania")
    assert key == data["id"] == SHELLED.id
    assert data["speakers"] == ("Tarn Wire",)
    assert (data["certainty"], data["status"], data["quote"]) == (Certainty.PROBABLE, Status.CLAIMED, "Belmark shelled Norvania")


def test_what_is_denied_or_called_for_has_an_edge_only_on_demand_and_is_flagged():
    graph = project(ALL, include=EVERYTHING)
    statuses = {data["id"]: data["status"] for _, _, data in graph.edges(data=True)}
    assert statuses[DENIED.id] is Status.DENIED
    assert statuses[LEAVE.id] is Status.CALLED_FOR
    assert DENIED.id not in {key for *_, key in project(ALL).edges(keys=True)}


def test_a_mutual_act_runs_once_from_the_first_to_the_other_but_a_joint_one_ties_nobody():
    assert is_mutual(MET)
    assert project([MET]).number_of_edges() == 1
    assert not is_mutual(JOINT)
    assert project([JOINT]).number_of_edges() == 0


def test_each_actor_is_tied_to_each_recipient_and_nobody_to_itself():
    both = told(
        "Norvania accused Belmark of piracy",
        "accused",
        ["Norvania", "Belmark"],
        ["Belmark", "Norvania", "Castria"],
        type="ACCUSE",
    )
    assert named_edges(project([both])) == {
        ("Norvania", "ACCUSE", "Belmark"), ("Norvania", "ACCUSE", "Castria"), ("Belmark", "ACCUSE", "Norvania"), ("Belmark", "ACCUSE", "Castria"),
    }  # fmt: skip


def test_a_comment_leaves_its_actor_alone_in_the_graph():
    graph = project([CALM])
    assert list(graph.nodes(data="name")) == [(make_actor("Castria").id, "Castria")]
    assert graph.number_of_edges() == 0


def test_who_speaks_of_its_own_acts_is_no_outside_voice():
    own = told("Norvania backs Castria", "backs", ["Norvania"], ["Castria"], ["Norvania"], type="SUPPORT")
    assert status_of(own) is Status.FACT


def test_the_order_of_statements_changes_nothing():
    forward, backward = project(ALL), project(tuple(reversed(ALL)))
    assert list(forward.nodes) == list(backward.nodes)
    assert list(forward.edges(keys=True)) == list(backward.edges(keys=True))
    assert nx.utils.graphs_equal(forward, backward)


def test_the_same_statement_twice_is_one_edge():
    assert project([ACCUSED, ACCUSED]).number_of_edges() == 1


def test_a_type_that_plover_lacks_is_refused_by_name():
    assert family_of(ACCUSED) is Family.VERBAL_CONFLICT
    with pytest.raises(VocabularyError, match="'TICKLE'"):
        project([told("Norvania backs Castria", "backs", ["Norvania"], ["Castria"], type="TICKLE")])
