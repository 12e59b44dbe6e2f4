"""Is the enemy of my enemy my friend? Triads of friends and foes, and how far the graph is from two sides at odds.

    a signed graph (kg.analysis.projections.signed) --balance--> triads, degree of balance, line index, the best two sides

The theory is that of Heider (1946) and of Cartwright and Harary (1956); the degree of balance by triads and by walks is as R's
`signnet` has it (Estrada 2019: Rethinking structural balance in signed social networks), the line index as in
`kg.analysis.frustration`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from kg.analysis.frustration import MOST_TIES, LineIndex, line_index
from kg.analysis.results import Result, Table
from kg.analysis.windows import be, counted
from kg.pictures import Drawing, Edge, Node, Tone

_MOST_FOR_WALKS = 1_000  # actors; the eigenvalues of more take minutes
_DRAWN = 40  # actors


@dataclass(frozen=True, slots=True)
class Triad:
    """How many triangles have these signs; balanced are those with an even number of negative ties."""

    signs: str
    count: int
    balanced: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of a side or bloc, with how many of its signed ties agree with that and how many do not."""

    actor: str
    name: str
    agreeing: int
    at_odds: int


@dataclass(frozen=True, slots=True)
class Tension:
    """A tie that is at odds with the sides or blocs: a positive one between them, a negative one within.

    `score` is the pair's mean Goldstein score, `statements` the ids of what is told of the pair.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    sign: int
    score: float | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedTie:
    """A positive or negative tie between two actors (ids), and how many statements tell of the pair."""

    a: str
    b: str
    sign: int
    statements: int


@dataclass(frozen=True, slots=True)
class Balance(Result):
    """How balanced a signed graph is.

    `degree` is the share of triangles that are balanced, `walks` the same of all closed walks, shorter ones counting more (tr exp
    of the signed by tr exp of the unsigned matrix); None where there are no triangles, or too many actors. `tensions` are the
    ties at odds with the best two sides that were found; the line index of balance is their number where `exact`, else between
    `least` and that number. `closest` are the ties among the best tied actors of both sides. `settled` is 1 less twice the line
    index by the number of ties: 1 for perfect balance. `alone` counts actors without a signed tie, `left_out` pairs whose scores
    cancel out or are not known.
    """

    positive: int
    negative: int
    triads: tuple[Triad, ...]
    degree: float | None
    walks: float | None
    sides: tuple[tuple[Member, ...], ...]
    tensions: tuple[Tension, ...]
    closest: tuple[SignedTie, ...]
    least: int
    exact: bool
    settled: float | None
    parts: int
    alone: int
    left_out: int

    def tables(self) -> tuple[Table, ...]:
        """The figures, the triads, the two sides, the ties at odds with them."""
        figures = (
            ("positive ties", self.positive),
            ("negative ties", self.negative),
            ("balanced triads, share", self.degree),
            ("balanced walks, share", self.walks),
            ("line index of balance" if self.exact else "line index of balance, at most", len(self.tensions)),
            ("line index of balance, at least", self.least),
            ("balance by the line index", self.settled),
        )
        known = bool(self.positive or self.negative)
        return (
            Table("figures", ("figure", "value"), figures if known else ()),
            Table("triads", ("signs", "count", "balanced"), tuple((one.signs, one.count, one.balanced) for one in self.triads)),
            members_table("sides", self.sides),
            tensions_table(self.tensions),
        )

    def picture(self) -> Drawing:
        """The best tied actors on their two sides, with the ties between them."""
        return Drawing("The two sides that fit best", *_drawn(self.sides, self.closest), groups=("one side", "the other side"))

    def notes(self) -> tuple[str, ...]:
        """How sure the line index is, and who was left out."""
        return tuple(_notes(self))


def balance(graph: nx.Graph, most_ties: int = MOST_TIES) -> Balance:
    """How balanced a graph is whose edges have a `sign`, 1 or -1 (and `statements`, `score`).

    The line index is exact where bounds meet or the unbalanced blocks have at most `most_ties` ties, see
    `kg.analysis.frustration.line_index`.
    """
    tied = graph.subgraph([actor for actor in graph if graph.degree(actor)])
    signs = [sign for _, _, sign in tied.edges(data="sign")]
    found = line_index(tied, most_ties)
    sides = _sides(graph, found)
    triads = _triads(tied)
    triangles = sum(one.count for one in triads)
    return Balance(
        positive=sum(sign > 0 for sign in signs),
        negative=sum(sign < 0 for sign in signs),
        triads=triads if signs else (),
        degree=round(sum(one.count for one in triads if one.balanced) / triangles, 6) if triangles else None,
        walks=_walks(tied),
        sides=sides,
        tensions=tuple(tension(graph, tie) for tie in found.frustrated),
        closest=_closest(graph, sides),
        least=found.least,
        exact=found.exact,
        settled=round(1 - 2 * len(found.frustrated) / len(signs), 6) if signs else None,
        parts=nx.number_connected_components(tied),
        alone=len(graph) - len(tied),
        left_out=int(graph.graph.get("left_out", 0)),
    )


def tension(graph: nx.Graph, tie: tuple[str, str]) -> Tension:
    """A tie of a signed graph with the names of its ends and its statements."""
    data, names = graph.edges[tie], graph.nodes(data="name")
    score = data.get("score")
    return Tension(
        tie[0],
        names[tie[0]] or tie[0],
        tie[1],
        names[tie[1]] or tie[1],
        data["sign"],
        None if score is None else round(score, 3),
        tuple(data.get("statements", ())),
    )


def members(graph: nx.Graph, actors: Iterable[str], tensions: Iterable[tuple[str, str]]) -> tuple[Member, ...]:
    """The actors as members, those with most ties that agree first, then by id."""
    odds: dict[str, int] = {}
    for tie in tensions:
        for end in tie:
            odds[end] = odds.get(end, 0) + 1
    names = graph.nodes(data="name")
    found = (
        Member(actor, names[actor] or actor, graph.degree(actor) - odds.get(actor, 0), odds.get(actor, 0)) for actor in actors
    )
    return tuple(sorted(found, key=lambda one: (-one.agreeing, one.at_odds, one.actor)))


def members_table(name: str, groups: Sequence[Sequence[Member]]) -> Table:
    """Who is in which group, numbered from 1."""
    rows = ((number, one.name, one.actor, one.agreeing, one.at_odds) for number, group in enumerate(groups, 1) for one in group)
    return Table(name, (name.removesuffix("s"), "actor", "actor_id", "ties that agree", "ties at odds"), tuple(rows))


def tensions_table(tensions: Iterable[Tension]) -> Table:
    """The ties at odds with a grouping, with their statements."""
    rows = ((one.a_name, one.a, one.b_name, one.b, one.sign, one.score, one.statements) for one in tensions)
    return Table("tensions", ("a", "a_id", "b", "b_id", "sign", "score", "statements"), tuple(rows))


def _triads(graph: nx.Graph) -> tuple[Triad, ...]:
    """The triangles by their signs, counted by products of matrices."""
    friends, foes = _matrix(graph, 1), _matrix(graph, -1)
    of_friends, of_foes = friends @ friends, foes @ foes  # ways of two steps
    counts = {
        "+++": _entries(friends.multiply(of_friends)) / 6,
        "++-": _entries(foes.multiply(of_friends)) / 2,
        "+--": _entries(friends.multiply(of_foes)) / 2,
        "---": _entries(foes.multiply(of_foes)) / 6,
    }
    return tuple(Triad(signs, round(count), signs.count("-") % 2 == 0) for signs, count in counts.items())


def _matrix(graph: nx.Graph, sign: int) -> csr_array:
    """The ties of one sign as a matrix of ones."""
    nodes = sorted(graph)
    if not nodes:
        return csr_array((0, 0))
    chosen = nx.Graph()
    chosen.add_nodes_from(nodes)
    chosen.add_edges_from((a, b) for a, b, data in graph.edges(data=True) if data["sign"] == sign)
    return csr_array(nx.to_scipy_sparse_array(chosen, nodelist=nodes, weight=None, format="csr", dtype=np.float64))


def _entries(matrix: csr_array) -> float:
    return float(matrix.sum())


def _walks(graph: nx.Graph) -> float | None:
    """Closed walks with an even number of negative ties less those with an odd one, by all; one of length k counts 1/k!."""
    if not 0 < len(graph) <= _MOST_FOR_WALKS:
        return None
    friends, foes = _matrix(graph, 1).toarray(), _matrix(graph, -1).toarray()
    return round(math.exp(_log_trace(friends - foes) - _log_trace(friends + foes)), 6)


def _log_trace(matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """The logarithm of the trace of the matrix's exponential, which itself may be too large for a number."""
    values = np.linalg.eigvalsh(matrix)
    return float(values.max() + np.log(np.exp(values - values.max()).sum()))


def _sides(graph: nx.Graph, found: LineIndex) -> tuple[tuple[Member, ...], ...]:
    chosen = [[actor for actor, side in found.sides.items() if side is wanted] for wanted in (True, False)]
    return tuple(members(graph, actors, found.frustrated) for actors in chosen if actors)


def _best_tied(sides: Sequence[Sequence[Member]]) -> list[tuple[int, Member]]:
    """The members with the most ties that agree, each with the number of its side."""
    return [(number, one) for number, side in enumerate(sides) for one in side[: _DRAWN // 2]]


def _closest(graph: nx.Graph, sides: Sequence[Sequence[Member]]) -> tuple[SignedTie, ...]:
    shown = graph.subgraph([one.actor for _, one in _best_tied(sides)])
    ties = ((min(a, b), max(a, b), data) for a, b, data in shown.edges(data=True))
    return tuple(
        sorted(
            (SignedTie(a, b, data["sign"], len(data.get("statements", ()))) for a, b, data in ties),
            key=lambda one: (one.a, one.b),
        )
    )


def _drawn(sides: Sequence[Sequence[Member]], ties: Sequence[SignedTie]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The best tied members of each side, and the ties between them."""
    nodes = tuple(Node(one.actor, one.name, one.agreeing + one.at_odds, number) for number, one in _best_tied(sides))
    tones = {1: Tone.COOPERATION, -1: Tone.CONFLICT}
    return nodes, tuple(Edge(one.a, one.b, one.statements or 1, tones[one.sign]) for one in ties)


def _notes(found: Balance) -> Iterable[str]:
    if not found.positive and not found.negative:
        yield "No two actors are on good or bad terms: no statements between them have Goldstein scores that do not cancel out."
        return
    if found.exact:
        yield f"The line index is exact: no two sides have fewer than {found.least} ties at odds with them."
    else:
        yield (
            "The line index is not exact: the best two sides that a search found have "
            f"{counted(len(found.tensions), 'tie')} at odds with them, and no two sides have fewer than {found.least}."
        )
    if found.parts > 1:
        yield (
            f"The graph has {found.parts} parts without a tie between them; "
            "which sides of two parts belong together nobody can tell."
        )
    if found.degree is None:
        yield "No three actors are all tied to one another, so there are no triads."
    if found.walks is None:
        yield f"Walks are not counted where there are more than {_MOST_FOR_WALKS:,} actors."
    if found.alone:
        yield f"{counted(found.alone, 'actor')} without a signed tie {be(found.alone)} on neither side."
    if found.left_out:
        yield f"{counted(found.left_out, 'pair')} whose scores cancel out or are not known {be(found.left_out)} left out."
