"""The dossier of an actor, looked at in a real browser."""

import csv
import io
import re

import pytest
from factories import make_actor, make_document, make_statement
from playwright.sync_api import expect
from region import CASTRIA, DOCUMENTS, DORN, GRAIN, NORVANIA, PROFILES, REPORT, SHELLED, STATEMENTS, WIRE

from kg.model import Profile
from kg.pages import write_pages
from kg.pages.names import actor_file, dyad_file, evidence_address
from tests.pages.conftest import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("dossiers")
    write_pages(out, DOCUMENTS, STATEMENTS, PROFILES)
    return out


@pytest.fixture
def norvania(folder, again):
    return again(folder / actor_file(NORVANIA.id))


def cards(watched):
    return watched.page.locator("#cards [data-testid=statement]")


def shown(watched):
    """How many of how many statements are shown."""
    return tuple(int(word.replace(",", "")) for word in watched.find("counts").text_content().split() if word[0].isdigit())


def wait_for(watched, count):
    """Waits until so many statements are shown: a link within the page is followed a moment after the click."""
    expect(watched.find("counts")).to_have_text(re.compile(rf"^{count} of "))


def quotes(watched):
    return set(watched.page.locator("#cards [data-testid=quote]").all_text_contents())


def test_the_head_tells_who_it_is(folder, again):
    dorn = again(folder / actor_file(DORN.id))
    head = dorn.page.locator("body > header").text_content()
    for words in (
        "Person",
        "CAS",
        "A. Dorn",
        "Minister Dorn",
        "trade minister",
        "2030-01-01 to now",
        "envoy",
        "2028 to 2029-12-31",
        "Q4242",
    ):
        assert words in head
    assert head.index("trade minister") < head.index("envoy")
    assert dorn.find("dossier-name").text_content() == "Ana Dorn"


def test_every_part_of_the_dossier_is_there(norvania):
    headings = norvania.page.locator("h2").all_text_contents()
    assert headings == [
        "Over time",
        "What it did",
        "What was done to it",
        "With whom",
        "Who vouches for what is told of it",
        "Contested",
        "Statements",
    ]
    assert norvania.page.locator("dl.figures div").all_text_contents() == [
        "acts5", "is acted upon5", "vouches1", "disputes2", "mean score+0.7", "told of2031-04 – 2031-07",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "left"), [("role-did", 5), ("role-received", 5), ("role-vouched", 1)])
def test_a_reader_chooses_what_it_did_what_was_done_to_it_and_what_it_vouches_for(norvania, name, left):
    total = len({told.id for told in STATEMENTS if NORVANIA in (*told.actors, *told.recipients, *told.speakers)})
    assert shown(norvania) == (total, total)
    norvania.page.locator("label", has=norvania.find(name)).click()
    assert shown(norvania) == (left, total)
    assert cards(norvania).count() == left


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [("type", "ACCUSE", 1), ("type", "family-material-conflict", 2), ("status", "denied", 1), ("voice", "-", 7), ("voice", WIRE.id, 1), ("party", CASTRIA.id, 5)],
)  # fmt: skip
def test_each_filter_leaves_what_passes_it(norvania, name, value, left):
    norvania.find(name).select_option(value=value)
    assert shown(norvania)[0] == left
    norvania.find("reset").click()
    assert shown(norvania)[0] == shown(norvania)[1]


def test_dates_and_words_narrow_the_list(norvania):
    norvania.find("since").fill("2031-06-01")
    assert quotes(norvania) == {
        "Norvania may send grain to Castria in June",
        "Norvania again sent grain to Castria",
        "Castria is an ally of Norvania",
        "Ana Dorn praised Norvania",
    }
    norvania.find("until").fill("2031-06-30")
    norvania.find("words").fill("GRAIN june")
    assert quotes(norvania) == {"Norvania may send grain to Castria in June"}
    norvania.find("words").fill("no such words")
    assert "No statement passes these filters" in norvania.find("nothing").text_content()
    norvania.find("nothing").get_by_role("button").click()
    assert norvania.find("nothing").is_hidden()


def test_a_statement_opens_its_passage_and_leads_to_its_place_in_the_report(norvania):
    card = norvania.page.locator(f"#cards [data-statement='{SHELLED.id}']")
    assert card.get_by_test_id("trigger").text_content() == "shelled"
    assert "Said by Tarn Wire" in card.text_content()
    assert "Claimed" in card.text_content()
    assert "✕ Contested" in card.text_content()
    card.locator("summary").click()
    passage = card.get_by_test_id("passage")
    passage.wait_for(timeout=2000)
    assert passage.locator("> mark").text_content() == SHELLED.quote
    assert "Strait bulletin" in card.text_content()
    assert "page 1" in card.text_content()
    assert f"s={SHELLED.id}" in norvania.page.evaluate("location.hash")
    card.locator("a.where").click()
    assert norvania.page.url.endswith(evidence_address(REPORT.id, SHELLED.id))
    assert "".join(norvania.page.locator("mark.chosen").all_text_contents()) == SHELLED.quote


def test_the_address_of_a_statement_opens_it(folder, look):
    page = look(folder / actor_file(NORVANIA.id), fragment=f"#s={GRAIN.id}")
    page.find("passage").wait_for(timeout=2000)
    assert page.page.locator("#cards .chosen [data-testid=passage] > mark").text_content() == GRAIN.quote
    assert "Possible" in page.page.locator("#cards .chosen").text_content()
    assert "Planned" in page.page.locator("#cards .chosen").text_content()


def test_the_address_brings_back_the_same_view(norvania, folder, look):
    norvania.page.locator("label", has=norvania.find("role-received")).click()
    norvania.find("type").select_option(value="ASSAULT")
    norvania.find("view").select_option(value="table")
    again = look(folder / actor_file(NORVANIA.id), fragment=norvania.page.evaluate("location.hash"))
    assert shown(again) == shown(norvania)
    assert again.find("table").locator("tbody tr").count() == 1
    assert "shelled" in again.find("table").text_content()


def test_an_address_of_nothing_known_opens_the_page_all_the_same(folder, look):
    page = look(folder / actor_file(NORVANIA.id), fragment="#role=nonsense&type=X&since=yesterday&s=nobody&party=x")
    assert shown(page)[0] == shown(page)[1]


def test_the_table_shows_what_the_cards_show(norvania):
    rows = norvania.find("table").locator("tbody tr")
    norvania.find("view").select_option(value="table")
    assert rows.count() == shown(norvania)[0]
    assert norvania.find("cards").is_hidden()
    norvania.find("order").select_option(value="old")
    assert rows.first.locator("td").first.text_content() == "2031-04"


def test_a_count_leads_to_the_statements_that_it_counts(norvania):
    norvania.page.get_by_role("link", name="Request").click()
    wait_for(norvania, 1)
    assert quotes(norvania) == {"Castria called on Norvania to reopen the strait"}
    assert norvania.find("type").input_value() == "REQUEST"


def test_partners_lead_to_the_page_of_the_two(norvania):
    partners = norvania.find("partners").locator("li")
    assert [text.split(" ")[0].removesuffix("3").removesuffix("4") for text in partners.all_text_contents()][:2] == [
        "Castria",
        "Belmark",
    ]
    partners.get_by_role("link", name="Castria").click()
    assert norvania.page.url.endswith(dyad_file(NORVANIA.id, CASTRIA.id))


def test_who_vouches_is_told_and_leads_to_what_is_vouched_for(norvania):
    voices = norvania.find("voices")
    assert "The reports themselves" in voices.text_content()
    assert "Morning Gazette" in voices.text_content()
    voices.get_by_role("link", name="Ana Dorn").click()
    wait_for(norvania, 1)
    assert quotes(norvania) == {"Ana Dorn praised Norvania"}


def test_stances_tell_toward_whom_and_by_whose_word(folder, again):
    castria = again(folder / actor_file(CASTRIA.id))
    table = castria.page.locator("section", has=castria.page.get_by_role("heading", name="Its stances"))
    rows = [row.locator("td").all_text_contents() for row in table.locator("tbody tr").all()]
    assert rows == [
        ["the raid", "condemn", "reports 1", "2031-05-03", "1"],
        ["Belmark", "condemn", "reports 1", "2031-05-03", "1"],
    ]
    table.get_by_role("link", name="1").first.click()
    wait_for(castria, 1)
    assert quotes(castria) == {"Castria condemned Belmark for the raid"}


def test_contested_accounts_stand_beside_their_rivals(norvania):
    dispute = norvania.find("disputes").get_by_test_id("dispute").first
    assert dispute.locator(".stand").text_content() == "denied by"
    assert [quote.text_content() for quote in dispute.get_by_test_id("quote").all()] == [
        SHELLED.quote,
        "Belmark denied that its guns had fired on Norvania",
    ]


def test_the_export_holds_what_is_shown_and_runs_no_formula(norvania):
    norvania.find("type").select_option(value="AID")
    with norvania.page.expect_download() as waiting:
        norvania.find("csv").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    assert {row["quote"] for row in rows} == {
        "Norvania may send grain to Castria in June",
        "Norvania again sent grain to Castria",
    }
    assert {row["document"] for row in rows} == {"Strait bulletin", "Almanac"}


def test_the_theme_is_chosen_and_stays_in_the_address(norvania):
    ground = "getComputedStyle(document.body).backgroundColor"
    light = norvania.page.evaluate(ground)
    norvania.find("theme").click()
    assert norvania.page.evaluate(ground) != light
    norvania.find("type").select_option(value="AID")
    assert "theme=dark" in norvania.page.evaluate("location.hash")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dossier_is_accessible(folder, look, theme):
    page = look(folder / actor_file(NORVANIA.id), fragment=f"#s={SHELLED.id}")
    page.find("passage").wait_for(timeout=2000)
    assert_accessible(page, theme)
    page.find("view").select_option(value="table")
    assert_accessible(page, theme)


def test_all_can_be_done_by_keyboard(norvania):
    norvania.find("role-all").focus()
    norvania.page.keyboard.press("ArrowRight")
    assert shown(norvania)[0] == 5
    norvania.page.locator("#cards summary").first.focus()
    norvania.page.keyboard.press("Enter")
    norvania.find("passage").wait_for(timeout=2000)


def test_an_actor_that_only_vouches_and_one_of_a_single_mention_have_clear_pages(folder, again):
    wire = again(folder / actor_file(WIRE.id))
    assert "it only vouches for what others do" in wire.page.locator("main").text_content()
    assert cards(wire).count() == 1
    assert wire.find("fold").is_hidden()


def test_two_thousand_statements_open_at_once_and_come_in_steps(tmp_path, look):
    text = " ".join(f"Norvania warned Town {index} of a flood." for index in range(2000))
    report = make_document(text, title="Floods", published="2031-01-01")
    told = [
        make_statement(report, f"Norvania warned Town {index} of", "warned", [NORVANIA], [f"Town {index % 7}"], type="THREATEN", date=f"20{10 + index % 20}-0{1 + index % 9}-11")
        for index in range(2000)
    ]  # fmt: skip
    write_pages(tmp_path, (report,), told, {})
    path = tmp_path / actor_file(NORVANIA.id)
    assert path.stat().st_size < 1_000_000
    page = look(path)
    assert cards(page).count() == 40
    assert page.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 2000
    page.find("more").click()
    assert cards(page).count() == 80
    page.find("words").fill("town 1999")
    assert shown(page) == (1, 2000)


LONG = (
    "The Provisional Interministerial Coordinating Committee for the Joint Administration of the Upper and Lower Straits and Adjacent Harbours "
    * 3
)


def test_names_from_right_to_left_and_very_long_ones_stay_in_their_place(tmp_path, again, look):
    arabic = make_actor("person:x").__class__("local:person:rtl", "وزارة الخارجية", NORVANIA.kind, None)
    long = arabic.__class__("local:org:long", LONG.strip(), NORVANIA.kind, None)
    report = make_document("The ministry met the committee.")
    told = make_statement(report, "The ministry met the committee", "met", [arabic], [long], type="CONSULT")
    write_pages(tmp_path, (report,), (told,), {arabic.id: Profile(arabic, ("الوزارة",))})
    page = look(tmp_path / "index.html").page
    for width in (1400, 400):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("index.html", actor_file(arabic.id), actor_file(long.id), dyad_file(arabic.id, long.id)):
            page.goto((tmp_path / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert again(tmp_path / actor_file(arabic.id)).find("dossier-name").get_attribute("dir") == "auto"
