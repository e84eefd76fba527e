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


class OffsetEdit(NamedTuple):
    """A text to put in place of the characters between two offsets."""

    start: int
    end: int
    text: str


def offset_edits(text: str, edits: Iterable[Edit]) -> list[OffsetEdit]:
    """Return the edits of one file in their order; raises ValueError as `apply_edits` does."""
    lines = LineIndex(text)
    placed = [OffsetEdit(lines.offset(*edit.span[:2]), lines.offset(*edit.span[2:]), edit.text) for edit in edits]
    placed.sort(key=lambda each: each[:2])
    if any(first.end > second.start for first, second in pairwise(placed)):
        raise ValueError("edits overlap")
    return placed


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Apply the edits of one file to its text.

    Those that insert at one place do so in their order. Raises ValueError for edits that overlap, or whose spans are
    not in the text.
    """
    parts: list[str] = []
    done = 0
    for start, end, new in offset_edits(text, edits):
        parts += (text[done:start], new)
        done = end
    return "".join((*parts, text[done:]))


def composed(text: str, first: Sequence[Edit], then: Sequence[Edit]) -> list[Edit]:
    """Return the edits of a file's text that do what some edits do, and then others do to the text that these give.

    Raises ValueError as `apply_edits` does.
    """
    lines = LineIndex(text)
    done = offset_edits(text, first)
    for step in reversed(offset_edits(apply_edits(text, first), then)):  # so that the offsets before it stay
        done = _with_step(done, step)
    return [Edit(then[0].path, lines.span(start, end), new) for start, end, new in done if text[start:end] != new]


def _with_step(done: Sequence[OffsetEdit], step: OffsetEdit) -> list[OffsetEdit]:
    """Add an edit of the new text to edits of the old one; those that it touches become one with it."""
    before: list[OffsetEdit] = []
    touched: list[tuple[int, OffsetEdit]] = []
    after: list[OffsetEdit] = []
    shift = 0
    for each in done:
        if each.start + shift + len(each.text) < step.start:
            before.append(each)
        elif each.start + shift <= step.end:
            touched.append((shift, each))
        else:
            after.append(each)
            continue
        shift += len(each.text) - (each.end - each.start)
    if not touched:
        return [*before, OffsetEdit(step.start - shift, step.end - shift, step.text), *after]
    (first_shift, first), (last_shift, last) = touched[0], touched[-1]
    kept_before = first.text[: max(step.start - first.start - first_shift, 0)]
    kept_after = last.text[max(step.end - last.start - last_shift, 0) :]
    return [
        *before,
        OffsetEdit(
            min(first.start, step.start - first_shift),
            max(last.end, step.end - shift),
            kept_before + step.text + kept_after,
        ),
        *after,
    ]


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
