"""Remove a comment from a Markdown text, and say whether the rest is read as before."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.parse.layout import Range

_MARKERS = re.compile(r"[\s>*+\-|]*(?:\d+[.)])?\s*(?:\[.\])?\s*(?:#{1,6}(?:\s.*)?)?", re.DOTALL)
"""What makes a list item, quote or heading of the comment after it, or a heading of the text before it."""

_LONGEST_LINE = 10_000
_FEW = 5
_BLOCK_ID = re.compile(r"(?:^|\s)\^[A-Za-z0-9-]+$")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_IN_LIST_OR_QUOTE = re.compile(r"\s*(?:[-*+>|]|\d+[.)])|    |\t")
_HEADING = re.compile(r" {0,3}#{1,6}\s")


class Removal(NamedTuple):
    """Which part of a text to delete, and whether what is left is read as before."""

    range: Range
    is_safe: bool


def remove_comment(text: str, start: int, end: int) -> Removal | None:
    """Return what to delete so that the comment between two offsets is gone.

    None where that may make a block id, and in a line so long that looking at it for every comment would take minutes.
    """
    line_start, line_end = text.rfind("\n", 0, start) + 1, _end_of_line(text, end)
    if line_end - line_start > _LONGEST_LINE:
        return None
    before, after = text[line_start:start], text[end:line_end]
    if not (before.strip() or after.strip()):
        return _remove_lines(text, line_start, line_end)
    kept = before.rstrip()
    if after.strip():
        is_apart = before != kept and after[:1].isspace()
        return Removal(Range(line_start + len(kept) if is_apart else start, end), bool(kept) and is_apart)
    if _BLOCK_ID.search(kept):
        return None
    below = _line_at(text, line_end)
    is_text = not (_MARKERS.fullmatch(kept) or kept.endswith("\\") or _UNDERLINE.fullmatch(below))
    return Removal(Range(line_start + len(kept), end), is_text)


def _remove_lines(text: str, start: int, end: int) -> Removal:
    """Remove whole lines, and one of two empty ones around them."""
    above, below = _line_above(text, start), _line_at(text, end)
    is_apart = not above.strip() or not below.strip() or _HEADING.match(above) or _HEADING.match(below)
    around = _nearest_line(text, start, -1), _nearest_line(text, end, 1)
    is_list = all(_IN_LIST_OR_QUOTE.match(line) for line in around)
    if not above.strip() and not below.strip():
        end = _end_of_line(text, end)
    return Removal(Range(start, end), bool(is_apart) and not is_list)


def _end_of_line(text: str, at: int) -> int:
    """Where the line after that at an offset begins."""
    return text.find("\n", at) + 1 or len(text)


def _line_at(text: str, start: int) -> str:
    end = _end_of_line(text, start)
    return text[start : min(end, start + _LONGEST_LINE)]


def _line_above(text: str, start: int) -> str:
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return text[above : min(start, above + _LONGEST_LINE)]


def _nearest_line(text: str, at: int, step: int) -> str:
    """The nearest line above or below that is not empty, among the next few."""
    line = ""
    for _ in range(_FEW):
        line = _line_at(text, at) if step > 0 else _line_above(text, at)
        if line.strip() or not line:
            return line
        at += step * len(line)
    return "-"  # perhaps a list
