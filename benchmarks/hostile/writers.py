"""Writers: functions that write about as many bytes as they are asked for, each by one pattern."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

Write = Callable[[int], bytes]


def repeated(unit: str, before: str = "", after: str = "") -> Write:
    """A writer that repeats a text."""

    def write(size: int) -> bytes:
        room = size - len(before.encode()) - len(after.encode())
        return f"{before}{unit * max(1, room // len(unit.encode()))}{after}".encode()

    return write


def numbered(pattern: str, before: str = "", after: str = "") -> Write:
    """A writer that repeats a text with a number of its own in place of each `#N`."""

    def write(size: int) -> bytes:
        pieces, room = [], size - len(before) - len(after)
        for number in count():
            pieces.append(pattern.replace("#N", f"{number}"))
            room -= len(pieces[-1])
            if room <= 0:
                return f"{before}{''.join(pieces)}{after}".encode()
        raise AssertionError

    return write


def nested(opening: str, middle: str, closing: str, before: str = "", after: str = "") -> Write:
    """A writer that nests brackets of some kind."""

    def write(size: int) -> bytes:
        depth = max(1, (size - len(before) - len(after) - len(middle)) // (len(opening) + len(closing)))
        return f"{before}{opening * depth}{middle}{closing * depth}{after}".encode()

    return write


def growing(mark: str, between: str) -> Write:
    """A writer of runs of a mark, each longer by one than the last."""

    def write(size: int) -> bytes:
        pieces, room = [], size
        for length in count(1):
            pieces.append(mark * length + between)
            room -= len(pieces[-1])
            if room <= 0:
                return "".join(pieces).encode()
        raise AssertionError

    return write


def in_front_matter(write: Write) -> Write:
    """What a writer writes, as front matter."""
    return lambda size: b"---\n" + write(size - 30) + b"\n---\n[[Missing]]\n"


def as_card(write: Write) -> Write:
    """What a writer writes, as a text card of a canvas."""
    return lambda size: json.dumps({"nodes": [{"type": "text", "text": write(size - 50).decode()}]}).encode()
