"""What holds whatever is in a file; each function fails with an AssertionError where it does not."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from typing import Any

from vaultlint.encoding import decode_as, encode_typed
from vaultlint.model import TOP, Canvas, Contents, Link, LinkKind, Note, Span, Value
from vaultlint.output.json_output import to_json
from vaultlint.parse import ValuePath, read_canvas, read_note, read_text, value_spans, yaml_core
from vaultlint.parse.fast import scan_markdown
from vaultlint.parse.fast.plain_yaml import BracketedText, PlainProperty, RawSpan, read_plain_yaml
from vaultlint.parse.link_spans import link_spans
from vaultlint.parse.link_text import LinkText, read_destination, read_wikilink
from vaultlint.parse.markdown import Body, read_markdown
from vaultlint.parse.positions import LineIndex, PartMap
from vaultlint.parse.yaml_nodes import Node, key_of, value_of

_MARKED = tuple("'\"*&![{|>-?")
"""How a name in YAML begins that may be written otherwise than it is."""


class Sheet:
    """A file's text as a reader sees it: lines that end at LF, CRLF or CR."""

    def __init__(self, data: bytes) -> None:
        text = data.decode(errors="replace").removeprefix("\ufeff")
        self._lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)

    def cut(self, span: Span) -> str:
        """What stands at a span, which must lie in the file."""
        assert 1 <= span.line <= span.end_line <= len(self._lines), span
        assert 1 <= span.column <= len(self._lines[span.line - 1]) + 1, span
        assert 1 <= span.end_column <= len(self._lines[span.end_line - 1]) + 1, span
        assert span[:2] <= span[2:], span
        lines = self._lines[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return "".join(lines)


def assert_note(data: bytes) -> Note:
    """Any bytes are a note: what it says stands where its span says, and can be kept and printed."""
    note, sheet = read_note("Tea.md", data), Sheet(data)
    _assert_sound(note, sheet)
    links = [link for link in note.links if link.kind is not LinkKind.PROPERTY]
    assert all(one.span < other.span for one, other in pairwise(links))
    for link in links:
        assert sheet.cut(link.span) == link.raw
        spans = link_spans(link)
        if link.kind in {LinkKind.WIKILINK, LinkKind.EMBED}:
            assert [span is None for span in spans] == [part is None for part in link[2:5]]
    for link in note.links:
        _assert_parts(link, sheet)
    for block in note.blocks:
        assert sheet.cut(block.span) == f"^{block.id}"
    for tag in note.tags:
        assert sheet.cut(tag.span) == f"#{tag.name}"
    assert all(one.span < other.span for one, other in pairwise(note.tags))
    for heading in note.headings:
        assert all(line in sheet.cut(heading.span) for line in heading.text.split("\n"))
    _assert_values(note, data, sheet)
    for found in note.properties:
        source = sheet.cut(found.span)
        is_collection = found.name.startswith(("{", "["))  # such a name is spelled in Python's way
        is_folded = found.span.line < found.span.end_line
        assert source == found.name or is_collection or is_folded or source.startswith(_MARKED)
        sheet.cut(found.value_span)
    return note


def _assert_values(note: Note, data: bytes, sheet: Sheet) -> None:
    """What stands at the spans of the values in the front matter reads as these values, at any depth."""
    spans = value_spans(read_text(data)) if note.properties else {}
    open_values: list[tuple[ValuePath, Value]] = []
    for found in {found.name: found for found in note.properties}.values():  # 1 and "1" are two to Obsidian
        assert spans[found.name,] == found.value_span
        open_values.append(((found.name,), found.value))
    while open_values:
        path, value = open_values.pop()
        source, span = sheet.cut(spans[path]), spans[path]
        if isinstance(value, dict):
            open_values += [((*path, name), member) for name, member in value.items()]
        elif isinstance(value, list):
            open_values += [((*path, position), member) for position, member in enumerate(value)]
        elif span.line == span.end_line and not source.startswith(("*", "&", "!")):
            root = yaml_core.read(f"a: {source}")
            assert root
            assert repr(value_of(root)) == repr({"a": value})


def assert_canvas(data: bytes) -> Canvas:
    """Any bytes are a canvas: what it says stands where its span says, as JSON writes it."""
    canvas, sheet = read_canvas("Tea.canvas", data), Sheet(data)
    _assert_sound(canvas, sheet)
    for link in canvas.links:
        assert json.loads(f'"{sheet.cut(link.span)}"') == link.raw
        _assert_parts(link, sheet)
    return canvas


def _assert_parts(link: Link, sheet: Sheet) -> None:
    """What stands at the spans of the parts of a link reads as these parts."""
    target, fragment, display = (span and sheet.cut(span) for span in link_spans(link))
    if link.exact or link.external:
        assert target in {None, link.target}
        return
    path = f"{target or ''}{fragment or ''}"
    if link.is_markdown:
        unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", path)
        read = read_destination(re.sub("&#?[A-Za-z0-9]+;", lambda entity: html.unescape(entity[0]), unescaped))
    else:
        read = read_wikilink(f"{path} ")  # a backslash at the very end would be dropped
    if target is not None:
        found = read or LinkText("", None)  # where both are empty
        assert (found.target, found.fragment, fragment is None) == (*link[2:4], link.fragment is None)
    if not link.is_markdown and display is not None:
        assert display == link.display


def assert_card(text: str, *, ascii_only: bool = True) -> None:
    """A text card has the links of a note with the same text, each where the JSON has its source."""
    data = json.dumps({"nodes": [{"text": text}]}, ensure_ascii=ascii_only).encode()
    on_card = [link._replace(span=TOP) for link in assert_canvas(data).links]
    in_note = [link._replace(span=TOP) for link in read_note("Tea.md", f"\n{text}".encode()).links]
    assert on_card == in_note


def _assert_sound(source: Note | Canvas, sheet: Sheet) -> None:
    """All that is reported lies in the file, and a cache or another process gives back what was read."""
    for span in [each.span for listed in (source.links, source.flaws, source.suppressions) for each in listed]:
        sheet.cut(span)
    to_json([dict(flaw.data) for flaw in source.flaws])
    try:
        encoded = encode_typed(source.contents)
    except (ValueError, TypeError, OverflowError):
        return  # such as an integer of more than 64 bits; it is read anew each time
    kept = type(source)(source.path, decode_as(Contents, encoded))
    assert _said(kept) == _said(source)


def _said(source: Note | Canvas) -> list[str]:
    """All that a file says, as text: in it NaN is NaN, and 1 is not true."""
    names = ["links", "flaws", "suppressions"]
    if isinstance(source, Note):
        names += ["has_front_matter", "front_matter_broken", "properties", "headings", "blocks", "tags"]
    return [repr(getattr(source, name)) for name in names]


def read_whole(text: str, lines_before: int = 0) -> Body:
    """What `read_markdown` reads in a text below some empty lines."""
    return read_markdown(text, PartMap(LineIndex("\n" * lines_before + text), lines_before))


def assert_scan(text: str, lines_before: int = 0) -> None:
    """The scanner reads what `read_markdown` reads, or declines."""
    assert scan_markdown(text, lines_before) in (None, read_whole(text, lines_before))


def assert_plain_yaml(block: str) -> None:
    """A block of front matter is declined, or read as libyaml reads it, types of values included."""
    found = read_plain_yaml(block)
    assert found is None or repr(found) == repr(_by_parser(block))


def _by_parser(block: str) -> tuple[list[PlainProperty], list[BracketedText]] | None:
    """What `read_plain_yaml` must return for a block, from what libyaml reads; None if it has no unique properties."""
    places = PartMap(LineIndex(f"---\n{block}"), 4)
    try:
        root = yaml_core.read(block)
    except yaml_core.YamlError:
        return None
    if root is None:
        return [], []
    pairs = list(root.pairs) if root.kind == "mapping" else []
    properties = [
        (
            key_of(key),
            value_of(value),
            _raw(places.span(key.start, key.end)),
            _raw(places.span(value.start, value.end)),
        )
        for key, value in pairs
    ]
    is_unique = len({name for name, *_ in properties}) == len(pairs)
    return (properties, _brackets(root, block, places)) if pairs and is_unique else None


def _brackets(node: Node, block: str, places: PartMap) -> list[BracketedText]:
    """The texts that begin with a bracket, names aside."""
    children = node.children[1::2] if node.kind == "mapping" else node.children
    found = [text for child in children for text in _brackets(child, block, places)]
    text = node.text.strip()
    if text.startswith("["):
        start = block.index(text, node.start)
        found.append((text, _raw(places.span(start, start + len(text)))))
    return found


def _raw(span: Span) -> RawSpan:
    line, column, end_line, end_column = span
    return line, column, end_line, end_column


def assert_properties(note: Note) -> None:
    """The properties of a note are JSON: names are text, values are what JSON knows."""

    def is_value(value: Any) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and is_value(member) for key, member in value.items())
        if isinstance(value, list):
            return all(map(is_value, value))
        return value is None or type(value) in (bool, int, float, str)

    for found in note.properties:
        assert type(found.name) is str
        assert is_value(found.value)
        json.loads(to_json(found.value), parse_constant=_refuse)


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")
