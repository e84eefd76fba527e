"""The link graph of a vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.DiGraph[str]"


def build_graph(paths: Iterable[str], edges: Iterable[tuple[str, str]]) -> Graph:
    """Build a directed graph of vault paths, with an edge from each file to each other file that it links to."""
    import networkx as nx  # takes a tenth of a second, which only graph rules should cost

    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(paths)
    graph.add_edges_from(edges)
    return graph


def replace_edges(graph: Graph, path: str, ends: Iterable[str]) -> None:
    """Replace the edges that lead from a path."""
    graph.remove_edges_from(list(graph.out_edges(path)))
    graph.add_edges_from((path, end) for end in ends if end != path)


def reached_from(graph: Graph, starts: Iterable[str]) -> set[str]:
    """Return the paths to which edges lead from some paths, these included."""
    import networkx as nx

    reached: set[str] = set()
    for start in starts:
        if start not in reached:
            reached |= {start, *nx.descendants(graph, start)}
    return reached


def groups_among(graph: Graph, paths: Iterable[str]) -> list[list[str]]:
    """Return the groups that edges between some paths connect, in any direction: sorted, the largest group first."""
    import networkx as nx

    groups = nx.weakly_connected_components(graph.subgraph(paths))
    return sorted(map(sorted, groups), key=lambda group: (-len(group), group))
