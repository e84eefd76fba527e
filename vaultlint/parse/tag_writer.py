"""Rename a tag, in the text of a note and in its front matter, with the tags below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vaultlint.model import Edit, Note, Tag
from vaultlint.parse.changes import Change
from vaultlint.parse.read_back import lines_of
from vaultlint.parse.tags import TAG_PROPERTIES, is_tag
from vaultlint.parse.yaml_nodes import Node, key_of
from vaultlint.parse.yaml_writer import YamlBlock, read_yaml, scalar_changes

_SEPARATED = re.compile(r"[^\s,]+")


def tag_edits(note: Note, text: str, old: str, new: str) -> tuple[Edit, ...] | None:
    """Return the edits that rename a tag, given without `#`, and all tags below it; none where a note has neither.

    Case does not matter. In `tags` and `tag`, the items of a list are tags, and the words of a text, with or without
    commas between them. Only the part of the name that changes is replaced, and quotes are kept. None if `new` is no
    tag, or cannot be written somewhere.
    """
    if not is_tag(new):
        return None
    in_text = [_edit(note.path, tag, len(old), new) for tag in note.tags if _is_below(tag.name, old)]
    block = read_yaml(text) if note.properties else None
    placed: dict[Change, None] = {}
    for node, changes in _values(block, old, new) if block else ():
        written = scalar_changes(block, node, changes) if block else None
        if written is None:
            return None
        placed |= dict.fromkeys(written)
    lines = lines_of(text)
    return (*(Edit(note.path, lines.span(start, end), name) for start, end, name in placed), *in_text)


def _edit(path: str, tag: Tag, length: int, new: str) -> Edit:
    line, column, *_ = tag.span
    return Edit(path, tag.span._replace(column=column + 1, end_line=line, end_column=column + 1 + length), new)


def _is_below(tag: str, top: str) -> bool:
    """Whether a tag is another or below it."""
    return tag[: len(top)].lower() == top.lower() and tag[len(top) : len(top) + 1] in {"", "/"}


def _values(block: YamlBlock, old: str, new: str) -> Iterator[tuple[Node, Sequence[Change]]]:
    """The scalars that hold a tag, and what changes in them."""
    for key, value in block.root.pairs:
        if key_of(key).lower() not in TAG_PROPERTIES:
            continue
        is_list = value.kind == "sequence"
        for node in value.children if is_list else [value]:
            words = (
                [(0, node.text)] if is_list else [(word.start(), word[0]) for word in _SEPARATED.finditer(node.text)]
            )
            changes = [_change(start, word, old, new) for start, word in words if _is_below(_name(word), old)]
            if node.kind == "scalar" and changes:
                yield block.anchored(node) or node, changes


def _name(word: str) -> str:
    return word.strip().removeprefix("#")


def _change(start: int, word: str, old: str, new: str) -> Change:
    start += word.index(_name(word))
    return Change(start, start + len(old), new)
