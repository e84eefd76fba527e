"""Find the property at fault in a block of YAML, and what is wrong with it.

A YAML parser reports a fault where it cannot go on, often lines below it, and says what it missed there. Here, the
property at fault is found first: the first that cannot be read alone. Then its lines are checked for known faults. Each
comes with a correction, which is tried: only a fault whose correction makes the property readable is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from vaultlint.parse import yaml_core
from vaultlint.parse.fast.plain_yaml import read_plain_yaml
from vaultlint.parse.yaml_core import UnknownAnchorError, YamlError
from vaultlint.parse.yaml_faults.line_faults import faults_of_line, indentation_faults
from vaultlint.parse.yaml_faults.property_lines import BULLET, Fault, PropertyLines, split_lines
from vaultlint.parse.yaml_faults.value_faults import QUOTED, WIKILINK
from vaultlint.parse.yaml_nodes import Node

_BEGINS = re.compile(rf"^(?![\s#\]}}]|-(?:\s|\Z)|{BULLET.pattern}).", re.MULTILINE)
"""Where a property begins; indented lines, items, comments and closing brackets belong to the one above."""

_ENCLOSED = re.compile(rf"{QUOTED.pattern}|\[[^\[\]]*\]|\{{[^{{}}]*\}}", re.DOTALL)
_NAMED = re.compile(r"^[^\s\"'\[{:][^:\n]*:(?:\s|\Z)", re.MULTILINE)
_JSON = re.compile(r"\s*\{(?!\{)")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))(?:#|%%|<!--|//).*", re.MULTILINE)
_ANCHOR = re.compile(r"&[\w-]+")


def find_fault(block: str, error: YamlError | None = None) -> Fault | None:
    """Find the fault in a block that the parser rejects with `error`; None if no known fault explains it."""
    if _JSON.match(block):
        return None
    starts = [*(found.start() for found in _BEGINS.finditer(block)), len(block)]
    lines = list(split_lines(block))
    if lines and lines[0].start < starts[0]:
        if lines[0].indent and len(starts) > 1 and error:
            first = PropertyLines(block, [line for line in lines if line.start < starts[0]], starts[0])
            return next(_with_working_correction(first, indentation_faults(first, 0), len(block)), None)
        starts.insert(0, lines[0].start)
    for start, end in pairwise(starts):
        if error and start > error.offset:
            break
        at = _error_offset(block[start:end], start, error)
        if at is not None:
            prop_end = _end_of_enclosed(block, start, end)
            own = [line for line in lines if start <= line.start < prop_end]
            return _diagnose(PropertyLines(block, own, prop_end), at)
    return None


def _end_of_enclosed(block: str, start: int, end: int) -> int:
    """The end of a property whose quotes or brackets close on lines below that are not properties."""
    opening = re.search(r"[ \t]([\"'\[{])", block[start:end])
    closed = _ENCLOSED.match(block, start + opening.start(1)) if opening else None
    if closed is None or closed.end() <= end or _NAMED.search(block, end, closed.end()):
        return end
    return block.find("\n", closed.end()) + 1 or len(block)


def _error_offset(source: str, start: int, error: YamlError | None) -> int | None:
    """The offset in the block of the error in a property read alone; an anchor may be in another property."""
    if read_plain_yaml(source) is not None:
        return None
    try:
        root = yaml_core.read(source)
    except YamlError as own:
        is_elsewhere = isinstance(own, UnknownAnchorError) and (error is None or start + own.offset != error.offset)
        return None if is_elsewhere or own.is_limit else start + own.offset
    return None if _is_property(root) and not source.startswith("...") else start


def _is_property(root: Node | None) -> bool:
    """Whether a root is a mapping without braces, or None, as for comments alone."""
    if root is None or root.kind != "mapping":
        return root is None
    return bool(root.children) and root.start == root.children[0].start


def _diagnose(prop: PropertyLines, at: int) -> Fault | None:
    last = max((number for number, line in enumerate(prop.lines) if line.start <= at), default=0)
    numbers = tuple(dict.fromkeys((last, max(last - 1, 0), 0)))
    for end in (prop.end, prop.lines[last].end):
        for number in numbers:
            if fault := next(_with_working_correction(prop, faults_of_line(prop, number), end), None):
                return fault
    if prop.block.startswith("\t", at):  # the line has another fault
        return next((fault for fault in faults_of_line(prop, last) if fault.start == at), None)
    return None


def _with_working_correction(prop: PropertyLines, faults: Iterator[Fault], end: int) -> Iterator[Fault]:
    """Keep the faults whose correction makes the property readable, up to an offset of the block."""
    start = prop.lines[0].start
    anchors = "".join(f"{name}: x\n" for name in _ANCHOR.findall(prop.block[:start]))
    for fault in faults:
        since = start if fault.since is None else fault.since
        corrected = fault.corrected[since : end + len(fault.corrected) - len(prop.block)]
        if _is_readable(prop.block[since:end], anchors, corrected):
            yield fault


def _is_readable(source: str, anchors: str, corrected: str) -> bool:
    """Whether a corrected property is one, and has the links and no more lists of lists than the source."""
    whole = anchors + corrected
    try:
        root = yaml_core.read(whole)
    except YamlError:
        return False
    if root is None or "[[" not in source + corrected:
        return _is_property(root)
    unchanged = len(anchors) + _common_prefix(source, corrected)
    below = _common_prefix(source[::-1], corrected[::-1])
    texts = []
    for node in _values_in(root):
        text = node.text if node.kind == "scalar" else whole[node.start : node.end]
        is_link = node.kind == "sequence" and WIKILINK.fullmatch(text)
        if is_link and node.end >= unchanged and node.start <= len(whole) - below:
            return False
        if is_link or node.kind == "scalar":
            texts.append(text)
    wanted = _links_in(_COMMENT.sub("", source))
    return _is_property(root) and not wanted - _links_in("\n".join(texts))


def _common_prefix(one: str, other: str) -> int:
    """The number of characters with which both texts begin."""
    unlike = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))


def _values_in(node: Node) -> Iterator[Node]:
    """The values at any depth, without names."""
    nodes = [node]
    while nodes:
        yield (node := nodes.pop())
        nodes += node.children[1::2] if node.kind == "mapping" else node.children


def _links_in(text: str) -> Counter[str]:
    """The wikilinks of a text, without what quotes escape."""
    return Counter(re.sub(r"[\\\"']", "", link) for link in WIKILINK.findall(text))
