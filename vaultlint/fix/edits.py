"""Apply edits to the text of files, and choose among those that conflict."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from vaultlint.model import Edit, Span
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.utf8 import BOM


class Move(NamedTuple):
    """A new path for a file or folder; both are paths in the vault, with `/`."""

    old: str
    new: str


class Plan(NamedTuple):
    """What to do to a vault, all of it or nothing: edits at the old paths, and then moves."""

    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()


class EditSet:
    """Edits that can be applied together; one that is there already is not added twice."""

    def __init__(self) -> None:
        self._edits: dict[Edit, None] = {}
        self._spans: dict[str, list[Span]] = {}

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, in the order in which they were added."""
        return tuple(self._edits)

    def add(self, edits: Iterable[Edit]) -> bool:
        """Add all of some edits that can be applied together, or none if one conflicts with those that are there.

        Edits conflict if they replace the same characters, and if one inserts at a place that the other replaces,
        begins or ends at, since the order of the two would be a guess.
        """
        new = [edit for edit in edits if edit not in self._edits]
        if any(self._conflicts(edit) for edit in new):
            return False
        for edit in new:
            self._edits[edit] = None
            insort(self._spans.setdefault(edit.path, []), edit.span)
        return True

    def _conflicts(self, edit: Edit) -> bool:
        spans = self._spans.get(edit.path, [])
        at = bisect_left(spans, edit.span)
        return any(_clash(edit.span, other) for other in spans[max(at - 2, 0) : at + 2])


def _clash(one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    is_insertion = _is_empty(first) or _is_empty(second)
    return first[2:] > second[:2] or (is_insertion and first[2:] == second[:2])


def _is_empty(span: Span) -> bool:
    return span[:2] == span[2:]


def edits_by_path(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    """Group edits by the file that they are in."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.path, []).append(edit)
    return found


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Apply the edits of one file to its text.

    Those that insert at one place do so in their order. Raises ValueError for edits that overlap, or whose spans are
    not in the text.
    """
    lines = LineIndex(text)
    placed = [(lines.offset(*edit.span[:2]), lines.offset(*edit.span[2:]), edit.text) for edit in edits]
    placed.sort(key=lambda each: each[:2])
    for (_, end, _), (start, _, _) in pairwise(placed):
        if start < end:
            raise ValueError("edits overlap")
    parts: list[str] = []
    done = 0
    for start, end, new in placed:
        parts += (text[done:start], new)
        done = end
    return "".join((*parts, text[done:]))


def edited_bytes(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply the edits of one file to its bytes: all outside their spans stays, with line endings and byte order mark.

    Raises ValueError as `apply_edits` does, and where the bytes are not UTF-8.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1})") from None
    content = text.removeprefix(BOM)
    mark = text[: len(text) - len(content)]
    return (mark + apply_edits(content, edits)).encode()
