"""`kg query`, `kg cypher` and `kg sparql` as people use them."""

from __future__ import annotations

import io
import json
import sys

import pytest

from kg.cli import query as commands
from kg.queries import catalogue


def test_without_a_name_the_questions_are_listed(ask):
    code, out, _ = ask("query", "--format", "json")
    listed = json.loads(out)
    assert code == 0
    assert [row["query"] for row in listed] == [query.name for query in catalogue()]
    assert listed[0] | {"parameters": "a [b] [since] [until] [limit]", "sparql": True} == listed[0]


def test_an_actor_is_found_in_any_spelling_and_two_of_one_name_are_kept_apart(ask):
    code, out, _ = ask("query", "asked", "petra vargha", "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["of"] for line in out.splitlines()] == [["Belmark"]]
    code, out, err = ask("query", "asked", "Petra Varga")
    assert (code, out) == (4, "")
    assert "local:person:petra-varga-harn" in err
    assert ask("query", "asked", "Norwania Republik")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("query", "denial"), "no query is called 'denial'; did you mean denials"),
        (("query", "asked"), "asked needs a (who asks)"),
        (("query", "asked", "Norvania", "--param", "since=soon"), "since: 'soon' is no date"),
        (("query", "asked", "Norvania", "--param", "since"), "'since' is no parameter; write NAME=VALUE"),
        (("query", "denials", "--sparql"), "denials has no SPARQL form; asked, "),
        (("cypher",), "give one query"),
        (("cypher", "--file", "nowhere.cypher"), "nowhere.cypher: cannot be read"),
        (("sparql", "SELECT ?x WHERE {\n ?x nope:y 1 }"), "a prefix is not declared (line 2, column 11)"),
        (("sparql", "SELECT ?x WHERE { ?x nothing }"), "'}' is not understood (line 1, column 29)"),
        (("sparql", "SELECT ?x WHERE {"), "it ends too soon (line 1, column 18)"),
        (("sparql", "INSERT DATA { <a:b> <a:c> 1 }"), "SPARQL only reads it here"),
        (("sparql", "SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?p ?o } }"), "nothing leaves this machine"),
        (("sparql", "ASK {}", "--from", "nowhere.nq"), "nowhere.nq: cannot be read"),
        (("sparql", "ASK {}", "--from", "nowhere.pdf"), "not an RDF file by its ending"),
        (("sparql", "ASK {}", "--from", "graph.nq", "--type", "ACCUSE"), "leave one of them out"),
    ],
)
def test_a_mistake_is_told_in_one_line(ask, arguments, complaint):
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert err.count("\n") == 1


def test_nothing_found_is_said_to_people_only(ask):
    assert ask("query", "denials", "Norvania") == (0, ask("query", "denials", "Norvania")[1], "nothing found\n")
    assert ask("query", "denials", "Norvania", "--format", "json")[1:] == ("[\n]\n", "")


def test_the_text_of_a_query_is_printed_to_be_pasted(ask):
    text = next(query.text for query in catalogue() if query.name == "asked")
    assert ask("query", "asked", "--show") == (0, text, "")
    code, out, _ = ask("query", "asked", "Norvania", "Belmark", "--show", "--param", "since=2031-05")
    assert code == 0
    assert out == (
        ":param a => 'state:NRV';\n:param b => 'state:BLM';\n:param since => '2031-05-01';\n:param until => null;\n"
        f":param limit => 50;\n{text.rstrip()};\n"
    )


def test_sparql_stands_in_for_cypher_with_the_values_as_terms(ask):
    rows = ask("query", "asked", "Norvania", "--format", "csv")
    assert ask("query", "asked", "Norvania", "--format", "csv", "--sparql") == rows
    text = ask("query", "stances", "Norvania", 'x" } SERVICE <http://127.0.0.1/> {', "--show", "--sparql")[1]
    assert r'VALUES (?a ?on ?since ?until) { ("state:NRV" "x\" } SERVICE <http://127.0.0.1/> {" UNDEF UNDEF) }' in text
    assert ask("query", "stances", "Norvania", 'x" } SERVICE <http://127.0.0.1/> {', "--sparql", "--format", "json")[:2] == (
        0,
        "[\n]\n",
    )
    limited = ask("query", "stances", "Kestria", "--sparql", "--param", "limit=1", "--format", "jsonl")[1]
    assert limited.count("\n") == 1


def test_cypher_is_read_from_a_file_and_from_standard_input(ask, tmp_path, monkeypatch):
    file = tmp_path / "one.cypher"
    file.write_text("// one\nRETURN $x AS x", encoding="utf-8")
    assert ask("cypher", "--file", str(file), "--param", "x=3", "--format", "jsonl") == (0, '{"x": 3}\n', "")
    monkeypatch.setattr(sys, "stdin", io.StringIO("RETURN 2 AS y"))
    assert ask("cypher", "-", "--format", "jsonl") == (0, '{"y": 2}\n', "")


def test_sparql_answers_in_every_form(ask):
    count = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a dk:Statement }"
    assert ask("sparql", count, "--format", "jsonl") == (0, '{"n": 49}\n', "")
    assert ask("sparql", count, "--type", "ASSAULT", "--format", "csv") == (0, "n\n7\n", "")
    assert ask("sparql", "ASK { ?x a dk:State }", "--format", "tsv") == (0, "answer\nyes\n", "")
    code, out, _ = ask("sparql", "CONSTRUCT { ?x skos:prefLabel ?n } WHERE { ?x a dk:State ; skos:prefLabel ?n }")
    assert code == 0
    assert '"Kestria"' in out
    assert "@prefix skos:" in out
    assert ask("sparql", "DESCRIBE ?x WHERE { ?x a dk:State }", "--format", "json")[0] == 2


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
def test_sparql_asks_exported_files(ask, tmp_path, form):
    file = tmp_path / f"graph.{form}"
    assert ask("export", "--format", form, "--output", str(file))[0] == 0
    labels = "SELECT ?name WHERE { ?d dcterms:publisher ?p . ?p skos:prefLabel ?name } ORDER BY ?name"
    asked = ask("sparql", labels, "--format", "csv")
    assert asked[1].splitlines()[1:].count("Example Wire") == 2
    assert ask("sparql", labels, "--from", str(file), "--format", "csv") == asked


def test_names_of_queries_and_of_actors_complete(crisis_url):
    def completed(incomplete, **given):
        context = type("Context", (), {"params": {"store": crisis_url, **given}, "find_root": lambda self: self})()
        return commands.complete_value(context, incomplete)

    assert [name for name, _ in commands.complete_query("cease")] == ["ceasefires", "ceasefires-kept"]
    assert completed("nor", name="asked") == ["Norvania"]
    assert completed("bel", name="asked", values=["Norvania"]) == ["Belmark", "Belmark Daily"]
    assert completed("2", name="asked", values=["Norvania", "Belmark"]) == []
    assert completed("nor", name="office-holders") == []
    assert completed("nor", name="no-such-query") == []
