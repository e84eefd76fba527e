"""Find what would be tags in a note if they had a character that is not a digit, such as `#12`."""

from __future__ import annotations

import re

from vaultlint.model import Tag
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.read_back import contents_of

_DIGITS = re.compile(r"(?<!\S)#(\d+)")


def digit_tags(path: str, text: str) -> tuple[Tag, ...]:
    """Return the tags of digits alone in the text of a note, not in its code or front matter, in order.

    The note is read with letters in place of these digits, so that they are tags where Obsidian would take one.
    """
    lettered = _DIGITS.sub(lambda found: f"#{'a' * len(found[1])}", text)
    if lettered == text:
        return ()
    lines = LineIndex(text)
    tags = [
        Tag(text[lines.offset(*tag.span[:2]) + 1 : lines.offset(*tag.span[2:])], tag.span)
        for tag in contents_of(path, lettered).tags
    ]
    return tuple(tag for tag in tags if tag.name.isdecimal())
