"""YAML as Obsidian reads it (YAML 1.2 core schema), built from libyaml's events.

PyYAML's loaders are never used: they read YAML 1.1 (`no` is false, `2024-01-31` a date, `010`
eight), drop duplicate keys in silence, and crash or explode on hostile input. Its event parser
does none of that, and its marks give the place of every key and value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

import yaml

from vaultlint.parse.yaml_nodes import Node

MAX_DEPTH = 64
"""How deep collections may nest; what is deeper is an error, so that reading stays bounded."""

MAX_LENGTH = 256 * 1024
"""How many characters of YAML are read; a longer block is an error."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Characters that libyaml rejects or takes for a line end, and YAML 1.2 does not. They travel through
# libyaml as private-use characters that the text has not, one for one, so that marks stay true.
_FOREIGN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANK_LINE = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)  # libyaml takes its tab for indentation
_LONE_HYPHEN = re.compile(r"^([^\s#\-\[{][^\n:]*: ?) (?=-[ \t]*(?: #[^\n]*)?\r?$)", re.MULTILINE)
_OUTDENTED = re.compile(r"\n(?![ \r\n]|[ \t]*\r?\n)")
_OUTDENTED_IN_BRACKETS = re.compile(r"\n(?![ \r\n#]|[ \t]*\r?\n).")
_NOTICED_LATE = ("end of stream", "could not find expected ':'", "',' or ']'", "',' or '}'")
"""Problems that libyaml places where it gives up; its context is where they begin."""

_PRIVATE_USE = range(0x100000, 0x10FFFE)


class _Mark(Protocol):
    index: int


class YamlError(Exception):
    """YAML that cannot be read; `offset` is the character that shows it, `is_limit` that the limit is ours."""

    def __init__(self, message: str, offset: int, *, is_limit: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.is_limit = is_limit


class UnknownAnchorError(YamlError):
    """An alias `*x` without an anchor `&x` above it."""


def read(text: str) -> Node | None:
    """The root node of a YAML text, None when it is empty; raises `YamlError`."""
    if len(text) > MAX_LENGTH:
        raise YamlError(
            f"vaultlint cannot check front matter longer than {MAX_LENGTH // 1024} KiB: shorten it", 0, is_limit=True
        )
    disguise = _disguise(text)
    masked = text.translate(disguise) if disguise else text
    masked = _BLANK_LINE.sub(lambda blank: " " * len(blank[0]), masked)
    if ": -" in masked or ":  -" in masked:
        masked = _LONE_HYPHEN.sub(r"\1\n", masked)  # an item to Obsidian, as if it stood on the line below
    builder = _Builder(text, reveal={ord(mask): chr(foreign) for foreign, mask in disguise.items()})
    try:
        for event in yaml.parse(masked, Loader=_LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "not valid YAML"
        if "nesting depth" in problem:  # newer libyaml has a limit too, and reads ahead of its events
            raise _too_deep(error.problem_mark) from None
        is_late = any(late in problem for late in _NOTICED_LATE)
        raise YamlError(problem, _at((is_late and error.context_mark) or error.problem_mark)) from None
    except yaml.YAMLError as error:
        raise YamlError(str(error).splitlines()[0], 0) from None
    return builder.root


def _disguise(text: str) -> dict[int, str]:
    """A table for `str.translate` that masks every foreign character of a text."""
    unused = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    return {ord(foreign): mask for foreign, mask in zip(sorted(set(_FOREIGN.findall(text))), unused, strict=False)}


class _Builder:
    """Builds nodes from events, without recursion."""

    def __init__(self, text: str, reveal: Mapping[int, str]) -> None:
        self._text = text
        self._reveal = reveal
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
            text = event.value.translate(self._reveal) if self._reveal else event.value
            plain = not event.style and event.tag not in {"!", "tag:yaml.org,2002:str"}
            if event.style in {"'", '"'}:
                self._check_quoted(start, end)
            self._place(Node("scalar", start, end, text, plain), event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            node = Node(kind, start, end)
            if len(self._open) > MAX_DEPTH:
                raise _too_deep(event.start_mark)
            self._place(node, event.anchor)
            self._open.append(node)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = self._open.pop()
            has_bracket = end > start  # where a block ends, libyaml may already be lines further
            if has_bracket:
                self._check_brackets(node.start, end)
            node.end = end if has_bracket else node.children[-1].end if node.children else node.end
            if self._ends_with_key():
                node.text = self._text[node.start : node.end]
        elif isinstance(event, yaml.AliasEvent):
            self._place(self._alias(event.anchor or "", start, end))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise YamlError("a second YAML document starts here", start)

    def _ends_with_key(self) -> bool:
        """Whether the node that was placed last is a key."""
        return self._open[-1].kind == "mapping" and len(self._open[-1].children) % 2 == 1

    # Of what libyaml allows and YAML 1.2 does not: lines that go on without indentation, a comment without a space.

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

    def _place(self, node: Node, anchor: str | None = None) -> None:
        self._open[-1].children.append(node)
        if anchor:
            self._anchors[anchor] = node

    def _alias(self, anchor: str, start: int, end: int) -> Node:
        """An alias of a scalar is that scalar; one of a collection stays text, so that it cannot explode."""
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
    """The character offset of a mark; libyaml sets one on every event."""
    return mark.index if mark else 0
