"""Convert between the positions of the protocol and those of vaultlint.

The protocol counts from 0 and in UTF-8, UTF-16 or UTF-32 code units, as client and server agree; vaultlint counts from
1 and in characters. Both end lines at LF, CRLF or a lone CR.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from vaultlint.model import Span
from vaultlint.parse.positions import LINE_ENDING
from vaultlint.server.lsp_types import ENCODINGS, Encoding, LspRange, Position

_LAST_OF_TWO_BYTES = 0xFFFF


def choose_encoding(offered: object) -> Encoding:
    """Return the first encoding that a client offers and the server knows; UTF-16 where it offers none."""
    return next((each for each in offered if each in ENCODINGS), "utf-16") if isinstance(offered, list) else "utf-16"


class TextPositions:
    """The positions in a text, in an encoding.

    A byte order mark is a character of the text in the protocol, but in no column of vaultlint.
    """

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text = text
        self._mark = int(text.startswith("\ufeff"))
        self._encoding = encoding
        self._is_plain = encoding == "utf-32" or text.isascii()

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where each line begins and ends, as offsets, without its ending."""
        text = self._text
        if "\r" not in text:
            found, start = [], 0
            for line in text.split("\n"):
                found.append((start, start + len(line)))
                start += len(line) + 1
            return found
        ends = [(0, 0), *(each.span() for each in LINE_ENDING.finditer(text)), (len(text), len(text))]
        return [(before[1], after[0]) for before, after in pairwise(ends)]

    def offset(self, position: Position) -> int:
        """Return the offset of a position, in characters; one beyond a line's end is its end, as the protocol says."""
        if position.line >= len(self._lines):
            return len(self._text)
        start, end = self._lines[max(position.line, 0)]
        if self._is_plain:
            return min(start + max(position.character, 0), end)
        return start + _characters(self._text[start:end], position.character, self._encoding)

    def place(self, position: Position) -> tuple[int, int]:
        """Return the line and column of a position, from 1."""
        line = min(max(position.line, 0), len(self._lines) - 1)
        column = self.offset(position) - self._lines[line][0] + 1
        return line + 1, max(column - self._mark, 1) if line == 0 else column

    def position(self, line: int, column: int) -> Position:
        """Return the position of a line and column, which count from 1."""
        if line > len(self._lines):
            line, column = len(self._lines), self._lines[-1][1] - self._lines[-1][0] + 1
        elif line == 1:
            column += self._mark
        if self._is_plain:
            return Position(line - 1, column - 1)
        start, end = self._lines[line - 1]
        return Position(line - 1, _units(self._text[start : min(start + column - 1, end)], self._encoding))

    def range(self, span: Span) -> LspRange:
        """Return the range of a span."""
        return LspRange(self.position(*span[:2]), self.position(*span[2:]))


def _units(text: str, encoding: Encoding) -> int:
    """Return the length of a text in code units."""
    if encoding == "utf-8":
        return len(text.encode(errors="surrogatepass"))
    return len(text) + sum(ord(character) > _LAST_OF_TWO_BYTES for character in text)


def _characters(text: str, units: int, encoding: Encoding) -> int:
    """Return how many characters of a text begin within some code units; half a character counts as none."""
    used = 0
    for at, character in enumerate(text):
        used += _units(character, encoding)
        if used > units:
            return at
    return len(text)
