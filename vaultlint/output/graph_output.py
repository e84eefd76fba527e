"""Render the graph of the links in a vault in the formats of other programs.

In all but JSON, nodes are called n0, n1, ...: paths hold what no name there may. They are shown as labels, with control
characters as escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vaultlint.errors import OutputError
from vaultlint.output.json_output import VERSION, to_json_line
from vaultlint.text.control_characters import printable
from vaultlint.vault.graph import Graph

MOST_EDGES = 500
MOST_CHARACTERS = 50_000
"""What Mermaid draws by default, also in Obsidian and on GitHub: `maxEdges` and `maxTextSize`."""

_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What a file name that is not UTF-8 has, and no XML or UTF-8 may have."""

_DOT_STYLES = {"canvas": "shape=hexagon", "attachment": "shape=note", "dangling": "style=dashed"}
_MERMAID_PLAIN = re.compile(r"[A-Za-z0-9 /]|(?<=[A-Za-z0-9])[-._](?=[A-Za-z0-9])|[^\x00-\x7f]")


def render_graph(graph: Graph, root: Path, format_name: str) -> str:
    """Render a graph as `lint.link_graph` makes it; raises `OutputError` where the format cannot hold it."""
    return _FORMATS[format_name](graph, root)


def _json(graph: Graph, root: Path) -> str:
    nodes = ({"path": path, "kind": node["kind"]} for path, node in graph.nodes.items())
    edges = ({"from": source, "to": target, **edge} for source, target, edge in graph.edges(data=True))
    return (
        f'{{\n "version": {VERSION},\n "root": {to_json_line(str(root))},\n'
        f' "nodes": {_json_lines(nodes)},\n "edges": {_json_lines(edges)}\n}}\n'
    )


def _json_lines(items: Iterator[Mapping[str, Any]]) -> str:
    text = ",\n".join(f"  {to_json_line(item)}" for item in items)
    return f"[\n{text}\n ]" if text else "[]"


def _graphml(graph: Graph, _: Path) -> str:
    import networkx as nx

    ids = _ids(graph)
    named: Graph = nx.DiGraph()
    for path, node in graph.nodes.items():
        named.add_node(ids[path], path=_shown(path), label=_shown(node["label"]), kind=node["kind"])
    for source, target, edge in graph.edges(data=True):
        named.add_edge(ids[source], ids[target], **{**edge, "kinds": ",".join(edge["kinds"])})
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *nx.generate_graphml(named, named_key_ids=True), ""])


def _dot(graph: Graph, _: Path) -> str:
    ids = _ids(graph)
    lines = ["digraph vault {", "  rankdir=LR"]
    for path, node in graph.nodes.items():
        style = _DOT_STYLES.get(node["kind"])
        attributes = [f"label={_dot_text(node['label'])}", f"kind={node['kind']}", *([style] if style else [])]
        lines.append(f"  {ids[path]} [{', '.join(attributes)}]")
    for source, target, edge in graph.edges(data=True):
        attributes = [f'kinds="{",".join(edge["kinds"])}"', f"count={edge['count']}", f"status={edge['status']}"]
        style = "" if edge["status"] == "resolved" else ", style=dashed"
        lines.append(f"  {ids[source]} -> {ids[target]} [{', '.join(attributes)}{style}]")
    return "\n".join([*lines, "}", ""])


def _dot_text(text: str) -> str:
    r"""Quote a label: a backslash begins an escape such as `\N`, and `&` a character reference."""
    escaped = _shown(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{escaped}"'


def _mermaid(graph: Graph, _: Path) -> str:
    ids = _ids(graph)
    lines = ["flowchart LR"]
    for path, node in graph.nodes.items():
        style = f":::{node['kind']}" if node["kind"] == "dangling" else ""
        lines.append(f'  {ids[path]}["{_mermaid_text(node["label"])}"]{style}')
    for source, target, edge in graph.edges(data=True):
        lines.append(f"  {ids[source]} {'-->' if edge['status'] == 'resolved' else '-.->'} {ids[target]}")
    text = "\n".join([*lines, "  classDef dangling stroke-dasharray: 4", ""])
    edges = graph.number_of_edges()
    if edges > MOST_EDGES or len(text) > MOST_CHARACTERS:
        raise OutputError(
            f"too large for Mermaid, which draws {MOST_EDGES:,} edges and {MOST_CHARACTERS:,} characters:"
            f" {edges:,} edges, {len(text):,} characters; name fewer notes or folders, or use --format dot"
        )
    return text


def _mermaid_text(text: str) -> str:
    """Write all but plain characters by their numbers, since Mermaid reads labels as Markdown and HTML."""
    shown = _shown(text)
    plain = {found.start() for found in _MERMAID_PLAIN.finditer(shown)}
    return "".join(each if at in plain else f"#{ord(each)};" for at, each in enumerate(shown))


def _ids(graph: Graph) -> dict[str, str]:
    return {path: f"n{number}" for number, path in enumerate(graph)}


def _shown(text: str) -> str:
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", printable(text))


_FORMATS: dict[str, Callable[[Graph, Path], str]] = {
    "dot": _dot,
    "graphml": _graphml,
    "json": _json,
    "mermaid": _mermaid,
}
FORMATS = tuple(_FORMATS)
