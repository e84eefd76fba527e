"""Find keys that stand twice in one mapping of the front matter."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.model import Applicability, Correction, Flaw, TextEdit
from vaultlint.parse.positions import PartMap
from vaultlint.parse.yaml_nodes import Node, identity_of, key_of

DUPLICATE = "duplicate-property"

_LONGEST = 10_000
"""The most characters of a property that is compared with another: one may stand there thousands of times."""


def find_duplicates(node: Node, block: str, source_map: PartMap, *, is_root: bool = True) -> Iterator[Flaw]:
    """Report repeated keys at any depth below a node: Obsidian's parser rejects the whole block for one."""
    firsts: dict[object, tuple[Node, Node]] = {}
    for key, value in node.pairs if node.kind == "mapping" else ():
        name, span = key_of(key), source_map.span(key.start, key.end)
        same = identity_of(key)
        if same in firsts:
            first = key_of(firsts[same][0])
            line = source_map.span(*[firsts[same][0].start] * 2).line
            spelled = "" if first == name else f" as `{first}`"
            message = f"`{name}` is already set on line {line}{spelled}, so Obsidian ignores all properties: keep one"
            correction = _without_duplicate(block, firsts[same], (key, value), source_map) if is_root else None
            yield Flaw(DUPLICATE, message, span, {"property": name, "first_line": line}, name, correction)
        firsts.setdefault(same, (key, value))
    for child in node.children:
        yield from find_duplicates(child, block, source_map, is_root=False)


def _without_duplicate(
    block: str, first: tuple[Node, Node], second: tuple[Node, Node], source_map: PartMap
) -> Correction | None:
    """Remove the second of two properties that are written alike, or the empty one of two, if it has its own lines."""
    if max(value.end - key.start for key, value in (first, second)) > _LONGEST:
        return None
    sources = [block[key.start : _end_of_lines(block, value)].rstrip() for key, value in (first, second)]
    empty = [pair for pair in (second, first) if pair[1].kind == "scalar" and pair[1].plain and not pair[1].text]
    is_same = sources[0] == sources[1]
    if not is_same and not empty:
        return None
    key, value = second if is_same else empty[0]
    lines = own_lines(block, key, value)
    if lines is None:
        return None
    message = f"Remove the second `{key_of(key)}`" if is_same else f"Remove the empty `{key_of(key)}`"
    applicability = Applicability.SAFE if is_same else Applicability.UNSAFE
    return Correction(message, (TextEdit(source_map.span(*lines), ""),), applicability)


def own_lines(block: str, key: Node, value: Node) -> tuple[int, int] | None:
    """Return the offsets of the lines of a property; None if something else is on them, such as a comment."""
    start, end = key.start, _end_of_lines(block, value)
    below = block[max(key.end, value.end) : end].strip(": \t\r\n")
    return None if below or block[start - 1 : start] not in {"", "\n"} else (start, end)


def _end_of_lines(block: str, node: Node) -> int:
    """Where the line begins below the last one of a value."""
    if block[node.end - 1 : node.end] == "\n":
        return node.end
    return block.find("\n", node.end) + 1 or len(block)
