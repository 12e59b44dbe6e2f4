"""Which sources report whom favourably: means by hand, intervals, and the comparison with all others."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from factories import make_document, make_statement
from sample import sample

from kg.analysis.favour import Part, favour
from kg.analysis.proportions import bootstrap, wilson
from kg.model import Eventuality, Kind, Polarity, StanceValue
from kg.pictures import svg


def report(publisher, *sentences, **fields):
    return make_document(sentences, publisher=publisher, uri=f"{publisher}.txt", **fields)


def acts(document, *told, speakers=()):
    """A statement for each (sentence, who, whom, score)."""
    return [
        make_statement(
            document, sentence, sentence.split()[1], [who], [whom] if whom else [], speakers, type="AID", goldstein=score
        )
        for sentence, who, whom, score in told
    ]


@pytest.fixture
def papers():
    """The Herald tells of Aldoria's good deeds, the Post of its bad ones."""
    herald = report("Herald", *(f"Aldoria helped Brevania time {number}." for number in range(4)))
    post = report("Post", *(f"Aldoria harmed Castrel time {number}." for number in range(4)))
    good = acts(herald, *((f"Aldoria helped Brevania time {n}", "Aldoria", "Brevania", 8.0 - n) for n in range(4)))
    bad = acts(post, *((f"Aldoria harmed Castrel time {n}", "Aldoria", "Castrel", -8.0 - n / 2) for n in range(4)))
    return [herald, post], [*good, *bad]


def portrait(result, source, actor):
    return next(one for one in result.portraits if (one.source_name, one.actor_name) == (source, actor))


def test_a_source_is_set_against_all_others(papers):
    documents, statements = papers
    result = favour(statements, documents)
    herald, post = (portrait(result, name, "Aldoria") for name in ("Herald", "Post"))
    assert (herald.told, herald.mean, herald.others, herald.difference) == (4, 0.65, -0.875, 1.525)
    assert (post.mean, post.others) == (-0.875, 0.65)
    assert herald.low < 0.65 < herald.high
    assert herald.differs
    assert post.differs
    assert (herald.acts, herald.received, herald.stances) == (0.65, None, None)
    assert herald.statements == tuple(sorted(told.id for told in statements[:4]))
    assert portrait(result, "Herald", "Brevania").received == 0.65
    assert portrait(result, "Herald", "Brevania").others is None
    assert not portrait(result, "Herald", "Brevania").differs


def test_a_stance_toward_an_actor_counts_before_the_score_of_the_words():
    paper = report("Herald", *(f"Castrel praised Aldoria time {number}." for number in range(3)))
    told = [
        make_statement(
            paper, f"Castrel praised Aldoria time {number}", "praised", ["Castrel"], ["Aldoria"], kind=Kind.STANCE, stance=StanceValue.PRAISE,
            goldstein=3.4,
        )
        for number in range(3)
    ]  # fmt: skip
    aldoria, castrel = (portrait(favour(told, [paper]), "Herald", name) for name in ("Aldoria", "Castrel"))
    assert (aldoria.mean, aldoria.stances, aldoria.low) == (1.0, 1.0, None)  # all alike: no interval is feigned
    assert (castrel.mean, castrel.acts) == (0.34, 0.34)


def test_sources_are_the_publisher_the_outermost_speaker_and_news_agencies():
    paper = report("Herald", *(f"Aldoria helped Brevania time {number}." for number in range(3)))
    chain = ("person:Envoy", "news:Wire", "person:Colonel")
    told = acts(paper, *((f"Aldoria helped Brevania time {n}", "Aldoria", "Brevania", 5.0) for n in range(3)), speakers=chain)
    parts = {one.source_name: one.part for one in favour(told, [paper]).portraits}
    assert parts == {"Herald": Part.PUBLISHER, "Envoy": Part.SPEAKER, "Wire": Part.NEWS}


def test_who_tells_of_itself_is_marked_and_unknown_publishers_are_told_by_document():
    paper = report("Herald", *(f"Aldoria helped Brevania time {number}." for number in range(3)))
    told = acts(
        paper, *((f"Aldoria helped Brevania time {n}", "Aldoria", "Brevania", 5.0) for n in range(3)), speakers=["Aldoria"]
    )
    result = favour(told)
    assert portrait(result, "Aldoria", "Aldoria").itself
    assert not portrait(result, "Herald.txt", "Aldoria").itself
    assert any("publisher of 3 statements is not known" in note for note in result.notes())


def test_only_what_is_told_as_so_counts():
    paper = report("Herald", *(f"Aldoria helped Brevania time {number}." for number in range(5)))
    changes = ({"polarity": Polarity.DENIED}, {"polarity": Polarity.NEGATED}, {"eventuality": Eventuality.CALLED_FOR}, {}, {})
    told = [
        make_statement(
            paper, f"Aldoria helped Brevania time {number}", "helped", ["Aldoria"], ["Brevania"], goldstein=5.0, **fields
        )
        for number, fields in enumerate(changes)
    ]
    result = favour(told, [paper])
    assert (result.considered, result.portraits, result.seldom) == (2, (), 2)
    assert any("in 3 statements or more" in note for note in result.notes())
    assert [one.told for one in favour(told, [paper], least=2).portraits] == [2, 2]


def test_intervals_hold_the_mean_about_as_often_as_they_say():
    random, held = Random(8), 0
    for _ in range(300):
        interval = bootstrap([random.gauss(0, 1) for _ in range(6)])
        held += interval is not None and interval[0] <= 0 <= interval[1]
    assert 0.9 <= held / 300 <= 0.99
    assert bootstrap([1.0]) is None
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(8, 10) == (0.49, 0.943)


def test_the_picture_has_a_row_for_each_source_and_gaps_where_nothing_is_told(papers):
    documents, statements = papers
    picture = favour(statements, documents).picture()
    assert picture.rows == ("Herald", "Post")
    assert picture.columns == ("Aldoria", "Brevania", "Castrel")
    assert picture.values == ((0.65, 0.65, None), (-0.875, None, -0.875))
    assert svg(picture).startswith("<svg")


def test_who_publishes_and_is_quoted_under_one_name_has_two_rows():
    paper = report("Wire", *(f"Aldoria helped Brevania time {number}." for number in range(3)))
    told = acts(
        paper, *((f"Aldoria helped Brevania time {n}", "Aldoria", "Brevania", 5.0) for n in range(3)), speakers=["news:Wire"]
    )
    assert favour(told, [paper]).picture().rows == ("Wire, news agency", "Wire, publisher")


def test_the_same_statements_in_any_order_give_the_same_result():
    made = sample(200)
    shuffled = list(made.statements)
    Random(7).shuffle(shuffled)
    scored = {told.id: float(len(told.quote) % 21 - 10) for told in made.statements}
    ordered = [replace(told, goldstein=scored[told.id]) for told in made.statements]
    mixed = [replace(told, goldstein=scored[told.id]) for told in shuffled]
    result = favour(ordered, made.documents)
    assert result.portraits
    assert result == favour(mixed, made.documents[::-1])


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare_is_said_and_never_fails(count):
    paper = report("Herald", "Aldoria spoke.")
    told = [make_statement(paper, "Aldoria spoke", "spoke", ["Aldoria"])][:count]
    result = favour(told, [paper])
    assert result.tables()[0].rows == ()
    assert result.notes()
    assert json.dumps(result.to_json(), allow_nan=False)
    assert svg(result.picture()).startswith("<svg")
