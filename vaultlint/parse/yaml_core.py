"""YAML as Obsidian reads it (YAML 1.2 core schema), built from libyaml's events.

PyYAML's loaders are never used: they read YAML 1.1 (`no` is false, `2024-01-31` a date, `010`
eight), drop duplicate keys in silence, and crash or explode on hostile input. Its event parser
does none of that, and its marks give the place of every key and value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from vaultlint.model import Value

MAX_DEPTH = 64
"""How deep collections may nest; what is deeper is an error, so that reading stays bounded."""

MAX_LENGTH = 256 * 1024
"""How many characters of YAML are read; a longer block is an error."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Characters that libyaml rejects or takes for a line end, and YAML 1.2 does not. They travel
# through libyaml as private-use characters, one for one, so that marks stay true.
_FOREIGN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_DISGUISE = 0xF0000
_DISGUISED = re.compile("[\U000f0000-\U000fffff]")

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITY = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
_NAN = frozenset((".nan", ".NaN", ".NAN"))
_MAX_DIGITS = 300


class YamlError(Exception):
    """YAML that cannot be read; `offset` is the character in the text that shows it."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(slots=True)
class Node:
    """A value and where it stands, as character offsets; `children` alternate key and value in a mapping."""

    kind: str
    start: int
    end: int
    text: str = ""
    plain: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys of a mapping with their values."""
        return zip(self.children[::2], self.children[1::2], strict=False)


def read(text: str) -> Node | None:
    """The root node of a YAML text, None when it is empty; raises `YamlError`."""
    if len(text) > MAX_LENGTH:
        raise YamlError(f"it is longer than {MAX_LENGTH // 1024} KiB", 0)
    disguised = _FOREIGN.sub(lambda found: chr(_DISGUISE + ord(found[0])), text)
    try:
        return _build(yaml.parse(disguised, Loader=_LOADER), text)
    except yaml.MarkedYAMLError as error:
        unclosed = error.problem and "end of stream" in error.problem
        mark = error.context_mark if unclosed and error.context_mark else error.problem_mark
        raise YamlError(error.problem or "it is not YAML", mark.index if mark else 0) from None
    except yaml.YAMLError as error:
        raise YamlError(str(error).splitlines()[0], 0) from None


def _build(events: Iterator[yaml.Event], text: str) -> Node | None:
    top = Node("document", 0, 0)
    open_nodes = [top]
    anchors: dict[str, Node] = {}
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError("a second document starts here", event.start_mark.index)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            node = Node(kind, event.start_mark.index, event.end_mark.index)
            if len(open_nodes) > MAX_DEPTH:
                raise YamlError(f"it nests deeper than {MAX_DEPTH} levels", node.start)
            open_nodes[-1].children.append(node)
            open_nodes.append(node)
            if event.anchor:
                anchors[event.anchor] = node
        elif isinstance(event, yaml.CollectionEndEvent):
            node = open_nodes.pop()
            node.end = max(event.end_mark.index if _is_flow(text, node) else 0, _last_end(node))
        elif isinstance(event, yaml.ScalarEvent):
            node = _scalar(event)
            open_nodes[-1].children.append(node)
            if event.anchor:
                anchors[event.anchor] = node
        elif isinstance(event, yaml.AliasEvent):
            open_nodes[-1].children.append(_alias(event, anchors, text))
    return top.children[0] if top.children and not _is_blank(top.children[0]) else None


def _is_flow(text: str, node: Node) -> bool:
    return text[node.start : node.start + 1] in ("[", "{")


def _last_end(node: Node) -> int:
    return node.children[-1].end if node.children else node.end


def _is_blank(node: Node) -> bool:
    return node.kind == "scalar" and node.plain and node.text == ""


def _scalar(event: yaml.ScalarEvent) -> Node:
    text = _DISGUISED.sub(lambda found: chr(ord(found[0]) - _DISGUISE), event.value)
    plain = not event.style and event.tag not in ("!", "tag:yaml.org,2002:str")
    return Node("scalar", event.start_mark.index, event.end_mark.index, text, plain)


def _alias(event: yaml.AliasEvent, anchors: dict[str, Node], text: str) -> Node:
    """An alias of a scalar is that scalar; one of a collection stays text, so that it cannot explode."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.anchor not in anchors:
        raise YamlError(f"nothing is marked &{event.anchor}", start)
    known = anchors[event.anchor]
    if known.kind != "scalar":
        return Node("scalar", start, end, text[start:end])
    return Node("scalar", start, end, known.text, known.plain)


def value_of(node: Node) -> Value:
    """The plain value of a node."""
    if node.kind == "mapping":
        return {key_of(key): value_of(value) for key, value in node.pairs}
    if node.kind == "sequence":
        return [value_of(child) for child in node.children]
    return _resolve(node.text) if node.plain else node.text


def key_of(node: Node) -> str:
    """A mapping key as text; a collection used as a key is spelled in Python's way."""
    return node.text if node.kind == "scalar" else str(value_of(node))


def _resolve(text: str) -> Value:
    """Resolve a plain scalar by the YAML 1.2 core schema, section 10.3.2."""
    if text in _NULL:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text[0] not in "+-.0123456789" or len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if infinity := _INFINITY.fullmatch(text):
        return -math.inf if infinity[1] == "-" else math.inf
    return math.nan if text in _NAN else text
