"""Canvas files: JSON whose nodes name files, hold Markdown text, or show a picture behind a group.

Obsidian counts these links since 1.12. The format is JSON Canvas 1.0 (jsoncanvas.org).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from vaultlint.model import LINK_SPAN, Canvas, Flaw, Link, LinkKind, PackedContent, PackedDocument, Span, Suppression
from vaultlint.parse.decoding import BOM, UNREADABLE, decode
from vaultlint.parse.json_positions import JsonError, JsonString, read_json
from vaultlint.parse.markdown import Body, read_markdown
from vaultlint.parse.positions import Lines


def read_canvas(path: str, data: bytes) -> Canvas:
    """Read a canvas; total: what is not a canvas has no links, and a flaw unless it is empty."""
    text, flaws = decode(data)
    text = text.removeprefix(BOM)
    if not text.strip():
        return Canvas(path, PackedDocument(flaws=flaws))
    lines = Lines(text)
    try:
        root = read_json(text)
    except JsonError as error:
        flaw = Flaw(
            UNREADABLE, f"this canvas cannot be read as JSON: {error}", lines.span(error.offset, error.offset), {}
        )
        return Canvas(path, PackedDocument(flaws=(*flaws, flaw)))
    nodes = root.get("nodes") if isinstance(root, dict) else None
    cards = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    texts = [_read_text(node, lines) for node in cards]
    links = [link for node, body in zip(cards, texts, strict=True) for link in (*body.links, *_links(node, lines))]
    packed = PackedDocument(
        suppressions=tuple(each for body in texts for each in body.suppressions),
        flaws=(*flaws, *(flaw for body in texts for flaw in body.flaws)),
        content=PackedContent(links=tuple(sorted(links, key=itemgetter(LINK_SPAN)))),
    )
    return Canvas(path, packed)


class _Card:
    """Places in a text card: its text stands in the file as a JSON string."""

    def __init__(self, string: JsonString, lines: Lines) -> None:
        self._string = string
        self._lines = lines

    def span(self, start: int, end: int) -> Span:
        return self._lines.span(self._string.offset(start), self._string.offset(end))


def _read_text(node: dict[str, Any], lines: Lines) -> Body:
    text = _string(node, "text")
    if text is None:
        return Body()
    card = _Card(text, lines)
    body = read_markdown(text.text, card)
    line = card.span(0, 0).line
    return body._replace(suppressions=tuple(_on_card(each, line) for each in body.suppressions))


def _on_card(suppression: Suppression, line: int) -> Suppression:
    """A suppression for what it can mean: its card, which stands on one line, or the whole file."""
    is_for_file = suppression.first_line == 1 and suppression.last_line > line
    return suppression if is_for_file else suppression._replace(first_line=line, last_line=line)


def _links(node: dict[str, Any], lines: Lines) -> Iterator[Link]:
    file, url, background = (_string(node, name) for name in ("file", "url", "background"))
    if file:
        subpath = _string(node, "subpath")
        yield _file_link(file, lines, subpath.text if subpath else None)
    if background:
        yield _file_link(background, lines)
    if url:
        span = _Card(url, lines).span(0, len(url.text))
        yield Link(LinkKind.CANVAS, url.text, url.text, None, None, span, external=True)


def _string(node: dict[str, Any], name: str) -> JsonString | None:
    value = node.get(name)
    return value if isinstance(value, JsonString) and value.text else None


def _file_link(file: JsonString, lines: Lines, subpath: str | None = None) -> Link:
    span = _Card(file, lines).span(0, len(file.text))
    return Link(LinkKind.CANVAS, file.text, file.text, subpath, None, span, exact=True)
