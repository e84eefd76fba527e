"""How names are compared: one form for links, files, folders and patterns; and which known name is near."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def fold(name: str) -> str:
    """The form in which Obsidian compares names: NFC, lower case, final sigma as sigma (S3.13, S3.14)."""
    if name.isascii():
        return name.lower()
    return blanks_alike(unicodedata.normalize("NFC", name).lower().replace("ς", "σ"))


def blanks_alike(text: str) -> str:
    """A text with each no-break space as a space, as Obsidian reads paths; far faster than `str.translate`."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def note_name(path: str) -> str:
    """The name by which a path or a link's target is known wherever its folder is: folded, without `.md`."""
    return fold(path).rpartition("/")[2].removesuffix(".md")


def nearest(name: str, known: Iterable[str]) -> Sequence[str]:
    """The known name that is most like a name, in a list; an empty one when none is near."""
    from difflib import get_close_matches  # only mistakes need it

    return get_close_matches(name, list(known), 1)


def suggestion(name: str, known: Iterable[str]) -> str:
    """A question that names the nearest known name, to close a message with; empty when none is near."""
    near = nearest(name.lower(), known)
    return f'; did you mean "{near[0]}"?' if near else ""
