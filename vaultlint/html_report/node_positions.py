"""Positions for the nodes of a graph: a disc of notes for each folder, and the discs side by side.

They depend on nothing but the graph, so the same vault gives the same page, and take n log n steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, pi, sin, sqrt

from vaultlint.html_report.vault_facts import GraphNode, NoteGraph

Point = tuple[float, float]

_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_SPACING = 14.0
"""The distance between neighbours in a disc."""

_GAP = 24.0
"""The distance between discs."""


_WIDER = 1.5
"""How much wider than high the whole is: screens are."""


def node_positions(graph: NoteGraph) -> list[Point]:
    """Return a position for each node: those that most links lead to are in the middle of the disc of their folder."""
    discs: dict[str, list[int]] = {}
    for number, folder in enumerate(_folders(graph)):
        discs.setdefault(folder, []).append(number)
    largest_first = sorted(discs, key=lambda folder: (-len(discs[folder]), folder))
    centres = _side_by_side([_radius(len(discs[folder])) for folder in largest_first])
    found: list[Point] = [(0.0, 0.0)] * len(graph.nodes)
    for folder, (x, y) in zip(largest_first, centres, strict=True):
        ranked = sorted(discs[folder], key=lambda number: (-_degree(graph.nodes[number]), number))
        for number, (dx, dy) in zip(ranked, _sunflower(len(ranked)), strict=True):
            found[number] = _WIDER * x + dx, y + dy
    return found


def _folders(graph: NoteGraph) -> Iterable[str]:
    """Yield the folder of each node; what does not exist is put where the first note is that asks for it."""
    asking: dict[int, int] = {}
    for source, targets in enumerate(graph.targets):
        for target in targets:
            asking.setdefault(target, source)
    for number, node in enumerate(graph.nodes):
        path = graph.nodes[asking[number]].path if node.kind == "dangling" and number in asking else node.path
        yield path.rpartition("/")[0]


def _degree(node: GraphNode) -> int:
    return node.links_in + node.links_out


def _radius(count: int) -> float:
    return _SPACING * sqrt(count) + _GAP / 2


def _sunflower(count: int) -> Iterable[Point]:
    """Yield evenly spread points from the middle of a disc outwards (Vogel's spiral)."""
    for at in range(count):
        distance = _SPACING * sqrt(at + 0.5) if count > 1 else 0.0
        yield distance * cos(at * _GOLDEN_ANGLE), distance * sin(at * _GOLDEN_ANGLE)


def _side_by_side(radii: Sequence[float]) -> list[Point]:
    """Return centres for discs that do not overlap: the first in the middle, the others in rings around it."""
    found: list[Point] = []
    inner, at = 0.0, 0
    while at < len(radii):
        distance = inner + radii[at] if found else 0.0
        ring = _in_ring(radii, at, distance) if found else {at: 0.0}
        found += [(distance * cos(angle), distance * sin(angle)) for angle in ring.values()]
        inner = distance + radii[at]
        at += len(ring)
    return found


def _in_ring(radii: Sequence[float], first: int, distance: float) -> Mapping[int, float]:
    """Return the angles of the discs that fit in a ring, by number, spread over all of it."""
    halves: list[float] = []
    left = pi
    for radius in radii[first:]:
        half = asin(min(radius / distance, 1.0))
        if halves and half > left:
            break
        halves.append(half)
        left -= half
    spare = 2 * max(left, 0.0) / len(halves)
    angles: dict[int, float] = {}
    angle = 0.0
    for number, half in enumerate(halves, first):
        angles[number] = angle + half
        angle += 2 * half + spare
    return angles
