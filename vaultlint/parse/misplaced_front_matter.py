"""Front matter that Obsidian does not read, because of something before it or a malformed `---` line.

Only what is clearly a block of properties counts: lines like `name: value` from its first line to the line that closes
it, without an empty line above that one, as prose between two horizontal rules has.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.parse.changes import Change
from vaultlint.parse.property_line import PROPERTY

INVISIBLE = {
    "\ufeff": "a byte order mark",
    **{char: f"a space that is not U+0020 (U+{ord(char):04X})" for char in "\u1680\u202f\u205f\u3000"},
    **{chr(code): f"a space that is not U+0020 (U+{code:04X})" for code in range(0x2000, 0x200B)},
    "\xa0": "a no-break space (U+00A0)",
    **{char: f"an invisible character (U+{ord(char):04X})" for char in "\xad\u200b\u200c\u200d\u200e\u200f\u2060"},
}

# The loops are possessive, so that matching takes linear time.
_NAMED = rf"{PROPERTY}[^\n]*\n"
_HIDDEN = f"[ \\t{''.join(INVISIBLE)}]"
_FURTHER = rf"{_NAMED}|(?![ \t]+---\s)(?:[ \t#\]}}]|-[ \t])[^\n]*\n|-?\r?\n"
_PROPERTIES = rf"(?:[ \t]*\r?\n)*+{_NAMED}(?:{_FURTHER})*+"
_DASHES = r"(?:-{2,40}+|-{0,40}+[–—][-–—]{0,40}+)"  # editors turn hyphens into dashes
_END = r"[ \t]*(?:\r?\n|\Z)"

_BEFORE = re.compile(rf"(?:[\s{''.join(INVISIBLE)}]|<!--[\s\S]*?-->|%%[\s\S]*?%%|#{{1,6}}[ \t][^\n]*)*+")
_NOTHING_VISIBLE = re.compile(rf"[\s{''.join(INVISIBLE)}]*")
_BLOCK = re.compile(rf"(?P<opening>---(?P<spaces>{_HIDDEN}*))\r?\n(?P<block>{_PROPERTIES})---{_END}")
_SECOND_BLOCK = re.compile(rf"(?P<opening>{_DASHES})[ \t]*\r?\n(?P<block>{_PROPERTIES}){_DASHES}{_END}")
_BELOW_EMPTY = re.compile(rf"(?P<block>{_PROPERTIES})---{_END}")
_WITH_CR = re.compile(rf"---\r{PROPERTY}[^\r\n]*\r(?:[^\r\n]*\r)*?---(?:\r|\Z)")
_ODD_BLOCK = re.compile(rf"(?!---[ \t\r\n])(?P<opening>{_DASHES})[ \t]*\r?\n(?P<block>{_PROPERTIES}){_DASHES}{_END}")
_ODD_CLOSING = re.compile(
    rf"{_PROPERTIES}(?P<closing>{_HIDDEN}*(?:{_DASHES}|[_*=+]{{3,40}}+|\.\.\.)(?:{_HIDDEN}*(?![ \t]))?){_END}"
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*|\[[^\n]*)?\n)*+[ \t]*[\w\"'.-]+[ \t]*=")
_TOML_CLOSING = re.compile(rf"^\+\+\+{_END}", re.MULTILINE)
_NEXT = re.compile(r"\s*+(?=[-–—])")

_AS_TEXT = "Obsidian read the front matter as text"


class UnreadFrontMatter(NamedTuple):
    """What is wrong with a block, the offsets in the text of what to change, and the change if it is certain."""

    message: str
    start: int
    end: int
    change: Change | None = None


def find_unread(text: str, *, after_bom: bool) -> UnreadFrontMatter | None:
    """Find front matter at the top of a note that Obsidian reads as text."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    if text.startswith("+++", start):
        return _toml(text, start)
    if not start and "\n" not in text and _WITH_CR.match(text):
        message = f"line endings of CR alone make {_AS_TEXT}: use LF"
        return UnreadFrontMatter(message, 0, 3)
    found = _BLOCK.match(text, start) or _ODD_BLOCK.match(text, start)
    if found is None or _ends_with_empty_line(found["block"]):
        return None
    if after_bom or start:
        return _with_something_before(text, start, after_bom=after_bom)
    if found.re is _BLOCK:
        return _with_spaces_after(text, *found.span("spaces"))
    message = f"`{found['opening']}` instead of the opening `---` makes {_AS_TEXT}: write `---`"
    start, end = found.span("opening")
    return UnreadFrontMatter(message, start, end, Change(start, end, "---"))


def _with_spaces_after(text: str, start: int, end: int) -> UnreadFrontMatter:
    if hidden := _find_hidden(text, start, end):
        at, what = hidden
        message = f"{what} after the opening `---` makes {_AS_TEXT}: remove it"
        return UnreadFrontMatter(message, at, at + 1, Change(start, end, ""))
    message = f"spaces after the opening `---` make {_AS_TEXT}: remove them"
    return UnreadFrontMatter(message, start, end, Change(start, end, ""))


def _find_hidden(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The first invisible character or odd space between two offsets, and what it is."""
    return next(((at, INVISIBLE[text[at]]) for at in range(start, end) if text[at] in INVISIBLE), None)


def find_second_block(text: str, start: int, *, below_empty: bool) -> UnreadFrontMatter | None:
    """Find properties right below the front matter, which ends at `start`: in a block, or `below_empty` ones."""
    if below_empty and (found := _BELOW_EMPTY.match(text, start)) and not _ends_with_empty_line(found["block"]):
        at = text.rindex("---", 0, start)
        message = "this `---` closes the front matter above its properties: remove it"
        return UnreadFrontMatter(message, at, at + 3, Change(at, start, ""))
    opening = _NEXT.match(text, start)
    found = _SECOND_BLOCK.match(text, opening.end()) if opening else None
    if found is None or _ends_with_empty_line(found["block"]):
        return None
    message = "Obsidian reads a second front matter block as text: move its properties into the first"
    return UnreadFrontMatter(message, *found.span("opening"))


def find_wrong_closing(text: str, start: int) -> UnreadFrontMatter | None:
    """Find the line that was meant to close the front matter, whose first line ends at `start`."""
    found = _ODD_CLOSING.match(text, start)
    if found is None:
        return None
    closing = found["closing"]
    change = Change(*found.span("closing"), "---")
    if hidden := _find_hidden(text, change.start, change.end):
        at, what = hidden
        message = f"{what} beside `---` keeps it from closing the front matter: remove it"
        return UnreadFrontMatter(message, at, at + 1, change)
    if closing.strip() == "---":
        message = "an indented `---` does not close the front matter: remove the spaces before it"
    else:
        message = f"`{closing.strip()}` does not close the front matter: write `---`"
    return UnreadFrontMatter(message, change.start, change.end, change)


def _with_something_before(text: str, start: int, *, after_bom: bool) -> UnreadFrontMatter | None:
    """Report a block with something before it; of several things, the hardest to see or move."""
    before = text[:start]
    if not _NOTHING_VISIBLE.fullmatch(before.rpartition("\n")[2]):
        return None  # the `---` is not at the start of a line
    found = _find_hidden(before, 0, start)
    hidden = found[1] if found else None
    if visible := re.search("<!--|%%|#", before):
        what, remedy = "a heading" if visible[0] == "#" else "a comment", "move it below the front matter"
    elif after_bom or hidden == INVISIBLE["\ufeff"]:
        what, remedy = INVISIBLE["\ufeff"], "save the file without one"
    elif found:
        message = f"{found[1]} before `---` makes {_AS_TEXT}: remove it"
        return UnreadFrontMatter(message, found[0], found[0] + 1, Change(0, start, ""))
    else:
        what, remedy = ("an empty line" if "\n" in before else "a space"), "remove it"
    change = Change(0, start, "") if remedy == "remove it" else None
    return UnreadFrontMatter(f"{what} before `---` makes {_AS_TEXT}: {remedy}", start, start + 3, change)


def _toml(text: str, start: int) -> UnreadFrontMatter | None:
    opening = _TOML.match(text, start)
    if opening is None or not _TOML_CLOSING.search(text, opening.end()):
        return None
    message = "Obsidian does not read TOML front matter: write it as YAML between `---` lines"
    return UnreadFrontMatter(message, start, start + 3)


def _ends_with_empty_line(block: str) -> bool:
    """Whether a block ends like prose: without an empty line below, the `---` would make it a heading."""
    return not block[: block.rindex("\n")].rpartition("\n")[2].strip()
