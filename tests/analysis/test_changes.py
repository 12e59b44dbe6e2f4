"""What changed between two reports, or between two months."""

from __future__ import annotations

import json
from random import Random

import pytest
from factories import make_document, make_statement
from sample import sample

from kg.analysis.changes import Since, changes, in_document, in_period, side
from kg.errors import UsageError
from kg.model import Eventuality, Kind, Polarity, StanceValue
from kg.pictures import svg


def monday(text):
    return make_document(text, title="Monday", uri="monday.txt")


def friday(text):
    return make_document(text, title="Friday", uri="friday.txt")


def one(document, quote, who="Aldoria", whom="Brevania", **fields):
    """The statement that the third word of a quote triggers."""
    return make_statement(document, quote, quote.split()[1], [who], [whom] if whom else [], **fields)


def test_ties_and_actors_that_are_new_or_told_of_no_more():
    early, late = (
        monday("Aldoria aided Brevania. Castrel met Aldoria."),
        friday("Aldoria aided Brevania. Dunmark threatened Brevania."),
    )
    old = [
        one(early, "Aldoria aided Brevania", type="AID"),
        one(early, "Castrel met Aldoria", "Castrel", "Aldoria", type="CONSULT"),
    ]
    new = [
        one(late, "Aldoria aided Brevania", type="AID"),
        one(late, "Dunmark threatened Brevania", "Dunmark", "Brevania", type="THREATEN"),
    ]
    result = changes(old, new, names=("Monday", "Friday"))
    (tie,) = result.new_ties
    assert (tie.a_name, tie.b_name, tie.types, tie.statements) == ("Brevania", "Dunmark", ("THREATEN",), (new[1].id,))
    assert [(gone.a_name, gone.b_name) for gone in result.gone_ties] == [("Aldoria", "Castrel")]
    assert [(actor.name, actor.statements) for actor in result.new_actors] == [("Dunmark", (new[1].id,))]
    assert [actor.name for actor in result.gone_actors] == ["Castrel"]
    assert any("need not have ended" in note for note in result.notes())
    assert result.picture().title == "From Monday to Friday"
    assert {bar.label: bar.value for bar in result.picture().bars}["ties told of no more"] == -1


def test_a_score_that_moved_names_the_statements_on_both_sides():
    early, late = monday("Aldoria aided Brevania. Castrel met Dunmark."), friday("Aldoria shelled Brevania. Castrel met Dunmark.")
    old = [
        one(early, "Aldoria aided Brevania", type="AID", goldstein=7.0),
        one(early, "Castrel met Dunmark", "Castrel", "Dunmark", type="CONSULT", goldstein=1.0),
    ]
    new = [
        one(late, "Aldoria shelled Brevania", type="ASSAULT", goldstein=-10.0),
        one(late, "Castrel met Dunmark", "Castrel", "Dunmark", type="CONSULT", goldstein=1.5),
    ]
    (moved,) = changes(old, new).moved
    assert (moved.before, moved.after, moved.change) == (7.0, -10.0, -17.0)
    assert (moved.statements_before, moved.statements_after) == ((old[0].id,), (new[0].id,))


def test_a_stance_that_turned_and_one_that_stayed():
    early, late = (
        monday("Aldoria backs Brevania. Castrel backs Brevania."),
        friday("Aldoria condemns Brevania. Castrel praises Brevania."),
    )
    sides = {"kind": Kind.STANCE}
    old = [
        one(early, "Aldoria backs Brevania", stance=StanceValue.SUPPORT, **sides),
        one(early, "Castrel backs Brevania", "Castrel", stance=StanceValue.SUPPORT, **sides),
    ]
    new = [
        one(late, "Aldoria condemns Brevania", stance=StanceValue.CONDEMN, **sides),
        one(late, "Castrel praises Brevania", "Castrel", stance=StanceValue.PRAISE, **sides),
    ]
    (turned,) = changes(old, new).turned
    assert (turned.holder_name, turned.target_name, turned.before, turned.after) == ("Aldoria", "Brevania", 1.0, -1.0)
    assert (turned.statements_before, turned.statements_after) == ((old[0].id,), (new[0].id,))


def test_a_later_denial_is_a_new_dispute_and_the_fate_of_the_claim():
    early, late = monday("Aldoria shelled Brevania."), friday("Aldoria denied it.")
    claim = one(early, "Aldoria shelled Brevania", type="ASSAULT")
    denial = one(late, "Aldoria denied it", whom=None, type="REJECT", denies=(claim.id,))
    result = changes([claim], [denial])
    assert [(each.account, each.rival, each.denied) for each in result.disputes] == [(claim.id, denial.id, True)]
    assert [(fate.statement, fate.since, fate.by) for fate in result.fates] == [(claim.id, Since.DENIED, (denial.id,))]
    assert changes([claim, denial], [denial]).disputes == ()


@pytest.mark.parametrize(
    ("earlier", "later", "since"),
    [
        ({}, {"speakers": ["Castrel"]}, Since.TOLD_AGAIN),
        ({"date": "2031-03-02"}, {"date": "2031-03"}, Since.TOLD_AGAIN),
        ({"speakers": ["Castrel"]}, {"speakers": ["Castrel"]}, None),  # the same voice bears out nothing
        ({"date": "2031-03-02"}, {"date": "2031-03-09"}, None),  # another visit
        ({"eventuality": Eventuality.PLANNED, "date": "2031-03-02"}, {"date": "2031-03-09"}, Since.CAME_ABOUT),
        ({"eventuality": Eventuality.PLANNED, "date": "2031-03-20"}, {"date": "2031-03-09"}, None),
        ({"eventuality": Eventuality.CALLED_FOR}, {"polarity": Polarity.NEGATED}, Since.NEGATED),
        ({}, {"polarity": Polarity.DENIED}, Since.DENIED),
        ({"polarity": Polarity.NEGATED}, {}, None),
        ({}, {"type": "AID"}, None),
    ],
)
def test_what_became_of_a_statement(earlier, later, since):
    told = one(monday("Aldoria visited Brevania."), "Aldoria visited Brevania", **{"type": "CONSULT"} | earlier)
    again = one(friday("Aldoria visited Brevania."), "Aldoria visited Brevania", **{"type": "CONSULT"} | later)
    fates = changes([told], [again]).fates
    assert [(fate.since, fate.by) for fate in fates] == ([] if since is None else [(since, (again.id,))])


def test_statements_of_a_report_and_of_a_period():
    document = monday("Aldoria aided Brevania, first. Aldoria aided Brevania, second. Aldoria aided Brevania, third.")
    told = [
        one(document, f"Aldoria aided Brevania, {which}", type="AID", date=date)
        for which, date in (("first", "2031-03-02"), ("second", "2031-04"), ("third", "2031"))
    ]
    assert in_document(told, "monday.txt") == in_document(told, document.id) == told
    assert in_document(told, "tuesday.txt") == []
    assert in_period(told, "2031-03") == in_period(told, "2031-03-02") == in_period(told, "2031-Q1") == told[:1]
    assert in_period(told, "2031-Q2") == told[1:2]
    assert in_period(told, "2031") == told
    for nonsense in ("March", "2031-13", "2031-Q5", "", "31"):
        with pytest.raises(UsageError, match="no period"):
            in_period(told, nonsense)


def test_a_side_is_a_report_or_a_period_and_what_has_no_date_takes_its_reports():
    document = make_document("Aldoria aided Brevania, then Castrel.", published="2031-03-05", uri="monday.txt")
    told = [one(document, "Aldoria aided Brevania", type="AID")]
    assert side(told, "monday.txt") == side(told, "2031-03", [document]) == told
    assert side(told, "2031-03") == side(told, "2031-04", [document]) == []
    with pytest.raises(UsageError, match=r"no statements of a report 'tuesday\.txt', and 'tuesday\.txt' is no period"):
        side(told, "tuesday.txt")


def test_every_change_stands_in_its_table_with_ids():
    made = sample(200)
    half = len(made.statements) // 2
    result = changes(made.statements[:half], made.statements[half:])
    assert all(len(row) == len(table.columns) for table in result.tables() for row in table.rows)
    known = {told.id for told in made.statements}
    assert {each for tie in result.new_ties for each in tie.statements} <= known
    assert svg(result.picture()).startswith("<svg")


def test_the_same_statements_in_any_order_give_the_same_result():
    statements = list(sample(200).statements)
    old, new = statements[:100], statements[100:]
    expected = changes(old, new)
    for part in (old, new):
        Random(2).shuffle(part)
    assert changes(old, new) == expected


@pytest.mark.parametrize("sides", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_empty_sides_are_said_and_never_fail(sides):
    told = [one(monday("Aldoria aided Brevania."), "Aldoria aided Brevania", type="AID")]
    result = changes(told[: sides[0]], told[: sides[1]], names=("2031-03", "2031-04"))
    empty = [note for note in result.notes() if note.startswith("No statement is of")]
    assert len(empty) == sides.count(0)
    assert json.dumps(result.to_json(), allow_nan=False)
    assert svg(result.picture()).startswith("<svg")
    if sides == (1, 1):
        assert not any(table.rows for table in result.tables())
