"""Where a position in a file is once the file is edited."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.model import Edit
from vaultlint.parse.positions import LINE_ENDING

Position = tuple[int, int]
"""A line and a column, both from 1."""


def position_after(position: Position, edits: Iterable[Edit]) -> Position:
    """Return where a position is after the edits of its file; one in replaced text is at the start of the new text."""
    line, column = position
    line_shift, column_shift, on_line = 0, 0, 0
    for _, span, text in sorted(edits, key=lambda edit: edit.span):
        start, end = span[:2], span[2:]
        if start > position or (start == position and end > position):
            break
        start_column = start[1] + (column_shift if start[0] == on_line else 0)
        *above, last = LINE_ENDING.split(text)
        if position < end:
            return start[0] + line_shift, start_column
        line_shift += len(above) - (end[0] - start[0])
        column_shift = (1 if above else start_column) + len(last) - end[1]
        on_line = end[0]
    return line + line_shift, column + (column_shift if line == on_line else 0)
