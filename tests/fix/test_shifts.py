"""Where positions are after edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.fix.edits import apply_edits
from vaultlint.fix.shifts import position_after
from vaultlint.model import Edit, Span
from vaultlint.parse.positions import LineIndex

TEXTS = st.text("ab\n\r", max_size=12)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), TEXTS), max_size=3), st.integers(0, 12))
def test_position_after(text: str, replacements: list[tuple[int, int, str]], offset: int) -> None:
    """Law: what is before a position, with its edits applied, ends where that position is after them."""
    lines, offset = LineIndex(text), min(offset, len(text))
    done, shift = -1, 0
    edits: list[Edit] = []
    for start, length, new in sorted(replacements):
        end = start + length
        covers = start < offset < end or (start == offset and length > 0)
        if start <= done or end > len(text) or covers or "\r" in f"{text}{new}":
            continue
        edits.append(Edit("n.md", lines.span(start, end), new))
        done = end
        shift += len(new) - length if end <= offset else 0
    after = apply_edits(text, edits)
    assert LineIndex(after).offset(*position_after(lines.line_column(offset), edits)) == offset + shift


def test_in_replaced_text() -> None:
    """A position in text that is replaced is at the start of the new text."""
    edits = [Edit("n.md", Span(1, 2, 1, 2), "xx"), Edit("n.md", Span(1, 3, 2, 2), "y\nz")]
    assert [position_after(each, edits) for each in [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (3, 1)]] == [
        (1, 1),
        (1, 4),
        (1, 5),
        (1, 5),
        (1, 5),
        (2, 2),
        (3, 1),
    ]
