"""Who takes the same side: measures worked out by hand, and how few targets they rest on."""

from __future__ import annotations

import json
from random import Random

import pytest
from factories import make_actor, make_document, make_statement
from sample import sample

from kg.analysis.affinity import affinity, cosine, scotts_pi, similarity
from kg.analysis.projections import stances
from kg.model import Kind, StanceValue
from kg.pictures import svg

FOR, AGAINST, NEITHER = StanceValue.SUPPORT, StanceValue.CONDEMN, StanceValue.NEUTRAL


def held(*sides):
    """A statement for each (holder, target, stance); a target in capitals is an issue."""
    document = make_document([f"{holder} took a side on {target}, {number}." for number, (holder, target, _) in enumerate(sides)])
    return [
        make_statement(
            document, f"{holder} took a side on {target}, {number}", "took a side", [holder],
            [] if target.isupper() else [target], kind=Kind.STANCE, stance=stance, target_issue=target if target.isupper() else None,
        )
        for number, (holder, target, stance) in enumerate(sides)
    ]  # fmt: skip


def test_a_pair_is_measured_over_the_targets_it_shares():
    statements = held(
        ("Aldoria", "TRUCE", FOR), ("Aldoria", "Dunmark", AGAINST), ("Aldoria", "PIPELINE", FOR), ("Aldoria", "Estavia", FOR),
        ("Brevania", "TRUCE", FOR), ("Brevania", "Dunmark", AGAINST), ("Brevania", "PIPELINE", AGAINST),
    )  # fmt: skip
    (pair,) = affinity(stances(statements)).pairs
    assert (pair.a_name, pair.b_name, pair.shared, pair.agreed, pair.share) == ("Aldoria", "Brevania", 3, 2, 0.667)
    assert (pair.low, pair.high) == (0.208, 0.939)  # Wilson for 2 of 3
    assert pair.s == round(1 - 2 / 3, 3)
    assert pair.cosine == round(1 / 3, 3)
    assert pair.pi == round(1 - 4 / 6, 3)  # the mean of 1 -1 1 1 -1 -1 is 0
    assert pair.uncertain
    assert {one.name for one in pair.agreeing} == {"TRUCE", "Dunmark"}
    (odds,) = pair.disagreeing
    assert (odds.name, odds.a_side, odds.b_side) == ("PIPELINE", 1.0, -1.0)
    assert (odds.a_statements, odds.b_statements) == ((statements[2].id,), (statements[6].id,))


def test_the_measures_at_their_ends():
    assert similarity([(1, -1), (-1, 1)]) == -1
    assert similarity([(1, 0)]) == 0
    assert scotts_pi([(1, -1), (-1, 1)]) == -1
    assert scotts_pi([(1, 1), (1, 1)]) is None
    assert cosine([(0, 1), (0, 1)]) is None
    # Of four votes the two differ in one: pooled mean 1/4, so 1 - 4 / 7.5.
    assert scotts_pi([(1, 1), (1, 1), (-1, -1), (1, -1)]) == pytest.approx(1 - 4 / 7.5)


def test_what_two_hold_toward_each_other_is_no_common_target():
    result = affinity(stances(held(("Aldoria", "Brevania", FOR), ("Brevania", "Aldoria", FOR))))
    assert result.pairs == ()
    assert result.notes() == ("No two of the 2 who take a side share a target.",)


def test_pairs_with_few_targets_come_after_the_certain_ones_and_are_named_as_uncertain():
    issues = ("TRUCE", "PIPELINE", "GRAIN", "FERRIES", "CANAL")
    sides = [(who, issue, FOR) for who in ("Aldoria", "Brevania") for issue in issues[:4]]
    sides += [("Aldoria", "CANAL", FOR), ("Brevania", "CANAL", AGAINST), ("Castrel", "TRUCE", FOR)]
    result = affinity(stances(held(*sides)))
    assert [(pair.a_name, pair.b_name, pair.uncertain) for pair in result.pairs] == [
        ("Aldoria", "Brevania", False), ("Aldoria", "Castrel", True), ("Brevania", "Castrel", True),
    ]  # fmt: skip
    assert any("2 of 3 pairs share fewer than 5 targets" in note for note in result.notes())
    assert [pair.shared for pair in affinity(stances(held(*sides)), least=2).pairs] == [5]


def test_the_picture_sets_those_who_agree_side_by_side():
    sides = [("Aldoria", "TRUCE", FOR), ("Brevania", "TRUCE", AGAINST), ("Castrel", "TRUCE", FOR), ("Dunmark", "TRUCE", AGAINST)]
    picture = affinity(stances(held(*sides))).picture()
    assert picture.rows == picture.columns == ("Aldoria", "Castrel", "Brevania", "Dunmark")
    assert picture.values[0] == (None, 1.0, -1.0, -1.0)
    assert svg(picture).startswith("<svg")


def test_the_same_statements_in_any_order_give_the_same_result():
    statements = list(sample(200).statements)
    shuffled = statements.copy()
    Random(4).shuffle(shuffled)
    result = affinity(stances(statements))
    assert result.pairs
    assert result == affinity(stances(shuffled))


@pytest.mark.parametrize(
    "statements", [[], held(("Aldoria", "TRUCE", FOR)), held(("Aldoria", "TRUCE", NEITHER), ("Brevania", "TRUCE", NEITHER))]
)
def test_little_or_nothing_is_a_result_too(statements):
    result = affinity(stances(statements))
    assert len(result.pairs) == max(0, len(statements) - 1)
    assert result.notes()
    assert json.dumps(result.to_json(), allow_nan=False)
    assert svg(result.picture()).startswith("<svg")
    assert make_actor("Aldoria").id not in str(result.notes())
