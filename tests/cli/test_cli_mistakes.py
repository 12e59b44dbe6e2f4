"""A mistake of the user's ends in one line that names it, and in the exit code that is documented."""

import pytest


def _one_line(outcome, code, *parts):
    assert outcome.code == code, outcome.err
    assert outcome.out == ""
    (line,) = outcome.err.splitlines()
    assert line.startswith("kg: ")
    for part in parts:
        assert part in line


def test_an_unknown_command_or_option_points_to_the_help(kg):
    _one_line(kg("relation", "A"), 2, "No such command 'relation'", "kg --help")
    _one_line(kg("relations", "A", "--colour"), 2, "--colour", "kg relations --help")
    _one_line(kg("relations"), 2, "Missing argument", "kg relations --help")


def test_an_unknown_type_lists_the_types(ask):
    _one_line(ask("relations", "Belmark", "--type", "HUG"), 2, "HUG", "ACCUSE", "ASSAULT", "THREATEN")


def test_a_date_that_is_none_is_named(ask):
    _one_line(ask("relations", "Belmark", "--since", "2031-02-30"), 2, "'2031-02-30' is no date", "2020-10-27")
    _one_line(ask("relations", "Belmark", "--since", "2031", "--until", "2030"), 2, "later than")
    _one_line(ask("extract", "x.txt", "--published", "yesterday"), 2, "yesterday")


def test_an_unknown_side_lists_the_sides(ask):
    _one_line(ask("relations", "Belmark", "--stance", "fond"), 2, "support", "condemn")


def test_an_unknown_actor_brings_suggestions(ask):
    _one_line(ask("relations", "Norvanja Republic of"), 3)
    _one_line(ask("actor", "Zzyzx"), 3, "Zzyzx")


def test_an_ambiguous_name_lists_who_may_be_meant(ask):
    _one_line(ask("actor", "Varga"), 4, "Petra Varga", "Nikol Varga", "give the id")


LOOKUPS = [["relations"], ["actor"], ["stance"], ["contested"], ["timeline"], ["path", "Nikol Varga"]]


@pytest.mark.parametrize("command", LOOKUPS, ids=lambda words: words[0])
def test_every_lookup_says_alike_what_is_wrong(ask, kg, command, tmp_path):
    _one_line(ask(*command, "Norvan"), 3, "'Norvan'", "did you mean Norvania?")
    _one_line(ask(*command, "Varga"), 4, "Petra Varga (local:person:petra-varga)", "Nikol Varga (local:person:nikol-varga)")
    _one_line(ask(*command, "Belmark", "--since", "Tuesday"), 2, "'Tuesday' is no date")
    _one_line(ask(*command, "Belmark", "--said-by", "Varga"), 4, "give the id")
    _one_line(kg("--store", "bolt://127.0.0.1:9", *command, "Norvania"), 6, "127.0.0.1:9")
    _one_line(kg("--store", f"embedded:{tmp_path / 'none'}", *command, "Norvania"), 6, "no graph at")


def test_an_unknown_statement_or_document_is_named(ask):
    _one_line(ask("show", "ffffffff"), 3, "ffffffff")
    _one_line(ask("show", "ff"), 3, "at least 4")
    _one_line(ask("export", "--format", "jsonl", "--document", "nowhere.txt"), 2, "nowhere.txt")


def test_broken_cypher_names_line_and_column(ask):
    _one_line(ask("cypher", "MATCH (a:Actor)\nRETRUN a"), 2, "line 2", "column")


def test_cypher_may_not_write_unless_asked(ask):
    _one_line(ask("cypher", "CREATE (x:Scratch) RETURN x"), 2, "read")
    assert ask("cypher", "MATCH (x:Scratch) RETURN count(x) AS n", "--format", "jsonl").out == '{"n": 0}\n'
    _one_line(ask("cypher", "RETURN $n", "--param", "n"), 2, "NAME=VALUE")


def test_a_store_that_was_never_built_is_said_to_be_missing_and_nothing_is_made(kg, tmp_path):
    for command in (
        ("actors",),
        ("relations", "Belmark"),
        ("show", "abcd1234"),
        ("cypher", "RETURN 1"),
        ("export",),
        ("validate",),
    ):
        _one_line(kg("--store", f"embedded:{tmp_path / 'none'}", *command), 6, "no graph at", "kg build")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_no_store_or_not_reachable_is_named(kg, tmp_path):
    _one_line(kg("--store", "mysql://localhost", "actors"), 2, "mysql")
    _one_line(kg("--store", "bolt://127.0.0.1:9", "actors"), 6, "127.0.0.1:9")


def test_an_export_that_cannot_be_written_leaves_nothing(ask, tmp_path):
    _one_line(ask("export", "--format", "jsonl", "--output", tmp_path / "missing" / "graph.jsonl"), 2, "cannot be written")
    assert list(tmp_path.iterdir()) == []


def test_drop_without_consent_deletes_nothing(ask):
    _one_line(ask("store", "drop"), 2, "nothing was deleted")
    assert ask("documents", "--format", "jsonl").out.count("\n") == 2


def test_a_gold_folder_that_is_none_is_named(kg, tmp_path):
    _one_line(kg("evaluate", tmp_path), 2, "no annotated documents")


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_path_that_is_not_there_is_named_and_no_store_is_made(kg, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = kg(command, "nowhere.pdf")
    assert outcome.code == 2
    assert "kg: nowhere.pdf: no such file" in outcome.err
    assert list(tmp_path.iterdir()) == []
