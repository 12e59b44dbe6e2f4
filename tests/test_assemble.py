"""Statements of one document meet: doubles merge, denials and rival accounts are linked, and doing it again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from factories import make_document, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assemble import assemble
from kg.model import Certainty, Eventuality, Kind, Polarity

TEXT = (
    "Lesotho said that Malawi had shelled Maseru. Malawi denied the claim. "
    "Malawi said that Lesotho had shelled Lilongwe. Gabon urged both to talk."
)
DOCUMENT = make_document(TEXT, published="2019-06-12", uri="notes/border.txt")


def state(quote, trigger, *parties, **fields):
    return make_statement(DOCUMENT, quote, trigger, *parties, **fields)


def shelling(**fields):
    return state(
        "Malawi had shelled Maseru", "shelled", ["Malawi"], ["Lesotho"], ["Lesotho"], type="ASSAULT", cameo="194", **fields
    )


def denial(**fields):
    return state("Malawi denied the claim", "denied", ["Malawi"], type="REJECT", cameo="016", **fields)


def counterclaim(**fields):
    return state(
        "Lesotho had shelled Lilongwe", "shelled", ["Lesotho"], ["Malawi"], ["Malawi"], type="ASSAULT", cameo="194", **fields
    )


def appeal(**fields):
    return state("Gabon urged both to talk", "urged", ["Gabon"], ["Malawi", "Lesotho"], type="REQUEST", cameo="020", **fields)


def by_trigger(statements, trigger, actor):
    return next(s for s in statements if s.trigger == trigger and s.actors[0].name == actor)


def test_nothing_comes_of_nothing():
    assert assemble([]) == []


def test_statements_stand_in_text_order_whatever_order_they_come_in():
    given_ = [shelling(), denial(), counterclaim(), appeal()]
    first = assemble(given_)
    assert [s.start for s in first] == sorted(s.start for s in given_)
    assert all(assemble(order) == first for order in permutations(given_))


def test_unrelated_statements_are_left_as_they_are():
    assert assemble([appeal()]) == [appeal()]


# ---------------------------------------------------------------- doubles


def test_the_same_act_told_twice_at_one_place_is_one_statement():
    assert assemble([appeal(), appeal()]) == [appeal()]


def test_of_two_doubles_the_fuller_one_stays():
    full = appeal(target_issue="talks", date="2019-06-12")
    plain = replace(appeal(), recipients=(), type=None, cameo=None)
    assert assemble([plain, full]) == [full]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": Kind.STANCE},
        {"polarity": Polarity.NEGATED},
        {"actors": shelling().actors},
    ],
    ids=["kind", "polarity", "actors"],
)
def test_what_differs_in_substance_is_no_double(change):
    assert len(assemble([appeal(), replace(appeal(), **change)])) == 2


def test_the_same_words_in_two_documents_are_two_statements():
    elsewhere = make_document(TEXT + " The rest is silence.")
    assert len(assemble([appeal(), replace(appeal(), document=elsewhere.id)])) == 2


def test_content_of_a_double_is_content_of_the_one_that_stays():
    full = appeal(target_issue="talks")
    plain = replace(appeal(), type=None, cameo=None)
    content = state(
        "both to talk", "talk", ["Malawi", "Lesotho"], type="CONSULT", eventuality=Eventuality.CALLED_FOR, content_of=(plain.id,)
    )
    merged = assemble([plain, full, content])
    assert by_trigger(merged, "talk", "Malawi").content_of == (full.id,)


# ---------------------------------------------------------------- denials


def test_a_denial_denies_the_claim_before_it_and_answers_who_made_it():
    told = assemble([shelling(), denial()])
    claim, answer = by_trigger(told, "shelled", "Malawi"), by_trigger(told, "denied", "Malawi")
    assert claim.polarity is Polarity.DENIED
    assert claim.contested_by == (answer.id,)
    assert answer.denies == (claim.id,)
    assert answer.polarity is Polarity.ASSERTED
    assert [actor.name for actor in answer.recipients] == ["Lesotho"]


def test_a_denial_denies_its_own_content():
    said_no = denial()
    content = replace(shelling(), speakers=said_no.actors, content_of=(said_no.id,))
    told = assemble([content, said_no])
    claim, answer = by_trigger(told, "shelled", "Malawi"), by_trigger(told, "denied", "Malawi")
    assert (claim.polarity, claim.contested_by, claim.content_of) == (Polarity.DENIED, (answer.id,), (answer.id,))
    assert answer.denies == (claim.id,)


@pytest.mark.parametrize(
    "claim",
    [
        replace(shelling(), speakers=()),
        replace(shelling(), speakers=denial().actors),
        replace(shelling(), actors=appeal().actors),
        replace(shelling(), document="another"),
    ],
    ids=["nobody's claim", "one's own claim", "a claim about another", "a claim in another document"],
)
def test_a_denial_leaves_other_claims_alone(claim):
    told = assemble([claim, denial()])
    assert {(s.polarity, s.contested_by, s.denies) for s in told} == {(Polarity.ASSERTED, (), ())}


def test_a_denial_says_nothing_of_what_comes_after_it():
    told = assemble([denial(), replace(counterclaim(), actors=denial().actors, speakers=appeal().actors)])
    assert all(s.polarity is Polarity.ASSERTED for s in told)


def test_a_refusal_denies_no_claim():
    refusal = replace(
        denial(), cameo="120", trigger="claim", trigger_start=TEXT.index("claim"), trigger_end=TEXT.index("claim") + 5
    )
    assert all(s.polarity is Polarity.ASSERTED for s in assemble([shelling(), refusal]))


# ---------------------------------------------------------------- rival accounts


def test_mirrored_accusations_contest_each_other():
    told = assemble([shelling(), counterclaim()])
    one, other = by_trigger(told, "shelled", "Malawi"), by_trigger(told, "shelled", "Lesotho")
    assert one.contested_by == (other.id,)
    assert other.contested_by == (one.id,)
    assert {one.polarity, other.polarity} == {Polarity.ASSERTED}


def test_a_visit_told_by_both_sides_is_no_contest():
    told = assemble([replace(shelling(), type="CONSULT"), replace(counterclaim(), type="CONSULT")])
    assert not any(s.contested_by for s in told)


def test_one_voice_affirms_what_another_says_is_not_so():
    other = replace(
        shelling(), start=TEXT.index("Malawi said"), end=len(TEXT), quote=TEXT[TEXT.index("Malawi said") :],
        trigger_start=TEXT.rindex("shelled"), trigger_end=TEXT.rindex("shelled") + 7,
        polarity=Polarity.NEGATED, speakers=appeal().actors,
    )  # fmt: skip
    one, rival = assemble([shelling(), other])
    assert (one.contested_by, rival.contested_by) == ((rival.id,), (one.id,))


# ---------------------------------------------------------------- again

LINKED = (shelling(), denial(), counterclaim(), appeal())


@settings(derandomize=True)
@given(
    st.lists(
        st.builds(
            replace,
            st.sampled_from(LINKED),
            polarity=st.sampled_from([Polarity.ASSERTED, Polarity.NEGATED]),
            certainty=st.sampled_from(Certainty),
            actors=st.sampled_from([s.actors for s in LINKED]),
            speakers=st.sampled_from([(), *(s.actors for s in LINKED)]),
            content_of=st.sampled_from([(), *((s.id,) for s in LINKED)]),
            date=st.sampled_from([None, "2019-06"]),
        ),
        max_size=7,
    )
)
def test_assembling_twice_changes_nothing(statements):
    once = assemble(statements)
    assert assemble(once) == once
    assert len({statement.id for statement in once}) == len(once)


@settings(derandomize=True)
@given(st.lists(st.sampled_from(LINKED), max_size=6))
def test_every_link_leads_to_a_statement_of_the_document(statements):
    told = assemble(statements)
    ids = {statement.id for statement in told}
    assert all({*s.contested_by, *s.denies, *s.content_of} <= ids for s in told)
    assert all(s.id not in {*s.contested_by, *s.denies, *s.content_of} for s in told)
