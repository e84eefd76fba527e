"""The graph of a vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx

from vaultlint.model import ResolvedLink

Graph: TypeAlias = "nx.DiGraph[str]"


def build_graph(paths: Iterable[str], links: Iterable[ResolvedLink]) -> Graph:
    """A directed graph of vault paths; the edge attribute `links` lists the links behind an edge.

    A link to its own file is no edge. Where Obsidian's choice among several files is not stable,
    there is an edge to each of them.
    """
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(paths)
    for link in links:
        if not link.link.counted:
            continue
        for target in (link.resolved,) if link.resolved else link.candidates:
            if target == link.source:
                continue
            if graph.has_edge(link.source, target):
                graph.edges[link.source, target]["links"].append(link)
            else:
                graph.add_edge(link.source, target, links=[link])
    return graph
