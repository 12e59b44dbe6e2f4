from __future__ import annotations

from html import unescape
from pathlib import Path

from loaders import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "truce-talks.html"
PAGE = """<!doctype html><html><head><title>Envoys &amp; truces</title>
<meta property="article:published_time" content="2020-10-27T08:00:00+00:00"><meta property="og:site_name" content="Harbour"></head>
<body><nav><a href="/">Envoys</a></nav><article><h1>Envoys &amp; truces</h1>
<p>The minister said the truce &#8220;cannot hold&#8221; while <b>sh</b>ells
fall on <a href="x">the old town</a>, and he flew home on Monday evening.</p>
<script>var hidden = "The minister said";</script>
<p>Iran&rsquo;s envoy will visit Baku &mdash; and then Moscow.<br>He arrives on Wednesday.</p></article>
<footer>Envoys and more</footer></body></html>"""


def raw_char(raw: str, position: int) -> str:
    """The character that begins at a place of the file, a character reference read as what it stands for."""
    if raw[position] != "&":
        return " " if raw[position].isspace() else raw[position]
    return unescape(raw[position : raw.index(";", position) + 1])


def assert_every_character_leads_back(path: Path) -> str:
    (document,) = load(path)
    raw = path.read_text(encoding="utf-8")
    real = {offset for run in document.runs for offset in range(run.start, run.end)}
    for offset in real:
        assert raw_char(raw, document.locate(offset).position) == document.text[offset]
    assert all(document.text[offset].isspace() for offset in set(range(len(document.text))) - real)
    positions = [document.locate(offset).position for offset in sorted(real)]
    assert positions == sorted(positions)
    return raw


def test_every_character_of_the_example_leads_back() -> None:
    assert_every_character_leads_back(EXAMPLE)


def test_menus_scripts_and_footers_are_left_out_and_references_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    (document,) = load(path)
    assert "truce “cannot hold” while shells fall on the old town, and" in document.text
    assert "Baku — and then Moscow." in document.text
    assert "hidden" not in document.text
    assert "and more" not in document.text
    assert (document.title, document.publisher, document.published) == ("Envoys & truces", "Harbour", "2020-10-27")
    raw = assert_every_character_leads_back(path)
    assert document.locate(document.text.index("& truces")).position == raw.index("&amp;", raw.index("<h1>"))


def test_a_page_without_metadata_is_dated_by_its_dateline(tmp_path: Path) -> None:
    body = "<p>The two sides met in the old town and agreed on a truce that both of them broke.</p>" * 2
    (tmp_path / "a.html").write_text(
        f"<html><body><article><p>27 October 2020</p>{body}</article></body></html>", encoding="utf-8"
    )
    (document,) = load(tmp_path / "a.html")
    assert document.published == "2020-10-27"
