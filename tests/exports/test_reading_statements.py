"""Statements read back from what kg writes, and one clear line for everything else."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hostile import READINGS

from kg import rdf
from kg.cli import run
from kg.errors import LoadError
from kg.exports import parquet
from kg.exports.reading import FORMS, read_statements

STATEMENTS = sorted((told for _, statements in READINGS for told in statements), key=lambda told: told.id)


def lines(statements=STATEMENTS):
    return b"".join(json.dumps(told.to_json()).encode() + b"\n" for told in statements)


def content(form):
    if form == "parquet":
        target = io.BytesIO()
        parquet.write(STATEMENTS, target)
        return target.getvalue()
    if form in rdf.FORMATS:
        return rdf.serialise(rdf.to_dataset(READINGS), form).encode()
    return lines()


def read(source, form=None):
    return sorted(read_statements(source, form), key=lambda told: told.id)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_statements_back_as_they_were(tmp_path, form, packed):
    path = tmp_path / (f"graph.{form}.gz" if packed else f"graph.{form}")
    path.write_bytes(gzip.compress(content(form)) if packed else content(form))
    assert read(path) == STATEMENTS


@pytest.mark.parametrize("form", [None, "parquet", "nq"])
def test_a_stream_is_read_as_json_lines_or_as_it_is_told_to_be(form):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    stream = Pipe(content(form or "jsonl"))
    assert read(stream, form) == STATEMENTS
    assert not stream.closed


@pytest.mark.parametrize("form", ["jsonl", "parquet", "trig", "nq", "ttl", "jsonld"])
def test_what_kg_export_writes_is_read(hostile_url, tmp_path, form):
    target = tmp_path / f"graph.{form}"
    assert run(["--store", hostile_url, "export", str(target)]) == 0
    assert read(target) == STATEMENTS


def test_lines_come_one_by_one_and_empty_ones_and_a_mark_at_the_beginning_do_no_harm(tmp_path):
    path = tmp_path / "graph.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines().replace(b"\n", b"\r\n\r\n") + b"{broken")
    found = read_statements(path)
    assert [next(found) for _ in STATEMENTS] == STATEMENTS
    with pytest.raises(LoadError):
        next(found)


GOOD = STATEMENTS[0].to_json()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "line 2: not JSON"),
        (b"\xff\xfe", "line 2: not UTF-8: save it in that encoding"),
        (b'"words"', "line 2: not a statement: no object with fields"),
        (b'{"text": "a report"}', "line 2: not a statement: it has no document, page, start"),
        (json.dumps(GOOD | {"page": "two"}).encode(), 'line 2: not a statement: page is "two"'),
        (json.dumps(GOOD | {"start": True}).encode(), "line 2: not a statement: start is true"),
        (json.dumps(GOOD | {"actors": "Norvania"}).encode(), 'line 2: not a statement: actors is "Norvania"'),
        (json.dumps(GOOD | {"contexts": [1]}).encode(), r"line 2: not a statement: contexts is \[1\]"),
        (json.dumps(GOOD | {"goldstein": float("nan")}).encode(), "line 2: not JSON .NaN is no number"),
        (json.dumps(GOOD | {"polarity": "maybe"}).encode(), "line 2: not a statement: 'maybe' is not a valid Polarity"),
        (json.dumps(GOOD | {"actor_ids": []}).encode(), "line 2: "),
        (
            json.dumps(GOOD | {"quote": GOOD["quote"], "start": GOOD["start"] + 1}).encode(),
            "line 2: its id is .* changed by hand",
        ),
        (b"[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_line_that_is_no_statement_is_named_with_its_number_and_a_remedy(tmp_path, line, reason):
    path = tmp_path / "graph.jsonl"
    path.write_bytes(lines(STATEMENTS[:1]) + line + b"\n")
    with pytest.raises(LoadError, match=reason) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("graph.csv", b"id\n", "a CSV file joins lists .* kg export --format jsonl"),
        ("graph.json", b"[]", "not of whole statements: write it with kg extract"),
        ("graph.graphml", b"<a/>", "a network has edges"),
        ("report.pdf", b"%PDF", "the suffix tells no form .* kg extract"),
        ("graph", b"", "the suffix tells no form"),
        ("graph.parquet", b"PAR1 not at all", "not a Parquet table of statements"),
        ("graph.trig", b"<a> <b>", "not trig: .*kg export --format trig"),
        ("graph.nq", b"<urn:a> <urn:b> <urn:c> .\n_:x <urn:b> <urn:c> .\n", "nameless node"),
        ("graph.jsonl.gz", b"not packed", "is not packed by gzip"),
        ("graph.jsonl.gz", gzip.compress(lines())[:-20], "ends before its contents do"),
        ("graph.trig.gz", gzip.compress(content("trig"))[:-20], "ends before its contents do"),
    ],
)
def test_a_file_that_holds_no_statements_is_named_with_a_remedy(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LoadError, match=reason) as error:
        read(tmp_path / name)
    assert str(error.value).startswith(str(tmp_path / name))
    assert "\n" not in str(error.value)


def test_a_missing_file_a_folder_and_an_unknown_form_are_told_in_one_line(tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    for path, reason in ((tmp_path / "lost.jsonl", "No such file"), (tmp_path / "folder.jsonl", "Is a directory")):
        with pytest.raises(LoadError, match=f"cannot be read: {reason}"):
            read(path)
    with pytest.raises(LoadError, match="no statements are read from 'xml'"):
        read(io.BytesIO(b""), "xml")


def test_an_empty_file_holds_no_statements(tmp_path):
    (tmp_path / "graph.jsonl").write_bytes(b"")
    assert read(tmp_path / "graph.jsonl") == read(io.BytesIO(b"\n")) == []
