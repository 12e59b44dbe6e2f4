"""Filters and names without a store: the same statements and the same actors as the embedded engine gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import make_actor, make_document, make_statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import sample

from kg.analysis.filtering import find_actor, involving, passing
from kg.errors import ActorAmbiguous, ActorNotFound, UsageError
from kg.model import Actor, ActorKind, Certainty, Filter, Polarity, StanceValue
from kg.stores import open_store

DATES = (
    "2031", "2031-03", "2031-03-09", "2031-02-27/2031-03-02", "2031-03-05/..", "../2031-03-05", "2031-03-XX", "2031-03-09~",
    "2031-13", "2030/2031", "/2031-03-20", "soon", None,
)  # fmt: skip
DAYS = ("2031-02-28", "2031-03-01", "2031-03-05", "2031-03-09", "2031-03-31", "2031-12-31", "2031")

SAMPLE = sample(80)
DATED = make_document(
    [f"Aldoria wrote to Brevania on occasion {number}." for number in range(len(DATES))], uri="letters.txt", publisher="Post"
)
LETTERS = [
    make_statement(
        DATED, f"Aldoria wrote to Brevania on occasion {number}", "wrote", ["Aldoria"], ["Brevania"], type="CONSULT", date=date
    )
    for number, date in enumerate(DATES)
]
READINGS = [(document, [told for told in SAMPLE.statements if told.document == document.id]) for document in SAMPLE.documents] + [
    (DATED, LETTERS)
]
STATEMENTS = [told for _, statements in READINGS for told in statements]
ACTORS = sorted({actor.id for told in STATEMENTS for actor in (*told.actors, *told.recipients, *told.speakers)})

FILTERS = st.builds(
    Filter,
    types=st.lists(st.sampled_from(["ACCUSE", "CONSULT", "SANCTION", "NONE"]), max_size=2).map(tuple),
    since=st.sampled_from((None, *DAYS, "")),
    until=st.sampled_from((None, *DAYS, "")),
    said_by=st.sampled_from((None, None, *ACTORS, "nobody", "")),
    stance=st.sampled_from((None, None, *StanceValue)),
    certainty=st.sampled_from((None, *Certainty)),
    polarity=st.sampled_from((None, None, *Polarity)),
    document=st.sampled_from((None, None, None, DATED.id, "letters.txt", SAMPLE.documents[0].id, "")),
)


@pytest.fixture(scope="module")
def loaded(embedded_url):
    with open_store(embedded_url) as store:
        for info in store.documents():
            store.remove(info.id)
        for document, statements in READINGS:
            store.add(document, statements, SAMPLE.profiles)
        yield store


def by_date(told):
    return told.date is None, told.date or "", told.document, told.start, told.id


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=FILTERS)
def test_what_passes_is_what_the_store_gives(loaded, wanted):
    assert sorted(passing(STATEMENTS, wanted), key=by_date) == list(loaded.statements(wanted))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("end", ["since", "until"])
def test_inexact_dates_and_spans_pass_as_in_the_store(loaded, day, end):
    wanted = replace(Filter(document=DATED.id), **{end: day})
    assert {told.date for told in passing(STATEMENTS, wanted)} == {told.date for told in loaded.statements(wanted)}


@pytest.mark.parametrize("between", [False, True])
@pytest.mark.parametrize("pair", [("state:X00", "state:X01"), ("state:X02", "group:northern-front"), ("state:X00",), ("nobody",)])
def test_what_involves_actors_is_what_the_store_gives(loaded, pair, between):
    told = sorted(involving(STATEMENTS, pair, between=between), key=by_date)
    assert told == list(loaded.statements(Filter(), pair, between))


def test_a_document_that_no_statement_is_of_is_refused_as_by_a_store(loaded):
    lost = Filter(document="lost.txt")
    for ask in (lambda: passing(STATEMENTS, lost), lambda: loaded.statements(lost)):
        with pytest.raises(UsageError, match=r"lost\.txt"):
            list(ask())


@pytest.mark.parametrize("name", ["state:X03", "Dunmark", "dunmark", "Northern Frnt", "Valk", "Northern front", "Irina Valk"])
def test_a_name_means_whom_it_means_in_a_store(loaded, name):
    assert find_actor(STATEMENTS, name) == loaded.find_actor(name)


def test_other_names_that_the_directory_knows_are_understood():
    document = make_document("France thanked Germany.")
    told = make_statement(
        document, "France thanked Germany", "thanked", [Actor("state:FRA", "France", ActorKind.STATE, "FRA")],
        [Actor("state:DEU", "Germany", ActorKind.STATE, "DEU")],
    )  # fmt: skip
    assert find_actor([told], "Federal Republic of Germany").id == "state:DEU"


def test_a_name_that_nobody_or_several_have_is_an_error_that_helps(loaded):
    for lookup in (lambda name: find_actor(STATEMENTS, name), loaded.find_actor):
        with pytest.raises(ActorNotFound) as missed:
            lookup("Dunmrok Sea")
        assert "Dunmark" in missed.value.suggestions
        with pytest.raises(ActorAmbiguous) as doubtful:
            lookup("Straits")
        assert len(doubtful.value.candidates) > 1


def test_two_actors_of_one_name_are_told_apart_by_their_ids():
    document = make_document("Jan Rok met Jan Rok.")
    one, other = make_actor("person:Jan Rok"), Actor("local:person:jan-rok-2", "Jan Rok", ActorKind.PERSON)
    told = make_statement(document, "Jan Rok met Jan Rok", "met", [one, other])
    with pytest.raises(ActorAmbiguous, match=r"local:person:jan-rok-2"):
        find_actor([told], "Jan Rok")
    assert find_actor([told], other.id) == other
