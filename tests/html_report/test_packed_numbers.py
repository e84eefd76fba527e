from __future__ import annotations

import struct
from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.html_report.packed_numbers import pack_lists, pack_points

LISTS = st.lists(st.lists(st.integers(0, 2**20)).map(sorted))
COORDINATES = st.floats(-1e7, 1e7, allow_nan=False)


def unpack(text: str) -> list[list[int]]:
    numbers = iter(_numbers(b64decode(text)))
    found = []
    for length in numbers:
        steps = [next(numbers) for _ in range(length)]
        found.append([sum(steps[: at + 1]) for at in range(length)])
    return found


def _numbers(packed: bytes) -> list[int]:
    found, number, shift = [], 0, 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(number)
            number = shift = 0
    return found


@given(LISTS)
def test_lists_come_back(lists: list[list[int]]) -> None:
    assert unpack(pack_lists(lists)) == lists


def test_steps_are_short() -> None:
    assert len(b64decode(pack_lists([range(100_000, 100_050)]))) == 1 + 3 + 49


@given(st.lists(st.tuples(COORDINATES, COORDINATES)))
def test_points_come_back_as_exact_as_a_screen_needs(points: list[tuple[float, float]]) -> None:
    text, factor = pack_points(points)
    numbers = [number * factor for (number,) in struct.iter_unpack("<h", b64decode(text))]
    wanted = [value for point in points for value in point]
    assert len(numbers) == len(wanted)
    largest = max(map(abs, wanted), default=0.0)
    assert all(abs(number - value) <= largest / 60_000 + 1e-8 for number, value in zip(numbers, wanted, strict=True))
