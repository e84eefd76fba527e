"""Canvas files: JSON whose nodes name files, hold Markdown text, or set the background image of a group.

Obsidian has counted these links since version 1.12. The format is JSON Canvas 1.0 (jsoncanvas.org).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any

from vaultlint.model import Canvas, Contents, Flaw, Link, LinkKind, Span, Suppression
from vaultlint.parse.json_positions import JsonError, JsonString, read_json
from vaultlint.parse.markdown import Body, read_markdown
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.utf8 import BOM, UNREADABLE_FILE, decode_utf8


def read_canvas(path: str, data: bytes) -> Canvas:
    """Read a canvas; never fails: a file that is not a canvas has no links, and has a flaw unless it is empty."""
    text, flaws = decode_utf8(data)
    text = text.removeprefix(BOM)
    if not text.strip():
        return Canvas(path, Contents(flaws=flaws))
    lines = LineIndex(text)
    try:
        root = read_json(text)
    except JsonError as error:
        flaw = Flaw(
            UNREADABLE_FILE, f"cannot read this canvas as JSON: {error}", lines.span(error.offset, error.offset), {}
        )
        return Canvas(path, Contents(flaws=(*flaws, flaw)))
    cards = _nodes(root)
    bodies = [_read_text(node, lines) for node in cards]
    links = [link for node, body in zip(cards, bodies, strict=True) for link in (*body.links, *_links(node, lines))]
    contents = Contents(
        links=tuple(sorted(links, key=attrgetter("span"))),
        suppressions=tuple(each for body in bodies for each in body.suppressions),
        flaws=(*flaws, *(flaw for body in bodies for flaw in body.flaws)),
    )
    return Canvas(path, contents)


def _nodes(root: Any) -> list[dict[str, Any]]:
    nodes = root.get("nodes") if isinstance(root, dict) else None
    return [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []


@lru_cache(maxsize=2)  # a canvas may have many files to write
def file_nodes(text: str) -> dict[int, dict[str, Any]]:
    """Return the members of the nodes of a canvas that have a `file`, by the offset of its text."""
    try:
        nodes = _nodes(read_json(text))
    except JsonError:
        return {}
    return {file.offset(0): node for node in nodes if (file := _string(node, "file"))}


class _StringMap:
    """A source map for the text of a JSON string."""

    def __init__(self, string: JsonString, lines: LineIndex) -> None:
        self._string = string
        self._lines = lines

    def span(self, start: int, end: int) -> Span:
        return self._lines.span(self._string.offset(start), self._string.offset(end))


def _read_text(node: dict[str, Any], lines: LineIndex) -> Body:
    text = _string(node, "text")
    if text is None:
        return Body()
    card = _StringMap(text, lines)
    body = read_markdown(text.text, card)
    line = card.span(0, 0).line
    return body._replace(suppressions=tuple(_on_card(each, line) for each in body.suppressions))


def _on_card(suppression: Suppression, line: int) -> Suppression:
    """Give a suppression the lines that it can mean: that of its card, which is on one line, or the whole file."""
    is_for_file = suppression.first_line == 1 and suppression.last_line > line
    return suppression if is_for_file else suppression._replace(first_line=line, last_line=line)


def _links(node: dict[str, Any], lines: LineIndex) -> Iterator[Link]:
    file, url, background = (_string(node, name) for name in ("file", "url", "background"))
    if file:
        subpath = _string(node, "subpath")
        yield _file_link(file, lines, subpath.text if subpath else None)
    if background:
        yield _file_link(background, lines)
    if url:
        span = _StringMap(url, lines).span(0, len(url.text))
        yield Link(LinkKind.CANVAS, url.text, url.text, None, None, span, external=True)


def _string(node: dict[str, Any], name: str) -> JsonString | None:
    value = node.get(name)
    return value if isinstance(value, JsonString) and value.text else None


def _file_link(file: JsonString, lines: LineIndex, subpath: str | None = None) -> Link:
    span = _StringMap(file, lines).span(0, len(file.text))
    return Link(LinkKind.CANVAS, file.text, file.text, subpath, None, span, exact=True)
