"""Pack numbers into short texts, which the page unpacks: JSON takes five times the space."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterable, Sequence

_LARGEST = 32_000


def pack_lists(lists: Iterable[Sequence[int]]) -> str:
    """Pack lists of ascending numbers: each as its length and the steps from one to the next, in LEB128 and base64."""
    found = bytearray()
    for numbers in lists:
        _append(found, len(numbers))
        last = 0
        for number in numbers:
            _append(found, number - last)
            last = number
    return b64encode(found).decode()


def _append(found: bytearray, number: int) -> None:
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)


def pack_points(points: Sequence[tuple[float, float]]) -> tuple[str, float]:
    """Pack points as 16-bit numbers, little-endian and in base64; multiplied by the factor, they are the points."""
    largest = max((abs(value) for point in points for value in point), default=0.0)
    factor = max(largest / _LARGEST, 1e-9)
    numbers = [round(value / factor) for point in points for value in point]
    return b64encode(struct.pack(f"<{len(numbers)}h", *numbers)).decode(), factor
