"""Front matter that Obsidian does not read, because of something before it or a malformed `---` line.

Only what is clearly a block of properties counts: lines like `name: value` from its first line to the line that closes
it, without an empty line above that one, as prose between two horizontal rules has.
"""

from __future__ import annotations

import re
from typing import NamedTuple

INVISIBLE = {
    "\ufeff": "a byte order mark",
    **{char: f"an invisible character (U+{ord(char):04X})" for char in "\xad\u200b\u200c\u200d\u200e\u200f\u2060"},
}

# The loops are possessive, so that matching takes linear time.
_NAMED = r"[\"']?[^\W\d][\w .'\"()/-]{0,60}:(?=\s)[^\n]*\n"
_FURTHER = rf"{_NAMED}|(?![ \t]+---\s)(?:[ \t#\]}}]|-[ \t])[^\n]*\n|-?\r?\n"
_PROPERTIES = rf"(?:[ \t]*\r?\n)*+{_NAMED}(?:{_FURTHER})*+"
_DASHES = r"(?:-{2,40}+|-{0,40}+[–—][-–—]{0,40}+)"  # editors turn hyphens into dashes
_END = r"[ \t]*(?:\r?\n|\Z)"

_BEFORE = re.compile(rf"(?:[\s{''.join(INVISIBLE)}]|<!--[\s\S]*?-->|%%[\s\S]*?%%|#{{1,6}}[ \t][^\n]*)*+")
_NOTHING_VISIBLE = re.compile(rf"[\s{''.join(INVISIBLE)}]*")
_BLOCK = re.compile(rf"(?P<opening>---(?P<spaces>[ \t]*))\r?\n(?P<block>{_PROPERTIES})---{_END}")
_ODD_BLOCK = re.compile(rf"(?!---[ \t\r\n])(?P<opening>{_DASHES})[ \t]*\r?\n(?P<block>{_PROPERTIES}){_DASHES}{_END}")
_ODD_CLOSING = re.compile(rf"{_PROPERTIES}(?P<closing>[ \t]*(?:{_DASHES}|[_*=+]{{3,40}}+|\.\.\.)){_END}")
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*|\[[^\n]*)?\n)*+[ \t]*[\w\"'.-]+[ \t]*=")
_TOML_CLOSING = re.compile(rf"^\+\+\+{_END}", re.MULTILINE)
_NEXT = re.compile(r"\s*+(?=---)")

_AS_TEXT = "Obsidian read the front matter as text"


class UnreadFrontMatter(NamedTuple):
    """What is wrong with a block, and the offsets in the text of what to change."""

    message: str
    start: int
    end: int


def find_unread(text: str, *, after_bom: bool) -> UnreadFrontMatter | None:
    """Find front matter at the top of a note that Obsidian reads as text."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    if text.startswith("+++", start):
        return _toml(text, start)
    found = _BLOCK.match(text, start) or _ODD_BLOCK.match(text, start)
    if found is None or _ends_with_empty_line(found["block"]):
        return None
    if after_bom or start:
        return _with_something_before(text, start, after_bom=after_bom)
    if found.re is _BLOCK:
        message = f"spaces after the opening `---` make {_AS_TEXT}: remove them"
        return UnreadFrontMatter(message, *found.span("spaces"))
    message = f"`{found['opening']}` instead of the opening `---` makes {_AS_TEXT}: write `---`"
    return UnreadFrontMatter(message, *found.span("opening"))


def find_second_block(text: str, start: int) -> UnreadFrontMatter | None:
    """Find a second block of properties right below the front matter, which ends at `start`."""
    opening = _NEXT.match(text, start)
    found = _BLOCK.match(text, opening.end()) if opening else None
    if found is None or _ends_with_empty_line(found["block"]):
        return None
    message = "Obsidian reads a second front matter block as text: move its properties into the first"
    return UnreadFrontMatter(message, found.start(), found.start() + 3)


def find_wrong_closing(text: str, start: int) -> UnreadFrontMatter | None:
    """Find the line that was meant to close the front matter, whose first line ends at `start`."""
    found = _ODD_CLOSING.match(text, start)
    if found is None:
        return None
    closing = found["closing"]
    if closing.strip() == "---":
        message = "an indented `---` does not close the front matter: remove the spaces before it"
    else:
        message = f"`{closing.strip()}` does not close the front matter: write `---`"
    return UnreadFrontMatter(message, *found.span("closing"))


def _with_something_before(text: str, start: int, *, after_bom: bool) -> UnreadFrontMatter | None:
    """Report a block with something before it; of several things, the hardest to see or move."""
    before = text[:start]
    if not _NOTHING_VISIBLE.fullmatch(before.rpartition("\n")[2]):
        return None  # the `---` is not at the start of a line
    hidden = next((what for char, what in INVISIBLE.items() if char in before), None)
    if visible := re.search("<!--|%%|#", before):
        what, remedy = "a heading" if visible[0] == "#" else "a comment", "move it below the front matter"
    elif after_bom or hidden == INVISIBLE["\ufeff"]:
        what, remedy = INVISIBLE["\ufeff"], "save the file without one"
    else:
        what, remedy = hidden or ("an empty line" if "\n" in before else "a space"), "remove it"
    return UnreadFrontMatter(f"{what} before `---` makes {_AS_TEXT}: {remedy}", start, start + 3)


def _toml(text: str, start: int) -> UnreadFrontMatter | None:
    opening = _TOML.match(text, start)
    if opening is None or not _TOML_CLOSING.search(text, opening.end()):
        return None
    message = "Obsidian does not read TOML front matter: write it as YAML between `---` lines"
    return UnreadFrontMatter(message, start, start + 3)


def _ends_with_empty_line(block: str) -> bool:
    """Whether a block ends like prose: without an empty line below, the `---` would make it a heading."""
    return not block[: block.rindex("\n")].rpartition("\n")[2].strip()
