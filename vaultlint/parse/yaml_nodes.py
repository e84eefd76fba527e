"""YAML nodes, and their values by the YAML 1.2 core schema; `yaml_core` reads nodes from a text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vaultlint.model import Value

_CONSTANTS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((sign + name for sign in ("", "+") for name in (".inf", ".Inf", ".INF")), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
CONSTANTS = frozenset(_CONSTANTS)
"""Plain scalars that are neither strings nor numbers."""

_NUMBER = re.compile(r"([-+]?[0-9]++)|[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_MAX_DIGITS = 300


@dataclass(slots=True)
class Node:
    """A value and its character offsets; in a mapping, `children` alternate key and value.

    A collection has a `text`, its source, only if it is a key.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    plain: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys of a mapping and their values."""
        return zip(self.children[::2], self.children[1::2], strict=False)


def value_of(node: Node) -> Value:
    """Return the plain value of a node."""
    if node.kind == "mapping":
        return {key_of(key): value_of(value) for key, value in node.pairs}
    if node.kind == "sequence":
        return [value_of(child) for child in node.children]
    return resolve(node.text) if node.plain else node.text


def key_of(node: Node) -> str:
    """Return a mapping key as text; for a collection used as a key, that is its source."""
    return node.text


def identity_of(key: Node) -> object:
    """Return what two keys of a mapping share if Obsidian's parser takes them for the same: for a scalar, its value."""
    value = resolve(key.text) if key.plain else key.text
    if key.kind != "scalar" or value != value:  # noqa: PLR0124 - NaN equals nothing, not even itself
        return key.start, key.end
    if isinstance(value, str | bool):
        return type(value), value
    return value if value is None else float(str(value))


def resolve(text: str) -> Value:
    """Resolve a plain scalar by the YAML 1.2 core schema, section 10.3.2."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789" or len(text) > _MAX_DIGITS:
        return text
    if number := _NUMBER.fullmatch(text):
        return int(text) if number[1] else float(text)
    return int(text, 0) if _OCTAL_OR_HEX.fullmatch(text) else text
