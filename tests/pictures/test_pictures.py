"""Pictures hold what a result says, as plain elements in which no text can become markup."""

import re
from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pictures import Bar, Bars, Drawing, Edge, Lines, Mark, Matrix, Node, Series, Tone, figure, svg
from kg.pictures.svg import STYLE

SPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> & "quotes" \x00 \u202e לוד'
STEPS = ("2020-11", "2020-12", "2021-01")
CHARTS = {
    "bars": Bars("Who acts", (Bar("Aldoria", 3.0, Tone.COOPERATION), Bar("Brevania", -1.5, Tone.CONFLICT, note="seldom"))),
    "lines": Lines(
        "Score", STEPS, (Series("mean", (1.0, None, -4.0)),), (Series("acts", (2.0, 0.0, 1.0), Tone.CONFLICT),), (Mark(2, "change"),), -10, 10
    ),
    "matrix": Matrix("Agreement", ("A", "B"), ("A", "B"), ((None, 0.5), (-1.0, None)), -1, 1),
    "drawing": Drawing("Blocs", (Node("a", "Aldoria"), Node("b", "Brevania", group=1)), (Edge("a", "b"),), ("one", "other")),
}  # fmt: skip
EMPTY = (Bars("Nothing", ()), Lines("Nothing", ()), Matrix("Nothing", (), (), ()), Drawing("Nothing", (), ()))
charts = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def texts(element):
    return [" ".join(part.itertext()).strip() for part in element.iter() if part.tag.removeprefix(SPACE) == "text"]


@charts
def test_a_file_is_an_svg_that_needs_no_browser(chart):
    root = fromstring(svg(chart))
    assert root.tag == f"{SPACE}svg"
    assert root.find(f"{SPACE}title").text == chart.title
    assert "var(" not in root.find(f"{SPACE}style").text
    assert chart.title in texts(root)


@charts
def test_a_figure_keeps_within_a_strict_policy(chart):
    written = tostring(figure(chart), encoding="unicode", method="html")
    assert not re.search(r'\s(style|on\w+)="', written)
    assert chart.title in written


@charts
def test_two_drawings_are_equal(chart):
    assert svg(chart) == svg(chart)


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_a_chart_of_nothing_says_so(chart):
    assert "There is nothing to show." in texts(fromstring(svg(chart)))
    assert "There is nothing to show." in tostring(figure(chart), encoding="unicode")


def test_every_number_stands_in_the_table_too():
    rows = [["".join(cell.itertext()) for cell in row] for row in figure(CHARTS["lines"]).iter("tr")]
    assert rows == [["period", "mean", "acts"], ["2020-11", "1", "2"], ["2020-12", "", "0"], ["2021-01", "−4", "1"]]


def test_what_is_not_known_leaves_a_gap():
    whole = Lines("Score", STEPS, (Series("mean", (1.0, 2.0, 3.0)),))
    broken = Lines("Score", STEPS, (Series("mean", (1.0, None, 3.0)),))
    assert [len(re.findall(r"<path", svg(chart))) for chart in (whole, broken)] == [1, 0]
    assert [len(re.findall(r"<circle", svg(chart))) for chart in (whole, broken)] == [3, 2]


def test_conflict_is_known_by_more_than_its_colour():
    both = Lines("Acts", ("2020",), counts=(Series("a", (2.0,), Tone.COOPERATION), Series("b", (2.0,), Tone.CONFLICT)))
    up, down = (float(rect.get("y")) for rect in fromstring(svg(both)).iter(f"{SPACE}rect") if "bar" in (rect.get("class") or ""))
    assert up < down, "counted downward"
    assert re.search(r"\.line\.conflict \{[^}]*dasharray", STYLE)
    assert re.search(r"\.tie\.conflict \{[^}]*dasharray", STYLE)


@pytest.mark.parametrize(
    "chart",
    [
        Bars(HOSTILE, (Bar(HOSTILE, 1.0, note=HOSTILE),)),
        Lines(HOSTILE, (HOSTILE,), (Series(HOSTILE, (1.0,)),), marks=(Mark(0, HOSTILE),)),
        Matrix(HOSTILE, (HOSTILE,), (HOSTILE,), ((0.5,),)),
        Drawing(HOSTILE, (Node("a", HOSTILE), Node("b", HOSTILE)), (Edge("a", "b"),), (HOSTILE,)),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_hostile_texts_stay_texts(chart):
    root = fromstring(svg(chart))
    assert not list(root.iter(f"{SPACE}script"))
    assert any("<script>alert(1)</script>" in text for text in root.itertext())
    assert not list(figure(chart).iter("script"))


def test_a_long_name_can_be_read_where_it_is_pointed_at():
    name = "The Standing Conference of the Ministers of the Straits and of the Highland Provinces"
    cut, whole = next(text for text in fromstring(svg(Bars("Who", (Bar(name, 1.0),)))).iter(f"{SPACE}text")), name
    assert cut.text.endswith("…")
    assert cut.find(f"{SPACE}title").text == whole


def test_labels_of_a_drawing_do_not_lie_on_one_another():
    nodes = tuple(Node(str(number), f"Province {number}") for number in range(14))
    edges = tuple(Edge("0", str(number)) for number in range(1, 14))
    root = fromstring(svg(Drawing("A star", nodes, edges)))
    at = [(float(text.get("x")), float(text.get("y"))) for text in root.iter(f"{SPACE}text") if "halo" in text.get("class", "")]
    assert len(at) == 14
    near = [(a, b) for a in at for b in at if a < b and abs(a[0] - b[0]) < 40 and abs(a[1] - b[1]) < 10]
    assert not near


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=30))
def test_any_values_fit_into_the_picture(values):
    chart = Lines("Any", tuple(f"20{index:02d}" for index in range(len(values))), (Series("one", tuple(values)),))
    heights = [float(dot.get("cy")) for dot in fromstring(svg(chart)).iter(f"{SPACE}circle")]
    height = float(fromstring(svg(chart)).get("viewBox").split()[3])
    assert all(0 <= y <= height for y in heights)
