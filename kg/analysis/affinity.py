"""Who takes the same side: how like the sides are that two holders take toward what both of them take sides on.

    graph of kg.analysis.projections.stances --affinity--> pairs of holders, their measures, and what they agree and disagree on

The field calls it the affinity of states (Gartzke, E., 1998: Kant we all just get along?, American Journal of Political Science 42, 1-27).
A side is between -1 (opposes, condemns) and 1 (supports, praises), the mean of what a holder is told to hold toward a target. The
measures, over the targets that a pair has in common:

- `share`: on how many of them the two are on the same side (for, against or neither), with its interval (Wilson, E. B., 1927:
  Probable inference, JASA 22, 209-212; 95 percent);
- `s`: S = 1 - sum |a - b| / n, -1 opposed to 1 alike (Signorino, C. S., and Ritter, J. M., 1999: Tau-b or not tau-b, International
  Studies Quarterly 43, 115-144; every target weighs the same, 2 is the greatest distance);
- `pi`: Scott's pi for sides as numbers, 1 - sum (a - b)^2 / sum ((a - m)^2 + (b - m)^2) with m the mean of both: above 0 where the two
  agree more than their habits alone would have it (Häge, F. M., 2011: Choice or circumstance?, Political Analysis 19, 287-305);
- `cosine`: the cosine of the two lists of sides, their signs kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from kg.analysis.proportions import wilson
from kg.analysis.results import Result, Table
from kg.pictures import Matrix

CERTAIN_FROM = 5  # shared targets; fewer leave the measures to chance
_MOST_PAIRS = 5_000
_SHOWN = 18  # holders in the picture


@dataclass(frozen=True, slots=True)
class Common:
    """A target that both take sides on: their sides, -1 to 1, and the statements (ids) that tell of them."""

    target: str
    name: str
    a_side: float
    b_side: float
    a_statements: tuple[str, ...]
    b_statements: tuple[str, ...]

    @property
    def agreed(self) -> bool:
        """Whether both are for it, against it, or neither."""
        return _sign(self.a_side) == _sign(self.b_side)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two holders, `a` before `b` by id; the measures are told in `kg.analysis.affinity`.

    `low` and `high` bound the share. `pi` is None where all sides are the same, and chance would agree as well; `cosine` where one of
    the two is neutral on everything. `uncertain` pairs share fewer than `CERTAIN_FROM` targets.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    shared: int
    agreed: int
    share: float
    low: float
    high: float
    s: float
    pi: float | None
    cosine: float | None
    uncertain: bool
    agreeing: tuple[Common, ...]
    disagreeing: tuple[Common, ...]


@dataclass(frozen=True, slots=True)
class Affinity(Result):
    """Pairs of holders that share at least `least` targets: the certain ones before the rest, the most alike first.

    `holders` counts all who take a side, `targets` what they take sides on, `sharing` the pairs that share as many targets; where these
    are more than are listed, those with the most shared targets are.
    """

    pairs: tuple[Pair, ...]
    holders: int
    targets: int
    sharing: int
    least: int

    def tables(self) -> tuple[Table, ...]:
        """The pairs with their measures, and each target that they share."""
        columns = (
            "a", "b", "shared", "agreed", "share", "low", "high", "s", "pi", "cosine", "uncertain", "a_id", "b_id",
        )  # fmt: skip
        rows = tuple(
            (p.a_name, p.b_name, p.shared, p.agreed, p.share, p.low, p.high, p.s, p.pi, p.cosine, p.uncertain, p.a, p.b)
            for p in self.pairs
        )
        common = tuple(
            (p.a_name, p.b_name, c.name, c.agreed, c.a_side, c.b_side, c.a_statements, c.b_statements, p.a, p.b, c.target)
            for p in self.pairs
            for c in (*p.agreeing, *p.disagreeing)
        )
        sides = (
            "a", "b", "target", "agreed", "a_side", "b_side", "a_statements", "b_statements", "a_id", "b_id", "target_id",
        )  # fmt: skip
        return Table("affinity", columns, rows), Table("shared targets", sides, common)

    def picture(self) -> Matrix:
        """S of those who share targets with most others; nothing where two share too few."""
        shown = self._central()
        known = {(p.a, p.b): p.s for p in self.pairs} | {(p.b, p.a): p.s for p in self.pairs}
        names = tuple(name for _, name in shown)
        values = tuple(tuple(known.get((one, other)) for other, _ in shown) for one, _ in shown)
        return Matrix("Who takes the same side (S, -1 opposed to 1 alike)", names, names, values, low=-1.0, high=1.0)

    def notes(self) -> tuple[str, ...]:
        """What was left out, and which pairs are uncertain."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        if not self.holders:
            yield "Nobody takes a side, so nobody agrees or disagrees."
        elif not self.pairs:
            targets = "a target" if self.least == 1 else f"{self.least} targets or more"
            yield f"No two of the {self.holders} who take a side share {targets}."
        if self.sharing > len(self.pairs):
            yield f"Of {self.sharing} pairs the {len(self.pairs)} with the most shared targets are listed."
        uncertain = sum(pair.uncertain for pair in self.pairs)
        if uncertain:
            yield f"{uncertain} of {len(self.pairs)} pairs share fewer than {CERTAIN_FROM} targets: take their figures as a hint, not a finding."

    def _central(self) -> list[tuple[str, str]]:
        """The holders for the picture, id and name, in an order that puts those who agree side by side."""
        names = {p.a: p.a_name for p in self.pairs} | {p.b: p.b_name for p in self.pairs}
        shared: Counter[str] = Counter()
        for pair in self.pairs:
            shared[pair.a] += pair.shared
            shared[pair.b] += pair.shared
        central = sorted(names, key=lambda actor: (-shared[actor], actor))[:_SHOWN]
        known = {(p.a, p.b): p.s for p in self.pairs} | {(p.b, p.a): p.s for p in self.pairs}
        return [(actor, names[actor]) for actor in _side_by_side(central, known)]


def affinity(stances: nx.DiGraph, *, least: int = 1) -> Affinity:
    """How much each two holders agree who take sides on `least` common targets or more.

    `stances` is a graph of `kg.analysis.projections.stances`. What two hold toward each other has no part in it.
    """
    holders = sorted(node for node in stances if stances.out_degree(node))
    sharing, pairs = _sharing(stances, holders, max(1, least))
    found = [_pair(stances, holders[one], holders[other]) for one, other in pairs]
    found.sort(key=lambda pair: (pair.uncertain, -pair.s, -pair.shared, pair.a, pair.b))
    targets = sum(1 for node in stances if stances.in_degree(node))
    return Affinity(tuple(found), len(holders), targets, sharing, max(1, least))


def _sharing(stances: nx.DiGraph, holders: Sequence[str], least: int) -> tuple[int, list[tuple[int, int]]]:
    """How many pairs share so many targets, and those who share most, as indexes of holders."""
    columns = {target: place for place, target in enumerate(sorted(node for node in stances if stances.in_degree(node)))}
    ends = [(row, columns[target]) for row, holder in enumerate(holders) for target in stances[holder]]
    if not ends:
        return 0, []
    rows, places = np.array(ends).T
    takes = csr_array((np.ones(len(ends), dtype=np.int32), (rows, places)), shape=(len(holders), len(columns)))
    both = triu(takes @ takes.T, k=1, format="coo")
    enough = both.data >= least
    one, other, shared = both.row[enough], both.col[enough], both.data[enough]
    most = np.lexsort((other, one, -shared))[:_MOST_PAIRS]
    return len(shared), [(int(first), int(second)) for first, second in zip(one[most], other[most], strict=True)]


def _pair(stances: nx.DiGraph, a: str, b: str) -> Pair:
    common = tuple(_common(stances, a, b))
    agreeing = tuple(one for one in common if one.agreed)
    low, high = wilson(len(agreeing), len(common))
    sides = [(one.a_side, one.b_side) for one in common]
    return Pair(
        a=a,
        a_name=_name(stances, a),
        b=b,
        b_name=_name(stances, b),
        shared=len(common),
        agreed=len(agreeing),
        share=round(len(agreeing) / len(common), 3),
        low=low,
        high=high,
        s=round(similarity(sides), 3),
        pi=_rounded(scotts_pi(sides)),
        cosine=_rounded(cosine(sides)),
        uncertain=len(common) < CERTAIN_FROM,
        agreeing=agreeing,
        disagreeing=tuple(one for one in common if not one.agreed),
    )


def similarity(sides: Sequence[tuple[float, float]]) -> float:
    """S of Signorino and Ritter (1999) over pairs of sides, -1 to 1; there must be one at least.

    >>> similarity([(1, 1), (1, -1)])
    0.0
    """
    return 1 - sum(abs(a - b) for a, b in sides) / len(sides)


def scotts_pi(sides: Sequence[tuple[float, float]]) -> float | None:
    """Scott's pi over pairs of sides as numbers (Häge 2011), at most 1; None where all sides are the same.

    >>> scotts_pi([(1, 1), (-1, -1)]), scotts_pi([(1, 1), (1, 1)])
    (1.0, None)
    """
    middle = sum(a + b for a, b in sides) / (2 * len(sides))
    by_chance = sum((a - middle) ** 2 + (b - middle) ** 2 for a, b in sides)
    return 1 - sum((a - b) ** 2 for a, b in sides) / by_chance if by_chance > 1e-12 else None


def cosine(sides: Sequence[tuple[float, float]]) -> float | None:
    """The cosine of two lists of sides, -1 to 1; None where one list is all neutral."""
    lengths = math.sqrt(sum(a * a for a, _ in sides) * sum(b * b for _, b in sides))
    return sum(a * b for a, b in sides) / lengths if lengths else None


def _common(stances: nx.DiGraph, a: str, b: str) -> Iterator[Common]:
    """What both take sides on, by id; neither of the two is a target for both."""
    for target in sorted(set(stances[a]) & set(stances[b])):
        one, other = stances[a][target], stances[b][target]
        yield Common(
            target=target,
            name=_name(stances, target),
            a_side=round(one["value"], 3),
            b_side=round(other["value"], 3),
            a_statements=one["statements"],
            b_statements=other["statements"],
        )


def _side_by_side(actors: Sequence[str], known: dict[tuple[str, str], float]) -> list[str]:
    """The actors in a chain in which each is followed by the one of the rest that is most like it."""
    chain, rest = list(actors[:1]), list(actors[1:])
    while rest:
        following = max(rest, key=lambda actor: known.get((chain[-1], actor), -2.0))  # of equal ones the first
        chain.append(following)
        rest.remove(following)
    return chain


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _name(graph: nx.DiGraph, node: str) -> str:
    return str(graph.nodes[node].get("name") or node)
