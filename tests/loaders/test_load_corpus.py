from __future__ import annotations

import hashlib
import json
from itertools import islice
from pathlib import Path

import pytest

from kg.errors import LoadError
from kg.model import Document
from loaders import Meta, load, read_all

GOOD = {
    "id": "a1",
    "text": "Iran denied it.",
    "title": "Denial",
    "date": "October 27, 2020",
    "publisher": "Wire",
    "uri": "https://x.example/a1",
}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_line_is_a_document(tmp_path: Path) -> None:
    line = json.dumps(GOOD)
    path = write(tmp_path / "c.jsonl", line)
    (document,) = load(path)
    assert (document.text, document.title, document.publisher, document.published) == (
        "Iran denied it.",
        "Denial",
        "Wire",
        "2020-10-27",
    )
    assert document.uri == f"{path}#a1"
    assert document.sha256 == hashlib.sha256(line.encode()).hexdigest()


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.jsonl",
        json.dumps(GOOD), "", '{"id": "a2", "text"', '["a3"]', '{"text": "No id."}', '{"id": "a5"}', '{"id": "a1", "text": "Again."}',
        '{"id": "a6", "text": "Undated.", "date": "soon"}', '{"id": 7, "text": "Armenia agreed."}',
    )  # fmt: skip
    items = list(read_all([path]))
    assert [item.uri for item in items if isinstance(item, Document)] == [f"{path}#a1", f"{path}#7"]
    assert [str(item).removeprefix(str(path)) for item in items if isinstance(item, LoadError)] == [
        ":3: is not JSON in UTF-8 (column 20: unexpected end of data); write one object a line",
        ':4: is not a JSON object; write {"id": ..., "text": ...}',
        ":5: has no `id`; give each document a string or a number",
        ":6: has no `text`; a corpus needs the document's words there",
        ":7: `id` 'a1' is already on line 1; give each document its own",
        ":8: `date` 'soon' is not a date; write 2020-10-27, 2020-11 or 2020",
    ]


def test_load_stops_at_the_first_bad_line(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", json.dumps(GOOD), "{")
    documents = load(path)
    assert next(documents).title == "Denial"
    with pytest.raises(LoadError, match=r"c\.jsonl:2: is not JSON"):
        next(documents)


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes('{"id": "a", "text": "Erdoğan"}\n'.encode() + '{"id": "b", "text": "Curaçao"}\n'.encode("latin-1"))
    first, second = read_all([path])
    assert isinstance(first, Document)
    assert str(second).startswith(f"{path}:2: is not JSON in UTF-8")


def test_options_outweigh_lines_and_lines_outweigh_the_sidecar(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", json.dumps(GOOD), '{"id": "a2", "text": "Armenia agreed."}')
    (tmp_path / "c.meta.json").write_text('{"publisher": "Archive", "date": "2021"}', encoding="utf-8")
    assert [(d.publisher, d.published) for d in load(path)] == [("Wire", "2020-10-27"), ("Archive", "2021")]
    assert [d.publisher for d in load(path, Meta(publisher="Mine"))] == ["Mine", "Mine"]


def test_a_corpus_is_read_line_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", json.dumps(GOOD), "{" * 1000)
    assert [document.title for document in islice(load(path), 1)] == ["Denial"]
