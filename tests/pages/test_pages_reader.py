"""The reader of a document, looked at in a real browser, and the index that leads to it."""

import pytest
from factories import make_document, make_statement

from kg.model import Polarity
from kg.pages import write_pages
from kg.pictures.layout import lay_out
from tests.pages.conftest import assert_accessible

pytestmark = pytest.mark.browser

REPORT = make_document(
    ("Norvania said that Belmark\nhad sunk a ferry. 🚢 Belmark denied it.", "Castria met Norvania."),
    title="Ferry note",
    uri="ferry.txt",
)
WHOLE = make_statement(REPORT, "Norvania said that Belmark\nhad sunk a ferry", "said", ["Norvania"], ["Belmark"], type="ACCUSE")
INNER = make_statement(
    REPORT, "Belmark\nhad sunk a ferry", "sunk", ["Belmark"], ["Norvania"], ["Norvania"], type="ASSAULT", polarity=Polarity.DENIED
)
DENIAL = make_statement(REPORT, "Belmark denied it", "denied", ["Belmark"], ["Norvania"], type="REJECT", denies=(INNER.id,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("reader")
    write_pages(out, (REPORT,), (WHOLE, INNER, DENIAL), {})
    return out


@pytest.fixture
def reader(folder, again):
    return again(folder / f"doc-{REPORT.id}.html")


def test_the_whole_text_stands_there_unchanged(reader):
    assert "".join(reader.page.locator(".page-text").all_text_contents()) == REPORT.text
    assert reader.page.locator(".page-label").all_text_contents() == ["Page 1", "Page 2"]


def test_marks_cover_exactly_the_words_of_each_statement(reader):
    for index, told in enumerate((WHOLE, INNER, DENIAL)):
        covered = reader.page.locator(f"mark[data-statements~='{index}']").all_text_contents()
        assert "".join(covered) == told.quote
    assert reader.page.locator("mark.trigger").all_text_contents() == ["said", "sunk", "denied"]


def test_clicks_on_words_that_two_statements_share_go_from_the_inner_to_the_outer(reader):
    words = reader.page.locator("mark.trigger", has_text="sunk")
    words.click()
    assert reader.page.locator(".card.chosen b").text_content() == "Belmark → Norvania"
    words.click()
    assert reader.page.locator(".card.chosen b").text_content() == "Norvania → Belmark"


def test_a_card_shows_its_words_by_keyboard(reader):
    reader.page.locator(".card button").nth(2).focus()
    reader.page.keyboard.press("Enter")
    assert "".join(reader.page.locator("mark.chosen").all_text_contents()) == DENIAL.quote
    assert reader.page.locator("button[aria-pressed=true]").count() == 1


def test_network_and_reader_lead_to_one_another(reader):
    reader.page.locator(f"#s-{INNER.id} a").first.click()
    assert reader.find("trigger").text_content() == "sunk"
    reader.page.get_by_text("Read it in the document").click()
    assert "".join(reader.page.locator("mark.chosen").all_text_contents()) == INNER.quote


def test_statements_are_stepped_through_by_button_and_key(reader):
    reader.find("next").click()
    reader.find("next").click()
    assert reader.find("place").text_content() == "2 of 3"
    assert reader.page.evaluate("location.hash") == f"#s-{INNER.id}"
    reader.page.keyboard.press("j")
    assert "".join(reader.page.locator("mark.chosen").all_text_contents()) == DENIAL.quote
    reader.page.keyboard.press("k")
    reader.find("previous").click()
    assert reader.find("place").text_content() == "1 of 3"
    reader.page.keyboard.press("Escape")
    assert reader.page.locator("mark.chosen, .card.chosen").count() == 0


def test_only_what_is_told_in_one_way_can_be_marked(reader):
    reader.find("marked").select_option("denied")
    assert reader.page.locator(".card:visible").count() == 1
    assert "".join(reader.page.locator("mark:not(.unmarked)").all_text_contents()) == INNER.quote
    assert reader.find("place").text_content() == "1 statement"
    reader.find("marked").select_option("")
    assert reader.page.locator(".card:visible").count() == 3


def test_hovering_words_shows_their_statements(reader):
    reader.page.locator("mark.trigger", has_text="sunk").hover()
    assert reader.page.locator(".card.pointed").count() == 2
    reader.page.locator(".card").nth(2).hover()
    assert "".join(reader.page.locator("mark.pointed").all_text_contents()) == DENIAL.quote


def test_the_theme_and_the_statement_stay_in_the_address(folder, look):
    page = look(folder / f"doc-{REPORT.id}.html", fragment=f"#s-{DENIAL.id}")
    page.find("theme").click()
    again = look(folder / f"doc-{REPORT.id}.html", fragment=page.page.evaluate("location.hash"))
    assert "".join(again.page.locator("mark.chosen").all_text_contents()) == DENIAL.quote
    assert again.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_name_leads_to_its_dossier(reader):
    reader.page.locator(f"#s-{DENIAL.id}").get_by_role("link", name="Belmark").click()
    assert reader.page.locator("h1").text_content() == "Belmark"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_barrier_in_the_reader(folder, look, theme):
    reader = look(folder / f"doc-{REPORT.id}.html", color_scheme=theme)
    assert_accessible(reader)
    reader.find("next").click()
    reader.page.locator("mark.trigger", has_text="sunk").hover()
    assert_accessible(reader)


def test_a_document_without_statements_says_so(tmp_path, look):
    write_pages(tmp_path, (REPORT,), (), {})
    page = look(tmp_path / f"doc-{REPORT.id}.html")
    assert "Nothing that anybody did, said or holds was found" in page.find("beside").text_content()
    assert page.page.locator("mark").count() == 0


def test_the_index_leads_to_documents_actors_and_disputes(folder, again):
    index = again(folder / "index.html")
    index.page.get_by_role("link", name="Ferry note").click()
    assert index.page.locator("h1").text_content() == "Ferry note"
    index.page.go_back()
    index.page.get_by_role("link", name="Belmark", exact=True).click()
    assert index.find("dossier-name").text_content() == "Belmark"
    index.page.go_back()
    assert "had sunk a ferry" in index.page.locator("section", has_text="Disputed").text_content()


def test_no_label_of_the_layout_covers_another():
    import networkx as nx

    graph = nx.relabel_nodes(nx.barabasi_albert_graph(120, 2, seed=3), str)
    graph.add_edges_from([("x", "y"), ("y", "z")])
    graph.add_node("alone")
    at = lay_out(graph, dict.fromkeys(graph, (100.0, 40.0)))
    placed = list(at.values())
    covered = sum(abs(a[0] - b[0]) < 95 and abs(a[1] - b[1]) < 38 for index, a in enumerate(placed) for b in placed[index + 1 :])
    assert covered == 0
    assert at == lay_out(graph, dict.fromkeys(graph, (100.0, 40.0)))
