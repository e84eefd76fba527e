"""Rename or remove a property of front matter, and add texts to one that is a list, line by line.

All else stays byte for byte. Each result is read again, and dropped unless it has the properties that it shall.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultlint.model import Edit, Value
from vaultlint.parse import yaml_core
from vaultlint.parse.changes import Change, apply_changes
from vaultlint.parse.escaped_text import escape_double, escape_plain
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.positions import LINE_ENDING
from vaultlint.parse.read_back import lines_of
from vaultlint.parse.yaml_nodes import Node, key_of, value_of
from vaultlint.parse.yaml_writer import YamlBlock, read_yaml, scalar_edit

_LF = "\n"
_LAST_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n|\Z)")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?")
_INDENTATION = re.compile(r"[^\S\r\n]*-[ \t]+")


def rename_edits(path: str, text: str, name: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that give the values of a property to another; none where that cannot be done.

    It is renamed where the note has no property of the new name, in any case. Otherwise the texts that the other one
    lacks are added to it, and the property is removed.
    """
    found = {each.name: each for each in read_front_matter(text).properties}
    other = next((each for each in found if each.lower() == new.lower() and each != name), None)
    if name not in found:
        return ()
    if other is None:
        return _all_or_none(scalar_edit(path, found[name].span, text, new))
    own, known = _texts(found[name].value), _texts(found[other].value)
    if own is None or known is None:
        return ()
    removal = removal_edit(path, text, name)
    missing = [each for each in dict.fromkeys(own) if each not in known]
    return _all_or_none(addition_edit(path, text, other, missing), removal) if missing else _all_or_none(removal)


def _texts(value: Value) -> Sequence[str] | None:
    """The texts of a property that is empty, a text or a list of texts; None for another value."""
    values = [] if value is None else [value] if isinstance(value, str) else value
    texts = [each for each in values if isinstance(each, str)] if isinstance(values, list) else None
    return texts if isinstance(values, list) and texts == values else None


def _all_or_none(*edits: Edit | None) -> tuple[Edit, ...]:
    found = tuple(edit for edit in edits if edit)
    return found if len(found) == len(edits) else ()


def removal_edit(path: str, text: str, name: str) -> Edit | None:
    """Return the edit that removes a property with its lines, and a comment on the last one.

    `text` is that of the note. None where its lines hold more than that.
    """
    block = read_yaml(text)
    pair = _pair(block, name) if block else None
    if block is None or pair is None:
        return None
    key, value = pair
    start = _line_start(block.source, key.start)
    end = max(value.end, key.end + 1)
    last = None if block.source[end - 1 : end] == "\n" else _LAST_LINE.match(block.source, end)
    change = Change(start, last.end() if last else end, "")
    wanted = [each for each in _properties(text) if each[0] != name]
    return _edit(path, text, block, change, wanted) if start == key.start else None


def addition_edit(path: str, text: str, name: str, texts: Sequence[str]) -> Edit | None:
    """Return the edit that adds texts to a property, which is a list, a text or empty; a text becomes a list.

    None where it is another value, or the texts cannot be written there.
    """
    block = read_yaml(text)
    pair = _pair(block, name) if block else None
    if block is None or pair is None or not texts:
        return None
    values = _properties(text)
    old = next(value for key, value in values if key == name)
    if old is not None and not isinstance(old, str | list):
        return None
    listed = [] if old is None else [old] if isinstance(old, str) else list(old)
    wanted = [(key, [*listed, *texts] if key == name else value) for key, value in values]
    return _edit(path, text, block, _addition(block.source, *pair, [flow_item(each) for each in texts]), wanted)


def _addition(source: str, key: Node, value: Node, items: Sequence[str]) -> Change:
    """What adds items to a value, in the form that it has."""
    if value.start == value.end:
        colon = source.index(":", key.end) + 1
        return Change(colon, colon, f" [{', '.join(items)}]")
    if value_of(value) is None:
        return Change(value.start, value.end, f"[{', '.join(items)}]")
    if value.kind == "scalar":
        whole = source[value.start : value.end]
        first = whole if whole[0] in "'\"" else flow_item(value.text)
        return Change(value.start, value.end, f"[{', '.join([first, *items])}]")
    if source[value.start] == "[":
        inner = source[value.start + 1 : value.end - 1]
        end = value.start + 1 + len(inner.rstrip().removesuffix(","))
        return Change(end, value.end - 1, f"{', ' if inner.strip() else ''}{', '.join(items)}")
    last = value.children[-1]
    marker = _INDENTATION.match(source, _line_start(source, last.start))
    ending = LINE_ENDING.search(source)
    before = f"{ending[0] if ending else _LF}{marker[0] if marker else '- '}"
    rest = _REST_OF_LINE.match(source, last.end)
    end = rest.end() if rest else last.end
    return Change(end, end, "".join(f"{before}{item}" for item in items))


def flow_item(text: str) -> str:
    """Write a text as an item of a list in brackets or below each other: plain if it can be."""
    try:
        root = yaml_core.read(f"[{text}]")
    except yaml_core.YamlError:
        root = None
    reads_plain = root is not None and value_of(root) == [text] and escape_plain(text) == text
    return text if reads_plain else f'"{escape_double(text)}"'


def _pair(block: YamlBlock, name: str) -> tuple[Node, Node] | None:
    return next(((key, value) for key, value in block.root.pairs if key_of(key) == name), None)


def _line_start(source: str, offset: int) -> int:
    return source.rfind("\n", 0, offset) + 1


def _properties(text: str) -> list[tuple[str, Value]]:
    return [(found.name, found.value) for found in read_front_matter(text).properties]


def _edit(path: str, text: str, block: YamlBlock, change: Change, wanted: Sequence[tuple[str, Value]]) -> Edit | None:
    """The edit for a change of the YAML, if it makes the properties of the note what they shall be."""
    placed = Change(block.start + change.start, block.start + change.end, change.text)
    changed = apply_changes(text, (placed,))
    front = read_front_matter(changed)
    if front.broken or repr([(found.name, found.value) for found in front.properties]) != repr(list(wanted)):
        return None
    return Edit(path, lines_of(text).span(*placed[:2]), placed.text)
