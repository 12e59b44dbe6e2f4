"""Centralities have their published values on graphs that others measured, and follow the statements through time."""

import json
from itertools import combinations

import networkx as nx
import pytest
from factories import make_actor, make_document, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.centrality import Measure, Trend, centralities, centrality_over_time, standings, values_of
from kg.analysis.windows import windowed
from kg.errors import UsageError
from kg.graph import project
from kg.pictures import svg


def acts(*rows):
    """Statements, each a row: who acts on whom, and when."""
    texts = [f"{row[0]} helped {row[1]} once more ({number})." for number, row in enumerate(rows)]
    report = make_document(" ".join(texts))
    return [
        make_statement(report, text, "helped", [row[0]], [row[1]], type="AID", date=row[2] if len(row) > 2 else None)
        for text, row in zip(texts, rows, strict=True)
    ]


def acted(*rows):
    return project(acts(*rows))


def by_name(graph):
    return {one.name: one for one in centralities(graph).standings}


DATES = st.sampled_from(
    [None, "2031-01-04", "2031-02", "2031-02-10", "2031-05", "2032", "2031-01-30/2031-03-02", "2031-04/..", "soon"]
)
ROWS = st.lists(st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from("ABCDEFG"), DATES), max_size=25)


def test_the_medici_stood_between_the_families_of_florence():
    """Marriages of 15 families (Padgett and Ansell 1993); values of Jackson (2008), Social and Economic Networks, chapters 1 and 2."""
    families = by_name(acted(*nx.florentine_families_graph().edges()))
    between = {name: round(families[name].between, 3) for name in ("Medici", "Guadagni", "Albizzi", "Strozzi", "Lamberteschi")}
    assert between == {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Strozzi": 0.103, "Lamberteschi": 0.0}
    assert round(families["Medici"].close, 2) == 0.56
    assert families["Medici"].partners == 6
    assert round(families["Medici"].eigenvector, 3) == 0.430


def test_the_karate_club_has_two_centres():
    """Zachary (1977); betweenness, closeness and eigenvector centrality as published with many programs."""
    members = by_name(acted(*((f"M{a}", f"M{b}") for a, b in nx.karate_club_graph().edges())))
    assert [round(members[name].between, 4) for name in ("M0", "M33", "M32")] == [0.4376, 0.3041, 0.1452]
    assert [round(members[name].close, 4) for name in ("M0", "M33", "M2")] == [0.569, 0.55, 0.5593]
    assert [round(members[name].eigenvector, 4) for name in ("M33", "M0", "M2")] == [0.3734, 0.3555, 0.3172]


def test_who_is_addressed_by_the_addressed_is_looked_to():
    ranks = by_name(acted(("A", "B"), ("C", "B"), ("D", "B"), ("B", "E"), ("A", "F")))
    assert ranks["E"].pagerank > ranks["F"].pagerank > ranks["A"].pagerank
    assert sum(one.pagerank for one in ranks.values()) == pytest.approx(1.0, abs=1e-5)


def test_of_two_parts_the_slightly_stronger_one_has_the_eigenvector():
    found = by_name(acted(*[("A", "B")] * 300, *[("C", "D")] * 301))
    assert (found["C"].eigenvector, found["A"].eigenvector) == (pytest.approx(0.7071, abs=1e-4), 0.0)


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_measures_are_those_of_networkx(rows):
    graph = acted(*rows)
    plain = nx.Graph(graph)
    assert values_of(graph, Measure.BETWEEN) == pytest.approx(nx.betweenness_centrality(plain), abs=1e-6)
    assert values_of(graph, Measure.CLOSE) == pytest.approx(nx.closeness_centrality(plain), abs=1e-6)
    if plain.number_of_edges():
        expected = nx.eigenvector_centrality(_counted(graph, nx.Graph()), weight="weight", tol=1e-12, max_iter=100_000)
        assert values_of(graph, Measure.EIGENVECTOR) == pytest.approx(expected, abs=2e-5)
    pagerank = nx.pagerank(_counted(graph, nx.DiGraph()), tol=1e-12, max_iter=10_000) if graph else {}
    assert values_of(graph, Measure.PAGERANK) == pytest.approx(pagerank, abs=1e-5)
    for one in standings(graph):
        assert all(0.0 <= getattr(one, measure) <= 1.0 for measure in list(Measure)[3:])


def _counted(graph, plain):
    """The edges between each two as one, their number as its weight."""
    plain.add_nodes_from(graph)
    for source, target in graph.edges():
        weight = plain.get_edge_data(source, target, {"weight": 0})["weight"]
        plain.add_edge(source, target, weight=weight + 1)
    return plain


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_statements_does_not_matter(rows, random):
    statements = acts(*rows)
    shuffled = random.sample(statements, len(statements))
    assert centralities(project(statements)) == centralities(project(shuffled))
    assert centrality_over_time(project(statements), months=1) == centrality_over_time(project(shuffled), months=1)


@given(ROWS, st.integers(1, 5), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_every_dated_statement_is_in_its_windows_or_counted(rows, months, step):
    graph = acted(*rows)
    timed = windowed(graph, months, step)
    inside = {key for part in timed.graphs() for _, _, key in part.edges(keys=True)}
    coverage = timed.coverage
    assert len(inside) + coverage.undated + coverage.vague + coverage.outside == graph.number_of_edges()
    assert [part.number_of_edges() for part in timed.graphs()] == list(coverage.statements)
    for window, part in zip(timed.windows, timed.graphs(), strict=True):
        for _, _, date in part.edges(data="date"):
            first, _, last = date.partition("/")
            assert first[:7] <= window.last[:7]
            assert last in ("", "..") or last[:7] >= window.first[:7]


def test_windows_are_calendar_months_quarters_years_or_roll():
    graph = acted(("A", "B", "2031-02-10"), ("B", "C", "2031-05"), ("A", "C", "2031-01-30/2031-03-02"), ("C", "A", "2031"))
    assert [one.label for one in windowed(graph, 1).windows] == ["2031-01", "2031-02", "2031-03", "2031-04", "2031-05"]
    assert windowed(graph, 1).coverage.statements == (1, 2, 1, 0, 1)
    assert windowed(graph, 1).coverage.notes() == ("1 statement with a date vaguer than a month is in no window.",)
    assert [(one.label, one.first, one.last) for one in windowed(graph, 3).windows] == [
        ("2031-Q1", "2031-01-01", "2031-03-31"),
        ("2031-Q2", "2031-04-01", "2031-06-30"),
    ]
    assert windowed(graph, 12).coverage.statements == (4,)
    assert [one.label for one in windowed(graph, 4, 1).windows] == ["2031-01/2031-04", "2031-02/2031-05"]
    assert windowed(graph, 4, 1).coverage.statements == (2, 3)


def test_windows_suit_the_dates_where_nobody_says_how_long():
    assert windowed(acted(("A", "B", "2031-02-10"), ("A", "B", "2031-05-03"))).coverage.months == 1
    assert windowed(acted(("A", "B", "2025-02-10"), ("A", "B", "2031-05-03"))).coverage.months == 3
    assert windowed(acted(("A", "B", "2025"), ("A", "B", "2031-05-03"))).coverage.months == 12


def test_dates_centuries_apart_do_not_end_in_endless_windows():
    timed = windowed(acted(("A", "B", "0031-01-01"), ("B", "C", "2031-01-01")), 1)
    assert len(timed.windows) == 400
    assert timed.coverage.outside == 1


def test_a_window_has_a_length():
    with pytest.raises(UsageError, match="one month or more"):
        windowed(acted(("A", "B", "2031")), 0)


def test_who_rises_and_who_falls_is_told_from_noise():
    rows = []
    for month in range(1, 13):
        date = f"2031-{month:02}"
        rows += [(other, "Riser", date) for other in "ABCDEFGHIJKL"[:month]]
        rows += [(other, "Faller", date) for other in "MNOPQRSTUVWX"[month - 1 :]]
        rows += [("Y", "Z", date)]
    found = centrality_over_time(acted(*rows), Measure.PARTNERS, months=1)
    trends = {one.name: one.trend for one in found.courses}
    assert (trends["Riser"], trends["Faller"]) == (Trend.RISING, Trend.FALLING)
    riser = next(one for one in found.courses if one.name == "Riser")
    assert riser.late > riser.early
    assert riser.change == pytest.approx(riser.late - riser.early)
    assert len(riser.values) == 12
    assert riser.p < 0.05
    assert "Riser" in {series.name for series in found.picture().series}
    assert found.picture().counts[0].values == found.coverage.statements


def test_the_steady_are_not_said_to_move():
    rows = [(a, b, f"2031-{month:02}") for month in range(1, 13) for a, b in combinations("ABCDE", 2)]
    found = centrality_over_time(acted(*rows), Measure.PAGERANK, months=1)
    assert {one.trend for one in found.courses} == {Trend.STEADY}


def test_a_window_without_statements_is_a_gap_and_no_fall():
    found = centrality_over_time(acted(("A", "B", "2031-01"), ("A", "B", "2031-03")), Measure.PARTNERS, months=1)
    assert found.courses[0].values == (1.0, None, 1.0)
    assert "2 windows with statements cannot tell a trend from chance." in found.notes()


def test_those_less_central_are_counted_where_they_are_not_listed():
    found = centrality_over_time(acted(("A", "B", "2031-01"), ("B", "C", "2031-01")), Measure.BETWEEN, most=1)
    assert [one.name for one in found.courses] == ["B"]
    assert found.notes()[0] == "2 less central actors that neither rise nor fall are not listed."


@pytest.mark.parametrize("actors", [(), ("A",)])
def test_nobody_or_one_alone_is_an_answer(actors):
    graph = project(make_statement(make_document("A spoke."), "A spoke", "spoke", [name]) for name in actors)
    for result in (centralities(graph), centrality_over_time(graph)):
        assert result.notes()
        assert svg(result.picture()).startswith("<svg")
        assert "NaN" not in json.dumps(result.to_json())
    assert [one.name for one in standings(graph)] == list(actors)


def test_results_name_actors_by_name_and_id():
    (table,) = centralities(acted(("A", "B"))).tables()
    assert dict(zip(table.columns, table.rows[0], strict=True))["actor"] == "A"
    assert table.rows[0][-1] == make_actor("A").id
