"""Where the mean of a series changes: binary segmentation, each split held against chance by a permutation test.

A stretch of a series is split in two where the weighted sum of squares between its parts is greatest (Scott, A. J., and Knott, M.,
1974: A cluster analysis method for grouping means, Biometrics 30, 507-512). Where that is no better than chance, the inner run is
sought that differs most from what lies around it, so that a crisis that passes is seen, too (Olshen, A. B., et al., 2004: Circular
binary segmentation, Biostatistics 5, 557-572). What is found stands where the periods in any other order rarely give as good a one,
and its parts are looked at in the same way. The two tests share the level of 0.05, 0.035 and 0.015 (Bonferroni).

Whole periods are put in another order, not statements, because what is told of one period is often told of one event. Nothing is
supposed about how scores are spread, but that without a change the periods could come in any order: a drift is taken for changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_PERIODS = 8
"""Fewer periods have too few orders for a test at `LEVEL`: of eight, four and four, one order in 35 is as good as the best."""
LEVEL = 0.05
_OF_SPLIT, _OF_RUN = 0.7, 0.3  # what each of the two tests has of the level
_LEAST_SIDE = 2  # periods on either side: one alone is an outlier, not a change
_EVERY_LENGTH = 48  # periods; longer runs are sought in lengths a tenth apart, and their ends set right afterwards
_ORDERS = 999
_SEED = 1974


@dataclass(frozen=True, slots=True)
class Split:
    """A change: `at` is the index of the first period after it.

    `before` and `after` are the weighted means of the stretches on either side, up to the next change. `p_value` is the share of orders
    that do as well or better, for both tests together; None where there are too few periods to test.
    """

    at: int
    before: float
    after: float
    p_value: float | None


def splits(means: Sequence[float], weights: Sequence[float]) -> tuple[Split, ...]:
    """Every change that chance does not explain, in order; none where there are fewer than `LEAST_PERIODS` periods.

    >>> [(one.at, one.before, one.after) for one in splits([4, 5, 4, 5, 4, -6, -7, -6, -7, -6], [1] * 10)]
    [(5, 4.4, -6.4)]
    """
    values, counts = np.asarray(means, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    found = sorted(_segmented(values, counts, 0, len(values)))
    bounds = [0, *(at for at, _ in found), len(values)]
    return tuple(
        Split(at, _mean(values, counts, bounds[place], at), _mean(values, counts, at, bounds[place + 2]), p_value)
        for place, (at, p_value) in enumerate(found)
    )


def strongest(means: Sequence[float], weights: Sequence[float]) -> Split | None:
    """The greatest of the changes, else the best split though chance may explain it; None where there is but one period.

    A series of fewer than `LEAST_PERIODS` periods may be split beside its first or last one, and is not tested.
    """
    values, counts = np.asarray(means, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if len(values) < 2:
        return None
    tested = len(values) >= LEAST_PERIODS
    found = splits(means, weights)
    if found:
        return max(found, key=lambda split: abs(split.after - split.before))  # of equal ones the first
    at = _best_split(values, counts, _LEAST_SIDE if tested else 1)
    p_value = _tested(values, counts)[1] if tested else None
    return Split(at, _mean(values, counts, 0, at), _mean(values, counts, at, len(values)), p_value)


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """The values for many tests at once: the share of false finds to expect among all that are as small or smaller.

    Source: Benjamini, Y., and Hochberg, Y., 1995: Controlling the false discovery rate, JRSS B 57, 289-300.

    >>> adjusted([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    order = sorted(range(len(p_values)), key=lambda index: -p_values[index])
    result = [1.0] * len(p_values)
    least = 1.0
    for passed, index in enumerate(order):
        least = min(least, p_values[index] * len(p_values) / (len(p_values) - passed))
        result[index] = round(least, 6)
    return tuple(result)


def _segmented(values: Floats, counts: Floats, start: int, end: int) -> Iterator[tuple[int, float]]:
    """The changes between two indexes, each with its p-value."""
    if end - start < LEAST_PERIODS:
        return
    cuts, p_value = _tested(values[start:end], counts[start:end])
    if p_value > LEVEL:
        return
    bounds = (start, *(start + cut for cut in cuts), end)
    yield from ((cut, p_value) for cut in bounds[1:-1])
    for left, right in pairwise(bounds):
        yield from _segmented(values, counts, left, right)


def _tested(values: Floats, counts: Floats) -> tuple[tuple[int, ...], float]:
    """Where a stretch is best cut, in two or around a run within it, and how rarely chance does as well."""
    of_split = _p_value(values, counts, _best_between) / _OF_SPLIT
    of_run = 1.0 if of_split <= LEVEL else _p_value(values, counts, _best_within) / _OF_RUN
    if of_split <= of_run:
        return (_best_split(values, counts, _LEAST_SIDE),), min(1.0, round(of_split, 4))
    return _best_run(values, counts), min(1.0, round(of_run, 4))


def _p_value(values: Floats, counts: Floats, best: Callable[[Floats, Floats], Floats]) -> float:
    """How rarely the periods in another order do as well."""
    told = float(best(values[None, :], counts[None, :])[0])
    least = told - 1e-9 * (1 + abs(told))  # the same parts summed in another order may come out a trifle less
    as_good = 0
    for orders in np.array_split(_orders(len(values)), 1 + len(values) // 500):  # a few of a long series at a time
        as_good += int(np.count_nonzero(best(values[orders], counts[orders]) >= least))
    return (1 + as_good) / (1 + _ORDERS)


def _best_between(values: Floats, counts: Floats) -> Floats:
    """For each row the greatest sum of squares between two parts."""
    best: Floats = _between(values, counts, _LEAST_SIDE).max(axis=1)
    return best


def _best_split(values: Floats, counts: Floats, least_side: int) -> int:
    """Where the best split is; of equal ones the first."""
    return int(_between(values[None, :], counts[None, :], least_side)[0].argmax()) + least_side


def _between(values: Floats, counts: Floats, least_side: int) -> Floats:
    """For each row the sum of squares between its two parts, for each place at which it can be split."""
    weight, total = counts.cumsum(axis=1), (values * counts).cumsum(axis=1)
    cut = slice(least_side - 1, values.shape[1] - least_side)
    return _squares(total[:, cut], weight[:, cut], total[:, -1:], weight[:, -1:])


def _best_within(values: Floats, counts: Floats) -> Floats:
    """For each row the greatest sum of squares between an inner run and what lies around it."""
    best: Floats = np.max([squares.max(axis=1) for _, squares in _runs(values, counts)], axis=0)
    return best


def _best_run(values: Floats, counts: Floats) -> tuple[int, int]:
    """Where the best inner run begins and where it is over; of equal ones the shortest, then the first."""
    places = [(float(each[0].max()), length, int(each[0].argmax())) for length, each in _runs(values[None, :], counts[None, :])]
    _, length, place = max(places, key=lambda found: found[0])
    start, end = _LEAST_SIDE + place, _LEAST_SIDE + place + length
    while (better := _set_right(values, counts, start, end)) != (start, end):
        start, end = better
    return start, end


def _runs(values: Floats, counts: Floats) -> Iterator[tuple[int, Floats]]:
    """For each length of an inner run, and each row, the sum of squares for each place at which the run can stand."""
    zeros = np.zeros((len(values), 1))
    weight = np.concatenate((zeros, counts.cumsum(axis=1)), axis=1)
    total = np.concatenate((zeros, (values * counts).cumsum(axis=1)), axis=1)
    last = values.shape[1] - _LEAST_SIDE
    for length in _lengths(last - _LEAST_SIDE):
        ends, starts = slice(_LEAST_SIDE + length, last + 1), slice(_LEAST_SIDE, last + 1 - length)
        inner = total[:, ends] - total[:, starts], weight[:, ends] - weight[:, starts]
        yield length, _squares(*inner, total[:, -1:], weight[:, -1:])


def _lengths(longest: int) -> Iterator[int]:
    length = _LEAST_SIDE
    while length <= longest:
        yield length
        length += 1 if length < _EVERY_LENGTH else length // 10


def _set_right(values: Floats, counts: Floats, start: int, end: int) -> tuple[int, int]:
    """The run with its begin moved to where it is best for its end, and then the end for that begin."""
    size = len(values)
    weight = np.concatenate(([0.0], counts.cumsum()))
    total = np.concatenate(([0.0], (values * counts).cumsum()))

    def squares(first: NDArray[np.intp], after: NDArray[np.intp]) -> Floats:
        return _squares(total[after] - total[first], weight[after] - weight[first], total[-1:], weight[-1:])

    starts = np.arange(_LEAST_SIDE, end - _LEAST_SIDE + 1)
    found = squares(starts, np.full_like(starts, end))
    best = int(starts[found.argmax()]) if found.max() > found[start - _LEAST_SIDE] + 1e-9 else start
    ends = np.arange(best + _LEAST_SIDE, size - _LEAST_SIDE + 1)
    found = squares(np.full_like(ends, best), ends)
    place = end - best - _LEAST_SIDE
    return best, int(ends[found.argmax()]) if found.max() > found[place] + 1e-9 else end


def _squares(total: Floats, weight: Floats, all_total: Floats, all_weight: Floats) -> Floats:
    """The weighted sum of squares between a part, by its sum and its weight, and the rest of the whole."""
    rest = all_weight - weight
    squares: Floats = weight * rest / all_weight * (total / weight - (all_total - total) / rest) ** 2
    return squares


@lru_cache(maxsize=8)
def _orders(size: int) -> NDArray[np.int32]:
    """So many orders of a series of that length, the same in every run."""
    return np.random.default_rng(_SEED).permuted(np.tile(np.arange(size, dtype=np.int32), (_ORDERS, 1)), axis=1)


def _mean(values: Floats, counts: Floats, start: int, end: int) -> float:
    return round(float(np.average(values[start:end], weights=counts[start:end])), 3)
