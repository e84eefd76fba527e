"""The limit on what is read: far more of something than anybody writes, and nothing else."""

from __future__ import annotations

import pytest

from vaultlint.parse.limits import MAX_WEIGHT, why_over_limit
from vaultlint.testing import says, vault
from vaultlint_rules.files.unreadable_file import UnreadableFile
from vaultlint_rules.links.dangling_heading import DanglingHeading


@pytest.mark.parametrize(
    "unit, weight",
    [
        pytest.param(b"*", 1, id="characters"),
        pytest.param(b"[[a]]", 14, id="wikilinks"),
        pytest.param(b"[a](b)", 12, id="Markdown links"),
        pytest.param(b"https://a.b ", 10, id="URLs"),
        pytest.param(b"a\n", 2, id="lines"),
        pytest.param(b"a\r", 2, id="lines that end with CR"),
        pytest.param(b"%% vaultlint-disable %%", 24, id="comments to vaultlint"),
        pytest.param(b"{}", 2, id="objects of a canvas"),
        pytest.param(rb'"\u005b\u005Ba"', 12, id="escaped brackets of a canvas"),
    ],
)
def test_too_much(unit: bytes, weight: int) -> None:
    """A file is read up to the limit, and refused beyond it with both numbers."""
    most = MAX_WEIGHT // weight
    assert why_over_limit(unit * most) == ""
    assert why_over_limit(unit * (most + 1)) == (
        f"too many links, lines and characters such as [ and | (weight {weight * (most + 1):,},"
        " limit 1,000,000): split the file"
    )


def test_brackets_may_be_links_where_something_is_defined() -> None:
    """With one definition, each `[a]` may be a link."""
    assert why_over_limit(b"[a] " * 200_000) == ""
    assert why_over_limit(b"[a] " * 200_000 + b"\n\n[a]: b\n") != ""


def test_length_is_no_matter() -> None:
    """Text of any length is read, also as dense as real text: 100 characters a line, with two links each."""
    assert why_over_limit(b"tea " * 5_000_000) == ""
    assert why_over_limit((b"tea " * 20 + b"[[a]] [[b]]\n") * 30_000) == ""


def test_note_that_is_refused() -> None:
    """It is reported, links to its headings are not, and the other notes are checked."""
    files = {"Big.md": "# Tea\n" + "[[a]]" * 100_000, "other.md": "[[Big#Tea]] [[Big#Milk]] [[other#Milk]]\n"}
    assert says(UnreadableFile(), files) == [
        "Big.md:1:1: error: cannot be read: too many links, lines and characters such as [ and | (weight 1,400,003,"
        " limit 1,000,000): split the file [unreadable-file]"
    ]
    assert says(DanglingHeading(), files) == [
        'other.md:1:26: warning: other.md has no heading "Milk" [dangling-heading]'
    ]
    assert vault(files).notes["Big.md"].links == ()
