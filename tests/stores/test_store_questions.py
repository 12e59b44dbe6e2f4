"""Names spelled roughly find their actor, and any Cypher is answered or refused in one line."""

from __future__ import annotations

import pytest
from factories import make_actor, make_document, make_statement

from kg.errors import ActorAmbiguous, ActorNotFound, QueryError
from kg.model import Profile


@pytest.fixture
def people(store):
    text = "Rufus Firefly met Ilia Vardanian, Ada Vardanian, Freedonia and Sylvania."
    document = make_document(text)
    names = ["person:Rufus Firefly", "person:Ilia Vardanian", "person:Ada Vardanian", "Freedonia", "Sylvania"]
    actors = [make_actor(name) for name in names]
    profiles = {
        actors[3].id: Profile(actors[3], ("Républiqué de Freedonia", "Fredonia")),
        actors[4].id: Profile(actors[4], ("Fredonia",)),
    }
    store.add(document, [make_statement(document, text, "met", actors, type="CONSULT")], profiles)
    return store


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("local:state:freedonia", "Freedonia"),
        ("Freedonia", "Freedonia"),
        ("freedonia", "Freedonia"),
        ("republique de freedonia", "Freedonia"),
        ("Firefly", "Rufus Firefly"),
        ("Ilia Vardanyan", "Ilia Vardanian"),
        ("Rufus Fierfly", "Rufus Firefly"),
    ],
)
def test_names_find_their_actor(people, given, found):
    assert people.find_actor(given).name == found


def test_a_name_of_several_is_told_apart_by_id(people):
    with pytest.raises(ActorAmbiguous) as caught:
        people.find_actor("Vardanian")
    assert [name for _, name in caught.value.candidates] == ["Ada Vardanian", "Ilia Vardanian"]
    with pytest.raises(ActorAmbiguous):
        people.find_actor("Fredonia")


def test_an_unknown_name_gets_suggestions(people):
    with pytest.raises(ActorNotFound) as caught:
        people.find_actor("Sylvestria")
    assert caught.value.suggestions == ("Sylvania",)
    for name in ("Xyzzy", "", "' OR 1=1", "\n"):
        with pytest.raises(ActorNotFound):
            people.find_actor(name)
    with pytest.raises(ActorNotFound):
        people.profile("local:state:nowhere")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("MATCH (a:Actor) RETRUN a", "line 1, column 17"),
        ("MATCH (a:Actor)\nWHERE a.name = 'x'\n  RETRUN a", "line 3, column 3"),
        ("MATCH (a:Actor) RETURN b", "b"),
        ("MATCH (a:Actor) WHERE a.id = $missing RETURN a", "missing"),
        ("RETURN 'open", "line 1"),
        ("  ", "empty"),
    ],
)
def test_bad_cypher_says_where(store, query, place):
    with pytest.raises(QueryError, match=place) as caught:
        store.query(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Actor {id: 'intruder'})",
        "MATCH (a:Actor) SET a.name = 'x' RETURN a",
        "MATCH (a:Actor) DETACH DELETE a",
        "MATCH (n) DELETE n",
        "MATCH (a:Actor) REMOVE a.name",
        "MERGE (a:Actor {id: 'intruder'})",
        "MATCH (a:Actor) CALL { WITH a SET a.name = 'x' } RETURN a",
        "/* MATCH */ MATCH (a:Actor) WITH a FOREACH (x IN [1] | SET a.name = 'x')",
        "CREATE INDEX intruder IF NOT EXISTS FOR (n:Intruder) ON (n.id)",
    ],
)
def test_a_question_changes_nothing(people, query):
    before = people.query("MATCH (n) RETURN n ORDER BY n.id")
    with pytest.raises(QueryError, match="the query would change the graph"):
        people.query(query)
    assert people.query("MATCH (n) RETURN n ORDER BY n.id") == before


def test_words_of_writing_in_a_question_are_no_writing(people):
    table = people.query("MATCH (a:Actor) WHERE a.name <> 'CREATE SET' RETURN count(a) AS set // DELETE")
    assert table.rows == ((5,),)


def test_files_of_the_machine_are_not_read(embedded_url, tmp_path):
    from kg.stores import open_store

    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n")
    with open_store(embedded_url) as store:
        for write in (False, True):
            with pytest.raises(QueryError):
                store.query(f"LOAD CSV FROM 'file://{secret}' AS line RETURN line", write=write)


def test_writing_when_it_is_meant(store):
    store.query("CREATE (:Note {text: $text})", {"text": 'it\'s "so"; DROP'}, write=True)
    assert store.query("MATCH (n:Note) RETURN n").rows == (({"labels": ["Note"], "text": 'it\'s "so"; DROP'},),)
    store.query("MATCH (n:Note) DELETE n", write=True)


def test_graph_values_become_plain_data(people):
    query = "MATCH p = (a:Actor {name: 'Rufus Firefly'})-[r:CONSULT]-(b:Actor {name: 'Freedonia'}) RETURN p, a.name, [date('2020-10-27')]"
    ((path, name, dates),) = people.query(query).rows
    assert [node["name"] for node in path["nodes"]] == ["Rufus Firefly", "Freedonia"]
    assert path["relationships"][0]["action"] == "met"
    assert (name, dates) == ("Rufus Firefly", ["2020-10-27"])
