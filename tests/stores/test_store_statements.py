"""What is put into a store comes out of it as it was, once, and can be looked up."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from factories import make_actor, make_document, make_statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import StatementNotFound, UsageError
from kg.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Eventuality,
    Filter,
    Kind,
    Office,
    Page,
    Place,
    Polarity,
    Profile,
    Run,
    StanceValue,
    Statement,
)
from kg.stores.rows import days

HARBOUR = "Freedonia asked Sylvania to open the harbour."
DENIAL = "Sylvania denied that it had closed the harbour."
MEETING = "Envoys of Freedonia and Sylvania met in Port Rufus."
REPORT = f"{HARBOUR} {DENIAL} {MEETING}"


def add_report(store, **fields):
    """A report of three statements, the second denying the first."""
    document = make_document(REPORT, title="Harbour", publisher="Wire", published="1933-11-17", uri="file:harbour", **fields)
    asked = make_statement(
        document, HARBOUR, "asked", ["Freedonia"], ["Sylvania"], ["person:Rufus Firefly"], type="REQUEST", date="1933-11",
        cameo="020", goldstein=-2.0, certainty=Certainty.PROBABLE, stance=StanceValue.SUPPORT, target_issue="harbour",
    )  # fmt: skip
    denied = make_statement(document, DENIAL, "denied", ["Sylvania"], type="REJECT", date="1933-11-16", denies=(asked.id,))
    met = make_statement(
        document,
        MEETING,
        "met",
        ["Freedonia", "Sylvania"],
        type="CONSULT",
        place=(Place("local:place:port-rufus", "Port Rufus"),),
    )
    asked = asked.linked(contested_by=(denied.id,))
    store.add(document, [asked, denied, met])
    return document, asked, denied, met


def test_what_was_added_comes_back(store):
    document, asked, denied, met = add_report(store)
    assert store.document(document.id) == document
    assert store.document("file:harbour") == document
    assert list(store.statements()) == [asked, denied, met]
    assert store.statement(met.id[:6]) == met
    info = store.documents()[0]
    assert (info.id, info.title, info.published, info.pages, info.statements) == (document.id, "Harbour", "1933-11-17", 1, 3)


def test_what_a_coder_rests_an_event_on_and_where_it_took_place_come_back(store):
    document = make_document("1933-11-18: Freedonia – met – Sylvania; Port Rufus", publisher="Coder", uri="coder:7")
    harbour = Place("geo:7", "Port Rufus", "FRE", -41.5, 0.0)
    told = make_statement(
        document, document.text, "met", ["Freedonia"], ["Sylvania"], type="CONSULT", date="1933-11-18", certainty=Certainty.UNKNOWN,
        extractor="Coder", place=(harbour, Place("local:place:pier", "Pier")), sources=("Wire, story 7", "https://wire.example/7?a=b"),
    )  # fmt: skip
    store.add(document, [told])
    assert list(store.statements()) == [told]
    found = store.query("MATCH (p:Place) RETURN p.name, p.latitude, p.longitude ORDER BY p.name")
    assert found.rows == (("Pier", None, None), ("Port Rufus", -41.5, 0.0))


def test_the_lookup_of_the_handbook(store):
    add_report(store)
    table = store.query("MATCH (a:Actor {name:'Freedonia'})-[r:REQUEST]->(b:Actor) RETURN b.name, r.date, r.text, r.page")
    assert table.columns == ("b.name", "r.date", "r.text", "r.page")
    assert table.rows == (("Sylvania", "1933-11", HARBOUR, 1),)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = TEXT.filter(bool)
ACTORS = st.builds(Actor, NAMES, TEXT, st.sampled_from(ActorKind), st.none() | st.sampled_from(["AZE", "ARM"]))
SOME_ACTORS = st.lists(ACTORS, max_size=3, unique_by=lambda actor: actor.id).map(tuple)
DEGREES = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
PLACES = st.lists(
    st.builds(lambda name, title, degrees: Place(name, title, None, *degrees or ()), NAMES, TEXT, DEGREES),
    max_size=2,
    unique_by=lambda place: place.id,
).map(tuple)
NUMBERS = st.integers(0, 2**40)
OFFICES = st.builds(Office, st.just(""), NAMES, st.none() | TEXT, TEXT, st.none() | TEXT, st.none() | TEXT)


@st.composite
def documents(draw):
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
    optional = st.none() | TEXT
    return Document.make(
        text,
        pages=(Page(1, draw(TEXT), 0, 5), Page(7, "vii", 5, len(text))),
        title=draw(optional),
        publisher=draw(optional),
        published=draw(optional),
        uri=draw(TEXT),
        runs=draw(st.lists(st.builds(Run, NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=3).map(tuple)),
    )


def statements_of(document):
    return st.builds(
        Statement,
        document=st.just(document.id), page=st.sampled_from([1, 7, 9]), start=NUMBERS, end=NUMBERS, quote=TEXT, trigger=TEXT,
        trigger_start=NUMBERS, trigger_end=NUMBERS, kind=st.sampled_from(Kind), actors=SOME_ACTORS, recipients=SOME_ACTORS,
        speakers=SOME_ACTORS, type=st.sampled_from([None, "ACCUSE", "CONSULT"]), mode=st.none() | TEXT,
        contexts=st.lists(TEXT, max_size=2).map(tuple), cameo=st.none() | TEXT,
        goldstein=st.none() | st.floats(-10, 10), stance=st.none() | st.sampled_from(StanceValue), target_issue=st.none() | TEXT,
        polarity=st.sampled_from(Polarity), certainty=st.sampled_from(Certainty), eventuality=st.sampled_from(Eventuality),
        date=st.none() | st.sampled_from(["2020-10-27", "2020-10", "2020", "2020-10-26/2020-10-29", "2020-10-27~", "soon"]),
        date_text=st.none() | TEXT, place=PLACES, content_of=st.lists(TEXT, max_size=2).map(tuple), extractor=TEXT, uri=TEXT,
        sources=st.lists(TEXT, max_size=3).map(tuple),
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_nothing_is_lost_whatever_the_words(store, data):
    document = data.draw(documents())
    statements = data.draw(st.lists(statements_of(document), max_size=4, unique_by=lambda each: each.id))
    store.add(document, statements)
    assert store.document(document.id) == document
    kept = store.statements(Filter(document=document.id))
    assert sorted(kept, key=lambda each: each.id) == sorted(statements, key=lambda each: each.id)
    store.remove(document.id)
    assert store.query("MATCH (n) RETURN count(n)").rows == ((0,),)


def test_half_a_character_is_refused_in_one_line(store):
    document = make_document("A \ud800 sign.")
    with pytest.raises(Exception, match=r"^a text holds half of a surrogate pair.*loading") as caught:
        store.add(document, [])
    assert caught.value.exit_code == 6
    assert store.documents() == ()


def test_adding_twice_changes_nothing(store):
    document, *statements = add_report(store)
    before = store.query("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN labels(n), n.id, type(r), count(*) ORDER BY n.id, type(r)")
    again = store.add(document, statements)
    assert (again.statements, again.replaced, again.unchanged) == (3, 0, True)
    after = store.query("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN labels(n), n.id, type(r), count(*) ORDER BY n.id, type(r)")
    assert after == before


def test_a_link_found_later_is_written(store):
    document, asked, denied, met = add_report(store)
    met = met.linked(contested_by=(denied.id,))
    assert not store.add(document, [asked, denied, met]).unchanged
    assert store.statement(met.id) == met


def test_a_new_version_replaces_the_old_one(store):
    old, *_ = add_report(store)
    new = make_document(HARBOUR, uri="file:harbour")
    added = store.add(new, [make_statement(new, HARBOUR, "asked", ["Freedonia"], ["Sylvania"], type="REQUEST")])
    assert (added.replaced, added.statements) == (3, 1)
    assert [info.id for info in store.documents()] == [new.id]
    assert {info.name for info in store.actors()} == {"Freedonia", "Sylvania"}
    assert store.query("MATCH (p:Place) RETURN p").rows == ()
    assert store.query("MATCH (:Actor)-[r]->(:Actor) RETURN type(r), r.doc").rows == (("REQUEST", new.id),)
    with pytest.raises(UsageError):
        store.document(old.id)


def test_removing_a_document_keeps_what_others_tell_of(store):
    document, *_ = add_report(store)
    other = make_document("Freedonia praised Ruritania.")
    store.add(other, [make_statement(other, other.text, "praised", ["Freedonia"], ["Ruritania"])])
    assert store.remove(document.id) == 3
    assert {info.name for info in store.actors()} == {"Freedonia", "Ruritania"}
    assert store.remove("no such document") == 0


def test_documents_without_an_address_do_not_replace_each_other(store):
    store.add(make_document("One."), [])
    store.add(make_document("Two."), [])
    assert len(store.documents()) == 2


def test_a_statement_of_another_document_is_refused(store):
    document, other = make_document(HARBOUR), make_document(MEETING)
    with pytest.raises(UsageError, match="is not of document"):
        store.add(document, [make_statement(other, MEETING, "met")])


def test_writers_at_the_same_time_lose_nothing(store):
    texts = [f"Freedonia asked Sylvania for {n} boats." for n in range(12)]
    readings = [
        (document := make_document(text), make_statement(document, text, "asked", ["Freedonia"], ["Sylvania"])) for text in texts
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda reading: store.add(reading[0], [reading[1]]), readings))
    assert len(list(store.statements())) == 12
    assert store.query("MATCH (a:Actor) RETURN count(a)").rows == ((2,),)


@pytest.mark.parametrize(
    ("changes", "edges"),
    [
        ({}, {("Freedonia", "REQUEST", "Sylvania"), ("Freedonia", "REQUEST", "Ruritania")}),
        ({"eventuality": Eventuality.PLANNED}, {("Freedonia", "REQUEST", "Sylvania"), ("Freedonia", "REQUEST", "Ruritania")}),
        ({"eventuality": Eventuality.CALLED_FOR}, set()),
        ({"eventuality": Eventuality.CONDITIONAL}, set()),
        ({"polarity": Polarity.NEGATED}, set()),
        ({"polarity": Polarity.DENIED, "stance": StanceValue.OPPOSE}, set()),
        ({"type": None}, set()),
        ({"recipients": ()}, set()),
        ({"type": "SANCTION", "recipients": (), "actors": (make_actor("Freedonia"), make_actor("Sylvania"))}, set()),
        (
            {"type": "CONSULT", "recipients": (), "actors": tuple(map(make_actor, ("Sylvania", "Freedonia", "Ruritania")))},
            {("Sylvania", "CONSULT", "Freedonia"), ("Sylvania", "CONSULT", "Ruritania")},
        ),
        (
            {"type": None, "stance": StanceValue.CONDEMN},
            {("Freedonia", "STANCE", "Sylvania"), ("Freedonia", "STANCE", "Ruritania")},
        ),
    ],
)
def test_which_short_edges_there_are(store, changes, edges):
    document = make_document("Freedonia asked Sylvania and Ruritania for boats.")
    asked = make_statement(document, document.text, "asked", ["Freedonia"], ["Sylvania", "Ruritania"], type="REQUEST")
    store.add(document, [replace(asked, **changes)])
    assert set(store.query("MATCH (a:Actor)-[r]->(b:Actor) RETURN a.name, type(r), b.name").rows) == edges


def test_a_short_edge_tells_where_it_is_from(store):
    document, asked, denied, _ = add_report(store)
    ((edge,),) = store.query("MATCH (:Actor)-[r:REQUEST]->(:Actor) RETURN r").rows
    assert edge == {
        "type": "REQUEST", "statement": asked.id, "date": "1933-11", "text": HARBOUR, "page": 1, "action": "asked",
        "by": "Rufus Firefly", "chain": ["Rufus Firefly"], "certainty": "probable", "polarity": "asserted", "status": "happened",
        "cameo": "020", "goldstein": -2.0, "doc": document.id, "start": 0, "end": len(HARBOUR),
    }  # fmt: skip
    assert store.query("MATCH (a)-[r:STANCE]->(b) RETURN a.name, r.value, r.issue, b.name").rows == (
        ("Freedonia", "support", "harbour", "Sylvania"),
    )
    assert store.query("MATCH (a:Actor)-[r:DENIES]->(b:Actor) RETURN a.name, b.name, r.by, r.statement").rows == (
        ("Sylvania", "Rufus Firefly", "Wire", denied.id),
    )


def test_links_and_evidence_are_edges_too(store):
    document, asked, denied, met = add_report(store)
    links = store.query("MATCH (s:Statement)-[r]->(t:Statement) RETURN s.id, type(r), t.id").rows
    assert set(links) == {(denied.id, "CONTESTS", asked.id), (denied.id, "DENIES", asked.id)}
    assert store.query(
        "MATCH (s:Statement {id: $id})-[:ON]->(p:Page)-[:IN]->(d:Document) RETURN p.number, p.label, d.id", {"id": met.id}
    ).rows == ((1, "1", document.id),)
    assert store.query("MATCH (s:Statement)-[:AT]->(p:Place) RETURN s.id, p.name").rows == ((met.id, "Port Rufus"),)
    assert store.query("MATCH (:Statement)-[r:SAID_BY]->(a:Actor) RETURN a.name, r.depth").rows == (("Rufus Firefly", 0),)


def test_links_between_documents_are_drawn_when_both_are_there(store):
    claim, denial = make_document(HARBOUR, uri="file:1"), make_document(DENIAL, uri="file:2")
    asked = make_statement(claim, HARBOUR, "asked", ["Freedonia"])
    denied = make_statement(denial, DENIAL, "denied", ["Sylvania"], denies=(asked.id,))
    store.add(denial, [denied])
    store.add(claim, [asked])
    assert store.link() == 1
    assert store.link() == 0
    assert store.query("MATCH (s:Statement)-[:DENIES]->(t:Statement) RETURN s.id, t.id").rows == ((denied.id, asked.id),)


@pytest.mark.parametrize(
    ("given", "triggers"),
    [
        (Filter(types=("REQUEST", "CONSULT")), ["asked", "met"]),
        (Filter(since="1933-11-17"), ["asked"]),
        (Filter(until="1933-11-15"), ["asked"]),
        (Filter(since="1933-12-01"), []),
        (Filter(said_by="local:person:rufus-firefly"), ["asked"]),
        (Filter(stance=StanceValue.SUPPORT), ["asked"]),
        (Filter(certainty=Certainty.PROBABLE), ["asked", "denied", "met"]),
        (Filter(certainty=Certainty.CERTAIN), ["denied", "met"]),
        (Filter(polarity=Polarity.DENIED), []),
        (Filter(document="file:harbour", types=("REJECT",)), ["denied"]),
    ],
)
def test_filters(store, given, triggers):
    add_report(store)
    assert [statement.trigger for statement in store.statements(given)] == triggers


def test_relations_of_one_and_between_two(store):
    _, asked, denied, met = add_report(store)
    freedonia, sylvania = make_actor("Freedonia").id, make_actor("Sylvania").id
    firefly = make_actor("person:Rufus Firefly").id
    assert list(store.relations(freedonia)) == [asked, met]
    assert list(store.relations(freedonia, sylvania)) == [asked, met]
    assert list(store.relations(sylvania, freedonia, Filter(types=("REQUEST",)))) == [asked]
    assert list(store.relations(sylvania)) == [asked, denied, met]
    assert list(store.relations(firefly)) == []
    assert list(store.relations(freedonia, freedonia)) == []


def test_a_statement_that_is_not_there(store):
    add_report(store)
    for key in ("", "abc", "zzzz"):
        with pytest.raises(StatementNotFound):
            store.statement(key)


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-10-26/2020-10-29", ("2020-10-26", "2020-10-29")),
        ("2019", ("2019-01-01", "2019-12-31")),
        ("2020-10-27?", ("2020-10-27", "2020-10-27")),
        ("2020-XX", ("2020-01-01", "2020-12-31")),
        ("../2020-10", (None, "2020-10-31")),
        ("soon", (None, None)),
        (None, (None, None)),
    ],
)
def test_the_days_that_a_date_spans(date, span):
    assert days(date) == span


def test_who_is_known_and_how_often(store):
    document, *statements = add_report(store)
    sylvania = make_actor("Sylvania")
    offices = (
        Office(sylvania.id, "seat", "SYL", "council", "1930", None),
        Office(sylvania.id, "chair", None, "council", "1931-05", "1932"),
    )
    profile = Profile(sylvania, ("Kingdom of Sylvania", "Sylvanie"), "Q1", offices)
    store.add(document, statements, {sylvania.id: profile, "nobody": Profile(make_actor("Nobody"))})
    assert store.profile(sylvania.id) == profile
    counts = {info.name: (info.statements, info.said) for info in store.actors()}
    assert counts == {"Freedonia": (2, 0), "Sylvania": (3, 0), "Rufus Firefly": (0, 1)}
    store.add(make_document(""), [])
    assert store.profile(sylvania.id) == profile


def entries(count):
    """Reports of which each denies what the one before says."""
    earlier = ()
    for number in range(count):
        document = make_document(
            f"Freedonia asked Sylvania for {number} boats.", uri=f"file:{number}", publisher=f"Wire {number}"
        )
        sides = ("Freedonia", "Sylvania") if number % 2 else ("Sylvania", "Freedonia")
        told = {"actors": sides[:1], "recipients": sides[1:], "type": "REJECT", "denies": earlier}
        statement = make_statement(document, document.text, "asked", **told)
        earlier = (statement.id,)
        yield document, (statement,), {}


def everything(store):
    nodes = store.query("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").rows
    edges = store.query("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p").rows
    return [sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (nodes, edges)]


def test_many_documents_at_once_make_the_graph_that_they_make_one_by_one(store):
    added = [store.add(*entry) for entry in entries(5)]
    one_by_one = everything(store)
    for info in store.documents():
        store.remove(info.id)
    assert list(store.add_all(entries(5))) == added
    assert everything(store) == one_by_one
    assert [each.unchanged for each in store.add_all(entries(5))] == [True] * 5
    assert everything(store) == one_by_one


def test_of_versions_of_one_document_among_many_the_last_stays(store):
    versions = [make_document(text, uri="file:report") for text in ("Freedonia waited.", "Freedonia waits.", "Freedonia left.")]
    added = list(store.add_all((version, [], {}) for version in versions))
    assert [each.document_id for each in added] == [version.id for version in versions]
    assert [info.id for info in store.documents()] == [versions[-1].id]


def test_what_comes_before_a_faulty_document_is_kept(store):
    def given():
        yield from entries(2)
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="is gone"):
        list(store.add_all(given()))
    assert len(store.documents()) == 2


def test_a_denial_that_comes_first_is_drawn_when_its_documents_are_linked(store):
    told, denying = entries(2)
    store.add(*told)
    store.add(*denying)
    in_order = everything(store)
    for info in store.documents():
        store.remove(info.id)
    store.add(*denying)
    store.add(*told)
    assert store.link() == 1
    assert everything(store) == in_order
    assert store.link() == 0
    assert everything(store) == in_order
