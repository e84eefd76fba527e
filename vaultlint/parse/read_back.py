"""Read a changed file back, and tell whether it says what it shall: a link has changed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from vaultlint.model import TOP, Contents, Link, Span
from vaultlint.obsidian.settings import extension
from vaultlint.parse.canvas import read_canvas
from vaultlint.parse.note import read_note
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.utf8 import BOM


@lru_cache(maxsize=4)  # a file may have many links to write
def lines_of(text: str) -> LineIndex:
    """Return the lines of a file's text."""
    return LineIndex(text)


def range_of(span: Span, text: str) -> tuple[int, int] | None:
    """Return the offsets of a span; None if it is not in the text."""
    lines = lines_of(text)
    try:
        return lines.offset(*span[:2]), lines.offset(*span[2:])
    except ValueError:
        return None


@lru_cache(maxsize=4)
def contents_of(path: str, text: str, *, after_bom: bool = False) -> Contents:
    """Read the text of a note or canvas; with `after_bom`, as if a byte order mark were before it."""
    data = f"{BOM if after_bom else ''}{text}".encode(errors="replace")
    read = read_canvas if extension(path) == "canvas" else read_note
    return read(path, data).contents


def only_changes(path: str, text: str, new: str, link: Link, is_right: Callable[[Link], bool]) -> bool:
    """Whether one link of a file becomes a right one, and all else stays, when its text becomes a new one.

    A heading may have the link in it. What follows one reference definition changes together.
    """
    for after_bom in (False, True):
        before = contents_of(path, text, after_bom=after_bom)
        if link in before.links:
            return _is_only_change(before, contents_of(path, new, after_bom=after_bom), link, is_right)
    return False


def _is_only_change(before: Contents, after: Contents, link: Link, is_right: Callable[[Link], bool]) -> bool:
    if len(before.links) != len(after.links):
        return False
    new = after.links[before.links.index(link)]
    if (new.kind, new.counted, new.in_table) != (link.kind, link.counted, link.in_table) or not is_right(new):
        return False
    others = zip(before.links, after.links, strict=True)
    return same_but(before, after, link.span) and all(
        old == link or _is_same(old, new, link, is_right) for old, new in others
    )


def same_but(before: Contents, after: Contents, changed: Span) -> bool:
    """Whether two versions of a file say the same, links aside, but for headings around a span of the first."""
    if _outline(before) != _outline(after) or len(before.headings) != len(after.headings):
        return False
    return all(
        (old.level, old.text) == (new.level, new.text) or (old.level == new.level and holds(old.span, changed))
        for old, new in zip(before.headings, after.headings, strict=True)
    )


def _outline(contents: Contents) -> tuple[object, ...]:
    """What a file says without headings and links, and without the places of it."""
    return (
        repr([(found.name, found.value) for found in contents.properties]),  # NaN equals nothing
        [block.id for block in contents.blocks],
        [tag.name for tag in contents.tags],
        [suppression.rule for suppression in contents.suppressions],
        [(flaw.rule, flaw.message) for flaw in contents.flaws],
    )


def _is_same(old: Link, new: Link, link: Link, is_right: Callable[[Link], bool]) -> bool:
    has_same_definition = not link.counted and not old.counted and old[2:4] == link[2:4]
    if has_same_definition and new.kind is old.kind and is_right(new):
        return True
    is_nested = holds(old.span, link.span) or holds(link.span, old.span)
    ignored = {"raw": "", "span": TOP} if is_nested else {"span": TOP}
    return old._replace(**ignored) == new._replace(**ignored)


def holds(outer: Span, inner: Span) -> bool:
    """Whether a span has another in it."""
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]
