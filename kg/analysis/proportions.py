"""How sure a share and a mean are that rest on few statements."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

_Z = 1.959964  # 95 percent of a normal distribution lie within as many standard deviations
_DRAWS = 999
_SEED = 1979


def wilson(successes: int, total: int) -> tuple[float, float]:
    """The 95 percent interval of a share; (0, 1) where nothing was counted.

    Source: Wilson, E. B., 1927: Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.

    >>> wilson(2, 2)
    (0.342, 1.0)
    """
    if not total:
        return 0.0, 1.0
    share, square = successes / total, _Z * _Z / total
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / total + square / (4 * total))
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)


def bootstrap(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95 percent interval of a mean by 999 samples drawn with replacement, the same in every run.

    Its ends are percentiles of the samples' means, taken further out the fewer values there are, because plain percentiles are too
    narrow then. None where there are fewer than two values, or where all are the same: such samples all look alike, and would feign
    certainty. Source: Hesterberg, T. C., 2015: What teachers should know about the bootstrap, American Statistician 69, 371-386
    (expanded percentile interval).

    >>> bootstrap([1.0, 0.0, 1.0, 0.0])
    (0.0, 1.0)
    """
    if len(set(values)) < 2:
        return None
    ordered = np.sort(np.asarray(values, dtype=np.float64))  # so that the order in which they come does not matter
    means = ordered[_samples(len(values))].mean(axis=1)
    tail = _tail(len(values))
    low, high = np.quantile(means, (tail, 1 - tail))
    return round(float(low), 3) + 0.0, round(float(high), 3) + 0.0  # no -0.0


@lru_cache(maxsize=1 << 10)
def _tail(size: int) -> float:
    """The share of samples to leave out at either end."""
    return float(stats.norm.cdf(-math.sqrt(size / (size - 1)) * stats.t.ppf(0.975, size - 1)))


@lru_cache(maxsize=64)
def _samples(size: int) -> NDArray[np.int32]:
    """The places of as many samples of a list of that length."""
    return np.random.default_rng(_SEED).integers(0, size, size=(_DRAWS, size), dtype=np.int32)
