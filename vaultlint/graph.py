"""The graph of a vault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias, overload

from vaultlint.links import Links, Place
from vaultlint.model import ResolvedLink

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.DiGraph[str]"


class EdgeLinks(Sequence[ResolvedLink]):
    """The links behind an edge, made when they are looked at."""

    __slots__ = ("_links", "_places")

    def __init__(self, links: Links, place: Place) -> None:
        self._links = links
        self._places = [place]

    def add(self, place: Place) -> None:
        """Note one more link of the edge."""
        self._places.append(place)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> ResolvedLink: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ResolvedLink]: ...
    def __getitem__(self, index: int | slice) -> ResolvedLink | Sequence[ResolvedLink]:
        return self._links.at(self._places)[index]


def build_graph(paths: Iterable[str], links: Links) -> Graph:
    """A directed graph of vault paths; the edge attribute `links` is the sequence of the links behind an edge.

    A link to its own file is no edge. Where Obsidian's choice among several files is not stable,
    there is an edge to each of them.
    """
    import networkx as nx  # takes longer to import than a small vault to check

    edges: dict[tuple[str, str], EdgeLinks] = {}
    for source, target, place in links.edges():
        known = edges.get((source, target))
        if known is None:
            edges[source, target] = EdgeLinks(links, place)
        else:
            known.add(place)
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(paths)
    graph.add_edges_from((source, target, {"links": found}) for (source, target), found in edges.items())
    return graph
