"""The lines of a property in a YAML block, and a fault in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = r"\"[^\"]*\"|'[^']*'|[^\s\"'\[{:][^:]*+(?::(?!\s|\Z)[^:]*+)*+"
_PARTS = re.compile(
    rf"(?P<indent>\s*)(?P<dashes>(?:-[ \t]+)*)(?:(?P<name>{_NAME})[ \t]*:(?:[ \t]+|\Z))?(?P<value>.*)", re.DOTALL
)
BULLET = re.compile(r"(?:[*•·+–—][ \t]+|-(?![-\s]))(?=\S)")
"""What stands for the hyphen and space of an item: another bullet, or a hyphen without a space."""


class Fault(NamedTuple):
    """What is wrong with a block, at which offsets, and the block with that corrected.

    `since` is where what was corrected begins, if that is above the property. `is_certain` unless the correction only
    shows that something can be written there, such as a name for a list.
    """

    message: str
    start: int
    end: int
    corrected: str
    since: int | None = None
    is_certain: bool = True


class YamlLine(NamedTuple):
    """A line and its parts; `start`, `end` and what ends in `_at` are offsets in the block."""

    start: int
    end: int
    indent: str
    dashes: str
    name: str
    value: str
    value_at: int

    @property
    def text_at(self) -> int:
        """Where the line begins after its indentation."""
        return self.start + len(self.indent)

    @property
    def name_at(self) -> int:
        """Where the name begins, after the hyphens of an item."""
        return self.text_at + len(self.dashes)


class PropertyLines(NamedTuple):
    """The lines of one property in a block; `end` is the offset at which the property ends."""

    block: str
    lines: list[YamlLine]
    end: int

    def replace(self, start: int, end: int, new: str) -> str:
        """Return the block with the text between two of its offsets replaced."""
        return self.block[:start] + new + self.block[end:]


def split_lines(block: str) -> Iterator[YamlLine]:
    """Yield the lines of a block that are not empty."""
    for found in re.finditer(r"[^\r\n]+", block):
        parts = _PARTS.fullmatch(found[0].rstrip(" \t"))
        if parts and parts.end() > parts.end("indent"):
            indent, dashes, name, value = parts.group("indent", "dashes", "name", "value")
            start = found.start()
            yield YamlLine(start, start + parts.end(), indent, dashes, name or "", value, start + parts.start("value"))
