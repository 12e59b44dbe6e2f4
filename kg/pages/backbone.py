"""What a page of a large graph opens on: few enough actors and lines to be taken in at a glance.

    lines with weights --which pairs stand out?--> the backbone, else the heaviest ties --as many as there is room for--> Opening

The backbone is that of the disparity filter (Serrano, Boguna and Vespignani 2009): a pair stands out where it is heavier than it
would be if one of the two spread its statements over its ties by chance. Where ties are too alike for that, as in a graph with one
statement for each, the heaviest ties of the actors with most statements are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

MOST_ACTORS = 150
LINES_EACH = 2.5  # lines for each actor; more are a thicket at first sight
LEVEL = 0.05  # chance at which a tie is taken to stand out
_FEWEST_LINES = 60
_FEWEST_ACTORS = 60  # a backbone of fewer, and of less than half of all, shows too little of the graph

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """The first view: ids of actors, places of lines, and in words how they were chosen; "" where all is shown."""

    actors: tuple[str, ...]
    lines: tuple[int, ...]
    words: str = ""


def opening(lines: Sequence[tuple[Pair, int]]) -> Opening:
    """The first view of a graph, from each line's pair (two ids in order) and weight: how many statements it stands for.

    Lines of no weight are left out. All is shown where there are at most `MOST_ACTORS` actors, and `LINES_EACH` lines for each.
    """
    weights: Counter[Pair] = Counter()
    for pair, weight in lines:
        if weight:
            weights[pair] += weight
    strengths = _strengths(weights)
    counted = sum(weight > 0 for _, weight in lines)
    if len(strengths) <= MOST_ACTORS and counted <= _room(len(strengths)):
        return _opening(lines, weights, "")
    backbone = _backbone(weights)
    if len({end for pair in backbone for end in pair}) >= min(_FEWEST_ACTORS, len(strengths) / 2):
        words = f"the backbone: ties heavier than chance would make them (disparity filter, p < {LEVEL:g})"
        return _opening(lines, backbone, words)
    core = _core(weights, _ranks(strengths))
    return _opening(lines, core, "the heaviest ties among the actors with most statements")


def disparity(weights: Mapping[Pair, int]) -> dict[Pair, float]:
    """For each pair the chance of a tie so heavy, at the actor to whom it matters more; 1 where either has no other tie."""
    strengths = _strengths(weights)
    degrees = Counter(end for pair in weights for end in pair)
    return {pair: min(_chance(weight / strengths[end], degrees[end]) for end in pair) for pair, weight in sorted(weights.items())}


def _chance(share: float, degree: int) -> float:
    return 1.0 if degree < 2 else float((1 - share) ** (degree - 1))


def _strengths(weights: Mapping[Pair, int]) -> Counter[str]:
    strengths: Counter[str] = Counter()
    for (source, target), weight in weights.items():
        strengths.update({source: weight, target: weight})
    return strengths


def _ranks(strengths: Mapping[str, int]) -> dict[str, int]:
    """The place of each actor when those with most statements come first."""
    return {actor: rank for rank, actor in enumerate(sorted(strengths, key=lambda actor: (-strengths[actor], actor)))}


def _backbone(weights: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """The pairs that stand out, among the actors with most statements of such pairs; those that stand out most come first."""
    chances = {pair: chance for pair, chance in disparity(weights).items() if chance < LEVEL}
    ranks = _ranks(_strengths({pair: weights[pair] for pair in chances}))
    inside = [pair for pair in chances if max(ranks[end] for end in pair) < MOST_ACTORS]
    ordered = sorted(inside, key=lambda pair: (chances[pair], pair))
    return tuple(islice(ordered, _room(min(len(ranks), MOST_ACTORS))))


def _core(weights: Mapping[Pair, int], ranks: Mapping[str, int]) -> tuple[Pair, ...]:
    """Among the actors with most statements the heaviest pair of each, and then the heaviest of all."""
    last = {pair: max(ranks[end] for end in pair) for pair in weights}
    heaviest = sorted((pair for pair in weights if last[pair] < MOST_ACTORS), key=lambda pair: (-weights[pair], last[pair], pair))
    own: dict[str, Pair] = {}
    for pair in heaviest:
        for end in pair:
            own.setdefault(end, pair)
    ordered = dict.fromkeys([*(own[actor] for actor in sorted(own, key=ranks.__getitem__)), *heaviest])
    return tuple(islice(ordered, _room(len(own))))


def _room(actors: int) -> int:
    """How many lines so many actors can have in a view that is no thicket."""
    return max(_FEWEST_LINES, int(LINES_EACH * actors))


def _opening(lines: Sequence[tuple[Pair, int]], pairs: Iterable[Pair], words: str) -> Opening:
    """The heaviest line of each pair, and then the heaviest of the others, as long as there is room."""
    among = set(pairs)
    actors = {end for pair in among for end in pair}
    inside = [place for place, (pair, weight) in enumerate(lines) if weight and pair in among]
    heaviest = sorted(inside, key=lambda place: (-lines[place][1], place))
    first: dict[Pair, int] = {}
    for place in heaviest:
        first.setdefault(lines[place][0], place)
    ordered = dict.fromkeys([*first.values(), *heaviest])
    chosen = islice(ordered, _room(len(actors)))
    return Opening(tuple(sorted(actors)), tuple(sorted(chosen)), words)
