"""Headings with another text, and their form in links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.writing import applied
from tests.parse.test_writing_laws import NAMES
from vaultlint.parse import read_note
from vaultlint.parse.heading_writer import heading_edit, strip_heading
from vaultlint.vault.anchors import fold_heading


def renamed(text: str, new: str, position: int = 0) -> str | None:
    """A note in which one heading has another text."""
    edit = heading_edit(read_note("n.md", text.encode()).headings[position], "n.md", text, new)
    return applied(text, (edit,)) if edit else None


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("# Tea", "# New one", id="ATX"),
        pytest.param("## Tea ##\n", "## New one ##\n", id="closing hashes"),
        pytest.param("  ###   Tea cup  \r\nx", "  ###   New one  \r\nx", id="spaces"),
        pytest.param("#\tTea ^id\n", "#\tNew one ^id\n", id="block id"),
        pytest.param("# Tea ^id #\n", "# New one ^id #\n", id="block id and closing hash"),
        pytest.param("Tea\n===\n", "New one\n===\n", id="setext"),
        pytest.param("  Tea\n  cup ^b \n---\n", "  New one ^b \n---\n", id="setext of two lines"),
        pytest.param("---\na: b\n---\r\n# Tea", "---\na: b\n---\r\n# New one", id="below front matter"),
        pytest.param("# See [[x]] and #tag", "# New one", id="link and tag"),
        pytest.param("[[x]] #t\n\n# Tea", "[[x]] #t\n\n# New one", id="last line"),
        pytest.param("# ^id\n", None, id="block id alone"),
        pytest.param("#\n", None, id="empty"),
    ],
)
def test_forms(text: str, expected: str | None) -> None:
    """Markers, block id and indentation stay."""
    assert renamed(text, "New one") == expected


@pytest.mark.parametrize(
    "text, new, expected",
    [
        pytest.param("# Tea", "C#", "# C#", id="number sign"),
        pytest.param("# Tea", "C #", None, id="closing hash"),
        pytest.param("# Tea", " ", None, id="empty"),
        pytest.param("# Tea", "a\nb", None, id="two lines"),
        pytest.param("# Tea", "x ^new", None, id="block id"),
        pytest.param("Tea\n===", "- x", None, id="list item"),
        pytest.param("Tea\n===", "# x", None, id="another heading"),
        pytest.param("# Tea\n`", "a `b", "# a `b\n`", id="backquote"),
        pytest.param("# Tea\n\n# B\n\n%%\n", "%% b", None, id="comment"),
        pytest.param("# Tea", "[[x]] & <b>", "# [[x]] & <b>", id="markup"),
    ],
)
def test_texts(text: str, new: str, expected: str | None) -> None:
    """A text that would not read as the heading is refused."""
    assert renamed(text, new) == expected


def test_other_headings_stay() -> None:
    """Only the one that is meant changes, also where others have its text."""
    assert renamed("# Tea\n\n# Tea\n\n# Tea", "Cup", 1) == "# Tea\n\n# Cup\n\n# Tea"


@pytest.mark.parametrize(
    "heading, expected",
    [
        pytest.param("C# notes", "C notes", id="number sign"),
        pytest.param("a: b | c ^d", "a b c d", id="punctuation"),
        pytest.param("[[x|y]] %% z", "x y z", id="wikilink and comment"),
        pytest.param("**Bold** [a](b) 100%", "**Bold** [a](b) 100%", id="what stays"),
        pytest.param("a\\*b", "a *b", id="backslash"),
    ],
)
def test_form_in_links(heading: str, expected: str) -> None:
    """A heading is written in a link without what a link cannot hold (S4.3)."""
    assert strip_heading(heading) == expected


@given(NAMES)
def test_form_in_links_matches(heading: str) -> None:
    """It leads to the heading."""
    assert fold_heading(strip_heading(heading)) == fold_heading(heading)


@given(
    st.sampled_from(["# {}\n", "## {} ##\nx `", "{}\n---\n$a$", "> a\n\n{} ^id\n===\n", "# {}\n\n# b `"]), NAMES, NAMES
)
def test_only_the_heading_changes(form: str, old: str, new: str) -> None:
    """A heading reads as its new text, and all others as before, or nothing is written."""
    text = form.format(old)
    note = read_note("n.md", text.encode())
    for position, heading in enumerate(note.headings):
        edit = heading_edit(heading, "n.md", text, new)
        if edit is None:
            continue
        after = read_note("n.md", applied(text, (edit,)).encode())
        expected = [each.text for each in note.headings]
        got = [each.text for each in after.headings]
        assert got[position].removesuffix(" ^id") == new
        assert got[:position] + got[position + 1 :] == expected[:position] + expected[position + 1 :]
        assert [block.id for block in after.blocks] == [block.id for block in note.blocks]
