"""Who mediates between two made-up states, and which statements are shown for it."""

from __future__ import annotations

import random

import pytest
from factories import make_actor, make_document, make_statement

from kg.analysis.mediation import mediators, mediators_between
from kg.model import Eventuality, Polarity

NORVANIA, BELMARK = make_actor("Norvania", country="NRV"), make_actor("Belmark", country="BLM")
TOLVIA, OSTRAVA = make_actor("Tolvia", country="TLV"), make_actor("Ostrava", country="OST")
ENVOY = make_actor("person:Ida Holm", country="TLV")
MINISTER = make_actor("person:Per Lund", country="NRV")
PAPER = make_actor("news:Tolvia Herald", country="TLV")
COUNCIL = make_actor("org:Council")

PAGES = make_document(
    [
        "Tolvia brokered talks between Norvania and Belmark. The Council mediated. Belmark shelled Norvania.",
        "Ida Holm met Per Lund. Ida Holm met the Belmark side. Ostrava met Norvania. Ostrava met Belmark. "
        "The Council mediated again.",
        "Ostrava mediated for Norvania. Tolvia mediated between Norvania and Tolvia's ally. Tolvia did not broker talks.",
    ]
)


def say(quote, trigger, actors, recipients=(), kind="CONSULT", **fields):
    return make_statement(PAGES, quote, trigger, actors, recipients, type=kind, **fields)


BROKERED = say(
    "Tolvia brokered talks between Norvania and Belmark",
    "brokered",
    [TOLVIA],
    [NORVANIA, BELMARK],
    mode="third-party",
    goldstein=1.0,
)
MEDIATED = say("The Council mediated", "mediated", [COUNCIL], mode="third-party", goldstein=1.0)
ELSEWHERE = say("The Council mediated again", "mediated again", [COUNCIL], mode="third-party")
SHELLED = say("Belmark shelled Norvania", "shelled", [BELMARK], [NORVANIA], "ASSAULT", goldstein=-10.0)
MET_LUND = say("Ida Holm met Per Lund", "met", [ENVOY], [MINISTER], date="2031-04-02", goldstein=2.0)
MET_SIDE = say("Ida Holm met the Belmark side", "met", [ENVOY], [BELMARK], date="2031-04-20", goldstein=3.0)
OSTRAVA_NORVANIA = say("Ostrava met Norvania", "met", [OSTRAVA], [NORVANIA], date="2031-01-05", goldstein=1.0)
OSTRAVA_BELMARK = say("Ostrava met Belmark", "met", [OSTRAVA], [BELMARK], date="2031-06-05", goldstein=-1.0)
ONE_SIDE = say("Ostrava mediated for Norvania", "mediated", [OSTRAVA], [NORVANIA], cameo="045")
EVERYTHING = (BROKERED, MEDIATED, ELSEWHERE, SHELLED, MET_LUND, MET_SIDE, OSTRAVA_NORVANIA, OSTRAVA_BELMARK, ONE_SIDE)


def between(statements, **options):
    found = mediators_between(statements, NORVANIA.id, BELMARK.id, **options)
    return found, {one.name: one for one in found.mediators}


def test_mediators_are_ranked_with_the_parts_of_their_scores():
    found, _ = between(EVERYTHING)
    assert found.terms == -10.0
    assert [(one.name, one.score) for one in found.mediators] == [("Tolvia", 1.65), ("Ostrava", 0.5), ("Council", 0.25)]
    assert found.tables()[0].rows == (
        ("Tolvia", TOLVIA.id, 1.65, 1, 0, 0, 1, 1.5, ("Ida Holm",)),
        ("Ostrava", OSTRAVA.id, 0.5, 0, 1, 0, 0, None, ()),
        ("Council", COUNCIL.id, 0.25, 0, 0, 1, 0, None, ()),
    )


def test_whoever_is_told_to_bring_both_together_has_the_statement_shown():
    _, told = between(EVERYTHING)
    assert told["Tolvia"].both == (BROKERED.id,)
    assert told["Ostrava"].one_side == (ONE_SIDE.id,)


def test_mediation_without_named_sides_counts_where_the_two_act_on_one_another_on_the_same_page():
    _, told = between(EVERYTHING)
    assert told["Council"].nearby == (MEDIATED.id,)
    assert between([MEDIATED, ELSEWHERE])[1] == {}


def test_people_talk_for_their_states_and_talks_match_within_the_days():
    _, told = between(EVERYTHING)
    (talks,) = told["Tolvia"].talks
    assert (talks.with_first, talks.with_second, talks.days) == ("2031-04-02", "2031-04-20", 18)
    assert set(talks.statements) == {MET_LUND.id, MET_SIDE.id}
    assert told["Tolvia"].through == ("Ida Holm",)
    assert told["Ostrava"].talks == ()  # five months apart
    assert between(EVERYTHING, days=10)[1]["Tolvia"].talks == ()


def test_the_press_of_a_state_does_not_talk_for_it():
    statements = [say("Ida Holm met Per Lund", "met", [PAPER], [MINISTER], date="2031-04-02"), BROKERED, SHELLED, MET_SIDE]
    assert between(statements)[1]["Tolvia"].talks == ()


def test_talks_of_three_at_one_table_are_talks_with_both():
    table = say("Ida Holm met Per Lund", "met", [ENVOY, MINISTER, BELMARK], date="2031-04-02")
    (talks,) = between([table, BROKERED])[1]["Tolvia"].talks
    assert (talks.days, talks.statements) == (0, (table.id,))


def test_talks_without_a_date_or_with_a_vague_one_match_nothing_and_are_counted():
    statements = [
        say("Ida Holm met Per Lund", "met", [ENVOY], [MINISTER]),
        say("Ida Holm met the Belmark side", "met", [ENVOY], [BELMARK], date="2031"),
        SHELLED,
        BROKERED,
    ]
    found, told = between(statements)
    assert told["Tolvia"].talks == ()
    assert found.vague == 2
    assert "2 statements of talks with one of them are without a date" in found.notes()[-1]


def test_talks_without_a_date_may_take_that_of_their_report():
    dated = make_document(PAGES.text, published="2031-04-10")
    statements = [
        make_statement(dated, "Ida Holm met Per Lund", "met", [ENVOY], [MINISTER], type="CONSULT"),
        make_statement(dated, "Ida Holm met the Belmark side", "met", [ENVOY], [BELMARK], type="CONSULT", date="2031-04-20"),
        make_statement(dated, "Belmark shelled Norvania", "shelled", [BELMARK], [NORVANIA], type="ASSAULT", goldstein=-10.0),
    ]
    assert between(statements)[1] == {}
    found, told = between(statements, documents=[dated])
    assert [(talks.with_first, talks.days) for one in told.values() for talks in one.talks] == [("2031-04-10", 10)]
    assert found.vague == 0
    assert len(mediators(statements, documents=[dated]).mediations) == 1


def test_good_terms_count_only_while_the_two_are_not_on_good_terms_themselves():
    friends = [
        say("Ostrava met Norvania", "met", [OSTRAVA], [NORVANIA], goldstein=4.0),
        say("Ostrava met Belmark", "met", [OSTRAVA], [BELMARK], goldstein=6.0),
    ]
    told = between(friends)[1]["Ostrava"]
    assert (told.score, told.good_terms, set(told.terms_statements)) == (0.4, 4.0, {one.id for one in friends})
    peace = say("Belmark shelled Norvania", "shelled", [BELMARK], [NORVANIA], "AID", goldstein=7.0)
    found, told = between([*friends, peace])
    assert told == {}
    assert "on good terms with one another themselves" in found.notes()[1]


@pytest.mark.parametrize(
    "fields", [{"polarity": Polarity.NEGATED}, {"polarity": Polarity.DENIED}, {"eventuality": Eventuality.CALLED_FOR}]
)
def test_mediation_that_is_denied_or_only_called_for_does_not_count(fields):
    quote = "Tolvia did not broker talks"
    assert between([say(quote, "broker", [TOLVIA], [NORVANIA, BELMARK], mode="third-party", **fields), SHELLED])[1] == {}


def test_mediation_in_another_dispute_and_meeting_on_third_ground_do_not_count():
    other = say("Ostrava mediated for Norvania", "mediated", [OSTRAVA], [NORVANIA, TOLVIA], mode="third-party")
    hosted = say("Ostrava met Norvania", "met", [OSTRAVA], [NORVANIA], mode="third-party", cameo="044")
    assert between([other, hosted, SHELLED])[1] == {}


def test_a_person_asked_about_stands_for_itself():
    lund = mediators_between(EVERYTHING, MINISTER.id, BELMARK.id)
    assert [(one.name, len(one.talks)) for one in lund.mediators] == [("Tolvia", 1)]
    assert lund.first_name == "Per Lund"


def test_all_mediators_are_told_with_their_pairs():
    found = mediators(EVERYTHING)
    assert [(one.mediator.name, one.first_name, one.second_name) for one in found.mediations] == [
        ("Tolvia", "Belmark", "Norvania")
    ]
    assert [(one.name, one.pairs, len(one.unnamed)) for one in found.offices] == [
        ("Tolvia", 1, 0),
        ("Council", 0, 2),
        ("Ostrava", 0, 1),
    ]
    assert set(found.tables()[1].rows[0][-1]) == {BROKERED.id, MET_LUND.id, MET_SIDE.id}


def test_two_on_bad_terms_are_a_pair_for_whoever_talks_with_both():
    found = mediators([SHELLED, MET_LUND, MET_SIDE])
    assert [(one.mediator.name, one.mediator.score) for one in found.mediations] == [("Ida Holm", 0.7)]


def test_the_order_of_statements_does_not_matter():
    mixed = list(EVERYTHING)
    random.Random(1).shuffle(mixed)
    assert between(mixed)[0] == between(EVERYTHING)[0]
    assert mediators(mixed) == mediators(EVERYTHING)


def test_nothing_told_and_unknown_actors_give_empty_tables_and_a_reason():
    for result in (
        mediators([]),
        mediators_between([], "state:a", "state:b"),
        mediators_between(EVERYTHING, "state:a", "state:b"),
    ):
        assert all(table.rows == () for table in result.tables()[1:])
        assert result.notes()
        assert result._repr_svg_().startswith("<svg")
    assert mediators_between([], "state:a", "state:b").notes() == ("Nobody is told to stand between state:a and state:b.",)


def test_a_day_that_there_is_not_is_no_date():
    broken = say("Ida Holm met Per Lund", "met", [ENVOY], [MINISTER], date="2031-02-31")
    assert between([broken, MET_SIDE, BROKERED])[1]["Tolvia"].talks == ()
