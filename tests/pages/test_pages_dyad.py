"""The page of two actors, looked at in a real browser."""

import pytest
from factories import make_document, make_statement
from playwright.sync_api import expect
from region import ACCUSED, BELMARK, CASTRIA, DENIAL, DOCUMENTS, NORVANIA, PROFILES, SHELLED, STATEMENTS

from kg.pages import dyads_left_out, write_pages
from kg.pages.names import actor_file, dyad_file
from tests.pages.conftest import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("dyads")
    write_pages(out, DOCUMENTS, STATEMENTS, PROFILES)
    return out


@pytest.fixture
def castria(folder, again):
    """Castria and Norvania: in both directions, together, planned and over months."""
    return again(folder / dyad_file(CASTRIA.id, NORVANIA.id))


def test_both_directions_and_what_they_do_together_stand_apart(castria):
    assert castria.find("title").text_content() == "Castria and Norvania"
    assert castria.find("way-forth").locator("li").all_text_contents() == ["Relation1", "Request1"]
    assert castria.find("way-back").locator("li").all_text_contents() == ["Aid2"]
    assert castria.find("way-together").locator("li").all_text_contents() == ["Consult1"]


def test_the_cards_of_the_one_stand_left_and_those_of_the_other_right(castria):
    left = castria.page.locator("#cards > .forth").first.bounding_box()
    right = castria.page.locator("#cards > .back").first.bounding_box()
    across = castria.page.locator("#cards > .together").first.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert across["width"] > left["width"] + right["width"]


def test_the_score_over_time_is_drawn_with_the_counts_of_each_month(castria):
    chart = castria.page.locator(".over-time")
    assert "Between the two by month" in chart.text_content()
    chart.locator("summary").click()
    rows = [row.locator("th, td").all_text_contents() for row in chart.locator("tbody tr").all()]
    assert rows[0][0] == "2031-05"
    assert rows[1] == ["2031-06", "7", "2", "0"]
    assert "1 statement stands at the date of the report" in chart.text_content()


def test_a_count_leads_to_the_statements_of_that_direction(castria):
    castria.find("way-back").get_by_role("link", name="Aid").click()
    expect(castria.page.locator("#cards > li")).to_have_count(2)
    assert castria.find("role-back").is_checked()


def test_contested_accounts_stand_side_by_side(folder, again):
    page = again(folder / dyad_file(NORVANIA.id, BELMARK.id))
    dispute = page.find("disputes").get_by_test_id("dispute")
    sides = [side.bounding_box() for side in dispute.locator(".side").all()]
    assert [quote.text_content() for quote in dispute.get_by_test_id("quote").all()] == [SHELLED.quote, DENIAL.quote]
    assert sides[0]["x"] + sides[0]["width"] < sides[1]["x"]
    assert abs(sides[0]["y"] - sides[1]["y"]) < 2
    quotes = page.page.locator("#cards [data-testid=quote]").all_text_contents()
    assert set(quotes) == {SHELLED.quote, DENIAL.quote, ACCUSED.quote}


def test_on_a_small_screen_the_two_come_one_below_the_other(folder, look):
    page = look(folder / dyad_file(NORVANIA.id, BELMARK.id), width=400).page
    sides = [side.bounding_box() for side in page.locator("#disputes .side").all()]
    assert sides[0]["y"] + sides[0]["height"] <= sides[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.get_by_test_id("filters").is_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_of_two_is_accessible(folder, look, theme):
    assert_accessible(look(folder / dyad_file(NORVANIA.id, BELMARK.id)), theme)


def test_names_lead_to_the_dossiers(castria):
    castria.find("title").get_by_role("link", name="Norvania").click()
    assert castria.page.url.endswith(actor_file(NORVANIA.id))


def test_above_the_cap_the_pairs_told_of_most_have_pages_and_the_rest_is_said(tmp_path, again):
    report = make_document("Norvania met a town.")
    told = [
        make_statement(
            report, "Norvania met a town", "met", [NORVANIA], [f"Town {town}"], type="CONSULT", date=f"2031-05-{day:02d}"
        )
        for town in range(6)
        for day in range(1, 9 - town)
    ]
    paths = write_pages(tmp_path, (report,), told, {}, most_dyads=2)
    dyads = {path.name for path in paths if path.name.startswith("dyad-")}
    assert dyads == {dyad_file(NORVANIA.id, f"local:state:town-{town}") for town in (0, 1)}
    assert dyads_left_out(told, 2) == 4
    index = again(tmp_path / "index.html")
    assert "6 pairs in all, 2 with a page of their own" in index.page.locator("main").text_content()
    links = [link.get_attribute("href") for link in index.find("pairs").get_by_role("link").all()]
    partners = again(tmp_path / actor_file(NORVANIA.id)).find("partners").get_by_role("link")
    links += [link.get_attribute("href") for link in partners.all()]
    assert len(links) == 12
    assert all((tmp_path / link.partition("#")[0]).exists() for link in links)
