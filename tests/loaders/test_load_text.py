from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import LoadError
from kg.model import Document, Location
from loaders import load


def read(path: Path) -> Document:
    (document,) = load(path)
    return document


def assert_every_character_leads_back(document: Document, raw: str) -> None:
    for run in document.runs:
        for offset in range(run.start, run.end):
            assert raw[document.locate(offset).position] == document.text[offset]


def test_the_text_is_the_files_own(tmp_path: Path) -> None:
    text = "Page 8 - Report\n\nThe  minister said \tno.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.txt").text == text


def test_mark_and_carriage_returns_go_and_offsets_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.\r\n")
    document = read(tmp_path / "a.txt")
    assert document.text == "One.\nTwo.\n"
    assert document.locate(document.text.index("Two")).position == len("One.\r\n")


def test_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ərdoğan spoke.".encode("utf-16"))
    assert read(tmp_path / "a.txt").text == "Ərdoğan spoke."


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\r\n\fTwo.\n\fThree.")
    document = read(tmp_path / "a.txt")
    assert document.text == "One.\n\fTwo.\n\fThree."
    assert [document.page_at(document.text.index(word)).number for word in ("One", "Two", "Three")] == [1, 2, 3]
    assert document.locate(document.text.index("Three")) == Location(3, "3", 13)


def test_a_first_line_and_a_dateline_name_and_date_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Envoys meet again\nTuesday, October 15, 2019\n\nThey met.\n", encoding="utf-8")
    document = read(tmp_path / "a.txt")
    assert (document.title, document.published) == ("Envoys meet again", "2019-10-15")


def test_a_date_within_the_prose_does_not_date_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The truce of 10 October 2020 failed.\nNobody was surprised.\n", encoding="utf-8")
    document = read(tmp_path / "a.txt")
    assert (document.title, document.published) == (None, None)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), min_size=1).filter(str.strip))
def test_any_text_is_kept_but_for_carriage_returns(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.txt").write_bytes(("A" + text).encode())
    document = read(tmp_path / "any.txt")
    assert document.text == ("A" + text).replace("\r\n", "\n")
    assert_every_character_leads_back(document, "A" + text)


def test_markdown_keeps_the_words_and_drops_the_markup(tmp_path: Path) -> None:
    raw = (
        "---\ntitle: Envoys\ndate: 2020-10-05\npublisher: Harbour\n---\n\n# Envoys meet\n\n> The *two* leaders met [in Baku](http://x.example/a_b) "
        "and **agreed**.\n\n- One\n- Two <!-- hidden -->\n\n```\ncode\n```\nEnd_of_text stays.\n"
    )
    (tmp_path / "a.md").write_text(raw, encoding="utf-8")
    document = read(tmp_path / "a.md")
    assert document.text.split() == [
        "Envoys",
        "meet",
        "The",
        "two",
        "leaders",
        "met",
        "in",
        "Baku",
        "and",
        "agreed.",
        "One",
        "Two",
        "End_of_text",
        "stays.",
    ]
    assert (document.title, document.publisher, document.published) == ("Envoys", "Harbour", "2020-10-05")
    assert_every_character_leads_back(document, raw)


def test_markdown_without_front_matter_is_named_by_its_heading(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Envoys meet #\n\n*October 5, 2020*\n\nThey met.\n", encoding="utf-8")
    document = read(tmp_path / "a.md")
    assert (document.title, document.published) == ("Envoys meet", "2020-10-05")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ab #*_`[]()>-!\r\n<", max_size=60))
def test_any_markdown_leads_back(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.md").write_bytes(("word " + text).encode())
    assert_every_character_leads_back(read(tmp_path / "any.md"), "word " + text)


def test_front_matter_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n", encoding="utf-8")
    with pytest.raises(LoadError, match="front matter that is not YAML"):
        read(tmp_path / "a.md")
