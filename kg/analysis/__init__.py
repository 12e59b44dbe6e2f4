"""What a graph of actors shows: pure functions from the graph of `kg.graph.project` to small frozen results."""

from kg.analysis.centrality import Standing, standings
from kg.analysis.dyads import Dyad, dyads

__all__ = ["Dyad", "Standing", "dyads", "standings"]
