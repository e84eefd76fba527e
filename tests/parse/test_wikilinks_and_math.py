"""How often a text is laid out again, and where math ends; for all else see `test_markdown_links.py`."""

from __future__ import annotations

import pytest

from vaultlint.parse.wikilinks_and_math import read_inline

RUN = "[[a`]] `[[b]]` [[c`]] `[[d]]`"


@pytest.mark.parametrize(
    ("text", "note_length", "expected"),
    [
        pytest.param(RUN, 1_000_000, "[[a`]] [[c`]]", id="two rounds for two in a run"),
        pytest.param(RUN, 1_000_001, "[[a`]] [[c`]] [[d]]", id="one round in a longer note"),
        pytest.param(
            "[[a`]] `[[b]]`\n\n" * 3, 1_000_001, "[[a`]] [[a`]] [[a`]]", id="one round for any number of runs"
        ),
    ],
)
def test_rounds(text: str, note_length: int, expected: str) -> None:
    """A round corrects one wikilink of each run, and the longer the note, the fewer rounds there are."""
    wikilinks = read_inline(text, note_length).wikilinks
    assert " ".join(text[link.start : link.end] for link in wikilinks) == expected


def test_math_below_a_footnote_that_ends_in_its_item() -> None:
    """The footnote, whose range overlaps with that of the item, does not end the math before it begins."""
    text = "- [^1]:\n\t- $$\n\t  [[a]]"
    inline = read_inline(text, len(text))
    assert [text[math.start : math.end] for math in inline.math] == ["$$\n\t  [[a]]"]
    assert inline.wikilinks == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_open_math_is_closed_with_any_line_ending(newline: str) -> None:
    """No line ending is an empty line, so the second `$$` closes the first, and opens no block of its own."""
    text = newline.join(["x $$", "- a", "$$", "[[b]]"])
    assert [link.text.target for link in read_inline(text, len(text)).wikilinks] == ["b"]
