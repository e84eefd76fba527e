"""Changes of a text: what to put in place of which characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """One replacement in a text, by character offsets, end exclusive."""

    start: int
    end: int
    text: str


def joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Sort changes that do not overlap, and make one of those that touch."""
    found: list[Change] = []
    for each in sorted(changes, key=lambda each: each[:2]):
        if found and found[-1].end == each.start:
            found[-1] = Change(found[-1].start, each.end, f"{found[-1].text}{each.text}")
        else:
            found.append(each)
    return tuple(found)


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """Apply changes, sorted and without overlaps, to a text."""
    pieces: list[str] = []
    done = 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        done = end
    return "".join((*pieces, text[done:]))
