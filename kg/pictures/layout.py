"""Where each actor stands on the canvas: computed here, so that a page draws at once and alike every time.

    graph --components--> one drawing each --spread--> no label on another --pack--> one canvas

Each component is drawn by stress majorization (Gansner, Koren and North 2005), which sets actors as far apart as their paths
are long, from a start by classical scaling on pivots (Brandes and Pich 2006). There is no chance in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

Points = NDArray[np.float64]

SPACING = 165.0  # canvas units between two actors that are tied
_PIVOTS = 60
_STRESS_WORK = 5e7  # entries of distance matrices worked through; bounds the time
_MOST_STRESS_STEPS = 250
_LARGEST_WITH_STRESS = 2600  # actors; above, the matrix of distances would be too big
_SPREAD_WORK = 2e5  # actors moved
_MOST_SPREAD_STEPS = 600
_MARGIN = 26.0
_ASPECT = 1.5  # width to height of the whole


def lay_out(graph: nx.Graph, boxes: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The position of each node, in canvas units, such that no box (width and height of node with label) covers another."""
    drawings = [_draw(graph.subgraph(members), boxes) for members in _components(graph)]
    return _pack(drawings, boxes)


def _components(graph: nx.Graph) -> list[list[str]]:
    return sorted((sorted(members) for members in nx.connected_components(graph)), key=lambda nodes: (-len(nodes), nodes[0]))


def _draw(graph: nx.Graph, boxes: Mapping[str, tuple[float, float]]) -> tuple[list[str], Points]:
    nodes = sorted(graph)
    points = _points(graph, nodes) * SPACING
    sizes = np.array([boxes[node] for node in nodes])
    return nodes, _spread(_turned(points), sizes)


def _points(graph: nx.Graph, nodes: Sequence[str]) -> Points:
    if len(nodes) == 1:
        return np.zeros((1, 2))
    links = nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None, format="csr")
    if len(nodes) > _LARGEST_WITH_STRESS:
        pivots = np.linspace(0, len(nodes) - 1, _PIVOTS).astype(int)
        far: Points = shortest_path(links, unweighted=True, directed=False, indices=pivots)
        return _scaled(far.T)
    distances = shortest_path(links, unweighted=True, directed=False)
    return _majorized(_scaled(distances[:, :: max(1, len(nodes) // _PIVOTS)]), distances)


def _scaled(distances: Points) -> Points:
    """Classical scaling from the distances of all nodes (rows) to the pivots (columns)."""
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    left, strengths, _ = np.linalg.svd(-centred / 2, full_matrices=False)
    axes = left[:, :2] * np.sqrt(strengths[:2])
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


def _turned(points: Points) -> Points:
    """The points turned so that they are wider than high, as screens are."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False) if len(points) > 2 else (None, None, np.eye(2))
    axes = axes * np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    turned: Points = centred @ axes.T
    return turned


def _spread(points: Points, sizes: Points) -> Points:
    """The points moved apart, each pair along the shorter way, until hardly any boxes overlap."""
    at, widths = points.copy(), sizes + _MARGIN / 2
    for _ in range(int(min(_MOST_SPREAD_STEPS, max(60, _SPREAD_WORK / len(at))))):
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


def _pack(
    drawings: Sequence[tuple[list[str], Points]], boxes: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """The drawings in rows beneath the largest, the whole about as wide as a screen."""
    placed: dict[str, tuple[float, float]] = {}
    frames = [_frame(nodes, points, boxes) for nodes, points in drawings]
    area = sum(float((width + SPACING) * (height + SPACING)) for _, (width, height) in frames)
    limit = max([np.sqrt(area * _ASPECT), *(float(width) for _, (width, _) in frames)])
    x = y = row_height = 0.0
    for (nodes, points), (corner, (width, height)) in zip(drawings, frames, strict=True):
        if x > 0 and x + width > limit:
            x, y, row_height = 0.0, y + row_height + SPACING / 2, 0.0
        for node, point in zip(nodes, points - corner + (x, y), strict=True):
            placed[node] = (round(float(point[0]), 1), round(float(point[1]), 1))
        x, row_height = x + float(width) + SPACING / 2, max(row_height, float(height))
    return placed


def _frame(nodes: Sequence[str], points: Points, boxes: Mapping[str, tuple[float, float]]) -> tuple[Points, Points]:
    """The upper left corner and the extent of a drawing, boxes included."""
    half = np.array([boxes[node] for node in nodes]) / 2
    corner = (points - half).min(axis=0)
    return corner, (points + half).max(axis=0) - corner
