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

from kg.model import Certainty, Eventuality, Kind, Office, Polarity, Profile, StanceValue
from kg.pages import write_pages
from kg.pages.network import lines_of, network_data, network_page, opening

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
    assert network.find("suggestions").text_content() == "Nobody of that name"


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


def test_a_picture_can_be_taken(network):
    with network.page.expect_download() as waiting:
        network.find("export").locator("summary").click()
        network.find("export-png").click()
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


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


HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
NAMES = (
    HOSTILE, "</script><script>document.title='run'</script>", "O'Neil \"&amp;\" <b>Bold</b>", "\u202eevil\u202c \u0634\u0631\u0643\u0629", "line\u2028sep\u2029arator",
    "=HYPERLINK(\"x\")", "bell\x07 and \ud800 half", "]]>--><!--", "",
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
    for path in pages:
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


def test_exports_of_hostile_text_stay_well_formed_and_run_no_formula(hostile, look):
    pages = hostile[2]
    network = look(pages[1])
    ElementTree.fromstring(network.page.evaluate("diplograph.exported('graphml')"))
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
    write_pages(tmp_path, (report,), statements, {})
    page = look(tmp_path / "network.html")
    assert page.counts()[:2] == (150, 240)
    page.find("more").click()
    assert page.counts()[:2] == (240, 240)
    assert page.find("all").is_hidden()


def test_parallel_statements_are_drawn_as_one_line_and_reciprocal_ones_bend_apart():
    many = [
        make_statement(
            REPORT,
            "Norvania accused Belmark of piracy",
            "accused",
            ["Norvania"],
            ["Belmark"],
            type="ACCUSE",
            date=f"2031-05-{day:02d}",
        )
        for day in range(1, 9)
    ]
    data = network_data((REPORT,), (*many, DENIED), {})
    assert sorted(len(one["statements"]) for one in data["edges"]) == [1, 8]
    assert {one["bend"] for one in data["edges"]} == {-0.1} or {abs(one["bend"]) for one in data["edges"]} == {0.1}


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
    from kg.graph import EVERYTHING, project

    lines = lines_of(project(sample(2500).statements, EVERYTHING))
    first = set(opening(lines))
    inside = [line for line in lines if line.source in first and line.target in first]
    assert len(inside) <= 420


def test_the_vendored_library_is_the_pinned_one_and_keeps_its_licence():
    folder = files("kg.pages") / "vendor" / "vis-network"
    assert hashlib.sha256((folder / "vis-network.min.js").read_bytes()).hexdigest() in (folder / "README.md").read_text("utf-8")
    assert "Permission is hereby granted" in (folder / "LICENSE-MIT").read_text("utf-8")
