"""Where reports and coders agree: dyad-months side by side, the figures worked out another way, and what only one side has."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from factories import make_actor, make_document, make_statement

from kg.analysis.agreement import Having, Why, agreement, kappa, pearson, spearman
from kg.model import Document, Eventuality, Polarity, Statement
from kg.pictures import svg

COUNTRIES = {"Aldoria": "ALD", "Brevania": "BRV", "Castrel": "CST", "Dunmark": "DNM"}
ACTORS = {name: make_actor(name, country=code) for name, code in COUNTRIES.items()} | {
    "Ada Lind": make_actor("person:Ada Lind", country="ALD"),
    "Brevanian Army": make_actor("org:Brevanian Army", country="BRV"),
    "Nobody": make_actor("person:Nobody"),
}
REPORT = "diplograph 0.1.0"


def act(day, one, other, kind="CONSULT", score=1.0, coder="", **fields):
    """What a report, or a coder, tells of one who acts toward another."""
    words = f"{one} dealt with {other} ({kind}, {day}, {coder or 'report'})"
    given = {"type": kind, "goldstein": score, "date": day, "extractor": coder or REPORT} | fields
    return make_statement(make_document(f"{words}."), words, "dealt", [ACTORS[one]], [ACTORS[other]] if other else [], **given)


def cells(result):
    """The dyad-months by names and month."""
    return {(one.a_name, one.b_name, one.month): one for one in result.dyad_months}


def test_a_dyad_month_stands_side_by_side_whoever_acts_for_its_country():
    told = [
        act("2031-05-02", "Ada Lind", "Brevania", score=4.0),
        act("2031-05-20", "Brevanian Army", "Aldoria", "ASSAULT", -10.0),
        act("2031-05-03", "Aldoria", "Brevania", score=1.0, coder="ICEWS"),
        act("2031-05-04", "Brevania", "Aldoria", score=3.0, coder="GDELT 2.0"),
        act("2031-05-05", "Brevania", "Aldoria", score=5.0, coder="GDELT 2.0"),
        act("2031-06", "Aldoria", "Castrel"),
        act("2031-06-30", "Castrel", "Dunmark", coder="ICEWS"),
    ]
    result = agreement(told)
    may = cells(result)["Aldoria", "Brevania", "2031-05"]
    assert (may.having, may.reports.acts, may.reports.score, may.coded.acts, may.coded.score) == (Having.BOTH, 2, -3.0, 3, 3.0)
    assert (may.gap, may.same_sign) == (-6.0, False)
    assert may.reports.statements == tuple(sorted(one.id for one in told[:2]))
    assert [(one.source, one.acts, one.score) for one in may.coders] == [("GDELT 2.0", 2, 4.0), ("ICEWS", 1, 1.0)]
    assert {key: one.having for key, one in cells(result).items() if one is not may} == {
        ("Aldoria", "Castrel", "2031-06"): Having.REPORTS, ("Castrel", "Dunmark", "2031-06"): Having.CODERS,
    }  # fmt: skip
    assert [(one.coder, one.both, one.only_reports, one.only_coder) for one in result.comparisons] == [
        ("all coders", 1, 1, 1), ("GDELT 2.0", 1, 1, 0), ("ICEWS", 1, 1, 1),
    ]  # fmt: skip


def test_actors_are_compared_as_they_are_or_as_their_states_where_that_is_asked_for():
    told = [act("2031-05-02", "Ada Lind", "Brevania"), act("2031-05-03", "Aldoria", "Brevania", coder="ICEWS")]
    apart = agreement(told, actors=True)
    assert {key[:2] for key in cells(apart)} == {("Ada Lind", "Brevania"), ("Aldoria", "Brevania")}
    assert apart.comparisons[0].both == 0
    assert agreement(told, actors=True, states=True).comparisons[0].both == 1


def test_the_parties_of_a_mutual_act_are_a_dyad_and_those_of_one_country_are_none():
    met = act("2031-05-02", "Ada Lind", "")
    together = replace(met, actors=(ACTORS["Ada Lind"], ACTORS["Brevania"]))
    at_home = replace(met, actors=(ACTORS["Ada Lind"], ACTORS["Aldoria"]), date="2031-05-09")
    result = agreement([together, at_home])
    assert list(cells(result)) == [("Aldoria", "Brevania", "2031-05")]
    assert result.reports.left_out == ((Why.ALONE, 1),)


def series(pairs):
    """A month of one dyad for each pair of scores, the first told by a report, the second by a coder."""
    for number, (ours, theirs) in enumerate(pairs):
        day = f"{2020 + number // 12}-{number % 12 + 1:02}-10"
        yield act(day, "Aldoria", "Brevania", score=ours)
        yield act(day, "Brevania", "Aldoria", score=theirs, coder="ICEWS")


def test_the_figures_are_those_that_are_worked_out_another_way():
    rnd = Random(11)
    scale = (-10.0, -7.2, -2.0, -2.0, 0.0, 1.0, 1.0, 3.4, 8.0)
    points = [(rnd.choice(scale), rnd.choice(scale)) for _ in range(40)]
    points += [(one, one) for one in scale]
    (found,) = agreement(series(points)).comparisons
    ours, theirs = np.array(points).T

    def ranks(values):
        return np.array([np.mean(np.flatnonzero(np.sort(values) == one)) for one in values])

    signs = np.sign(ours), np.sign(theirs)
    same = np.mean(signs[0] == signs[1])
    chance = sum(np.mean(signs[0] == sign) * np.mean(signs[1] == sign) for sign in (-1, 0, 1))
    assert found.scored == found.both == 49
    assert found.pearson == pytest.approx(np.corrcoef(ours, theirs)[0, 1], abs=0.0006)
    assert found.spearman == pytest.approx(np.corrcoef(ranks(ours), ranks(theirs))[0, 1], abs=0.0006)
    assert found.share == pytest.approx(same, abs=0.0006)
    assert found.same_sign == round(same * 49)
    assert found.kappa == pytest.approx((same - chance) / (1 - chance), abs=0.0006)
    assert found.low < found.share < found.high


def test_figures_that_cannot_be_told_are_none():
    assert pearson([(1, 1), (2, 2)]) is spearman([]) is pearson([(1, 2), (1, 3), (1, 4)]) is None
    assert kappa([]) is kappa([(1, 2), (3, 4)]) is None
    assert kappa([(1, -1), (-1, 1)]) == -1


def test_few_dyad_months_are_called_a_sketch_and_more_are_not():
    assert any("9 dyad-months: they are a sketch" in note for note in agreement(series([(1, 2)] * 9)).notes())
    assert not any("sketch" in note for note in agreement(series([(1, 2)] * 10)).notes())


def test_what_only_one_of_them_has_is_listed_by_dyad_class_and_days():
    told = [
        act("2031-05-02", "Aldoria", "Brevania", "ASSAULT", -10.0),
        act("2031-05-05", "Brevanian Army", "Ada Lind", "COERCE", -7.0, "ICEWS"),  # three days on, the same class
        act("2031-05-20", "Aldoria", "Brevania", "AGREE", 8.0),
        act("2031-05-24", "Aldoria", "Brevania", "AGREE", 8.0, "ICEWS"),  # four days on
        act("2031-05-25", "Aldoria", "Castrel", "AGREE", 8.0),
        act("2031-05-25", "Aldoria", "Castrel", "AID", 7.0, "ICEWS"),  # another class
        act("2031-06", "Castrel", "Dunmark", "REJECT", -4.0),
        act("2031-06-11", "Castrel", "Dunmark", "ACCUSE", -2.0, "ICEWS"),  # within that month
    ]
    result = agreement(told)
    assert [one.statement for one in result.only_reports] == [told[2].id, told[4].id]
    assert [one.statement for one in result.only_coded] == [told[3].id, told[5].id]
    first = result.only_coded[0]
    assert (first.source, first.date, first.dyads, first.type, first.score, first.quote) == (
        "ICEWS", "2031-05-24", ("Aldoria - Brevania",), "AGREE", 8.0, told[3].quote,
    )  # fmt: skip
    assert (result.reports.alone, result.coded.alone) == (2, 2)
    assert any(note.startswith("2 of 4 acts only the reports have") and "within 3 days" in note for note in result.notes())
    assert len(agreement(told, days=2).only_reports) == 3
    assert len(agreement(told, days=4).only_reports) == 1


def test_a_long_list_is_cut_and_its_length_is_told():
    many = [act(f"{2000 + number}-01-01", "Aldoria", "Brevania") for number in range(1001)]
    result = agreement([*many, act("2031-05-25", "Castrel", "Dunmark", coder="ICEWS")])
    assert (len(result.only_reports), result.reports.alone) == (1000, 1001)
    assert result.only_reports[0].date == "2000-01-01"
    assert any("first 1,000" in note for note in result.notes())


def test_what_is_not_compared_is_counted_by_its_reason():
    good = act("2031-05-02", "Aldoria", "Brevania")
    told = [
        good,
        replace(good, polarity=Polarity.DENIED),
        replace(good, eventuality=Eventuality.CALLED_FOR),
        replace(good, type=None),
        replace(good, date=None),
        replace(good, date="2031"),
        replace(good, date="2031-05-02/.."),
        act("2031-05-02", "Aldoria", "Nobody"),
        replace(good, goldstein=None),
        replace(good, date="2031-05-30/2031-06-02"),
        act("2031-05-02", "Aldoria", "Brevania", coder="ICEWS"),
    ]
    result = agreement(told)
    assert dict(result.reports.left_out) == {Why.UNREAL: 2, Why.UNTYPED: 1, Why.UNDATED: 1, Why.VAGUE: 2, Why.ALONE: 1}
    assert (result.reports.statements, result.reports.acts, result.reports.unscored, result.reports.straddling) == (10, 3, 1, 1)
    may = cells(result)["Aldoria", "Brevania", "2031-05"]
    assert (may.reports.acts, may.reports.score) == (2, 1.0)
    notes = " ".join(result.notes())
    for words in ("2 with a date vaguer", "1 without a date", "1 not between two countries", "without a score", "into the next"):
        assert words in notes


def test_what_has_no_date_takes_that_of_its_report():
    undated = act(None, "Aldoria", "Brevania")
    coded = act("2031-05-25", "Aldoria", "Brevania", coder="ICEWS")
    document = Document.make("x", published="2031-05-26")
    documents = [replace(document, id=undated.document)]
    assert agreement([undated, coded]).comparisons[0].both == 0
    result = agreement([undated, coded], documents=documents)
    assert (result.comparisons[0].both, result.only_reports) == (1, ())


def test_a_difference_of_times_is_said():
    told = [act("2031-05-02", "Aldoria", "Brevania"), act("2020-01-02", "Aldoria", "Brevania", coder="ICEWS")]
    assert any("2031-05 to 2031-05, the coders of 2020-01 to 2020-01" in note for note in agreement(told).notes())


@pytest.mark.parametrize(
    "told",
    [
        [],
        [act("2031-05-02", "Aldoria", "Brevania")],
        [act("2031-05-02", "Aldoria", "Brevania", coder="ICEWS")],
        [act(None, "Aldoria", "Brevania"), act(None, "Aldoria", "Brevania", coder="ICEWS")],
        [act("2031-05-30/2031-06-02", "Aldoria", "Brevania", coder=coder) for coder in ("", "ICEWS")],
    ],
    ids=["nothing", "only reports", "only coders", "no dates", "no month"],
)
def test_little_or_nothing_is_a_result_too(told):
    result = agreement(told)
    assert result.notes()
    assert result.only_reports == result.only_coded == ()
    assert all(one.scored == 0 and one.share is None for one in result.comparisons)
    assert json.dumps(result.to_json(), allow_nan=False)
    for picture in (result.picture(), result.matrix()):
        assert svg(picture).startswith("<svg")


def test_tables_and_pictures_show_the_widest_gap_first():
    told = list(series([(1.0, 2.0), (5.0, -5.0), (-2.0, -3.0)]))
    result = agreement(told)
    first, figures, *_ = result.tables()
    assert [row[first.columns.index("gap")] for row in first.rows] == [10.0, -1.0, 1.0]
    assert dict(zip(figures.columns, figures.rows[0], strict=True))["both"] == 3
    widest = result.picture().bars[0]
    assert (widest.label, widest.value) == ("Aldoria - Brevania, 2020-02", 10.0)
    matrix = result.matrix()
    assert matrix.columns[:2] == ("2020-01, reports", "2020-01, coded")
    assert matrix.values == ((1.0, 2.0, 5.0, -5.0, -2.0, -3.0),)


def test_the_same_statements_in_any_order_give_the_same_result():
    rnd = Random(5)
    names = list(COUNTRIES)
    told: list[Statement] = []
    for _ in range(300):
        one, other = rnd.sample(names, 2)
        day = f"2031-{rnd.randint(1, 4):02}-{rnd.randint(1, 28):02}"
        kind, score = rnd.choice([("AID", 7.4), ("CONSULT", 0.1), ("ACCUSE", -2.0)])
        told.append(act(day, one, other, kind, score, rnd.choice(["", "A", "B"])))
    shuffled = told.copy()
    rnd.shuffle(shuffled)
    assert agreement(told) == agreement(shuffled)
