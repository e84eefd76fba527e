"""How names are compared: one form for links, files, folders and patterns."""

from __future__ import annotations

import unicodedata

_SUBSTITUTES = str.maketrans({"ς": "σ", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def fold(name: str) -> str:
    """The form in which Obsidian compares names: NFC, lower case, final sigma as sigma (S3.13, S3.14)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name).lower().translate(_SUBSTITUTES)


def note_name(path: str) -> str:
    """The name by which a path or a link's target is known wherever its folder is: folded, without `.md`."""
    return fold(path).rpartition("/")[2].removesuffix(".md")
