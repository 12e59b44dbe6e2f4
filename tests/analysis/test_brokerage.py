"""The brokerage roles against what R's own `sna` prints, and against every triple counted one by one.

The constants are what R 4.2.2 with sna 2.7-1 and network 1.18.1 printed for

    library(sna); options(digits = 12)
    set.seed(15); g <- rgraph(15); b <- brokerage(g, rep(1:3, 5))                                    # DOCUMENTED
    set.seed(7); g <- rgraph(12, tprob = 0.25); b <- brokerage(g, c(1,1,1,1,1,2,2,2,3,3,4,5))         # UNEVEN
    b$raw.nli; b$z.nli; b$raw.gli; b$exp.gli; b$sd.gli; b$z.gli; which(g > 0, arr.ind = TRUE) - 1

The first is the example of sna's manual page of `brokerage`, with a seed. The columns are w_I, w_O, b_IO, b_OI, b_O and t.
"""

from __future__ import annotations

import shutil
import subprocess
from itertools import permutations

import networkx as nx
import pytest
from factories import make_document, make_statement
from hypothesis import given, settings
from hypothesis import strategies as some

from kg.analysis.brokerage import Role, brokerage, by_country, by_kind
from kg.graph import project

DOCUMENTED = (
    "1 2 3 1 2 3 1 2 3 1 2 3 1 2 3",
    """
1,0 4,0 5,0 7,0 11,0 12,0 0,1 4,1 6,1 7,1 8,1 11,1 13,1 4,2 5,2 8,2 14,2 1,3 2,3 5,3 6,3 8,3 11,3 12,3 14,3
0,4 3,4 8,4 9,4 12,4 0,5 7,5 10,5 13,5 1,6 2,6 3,6 4,6 5,6 8,6 9,6 10,6 11,6 13,6 1,7 5,7 12,7 13,7 14,7 0,8
2,8 3,8 5,8 6,8 7,8 11,8 12,8 13,8 14,8 0,9 2,9 4,9 5,9 6,9 7,9 11,9 12,9 13,9 2,10 3,10 4,10 5,10 6,10 9,10
11,10 14,10 0,11 2,11 4,11 6,11 7,11 8,11 10,11 2,12 3,12 4,12 6,12 7,12 8,12 9,12 10,12 11,12 13,12 1,13
6,13 11,13 14,13 0,14 1,14 2,14 3,14 4,14 5,14 6,14 7,14 9,14 13,14
""",
    """
0 5 4 1 8 18
3 5 5 6 1 20
3 0 6 1 1 11
1 4 3 4 6 18
0 7 0 6 10 23
0 5 0 6 9 20
2 8 7 8 12 37
0 3 7 3 7 20
3 6 10 9 6 34
3 5 4 2 3 17
0 5 1 0 8 14
0 9 7 2 8 26
5 5 5 10 7 32
0 3 4 3 4 14
0 8 3 10 11 32
""",
    """
-1.058820 -0.032631 -0.316471 -1.184791 0.475477 -0.550400
1.019992 -0.032631 -0.027031 0.262409 -1.562368 -0.337682
1.019992 -1.779693 0.262409 -1.184791 -1.562368 -1.294914
-0.365882 -0.382044 -0.605911 -0.316471 -0.106765 -0.550400
-1.058820 0.666193 -1.474231 0.262409 1.057718 -0.018605
-1.058820 -0.032631 -1.474231 0.262409 0.766598 -0.337682
0.327055 1.015606 0.551849 0.841289 1.639960 1.470423
-1.058820 -0.731456 0.551849 -0.605911 0.184356 -0.337682
1.019992 0.316781 1.420169 1.130729 -0.106765 1.151345
1.019992 -0.032631 -0.316471 -0.895351 -0.980127 -0.656759
-1.058820 -0.032631 -1.184791 -1.474231 0.475477 -0.975836
-1.058820 1.365018 0.551849 -0.895351 0.475477 0.300473
2.405866 -0.032631 -0.027031 1.420169 0.184356 0.938627
-1.058820 -0.731456 -0.316471 -0.605911 -0.689006 -0.975836
-1.058820 1.015606 -0.605911 1.420169 1.348839 0.938627
""",
    """
raw.gli 20.000000 78.000000 66.000000 71.000000 101.000000 336.000000
exp.gli 22.920253 76.400842 76.400842 76.400842 95.501053 347.623832
sd.gli 5.550813 16.992237 14.469582 14.469582 11.211113 29.342019
z.gli -0.526095 0.094111 -0.718807 -0.373255 0.490491 -0.396150
""",
)
UNEVEN = (
    "1 1 1 1 1 2 2 2 3 3 4 5",
    """
1,0 3,0 4,0 5,0 6,0 11,0 0,1 4,1 8,1 4,2 7,2 9,2 10,2 1,3 5,3 7,3 11,3 3,4 11,4 2,5 3,5 7,5 11,5 2,6 9,6 4,7
6,7 9,7 9,8 1,9 2,9 3,9 4,9 6,9 0,10 7,10 9,11
""",
    """
1 0 3 3 3 10
2 1 1 2 0 6
0 1 2 0 5 8
1 0 1 3 3 8
2 0 1 2 2 7
0 2 1 0 0 3
0 1 0 1 1 3
1 1 3 2 3 10
0 0 1 0 0 1
0 2 0 5 12 19
0 1 0 0 0 1
0 0 0 0 4 4
""",
    """
0.316074 -0.624148 0.750571 0.750571 0.535578 0.803618
1.299374 0.755577 -0.309034 0.220769 -0.955700 -0.046796
-0.667225 0.755577 0.220769 -0.838837 1.529763 0.378411
0.316074 -0.624148 -0.309034 0.750571 0.535578 0.378411
1.299374 -0.624148 -0.309034 0.220769 0.038485 0.165808
-0.346224 0.514515 -0.011786 -0.672566 -1.078623 -0.684606
-0.346224 -0.166080 -0.672566 -0.011786 -0.697123 -0.684606
2.715190 -0.166080 1.309774 0.648994 0.065877 0.803618
NA -0.935326 0.385229 -0.501301 -1.174794 -1.109813
NA 0.337047 -0.501301 3.931346 2.720657 2.717049
NA -0.363326 NA NA -1.264876 -1.109813
NA -0.986205 NA NA -0.173715 -0.472003
""",
    """
raw.gli 7.000000 9.000000 13.000000 18.000000 33.000000 80.000000
exp.gli 3.732065 12.100938 12.100938 12.100938 34.606421 74.641299
sd.gli 2.675830 5.162958 5.274375 5.274375 10.434855 18.576153
z.gli 1.221279 -0.600613 0.170458 1.118438 -0.153948 0.288472
""",
)


def graph_of(ties, size):
    graph = nx.DiGraph()
    graph.add_nodes_from(f"{number:02}" for number in range(size))
    graph.add_edges_from((f"{a:02}", f"{b:02}") for a, b in ties)
    return graph


def found_in(ties, groups):
    result = brokerage(graph_of(ties, len(groups)), {f"{number:02}": str(group) for number, group in enumerate(groups)})
    return result, sorted(result.brokers, key=lambda one: one.actor)


def numbers(line):
    return [None if word in ("NA", "NaN") else float(word) for word in line.split()]


@pytest.mark.parametrize("printed", [DOCUMENTED, UNEVEN], ids=["documented", "uneven"])
def test_counts_and_z_scores_are_those_of_sna(printed):
    groups, ties, raw, z, whole = printed
    result, brokers = found_in([map(int, tie.split(",")) for tie in ties.split()], groups.split())
    assert [[role.count for role in one.roles] for one in brokers] == [numbers(line) for line in raw.strip().splitlines()]
    for one, line in zip(brokers, z.strip().splitlines(), strict=True):
        assert [role.z for role in one.roles] == pytest.approx(numbers(line), abs=1e-6)
    for line, field in zip(whole.strip().splitlines(), ("count", "expected", "deviation", "z"), strict=True):
        assert [getattr(role, field) for role in result.whole] == pytest.approx(numbers(line.partition(" ")[2]), abs=1e-6)


ROLE_OF = {
    (True, True): Role.COORDINATOR,
    (True, False): Role.REPRESENTATIVE,
    (False, True): Role.GATEKEEPER,
}


def role_by_definition(before, broker, after):
    if before == after != broker:
        return Role.ITINERANT
    return ROLE_OF.get((before == broker, after == broker), Role.LIAISON)


graphs = some.integers(1, 9).flatmap(
    lambda size: some.tuples(
        some.sets(some.tuples(some.integers(0, size - 1), some.integers(0, size - 1)).filter(lambda tie: tie[0] != tie[1])),
        some.lists(some.integers(0, 3), min_size=size, max_size=size),
    )
)


@settings(max_examples=60, deadline=None)
@given(graphs)
def test_counts_are_those_of_every_triple_looked_at(given_graph):
    ties, groups = given_graph
    expected = {(actor, role): 0 for actor in range(len(groups)) for role in Role}
    for a, v, b in permutations(range(len(groups)), 3):
        if (a, v) in ties and (v, b) in ties and (a, b) not in ties:
            expected[v, role_by_definition(groups[a], groups[v], groups[b])] += 1
            expected[v, Role.TOTAL] += 1
    _, brokers = found_in(ties, groups)
    assert {(int(one.actor), role.role): role.count for one in brokers for role in one.roles} == expected


def test_r_itself_agrees_on_a_larger_graph():
    if not shutil.which("Rscript"):
        pytest.skip("no Rscript on this machine: apt-get install r-base-core r-cran-sna")
    script = """
        suppressMessages(library(sna)); set.seed(4); g <- rgraph(40, tprob = 0.12); b <- brokerage(g, rep(1:9, length.out = 40)^2)
        cat(t(which(g > 0, arr.ind = TRUE) - 1), "\\n"); cat(t(b$raw.nli), "\\n"); cat(format(t(b$z.nli), digits = 12), "\\n")
        cat(format(b$sd.gli, digits = 12))"""
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)
    if "there is no package" in done.stderr:
        pytest.skip("R lacks the package sna: apt-get install r-cran-sna")
    ties, raw, z, deviations = map(numbers, done.stdout.splitlines())
    pairs = [(int(a), int(b)) for a, b in zip(ties[::2], ties[1::2], strict=True)]
    result, brokers = found_in(pairs, [(number % 9 + 1) ** 2 for number in range(40)])
    assert [role.count for one in brokers for role in one.roles] == raw
    assert [role.z for one in brokers for role in one.roles] == pytest.approx(z, abs=1e-9)
    assert [role.deviation for role in result.whole] == pytest.approx(deviations, rel=1e-9)


TEXT = make_document("Aria wrote to Brun. Brun wrote to Cole. Aria and Brun met.")


def test_a_mutual_act_is_a_tie_in_both_directions_and_repeated_acts_are_one():
    statements = [
        make_statement(TEXT, "Aria and Brun met", "met", ["Aria", "Brun"], type="CONSULT"),
        make_statement(TEXT, "Aria wrote to Brun", "wrote", ["Aria"], ["Brun"], type="REQUEST"),
        make_statement(TEXT, "Brun wrote to Cole", "wrote", ["Brun"], ["Cole"], type="REQUEST"),
    ]
    graph = project(statements)
    found = brokerage(graph, by_kind(graph))
    assert found.ties == 3
    assert [(one.name, one.played(Role.COORDINATOR).count) for one in found.brokers] == [("Brun", 1), ("Aria", 0), ("Cole", 0)]
    assert found.tables()[0].rows[0][:5] == ("Brun", "local:state:brun", "State", 1, 0)
    assert found.picture().bars[0].note == "1, most as coordinator (1)"
    assert brokerage(project(statements[::-1]), by_kind(graph)) == found


def test_who_has_no_group_is_left_out_and_counted():
    graph = project([make_statement(TEXT, "Brun wrote to Cole", "wrote", ["Brun"], ["Cole"], type="REQUEST")])
    found = brokerage(graph, by_country(graph))
    assert (found.brokers, found.whole, found.left_out) == ((), (), 2)
    assert "2 actors are left out" in found.notes()[0]
    assert found.tables()[0].rows == ()


def test_an_empty_graph_and_one_actor_have_brokers_of_nothing():
    empty = brokerage(project([]), {})
    assert empty.tables()[1].rows == ()
    assert empty.picture().bars == ()
    lone = brokerage(graph_of([], 1), {"00": "x"})
    assert all(role.z is None and role.count == 0 for role in lone.brokers[0].roles)
    assert "Nobody stands between" in lone.notes()[-1]
