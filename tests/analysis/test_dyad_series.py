"""How things stand between two actors over time, when that changed, and who changed most."""

from __future__ import annotations

import json
from random import Random

import pytest
from factories import make_actor, make_document, make_statement
from sample import sample

from kg.analysis.changepoints import splits
from kg.analysis.series import Direction, changed_dyads, dyad_series
from kg.analysis.timeline import Span, periods
from kg.graph import project
from kg.pictures import svg

A, B, C = make_actor("Aldoria"), make_actor("Brevania"), make_actor("Castrel")
EVERYBODY = {"Aldoria": A, "Brevania": B, "Castrel": C}


def told(*acts):
    """A statement for each (who, whom, type, score, date), all of one document."""
    document = make_document([f"{who} acted on {whom}, number {number}." for number, (who, whom, *_) in enumerate(acts)])
    return [
        make_statement(
            document, f"{who} acted on {whom}, number {number}", "acted", [EVERYBODY[who]], [EVERYBODY[whom]], type=kind,
            goldstein=score, date=date,
        )
        for number, (who, whom, kind, score, date) in enumerate(acts)
    ]  # fmt: skip


def quarrel(months=10, turn=5, who=("Aldoria", "Brevania")):
    """A good month after the other, and from `turn` on bad ones."""
    return [
        (*who, "CONSULT" if month < turn else "ACCUSE", (4.0 if month < turn else -5.0) + month % 2, f"2031-{month + 1:02}-10")
        for month in range(months)
    ]


def test_a_month_has_its_score_its_counts_and_its_statements():
    statements = told(
        ("Aldoria", "Brevania", "CONSULT", 4.0, "2031-01-05"),
        ("Brevania", "Aldoria", "ACCUSE", -2.0, "2031-01-20"),
        ("Aldoria", "Brevania", "ASSAULT", -10.0, "2031-03"),
        ("Aldoria", "Castrel", "AID", 7.0, "2031-01-06"),
    )
    series = dyad_series(project(statements), A.id, B.id, window=3)
    january, february, march = series.steps
    assert (january.period, january.statements, january.cooperation, january.conflict) == ("2031-01", 2, 1, 1)
    assert (january.score, january.forth, january.back) == (1.0, 4.0, -2.0)
    assert january.ids == (statements[0].id, statements[1].id)
    assert (february.period, february.statements, february.score, february.rolling) == ("2031-02", 0, None, 1.0)
    assert (march.score, march.rolling) == (-10.0, round((4 - 2 - 10) / 3, 3))
    assert (series.a_name, series.b_name, series.score) == ("Aldoria", "Brevania", round(-8 / 3, 3))


def test_each_direction_by_itself_and_a_mutual_act_in_both():
    statements = told(
        ("Aldoria", "Brevania", "CONSULT", 4.0, "2031-01-05"), ("Brevania", "Aldoria", "ACCUSE", -2.0, "2031-01-20")
    )
    document = make_document("Aldoria and Brevania talked.")
    statements.append(
        make_statement(
            document, "Aldoria and Brevania talked", "talked", [B, A], type="CONSULT", goldstein=1.0, date="2031-01-07"
        )
    )
    graph = project(statements)
    forth = dyad_series(graph, A.id, B.id, direction=Direction.FORTH)
    back = dyad_series(graph, A.id, B.id, direction=Direction.BACK)
    assert (forth.steps[0].statements, forth.score) == (2, 2.5)
    assert (back.steps[0].statements, back.score) == (2, -0.5)
    assert "Brevania toward Aldoria" in back.picture().title


def test_what_lies_in_no_single_month_is_left_out_and_counted():
    dates = ("2031", "2031-01-30/2031-02-02", "2031-01-30/..", None, "2031-02-31", "2031-01-03/2031-01-09")
    series = dyad_series(project(told(*(("Aldoria", "Brevania", "AID", 7.0, date) for date in dates))), A.id, B.id)
    assert [(step.period, step.statements) for step in series.steps] == [("2031-01", 1)]
    assert (series.undated, series.inexact) == (1, 4)
    assert any("1 statement without a date is left out" in note for note in series.notes())
    assert any("lies in no single month" in note for note in series.notes())


@pytest.mark.parametrize(
    ("span", "first", "count"),
    [(Span.DAY, "2031-01-10", 274), (Span.MONTH, "2031-01", 10), (Span.QUARTER, "2031-Q1", 4), (Span.YEAR, "2031", 1)],
)
def test_periods_follow_each_other_without_gaps(span, first, count):
    steps = dyad_series(project(told(*quarrel())), A.id, B.id, span=span).steps
    assert (steps[0].period, len(steps), sum(step.statements for step in steps)) == (first, count, 10)


def test_a_change_names_its_month_its_means_and_the_statements_nearest():
    statements = told(*quarrel())
    series = dyad_series(project(statements), A.id, B.id)
    (change,) = series.changes
    assert (change.last_before, change.period) == ("2031-05", "2031-06")
    assert (change.before, change.after) == (4.4, -4.4)
    assert change.p_value <= 0.05
    assert change.statements_before == tuple(one.id for one in reversed(statements[2:5]))
    assert change.statements_after == tuple(one.id for one in statements[5:8])
    assert {one.statement for one in series.evidence} == {*change.statements_before, *change.statements_after}
    assert [(mark.step, mark.label) for mark in series.picture().marks] == [(5, "+4.4 to -4.4")]


def test_two_changes_are_found_and_a_steady_series_has_none():
    there_and_back = [4, 5, 4, 5, 4, 5, 4, 5, -6, -7, -6, -7, -6, -7, -6, -7, 4, 5, 4, 5, 4, 5, 4, 5]
    assert [one.at for one in splits(there_and_back, [1] * 24)] == [8, 16]
    assert splits([3.0] * 12, [1] * 12) == ()


# Yearly flow of the Nile at Aswan, 1871 to 1970: the textbook example of one change, after 1898 (Cobb 1978).
NILE = (
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
    831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
    781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
    744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
)  # fmt: skip


def test_the_change_of_the_nile_is_found_where_the_literature_has_it():
    (change,) = splits(NILE, [1] * len(NILE))
    assert 1871 + change.at == 1899
    assert (change.before, change.after) == (1097.75, 849.972)


def test_chance_alone_seldom_looks_like_a_change():
    random = Random(5)
    found = sum(
        bool(splits([random.gauss(0, 3) for _ in range(14)], [random.randint(1, 5) for _ in range(14)])) for _ in range(200)
    )
    assert found <= 20  # at level .05 ten are expected


def test_too_few_months_are_said_to_be_too_few():
    series = dyad_series(project(told(*quarrel(months=7, turn=3))), A.id, B.id)
    assert series.changes == ()
    assert any("too few" in note and "7 months" in note for note in series.notes())


def test_the_pairs_that_changed_most_come_first_and_untested_ones_say_so():
    acts = [
        *quarrel(12, 6),
        ("Aldoria", "Castrel", "AID", 7.0, "2031-01-01"), ("Castrel", "Aldoria", "ASSAULT", -10.0, "2031-02-01"),
    ]  # fmt: skip
    result = changed_dyads(project(told(*acts)))
    first, second = result.dyads
    assert (first.a_name, first.b_name, first.period) == ("Aldoria", "Brevania", "2031-07")
    assert first.q_value is not None
    assert first.q_value <= 0.05
    assert (second.b_name, second.change, second.p_value) == ("Castrel", -17.0, None)
    assert (result.pairs, result.compared, result.tested) == (2, 2, 1)
    assert [bar.note for bar in result.picture().bars] == ["-9.0, 2031-07", "-17.0, 2031-02 ?"]


def test_the_same_statements_in_any_order_give_the_same_result():
    statements = list(sample(150).statements)
    shuffled = statements.copy()
    Random(3).shuffle(shuffled)
    for span in (Span.DAY, Span.MONTH):
        assert changed_dyads(project(statements), span=span) == changed_dyads(project(shuffled), span=span)
    assert dyad_series(project(statements), "state:X00", "state:X01") == dyad_series(project(shuffled), "state:X00", "state:X01")


@pytest.mark.parametrize("statements", [[], told(("Aldoria", "Castrel", "AID", None, None))])
def test_nothing_to_show_is_said_and_never_fails(statements):
    graph = project(statements)
    for result in (dyad_series(graph, A.id, B.id), dyad_series(graph, A.id, A.id), changed_dyads(graph)):
        assert all(not table.rows for table in result.tables())
        assert result.notes()
        assert json.dumps(result.to_json(), allow_nan=False)
        assert svg(result.picture()).startswith("<svg")


def test_a_century_by_the_day_leaves_out_the_empty_days():
    acts = (("Aldoria", "Brevania", "AID", 7.0, "1931-01-01"), ("Aldoria", "Brevania", "AID", 7.0, "2031-01-01"))
    series = dyad_series(project(told(*acts)), A.id, B.id, span=Span.DAY)
    assert [step.period for step in series.steps] == ["1931-01-01", "2031-01-01"]
    assert any("Days without a statement are left out" in note for note in series.notes())


def test_a_timeline_has_quarters_too():
    statements = told(*quarrel(5), ("Aldoria", "Brevania", "AID", 7.0, "2032"))
    assert [(period, len(group)) for period, group in periods(statements, Span.QUARTER)] == [
        ("2031-Q1", 3), ("2031-Q2", 2), ("2032", 1),
    ]  # fmt: skip
