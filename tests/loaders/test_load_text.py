from __future__ import annotations

import re
import time
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
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff-\u00ad\u2010\u2011"), min_size=1).filter(str.strip))
def test_any_text_without_hyphens_is_kept_but_for_carriage_returns(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.txt").write_bytes(("A" + text).encode())
    document = read(tmp_path / "any.txt")
    assert document.text == ("A" + text).replace("\r\n", "\n")
    assert_every_character_leads_back(document, "A" + text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The office in Arme-\nnia was closed.", "The office in Armenia\nwas closed."),
        ("The office in Arme\u2010\r\n  nia, once full, was closed.", "The office in Armenia,\nonce full, was closed."),
        ("The Franco-\nGerman plan failed.", "The Franco-German\nplan failed."),
        ("The well-\nknown envoy left.", "The well-known\nenvoy left."),
        ("The US-\nbrokered truce failed.", "The US-brokered\ntruce failed."),
        ("He served in 2019-\n2020 and left.", "He served in 2019-2020\nand left."),
        ("A sub-way is not a sub-\nway.", "A sub-way is not a sub-way."),
        ("They post\u00ad\nponed it.", "They postponed\nit."),
        ("In un-\nwill-\ning hands.", "In unwilling\nhands."),
        ("Short-\nand long-range missiles.", "Short-\nand long-range missiles."),
        ("The talks -\nlong awaited - failed.", "The talks -\nlong awaited - failed."),
        ("A new pre-\n\nAmble", "A new pre-\n\nAmble"),
        ("It ends with Arme-\n\fnia.", "It ends with Arme-\n\fnia."),
    ],
)
def test_words_broken_at_line_ends_are_made_whole(tmp_path: Path, raw: str, expected: str) -> None:
    (tmp_path / "a.txt").write_bytes(raw.encode())
    document = read(tmp_path / "a.txt")
    assert document.text == expected
    assert_every_character_leads_back(document, raw)


def test_a_broken_word_leads_back_to_both_its_halves(tmp_path: Path) -> None:
    raw = "Page one.\n\fThe office in Arme-\nnia was closed."
    (tmp_path / "a.txt").write_bytes(raw.encode())
    document = read(tmp_path / "a.txt")
    at = document.text.index("Armenia")
    assert [document.locate(at + offset) for offset in (0, 3, 4)] == [
        Location(2, "2", raw.index(half)) for half in ("Arme", "e-", "nia")
    ]
    assert document.locate(at + len("Armenia")) == Location(2, "2", raw.index("a was"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("abB1 -\u00ad\r\n\f>", max_size=60))
def test_mending_words_takes_away_nothing_but_hyphens_and_space(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.txt").write_bytes(("word" + text).encode())
    document = read(tmp_path / "any.txt")
    assert re.sub(r"[-\u00ad\s]", "", document.text) == re.sub(r"[-\u00ad\s]", "", "word" + text)
    assert_every_character_leads_back(document, "word" + text)


@pytest.mark.parametrize("text", [("a-" + " " * 1000) * 10_000, "a" * 5_000_000 + "-\n" + "b" * 5_000_000, "word- " * 1_500_000])
def test_ten_megabytes_in_a_line_are_read_soon(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    started = time.monotonic()
    assert len(read(tmp_path / "a.txt").text) > 0.99 * len(text)
    assert time.monotonic() - started < 10


def test_words_broken_in_markdown_prose_are_made_whole(tmp_path: Path) -> None:
    raw = "---\ntitle: A re-\n  port\n---\n> The *Arme-\n> nian* side left\n> in anger.\n\n- Sub-\n- Way\n\nIts pre-\n# Amble\n\n```\nx-\ny z\n```\n"
    (tmp_path / "a.md").write_text(raw, encoding="utf-8")
    document = read(tmp_path / "a.md")
    assert document.text == "The Armenian\nside left\nin anger.\n\nSub-\nWay\n\nIts pre-\nAmble\n\n"
    assert_every_character_leads_back(document, raw)


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
@given(st.text("ab #*_`[]()>-!\r\n<\u00ad", max_size=60))
def test_any_markdown_leads_back(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.md").write_bytes(("word " + text).encode())
    assert_every_character_leads_back(read(tmp_path / "any.md"), "word " + text)


def test_front_matter_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n", encoding="utf-8")
    with pytest.raises(LoadError, match="front matter that is not YAML"):
        read(tmp_path / "a.md")
