"""Positions in a text: the protocol's and ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.parse.positions import LineIndex
from vaultlint.server.lsp_types import Position
from vaultlint.server.text_positions import TextPositions

TEXTS = st.text(
    st.sampled_from("a\n\r\N{GRINNING FACE}\N{CJK UNIFIED IDEOGRAPH-8336}e\N{COMBINING ACUTE ACCENT}\u2028")
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(TEXTS)
def test_there_and_back(encoding: str, text: str) -> None:
    """Every place of a text is found again by its position, and is the one that vaultlint counts."""
    positions, lines = TextPositions(text, encoding), LineIndex(text)
    for offset in range(len(text) + 1):
        place = lines.line_column(offset)
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # which is one end of a line
        position = positions.position(*place)
        assert (positions.offset(position), positions.place(position)) == (offset, place)


@pytest.mark.parametrize(
    "position, offset",
    [
        pytest.param(Position(0, 99), 3, id="beyond the line"),
        pytest.param(Position(99, 0), 8, id="beyond the text"),
        pytest.param(Position(-1, -1), 0, id="before the text"),
        pytest.param(Position(1, 1), 5, id="in the middle of a character"),
        pytest.param(Position(1, 2), 6, id="after it"),
    ],
)
def test_positions_that_are_no_place(position: Position, offset: int) -> None:
    assert TextPositions("abc\r\n\N{GRINNING FACE}de", "utf-16").offset(position) == offset


def test_byte_order_mark() -> None:
    """The editor counts it as a character of the first line; columns of vaultlint do not."""
    positions = TextPositions("\ufeffab\ncd", "utf-16")
    assert positions.position(1, 2) == Position(0, 2)
    assert positions.place(Position(0, 2)) == (1, 2)
    assert positions.place(Position(0, 0)) == (1, 1)
    assert positions.position(2, 2) == Position(1, 1)
    assert positions.place(Position(1, 1)) == (2, 2)


def test_a_line_beyond_the_text() -> None:
    """What a rule reports at the end of a file may be where the editor has no line."""
    assert TextPositions("a\nbc", "utf-8").position(9, 1) == Position(1, 2)
