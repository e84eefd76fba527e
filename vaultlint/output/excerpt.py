"""Show the part of a text around a span, with a mark below it, in a width that a terminal has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from vaultlint.model import Span
from vaultlint.parse.positions import LINE_ENDING
from vaultlint.text.control_characters import printable

MAX_LINES = 3
"""The most lines of a span that are shown."""

CUT = "..."
"""What stands for the rest of a line."""

_TAB = " " * 4
_LONGEST_CLUSTER = 16
"""The most characters that are looked at for one that is seen: some symbols are made of several, and so are letters."""


class Excerpt(NamedTuple):
    """Part of a line: what stands before a span, in it, and after it; control characters are escaped.

    `number` counts lines from 1. `indent` and `width` are the columns before the span and in it: wide characters take
    two, combining marks none.
    """

    number: int
    before: str
    marked: str
    after: str
    indent: int
    width: int


def excerpts(text: str, span: Span, width: int) -> list[Excerpt]:
    """Show the lines of a span, a few at most, each on so many columns at most."""
    lines = list(islice(lines_from(text, span.line), min(span.end_line - span.line + 1, MAX_LINES)))
    found = []
    for number, line in enumerate(lines, span.line):
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line)
        found.append(_excerpt(number, line, start, max(start, end), width))
    return found


def lines_from(text: str, number: int) -> Iterator[str]:
    """Yield the lines of a text from the one with that number on, without their endings."""
    start = 0
    for at, ending in enumerate(LINE_ENDING.finditer(text), 1):
        if at >= number:
            yield text[start : ending.start()]
        start = ending.end()
    yield text[start:]


def _excerpt(number: int, line: str, start: int, end: int, width: int) -> Excerpt:
    """Show part of a line around the characters from `start` to `end`: all of it, or as much as there is room for."""
    most = width * _LONGEST_CLUSTER  # lines may have millions of characters
    before = _cells(line[max(start - most, 0) : start])
    marked = _cells(line[start : min(end, start + most)])
    after = _cells(line[end : end + most])
    columns = sum(cell.width for cell in (*before, *marked, *after))
    if columns > width or start > most or len(line) - end > most:
        room = width - min(_width(marked), width - 2 * len(CUT))
        right = min(_width(after), room - min(_width(before), room // 2))
        before, after = _cut(before[::-1], room - right)[::-1], _cut(after, right)
        if _width(marked) > width - _width(before) - _width(after):
            marked, after = _cut(marked, width - _width(before)), []
    return Excerpt(number, _shown(before), _shown(marked), _shown(after), _width(before), _width(marked))


def columns_of(text: str) -> int:
    """Return how many columns a text takes in a terminal, control characters being escaped."""
    return _width(_cells(text))


def fitted(text: str, width: int) -> str:
    """Return the beginning of a text that fits on so many columns, with control characters escaped."""
    return _shown(_cut(_cells(text), width))


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at its spaces into lines of so many columns, with control characters escaped."""
    lines: list[str] = []
    left = 0
    for word in printable(text).split(" "):
        columns = columns_of(word)
        if lines and columns + 1 <= left:
            lines[-1] += f" {word}"
            left -= columns + 1
        else:
            lines.append(word)
            left = width - columns
    return lines


class _Cell(NamedTuple):
    """A character as it is seen, perhaps several in the text, and the columns that it takes."""

    shown: str
    width: int


def _cells(text: str) -> list[_Cell]:
    from wcwidth import iter_graphemes  # takes 40 ms to import, and few runs ask

    return [_cell(each) for each in iter_graphemes(text)]


def _cell(character: str) -> _Cell:
    from wcwidth import wcswidth

    shown = _TAB if character == "\t" else printable(character)
    width = wcswidth(shown)
    return _Cell(shown, width if width >= 0 else len(shown))


def _cut(cells: list[_Cell], width: int) -> list[_Cell]:
    """Return the first cells that fit, and then a sign that there are more."""
    if _width(cells) <= width:
        return cells
    kept = []
    left = width - len(CUT)
    for cell in cells:
        left -= cell.width
        if left < 0:
            break
        kept.append(cell)
    return [*kept, _Cell(CUT, len(CUT))]


def _width(cells: Iterable[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _shown(cells: Iterable[_Cell]) -> str:
    return "".join(cell.shown for cell in cells)
