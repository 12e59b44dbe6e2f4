"""The contested accounts, looked at in a real browser."""

import csv
import io

import pytest
from factories import make_document, make_statement
from playwright.sync_api import expect
from region import ALONE, BELMARK, DENIAL, DOCUMENTS, NORVANIA, PROFILES, SHELLED, STATEMENTS

from kg.model import Polarity
from kg.pages import write_pages
from kg.pages.names import dyad_file
from kg.pages.rivalry import disputes
from tests.pages.conftest import assert_accessible

NOTE = make_document(
    "Ostmark said that Vesland had closed the pass. Vesland said that Ostmark had closed it. Both closed the inn.", title="Note"
)
ONE = make_statement(
    NOTE, "Vesland had closed the pass", "closed", ["Vesland"], ["Ostmark"], ["Ostmark"], type="COERCE", date="2031-09-01"
)
TWO = make_statement(
    NOTE,
    "Ostmark had closed it",
    "closed",
    ["Ostmark"],
    ["Vesland"],
    ["Vesland"],
    type="COERCE",
    date="2031-09-02",
    contested_by=(ONE.id,),
)
ONE = ONE.linked(contested_by=(TWO.id,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("contested")
    write_pages(out, (*DOCUMENTS, NOTE), (*STATEMENTS, ONE, TWO), PROFILES)
    return out


@pytest.fixture
def contested(folder, again):
    return again(folder / "contested.html")


def shown(watched):
    return tuple(int(word) for word in watched.find("counts").text_content().split()[:3] if word.isdigit())


def quotes(watched):
    return [
        [quote.text_content() for quote in dispute.get_by_test_id("quote").all()]
        for dispute in watched.find("disputes").get_by_test_id("dispute").all()
    ]


def test_two_that_contest_each_other_are_one_dispute_the_earlier_first():
    assert [(one.account, one.rival, one.denied) for one in disputes((TWO, ONE))] == [(TWO, ONE, False)]
    assert [(one.account, one.rival, one.denied) for one in disputes((SHELLED, DENIAL))] == [(SHELLED, DENIAL, True)]


def test_a_dispute_is_between_who_tells_and_who_denies():
    (one,) = disputes((SHELLED, DENIAL))
    assert {actor.name for actor in one.parties} == {"Tarn Wire", "Belmark"}
    (alone,) = disputes((ALONE,))
    assert alone.rival is None
    assert [actor.name for actor in alone.parties] == ["Norvania"]


def test_a_denial_whose_account_is_not_in_the_graph_is_shown_alone():
    lost = ALONE.linked(contested_by=("0123456789abcdef",), denies=("fedcba9876543210",))
    assert [(one.account, one.rival) for one in disputes((lost,))] == [(lost, None)]


@pytest.mark.browser
def test_every_dispute_is_there_with_its_sides_and_grouped_by_pair(contested):
    assert shown(contested) == (3, 3)
    assert contested.find("group").all_text_contents() == [
        "Tarn Wire – Belmark",
        "Ostmark – Vesland",
        "Norvania, and nobody named against it",
    ]
    assert quotes(contested) == [[SHELLED.quote, DENIAL.quote], [ONE.quote, TWO.quote], [ALONE.quote]]
    assert contested.page.locator(".stand").all_text_contents() == ["denied by", "contested by"]
    assert "Said by Tarn Wire" in contested.find("dispute").nth(0).text_content()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "value", "left"), [("actor", NORVANIA.id, 2), ("actor", BELMARK.id, 1), ("kind", "alone", 1), ("kind", "contested", 1), ("kind", "denied", 1)]
)  # fmt: skip
def test_each_filter_leaves_what_passes_it(contested, name, value, left):
    contested.find(name).select_option(value=value)
    assert shown(contested) == (left, 3)
    assert contested.find("dispute").count() == left
    contested.find("reset").click()
    assert shown(contested) == (3, 3)


@pytest.mark.browser
def test_dates_narrow_and_order_changes(contested):
    contested.find("since").fill("2031-05-01")
    contested.find("until").fill("2031-05-31")
    assert shown(contested) == (2, 3)
    contested.find("since").fill("2032-01-01")
    contested.find("until").fill("")
    assert "No dispute passes these filters" in contested.find("nothing").text_content()
    contested.find("nothing").get_by_role("button").click()
    contested.find("order").select_option(value="old")
    assert [sides[0] for sides in quotes(contested)] == [SHELLED.quote, ALONE.quote, ONE.quote]


@pytest.mark.browser
def test_a_pair_leads_to_its_disputes_and_to_the_page_of_the_two(contested, folder, look):
    contested.find("pairs").get_by_role("link", name="Ostmark – Vesland").click()
    expect(contested.find("dispute")).to_have_count(1)
    assert shown(contested) == (1, 3)
    again = look(folder / "contested.html", fragment=contested.page.evaluate("location.hash"))
    assert shown(again) == (1, 3)
    again.find("all-pairs").click()
    assert shown(again) == (3, 3)
    contested.page.get_by_role("link", name="All that passes between the two").click()
    assert contested.page.url.endswith(dyad_file("local:state:ostmark", "local:state:vesland"))


@pytest.mark.browser
def test_the_export_holds_both_sides(contested):
    contested.find("kind").select_option(value="denied")
    with contested.page.expect_download() as waiting:
        contested.find("csv").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    assert {row["quote"]: row["contradicts"] for row in rows} == {SHELLED.quote: DENIAL.id, DENIAL.quote: SHELLED.id}


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_the_page_is_accessible_and_fits(folder, look, theme, width):
    page = look(folder / "contested.html", width=width)
    assert_accessible(page, theme)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_where_nothing_is_contested_the_page_says_so(tmp_path, look):
    write_pages(tmp_path, (NOTE,), (ONE.linked(contested_by=()),), {})
    page = look(tmp_path / "contested.html")
    assert "Nothing is contested here" in page.page.locator("main").text_content()


@pytest.mark.browser
def test_many_disputes_come_in_steps(tmp_path, look):
    told = [
        make_statement(NOTE, "Both closed the inn", "closed", ["Ostmark"], type="COERCE", polarity=Polarity.DENIED, date=f"2031-{1 + index % 12:02d}-{1 + index // 12:02d}")
        for index in range(60)
    ]  # fmt: skip
    write_pages(tmp_path, (NOTE,), told, {})
    page = look(tmp_path / "contested.html")
    assert page.find("dispute").count() == 24
    page.find("more").click()
    page.find("more").click()
    assert page.find("dispute").count() == 60
    assert page.find("more").is_hidden()
