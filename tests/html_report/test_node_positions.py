from __future__ import annotations

from math import dist
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.html_report.node_positions import Point, node_positions
from vaultlint.html_report.vault_facts import GraphNode, NoteGraph

PATHS = st.lists(st.text("ab/", min_size=1, max_size=6), unique=True, max_size=60)


def graph_of(paths: list[str]) -> NoteGraph:
    nodes = tuple(GraphNode(path, "note", links_in=len(path)) for path in sorted(paths))
    return NoteGraph(nodes, tuple(() for _ in nodes))


def nearest(points: list[Point]) -> float:
    return min(dist(one, other) for at, one in enumerate(points) for other in points[:at])


@given(PATHS)
def test_each_node_has_a_place_of_its_own(paths: list[str]) -> None:
    points = node_positions(graph_of(paths))
    assert len(points) == len(paths)
    assert len(points) < 2 or nearest(points) > 9


def test_folders_do_not_overlap() -> None:
    random = Random(1)  # noqa: S311
    paths = [f"{random.randrange(30) ** 2 % 17}/{number}.md" for number in range(800)]
    graph = graph_of(paths)
    discs: dict[str, list[Point]] = {}
    for node, point in zip(graph.nodes, node_positions(graph), strict=True):
        discs.setdefault(node.path.partition("/")[0], []).append(point)
    centres = {name: (sum(x for x, _ in disc) / len(disc), sum(y for _, y in disc) / len(disc)) for name, disc in discs.items()}
    for name, disc in discs.items():
        for other in set(discs) - {name}:
            assert min(dist(point, centres[other]) for point in disc) > min(dist(point, centres[name]) for point in disc)


def test_the_hub_is_in_the_middle_of_its_folder() -> None:
    nodes = (GraphNode("a.md", "note"), GraphNode("b.md", "note", links_in=5), *(GraphNode(f"c{n}.md", "note") for n in range(9)))
    points = node_positions(NoteGraph(nodes, tuple(() for _ in nodes)))
    distances = [dist(point, (0, 0)) for point in points]
    assert distances[1] == min(distances)


def test_what_is_missing_is_near_what_asks_for_it() -> None:
    nodes = (
        *(GraphNode(f"big/{number}.md", "note") for number in range(50)),
        GraphNode("lost", "dangling"),
        GraphNode("small/a.md", "note"),
        GraphNode("small/b.md", "note"),
    )
    points = node_positions(NoteGraph(nodes, (*(() for _ in range(51)), (50,), ())))
    assert dist(points[50], points[51]) < min(dist(points[50], point) for point in points[:50])


def test_many_notes_in_many_folders() -> None:
    assert len(node_positions(graph_of([f"{number}/a.md" for number in range(5000)]))) == 5000
