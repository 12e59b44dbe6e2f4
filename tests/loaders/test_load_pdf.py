from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_maker import assert_every_character_leads_back, column, make_pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from loaders import Meta, load

EXAMPLE = Path(__file__).parents[2] / "examples" / "caucasus-2020-11.pdf"


def read(path: Path):  # type: ignore[no-untyped-def]
    (document,) = load(path)
    return document


def test_the_example_reads_as_clean_prose_and_every_character_leads_back() -> None:
    document = read(EXAMPLE)
    assert_every_character_leads_back(document, EXAMPLE)
    assert "Azerbaijan accused Armenia of using cluster munitions." in document.text  # broken as Arme-nia
    assert "declared that Nagorno-Karabakh belongs to Azerbaijan." in document.text  # broken at its own hyphen
    assert "meridian-monitor.example" not in document.text
    assert "Page 2" not in document.text
    assert not any(mark in document.text for mark in "\x02\ufffe\u00ad\r")


def test_the_header_alone_dates_the_example() -> None:
    document = read(EXAMPLE)
    assert (document.title, document.publisher, document.published) == (
        "South Caucasus Country Report",
        "Meridian Country Monitor",
        "2020-11",
    )
    assert "November 2020" not in document.text


def test_two_columns_are_read_one_after_the_other() -> None:
    text = read(EXAMPLE).text
    left, right = text.index("Moscow found it worth studying."), text.index("4. The co-chairs lose the thread")
    assert right - left == len("Moscow found it worth studying.\n\n")


def test_columns_drawn_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "The envoy left the capital in the",
        "morning and reached the border",
        "before noon, where a car waited",
        "to take him to the talks.",
    ]
    right = [
        "Nobody at the talks expected him",
        "to stay. He stayed for three days",
        "and signed a paper that pleased",
        "neither of the two sides.",
    ]
    rows = [(72.0, 700.0 - 13 * i, a) for i, a in enumerate(left)] + [(330.0, 700.0 - 13 * i, b) for i, b in enumerate(right)]
    path = make_pdf(tmp_path / "rows.pdf", [sorted(rows, key=lambda row: (-row[1], row[0]))])
    document = read(path)
    assert document.text == " ".join(left) + "\n\n" + " ".join(right)
    assert_every_character_leads_back(document, path)


def test_a_numbered_list_is_not_taken_for_columns(tmp_path: Path) -> None:
    items = [(72.0 + 30 * (i % 2), 700.0 - 13 * (i // 2), text) for i, text in enumerate(
        ["1.", "The truce holds until noon.", "2.", "The envoys meet in Geneva.", "3.", "The prisoners are exchanged.", "4.", "The border opens."])]  # fmt: skip
    document = read(make_pdf(tmp_path / "list.pdf", [items]))
    assert document.text.startswith("1. The truce holds until noon.")


def test_running_lines_go_and_printed_labels_stay(tmp_path: Path) -> None:
    pages = [
        [
            (72.0, 810.0, "Harbour Review, 14 March 2021"),
            *column(f"The minister spoke on page {word}.\nNobody answered him."),
            (290.0, 30.0, str(number)),
        ]
        for number, word in ((17, "one"), (18, "two"), (19, "three"))
    ]
    document = read(make_pdf(tmp_path / "running.pdf", pages))
    assert [page.label for page in document.pages] == ["17", "18", "19"]
    assert "Harbour" not in document.text
    assert (document.title, document.published) == ("Harbour Review", "2021-03-14")
    assert document.locate(document.text.index("two")).label == "18"


def test_the_footer_of_a_single_page_is_known_by_its_number_and_address(tmp_path: Path) -> None:
    page = [
        *column("The two ministers met in Vienna.\nThey agreed on nothing."),
        (72.0, 30.0, "8 Harbour Review March 2021 www.harbour.example"),
    ]
    document = read(make_pdf(tmp_path / "one.pdf", [page]))
    assert document.text == "The two ministers met in Vienna. They agreed on nothing."
    assert (document.title, document.publisher, document.published) == ("Harbour Review", "harbour.example", "2021-03")
    assert document.pages[0].label == "8"


def test_the_running_line_with_the_date_names_the_document(tmp_path: Path) -> None:
    page = [
        (72.0, 815.0, "Page 8 - HarbourRptNov20"),
        *column("The two ministers met."),
        (72.0, 30.0, "8 HARBOUR Country Report November 2020"),
    ]
    document = read(make_pdf(tmp_path / "one.pdf", [page]))
    assert (document.text, document.title) == ("The two ministers met.", "HARBOUR Country Report")


def test_an_address_in_the_body_of_a_single_page_stays(tmp_path: Path) -> None:
    text = "The text is at www.harbour.example and the two ministers signed it.\nThey agreed on nothing else."
    assert "www.harbour.example" in read(make_pdf(tmp_path / "body.pdf", [column(text)])).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("The office in Arme-\nnia was closed.", "The office in Armenia was closed."),
        ("The US-\nbrokered truce failed.", "The US-brokered truce failed."),
        ("Fighting in Nagorno-\nKarabakh went on.", "Fighting in Nagorno-Karabakh went on."),
        (
            "The rebels, who are pro-\ngovernment now, left; the government stayed.",
            "The rebels, who are pro-government now, left; the government stayed.",
        ),
        ("They will pro-\nvide food for all.", "They will provide food for all."),
        ("A sub-way is not a sub-\nway to everyone.", "A sub-way is not a sub-way to everyone."),
        ("They have short-\nand long-range missiles.", "They have short- and long-range missiles."),
        ("In the years 2019-\n2020 he served.", "In the years 2019-2020 he served."),
        ("Four capitals\u2014\nBaku first\u2014wait.", "Four capitals\u2014Baku first\u2014wait."),
    ],
)
def test_hyphens_at_line_ends(tmp_path: Path, lines: str, expected: str) -> None:
    path = make_pdf(tmp_path / "hyphen.pdf", [column(lines)])
    document = read(path)
    assert document.text == expected
    assert_every_character_leads_back(document, path)


def test_a_paragraph_goes_on_over_the_page_and_its_parts_know_their_pages(tmp_path: Path) -> None:
    first = "The president said on Monday that the army would not leave the valley and\nthat nobody could make it leave, whatever the neighbours might say about the"
    second = "old border. He then left the room.\n\nNobody followed him."
    path = make_pdf(tmp_path / "over.pdf", [column(first), column(second)])
    document = read(path)
    assert "say about the old border. He then left the room.\n\nNobody followed him." in document.text
    assert document.page_at(document.text.index("old border")).number == 2
    assert_every_character_leads_back(document, path)


def test_a_footnote_does_not_cut_the_sentence_that_goes_on_over_the_page(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    pages = (
        (["The envoy said that the truce", "would hold until the spring,"], ["1 The text was never published."]),
        (["whatever the neighbours might do", "about it. Nobody believed him."], []),
    )
    for lines, notes in pages:
        words = canvas.beginText(72, 700)
        words.setFont("Times-Roman", 11, leading=13)
        for line in lines:
            words.textOut(line)
            if line.endswith("truce"):
                words.setFont("Times-Roman", 6.5, leading=13)
                words.setRise(4.5)
                words.textOut("1")
                words.setRise(0)
                words.setFont("Times-Roman", 11, leading=13)
            words.textLine("")
        canvas.drawText(words)
        canvas.setFont("Times-Roman", 8)
        for note in notes:
            canvas.drawString(72, 120, note)
        canvas.showPage()
    canvas.save()
    document = read(path)
    assert document.text == (
        "1 The text was never published.\n\nThe envoy said that the truce would hold until the spring, "
        "whatever the neighbours might do about it. Nobody believed him."
    )
    assert document.page_at(document.text.index("whatever")).number == 2
    assert_every_character_leads_back(document, path)


def test_justified_columns_with_wide_gaps_between_words_stay_columns(tmp_path: Path) -> None:
    lines = [
        "the envoy left the city", "at noon and nobody had seen him go", "before the two", "ministers read what he had signed", "for them on Monday while",
        "neither of them was at home", "or would have signed", "so bad a paper", "in so short a time as that",
    ]  # fmt: skip
    placed = []
    for start in (72.0, 330.0):
        for row, line in enumerate(lines):
            widths = [stringWidth(word, "Times-Roman", 11) for word in line.split()]
            spare = (200 - sum(widths)) / (len(widths) - 1)
            lefts = [start + sum(widths[:index]) + spare * index for index in range(len(widths))]
            placed += [(left, 700.0 - 13 * row, word) for left, word in zip(lefts, line.split(), strict=True)]
    document = read(make_pdf(tmp_path / "wide.pdf", [sorted(placed, key=lambda item: (-item[1], item[0]))]))
    assert document.text.split() == 2 * " ".join(lines).split()


def test_page_ranges_follow_each_other_and_agree_with_the_characters(tmp_path: Path) -> None:
    small = [(72.0, 100.0, "2 Small print at the foot."), (72.0, 87.0, "3 And more of it.")]
    pages = [
        column(f"Page {word} tells of an envoy who came and\nwent and of the truce that he brought to the", top=700)
        for word in ("one", "two", "three")
    ]
    path = make_pdf(tmp_path / "ranges.pdf", [page + small for page in pages])
    document = read(path)
    assert [page.start for page in document.pages] == sorted(page.start for page in document.pages)
    assert [page.end for page in document.pages][:-1] == [page.start for page in document.pages][1:]
    assert_every_character_leads_back(document, path)


def test_an_empty_page_between_keeps_its_number(tmp_path: Path) -> None:
    document = read(make_pdf(tmp_path / "gap.pdf", [column("The first page."), [], column("The third page.")]))
    assert [(page.number, page.start) for page in document.pages] == [(1, 0), (2, 17), (3, 17)]
    assert document.page_at(17).number == 3


def test_a_turned_page_reads_like_an_upright_one(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "turned.pdf"), pagesize=A4, invariant=1, initialFontSize=11)
    canvas.setPageRotation(90)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    canvas.drawString(72, 500, "The envoy came to the capi-")
    canvas.drawString(72, 487, "tal and went again.")
    canvas.showPage()
    canvas.save()
    assert read(tmp_path / "turned.pdf").text == "The envoy came to the capital and went again."


def test_options_outweigh_what_the_document_says() -> None:
    (document,) = load(EXAMPLE, Meta(title="Mine", publisher="Me", published="2021"))
    assert (document.title, document.publisher, document.published) == ("Mine", "Me", "2021")


def test_the_same_file_gives_the_same_document() -> None:
    assert read(EXAMPLE) == read(EXAMPLE)


words = st.sampled_from(
    [
        "the",
        "envoy",
        "minister",
        "Baku",
        "said-so",
        "truce",
        "(denied)",
        "1,960",
        "“quoted”",
        "Minsk’s",
        "co-chairs",
        "agreed;",
        "held:",
        "is",
    ]
)
paragraph = st.lists(words, min_size=1, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(paragraph, min_size=1, max_size=3), min_size=1, max_size=3), st.integers(3, 9))
def test_words_survive_in_order_and_characters_lead_back(tmp_path: Path, pages: list[list[list[str]]], per_line: int) -> None:
    placed = []
    for page in pages:
        lines = [" ".join(words[i : i + per_line]) for words in page for i in range(0, len(words), per_line)]
        placed.append(column("\n".join(lines), top=700))
    path = make_pdf(tmp_path / "any.pdf", placed)
    document = read(path)
    assert_every_character_leads_back(document, path)
    assert document.text.split() == [word for page in pages for words in page for word in words]
