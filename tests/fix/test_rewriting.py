"""Editing a text several times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.fix.edits import EditSet, apply_edits
from vaultlint.fix.rewriting import Rewriting
from vaultlint.model import Edit, Span
from vaultlint.parse.positions import LineIndex

TEXTS = st.text("ab \r\né🍵", max_size=12)


@st.composite
def rounds(draw: st.DrawFn) -> Rewriting:
    """A text that has been edited a few times."""
    rewriting = Rewriting(draw(st.text("ab \r\né🍵", max_size=40)))
    for _ in range(draw(st.integers(0, 4))):
        lines = LineIndex(rewriting.text)
        places = st.integers(0, len(rewriting.text))
        together = EditSet()
        for start, end, text in draw(st.lists(st.tuples(places, places, TEXTS), max_size=4)):
            together.add([Edit("a.md", lines.span(min(start, end), max(start, end)), text)])
        rewriting = rewriting.edited(together.edits)
    return rewriting


@given(rounds())
def test_edits_of_the_first_text_give_the_last(rewriting: Rewriting) -> None:
    edits = list(rewriting.edits("a.md"))
    assert apply_edits(rewriting.first, edits) == rewriting.text
    assert EditSet().add(edits)


def test_only_what_was_edited_is_in_the_edits() -> None:
    rewriting = Rewriting("See [[Tea]] and\n[[Milk]].\n")
    for span, text in (((2, 3, 2, 7), "Oat milk"), ((1, 7, 1, 10), "Green tea"), ((1, 7, 1, 12), "Black")):
        rewriting = rewriting.edited([Edit("a.md", Span(*span), text)])
    assert rewriting.text == "See [[Black tea]] and\n[[Oat milk]].\n"
    assert list(rewriting.edits("a.md")) == [
        Edit("a.md", Span(1, 7, 1, 10), "Black tea"),
        Edit("a.md", Span(2, 3, 2, 7), "Oat milk"),
    ]


def test_what_was_inserted_and_deleted_again_is_no_edit() -> None:
    rewriting = Rewriting("ab")
    rewriting = rewriting.edited([Edit("a.md", Span(1, 2, 1, 2), "x")])
    rewriting = rewriting.edited([Edit("a.md", Span(1, 2, 1, 3), "")])
    assert list(rewriting.edits("a.md")) == []
