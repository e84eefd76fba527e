"""YAML as Obsidian reads it (YAML 1.2 core schema), built from libyaml's events.

PyYAML's loaders are never used: they read YAML 1.1 (`no` is false, `2024-01-31` a date, `010` eight), silently drop
duplicate keys, and crash or use exponential memory on hostile input. Its event parser does none of that, and its marks
give the position of every key and value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

import yaml

from vaultlint.parse.yaml_nodes import Node

MAX_DEPTH = 64
"""The most levels of nested collections; more are an error, so that reading stays bounded."""

MAX_LENGTH = 256 * 1024
"""The most characters of YAML; a longer block is an error."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Characters that libyaml rejects or takes for a line ending, unlike YAML 1.2. They are masked, one for one, with
# private-use characters that the text does not have, so that marks stay correct.
_FOREIGN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANK_LINE = re.compile(r"^(?:[ \t]++$|\t[ \t]*+(?=#))", re.MULTILINE)  # libyaml takes a tab for indentation
_LONE_HYPHENS = re.compile(
    r"^([^\s#\-\[{][^\n:]*:)( {1,2}-(?: +-)*+)(?=[ \t]*+(?:(?<=[ \t])#[^\n]*)?\r?$)", re.MULTILINE
)
_TAB_IN_ITEM = re.compile(r"^( *-[ -]*+)(\t[ \t]*+)(?!-\s|[^\n]*:\s)", re.MULTILINE)
_BARE_TAG = re.compile(r"([\[,]\s*+)(!\w++)(?=\s*+[,\]])")
_OUTDENTED = re.compile(r"\n(?![ \r\n]|[ \t]*\r?\n)")
_OUTDENTED_IN_BRACKETS = re.compile(r"\n(?![ \r\n#]|[ \t]*\r?\n).")
_DETECTED_LATE = ("end of stream", "could not find expected ':'", "',' or ']'", "',' or '}'")
"""Problems that libyaml reports where it gives up; their context is where they begin."""

_PRIVATE_USE = range(0x100000, 0x10FFFE)


class _Mark(Protocol):
    index: int


class YamlError(Exception):
    """YAML that cannot be read; `offset` is the character at fault. `is_limit` if the limit is vaultlint's."""

    def __init__(self, message: str, offset: int, *, is_limit: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.is_limit = is_limit


class UnknownAnchorError(YamlError):
    """An alias `*x` without an anchor `&x` above it."""


def read(text: str) -> Node | None:
    """Read a YAML text and return its root node, or None if it is empty; raises `YamlError`."""
    if len(text) > MAX_LENGTH:
        raise YamlError(
            f"vaultlint cannot check front matter longer than {MAX_LENGTH // 1024} KiB: shorten it", 0, is_limit=True
        )
    mask_table = _mask_table(text)
    masked = text.translate(mask_table) if mask_table else text
    masked = _BLANK_LINE.sub(lambda found: " " * len(found[0]), masked)
    if ": -" in masked or ":  -" in masked:
        # Obsidian reads items, as if each were on a line of its own below.
        masked = _LONE_HYPHENS.sub(lambda found: found[1] + found[2].replace(" -", "\n-"), masked)
    unmask = {ord(mask): chr(foreign) for foreign, mask in mask_table.items()}
    try:
        return _root_of(masked, text, unmask)
    except YamlError as error:
        lenient = _without_oddities(masked)
        if error.is_limit or lenient == masked:
            raise
        return _root_of(lenient, text, unmask)


def _without_oddities(masked: str) -> str:
    """Rewrite, one character for one, what libyaml rejects and YAML 1.2 allows: tabs in items, tags of nothing."""
    masked = _TAB_IN_ITEM.sub(lambda found: found[1] + " " * len(found[2]), masked)
    return _BARE_TAG.sub(lambda found: found[1] + '""' + " " * (len(found[2]) - 2), masked)


def _root_of(masked: str, text: str, unmask: Mapping[int, str]) -> Node | None:
    builder = _NodeBuilder(text, unmask)
    try:
        for event in yaml.parse(masked, Loader=_LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "not valid YAML"
        if "nesting depth" in problem:  # newer versions of libyaml have a limit too, and read ahead of their events
            raise _too_deep(error.problem_mark) from None
        is_late = any(late in problem for late in _DETECTED_LATE)
        raise YamlError(problem, _at((is_late and error.context_mark) or error.problem_mark)) from None
    except yaml.YAMLError as error:
        raise YamlError(str(error).splitlines()[0], 0) from None
    return builder.root


def _mask_table(text: str) -> dict[int, str]:
    """Make a table for `str.translate` that masks each foreign character of a text."""
    unused = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    return {ord(foreign): mask for foreign, mask in zip(sorted(set(_FOREIGN.findall(text))), unused, strict=False)}


class _NodeBuilder:
    """Builds nodes from events, without recursion."""

    def __init__(self, text: str, unmask: Mapping[int, str]) -> None:
        self._text = text
        self._unmask = unmask
        self._open = [Node("document", 0, 0)]
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._repeated = 0

    @property
    def root(self) -> Node | None:
        roots = self._open[0].children
        is_blank = not roots or (roots[0].kind == "scalar" and roots[0].plain and not roots[0].text)
        return None if is_blank else roots[0]

    def add(self, event: yaml.Event) -> None:
        start, end = _at(event.start_mark), _at(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            text = event.value.translate(self._unmask) if self._unmask else event.value
            plain = not event.style and event.tag not in {"!", "tag:yaml.org,2002:str"}
            if event.style in {"'", '"'}:
                self._check_quoted(start, end)
            self._add_node(Node("scalar", start, end, text, plain), event.anchor)
            if plain and text == "-" and self._is_in_brackets(-1) and not self._ends_with_key():
                raise YamlError("a list item needs quotes", start)
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            node = Node(kind, start, end)
            if len(self._open) > MAX_DEPTH:
                raise _too_deep(event.start_mark)
            self._add_node(node, event.anchor)
            self._open.append(node)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = self._open.pop()
            has_bracket = end > start  # at the end of a block, libyaml may already be lines ahead
            if has_bracket:
                self._check_brackets(node.start, end)
            node.end = end if has_bracket else node.children[-1].end if node.children else node.end
            if self._ends_with_key():
                node.text = self._text[node.start : node.end]
        elif isinstance(event, yaml.AliasEvent):
            self._add_node(self._alias(event.anchor or "", start, end))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise YamlError("a second YAML document starts here", start)

    def _ends_with_key(self) -> bool:
        """Whether the node that was added last is a key."""
        return self._open[-1].kind == "mapping" and len(self._open[-1].children) % 2 == 1

    # Two things that libyaml allows and YAML 1.2 does not: unindented continuation lines, a comment without a space.

    def _check_quoted(self, start: int, end: int) -> None:
        if len(self._open) > 1 and not self._is_in_brackets(1) and _OUTDENTED.search(self._text, start, end):
            raise YamlError("missing closing quote", start)
        self._check_comment(end)

    def _check_brackets(self, start: int, end: int) -> None:
        if len(self._open) > 1 and not self._is_in_brackets(-1):
            if _OUTDENTED_IN_BRACKETS.search(self._text, start, end - 1):
                raise YamlError("missing closing bracket", start)
            self._check_comment(end)

    def _check_comment(self, at: int) -> None:
        if self._text.startswith("#", at):
            raise YamlError("a comment needs a space before `#`", at)

    def _is_in_brackets(self, level: int) -> bool:
        return self._text[self._open[level].start] in "[{"

    def _add_node(self, node: Node, anchor: str | None = None) -> None:
        self._open[-1].children.append(node)
        if anchor:
            self._anchors[anchor] = node

    def _alias(self, anchor: str, start: int, end: int) -> Node:
        """Resolve an alias of a scalar; one of a collection stays text, so that aliases cannot multiply it."""
        known = self._anchors.get(anchor)
        if known is None:
            raise UnknownAnchorError(f"no anchor `&{anchor}` above this `*{anchor}`", start)
        if known.kind != "scalar":
            return Node("scalar", start, end, self._text[start:end])
        self._repeated += len(known.text)
        if self._repeated > MAX_LENGTH:
            size = f"{MAX_LENGTH // 1024} KiB"
            message = f"vaultlint cannot check front matter whose aliases repeat more than {size}: shorten it"
            raise YamlError(message, start, is_limit=True)
        return Node("scalar", start, end, known.text, known.plain)


def _too_deep(mark: _Mark | None) -> YamlError:
    message = f"vaultlint cannot check front matter nested more than {MAX_DEPTH} levels deep: flatten it"
    return YamlError(message, _at(mark), is_limit=True)


def _at(mark: _Mark | None) -> int:
    """Return the character offset of a mark; libyaml sets one on every event."""
    return mark.index if mark else 0
