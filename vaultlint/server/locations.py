"""Where a link leads: a place in a file of the vault."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.model import TOP, Heading, Note, ResolvedLink, Span
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note


class FileLocation(NamedTuple):
    """A place in a file of the vault."""

    path: str
    span: Span


def targets_of(index: Index, found: ResolvedLink) -> tuple[FileLocation, ...]:
    """Return where a link leads: one place, several for an ambiguous name, none for a link that leads nowhere.

    The place is that of the heading or block that the link names, or the top of the file, also where it lacks them.
    """
    paths = found.candidates or ((found.resolved,) if found.resolved else ())
    return tuple(FileLocation(path, anchor_span(index, path, found.link.fragment) or TOP) for path in paths)


def anchor_span(index: Index, path: str, fragment: str | None) -> Span | None:
    """Return the span of the heading or block that a fragment, with its `#`, names; None if the file lacks it."""
    if not fragment or not is_note(path):
        return None
    note = index.note(path)
    if block_id := block_id_in(fragment):
        return next((block.span for block in note.blocks if block.id.lower() == block_id), None)
    position = heading_position(index, path, fragment)
    return None if position is None else note.headings[position].span


def block_id_in(fragment: str) -> str | None:
    """Return the id that a fragment names, in lower case and without `^`; None if it names a heading."""
    name = fragment.strip("# ")
    return name[1:].lower() if name.startswith("^") and "#" not in name else None


def heading_position(index: Index, path: str, fragment: str) -> int | None:
    """Return the position of the heading to which a fragment leads; None if the note lacks it."""
    anchors = index.anchors(path)
    positions = anchors.headings_on(fragment) if anchors and not block_id_in(fragment) else []
    return positions[-1] if positions else None


def section_end(note: Note, heading: Heading) -> int | None:
    """Return the line of the next heading that is not deeper, where the section ends; None at the end of the note."""
    following = (each for each in note.headings if each.span > heading.span and each.level <= heading.level)
    return next((each.span.line for each in following), None)
