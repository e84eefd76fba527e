"""Canvases: files that are not JSON, or not what a canvas is, or far too much of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from benchmarks.hostile.writers import Write, as_card, nested, numbered, repeated


def node(**fields: object) -> str:
    """A node of a canvas."""
    return json.dumps({"id": "a", "x": 0, "y": 0, "width": 1, "height": 1, **fields}) + ","


def nodes(pattern: str) -> Write:
    """A writer of a canvas of many nodes; `#N` is a number of their own."""
    return numbered(pattern, '{"nodes": [', 'null], "edges": []}')


CANVASES: Mapping[str, Write] = {
    "canvas not JSON": repeated("tea "),
    "canvas cut off": repeated('{"a": ', '{"nodes": [', ""),
    "canvas of NUL": repeated("\0"),
    "canvas not UTF-8": lambda size: b'{"nodes": [{"file": "' + b"\xff" * size + b'.md"}]}',
    "canvas with BOM": repeated(node(file="Missing.md"), '\ufeff{"nodes": [', "null]}"),
    "canvas nested [": repeated("["),
    "canvas nested [ ]": nested("[", "", "]", '{"nodes": ', "}"),
    "canvas nested {": nested('{"a":', "1", "}", '{"nodes": ', "}"),
    "canvas 900 levels": repeated(f"{'[' * 900}{']' * 900},", '{"nodes": [', "null]}"),
    "canvas NaN": repeated("NaN, Infinity, -Infinity, ", '{"nodes": [', "null]}"),
    "canvas long number": repeated("1", '{"nodes": [', "]}"),
    "canvas numbers of 4,000 digits": repeated(f"{'1' * 4000},", '{"nodes": [', "null]}"),
    "canvas large float": repeated("1", '{"nodes": [1e', "]}"),
    "canvas numbers": repeated("1e400, -0.0, 99999999999999999999,", '{"nodes": [', "null]}"),
    "canvas duplicate keys": repeated('"nodes": [{"file": "Missing.md"}],', "{", '"nodes": []}'),
    "canvas wrong types": nodes('1, "a", [], {"text": 1, "file": [], "url": {}, "background": true, "subpath": 1},'),
    "canvas nodes of no kind": nodes("{},"),
    "canvas file nodes": nodes('{"type": "file", "file": "Missing #N.md", "subpath": "#a"},'),
    "canvas file nodes all alike": nodes('{"type": "file", "file": "Missing.md"},'),
    "canvas file nodes to headings": nodes('{"type": "file", "file": "index.md", "subpath": "##N"},'),
    "canvas text cards": nodes('{"type": "text", "text": "[[Missing #N]]"},'),
    "canvas text cards with front matter": nodes('{"type": "text", "text": "---\\na: b\\n---\\n# a"},'),
    "canvas suppressions": nodes('{"type": "text", "text": "[[a]] %% vaultlint-disable-line dangling-link %%"},'),
    "canvas URLs": nodes('{"type": "link", "url": "https://a.org/#N"},'),
    "canvas backgrounds": nodes('{"type": "group", "background": "#N.png"},'),
    "canvas lone surrogates": nodes('{"file": "\\ud800#N.md"}, {"text": "[[\\udfff]] \\ud83d"},'),
    "canvas escapes": repeated("\\u005b\\u005ba]]", '{"nodes": [{"text": "', '"}]}'),
    "canvas escapes in a file": repeated("\\u0061", '{"nodes": [{"file": "', '"}]}'),
    "canvas pairs": repeated("\\ud83d\\ude00[[a]]", '{"nodes": [{"text": "', '"}]}'),
    "canvas backslashes": repeated("\\\\", '{"nodes": [{"text": "', '"}]}'),
    "canvas quotes never closed": repeated('"a', '{"nodes": [', ""),
    "canvas long text": as_card(repeated("# tea [[Missing]]\n")),
    "canvas text of [[": as_card(repeated("[[")),
    "canvas many keys": numbered('"k#N": 1,', "{", '"nodes": []}'),
    "canvas edges": numbered('{"id": "#N", "fromNode": "a", "toNode": "b"},', '{"edges": [', 'null], "nodes": []}'),
}
