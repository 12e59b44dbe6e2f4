"""People and bodies in the place of their states: who speaks for a state in diplomacy is taken for it.

    the graph of kg.graph.project --by_state--> the same with ministers, ministries and parliaments drawn together with their states

News agencies and armed groups do not stand for the state that they are of, nor does anybody whose state nobody names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from kg.model import ActorKind

STANDS_FOR_STATE = frozenset({ActorKind.PERSON, ActorKind.ORGANIZATION})

Described = tuple[str, str | None, str | None]
"""An actor's id, kind and country."""


def standing(actors: Iterable[Described], keep: Collection[str] = ()) -> dict[str, str]:
    """For each actor the id of whom it stands for: its state where that is among the actors, else itself; those to `keep`
    themselves.

    >>> standing([("wd:Q1", "Person", "NRV"), ("state:NRV", "State", "NRV"), ("news:w", "NewsOrganization", "NRV")])
    {'news:w': 'news:w', 'state:NRV': 'state:NRV', 'wd:Q1': 'state:NRV'}
    """
    told = sorted(set(actors), key=lambda one: one[0])
    states: dict[str, str] = {}
    for actor, kind, country in told:
        if kind == ActorKind.STATE and country:
            states.setdefault(country, actor)
    return {
        actor: states.get(country or "", actor) if kind in STANDS_FOR_STATE and actor not in keep else actor
        for actor, kind, country in told
    }


def by_state(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph in which states have the ties of their people and bodies, too; what these do among themselves is left out."""
    stands = standing((actor, data["kind"], data["country"]) for actor, data in graph.nodes(data=True))
    drawn = nx.MultiDiGraph(**graph.graph)
    drawn.add_nodes_from((actor, data) for actor, data in graph.nodes(data=True) if stands[actor] == actor)
    for source, target, key, data in graph.edges(keys=True, data=True):
        if stands[source] != stands[target]:
            drawn.add_edge(stands[source], stands[target], key=key, **data)
    return drawn
