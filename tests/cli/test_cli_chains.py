"""The search for the shortest chains against the one of networkx, on random graphs."""

import random
from itertools import pairwise

import networkx as nx
import pytest

from kg.stores import Tie
from kg.stores.paths import shortest


def _random_graph(seed):
    graph = nx.gnm_random_graph(60, 110, seed=seed)
    chance = random.Random(seed)
    nx.set_edge_attributes(graph, {edge: chance.choice([1, 1, 2, 5, 40]) for edge in graph.edges}, "n")
    return nx.relabel_nodes(graph, lambda number: f"a{number:02}")


def _ties(graph):
    return lambda actors: [Tie(a, b, graph.edges[a, b]["n"]) for a in actors for b in sorted(graph[a])]


def _cost(graph, chain):
    return sum(10**9 // graph.edges[pair]["n"] for pair in pairwise(chain))


@pytest.mark.parametrize("seed", range(8))
def test_all_shortest_chains_are_found_the_best_attested_first(seed):
    graph = _random_graph(seed)
    for a, b in [("a00", "a01"), ("a02", "a59"), ("a10", "a33"), ("a07", "a08"), ("a40", "a21")]:
        found = shortest(a, b, _ties(graph), longest=20, most=3)
        if not nx.has_path(graph, a, b):
            assert (found.chains, found.total, found.hops) == ((), 0, 0)
            continue
        expected = sorted(map(tuple, nx.all_shortest_paths(graph, a, b)), key=lambda chain: (_cost(graph, chain), chain))
        assert found.total == len(expected)
        assert found.chains == tuple(expected[:3])
        assert found.hops == len(expected[0]) - 1
        assert shortest(b, a, _ties(graph), longest=20, most=1000).total == found.total
        assert shortest(a, b, _ties(graph), longest=found.hops - 1, most=3).chains == ()


def test_an_indirect_chain_leaves_out_what_ties_the_two():
    graph = nx.Graph([("a", "b"), ("a", "c"), ("c", "b")])
    nx.set_edge_attributes(graph, 1, "n")
    assert shortest("a", "b", _ties(graph), longest=4, most=5).chains == (("a", "b"),)
    assert shortest("a", "b", _ties(graph), longest=4, most=5, indirect=True).chains == (("a", "c", "b"),)
    assert shortest("a", "a", _ties(graph), longest=4, most=5).chains == ()
