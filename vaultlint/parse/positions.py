"""Convert offsets in a text to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, islice
from typing import Protocol

from vaultlint.model import Span

LINE_ENDING = re.compile(r"\r\n?|\n")
_BLOCK = 256
_UTF8_CONTINUATION = bytes(range(0x80, 0xC0))


class SourceMap(Protocol):
    """Maps character offsets in a text to spans in its file."""

    def span(self, start: int, end: int) -> Span: ...  # noqa: D102


class LineIndex:
    """The starts of a text's lines, which end at LF, CRLF or a lone CR, as in editors."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *_line_ends(text)]
        self._length = len(text)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a character offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the character offset of a line and column; raises ValueError for one that is not in the text."""
        if 1 <= line <= len(self._starts) and column >= 1:
            end = self._starts[line] if line < len(self._starts) else self._length
            offset = self._starts[line - 1] + column - 1
            if offset <= end:
                return offset
        raise ValueError(f"{line}:{column} is not in the text")

    def span(self, start: int, end: int) -> Span:
        """Return the span between two character offsets."""
        return Span(*self.line_column(start), *self.line_column(end))


def _line_ends(text: str) -> Iterable[int]:
    """The offsets after each line ending of a text."""
    if "\r" in text:
        return (end.end() for end in LINE_ENDING.finditer(text))
    return islice(accumulate(len(line) + 1 for line in text.split("\n")), text.count("\n"))  # five times as fast


class PartMap:
    """A source map for part of a text, whose offset 0 is `origin` in the text."""

    def __init__(self, lines: LineIndex, origin: int) -> None:
        self._lines = lines
        self._origin = origin

    def span(self, start: int, end: int) -> Span:
        """Return the span between two character offsets of the part."""
        return self._lines.span(self._origin + start, self._origin + end)


class CharacterOffsets:
    """Converts UTF-8 byte offsets, which pyromark gives, to character offsets, in constant time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = b"" if text.isascii() else text.encode()
        self._before = [0]
        for start in range(0, len(self._data), _BLOCK):
            self._before.append(self._before[-1] + self._count(start, start + _BLOCK))

    def _count(self, start: int, end: int) -> int:
        return len(self._data[start:end].translate(None, _UTF8_CONTINUATION))

    def offset(self, byte: int) -> int:
        """Return the character offset of a byte offset."""
        if not self._data:
            return byte
        block = byte // _BLOCK
        return self._before[block] + self._count(block * _BLOCK, byte)

    def cut(self, start: int, end: int) -> str:
        """Return the text between two byte offsets."""
        return self._data[start:end].decode() if self._data else self._text[start:end]
