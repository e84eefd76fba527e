"""The property that is being typed at the cursor: its name, its value or one in its list."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.model import Contents, Note
from vaultlint.parse.front_matter import OPENING, FrontMatter, find_block, read_front_matter
from vaultlint.server.cursor import Cursor

_NAME = re.compile(r"(?:[^\s:#\-\[\]{}\"'&*!|>%@`,?][^:]*)?\Z")
_KEY = r"(?P<name>[^\s:#-][^:]*|\"[^\"]*\"|'[^']*')[ \t]*:"
_VALUE = re.compile(rf"{_KEY}[ \t]+(?P<value>.*)\Z")
_FLOW_ITEM = re.compile(r"\[(?:[^\[\]]*,)?[ \t]*(?P<item>[^\[\],]*)\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)\Z")
_HEAD = re.compile(rf"{_KEY}(?:[ \t]|$)")
_LIST_LINE = re.compile(r"[ \t]*(?:-[ \t].*|-|#.*)?\Z")

_LF = "\n"

PLACEHOLDER = "vaultlintplaceholder"
"""What is put in place of what is typed, to see how it is read; no note has it otherwise."""


class OpenProperty(NamedTuple):
    """The name of a property, or a value of the one called `name`, that is being typed between two offsets.

    `typed` is what is before the cursor, without the quote it begins with. A name `has_colon` if one follows.
    """

    cursor: Cursor
    name: str | None
    start: int
    end: int
    typed: str
    has_colon: bool = False

    def front(self, new: str) -> FrontMatter:
        """Read the front matter with another text in place; one that is not closed yet ends with the line."""
        text = self.cursor.text
        bounds = find_block(text)
        end = bounds.end if bounds else self.cursor.offset + len(self.cursor.after)
        source = f"{text[: self.start]}{new}{text[self.end : end]}"
        return read_front_matter(f"{source}{'' if source.endswith(_LF) else _LF}---\n")

    def note(self, front: FrontMatter) -> Note:
        """Return the note with the properties of a front matter."""
        tags = self.cursor.index.note(self.cursor.path).tags
        return Note(self.cursor.path, Contents(has_front_matter=True, properties=front.properties, tags=tags))


def open_property(cursor: Cursor) -> OpenProperty | None:
    """Return the property that is being typed at the cursor; None outside of front matter."""
    bounds, opening = find_block(cursor.text), OPENING.match(cursor.text)
    if cursor.after_bom or opening is None or not opening.end() <= cursor.offset < (bounds.end if bounds else 1 << 60):
        return None
    before, after = cursor.before, cursor.after
    if _NAME.match(before):
        rest = after.partition(":")[0]
        has_colon = ":" in after
        end = cursor.offset + len(rest if has_colon else rest.rstrip())
        return OpenProperty(cursor, None, cursor.offset - len(before), end, before, has_colon)
    if found := _VALUE.match(before):
        name = _unquoted(found["name"].strip())
        if item := _FLOW_ITEM.match(found["value"]):
            return _value(cursor, name, item["item"], re.split(r"[,\]]", after, maxsplit=1)[0])
        return _value(cursor, name, found["value"], after)
    found = _ITEM.match(before)
    name_above = _name_above(cursor) if found else None
    return _value(cursor, name_above, found["value"], after) if found and name_above is not None else None


def _value(cursor: Cursor, name: str, typed: str, after: str) -> OpenProperty:
    end = cursor.offset + len(after.rstrip())
    return OpenProperty(cursor, name, cursor.offset - len(typed), end, typed.removeprefix('"').removeprefix("'"))


def _name_above(cursor: Cursor) -> str | None:
    """The name of the property that has the list at the cursor."""
    for line in reversed(cursor.text[: cursor.offset - len(cursor.before)].splitlines()):
        if found := _HEAD.match(line):
            return _unquoted(found["name"].strip())
        if not _LIST_LINE.match(line):
            return None
    return None


def _unquoted(name: str) -> str:
    """Return the name of a property without its quotes."""
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'" else name
