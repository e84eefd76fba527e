"""How names are compared."""

from __future__ import annotations

import unicodedata

import pytest

from vaultlint.obsidian.names import did_you_mean, fold, nearest, normalize_nfc, note_name


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0f73", "\u0f75\u0f81"])
def test_piles_of_marks(marks: str) -> None:
    """As many marks on a letter as real text has are sorted; a pile of them is left alone, quickly."""
    most = "a" + marks * (30 // len(marks))
    assert normalize_nfc(most) == unicodedata.normalize("NFC", most) != most
    assert normalize_nfc(most + marks[:1]) == most + marks[:1]
    assert normalize_nfc("a" + marks * 1_000_000) == "a" + marks * 1_000_000


def test_many_letters_with_marks() -> None:
    """A long name with few marks on each letter is like any other."""
    assert normalize_nfc("e\u0301" * 100) == "\u00e9" * 100


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("." * 31 + "e\u0301", id="a row of characters"),
        pytest.param("a" + "\u0301\u0323" * 8 + "." * 31, id="some marks, and a row of characters"),
        pytest.param("\u0301\u0323" * 15 + ".", id="as many marks as there may be, at the start"),
        pytest.param("." + "\u0301\u0323" * 15, id="as many marks as there may be, after a sign"),
        pytest.param("e\u0301" * 2048, id="as long as a path may be"),
    ],
)
def test_no_pile(text: str) -> None:
    """What only looks like a pile of marks is normalized like any other text."""
    assert normalize_nfc(text) == unicodedata.normalize("NFC", text) != text


def test_longer_than_a_path() -> None:
    """Such a text is not a name."""
    assert normalize_nfc("e\u0301" * 2048 + "x") == "e\u0301" * 2048 + "x"


def test_fold() -> None:
    """NFC, lower case, final sigma as sigma, and no-break spaces as spaces."""
    assert fold("E\u0301 \u03a3\u03c2\u00a0\u202fX") == "\u00e9 \u03c3\u03c3  x"


@pytest.mark.parametrize(
    "path, name",
    [
        pytest.param("a/b/Tea.MD", "tea", id="file"),
        pytest.param("Tea", "tea", id="target"),
        pytest.param("Tea.md.md", "tea.md", id="one extension only"),
        pytest.param("a.md/Tea.png", "tea.png", id="attachment in a folder with a dot"),
    ],
)
def test_note_name(path: str, name: str) -> None:
    """A note is known by its name alone."""
    assert note_name(path) == name


def test_nearest() -> None:
    """At most one known name, and only if it is near, ignoring case."""
    assert nearest("orphan-nots", iter(["orphan-not", "orphan-note", "tea"])) == ["orphan-not"]
    assert nearest("cup", ["orphan-note", "tea"]) == []
    assert did_you_mean("ORPHAN-NOTES", ["orphan-note", "tea"]) == '; did you mean "orphan-note"?'
    assert did_you_mean("cup", ["orphan-note", "tea"]) == ""
