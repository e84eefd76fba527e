"""Write the text of a heading, and its form in links.

The statements cited (S4.3 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultlint.model import TOP, Contents, Edit, Heading, Span
from vaultlint.parse.changes import Change, apply_changes
from vaultlint.parse.markdown import ATX, strip_closing_hashes
from vaultlint.parse.positions import LINE_ENDING
from vaultlint.parse.read_back import contents_of, holds, lines_of, range_of

_NOT_IN_FRAGMENT = re.compile(r"[#|^:\\]|%%|\[\[|\]\]")
_BRACKETS = re.compile(r"[\[\]]")
_BLOCK_ID = re.compile(r"[ \t]+\^[A-Za-z0-9-]+\Z")


def strip_heading(text: str) -> str:
    """Return the text of a heading as Obsidian writes it in a link (S4.3)."""
    return " ".join(_NOT_IN_FRAGMENT.sub(" ", text).split())


def strip_brackets(text: str) -> str:
    """Return the same without brackets, which are not compared: with `]` at its end, it would close a wikilink."""
    return " ".join(_BRACKETS.sub(" ", strip_heading(text)).split())


def headings_around(headings: Sequence[Heading], position: int) -> list[Heading]:
    """Return the headings of the sections that one is in, outermost first, and itself."""
    path = [headings[position]]
    for heading in reversed(headings[:position]):
        if heading.level < path[0].level:
            path.insert(0, heading)
    return path


def heading_edit(heading: Heading, path: str, text: str, new: str) -> Edit | None:
    """Return the edit that gives a heading of a note another text, in one line.

    `text` is that of the note. The level, the markers and a block id at the end of the heading stay; the links and tags
    in it are replaced with its text. None where the new text would not read as this heading, or change another.
    """
    where = range_of(heading.span, text)
    place = _place(text[slice(*where)]) if where else None
    if where is None or place is None or not new.strip() or LINE_ENDING.search(new):
        return None
    change = Change(where[0] + place[0], where[0] + place[1], new.strip())
    kept = text[change.end : where[0] + _place_with_id(text[slice(*where)])[1]]
    changed = apply_changes(text, (change,))
    if not _is_right(path, text, changed, heading, f"{change.text}{kept}"):
        return None
    return Edit(path, lines_of(text).span(*change[:2]), change.text)


def _place(source: str) -> tuple[int, int] | None:
    """The offsets of the text in the source of a heading, without its block id; None if there is nothing else."""
    start, end = _place_with_id(source)
    block_id = _BLOCK_ID.search(source, start, end)
    end = block_id.start() if block_id else end
    return (start, end) if start < end else None


def _place_with_id(source: str) -> tuple[int, int]:
    if atx := ATX.match(source):
        inner = atx[1]
        start = atx.start(1) + len(inner) - len(inner.lstrip(" \t"))
        return start, start + len(strip_closing_hashes(inner.strip(" \t")))
    *lines, _ = re.split(r"(?<=\n)|(?<=\r)(?!\n)", source.rstrip("\r\n"))
    content = "".join(lines)
    return len(content) - len(content.lstrip(" \t")), len(content.rstrip(" \t\r\n"))


def _is_right(path: str, text: str, changed: str, heading: Heading, wanted: str) -> bool:
    """Whether a heading has become another in a changed text, and all else stays that is not in it."""
    for after_bom in (False, True):
        before = contents_of(path, text, after_bom=after_bom)
        if heading in before.headings:
            position = before.headings.index(heading)
            after = contents_of(path, changed, after_bom=after_bom)
            expected = [(each.level, each.text) for each in before.headings]
            expected[position] = heading.level, wanted
            if [(each.level, each.text) for each in after.headings] != expected:
                return False
            return _around(before, heading.span) == _around(after, after.headings[position].span)
    return False


def _around(contents: Contents, span: Span) -> tuple[object, ...]:
    """What a note says outside of a heading, and the block ids even there."""
    return (
        [link._replace(span=TOP) for link in contents.links if not holds(span, link.span)],
        [tag.name for tag in contents.tags if not holds(span, tag.span)],
        [block.id for block in contents.blocks],
        repr([(found.name, found.value) for found in contents.properties]),
        [
            (suppression.rule, suppression.first_line)
            for suppression in contents.suppressions
            if not holds(span, suppression.span)
        ],
    )
