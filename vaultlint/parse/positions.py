"""Offsets into a text, and the lines and columns that people see."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Protocol

from vaultlint.model import Span

LINE_END = re.compile(r"\r\n?|\n")
_BLOCK = 256
_UTF8_CONTINUATION = bytes(range(0x80, 0xC0))


class Places(Protocol):
    """Tells where in its file a stretch of a text stands, given character offsets."""

    def span(self, start: int, end: int) -> Span: ...  # noqa: D102


class Lines:
    """Where the lines of a text start; a line ends at LF, CRLF or a lone CR, as editors see it."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two character offsets."""
        return Span(*self.place(start), *self.place(end))


class Part:
    """Places in a part of a text: its offset 0 is at `origin` of the text."""

    def __init__(self, lines: Lines, origin: int) -> None:
        self._lines = lines
        self._origin = origin

    def span(self, start: int, end: int) -> Span:
        """The span between two character offsets of the part."""
        return self._lines.span(self._origin + start, self._origin + end)


class Characters:
    """Turns UTF-8 byte offsets, which pyromark gives, into character offsets, in constant time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = b"" if text.isascii() else text.encode()
        self._before = [0]
        for start in range(0, len(self._data), _BLOCK):
            self._before.append(self._before[-1] + self._count(start, start + _BLOCK))

    def _count(self, start: int, end: int) -> int:
        return len(self._data[start:end].translate(None, _UTF8_CONTINUATION))

    def offset(self, byte: int) -> int:
        """The character offset of a byte offset."""
        if not self._data:
            return byte
        block = byte // _BLOCK
        return self._before[block] + self._count(block * _BLOCK, byte)

    def cut(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self._data[start:end].decode() if self._data else self._text[start:end]
