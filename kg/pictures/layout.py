"""Where each actor stands on the canvas: computed here, so that a page draws at once and alike every time.

    graph --components--> one drawing each --spread--> no label on another --pack--> one canvas

Each component is drawn by stress majorization (Gansner, Koren and North 2005), which sets actors as far apart as their paths
are long, from a start by classical scaling on pivots (Brandes and Pich 2006). A tie is the longer the more its two actors are tied
to others, so that those at the centre of everything stand apart. In large components the far ones are stood for by pivots (sparse
stress, Ortmann, Klimenta and Brandes 2017). Small components are put where the large ones leave room. There is no chance in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

Points = NDArray[np.float64]

SPACING = 120.0  # canvas units between two actors that are tied to nobody else
_PIVOTS = 60
_STRESS_WORK = 5e7  # entries of distance matrices worked through; bounds the time
_MOST_STRESS_STEPS = 250
_SPARSE_STEPS = 30
_LARGEST_WITH_STRESS = 1500  # actors; above, the matrix of distances would be too big
_SPREAD_WORK = 2e5  # actors moved
_MOST_SPREAD_STEPS = 600
_MARGIN = 26.0
_ASPECT = 1.3  # width to height of the whole
_CELL = 45.0  # canvas units of a cell of the grid on which components are packed
_MOST_CELLS = 300.0  # to a side of that grid

Boxes = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A component: its nodes, where they stand, how large they are with their labels, and its edges as pairs of rows."""

    nodes: list[str]
    points: Points
    sizes: Points
    edges: NDArray[np.intp]


def lay_out(graph: nx.Graph, boxes: Boxes) -> dict[str, tuple[float, float]]:
    """The position of each node, in canvas units, such that no box (width and height of node with label) covers another."""
    return _pack([_draw(graph.subgraph(members), boxes) for members in _components(graph)])


def _components(graph: nx.Graph) -> list[list[str]]:
    return sorted((sorted(members) for members in nx.connected_components(graph)), key=lambda nodes: (-len(nodes), nodes[0]))


def _draw(graph: nx.Graph, boxes: Boxes) -> _Drawing:
    nodes = sorted(graph)
    sizes = np.array([boxes[node] for node in nodes])
    rows = {node: row for row, node in enumerate(nodes)}
    edges = np.array(sorted(sorted((rows[a], rows[b])) for a, b in graph.edges if a != b), dtype=np.intp).reshape(-1, 2)
    points = _points(edges, len(nodes)) * SPACING
    return _Drawing(nodes, _spread(_roomy(_turned(points), sizes), sizes), sizes, edges)


def _points(edges: NDArray[np.intp], count: int) -> Points:
    if count == 1:
        return np.zeros((1, 2))
    lengths = _lengths(edges, count)
    links = csr_array((lengths, (edges[:, 0], edges[:, 1])), shape=(count, count))
    pivots = np.unique(np.linspace(0, count - 1, _PIVOTS).astype(int))
    if count > _LARGEST_WITH_STRESS:
        far: Points = shortest_path(links, directed=False, indices=pivots)
        return _sparsely_majorized(_scaled(far.T), edges, lengths, far)
    distances = shortest_path(links, directed=False)
    return _majorized(_scaled(distances[:, pivots]), distances)


def _lengths(edges: NDArray[np.intp], count: int) -> Points:
    """How long each edge is to be: 1 between two that have no other, and growing with the root of how many others they have."""
    degrees = np.bincount(edges.ravel(), minlength=count).astype(float)
    others: Points = np.minimum(degrees[edges[:, 0]], degrees[edges[:, 1]]) - 1
    return 1 + 0.3 * np.sqrt(others)


def _scaled(distances: Points) -> Points:
    """Classical scaling from the distances of all nodes (rows) to the pivots (columns)."""
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    powers, turns_of = np.linalg.eigh(centred.T @ centred / 4)  # small: as wide as there are pivots
    chosen = turns_of[:, ::-1][:, :2]
    axes = -centred / 2 @ chosen / np.maximum(powers[::-1][:2], 1e-12) ** 0.25
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1, 1)
    flat: Points = np.zeros((len(distances), 2))
    flat[:, : axes.shape[1]] = axes
    turns = np.arange(len(flat)) * 2.399963  # the golden angle: moves apart what stands at the same place
    apart: Points = 0.05 * np.sqrt(np.arange(len(flat)) / len(flat))[:, None] * np.column_stack((np.cos(turns), np.sin(turns)))
    return flat + apart


def _majorized(points: Points, distances: Points) -> Points:
    """The points moved until their distances fit the paths', near ones more than far ones."""
    wanted = distances.astype(np.float32)
    weights = np.divide(1, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    pull, total = weights * wanted, weights.sum(axis=1)
    steps = int(min(_MOST_STRESS_STEPS, max(8, _STRESS_WORK / len(points) ** 2)))
    at = points.astype(np.float32)
    for _ in range(steps):
        norms = (at**2).sum(axis=1)
        apart = np.sqrt(np.maximum(norms[:, None] + norms[None, :] - 2 * at @ at.T, 1e-8))
        share = pull / apart
        np.fill_diagonal(share, 0)
        at = (weights @ at + share.sum(axis=1)[:, None] * at - share @ at) / total[:, None]
    return at.astype(np.float64)


def _sparsely_majorized(points: Points, edges: NDArray[np.intp], lengths: Points, far: Points) -> Points:
    """The points moved until edges and the ways to the pivots fit; each pivot stands for its share of all nodes."""
    count, pivots = len(points), np.unique(np.linspace(0, len(points) - 1, len(far)).astype(int))
    share = count / len(pivots)
    ends = np.concatenate((edges[:, 0], edges[:, 1])), np.concatenate((edges[:, 1], edges[:, 0]))
    wanted = np.concatenate((lengths, lengths))
    near_weight = 1 / wanted**2
    ways = far.T
    weights = np.divide(share, ways**2, out=np.zeros_like(ways), where=ways > 0) / len(pivots)
    total = np.bincount(ends[0], near_weight, minlength=count) + weights.sum(axis=1)
    at = points.copy()
    for _ in range(_SPARSE_STEPS):
        gap = at[ends[0]] - at[ends[1]]
        goal = at[ends[1]] + gap * (wanted / np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-4))[:, None]
        pulled = np.column_stack([np.bincount(ends[0], near_weight * goal[:, axis], minlength=count) for axis in (0, 1)])
        for column, pivot in enumerate(pivots):
            off = at - at[pivot]
            aim = at[pivot] + off * (ways[:, column] / np.maximum(np.hypot(off[:, 0], off[:, 1]), 1e-4))[:, None]
            pulled += weights[:, column, None] * aim
        at = pulled / total[:, None]
    return at


def _turned(points: Points) -> Points:
    """The points turned so that they are wider than high, as screens are."""
    centred = points - points.mean(axis=0)
    axes: Points = np.linalg.eigh(centred.T @ centred)[1].T[::-1] if len(points) > 2 else np.eye(2)
    axes = axes * np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    turned: Points = centred @ axes.T
    return turned


def _roomy(points: Points, sizes: Points) -> Points:
    """The points drawn apart as far as all their boxes need room; what is too dense by far is slow to spread."""
    if len(points) < 3:
        return points
    extent = np.ptp(points, axis=0) + sizes.mean(axis=0)
    need = 0.6 * float(np.prod(sizes + _MARGIN / 2, axis=1).sum())
    return points * max(1.0, float(np.sqrt(need / np.prod(extent))))


def _spread(points: Points, sizes: Points) -> Points:
    """The points moved apart, each pair along the shorter way, until hardly any boxes overlap."""
    at, widths = points.copy(), sizes + _MARGIN / 2
    for _ in range(int(min(_MOST_SPREAD_STEPS, max(30, _SPREAD_WORK / len(at))))):
        pairs = cKDTree(at / widths.max(axis=0)).query_pairs(1.0, p=np.inf, output_type="ndarray")
        pairs = pairs[np.lexsort(pairs.T[::-1])] if len(pairs) else pairs
        first, second = pairs.reshape(-1, 2).T
        gap = at[second] - at[first]
        overlap = (widths[first] + widths[second]) / 2 - np.abs(gap)
        hit = (overlap > 0.5).all(axis=1)
        if not hit.any():
            break
        first, second, gap, overlap = first[hit], second[hit], gap[hit], overlap[hit]
        along = overlap.argmin(axis=1)
        rows = np.arange(len(first))
        step = 0.5 * overlap[rows, along] * np.where(gap[rows, along] < 0, -1, 1)
        np.add.at(at, (first, along), -step * 0.9)
        np.add.at(at, (second, along), step * 0.9)
    return at


@dataclass(slots=True)
class _Floor:
    """The canvas as a grid of cells that are taken or free."""

    cell: float
    taken: NDArray[np.bool_]
    middle: int = field(init=False)

    def __post_init__(self) -> None:
        self.middle = len(self.taken) // 2

    def rows_and_columns(self, points: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The cells in which points (x, y) lie; the canvas's origin is in the middle of the grid."""
        cells = np.floor(points / self.cell).astype(np.intp) + self.middle
        cells = np.clip(cells, 0, len(self.taken) - 1)
        return cells[:, 1], cells[:, 0]

    def take(self, drawing: _Drawing, shift: Points) -> None:
        """The cells beneath boxes and edges are no longer free."""
        at = drawing.points + shift
        for along in np.linspace(-0.5, 0.5, 5):
            for down in (-0.5, 0.0, 0.5):
                self.taken[self.rows_and_columns(at + drawing.sizes * (along, down))] = True
        ends = at[drawing.edges]
        for share in np.linspace(0, 1, 12):
            self.taken[self.rows_and_columns(ends[:, 0] * (1 - share) + ends[:, 1] * share)] = True

    def nearest_room(self, width: float, height: float) -> Points:
        """The middle of the free rectangle of this size that is nearest to the middle, in a frame of the wanted aspect."""
        across, down = int(np.ceil(width / self.cell)) + 1, int(np.ceil(height / self.cell)) + 1
        sums = np.zeros((len(self.taken) + 1, len(self.taken) + 1), dtype=np.int64)
        sums[1:, 1:] = self.taken.cumsum(axis=0).cumsum(axis=1)
        held = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        rows, columns = np.nonzero(held == 0)
        x, y = columns + across / 2 - self.middle, rows + down / 2 - self.middle
        reach = np.maximum((np.abs(x) + across / 2) / _ASPECT, np.abs(y) + down / 2)
        best = np.lexsort((x, y, np.hypot(x / _ASPECT, y), np.round(reach, 3)))[0]
        spot: Points = np.array((x[best], y[best])) * self.cell
        return spot


def _pack(drawings: Sequence[_Drawing]) -> dict[str, tuple[float, float]]:
    """The largest drawing in the middle, and each other one at the nearest free place that keeps the whole about a screen's shape."""
    if not drawings:
        return {}
    floor = _floor(drawings)
    placed: dict[str, tuple[float, float]] = {}
    for index, drawing in enumerate(drawings):
        corner, (width, height) = _frame(drawing)
        middle = corner + np.array((width, height)) / 2
        shift = (floor.nearest_room(width, height) if index else np.zeros(2)) - middle
        floor.take(drawing, shift)
        for node, (x, y) in zip(drawing.nodes, drawing.points + shift, strict=True):
            placed[node] = (round(float(x), 1), round(float(y), 1))
    return placed


def _floor(drawings: Sequence[_Drawing]) -> _Floor:
    """A grid that holds all drawings wherever they are put."""
    frames = [_frame(drawing)[1] for drawing in drawings]
    area = sum(float((width + 2 * _CELL) * (height + 2 * _CELL)) for width, height in frames)
    side = (
        1.5 * max(float(frames[0].max()), np.sqrt(area))
        + 2 * max(float(frame.max()) for frame in frames[1:] or frames)
        + 8 * _CELL
    )
    cell = max(_CELL, side / _MOST_CELLS)
    cells = int(side / cell) + 2
    return _Floor(cell, np.zeros((cells, cells), dtype=np.bool_))


def _frame(drawing: _Drawing) -> tuple[Points, Points]:
    """The upper left corner and the extent of a drawing, boxes included."""
    corner = (drawing.points - drawing.sizes / 2).min(axis=0)
    return corner, (drawing.points + drawing.sizes / 2).max(axis=0) - corner
