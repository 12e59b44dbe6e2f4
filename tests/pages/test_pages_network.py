"""The network page, looked at in a real browser."""

import csv
import hashlib
import io
import json
import re
from importlib.resources import files
from xml.etree import ElementTree

import networkx as nx
import pytest
from factories import make_actor, make_document, make_statement
from sample import sample

from kg.graph import EVERYTHING, project
from kg.model import Certainty, Eventuality, Kind, Office, Polarity, Profile, StanceValue
from kg.pages import write_pages
from kg.pages.backbone import Opening, disparity, opening
from kg.pages.network import lines_of, network_data, network_page, opening_of
from tests.pages.conftest import assert_accessible

pytestmark = pytest.mark.browser

TEXT = (
    "The harbour was quiet. Norvania accused Belmark of piracy on Monday. According to the Tarn Wire, Belmark shelled a Norvanian "
    "lighthouse. Belmark denied that its guns had fired on Norvania. 🚢 Castria called on Norvania to reopen the strait. "
    "Castria condemned Belmark for the raid. Norvania may send grain to Castria in June. Norvania and Castria met in Tarn."
)
REPORT = make_document(
    (TEXT, "Ana Dorn signed an accord with Belmark."),
    title="Strait bulletin",
    publisher="Tarn Wire",
    published="2031-05-03",
    uri="strait.txt",
)
OTHER = make_document("Castria is an ally of Norvania.", title="Almanac", uri="almanac.txt")
DORN = make_actor("person:Ana Dorn", country="CAS")

DENIED = make_statement(
    REPORT,
    "its guns had fired on Norvania",
    "fired on",
    ["Belmark"],
    ["Norvania"],
    ["Belmark"],
    type="ASSAULT",
    polarity=Polarity.DENIED,
)
STATEMENTS = (
    make_statement(REPORT, "Norvania accused Belmark of piracy", "accused", ["Norvania"], ["Belmark"], type="ACCUSE", date="2031-05-02"),
    make_statement(
        REPORT, "Belmark shelled a Norvanian lighthouse", "shelled", ["Belmark"], ["Norvania"], ["news:Tarn Wire"],
        type="ASSAULT", date="2031-04", contested_by=(DENIED.id,),
    ),
    DENIED,
    make_statement(REPORT, "Castria called on Norvania to reopen the strait", "called on", ["Castria"], ["Norvania"], type="REQUEST", date="2031-05-03"),
    make_statement(REPORT, "Castria condemned Belmark for the raid", "condemned", ["Castria"], ["Belmark"], kind=Kind.STANCE, stance=StanceValue.CONDEMN),
    make_statement(
        REPORT, "Norvania may send grain to Castria in June", "send grain", ["Norvania"], ["Castria"], type="AID", date="2031-06",
        certainty=Certainty.POSSIBLE, eventuality=Eventuality.PLANNED,
    ),
    make_statement(REPORT, "Norvania and Castria met in Tarn", "met", ["Norvania", "Castria"], type="CONSULT", date="2031-05-01/2031-05-02"),
    make_statement(REPORT, "Ana Dorn signed an accord with Belmark", "signed an accord with", [DORN], ["Belmark"], type="AGREE"),
    make_statement(OTHER, "Castria is an ally of Norvania", "is an ally of", ["Castria"], ["Norvania"], kind=Kind.RELATION),
)  # fmt: skip
PROFILES = {
    DORN.id: Profile(
        DORN, ("A. Dorn", "Minister Dorn"), "Q0", (Office(DORN.id, "trade minister", "CAS", "minister", "2030-01-01"),)
    )
}
NORVANIA, BELMARK, CASTRIA = (make_actor(name) for name in ("Norvania", "Belmark", "Castria"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("pages")
    write_pages(out, (REPORT, OTHER), STATEMENTS, PROFILES)
    return out


@pytest.fixture
def network(folder, again):
    return again(folder / "network.html")


def edge(network, source, target, family):
    edges = network.page.evaluate("diplograph.edges()")
    return next(one for one in edges if (one["from"], one["to"], one["family"]) == (source.id, target.id, family))


def click(network, point):
    network.page.mouse.move(point["x"], point["y"])
    network.page.mouse.click(point["x"], point["y"])


def drawn(network):
    """Waits for the frame after the next, with which all is on the screen."""
    network.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


def choose_filter(network, name):
    if name.startswith("type-"):
        network.find("types-fold").evaluate("fold => { fold.open = true; }")
    network.find(name).click()


def test_a_click_on_a_line_shows_the_sentence_with_its_words_marked(network):
    line = edge(network, BELMARK, NORVANIA, "material-conflict")
    click(network, network.page.evaluate("id => diplograph.edgePoint(id)", line["id"]))
    panel = network.find("panel")
    panel.get_by_test_id("statement").first.wait_for(timeout=4000)
    assert network.find("line-title").text_content() == "Belmark → Norvania"
    quotes = panel.get_by_test_id("quote").all_text_contents()
    assert set(quotes) == {"Belmark shelled a Norvanian lighthouse", "its guns had fired on Norvania"}
    assert set(panel.get_by_test_id("trigger").all_text_contents()) == {"shelled", "fired on"}
    assert "Tarn Wire" in panel.text_content()
    assert "contested" in panel.text_content()
    assert "page 1" in panel.text_content()


def test_the_marked_words_are_right_behind_characters_beyond_the_basic_plane(network):
    line = edge(network, CASTRIA, NORVANIA, "verbal-conflict")
    network.page.evaluate("id => diplograph.selectEdge(id)", line["id"])
    assert network.find("trigger").all_text_contents() == ["called on"]
    assert network.find("quote").all_text_contents() == ["Castria called on Norvania to reopen the strait"]


def test_a_click_on_an_actor_shows_its_dossier(network):
    click(network, network.page.evaluate("id => diplograph.nodePoint(id)", DORN.id))
    network.find("dossier-name").wait_for(timeout=4000)
    text = network.find("panel").text_content()
    assert network.find("dossier-name").text_content() == "Ana Dorn"
    for words in ("Person · CAS", "trade minister", "2030-01-01", "A. Dorn", "Q0", "Ana Dorn signed an accord with Belmark"):
        assert words in text


def test_a_dossier_tells_deeds_from_what_was_done_and_names_who_vouches(network):
    network.page.evaluate("id => diplograph.selectNode(id)", NORVANIA.id)
    assert "Norvania accused Belmark" in network.find("did").text_content()
    assert "Belmark shelled" in network.find("received").text_content()
    assert "Tarn Wire, 1 time" in network.find("voices").text_content()


def test_a_click_beside_everything_closes_the_details(network):
    network.page.evaluate("id => diplograph.selectNode(id)", NORVANIA.id)
    network.page.keyboard.press("Escape")
    assert "9 statements from 2 documents" in network.find("panel").text_content()


def test_search_finds_by_alias_and_by_keyboard(network):
    network.find("search").fill("minister do")
    network.page.keyboard.press("Enter")
    assert network.find("dossier-name").text_content() == "Ana Dorn"
    network.find("search").fill("xyzzy")
    assert network.find("suggestions").text_content() == "Nobody of that name, and no text with these words"
    network.page.keyboard.press("Escape")
    network.page.locator("h1 a").focus()
    network.page.keyboard.press("/")
    assert network.find("search").evaluate("field => field === document.activeElement")


def test_words_are_found_in_the_evidence_and_narrow_what_is_shown(network):
    network.find("search").fill("GRAIN")
    assert network.find("suggestion").text_content() == "Texts with “GRAIN”1 statement"
    network.page.keyboard.press("Enter")
    assert network.counts()[4] == 1
    assert "words: “GRAIN”" in network.find("about-view").text_content()
    network.find("words").fill("no such words")
    network.find("empty").get_by_text("No statement passes these filters").wait_for()
    network.find("clear").click()
    assert network.counts()[4] == 9


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("family-material-conflict", 7), ("type-CONSULT", 8), ("status-denied", 8), ("status-claimed", 8), ("status-fact", 2),
        ("certainty-possible", 8), ("stance-condemn", 1), ("family-relation", 8),
    ],
)  # fmt: skip
def test_each_filter_changes_how_many_of_how_many_are_shown(network, name, left):
    assert network.counts()[4:] == (9, 9)
    choose_filter(network, name)
    assert network.counts()[4:] == (left, 9)
    network.find("reset").click()
    assert network.counts()[4:] == (9, 9)


def test_a_range_of_dates_leaves_what_overlaps_it(network):
    network.find("since").fill("2031-05-01")
    network.find("until").fill("2031-05-31")
    assert network.counts()[4:] == (3, 9)  # the accusation, the call and the meeting; months and undated ones fall out
    network.find("since").fill("2031-04-20")
    assert network.counts()[4:] == (4, 9)  # a day within April, the month of the shelling


def test_the_document_filter_leaves_one_document(network):
    network.find("document").select_option(label="Almanac")
    assert network.counts()[:4] == (2, 4, 1, 8)


def test_the_table_mirrors_the_filters_and_opens_evidence_by_keyboard(network):
    choose_filter(network, "type-ACCUSE")
    rows = network.page.locator("#table-body tr")
    assert rows.count() == 8
    network.find("row-button").nth(0).focus()
    network.page.keyboard.press("Tab")
    network.page.keyboard.press("Enter")
    chosen = network.page.locator("#table-body tr.chosen")
    assert chosen.count() == 1
    assert network.find("trigger").text_content() in chosen.text_content()


def test_the_table_sorts_and_says_so(network):
    network.find("sort-who").press("Enter")
    assert network.page.locator("#table-head th[aria-sort=ascending]").text_content() == "Who"
    assert network.page.locator("#table-body tr").first.locator("td.who").text_content() == "Ana Dorn"


def test_the_address_brings_back_the_same_view(network, folder, look):
    choose_filter(network, "status-denied")
    line = edge(network, BELMARK, NORVANIA, "material-conflict")
    network.page.evaluate("id => diplograph.selectEdge(id)", line["id"])
    fragment = network.page.evaluate("location.hash")
    again = look(folder / "network.html", fragment=fragment)
    assert again.counts() == network.counts()
    assert again.find("line-title").text_content() == "Belmark → Norvania"
    assert again.find("quote").all_text_contents() == ["Belmark shelled a Norvanian lighthouse"]


def test_an_address_of_something_unknown_opens_the_page_all_the_same(folder, look):
    page = look(folder / "network.html", fragment="#node=nobody&type=NONSENSE&since=yesterday&limit=-3")
    assert page.find("panel").is_visible()


def test_exports_hold_what_is_shown(network):
    choose_filter(network, "type-ACCUSE")
    with network.page.expect_download() as waiting:
        network.find("export").locator("summary").click()
        network.find("export-csv").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 8
    assert {row["type"] for row in rows} == {"ASSAULT", "REQUEST", "STANCE", "AID", "CONSULT", "AGREE", "RELATION"}
    graph = nx.parse_graphml(network.page.evaluate("diplograph.exported('graphml')"), force_multigraph=True)
    assert graph.nodes[BELMARK.id]["name"] == "Belmark"
    assert graph.number_of_edges() == 8
    with network.page.expect_download() as waiting:
        network.find("export").locator("summary").click()
        network.find("export-gexf").click()
    graph = nx.read_gexf(waiting.value.path())
    assert graph.nodes[BELMARK.id]["label"] == "Belmark"
    assert {"Belmark shelled a Norvanian lighthouse", "Norvania and Castria met in Tarn"} <= {
        data["quote"] for *_, data in graph.edges(data=True)
    }


def test_a_picture_can_be_taken(network):
    with network.page.expect_download() as waiting:
        network.find("export").locator("summary").click()
        network.find("export-png").click()
    picture = waiting.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert min(width, height) > 1000


def test_a_print_shows_the_graph_in_the_colours_of_paper(folder, look):
    network = look(folder / "network.html", color_scheme="dark")
    network.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    picture = network.page.locator("#print-picture canvas")
    corner = picture.evaluate("canvas => [...canvas.getContext('2d').getImageData(1, 1, 1, 1).data]")
    assert corner == [255, 255, 255, 255]
    network.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert picture.count() == 0
    assert "theme" not in network.page.evaluate("location.hash")


def test_the_link_to_a_view_can_be_copied(network):
    network.find("export").locator("summary").click()
    network.find("export-link").click()
    network.find("said").get_by_text("link to this view").wait_for()


def test_the_theme_follows_the_reader(folder, look):
    page = look(folder / "network.html", color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_test_id("theme").click()
    assert page.evaluate(ground) != dark
    assert "theme=light" in page.evaluate("location.hash")


@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize("name", ["index.html", "network.html", f"doc-{REPORT.id}.html"])
def test_nothing_is_wider_than_the_screen(folder, look, name, width):
    page = look(folder / name, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_slider_narrows_the_dates_by_keyboard_and_the_fields_follow(network):
    first, last = network.find("first-bin"), network.find("last-bin")
    assert (first.get_attribute("aria-valuetext"), last.get_attribute("aria-valuetext")) == ("Apr 2031", "Jun 2031")
    first.focus()
    network.page.keyboard.press("ArrowRight")
    drawn(network)
    assert network.counts()[4] == 4
    assert first.get_attribute("aria-valuetext") == "May 2031"
    assert network.find("since").input_value() == "2031-05-01"
    assert network.find("span").text_content() == "May 2031 – Jun 2031"
    last.focus()
    network.page.keyboard.press("ArrowLeft")
    drawn(network)
    assert network.counts()[4] == 3
    assert network.find("until").input_value() == "2031-05-31"


def test_the_slider_is_dragged_with_the_mouse(network):
    box = network.find("first-bin").bounding_box()
    network.page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    network.page.mouse.down()
    network.page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2, steps=6)
    network.page.mouse.up()
    assert network.find("since").input_value() == "2031-06-01"
    drawn(network)
    assert network.counts()[4] == 1


def test_undated_statements_stand_aside_when_dates_are_set_unless_kept(network):
    assert network.find("undated").is_checked()
    network.find("since").fill("2031-04-01")
    assert network.counts()[4] == 5
    assert not network.find("undated").is_checked()
    network.find("undated").check()
    assert network.counts()[4] == 9
    network.find("since").fill("")
    network.find("undated").uncheck()
    assert network.counts()[4] == 5


def test_the_tables_of_ties_and_actors_mirror_the_graph(network):
    network.find("sheet-statements").focus()
    network.page.keyboard.press("ArrowRight")
    assert network.find("sheet-ties").get_attribute("aria-selected") == "true"
    assert network.find("table-counts").text_content() == "1 to 8 of 8 ties"
    network.find("row-button").first.press("Enter")
    assert network.find("line-title").text_content() == "Belmark → Norvania"
    network.page.keyboard.press("ArrowDown")
    network.page.keyboard.press("Enter")
    assert network.page.locator("#table-body tr").nth(1).get_attribute("class") == "chosen"
    network.find("sheet-actors").click()
    assert network.page.locator("#table-body tr").first.locator("td.name").text_content() == "Norvania"
    network.find("row-button").filter(has_text="Ana Dorn").click()
    assert network.find("dossier-name").text_content() == "Ana Dorn"


def test_a_long_table_has_pages(tmp_path, look):
    one = sample(140)
    write_pages(tmp_path, one.documents, one.statements, one.profiles)
    page = look(tmp_path / "network.html")
    total = page.counts()[4]
    assert page.find("table-counts").text_content() == f"1 to 50 of {total} statements"
    assert page.find("previous-rows").is_disabled()
    page.find("next-rows").click()
    page.find("next-rows").click()
    assert page.find("table-counts").text_content() == f"101 to {total} of {total} statements"
    assert page.find("next-rows").is_disabled()
    page.find("previous-rows").click()
    again = look(tmp_path / "network.html", fragment=page.page.evaluate("location.hash"))
    assert again.find("table-counts").text_content() == f"51 to 100 of {total} statements"


def network_alone(folder, report, statements):
    """The network page without the pages that stand beside it, which for many actors are many."""
    path = folder / "network.html"
    path.write_text(network_page((report,), statements, {}), "utf-8")
    return path


def drag(network, start, across, down):
    network.page.mouse.move(start["x"], start["y"])
    network.page.mouse.down()
    network.page.mouse.move(start["x"] + across / 2, start["y"] + down / 2)
    network.page.mouse.move(start["x"] + across, start["y"] + down, steps=4)
    network.page.mouse.up()


def point(network, actor):
    return network.page.evaluate("id => diplograph.nodePoint(id)", actor.id)


def near(one, other, reach=3.0):
    return abs(one["x"] - other["x"]) < reach and abs(one["y"] - other["y"]) < reach


def test_an_actor_that_was_moved_stays_there_also_in_the_link(network, folder, look):
    start = point(network, DORN)
    drag(network, start, 70, -50)
    moved = point(network, DORN)
    assert near(moved, {"x": start["x"] + 70, "y": start["y"] - 50}, 8)
    network.page.evaluate("id => diplograph.selectNode(id)", BELMARK.id)
    assert near(point(network, DORN), moved)
    again = look(folder / "network.html", fragment=network.page.evaluate("location.hash"))
    assert near(point(again, DORN), moved, 40)
    again.find("reset").click()
    assert not near(point(again, DORN), moved, 20)


def test_the_canvas_is_panned_and_zoomed_and_the_link_holds_the_look(network, folder, look):
    start = point(network, BELMARK)
    network.find("zoom-in").click()
    frame = network.find("canvas").bounding_box()
    drag(network, {"x": frame["x"] + 12, "y": frame["y"] + 12}, 40, 30)
    seen = point(network, BELMARK)
    assert not near(seen, start)
    network.page.wait_for_timeout(300)  # the address is written when the hand rests
    again = look(folder / "network.html", fragment=network.page.evaluate("location.hash"))
    assert near(point(again, BELMARK), seen)
    again.find("fit").click()
    assert near(point(again, BELMARK), start)
    assert "look=" not in again.page.evaluate("location.hash")


def test_a_heavy_graph_is_dragged_as_a_picture_and_drawn_again_when_the_hand_rests(tmp_path, look):
    report = make_document("Many met.")
    statements = [
        make_statement(report, "Many met", "met", [f"State {index % 60}"], [f"Town {index}"], type="AID") for index in range(400)
    ]
    page = look(network_alone(tmp_path, report, statements), fragment="#limit=all")
    assert page.counts()[:2] == (460, 460)
    town, other = make_actor("Town 7"), make_actor("Town 8")
    start, still = point(page, town), point(page, other)
    drag(page, start, 60, 45)
    assert near(point(page, town), {"x": start["x"] + 60, "y": start["y"] + 45}, 8)
    assert near(point(page, other), still)
    frame = page.find("canvas").bounding_box()
    before = page.find("canvas").screenshot()
    drag(page, {"x": frame["x"] + 4, "y": frame["y"] + 4}, 50, 0)
    assert near(point(page, other), {"x": still["x"] + 50, "y": still["y"]}, 8)
    page.page.mouse.wheel(0, -240)
    page.page.wait_for_timeout(400)
    assert page.find("canvas").screenshot() != before


def test_who_joins_the_first_view_of_a_large_graph_stands_by_those_it_is_tied_to(tmp_path, look):
    report = make_document("Many met.")
    many = [
        make_statement(
            report,
            "Many met",
            "met",
            [f"State {index % 40}"],
            [f"Town {index % 160}"],
            type="AID",
            date=f"2031-01-{index % 28 + 1:02d}",
        )
        for index in range(320)
    ]
    alone = make_statement(report, "Many met", "met", ["State 0"], ["Hamlet"], type="AID")
    page = look(network_alone(tmp_path, report, (*many, alone)))
    hamlet = make_actor("Hamlet")
    assert "Opens on" in page.find("about-view").text_content()
    assert hamlet.id not in page.page.evaluate("diplograph.nodes()")
    page.find("search").fill("hamlet")
    page.page.keyboard.press("Enter")
    frame, at = page.find("canvas").bounding_box(), point(page, hamlet)
    assert frame["x"] < at["x"] < frame["x"] + frame["width"]
    assert frame["y"] < at["y"] < frame["y"] + frame["height"]


@pytest.mark.parametrize(("width", "share"), [(1400, 0.75), (400, 0.4)])
def test_labels_of_the_first_view_cover_neither_one_another_nor_miss_the_weightiest(tmp_path, look, width, share):
    one = sample(60)
    write_pages(tmp_path, one.documents, one.statements, one.profiles)
    page = look(tmp_path / "network.html", width=width)
    drawn(page)
    labels = page.page.evaluate("diplograph.labels()")
    boxes = [label["box"] for label in labels]
    covered = [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert covered == []
    assert len(labels) >= share * page.counts()[0]


def test_details_lead_to_the_pages_of_an_actor_and_of_two(network):
    network.page.evaluate("id => diplograph.selectNode(id)", NORVANIA.id)
    network.find("dossier-page").click()
    assert network.page.locator("h1").text_content() == "Norvania"
    network.page.go_back()
    line = edge(network, BELMARK, NORVANIA, "material-conflict")
    network.page.evaluate("id => diplograph.selectEdge(id)", line["id"])
    assert "Norvania → Belmark" in network.find("besides").text_content()
    network.find("dyad-page").click()
    title = network.page.locator("h1").text_content()
    assert "Norvania" in title
    assert "Belmark" in title


def test_axe_finds_no_serious_barrier_on_a_telephone(folder, look):
    network = look(folder / "network.html", width=400, color_scheme="dark")
    network.find("filters").locator("summary").first.click()
    assert_accessible(network)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_barrier(folder, look, theme):
    network = look(folder / "network.html", color_scheme=theme)
    assert_accessible(network)
    network.page.evaluate("id => diplograph.selectStatement(id)", STATEMENTS[1].id)
    network.find("sheet-ties").click()
    network.find("types-fold").locator("summary").click()
    network.find("export").locator("summary").click()
    network.find("search").fill("nor")
    assert_accessible(network)
    network.find("search").fill("")
    network.find("since").fill("2099-01-01")
    assert_accessible(network)


HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
NAMES = (
    HOSTILE, "</script><script>document.title='run'</script>", "O'Neil \"&amp;\" <b>Bold</b>", "\u202eevil\u202c \u0634\u0631\u0643\u0629", "line\u2028sep\u2029arator",
    "=HYPERLINK(\"x\")", "bell\x07 and \ud800 half", "]]>--><!--", "", "\x1b[31mred\x1b[0m", f"The {'very ' * 60}long name", "Donau" * 60,
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    actors = [make_actor(name, country="<i>") for name in NAMES]
    actors = [
        actor.__class__(f"local:x:{index}{actor.name}", actor.name, actor.kind, actor.country)
        for index, actor in enumerate(actors)
    ]
    text = " ".join(f"{name} accused {NAMES[index - 1]} of {HOSTILE}." for index, name in enumerate(NAMES))
    report = make_document(text, title=HOSTILE, publisher=HOSTILE, uri=HOSTILE)
    statements = [
        make_statement(
            report, f"{name} accused {NAMES[index - 1]} of", "accused", [actors[index]], [actors[index - 1]], [actors[index - 2]],
            type="ACCUSE", mode=HOSTILE, target_issue=HOSTILE,
        )
        for index, name in enumerate(NAMES)
    ]  # fmt: skip
    profiles = {
        actor.id: Profile(actor, (HOSTILE,), HOSTILE, (Office(actor.id, HOSTILE, HOSTILE, "x", HOSTILE),)) for actor in actors
    }
    out = tmp_path_factory.mktemp("hostile")
    return actors, statements, write_pages(out, (report,), statements, profiles)


def test_hostile_text_is_shown_as_text_and_never_runs(hostile, look):
    actors, statements, pages = hostile
    for path in (path for path in pages if path.name.startswith(("network", "doc-"))):
        watched = look(path)
        assert watched.page.title() != "run"
        assert watched.page.locator("img, b:text-is('Bold')").count() == 0
    network = look(pages[1])
    for actor in actors:
        network.page.evaluate("id => diplograph.selectNode(id)", actor.id.replace("\ud800", "\ufffd"))
        assert network.find("dossier-name").text_content() == (actor.name or actor.id).replace("\ud800", "\ufffd")
    network.page.evaluate("id => diplograph.selectStatement(id)", statements[0].id)
    assert HOSTILE in network.find("panel").text_content()
    assert network.page.title() != "run"


@pytest.mark.parametrize("width", [1400, 400])
def test_hostile_text_breaks_no_frame(hostile, look, width):
    _actors, statements, pages = hostile
    for path in pages[:2]:
        assert look(path, width=width).page.evaluate("document.documentElement.scrollWidth") <= width
    network = look(pages[1], width=width)
    network.page.evaluate("id => diplograph.selectStatement(id)", statements[-1].id)
    assert network.page.evaluate("document.documentElement.scrollWidth") <= width


def test_exports_of_hostile_text_stay_well_formed_and_run_no_formula(hostile, look):
    network = look(hostile[2][1])
    for form in ("graphml", "gexf"):
        ElementTree.fromstring(network.page.evaluate("form => diplograph.exported(form)", form))
    rows = list(csv.reader(io.StringIO(network.page.evaluate("diplograph.exported('csv')"))))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_every_page_forbids_all_but_its_own_scripts_and_styles(hostile):
    for path in hostile[2]:
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))[1]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_script_that_got_in_all_the_same_would_be_stopped(folder, look):
    watched = look(folder / "network.html")
    watched.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = \"document.title = 'run'\"; document.body.append(script); }"
    )
    assert watched.page.title() != "run"
    assert any("Content Security Policy" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_an_empty_graph_says_so(tmp_path, look):
    for path in write_pages(tmp_path, (), (), {}):
        look(path)
    page = look(tmp_path / "network.html")
    assert "There are no statements here" in page.find("empty").text_content()
    page.page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    for name in ("png", "csv", "graphml", "gexf"):
        with page.page.expect_download():
            page.find("export").locator("summary").click()
            page.find(f"export-{name}").click()
    assert page.find("slider").is_hidden()
    assert page.find("table-counts").text_content() == "No statement passes the filters"


def test_actors_without_ties_are_named_instead_of_an_empty_canvas(tmp_path, look):
    report = make_document("Norvania is calm.")
    write_pages(tmp_path, (report,), (make_statement(report, "Norvania is calm", "calm", ["Norvania"]),), {})
    page = look(tmp_path / "network.html")
    page.find("empty").get_by_text("Norvania", exact=True).click()
    assert page.find("dossier-name").text_content() == "Norvania"


def test_filters_that_leave_nothing_say_so_and_can_be_reset(network):
    network.find("since").fill("2099-01-01")
    assert "No statement passes these filters" in network.find("empty").text_content()
    network.find("empty").get_by_role("button").click()
    assert network.counts()[4] == 9
    assert network.find("empty").is_hidden()


def test_coded_events_without_a_text_are_shown_with_what_is_known(tmp_path, look):
    coded = make_statement(make_document(" "), "", "", ["Norvania"], ["Belmark"], type="AID", cameo="070", goldstein=7.0)
    write_pages(tmp_path, (), (coded,), {})
    page = look(tmp_path / "network.html")
    page.page.evaluate("id => diplograph.selectStatement(id)", coded.id)
    assert "Coded event data" in page.find("panel").text_content()
    assert "CAMEO 070, Goldstein 7" in page.find("panel").text_content()


def test_a_large_graph_opens_with_its_weightiest_actors_and_shows_all_on_demand(tmp_path, look):
    report = make_document("Many met.")
    statements = [
        make_statement(report, "Many met", "met", [f"State {index % 40}"], [f"Town {index}"], type="AID") for index in range(200)
    ]
    page = look(network_alone(tmp_path, report, statements))
    assert page.counts()[:2] == (150, 240)
    page.find("more").click()
    assert page.counts()[:2] == (240, 240)
    assert page.find("all").is_hidden()


def test_parallel_statements_are_drawn_as_one_line(folder):
    many = [
        make_statement(REPORT, "Norvania accused Belmark of piracy", "accused", ["Norvania"], ["Belmark"], type="ACCUSE", date=f"2031-05-{day:02d}")
        for day in range(1, 9)
    ]  # fmt: skip
    data = network_data((REPORT,), (*many, DENIED), {})
    assert sorted(len(told) for *_, told in data["edges"]) == [1, 8]


def test_lines_between_the_same_two_bend_apart(network):
    """Each can be clicked by itself: none lies on another."""
    pair = {NORVANIA.id, BELMARK.id}
    parallel = [one for one in network.page.evaluate("diplograph.edges()") if {one["from"], one["to"]} == pair]
    assert len(parallel) == 2
    for line in parallel:
        click(network, network.page.evaluate("id => diplograph.edgePoint(id)", line["id"]))
        assert set(
            network.page.locator("[data-testid=statement]").evaluate_all("all => all.map(one => one.dataset.statement)")
        ) == set(line["statements"])


def test_the_same_input_gives_the_same_bytes_in_any_order():
    one = sample(60)
    assert network_page(one.documents, one.statements, one.profiles) == network_page(
        one.documents, tuple(reversed(one.statements)), one.profiles
    )


def test_data_cannot_end_the_element_that_holds_it(hostile):
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', hostile[2][1].read_text("utf-8"), re.S)[1]
    assert not re.search("[<>&\u2028\u2029]", block)
    assert any(HOSTILE in row[1] for row in json.loads(block)["actors"])


def test_the_first_view_is_no_thicket():
    one = sample(2500)
    lines = lines_of(project(one.statements, EVERYTHING))
    first = opening_of(lines, one.statements)
    assert len(first.lines) == 60
    assert len(first.actors) == 24


def test_the_backbone_is_that_of_the_disparity_filter():
    """A tie of weight w among k ties of strength s has the chance (1 - w/s)^(k-1), at the end where it is least."""
    weights = {("a", "b"): 8, ("a", "c"): 1, ("a", "d"): 1, ("b", "c"): 1}
    chances = disparity(weights)
    assert chances["a", "b"] == pytest.approx(min((1 - 8 / 10) ** 2, (1 - 8 / 9) ** 1))
    assert chances["a", "d"] == pytest.approx((1 - 1 / 10) ** 2)
    assert disparity({("a", "b"): 5}) == {("a", "b"): 1.0}


def test_a_large_graph_with_weights_opens_on_its_backbone():
    strong = [((f"a{number:03}", f"a{number + 1:03}"), 30) for number in range(0, 200, 2)]
    weak = [((f"a{number:03}", f"a{(number * 7 + 11) % 200:03}"), 1) for number in range(200)]
    lines = [(tuple(sorted(pair)), weight) for pair, weight in (*strong, *weak) if pair[0] != pair[1]]
    first = opening(lines)
    assert "disparity filter" in first.words
    assert {lines[place][1] for place in first.lines} == {30}


def test_a_graph_that_can_be_taken_in_is_shown_whole():
    assert opening([(("a", "b"), 1), (("b", "c"), 2), (("c", "d"), 0)]) == Opening(("a", "b", "c"), (0, 1))
    assert opening([]) == Opening((), ())


def test_the_vendored_library_is_the_pinned_one_and_keeps_its_licence():
    folder = files("kg.pages") / "vendor" / "vis-network"
    assert hashlib.sha256((folder / "vis-network.min.js").read_bytes()).hexdigest() in (folder / "README.md").read_text("utf-8")
    assert "Permission is hereby granted" in (folder / "LICENSE-MIT").read_text("utf-8")
