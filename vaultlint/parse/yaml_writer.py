"""Write into the YAML of front matter: names and values of properties, one scalar at a time.

All else stays byte for byte. Each result is read again, and dropped unless that one scalar has changed as it shall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from vaultlint.model import Edit, Span
from vaultlint.parse import yaml_core
from vaultlint.parse.changes import Change, apply_changes
from vaultlint.parse.escaped_text import EscapedText, escape_double, read_scalar
from vaultlint.parse.front_matter import OPENING, BlockBounds, find_block
from vaultlint.parse.read_back import lines_of, range_of
from vaultlint.parse.yaml_nodes import Node, identity_of, resolve

_BLOCK = re.compile(r"(?:[&!]\S*\s+)*[|>]")
_LONGEST = 10_000
"""The most characters of a scalar that is written into."""


class YamlBlock(NamedTuple):
    """The YAML of a note's front matter, the offset where it begins, and its root node."""

    source: str
    start: int
    root: Node

    def scalars(self) -> Iterator[Node]:
        """The scalars, keys included, in the order of the text."""
        return _scalars(self.root)

    def text_of(self, node: Node) -> EscapedText | None:
        """Locate the characters of a scalar in the note; None for an alias, and where that cannot be done."""
        if node.kind != "scalar" or node.end - node.start > _LONGEST:
            return None
        return read_scalar(self.source[node.start : node.end], self.start + node.start, node.text)

    def is_block(self, node: Node) -> bool:
        """Whether a scalar is a block, whose last line ending stays when its text changes."""
        return bool(_BLOCK.match(self.source, node.start))

    def anchored(self, alias: Node) -> Node | None:
        """Return the scalar that an alias stands for, which is the last above it that has its anchor."""
        name = self.source[alias.start : alias.end].strip()
        if not name.startswith("*"):
            return None
        mark = f"&{name[1:]}"
        named = [
            node
            for node in self.scalars()
            if node.start < alias.start and mark in self.source[node.start : node.end].split(None, 3)[:2]
        ]
        return named[-1] if named else None


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    for child in node.children:
        yield from _scalars(child)


@lru_cache(maxsize=2)  # a note may have many links to write
def read_yaml(text: str) -> YamlBlock | None:
    """Read the front matter of a note's text; None if it has no properties, or cannot be read."""
    opening = OPENING.match(text)
    bounds = find_block(text) or (BlockBounds(opening.end(), len(text), len(text)) if opening else None)
    root = _root(text[bounds.start : bounds.end]) if bounds else None
    if bounds is None or root is None or root.kind != "mapping":
        return None
    return YamlBlock(text[bounds.start : bounds.end], bounds.start, root)


def _root(source: str) -> Node | None:
    try:
        return yaml_core.read(source)
    except yaml_core.YamlError:
        return None


def scalar_edit(path: str, span: Span, text: str, new: str) -> Edit | None:
    """Return the edit that puts another text in place of a scalar of a note's front matter: a name or a value.

    `span` is that of the scalar, as in `Property.span` or from `value_spans`, and `text` that of the note. The scalar
    keeps its style, but a plain one that cannot hold the text is put in quotes. None where it cannot be written, as for
    a name that the front matter has already.
    """
    block, where = read_yaml(text), range_of(span, text)
    if block is None or where is None:
        return None
    wanted = where[0] - block.start, where[1] - block.start
    node = next((node for node in block.scalars() if (node.start, node.end) == wanted), None)
    if node is None:
        return None
    end = len(node.text.rstrip("\n")) if block.is_block(node) else len(node.text)
    written = scalar_changes(block, node, (Change(0, end, new),))
    return Edit(path, lines_of(text).span(*written[0][:2]), written[0].text) if written else None


def scalar_changes(block: YamlBlock, node: Node, changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """Turn changes of the text of a scalar into changes of the note.

    The scalar keeps its style; a plain one that cannot hold its new text is put in quotes. None where it cannot be
    written.
    """
    where = block.text_of(node)
    if where is None:
        return None
    wanted = apply_changes(node.text, changes)
    placed = where.place(changes)
    if placed is not None and _is_right(block, node, wanted, placed):
        return placed
    if not _is_plain(block, where):
        return None
    quoted = escape_double(wanted)
    whole = (Change(*where.whole, f'"{quoted}"'),)
    return whole if quoted is not None and _is_right(block, node, wanted, whole) else None


def _is_plain(block: YamlBlock, where: EscapedText) -> bool:
    return block.source[where.whole[0] - block.start] not in "'\"|>"


def _is_right(block: YamlBlock, node: Node, wanted: str, placed: Iterable[Change]) -> bool:
    """Whether only one scalar, and the aliases of it, are another text after some changes of the note."""
    local = [Change(start - block.start, end - block.start, text) for start, end, text in placed]
    changed = apply_changes(block.source, local)
    root = _root(changed)
    if root is None or changed[-1:] != block.source[-1:]:  # the `---` must begin a line
        return False
    pairs = list(_pairs(block.root, root))
    return all(new is not None and _is_same(block, old, new, node, wanted) for old, new in pairs)


def _pairs(old: Node, new: Node) -> Iterator[tuple[Node, Node | None]]:
    """The nodes of two trees side by side; None where their shapes differ."""
    if old.kind != new.kind or len(old.children) != len(new.children):
        yield old, None
        return
    yield old, new
    for one, other in zip(old.children, new.children, strict=True):
        yield from _pairs(one, other)


def _is_same(block: YamlBlock, old: Node, new: Node, node: Node, wanted: str) -> bool:
    if old.kind != "scalar":
        return _names(new) == _names(old)  # a collection that is a key has its source as its text
    if old is node:
        return new.text == wanted and (_is_text(new) or not _is_text(old))
    is_alias = old.text == node.text and block.source.startswith("*", old.start)
    return new.text in ({old.text, wanted} if is_alias else {old.text}) and old.plain == new.plain


def _names(node: Node) -> int:
    """How many different keys a mapping has."""
    return len({identity_of(key) for key, _ in node.pairs}) if node.kind == "mapping" else 0


def _is_text(node: Node) -> bool:
    return not node.plain or isinstance(resolve(node.text), str)
