"""People and bodies drawn together with their states."""

from __future__ import annotations

from factories import make_actor, make_document, make_statement

from kg.analysis.states import by_state
from kg.graph import project

NORVANIA, BELMARK = make_actor("Norvania", country="NRV"), make_actor("Belmark", country="BLM")
MINISTER, PAPER = make_actor("person:Per Lund", country="NRV"), make_actor("news:Norvania Post", country="NRV")
STRANGER = make_actor("person:Ida Holm", country="TLV")
TEXT = make_document("Per Lund wrote to Belmark. Norvania thanked Per Lund. The Norvania Post wrote to Ida Holm.")


def test_states_have_the_ties_of_their_people_and_not_those_among_them():
    wrote = make_statement(TEXT, "Per Lund wrote to Belmark", "wrote", [MINISTER, NORVANIA], [BELMARK], type="CONSULT")
    thanked = make_statement(TEXT, "Norvania thanked Per Lund", "thanked", [NORVANIA], [MINISTER], type="SUPPORT")
    post = make_statement(TEXT, "The Norvania Post wrote to Ida Holm", "wrote", [PAPER], [STRANGER], type="CONSULT")
    graph = project([wrote, thanked, post])
    drawn = by_state(graph)
    assert sorted(drawn.edges(keys=True)) == sorted([(NORVANIA.id, BELMARK.id, wrote.id), (PAPER.id, STRANGER.id, post.id)])
    assert MINISTER.id not in drawn
    assert drawn.nodes[NORVANIA.id]["name"] == "Norvania"
    assert len(graph.edges) == 4  # as it was
    assert len(by_state(project([]))) == 0
