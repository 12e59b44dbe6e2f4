from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from loaders import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "front-line-notes.docx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    word = docx.Document()
    word.core_properties.title, word.core_properties.author = "Envoys", "Harbour"
    word.core_properties.created = datetime(2020, 10, 28)
    word.add_paragraph("The envoy came.")
    word.add_paragraph("")
    word.add_paragraph("He left ").add_run("at once.")
    word.add_page_break()
    word.add_paragraph("A table follows.")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Baku", "Yerevan"
    word.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def test_paragraphs_tables_and_pages_are_read(path: Path) -> None:
    (document,) = load(path)
    assert document.text == "The envoy came.\n\nHe left at once.\n\nA table follows.\n\nBaku\n\nYerevan"
    assert document.page_at(document.text.index("left")).number == 1
    assert document.page_at(document.text.index("table")).number == 2
    assert (document.title, document.publisher, document.published) == ("Envoys", "Harbour", "2020-10-28")


@pytest.mark.parametrize("which", ["small", "example"])
def test_every_character_leads_back(path: Path, which: str) -> None:
    file = path if which == "small" else EXAMPLE
    (document,) = load(file)
    raw = "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in docx.Document(str(file)).element.body.iter(qn("w:p"))
    )
    for run in document.runs:
        for offset in range(run.start, run.end):
            assert raw[document.locate(offset).position] == document.text[offset]


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Iran ")
    for tag, inner, text in (("w:del", "w:delText", "denied "), ("w:ins", "w:t", "confirmed ")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("it.")
    word.save(str(tmp_path / "a.docx"))
    (document,) = load(tmp_path / "a.docx")
    assert document.text == "Iran confirmed it."


def test_a_dateline_outweighs_the_day_the_file_was_made() -> None:
    (document,) = load(EXAMPLE)
    assert (document.published, document.publisher) == ("2020-10-29", "Caspian Rim Institute")


def test_what_the_writing_program_puts_in_by_itself_names_and_dates_nothing(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("The envoy came.")
    word.save(str(tmp_path / "a.docx"))
    (document,) = load(tmp_path / "a.docx")
    assert (document.title, document.publisher, document.published) == (None, None, None)
