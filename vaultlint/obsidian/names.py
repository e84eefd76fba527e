"""Compare names of links, files, folders and patterns as Obsidian does, and find near names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_LONGEST = 4096
_MOST_MARKS = 30  # the limit of Unicode's Stream-Safe Text Format (UAX 15)
_TIBETAN_MARKS = "\u0f73\u0f75\u0f81"  # the only characters that decompose into marks without being one
_MAY_BE_PILE = re.compile(rf"\W{{{_MOST_MARKS + 1}}}")  # marks are neither letters nor digits
_is_mark = unicodedata.combining


def fold(name: str) -> str:
    """Fold a name as Obsidian does to compare it: NFC, lower case, final sigma as sigma (S3.13, S3.14)."""
    if name.isascii():
        return name.lower()
    return normalize_spaces(normalize_nfc(name).lower().replace("ς", "σ"))


def normalize_nfc(text: str) -> str:
    """Normalize a text to NFC, unless it cannot be a name: longer than any path, or dozens of marks on one letter.

    Python sorts the marks of a letter in quadratic time.
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


def normalize_spaces(text: str) -> str:
    """Replace no-break spaces with spaces, as Obsidian does in paths; much faster than `str.translate`."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def spelled_as(target: str, path: str) -> str:
    """Return the target of a link to a path with the case of that path, and otherwise as it is written."""
    if f"/{path}".endswith((f"/{target}", f"/{target}.md")):  # nearly always
        return target
    parts, names = target.split("/"), path.split("/")
    if fold(parts[-1]) != fold(names[-1]):
        names[-1] = stem(path)
    for at in range(1, min(len(parts), len(names)) + 1):
        if fold(parts[-at]) == fold(names[-at]) and _as_composed(parts[-at]) != _as_composed(names[-at]):
            parts[-at] = names[-at]
    return "/".join(parts)


def _as_composed(name: str) -> str:
    return normalize_spaces(normalize_nfc(name))


def note_name(path: str) -> str:
    """Return the name at the end of a path or target, folded, without `.md`."""
    return fold(path).rpartition("/")[2].removesuffix(".md")


def folder_of(path: str) -> str:
    """Return the path of the folder that a file is in; empty for the vault's root."""
    return path.rpartition("/")[0]


def stem(path: str) -> str:
    """Return the name at the end of a path without its extension."""
    name = path.rpartition("/")[2]
    before, dot, _ = name.rpartition(".")
    return before if dot else name


def nearest(name: str, known: Iterable[str]) -> Sequence[str]:
    """Return the known name closest to a name in a list, which is empty if none is near."""
    from difflib import get_close_matches  # only needed for mistakes

    return get_close_matches(name, list(known), 1)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message that asks for the nearest known name; empty if none is near."""
    spelled = {each.lower(): each for each in known}
    near = nearest(name.lower(), spelled)
    return f'; did you mean "{spelled[near[0]]}"?' if near else ""
