"""The form in which names are compared."""

from __future__ import annotations

import unicodedata

import pytest

from vaultlint.names import composed, fold


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0f73", "\u0f75\u0f81"])
def test_piles_of_marks(marks: str) -> None:
    """As many marks on a letter as a text may have are put in order; a pile of them is left alone, at once."""
    most = "a" + marks * (30 // len(marks))
    assert composed(most) == unicodedata.normalize("NFC", most) != most
    assert composed(most + marks[:1]) == most + marks[:1]
    assert composed("a" + marks * 1_000_000) == "a" + marks * 1_000_000


def test_many_letters_with_marks() -> None:
    """A long name whose letters have few marks each is as any other."""
    assert composed("e\u0301" * 100) == "\u00e9" * 100


def test_fold() -> None:
    """NFC, lower case, final sigma as sigma, and no-break spaces as spaces."""
    assert fold("E\u0301 \u03a3\u03c2\u00a0\u202fX") == "\u00e9 \u03c3\u03c3  x"
