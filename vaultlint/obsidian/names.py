"""How names are compared: one form for links, files, folders and patterns; and which known name is near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_LONGEST = 4096
_MOST_MARKS = 30  # the limit of Unicode's Stream-Safe Text Format (UAX 15)
_TIBETAN_MARKS = "\u0f73\u0f75\u0f81"  # the only characters that are no marks and made of nothing else
_MAY_BE_PILE = re.compile(rf"\W{{{_MOST_MARKS + 1}}}")  # no mark is a letter or a digit
_is_mark = unicodedata.combining


def fold(name: str) -> str:
    """The form in which Obsidian compares names: NFC, lower case, final sigma as sigma (S3.13, S3.14)."""
    if name.isascii():
        return name.lower()
    return blanks_alike(composed(name).lower().replace("ς", "σ"))


def composed(text: str) -> str:
    """A text in NFC; as it is where it is no name: longer than any path, or with dozens of marks on one letter.

    Python sorts the marks of a letter in a time that grows with the square of their number.
    """
    if text.isascii() or len(text) > _LONGEST or (_MAY_BE_PILE.search(text) and _has_pile(text)):
        return text
    return unicodedata.normalize("NFC", text)


def _has_pile(text: str) -> bool:
    marks = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) or character in _TIBETAN_MARKS else 0
        if marks > _MOST_MARKS:
            return True
    return False


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
