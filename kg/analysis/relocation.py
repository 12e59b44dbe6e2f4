"""Groups of actors who agree within and disagree between, found by moving one actor at a time (tabu search, seeded).

The cost of a grouping is the sum over all signed ties of what the tie costs between these two groups. One actor at a time moves
to the group where it costs least, even when that is worse than where it is, and must stay for a while, so that the search leaves
local optima (Glover 1989; the moves are those of Doreian and Mrvar 1996). What is found is an upper bound of the least cost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SEED = 20201
_STARTS = 16  # many short searches find more than one long one
_MOST_MOVES = 4_000  # of each search
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Penalties:
    """What a tie costs between an actor of group c and one of group d: `friends[c, d]` a positive one, `foes[c, d]` a negative."""

    friends: Floats
    foes: Floats

    @staticmethod
    def of(signs: NDArray[np.int64], alpha: float = 0.5) -> Penalties:
        """From the sign that ties between two groups should have: `alpha` for each negative tie where they should be positive,
        1 - `alpha` for each positive one where they should be negative.
        """
        return Penalties(np.where(signs < 0, 1 - alpha, 0.0), np.where(signs > 0, alpha, 0.0))


def opposed(groups: int) -> NDArray[np.int64]:
    """The signs of groups that are at one within and at odds with each other."""
    return 2 * np.eye(groups, dtype=np.int64) - 1


def relocate(ties: csr_array, penalties: Penalties, seed: int = SEED) -> Numbers:
    """The group of each actor, of the best grouping that was found.

    `ties` is the symmetric matrix of signs, 1 and -1. The same ties give the same groups in every run.
    """
    groups = len(penalties.friends)
    actors = ties.shape[0]
    best = _spread(ties, groups)
    if groups < 2:
        return best
    random = np.random.default_rng(seed)
    moves = min(_MOST_MOVES, 20 * actors + 50)
    least = cost(ties, best, penalties)
    for start in range(_STARTS):
        if not least:
            break
        first = best if start == 0 else _shaken(best, groups, random) if start % 2 else random.integers(groups, size=actors)
        found = _Search(ties, penalties, first).run(moves, random)
        if (costs := cost(ties, found, penalties)) < least - _TINY:
            best, least = found, costs
    return best


def cost(ties: csr_array, group: Numbers, penalties: Penalties) -> float:
    """What a grouping costs."""
    rows, columns = ties.nonzero()
    friends = ties.data > 0
    ends = group[rows], group[columns]
    return float(np.where(friends, penalties.friends[ends], penalties.foes[ends]).sum()) / 2


def _spread(ties: csr_array, groups: int) -> Numbers:
    """A first grouping: from the best connected actor on, friends join and foes go to the next group."""
    group = np.full(ties.shape[0], -1, dtype=np.int64)
    for root in np.argsort(-np.diff(ties.indptr), kind="stable"):
        if group[root] >= 0:
            continue
        group[root] = 0
        reached = [int(root)]
        for actor in reached:
            around = slice(ties.indptr[actor], ties.indptr[actor + 1])
            for other, sign in zip(ties.indices[around], ties.data[around], strict=True):
                if group[other] < 0:
                    group[other] = group[actor] if sign > 0 else (group[actor] + 1) % groups
                    reached.append(int(other))
    return group


def _shaken(group: Numbers, groups: int, random: np.random.Generator) -> Numbers:
    """The grouping with every fifth actor or so put anywhere."""
    moved = random.random(len(group)) < 0.2
    return np.where(moved, random.integers(groups, size=len(group)), group)


class _Search:
    """One search from one grouping on; `costs[i, c]` is what actor i would cost in group c, the others staying where they are."""

    def __init__(self, ties: csr_array, penalties: Penalties, group: Numbers) -> None:
        self.ties = ties
        self.group = group.copy()
        self.groups = len(penalties.friends)
        self.friends, self.foes = penalties.friends, penalties.foes
        member = np.eye(self.groups)[self.group]
        self.costs: Floats = (ties > 0) @ member @ self.friends.T + (ties < 0) @ member @ self.foes.T

    def run(self, moves: int, random: np.random.Generator) -> Numbers:
        """The best grouping that so many moves came by."""
        actors = len(self.group)
        stays = np.zeros(actors, dtype=np.int64)
        tenures = np.minimum(random.integers(3, 10, size=moves) + actors // 100, actors // 4)
        gains = self._gains(np.arange(actors))
        easiest = gains.min(axis=1)
        now = least = 0.0
        best = self.group.copy()
        for move in range(moves):
            actor = int(easiest.argmin())
            if now + easiest[actor] > least - _TINY:  # no new best: whoever has to stay stays
                actor = int(np.where(stays <= move, easiest, np.inf).argmin())
            now += float(easiest[actor])
            touched = self._move(actor, int(gains[actor].argmin()))
            gains[touched] = self._gains(touched)
            easiest[touched] = gains[touched].min(axis=1)
            stays[actor] = move + 1 + tenures[move]
            if now < least - _TINY:
                least = now
                best = self.group.copy()
        return best

    def _gains(self, rows: Numbers) -> Floats:
        """What each move would add to the cost; infinite where the actor is there already."""
        costs = self.costs[rows]
        here = np.arange(len(rows)), self.group[rows]
        gains: Floats = costs - costs[here][:, None]
        gains[here] = np.inf
        return gains

    def _move(self, actor: int, target: int) -> Numbers:
        """Put the actor into the group; who has to look at its costs anew."""
        source = self.group[actor]
        around = slice(self.ties.indptr[actor], self.ties.indptr[actor + 1])
        others, signs = self.ties.indices[around], self.ties.data[around]
        friends = self.friends[:, target] - self.friends[:, source]
        foes = self.foes[:, target] - self.foes[:, source]
        self.costs[others] += np.where((signs > 0)[:, None], friends, foes)
        self.group[actor] = target
        return np.append(others, actor)
