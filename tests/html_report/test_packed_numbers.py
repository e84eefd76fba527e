"""Numbers as they are packed for the page, unpacked as its script does."""

from __future__ import annotations

import struct
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.html_report.packed_numbers import pack_lists, pack_points


def unpacked(text: str) -> list[list[int]]:
    numbers: list[int] = []
    value = shift = 0
    for byte in b64decode(text):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
    found: list[list[int]] = []
    while numbers:
        length, *numbers = numbers
        steps, numbers = numbers[:length], numbers[length:]
        found.append([sum(steps[: at + 1]) for at in range(length)])
    return found


@given(st.lists(st.sets(st.integers(0, 2**31 - 1)).map(sorted)))
def test_lists(lists: list[list[int]]) -> None:
    assert unpacked(pack_lists(lists)) == lists


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1))
def test_points_are_near_where_they_were(points: list[tuple[float, float]]) -> None:
    text, factor = pack_points(points)
    numbers = [value for (value,) in struct.iter_unpack("<h", b64decode(text))]
    flat = [value for point in points for value in point]
    assert [value * factor for value in numbers] == pytest.approx(flat, abs=max(map(abs, flat)) / 30_000 + 1e-6)
