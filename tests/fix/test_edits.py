"""Applying edits, and choosing among those that conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.fix.edits import EditSet, apply_edits, composed, edited_bytes, edits_by_path
from vaultlint.model import Edit, Span
from vaultlint.parse.positions import LineIndex


def edit(span: tuple[int, int, int, int], text: str, path: str = "a.md") -> Edit:
    return Edit(path, Span(*span), text)


@pytest.mark.parametrize(
    "text, edits, expected",
    [
        pytest.param("one two", [((1, 5, 1, 8), "three")], "one three", id="replaces"),
        pytest.param("one two", [((1, 4, 1, 8), "")], "one", id="deletes"),
        pytest.param("one", [((1, 1, 1, 1), "no ")], "no one", id="inserts at the start"),
        pytest.param("one", [((1, 4, 1, 4), "!")], "one!", id="inserts at the end"),
        pytest.param("a b c", [((1, 5, 1, 6), "C"), ((1, 1, 1, 2), "A")], "A b C", id="in any order"),
        pytest.param("ab", [((1, 1, 1, 2), "x"), ((1, 2, 1, 3), "y")], "xy", id="that touch"),
        pytest.param("ab", [((1, 2, 1, 3), "c"), ((1, 2, 1, 2), "-")], "a-c", id="inserts before what is replaced"),
        pytest.param("ab", [((1, 2, 1, 2), "1"), ((1, 2, 1, 2), "2")], "a12b", id="insertions keep their order"),
        pytest.param("a\r\nb\rc\nd", [((3, 1, 3, 2), "x")], "a\r\nb\rx\nd", id="keeps all kinds of line endings"),
        pytest.param("a\nb\n", [((1, 2, 2, 2), "")], "a\n", id="across lines"),
        pytest.param("a\n", [((2, 1, 2, 1), "b")], "a\nb", id="after the last line ending"),
        pytest.param("👨‍👩‍👧 é\t|", [((1, 7, 1, 8), "e")], "👨‍👩‍👧 e\t|", id="columns are code points"),
        pytest.param("", [((1, 1, 1, 1), "x")], "x", id="into an empty file"),
    ],
)
def test_edits_are_applied(text: str, edits: list[tuple[tuple[int, int, int, int], str]], expected: str) -> None:
    assert apply_edits(text, [edit(*each) for each in edits]) == expected


@pytest.mark.parametrize(
    "spans, message",
    [
        pytest.param([(1, 1, 1, 3), (1, 2, 1, 4)], "edits overlap", id="overlapping"),
        pytest.param([(1, 1, 1, 4), (1, 2, 1, 2)], "edits overlap", id="insertion inside of another"),
        pytest.param([(2, 1, 2, 2)], "2:2 is not in the text", id="column after the end"),
        pytest.param([(1, 9, 1, 9)], "1:9 is not in the text", id="column in the next line"),
        pytest.param([(3, 1, 3, 1)], "3:1 is not in the text", id="line after the end"),
        pytest.param([(1, 0, 1, 1)], "1:0 is not in the text", id="column 0"),
        pytest.param([(0, 1, 1, 1)], "0:1 is not in the text", id="line 0"),
    ],
)
def test_wrong_edits_are_refused(spans: list[tuple[int, int, int, int]], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        apply_edits("abcd\n", [edit(span, "x") for span in spans])


@pytest.mark.parametrize(
    "data, expected",
    [
        pytest.param(b"\xef\xbb\xbfa b\r\n", b"\xef\xbb\xbfX b\r\n", id="byte order mark"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfa", b"\xef\xbb\xbfXa", id="the second mark is text"),
        pytest.param(b"a\x00\x1b", b"X\x00\x1b", id="control characters"),
        pytest.param(b"a\r\r\n\n", b"X\r\r\n\n", id="line endings"),
    ],
)
def test_bytes_outside_of_edits_stay(data: bytes, expected: bytes) -> None:
    assert edited_bytes(data, [edit((1, 1, 1, 2), "X")]) == expected


@pytest.mark.parametrize(
    "data", [b"caf\xe9", b"\xff\xfea\x00", b"\xed\xa0\x80"], ids=["latin-1", "UTF-16", "surrogate"]
)
def test_other_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not UTF-8"):
        edited_bytes(data, [edit((1, 1, 1, 2), "X")])


LINES = st.text(st.sampled_from("ab é日👍\r\n\t\ufeff\u2028"), max_size=30)


@given(LINES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy", max_size=3)), max_size=6))
def test_edits_say_the_same_as_offsets(text: str, wanted: list[tuple[int, int, str]]) -> None:
    """Applying from the back by offset gives the same, and nothing else differs."""
    lines = LineIndex(text)
    edits, offsets, free = [], [], 0
    for start, length, new in sorted(wanted):
        if free <= start and start + length <= len(text):
            edits.append(Edit("a.md", lines.span(start, start + length), new))
            offsets.append((start, start + length, new))
            free = start + length + 1
    expected = text
    for start, end, new in reversed(offsets):
        expected = expected[:start] + new + expected[end:]
    assert apply_edits(text, edits) == expected
    data = text.removeprefix("\ufeff").encode()
    mark = b"\xef\xbb\xbf"
    if not text.startswith("\ufeff"):
        assert edited_bytes(mark + data, edits) == mark + expected.encode()


@pytest.mark.parametrize(
    "first, second, is_added",
    [
        pytest.param(((1, 1, 1, 3), "x"), ((1, 3, 1, 5), "y"), True, id="replacements that touch"),
        pytest.param(((1, 1, 1, 3), "x"), ((1, 2, 1, 5), "y"), False, id="replacements that overlap"),
        pytest.param(((1, 2, 1, 3), "x"), ((1, 1, 1, 9), "y"), False, id="replacement of more"),
        pytest.param(((1, 1, 1, 3), "x"), ((1, 1, 1, 3), "x"), True, id="the same"),
        pytest.param(((1, 1, 1, 3), "x"), ((1, 1, 1, 3), "y"), False, id="another text"),
        pytest.param(((1, 2, 1, 2), "x"), ((1, 2, 1, 2), "x"), True, id="the same insertion"),
        pytest.param(((1, 2, 1, 2), "x"), ((1, 2, 1, 2), "y"), False, id="two insertions"),
        pytest.param(((1, 1, 1, 3), "x"), ((1, 3, 1, 3), "y"), False, id="insertion at the end"),
        pytest.param(((1, 3, 1, 3), "x"), ((1, 3, 1, 5), "y"), False, id="insertion at the start"),
        pytest.param(((1, 1, 2, 3), "x"), ((1, 9, 1, 9), "y"), False, id="insertion inside"),
        pytest.param(((1, 1, 1, 3), "x"), ((1, 4, 1, 4), "y"), True, id="insertion elsewhere"),
    ],
)
def test_conflicts(
    first: tuple[tuple[int, int, int, int], str], second: tuple[tuple[int, int, int, int], str], is_added: bool
) -> None:
    for one, other in ((first, second), (second, first)):
        chosen = EditSet()
        assert chosen.add([edit(*one)])
        assert chosen.add([edit(*other)]) is is_added
        assert chosen.edits == ((edit(*one), edit(*other)) if is_added and one != other else (edit(*one),))
        assert chosen.add([edit(*other, path="b.md")])


def test_a_fix_is_added_whole_or_not_at_all() -> None:
    chosen = EditSet()
    assert chosen.add([edit((1, 1, 1, 2), "x")])
    assert not chosen.add([edit((5, 1, 5, 2), "y"), edit((1, 1, 1, 2), "z"), edit((1, 1, 1, 2), "", "b.md")])
    assert chosen.add([edit((1, 1, 1, 2), "x"), edit((7, 1, 7, 1), "y")]), "an edit that is there counts once"
    assert edits_by_path(chosen.edits) == {"a.md": [edit((1, 1, 1, 2), "x"), edit((7, 1, 7, 1), "y")]}


PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xy\n", max_size=3)), max_size=4)


def edits_of(text: str, places: list[tuple[int, int, str]]) -> list[Edit]:
    """Edits of a text at some offsets, without those that are not in it or overlap."""
    lines, found, free = LineIndex(text), list[Edit](), 0
    for start, length, new in sorted(places):
        if free <= start and start + length <= len(text):
            found.append(Edit("a.md", lines.span(start, start + length), new))
            free = start + length
    return found


@given(st.text(st.sampled_from("abc\r\n日"), max_size=14), PLACES, PLACES)
def test_composed_edits_do_what_both_do(
    text: str, first: list[tuple[int, int, str]], then: list[tuple[int, int, str]]
) -> None:
    before = edits_of(text, first)
    middle = apply_edits(text, before)
    after = edits_of(middle, then)
    if after:
        assert apply_edits(text, composed(text, before, after)) == apply_edits(middle, after)
