"""What the catalogue promises without any engine: heads that can be read, values that bind, texts that paste."""

from __future__ import annotations

import re

import pytest
import queries as page

from kg.errors import ActorNotFound, KgError, UsageError
from kg.queries import QueryNotFound, ValueType, catalogue, find

_QUERIES = pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)


def test_there_are_at_least_twenty_queries_with_names_a_shell_takes():
    assert len(catalogue()) >= 20
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name) for query in catalogue())


@_QUERIES
def test_a_query_uses_the_parameters_that_it_documents_and_no_others(query):
    code = re.sub(r"//[^\n]*", "", query.text)
    assert set(re.findall(r"\$(\w+)", code)) == {parameter.name for parameter in query.parameters}
    assert query.purpose.endswith(".")
    assert query.reading.endswith(".")
    assert query.example.startswith(f"kg query {query.name}")


@_QUERIES
def test_a_query_pastes_into_neo4j_browser(query):
    code = re.sub(r"//[^\n]*", "", query.text)
    assert not re.search(r"/\*|;|apoc\.|arcade|\bgds\.", code, re.IGNORECASE)
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|USE)\b", code)


@_QUERIES
def test_all_parameters_are_bound_whatever_is_left_out(query):
    given = {parameter.name: "2031" if "day" in parameter.type else "x" for parameter in query.required}
    assert query.bind(given).keys() == {parameter.name for parameter in query.parameters}


def test_an_unknown_query_gets_suggestions():
    with pytest.raises(QueryNotFound, match=r"did you mean .*rival-accounts") as caught:
        find("rival-acounts")
    assert caught.value.exit_code == 2
    with pytest.raises(QueryNotFound, match="kg query lists them"):
        find("'\n")


@pytest.mark.parametrize(
    ("name", "given", "bound"),
    [
        ("latest", {"a": "X", "until": "2024-02"}, {"until": "2024-02-29", "limit": 20}),
        ("asked", {"a": "X", "since": "2024"}, {"since": "2024-01-01", "b": None, "until": None}),
        ("words", {"a": "X", "type": "assault"}, {"type": "ASSAULT"}),
        ("ceasefires", {"a": "X", "words": "truce, , cease fire"}, {"words": ["truce", "cease fire"]}),
        ("dyad-score", {"a": "X", "b": "Y"}, {"certainty": "probable"}),
    ],
)
def test_texts_become_values_of_their_type(name, given, bound):
    assert bound.items() <= find(name).bind(given).items()


@pytest.mark.parametrize(
    ("name", "given", "complaint"),
    [
        ("asked", {}, "asked needs a (who asks)"),
        ("asked", {"a": "X", "c": "Y"}, "asked has no parameter 'c': it takes a [b]"),
        ("asked", {"a": "X", "since": "2024-13"}, "since: '2024-13' is no date"),
        ("asked", {"a": "X", "since": "2024-1"}, "is no date"),
        ("asked", {"a": "X", "limit": "many"}, "limit: 'many' is no whole number"),
        ("asked", {"a": "X", "limit": "-1"}, "limit: '-1' must be between"),
        ("words", {"a": "X", "type": "HUG"}, "type: 'HUG' is no PLOVER type"),
        ("dyad-score", {"a": "X", "b": "Y", "certainty": "sure"}, "certainty: 'sure' is no certainty"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(name, given, complaint):
    with pytest.raises(UsageError, match=re.escape(complaint)) as caught:
        find(name).bind(given)
    assert "\n" not in str(caught.value)


def test_values_go_to_the_required_parameters_first_and_never_to_the_limit():
    query = find("sanctions")
    assert query.arranged(["X", "Y"], {"since": "2031"}) == {"a": "X", "b": "Y", "since": "2031"}
    with pytest.raises(UsageError, match="no parameter for '5'"):
        query.arranged(["X", "Y", "2030", "2031", "5"], {})


def test_names_are_looked_up_by_what_the_caller_passes_in():
    def lookup(text):
        if text != "Norvania":
            raise ActorNotFound(text)
        return "state:NRV"

    assert find("asked").bind({"a": "Norvania"}, {ValueType.ACTOR: lookup})["a"] == "state:NRV"
    with pytest.raises(KgError, match="no actor named"):
        find("asked").bind({"a": "Nowhere"}, {ValueType.ACTOR: lookup})


def test_the_page_for_readers_is_what_the_generator_makes():
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "run tools/queries.py"
