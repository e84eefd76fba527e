"""The graph of the links as the page draws it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from vaultlint.config.selection import Selection
from vaultlint.html_report.vault_facts import GraphNode, NoteGraph, PublishState
from vaultlint.html_report.withheld import Publication
from vaultlint.lint.link_graph import find_link_graph
from vaultlint.vault.graph import Graph, groups_among
from vaultlint.vault.vault import Vault


def find_note_graph(
    vault: Vault,
    selection: Selection,
    is_requested: Callable[[str], bool],
    publication: Publication,
    withheld: AbstractSet[str],
) -> NoteGraph:
    """Return the graph of `find_link_graph` without what only stands in withheld notes: missing notes, and tags."""
    graph = find_link_graph(vault, selection, is_requested)
    graph.remove_nodes_from([path for path in graph if _is_secret(graph, path, withheld)])
    numbers = {path: number for number, path in enumerate(graph)}
    components = _components(graph)
    tags = _tags(vault, withheld)
    nodes = tuple(
        GraphNode(
            path,
            node["kind"],
            _state(path, publication),
            components.get(path, -1),
            tuple(tags.get(path, ())),
            graph.in_degree(path),
            graph.out_degree(path),
        )
        for path, node in graph.nodes.items()
    )
    return NoteGraph(nodes, tuple(tuple(sorted(numbers[target] for target in graph[path])) for path in graph))


def _is_secret(graph: Graph, path: str, withheld: AbstractSet[str]) -> bool:
    return graph.nodes[path]["kind"] == "dangling" and all(each in withheld for each in graph.predecessors(path))


def _components(graph: Graph) -> dict[str, int]:
    documents = [path for path, node in graph.nodes.items() if node["kind"] in {"note", "canvas"}]
    groups = groups_among(graph, documents)
    return {path: number for number, group in enumerate(groups) for path in group}


def _tags(vault: Vault, withheld: AbstractSet[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, paths in vault.notes_by_tag.items():
        for path in paths:
            if path not in withheld:
                found.setdefault(path, []).append(tag)
    return found


def _state(path: str, publication: Publication) -> PublishState:
    if path in publication.published:
        return "published"
    return "unpublished" if path in publication.unpublished else "unknown"
