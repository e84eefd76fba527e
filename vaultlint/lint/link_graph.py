"""The graph of the links in a vault, with what a program that draws or examines it needs to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from vaultlint.config.selection import Selection
from vaultlint.model import ResolvedLink, Status
from vaultlint.obsidian.names import fold
from vaultlint.vault.graph import Graph, build_graph
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.vault import Vault

_Links = Mapping[tuple[str, str], Sequence[ResolvedLink]]
"""Links by their source and the path that they lead to."""


def find_link_graph(vault: Vault, selection: Selection, is_requested: Callable[[str], bool] = lambda _: True) -> Graph:
    """Return the graph of the files that are requested and not excluded, and of those that they link to, sorted.

    Nodes are paths. Their attribute `kind` is `note`, `canvas`, `attachment`, or `dangling` for a file that does not
    exist, whose path is what most of the links ask for; `label` is the path, without `.md`. Edges are those of
    `Vault.graph`, with the `kinds` of the links, their `count`, and a `status`: `resolved` if a link leads there for
    certain, else `ambiguous` or `dangling`.
    """
    listed = [path for path in vault.graph if is_requested(path) and not selection.excludes(path, vault.settings)]
    links = [link for path in sorted(vault.documents & {*listed}) for link in _counted_links(vault, path)]
    edges = {**_existing(links, vault), **_dangling(links, vault)}
    graph = build_graph(sorted({*listed, *(target for _, target in edges)}), sorted(edges))
    for path, node in graph.nodes.items():
        node["kind"] = _kind(path, vault)
        node["label"] = path[:-3] if node["kind"] == "note" else path
    for edge, each in edges.items():
        kinds = sorted({str(found.link.kind) for found in each})
        graph.edges[edge].update(kinds=kinds, count=len(each), status=_status(each))
    return graph


def _counted_links(vault: Vault, path: str) -> Iterator[ResolvedLink]:
    """Yield the links that Obsidian's graph counts, but for those to pages that only the site has."""
    for found in vault.links_of(vault.notes.get(path) or vault.canvases[path]):
        is_dangling = found.status is Status.DANGLING and not vault.is_attachment(found.link)
        if found.link.counted and not (is_dangling and vault.leads_to_site_page(found)):
            yield found


def _existing(links: Iterable[ResolvedLink], vault: Vault) -> _Links:
    found: dict[tuple[str, str], list[ResolvedLink]] = {}
    graph = vault.graph
    for link in links:
        for target in (link.resolved,) if link.resolved else link.candidates:
            if graph.has_edge(link.source, target):
                found.setdefault((link.source, target), []).append(link)
    return found


def _dangling(links: Iterable[ResolvedLink], vault: Vault) -> _Links:
    alike: dict[str, list[tuple[str, ResolvedLink]]] = {}
    for link in links:
        if link.status is Status.DANGLING:
            path = wanted_path(link.link.target, link.source) or link.link.target
            alike.setdefault(fold(path), []).append((path, link))
    found: dict[tuple[str, str], list[ResolvedLink]] = {}
    for each in alike.values():
        ((name, _),) = Counter(path for path, _ in each).most_common(1)
        while name in vault.graph:  # a file that Obsidian does not open for this link
            name += " "
        for _, link in each:
            found.setdefault((link.source, name), []).append(link)
    return found


def _kind(path: str, vault: Vault) -> str:
    if path in vault.notes:
        return "note"
    if path in vault.canvases:
        return "canvas"
    return "attachment" if path in vault.graph else "dangling"


def _status(links: Iterable[ResolvedLink]) -> str:
    statuses = {found.status for found in links}
    return str(next(each for each in (Status.RESOLVED, Status.AMBIGUOUS, Status.DANGLING) if each in statuses))
