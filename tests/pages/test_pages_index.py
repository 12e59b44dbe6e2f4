"""The index and the folder as a whole, looked at in a real browser."""

import re
from dataclasses import replace

import pytest
from factories import make_actor, make_document, make_statement
from region import BELMARK, DOCUMENTS, DORN, NORVANIA, OTHER, PROFILES, REPORT, SENT, STATEMENTS
from sample import sample

from kg.model import Actor, Certainty, Office, Polarity, Profile
from kg.pages import write_pages
from kg.pages.index import index_page
from kg.pages.names import actor_file, dyad_file
from kg.pages.site import gather
from tests.pages.conftest import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("index")
    write_pages(out, DOCUMENTS, STATEMENTS, PROFILES)
    return out


@pytest.fixture
def index(folder, again):
    return again(folder / "index.html")


def results(index):
    return index.find("results").get_by_role("link").all_text_contents()


def test_it_tells_what_is_in_the_graph(index):
    assert index.page.locator("dl.figures div").all_text_contents() == [
        "reports2", "statements11", "actors5", "told as fact9", "claimed by somebody1", "disputes2", "told of2031-04 – 2031-07",
    ]  # fmt: skip
    assert "Statements by month" in index.page.locator(".over-time").text_content()


def test_newest_reports_and_statements_come_first(index):
    rows = index.page.get_by_role("table", name="Reports, newest first").locator("tbody tr")
    assert [row.locator("td").all_text_contents()[:2] for row in rows.all()] == [
        ["2031-07", "Almanac"],
        ["2031-05-03", "Strait bulletin"],
    ]
    newest = index.page.locator("section", has=index.page.get_by_role("heading", name="Newest statements"))
    assert newest.get_by_role("link").first.text_content() == SENT.quote


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minister do", ["Ana Dorn"]),
        ("bulletin", ["Strait bulletin"]),
        ("GRAIN again", ["Norvania again sent grain to Castria"]),
        ("ana praised", ["Ana Dorn praised Norvania"]),
    ],
)
def test_search_finds_actors_by_alias_reports_and_statements(index, words, found):
    index.find("search").fill(words)
    assert results(index) == found


def test_what_is_found_leads_there(index):
    index.find("search").fill("lighthouse")
    assert index.find("found").text_content() == "0 actors, 0 reports, 1 statement"
    index.find("results").get_by_role("link").click()
    assert "".join(index.page.locator("mark.chosen").all_text_contents()) == "Belmark shelled a Norvanian lighthouse"


def test_a_search_for_nothing_known_says_so_and_stays_in_the_address(index, folder, look):
    index.find("search").fill("xyzzy")
    assert "Nothing here has these words" in index.find("results").text_content()
    again = look(folder / "index.html", fragment=index.page.evaluate("location.hash"))
    assert again.find("search").input_value() == "xyzzy"
    index.find("search").fill("")
    assert index.find("results").is_hidden()


def test_every_link_of_every_page_leads_to_a_page_that_is_there(folder, again):
    for path in sorted(folder.glob("*.html")):
        page = again(path).page
        links = set(page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"))
        outside = {link for link in links if link.startswith("http")}
        assert outside <= {"https://www.wikidata.org/wiki/Q4242"}
        for link in links - outside:
            name = link.partition("#")[0]
            assert not name or (folder / name).exists(), f"{path.name}: {link}"


def test_without_a_script_it_is_a_list_of_all_there_is(folder, look):
    page = look(folder / "index.html", java_script_enabled=False).page
    assert page.get_by_test_id("search").is_hidden()
    for name in ("Almanac", "Strait bulletin", "Ana Dorn", "Belmark"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    page.get_by_role("link", name="Belmark", exact=True).click()
    assert "appear by JavaScript" in page.locator("noscript").text_content()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_it_is_accessible_and_fits(folder, look, theme, width):
    page = look(folder / "index.html", width=width, fragment="#q=norvania")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page, theme)


@pytest.mark.parametrize("path", ["index.html", "contested.html", actor_file(NORVANIA.id), dyad_file(NORVANIA.id, BELMARK.id)])
def test_printed_nothing_is_left_that_only_a_screen_can_use(folder, look, path):
    page = look(folder / path).page
    page.emulate_media(media="print")
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    assert page.locator("h1").is_visible()


def test_what_an_earlier_run_left_is_cleared_and_what_is_not_ours_stays(tmp_path):
    write_pages(tmp_path, DOCUMENTS, STATEMENTS, PROFILES)
    mine = tmp_path / "actor-of-mine.html"
    mine.write_text("<p>a note of the reader</p>")
    (tmp_path / "notes.txt").write_text("kept")
    left = write_pages(tmp_path, (OTHER,), (SENT,), PROFILES)
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {path.name for path in left} | {"actor-of-mine.html", "notes.txt"}
    assert actor_file(DORN.id) not in there


def test_the_same_input_gives_the_same_bytes_in_any_order(tmp_path):
    one = sample(80)
    first = write_pages(tmp_path / "a", one.documents, one.statements, one.profiles)
    second = write_pages(tmp_path / "b", tuple(reversed(one.documents)), tuple(reversed(one.statements)), one.profiles)
    assert {path.name: path.read_bytes() for path in first} == {path.name: path.read_bytes() for path in second}


def test_an_empty_graph_and_reports_that_state_nothing_say_so(tmp_path, again):
    for path in write_pages(tmp_path / "empty", (), (), {}):
        again(path)
    assert "There is nothing here yet" in again(tmp_path / "empty" / "index.html").page.locator("main").text_content()
    write_pages(tmp_path / "silent", (REPORT,), (), {})
    silent = again(tmp_path / "silent" / "index.html")
    assert "The reports state nothing about anybody" in silent.page.locator("main").text_content()
    assert silent.page.locator("svg").count() == 0


def test_a_graph_of_one_actor_has_clear_pages(tmp_path, again):
    report = make_document("Norvania is calm.", title="Calm")
    for path in write_pages(tmp_path, (report,), (make_statement(report, "Norvania is calm", "calm", [NORVANIA]),), {}):
        page = again(path)
        assert page.page.locator("h1").count() == 1
    dossier = again(tmp_path / actor_file(NORVANIA.id))
    assert "No statement" not in dossier.page.locator("main").inner_text()
    assert dossier.page.locator("svg.picture").count() == 0


def test_coded_events_without_a_text_lead_to_the_network(tmp_path, again, look):
    coded = make_statement(
        make_document(" "), "", "", [NORVANIA], [BELMARK], type="AID", cameo="070", goldstein=7.0, date="2031-05-02"
    )
    write_pages(tmp_path, (), (coded,), {})
    index = again(tmp_path / "index.html")
    index.page.get_by_role("link", name="Norvania aid → Belmark").click()
    assert f"s={coded.id}" in index.page.url
    dossier = look(tmp_path / actor_file(NORVANIA.id), fragment=f"#s={coded.id}")
    dossier.page.locator(".facts", has_text="Goldstein").wait_for(timeout=2000)
    assert "Coded event data" in dossier.page.locator("#cards").text_content()


def coded_event(day, sources):
    """An event of a data set, as `kg load` makes them: a document with nothing in it but its words."""
    words = f"{day}: Norvania \u2013 Make a visit \u2013 Belmark"
    document = make_document(words, title=f"CODER, {day}", publisher="CODER", published=day, uri=f"coder:{day}")
    told = make_statement(
        document, words, "Make a visit", [NORVANIA], [BELMARK], type="CONSULT", date=day, certainty=Certainty.UNKNOWN,
        extractor="CODER", sources=sources,
    )  # fmt: skip
    return document, told


SOURCES = ("Harbour Wire, story 7", "https://wire.example/7?a=<b>", "javascript:document.title='run'")


def test_coded_events_are_listed_as_one_data_set_and_name_their_sources(tmp_path, again):
    first, visit = coded_event("2031-05-02", SOURCES)
    second, later = coded_event("2031-06-03", ())
    written = write_pages(tmp_path, (*DOCUMENTS, first, second), (*STATEMENTS, visit, later), PROFILES)
    assert sum(path.name.startswith("doc-") for path in written) == len(DOCUMENTS)
    for path in written:
        links = again(path).page.eval_on_selector_all("a[href^='doc-']", "links => links.map(link => link.getAttribute('href'))")
        assert all((tmp_path / link.partition("#")[0]).exists() for link in links), path.name

    index = again(tmp_path / "index.html").page
    assert index.get_by_role("table", name="Reports, newest first").locator("tbody tr").count() == len(DOCUMENTS)
    (row,) = index.get_by_role("table", name="Coded event data").locator("tbody tr").all()
    assert row.locator("td").all_text_contents() == ["CODER", "2031-05 – 2031-06", "2"]
    index.get_by_test_id("search").fill("coder")
    assert index.get_by_test_id("found").text_content() == "0 actors, 0 reports, 0 statements"
    index.get_by_role("link", name="CODER").click()
    index.get_by_test_id("counts").filter(has_text="2 of 13 statements").wait_for(timeout=4000)

    for path in (tmp_path / actor_file(NORVANIA.id), tmp_path / "network.html"):
        page = look_at(again(path).page, path, visit)
        sources = page.get_by_test_id("coded-from")
        assert sources.all_text_contents() == list(SOURCES)
        (link,) = sources.get_by_role("link").all()
        assert (link.get_attribute("href"), link.get_attribute("rel")) == (SOURCES[1], "noreferrer noopener")
        assert "page 1" not in page.get_by_test_id("statement").filter(has=sources).text_content()


def look_at(page, path, told):
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#s={told.id}")
    page.get_by_test_id("coded-from").first.wait_for(timeout=2000)
    return page


def test_what_others_say_of_a_longer_text_is_read_there(tmp_path):
    document, told = coded_event("2031-05-02", SOURCES)
    longer = make_document(f"{document.text}. Nobody else came.", title="Notes")
    written = write_pages(tmp_path, (longer,), (replace(told, document=longer.id),), {})
    assert f"doc-{longer.id}.html" in {path.name for path in written}


HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
NAMES = (
    HOSTILE, "</script><script>document.title='run'</script>", "O'Neil \"&amp;\" <b>Bold</b>", "\u202eevil\u202c \u0634\u0631\u0643\u0629", "line\u2028sep\u2029arator",
    "=HYPERLINK(\"x\")", "bell\x07 and \ud800 half", "]]>--><!--", "", "javascript:document.title='run'",
)  # fmt: skip


def test_hostile_texts_are_shown_as_text_and_never_run(tmp_path, again):
    actors = [Actor(f"local:x:{index}{name}", name, make_actor("x").kind, "<i>") for index, name in enumerate(NAMES)]
    text = " ".join(f"{name} accused {NAMES[index - 1]} of {HOSTILE}." for index, name in enumerate(NAMES))
    report = make_document(text, title=HOSTILE, publisher=HOSTILE, published=HOSTILE, uri=HOSTILE)
    told = [
        make_statement(
            report, f"{name} accused {NAMES[index - 1]} of", "accused", [actors[index]], [actors[index - 1]], [actors[index - 2]],
            type="ACCUSE", mode=HOSTILE, target_issue=HOSTILE, polarity=Polarity.DENIED, date=HOSTILE,
        )
        for index, name in enumerate(NAMES)
    ]  # fmt: skip
    profiles = {
        actor.id: Profile(actor, (HOSTILE,), HOSTILE, (Office(actor.id, HOSTILE, HOSTILE, "x", HOSTILE),)) for actor in actors
    }
    paths = write_pages(tmp_path, (report,), told, profiles)
    assert {actor_file(actor.id) for actor in actors} <= {path.name for path in paths}
    assert all(re.fullmatch(r"[a-z]+(-[0-9a-f]{16})?\.html", path.name) for path in paths)
    for path in paths:
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))[1]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert not re.search("unsafe|http", policy)
        if path.name.startswith(("network", "doc-")):
            continue
        page = again(path).page
        assert page.title() != "run"
        assert page.locator("img, b:text-is('Bold'), main i, [style]").count() == 0
        assert page.locator("a[href^='javascript:'], a[href^='http']").count() == 0
    dossier = again(tmp_path / actor_file(actors[0].id))
    assert dossier.find("dossier-name").text_content() == HOSTILE
    index = again(tmp_path / "index.html")
    index.find("search").fill("<script>")
    assert HOSTILE in results(index)


def test_the_search_says_how_much_it_covers(monkeypatch):
    monkeypatch.setattr("kg.pages.index.MOST_SEARCHED", 5)
    site = gather(DOCUMENTS, STATEMENTS, PROFILES)
    assert '"all":11' in index_page(site)


def test_a_chosen_theme_goes_along_from_page_to_page(index):
    index.find("theme").click()
    dark = index.page.evaluate("getComputedStyle(document.body).backgroundColor")
    index.page.get_by_role("link", name="Belmark", exact=True).click()
    assert index.page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    index.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Contested accounts").click()
    assert index.page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
