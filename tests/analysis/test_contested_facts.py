"""Which facts are contested, of which pairs, whose they are, and who denies them."""

from __future__ import annotations

import json
from random import Random

import pytest
from factories import make_actor, make_document, make_statement
from sample import sample

from kg.analysis.contested import contested
from kg.assemble import assemble
from kg.model import Polarity
from kg.pictures import svg

TEXT = (
    "Straits Wire: Aldoria shelled Brevania at dawn, Castrel said. Aldoria denied the charge. "
    "Castrel said that Aldoria aided Brevania. Brevania accused Aldoria of theft. Aldoria denied it. The envoy denied a visit."
)
REPORT = make_document(TEXT, publisher="Straits Wire", uri="straits.txt")


def denial(quote, trigger, denier, claim):
    return make_statement(REPORT, quote, trigger, [denier], type="REJECT", denies=(claim.id,))


@pytest.fixture
def accounts():
    """A claim of Castrel that Aldoria denies, one that nobody denies, an accusation that Aldoria denies, a visit told only as denied."""
    shelled = make_statement(
        REPORT, "Aldoria shelled Brevania at dawn", "shelled", ["Aldoria"], ["Brevania"], ["Castrel"], type="ASSAULT",
        polarity=Polarity.DENIED,
    )  # fmt: skip
    aided = make_statement(REPORT, "Aldoria aided Brevania", "aided", ["Aldoria"], ["Brevania"], ["Castrel"], type="AID")
    accused = make_statement(REPORT, "Brevania accused Aldoria of theft", "accused", ["Brevania"], ["Aldoria"], type="ACCUSE")
    visit = make_statement(REPORT, "denied a visit", "visit", ["person:Envoy"], type="CONSULT", polarity=Polarity.DENIED)
    first = denial("Aldoria denied the charge", "denied", "Aldoria", shelled)
    second = denial("Aldoria denied it", "denied", "Aldoria", accused)
    return [
        shelled.linked(contested_by=(first.id,)), aided, accused.linked(contested_by=(second.id,)), visit, first, second,
    ]  # fmt: skip


def test_a_pair_has_its_share_of_contested_statements_and_who_contests_them(accounts):
    (pair,) = contested(accounts, [REPORT]).dyads
    assert (pair.a_name, pair.b_name) == ("Aldoria", "Brevania")
    assert (pair.dispute.statements, pair.dispute.contested, pair.dispute.denied, pair.dispute.share) == (3, 2, 2, 0.667)
    assert (pair.dispute.low, pair.dispute.high) == (0.208, 0.939)
    (denier,) = pair.dispute.deniers
    assert denier.name == "Aldoria"
    assert set(denier.statements) == {accounts[0].id, accounts[2].id}
    assert set(denier.denials) == {accounts[4].id, accounts[5].id}


def test_a_source_is_whoever_vouches_or_accuses_and_a_bare_denial_is_nobodys_claim(accounts):
    by_name = {one.name: one.dispute for one in contested(accounts, [REPORT]).sources}
    assert set(by_name) == {"Castrel", "Brevania"}
    assert (by_name["Castrel"].statements, by_name["Castrel"].contested, by_name["Castrel"].share) == (2, 1, 0.5)
    assert (by_name["Brevania"].statements, by_name["Brevania"].contested) == (1, 1)


def test_of_a_denial_without_a_denier_it_is_said_that_nobody_is_named(accounts):
    result = contested(accounts)
    assert (result.statements, result.contested, result.denied, result.unnamed) == (6, 3, 3, 1)
    assert any("Of 1 contested statements it is not told" in note for note in result.notes())


def test_what_a_source_denies_itself_is_not_contested_by_others():
    text = "Castrel said that it owed nothing to Dunmark. Castrel denied it."
    report = make_document(text)
    owed = make_statement(report, "it owed nothing to Dunmark", "owed", ["Castrel"], ["Dunmark"], ["Castrel"], type="REJECT")
    taken_back = make_statement(report, "Castrel denied it", "denied", ["Castrel"], type="REJECT", denies=(owed.id,))
    result = contested([owed, taken_back])
    assert result.contested == 1
    assert [one.dispute.contested for one in result.dyads] == [1]
    assert result.sources == ()


def test_rival_accounts_without_a_denial_contest_each_other():
    text = "According to Castrel, Aldoria shelled Brevania. According to Dunmark, Brevania shelled Aldoria."
    report = make_document(text)
    rivals = assemble(
        [
            make_statement(report, "Aldoria shelled Brevania", "shelled", ["Aldoria"], ["Brevania"], ["Castrel"], type="ASSAULT"),
            make_statement(report, "Brevania shelled Aldoria", "shelled", ["Brevania"], ["Aldoria"], ["Dunmark"], type="ASSAULT"),
        ]
    )
    result = contested(rivals)
    assert (result.contested, result.denied) == (2, 0)
    by = {one.name: [each.name for each in one.dispute.deniers] for one in result.sources}
    assert by == {"Castrel": ["Dunmark"], "Dunmark": ["Castrel"]}
    (pair,) = result.dyads
    assert (pair.dispute.statements, pair.dispute.contested) == (2, 2)


def test_the_publisher_answers_for_what_nobody_else_vouches_for():
    text = "Aldoria shelled Brevania. Aldoria denied the shelling."
    for publisher, name in (("Post", "Post"), (None, "news.txt")):
        report = make_document(text, publisher=publisher, uri="news.txt")
        claim = make_statement(report, "Aldoria shelled Brevania", "shelled", ["Aldoria"], ["Brevania"], type="ASSAULT")
        deny = make_statement(report, "Aldoria denied the shelling", "denied", ["Aldoria"], type="REJECT", denies=(claim.id,))
        (source,) = contested([claim, deny], [report]).sources
        assert source.name == name
        assert [each.name for each in source.dispute.deniers] == ["Aldoria"]


def test_who_denies_whom_is_a_table_with_the_statements(accounts):
    table = contested(accounts, [REPORT]).tables()[2]
    assert {(row[0], row[1], row[2]) for row in table.rows} == {("Aldoria", "Castrel", 1), ("Aldoria", "Brevania", 1)}
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_same_statements_in_any_order_give_the_same_result():
    made = sample(200)
    shuffled = list(made.statements)
    Random(6).shuffle(shuffled)
    assert contested(made.statements, made.documents) == contested(shuffled, made.documents[::-1])


@pytest.mark.parametrize("count", [0, 1])
def test_where_nothing_is_contested_the_result_says_so(count):
    report = make_document("Aldoria aided Brevania.")
    told = [make_statement(report, "Aldoria aided Brevania", "aided", ["Aldoria"], ["Brevania"], type="AID")][:count]
    result = contested(told)
    assert (result.dyads, result.sources) == ((), ())
    assert result.notes() == (f"None of {count} statements is contested or denied by another.",)
    assert json.dumps(result.to_json(), allow_nan=False)
    assert svg(result.picture()).startswith("<svg")
    assert svg(result.sources_picture()).startswith("<svg")
    assert make_actor("Aldoria").id not in str(result.notes())
