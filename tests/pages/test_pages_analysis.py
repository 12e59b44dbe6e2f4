"""The analysis page, looked at in a real browser."""

import csv
import io

import pytest
from playwright.sync_api import expect
from sample import sample

from kg.analysis.overview import overview
from kg.pages import write_pages
from tests.pages.conftest import assert_accessible

REGION = sample(90)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("analysis")
    write_pages(out, REGION.documents, REGION.statements, REGION.profiles)
    return out


@pytest.fixture
def analysis(folder, again):
    return again(folder / "analysis.html")


def test_every_question_has_its_answer_and_its_command(analysis):
    sections = list(overview(REGION.statements, REGION.documents))
    assert len(sections) > 12
    for one in sections:
        part = analysis.page.locator(f"section#{one.name}")
        expect(part.locator("h2")).to_have_text(one.title)
        expect(part.locator("figure")).to_have_count(1)
        expect(part.locator(".command")).to_have_text(one.command)
    expect(analysis.page.get_by_role("navigation", name="Questions").get_by_role("link")).to_have_count(len(sections))


def test_a_row_leads_to_the_dossier_and_to_the_words(analysis, folder):
    link = analysis.page.locator("#centrality tbody a").first
    name = link.text_content()
    link.click()
    expect(analysis.page.get_by_test_id("title")).to_contain_text(name)
    analysis.page.goto((folder / "analysis.html").as_uri())
    for fold in analysis.page.locator("#quotations summary, #contested summary").all():
        fold.click()
    analysis.page.locator("#contested .evidence a").first.click()
    expect(analysis.page.locator(".card.chosen")).to_have_count(1)


def test_a_table_can_be_taken_away_whole(analysis):
    with analysis.page.expect_download() as saved:
        analysis.page.get_by_role("button", name="Download as CSV: centralities").click()
    head, *rows = csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig")))
    assert (head[0], head[-1]) == ("actor", "actor_id")
    shown = analysis.page.locator("#centrality .shown").text_content()
    assert f"of {len(rows)} shown" in shown


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_anybody_can_use_the_page(folder, look, theme):
    assert_accessible(look(folder / "analysis.html", color_scheme=theme))


@pytest.mark.parametrize("width", [1400, 400])
def test_the_page_fits_its_width(folder, look, width):
    watched = look(folder / "analysis.html", width=width)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_to_analyse_is_said(tmp_path, look):
    write_pages(tmp_path, (), (), {})
    expect(look(tmp_path / "analysis.html").page.locator("main")).to_contain_text("There is nothing to analyse")
