"""Which actors are likely to be tied next, on whose account, and how far such forecasts came true before.

    graph --likely_ties--> the untied pairs with the most in common
    graph, date --backtest--> what was foretold on that day, against what came after

Foretold is a tie of any kind; whether it will be friendly is foretold apart, by balance: the friend of a friend is a friend, the
friend of a foe a foe (Heider 1946; Cartwright and Harary 1956).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import sparse, stats

from kg.analysis.choices import Method
from kg.analysis.projections import signed
from kg.analysis.results import Result, Table
from kg.analysis.windows import be, counted, part
from kg.errors import UsageError
from kg.pictures import Bar, Bars, Tone
from kg.stores.rows import days

_ROWS = 256  # actors whose pairs are scored at a time, so that memory grows with the actors and not with their pairs
_SHOWN = 25
_COMMON = 5  # common partners that are named
_FIRST = 100  # pairs that a reader would look at
_BEFORE = 0.8  # of the dated statements lie before the day of the forecast, where none is told
_FEW = 30  # new ties; fewer tell little


@dataclass(frozen=True, slots=True)
class LikelyTie:
    """Two actors without a tie (`a` before `b`), with their score and the partners they have in common, those with the fewest others first.

    `balance` is the mean over common partners of the two signs' product, 1 if all speak for a friendly tie, -1 if all for a hostile
    one; None where no common partner is on good or bad terms with both.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    score: float
    common: int
    through: tuple[str, ...]
    through_names: tuple[str, ...]
    balance: float | None


@dataclass(frozen=True, slots=True)
class LikelyTies(Result):
    """The pairs that are likely to be tied next, the likeliest first; `possible` counts all untied pairs of tied actors."""

    method: Method
    ties: tuple[LikelyTie, ...]
    possible: int

    def tables(self) -> tuple[Table, ...]:
        """One row a pair."""
        rows = (
            (one.a_name, one.b_name, one.score, one.common, one.through_names, one.balance, one.a, one.b, one.through)
            for one in self.ties
        )
        columns = ("a", "b", "score", "common", "through", "balance", "a_id", "b_id", "through_id")
        return (Table("likely ties", columns, tuple(rows)),)

    def picture(self) -> Bars:
        """The likeliest pairs, in the colour of the tie that balance speaks for."""
        bars = (Bar(f"{one.a_name} and {one.b_name}", one.score, _tone(one.balance)) for one in self.ties[:_SHOWN])
        return Bars(f"Who may be tied next ({self.method})", tuple(bars))

    def notes(self) -> tuple[str, ...]:
        """How far the list goes, and what it does not tell."""
        if not self.ties:
            return ("No two actors without a tie have what the method asks for.",)
        return (
            f"These are {counted(len(self.ties), 'pair')} of {self.possible:,} without a tie between them.",
            "A score ranks pairs and is no probability; how often such forecasts came true is what the back-test tells.",
        )


def likely_ties(graph: nx.MultiDiGraph, method: Method = Method.ADAMIC_ADAR, most: int = 50) -> LikelyTies:
    """The untied pairs of actors that are likeliest to be tied next, ties by id.

    A tie is an edge of the graph in either direction, whatever its kind. Actors without any tie are not among the pairs. Raises
    `UsageError` where `most` is below 1.
    """
    if most < 1:
        raise UsageError(f"{most} pairs cannot be listed; ask for one or more")
    ties = _Ties.of(graph)
    best = _best(ties, method, most)
    signs = signed(graph)
    return LikelyTies(
        method=method,
        ties=tuple(_likely(graph, ties, signs, a, b, score) for a, b, score in best),
        possible=ties.possible,
    )


@dataclass(frozen=True)
class _Ties:
    """Who is tied to whom, as a matrix of ones whose rows and columns are the tied actors in the order of ids."""

    actors: tuple[str, ...]
    matrix: sparse.csr_array

    @staticmethod
    def of(graph: nx.MultiDiGraph) -> _Ties:
        pairs = {(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}
        actors = tuple(sorted({end for pair in pairs for end in pair}))
        return _Ties(actors, _symmetric(actors, ((a, b, 1.0) for a, b in sorted(pairs))))

    def partners(self, place: int) -> np.ndarray:
        """The places of those to whom an actor is tied."""
        found: np.ndarray = self.matrix.indices[self.matrix.indptr[place] : self.matrix.indptr[place + 1]]
        return found

    @property
    def possible(self) -> int:
        """How many pairs are not tied."""
        return len(self.actors) * (len(self.actors) - 1) // 2 - int(self.matrix.nnz) // 2


def _symmetric(actors: tuple[str, ...], weighted: Iterable[tuple[str, str, float]]) -> sparse.csr_array:
    """The matrix of the pairs between these actors."""
    place = {actor: number for number, actor in enumerate(actors)}
    found = [(place[a], place[b], weight) for a, b, weight in weighted if a in place and b in place]
    rows = [a for a, _, _ in found] + [b for _, b, _ in found]
    columns = [b for _, b, _ in found] + [a for a, _, _ in found]
    return sparse.csr_array(([weight for _, _, weight in found] * 2, (rows, columns)), shape=(len(actors),) * 2)


def _signs(graph: nx.Graph, actors: tuple[str, ...]) -> sparse.csr_array:
    """1 for a pair on good and -1 for one on bad terms."""
    return _symmetric(actors, ((a, b, float(sign)) for a, b, sign in sorted(graph.edges(data="sign"))))


def _scored(ties: _Ties, method: Method) -> Iterator[tuple[int, np.ndarray]]:
    """For every so many actors the first one's place, and their scores with all others; NaN where a pair is none or no candidate."""
    degrees = np.asarray(ties.matrix.sum(axis=1)).ravel()
    weighed = sparse.diags_array(_weights(degrees, method)) @ ties.matrix
    for start in range(0, len(ties.actors), _ROWS):
        rows = ties.matrix[start : start + _ROWS]
        own = degrees[start : start + _ROWS, None]
        busy = method is Method.PREFERENTIAL_ATTACHMENT
        scores = own * degrees[None, :] if busy else (rows @ weighed).toarray()
        if method is Method.JACCARD:
            scores /= own + degrees[None, :] - scores
        scores[rows.toarray() > 0] = np.nan
        scores[np.arange(len(ties.actors))[None, :] <= np.arange(start, start + len(scores))[:, None]] = np.nan
        yield start, np.round(scores, 9)


def _weights(degrees: np.ndarray, method: Method) -> np.ndarray:
    """What a common partner counts, by how many partners it has; a common one has two at least."""
    at_least = np.maximum(degrees, 2.0)
    match method:
        case Method.ADAMIC_ADAR:
            weights = 1.0 / np.log(at_least)
        case Method.RESOURCE_ALLOCATION:
            weights = 1.0 / at_least
        case _:
            weights = np.ones_like(degrees)
    return np.asarray(weights)


def _best(ties: _Ties, method: Method, most: int) -> list[tuple[int, int, float]]:
    """The places and scores of the pairs that score highest; nobody who scores nothing."""
    best: list[tuple[int, int, float]] = []
    for start, scores in _scored(ties, method):
        rows, columns = np.nonzero(scores > 0)
        values = scores[rows, columns]
        order = np.lexsort((columns, rows, -values))[:most]
        best += [(start + int(rows[i]), int(columns[i]), float(values[i])) for i in order]
        best = sorted(best, key=lambda one: (-one[2], one[0], one[1]))[:most]
    return best


def _likely(graph: nx.MultiDiGraph, ties: _Ties, signs: nx.Graph, a: int, b: int, score: float) -> LikelyTie:
    one, other = ties.actors[a], ties.actors[b]
    shared = np.intersect1d(ties.partners(a), ties.partners(b)).tolist()
    closest = sorted(shared, key=lambda place: (len(ties.partners(place)), place))[:_COMMON]
    through = tuple(ties.actors[place] for place in closest)
    named = {actor: graph.nodes[actor].get("name") or actor for actor in (one, other, *through)}
    both = sorted(signs[one].keys() & signs[other].keys())
    products = [signs[one][partner]["sign"] * signs[other][partner]["sign"] for partner in both]
    return LikelyTie(
        a=one,
        a_name=named[one],
        b=other,
        b_name=named[other],
        score=round(score, 6),
        common=len(shared),
        through=through,
        through_names=tuple(named[actor] for actor in through),
        balance=round(sum(products) / len(products), 4) if products else None,
    )


def _tone(balance: float | None) -> Tone:
    if not balance:
        return Tone.PLAIN
    return Tone.COOPERATION if balance > 0 else Tone.CONFLICT


@dataclass(frozen=True, slots=True)
class Trial:
    """How one method's forecast came true.

    `auc` is how often a pair that was tied later scored above one that was not, 0.5 by chance (Hanley and McNeil 1982); `precision` is
    average precision, by chance the share of pairs that were tied at all; `hits` are the pairs tied later among the first
    hundred. Pairs with equal scores share what they have. None where nothing was there to be foretold.
    """

    method: Method
    auc: float | None
    precision: float | None
    hits: float | None


@dataclass(frozen=True, slots=True)
class SignTrial:
    """How well balance foretold whether a new tie was friendly or hostile.

    Of the `ties` it spoke about `right` came true; `majority` would have come true by always naming the more frequent sort. `p` is how likely as
    many would be right by guessing that sort (binomial test); None where there are none.
    """

    ties: int
    right: int
    majority: int
    p: float | None


@dataclass(frozen=True, slots=True)
class BackTest(Result):
    """What was foretold from what lay before `since` (ISO), against what came from then on.

    `known` are the ties before and `actors` those who had one; `possible` are their untied pairs, of which `new` were tied later. `beyond` counts the new ties
    of actors that nobody knew before, which cannot be foretold; `undated` the statements without a date, or with one that lies on either side.
    """

    since: str | None
    actors: int
    known: int
    possible: int
    new: int
    beyond: int
    undated: int
    trials: tuple[Trial, ...]
    signs: SignTrial

    @property
    def chance(self) -> float:
        """The precision of a forecast by chance: the share of the possible ties that came."""
        return self.new / self.possible if self.possible else 0.0

    def tables(self) -> tuple[Table, ...]:
        """How each method did, the best first, and whether balance foretold the sign."""
        ranked = sorted(self.trials, key=lambda one: -(one.precision or 0.0))
        rows: list[tuple[str | float | None, ...]] = [(str(one.method), one.auc, one.precision, one.hits) for one in ranked]
        first = min(_FIRST, self.possible)
        chance = (
            ("chance", 0.5, round(self.chance, 6), round(self.chance * first, 2)) if self.new else ("chance", None, None, None)
        )
        signs = (self.signs.ties, self.signs.right, self.signs.majority, self.signs.p)
        return (
            Table("back-test", ("method", "auc", "average_precision", "hits_in_100"), (*rows, chance) if self.trials else ()),
            Table("sign by balance", ("ties", "right", "right_by_majority", "p"), (signs,) if self.signs.ties else ()),
        )

    def picture(self) -> Bars:
        """Average precision of each method beside that of chance."""
        ranked = sorted(self.trials, key=lambda one: -(one.precision or 0.0))
        told = [Bar(str(one.method), one.precision) for one in ranked if one.precision is not None]
        chance = Bar("chance", round(self.chance, 6), Tone.QUIET)
        return Bars(f"How forecasts from before {self.since} came true: average precision", (*told, chance) if told else ())

    def notes(self) -> tuple[str, ...]:
        """What the figures rest on, and whether any method is worth having."""
        if self.since is None:
            return ("No statement has a date: there is no before and after.",)
        return (*self._ground(), *self._worth(), *self._sign())

    def _ground(self) -> Iterator[str]:
        yield (
            f"Before {self.since} {counted(self.actors, 'actor')} had {counted(self.known, 'tie')}; of {self.possible:,} pairs without one "
            f"{self.new:,} were tied later."
        )
        if self.beyond:
            yield f"{counted(self.beyond, 'new tie')} of actors without a tie before could not be foretold and {be(self.beyond)} left out."
        if self.undated:
            yield f"{counted(self.undated, 'statement')} without a date on one side of {self.since} {be(self.undated)} left out."
        if 0 < self.new < _FEW:
            yield f"{counted(self.new, 'new tie')} {be(self.new)} too few for firm figures."

    def _worth(self) -> Iterator[str]:
        if not self.new:
            yield "Nothing came that could have been foretold."
            return
        base = next(one.precision or 0.0 for one in self.trials if one.method is Method.PREFERENTIAL_ATTACHMENT)
        better = [str(one.method) for one in self.trials if (one.precision or 0.0) > base]
        if better:
            yield f"Better than the baseline of busy actors meeting busy ones, by average precision: {', '.join(better)}."
        else:
            yield "No method does better than the baseline that busy actors meet busy ones: what actors have in common tells nothing more."

    def _sign(self) -> Iterator[str]:
        told = self.signs
        if not told.ties:
            yield "Whether new ties are friendly could not be tested."
        elif told.p is not None and told.p < 0.05:
            yield f"Balance foretold the sign of {told.right:,} of {told.ties:,} new ties, naming always the same sort {told.majority:,}."
        else:
            yield (
                f"Do not rely on balance here: it foretold the sign of {told.right:,} of {told.ties:,} new ties, "
                f"naming always the same sort {told.majority:,}."
            )


def backtest(graph: nx.MultiDiGraph, since: str | None = None) -> BackTest:
    """How well each method would have foretold, from what is dated before a day, which ties came from then on.

    All untied pairs of actors with a tie before that day are ranked and none is sampled, so the figures are exact. Without `since` it is the day
    before which four fifths of the dated statements lie. Raises `UsageError` where `since` is no date.
    """
    spans = {key: days(data.get("date")) for _, _, key, data in graph.edges(keys=True, data=True)}
    day = _day(since) if since is not None else _four_fifths(spans.values())
    before = {key for key, (_, last) in spans.items() if day and last and last < day}
    after = {key for key, (first, _) in spans.items() if day and first and first >= day}
    past, later = (
        part(graph, (edge for edge in graph.edges(keys=True, data=True) if edge[2] in side)) for side in (before, after)
    )
    ties, coming = _Ties.of(past), _Ties.of(later)
    new = _new(ties, coming)
    return BackTest(
        since=day,
        actors=len(ties.actors),
        known=ties.matrix.nnz // 2,
        possible=ties.possible,
        new=new.nnz,
        beyond=_beyond(ties, coming),
        undated=len(spans) - len(before) - len(after),
        trials=tuple(_trial(ties, new, method) for method in Method) if ties.actors else (),
        signs=_sign_trial(ties, new, past, later),
    )


def _day(since: str) -> str:
    first, _ = days(since)
    if first is None:
        raise UsageError(f"{since!r} is no date; write it like 2020-10-27, 2020-10 or 2020")
    return first


def _four_fifths(spans: Iterable[tuple[str | None, str | None]]) -> str | None:
    firsts = sorted(first for first, _ in spans if first)
    return firsts[min(len(firsts) - 1, int(len(firsts) * _BEFORE))] if firsts else None


def _places(ties: _Ties, other: _Ties) -> Iterator[tuple[int, int]]:
    """The pairs of the other ties by the places of the actors in these, -1 for one who is not there."""
    place = {actor: number for number, actor in enumerate(ties.actors)}
    rows, columns = sparse.triu(other.matrix).nonzero()
    for row, column in zip(rows, columns, strict=True):
        a, b = place.get(other.actors[row], -1), place.get(other.actors[column], -1)
        yield min(a, b), max(a, b)


def _new(ties: _Ties, coming: _Ties) -> sparse.csr_array:
    """The pairs that were not tied and came to be, above the diagonal."""
    found = sorted((a, b) for a, b in _places(ties, coming) if a >= 0 and not ties.matrix[a, b])
    rows, columns = [a for a, _ in found], [b for _, b in found]
    return sparse.csr_array((np.ones(len(found)), (rows, columns)), shape=ties.matrix.shape)


def _beyond(ties: _Ties, coming: _Ties) -> int:
    return sum(a < 0 for a, _ in _places(ties, coming))


def _trial(ties: _Ties, new: sparse.csr_array, method: Method) -> Trial:
    """How the method ranks the pairs that came among all that could, in two passes over the scores."""
    if not new.nnz:
        return Trial(method, None, None, None)
    came = np.concatenate([scores[_block(new, start) > 0] for start, scores in _scored(ties, method)])
    levels, hits = np.unique(came, return_counts=True)
    above, at_least = _ranks(ties, method, levels)
    found = _from_above(hits)
    auc = _auc(hits, found, above, at_least, ties.possible - new.nnz)
    precision = float((hits * found / at_least).sum()) / new.nnz
    first = _first_hits(hits, above, at_least)
    return Trial(method, None if auc is None else round(auc, 6), round(precision, 6), round(first, 2))


def _block(matrix: sparse.csr_array, start: int) -> np.ndarray:
    rows: np.ndarray = matrix[start : start + _ROWS].toarray()
    return rows


def _ranks(ties: _Ties, method: Method, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many of all possible pairs score above each level, and how many at least as much."""
    exceeded, reached = np.zeros(len(levels) + 1, dtype=np.int64), np.zeros(len(levels) + 1, dtype=np.int64)
    for _, scores in _scored(ties, method):
        values = scores[~np.isnan(scores)]
        exceeded += np.bincount(np.searchsorted(levels, values, side="left"), minlength=len(levels) + 1)
        reached += np.bincount(np.searchsorted(levels, values, side="right"), minlength=len(levels) + 1)
    return _from_above(exceeded)[1:], _from_above(reached)[1:]


def _from_above(counts: np.ndarray) -> np.ndarray:
    """The sum of each count and of those behind it."""
    return np.cumsum(counts[::-1])[::-1]


def _auc(hits: np.ndarray, found: np.ndarray, above: np.ndarray, at_least: np.ndarray, others: int) -> float | None:
    """The share of pairs of one that came and one that did not in which the former scores higher; equal scores count half."""
    if not others:
        return None
    below = others - (at_least - found)
    equal = (at_least - above) - hits
    return float((hits * (below + equal / 2)).sum()) / (int(hits.sum()) * others)


def _first_hits(hits: np.ndarray, above: np.ndarray, at_least: np.ndarray) -> float:
    """How many of the first hundred pairs came; where the hundredth has equals, on the average of their orders."""
    taken = np.clip((_FIRST - above) / (at_least - above), 0.0, 1.0)
    return float((hits * taken).sum())


def _sign_trial(ties: _Ties, new: sparse.csr_array, past: nx.MultiDiGraph, later: nx.MultiDiGraph) -> SignTrial:
    """Whether the signs of the new ties are those that balance gives."""
    known, came = _signs(signed(past), ties.actors), _signs(signed(later), ties.actors)
    rows, columns = new.nonzero()
    if not len(rows):
        return SignTrial(0, 0, 0, None)
    foretold = np.sign(np.asarray(known[rows].multiply(known[columns]).sum(axis=1)).ravel())
    actual = np.asarray(came[rows, columns]).ravel()
    both = (foretold != 0) & (actual != 0)
    count, right = int(both.sum()), int((foretold[both] == actual[both]).sum())
    majority = max(int((actual[both] > 0).sum()), int((actual[both] < 0).sum()))
    p = float(stats.binomtest(right, count, majority / count, alternative="greater").pvalue) if count else None
    return SignTrial(count, right, majority, None if p is None else round(p, 6))
