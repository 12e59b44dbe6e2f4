"""Every query of the catalogue gives the same known answers on the embedded engine and on Neo4j."""

from __future__ import annotations

import pytest
from golden_cases import asked, commands, golden

from kg.cli.output import cell
from kg.queries import catalogue, find
from kg.rdf.querying import with_statements, with_values

_ALL = tuple(commands())


@pytest.mark.parametrize("command", _ALL)
def test_a_query_gives_its_golden_answer(crisis_store, command):
    query, values = asked(command, crisis_store)
    answer = next(answer for answer in golden(query) if answer["command"] == command)
    table = crisis_store.query(query.text, values)
    assert list(query.columns) == answer["columns"]
    assert table.columns == query.columns or not table.rows
    assert [list(row) for row in table.rows] == answer["rows"]


def test_every_example_finds_something_and_no_golden_answer_is_left_over():
    for query in catalogue():
        answers = golden(query)
        assert answers[0]["command"] == query.example
        assert answers[0]["rows"]
        assert [answer["command"] for answer in answers] == [each for each in _ALL if each.split()[2] == query.name]


def test_a_limit_cuts_the_answer_after_it_was_sorted(crisis_store):
    for query in catalogue():
        if any(parameter.name == "limit" for parameter in query.parameters):
            _, values = asked(query.example, crisis_store)
            rows = crisis_store.query(query.text, values | {"limit": 10_000}).rows
            assert crisis_store.query(query.text, values | {"limit": 1}).rows == rows[:1], query.name


def test_hostile_values_are_only_values(crisis_store):
    hostile = "x'}) DETACH DELETE n // \" } SERVICE <http://127.0.0.1/> {"
    for query in catalogue():
        _, values = asked(query.example, crisis_store)
        texts = {one.name: hostile for one in query.parameters if one.type in ("actor", "statement", "document", "text")}
        if texts:
            assert crisis_store.query(query.text, values | texts).rows == (), query.name


@pytest.fixture(scope="module")
def dataset(crisis_store):
    readings = [
        (crisis_store.document(info.id), [told for told in crisis_store.statements() if told.document == info.id])
        for info in crisis_store.documents()
    ]
    return with_statements(readings, {info.id: crisis_store.profile(info.id) for info in crisis_store.actors()})


@pytest.mark.parametrize("command", [each for each in _ALL if find(each.split()[2]).sparql])
def test_the_sparql_form_gives_the_same_rows(crisis_store, dataset, command):
    query, values = asked(command, crisis_store)
    table = crisis_store.query(query.text, values)
    answer = dataset.ask(with_values(query.sparql, values))
    assert answer.columns == query.columns
    assert [list(map(cell, row)) for row in answer.rows] == [list(map(cell, row)) for row in table.rows]


def test_five_queries_have_a_sparql_form():
    assert sum(query.sparql is not None for query in catalogue()) == 5
