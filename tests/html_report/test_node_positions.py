"""Where the nodes of the graph are placed."""

from __future__ import annotations

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.html_report.node_positions import node_positions
from vaultlint.html_report.vault_facts import GraphNode, NoteGraph


def graph(*paths: str, links: dict[str, list[str]] | None = None) -> NoteGraph:
    names = sorted(paths)
    ends = {source: sorted(names.index(end) for end in found) for source, found in (links or {}).items()}
    linked = [at for found in ends.values() for at in found]
    nodes = tuple(GraphNode(name, "note", links_in=linked.count(at)) for at, name in enumerate(names))
    return NoteGraph(nodes, tuple(tuple(ends.get(name, ())) for name in names))


PATHS = st.lists(st.from_regex(r"\A([a-f]/){0,2}[a-z]{1,3}\.md\Z"), unique=True, max_size=80)


@given(PATHS)
def test_no_two_nodes_are_in_one_place(paths: list[str]) -> None:
    points = node_positions(graph(*paths))
    assert len(points) == len(paths)
    assert all(dist(one, other) > 8 for one, other in combinations(points, 2))


@given(PATHS)
def test_folders_are_apart(paths: list[str]) -> None:
    found: dict[str, list[tuple[float, float]]] = {}
    drawn = graph(*paths)
    for node, point in zip(drawn.nodes, node_positions(drawn), strict=True):
        found.setdefault(node.path.rpartition("/")[0], []).append(point)
    discs = [(_middle(points), max(dist(_middle(points), each) for each in points)) for points in found.values()]
    for (one, first), (other, second) in combinations(discs, 2):
        assert dist(one, other) >= max(first, second)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def test_what_most_link_to_is_in_the_middle_of_its_folder() -> None:
    drawn = graph("a.md", "b.md", "hub.md", "x/one.md", links={"a.md": ["hub.md"], "x/one.md": ["hub.md"]})
    points = dict(zip([node.path for node in drawn.nodes], node_positions(drawn), strict=True))
    assert min(("a.md", "b.md", "hub.md"), key=lambda path: dist(points[path], (0, 0))) == "hub.md"


def test_what_is_missing_is_beside_the_note_that_asks_for_it() -> None:
    notes = (
        GraphNode("Lost", "dangling", links_in=1),
        *(GraphNode(f"{at}.md", "note") for at in range(9)),
        GraphNode("x/y.md", "note"),
    )
    lost, *_, first, asking = node_positions(NoteGraph(notes, (*[()] * 10, (0,))))
    assert dist(lost, asking) < dist(lost, first)
