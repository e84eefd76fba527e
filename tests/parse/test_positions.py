"""Conversion of offsets to lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.model import Span
from vaultlint.parse.positions import CharacterOffsets, LineIndex, PartMap


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("", [(1, 1)], id="empty text"),
        pytest.param("ab", [(1, 1), (1, 2), (1, 3)], id="no line ending"),
        pytest.param("a\nb", [(1, 1), (1, 2), (2, 1), (2, 2)], id="LF"),
        pytest.param("a\r\nb", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)], id="CRLF is one line ending"),
        pytest.param("a\rb", [(1, 1), (1, 2), (2, 1), (2, 2)], id="lone CR"),
        pytest.param("\r\r\n\n", [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)], id="CR, CRLF and LF in a row"),
        pytest.param("\n\r", [(1, 1), (2, 1), (3, 1)], id="LF before CR is two line endings"),
        pytest.param("a\u2028b", [(1, 1), (1, 2), (1, 3), (1, 4)], id="U+2028 is no line ending"),
        pytest.param("\v\f\x1c\x85", [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)], id="nor are the other separators"),
        pytest.param("é😀\n😀é", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], id="an emoji is one column"),
        pytest.param("a\n", [(1, 1), (1, 2), (2, 1)], id="the end after a last line ending is a line of its own"),
    ],
)
def test_place_of_every_offset(text: str, places: list[tuple[int, int]]) -> None:
    """Lines and columns count from 1, and a line ends where editors end it."""
    lines = LineIndex(text)
    assert [lines.line_column(offset) for offset in range(len(text) + 1)] == places


def test_span_over_lines() -> None:
    """A span has the positions of its start and of the offset after its end."""
    assert LineIndex("one\ntwo\r\nthree").span(2, 11) == Span(1, 3, 3, 3)


def test_empty_span() -> None:
    """A span from an offset to itself is empty, not one character wide."""
    assert LineIndex("a\nb").span(2, 2) == Span(2, 1, 2, 1)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        pytest.param(0, Span(1, 1, 1, 3), id="at the start of the text"),
        pytest.param(1, Span(1, 2, 2, 1), id="in the middle of a line"),
        pytest.param(3, Span(2, 1, 2, 3), id="at the start of a line"),
    ],
)
def test_part_counts_in_the_whole_text(origin: int, expected: Span) -> None:
    """A part maps its offsets to positions in the whole text."""
    assert PartMap(LineIndex("ab\ncd\nef"), origin).span(0, 2) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("plain words", id="ASCII"),
        pytest.param("süß", id="two bytes a character"),
        pytest.param("日本語", id="three bytes a character"),
        pytest.param("a😀b", id="four bytes a character"),
        pytest.param("e\u0301", id="combining accent"),
        pytest.param("x" * 255 + "é" + "y" * 300, id="character across the border of two blocks"),
        pytest.param("é" * 128, id="exactly one block"),
        pytest.param("😀" * 200, id="several blocks"),
        pytest.param("x" * 600, id="long ASCII"),
    ],
)
def test_bytes_to_characters(text: str) -> None:
    """The byte offset of each character, and of the end, converts back to its character offset."""
    characters = CharacterOffsets(text)
    starts = [len(text[:index].encode()) for index in range(len(text) + 1)]
    assert [characters.offset(start) for start in starts] == list(range(len(text) + 1))


@given(st.text(), st.integers(0, 300), st.data())
def test_bytes_to_characters_of_any_text(tail: str, padding: int, data: st.DataObject) -> None:
    """The same for any text, wherever the blocks of 256 bytes end."""
    text = "é" * padding + tail
    index = data.draw(st.integers(0, len(text)))
    assert CharacterOffsets(text).offset(len(text[:index].encode())) == index
