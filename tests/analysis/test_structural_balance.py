"""Triads, line index and blocs against what R's `signnet` publishes, and against every division tried one by one.

`TRIBES` are the alliances and enmities of sixteen tribes (Read 1954: Cultures of the central highlands, New Guinea), as signnet's
data set `tribes` prints them with `as_adj_signed(tribes)`. Its vignettes print for them: balance_score 0.8676471 by triangles,
0.3575761 by walks, 0.7586207 by frustration; with three blocs two ties at odds and the blocs of `THREE_BLOCS`; and for the graph
of `islands`, 6 with three blocs friendly within and 0 with the signs of `GENERAL`.
"""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kg.analysis.balance import balance
from kg.analysis.blocs import blocs
from kg.analysis.frustration import line_index
from kg.analysis.projections import signed
from kg.errors import UsageError
from kg.graph import project

TRIBES = """
Gavev . + - - - - . . . . . - . . + +
Kotun + . - . - - . . - - . . . . + +
Ove - - . + . + + + . . . . . . . .
Alika - . + . . . . + . . . . . . . .
Nagam - - . . . . + . + . . . . + - -
Gahuk - - + . . . + + - . + + - . . -
Masil . . + . + + . + . . + + + . . .
Ukudz . . + + . + + . . . + + . - . .
Notoh . - . . + - . . . + - . + . - .
Kohik . - . . . . . . + . - . + . - .
Geham . . . . . + + + - - . + - . - -
Asaro - . . . . + + + . . + . . - - -
Uheto . . . . . - + . + + - . . + - -
Seuve . . . . + . . - . . . - + . . -
Nagad + + . . - . . . - - - - - . . +
Gama + + . . - - . . . . - - - - + .
"""
THREE_BLOCS = "1 1 3 3 2 3 3 3 2 2 3 3 2 2 1 1"  # signed_blockmodel(tribes, k = 3, alpha = 0.5, annealing = TRUE)$membership
GENERAL = ((1, -1, -1), (-1, 1, 1), (-1, 1, -1))


@pytest.fixture(scope="module")
def tribes():
    rows = [line.split() for line in TRIBES.strip().splitlines()]
    graph = nx.Graph()
    for name, *_ in rows:
        graph.add_node(name, name=name)
    for (a, row), (place, (b, *_)) in product(((name, signs) for name, *signs in rows), enumerate(rows)):
        if row[place] != ".":
            graph.add_edge(a, b, sign=1 if row[place] == "+" else -1)
    return graph


def islands():
    """Three groups of five, the third one hostile within and friendly to the second."""
    graph = nx.Graph()
    for island in range(3):
        graph.add_edges_from(
            (a, b, {"sign": -1 if island == 2 else 1}) for a, b in combinations([f"{island}{n}" for n in range(5)], 2)
        )
    for a, b, sign in ((0, 1, -1), (0, 2, -1), (2, 1, 1)):
        graph.add_edges_from((f"{a}{n}", f"{b}{n}", {"sign": sign}) for n in range(5))
    return graph


def signed_graph(ties):
    graph = nx.Graph()
    graph.add_edges_from((min(a, b), max(a, b), {"sign": sign}) for (a, b), sign in ties.items())
    return graph


def at_odds(graph, group, signs=None):
    def expected(a, b):
        return signs[a][b] if signs else 1 if a == b else -1

    return sum(expected(group[a], group[b]) != sign for a, b, sign in graph.edges(data="sign"))


def every_division(graph, number):
    actors = sorted(graph)
    return (dict(zip(actors, chosen, strict=True)) for chosen in product(range(number), repeat=len(actors)))


def test_the_tribes_have_the_balance_that_signnet_publishes(tribes):
    found = balance(tribes)
    assert (found.positive, found.negative) == (29, 29)
    assert {one.signs: one.count for one in found.triads} == {"+++": 19, "++-": 2, "+--": 40, "---": 7}
    assert found.degree == pytest.approx(0.8676471, abs=1e-6)
    assert found.walks == pytest.approx(0.3575761, abs=1e-6)
    assert found.settled == pytest.approx(0.7586207, abs=1e-6)


def test_the_line_index_of_the_tribes_is_seven_and_proven(tribes):
    found = balance(tribes)
    assert (len(found.tensions), found.least, found.exact) == (7, 7, True)
    assert "exact" in found.notes()[0]


def test_three_blocs_of_the_tribes_are_those_of_signnet(tribes):
    found = blocs(tribes, 3)
    published = dict(zip(tribes, THREE_BLOCS.split(), strict=True))
    together = {frozenset(actor for actor in published if published[actor] == bloc) for bloc in "123"}
    assert {frozenset(member.actor for member in one.members) for one in found.blocs} == together
    assert [(one.a, one.b) for one in found.tensions] == [("Masil", "Nagam"), ("Masil", "Uheto")]
    assert [(one.a, one.b, one.positive, one.negative) for one in found.between][:2] == [(1, 1, 15, 0), (1, 2, 2, 7)]


def test_without_a_number_the_fewest_blocs_that_fit_best_are_taken(tribes):
    found = blocs(tribes)
    assert [(one.blocs, one.at_odds) for one in found.tried] == [(1, 29), (2, 7), (3, 2), (4, 2), (5, 2)]
    assert len(found.blocs) == 3
    assert found.groups()["Gavev"] == found.groups()["Gama"] != found.groups()["Ove"]


def test_blocs_of_any_signs_fit_where_friendly_ones_do_not():
    graph = islands()
    assert blocs(graph, 3).tried[0].at_odds == 6
    general = blocs(graph, signs=GENERAL)
    assert general.tensions == ()
    assert [[member.actor[0] for member in one.members] for one in general.blocs] == [[n] * 5 for n in "012"]


ties = some.dictionaries(
    some.tuples(some.sampled_from("abcdefgh"), some.sampled_from("abcdefgh")).filter(lambda pair: pair[0] < pair[1]),
    some.sampled_from([1, -1]),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(ties)
def test_the_line_index_is_that_of_the_best_of_all_divisions(told):
    graph = signed_graph(told)
    found = line_index(graph)
    best = min(at_odds(graph, each) for each in every_division(graph, 2))
    assert found.exact
    assert len(found.frustrated) == found.least == best == at_odds(graph, found.sides)
    unproven = line_index(graph, most_ties=0)
    assert unproven.least <= best <= len(unproven.frustrated)


@settings(max_examples=25, deadline=None)
@given(some.dictionaries(some.tuples(some.sampled_from("abcdef"), some.sampled_from("abcdef")).filter(lambda p: p[0] < p[1]),
                         some.sampled_from([1, -1]), min_size=1))  # fmt: skip
def test_blocs_are_the_best_of_all_divisions_of_few_actors(told):
    graph = signed_graph(told)
    found = blocs(graph, 3)
    assert len(found.tensions) == min(at_odds(graph, each) for each in every_division(graph, 3))


@settings(max_examples=30, deadline=None)
@given(ties)
def test_triads_are_those_of_every_triangle_looked_at(told):
    graph = signed_graph(told)
    counted = {"+++": 0, "++-": 0, "+--": 0, "---": 0}
    for three in combinations(sorted(graph), 3):
        signs = [graph.edges[pair]["sign"] for pair in combinations(three, 2) if graph.has_edge(*pair)]
        if len(signs) == 3:
            counted["".join(sorted("+" if sign > 0 else "-" for sign in signs))] += 1
    assert {one.signs: one.count for one in balance(graph).triads} == counted


def test_the_programme_betters_and_proves_what_the_bounds_leave_open():
    graph = signed_graph(
        dict.fromkeys(combinations("abcdefghi", 2), -1)
    )  # nine who are all at odds: 36 ties less the widest cut, 20
    assert len(line_index(graph).frustrated) == 16
    assert line_index(graph).exact
    assert line_index(graph, most_ties=0).least < 16


def test_what_is_not_proven_is_said_to_be_a_bound():
    graph = signed_graph(dict.fromkeys(combinations("abcdefghi", 2), -1))
    found = balance(graph, most_ties=0)
    assert (len(found.tensions), found.exact) == (16, False)
    assert "not exact" in found.notes()[0]
    assert f"fewer than {found.least}" in found.notes()[0]


def test_nobody_on_any_terms_gives_empty_tables_and_a_reason():
    for result in (balance(signed(project([]))), blocs(signed(project([])))):
        assert all(table.rows == () for table in result.tables())
        assert "No two actors are on good or bad terms" in result.notes()[0]
        assert "There is nothing to show" in result._repr_svg_()


def test_actors_without_ties_and_parts_without_ties_between_them_are_told_of():
    graph = signed_graph({("a", "b"): 1, ("c", "d"): -1})
    graph.add_node("e", name="E")
    graph.graph["left_out"] = 2
    found = balance(graph)
    assert (found.parts, found.alone, found.left_out, found.exact, found.degree) == (2, 1, 2, True, None)
    assert len(found.notes()) == 5


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"number": 0}, "0 blocs cannot be"),
        ({"alpha": 1.5}, "from 0 to 1"),
        ({"signs": ((1, 1), (-1, 1))}, "symmetric"),
        ({"signs": ((1, 0), (0, 1))}, "square table of 1 and -1"),
        ({"signs": GENERAL, "number": 2}, "leave one out"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(asked, problem):
    with pytest.raises(UsageError, match=problem):
        blocs(islands(), **asked)


def test_two_runs_and_another_order_of_ties_give_the_same(tribes):
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(tribes.nodes(data=True))))
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(tribes.edges(data=True))))
    assert balance(turned) == balance(tribes)
    assert blocs(turned) == blocs(tribes)
