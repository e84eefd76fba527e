"""Edit a text several times, and say which edits of the first text give the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.fix.edits import apply_edits
from vaultlint.model import Edit
from vaultlint.parse.positions import LineIndex


class _Kept(NamedTuple):
    """A part of the first text, by its offsets, that is still there."""

    start: int
    end: int


class Rewriting:
    """What has become of a text: `first` is how it was, `text` how it is now."""

    def __init__(self, first: str, text: str | None = None, parts: Sequence[_Kept | str] | None = None) -> None:
        self.first = first
        self.text = first if text is None else text
        self._parts = [_Kept(0, len(first))] if parts is None else parts

    def edited(self, edits: Sequence[Edit]) -> Rewriting:
        """Return what becomes of it by edits whose spans are those in `text`; raises ValueError as `apply_edits`."""
        after = apply_edits(self.text, edits)
        lines = LineIndex(self.text)
        placed = [(lines.offset(*edit.span[:2]), lines.offset(*edit.span[2:]), edit.text) for edit in edits]
        parts: list[_Kept | str] = []
        done = 0
        for start, end, new in sorted(placed, key=lambda each: each[:2]):
            parts += (*self._between(done, start), new)
            done = end
        return Rewriting(self.first, after, [*parts, *self._between(done, len(self.text))])

    def _between(self, start: int, end: int) -> Iterator[_Kept | str]:
        """Yield the parts between two offsets in the text."""
        at = 0
        for part in self._parts:
            length = len(part) if isinstance(part, str) else part.end - part.start
            first, last = max(start - at, 0), min(end - at, length)
            if first < last:
                yield part[first:last] if isinstance(part, str) else _Kept(part.start + first, part.start + last)
            at += length

    def edits(self, path: str) -> Iterator[Edit]:
        """Yield the edits of the first text that give the text as it is now, for the file at a path."""
        lines = LineIndex(self.first)
        done, new = 0, ""
        for part in (*self._parts, _Kept(len(self.first), len(self.first))):
            if isinstance(part, str):
                new += part
                continue
            if new or part.start > done:
                yield Edit(path, lines.span(done, part.start), new)
            done, new = part.end, ""
