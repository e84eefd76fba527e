"""Ask the parser whether what is being typed is a link, and write others in its place.

A link is put where the user types and the note is read with it. So code, math, tables, properties and whatever else
decides whether and how a link is read there need no second description; `link_writer` then makes of it each link that
is offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vaultlint.model import Link
from vaultlint.parse.changes import Change, apply_changes, joined
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.parse.read_back import range_of
from vaultlint.server.cursor import Cursor


class LinkProbe(NamedTuple):
    """A link that was read in place of what is between two offsets of the note; `text` is that of the note with it."""

    cursor: Cursor
    start: int
    end: int
    text: str
    link: Link

    def written(self, to: NewLink) -> str | None:
        """Return what must stand between the two offsets so that the link says something else; None if it cannot."""
        edits = link_edits(self.link, self.cursor.path, self.text, to)
        if edits is None:
            return None
        places = [(range_of(edit.span, self.text), edit.text) for edit in edits]
        new = apply_changes(self.text, joined(Change(*where, text) for where, text in places if where))
        before, after = self.cursor.text[: self.start], self.cursor.text[self.end :]
        if not (new.startswith(before) and new.endswith(after)):
            return None
        return new[self.start : len(new) - len(after)]


def probe(cursor: Cursor, start: int, end: int, source: str, tail: str = "") -> LinkProbe | None:
    """Put a source, with which a link ends, and a tail behind it between two offsets; None if no link ends there."""
    text = cursor.with_text(start, end, source + tail)
    link_end = start + len(source)
    for link in cursor.read(text).links:
        where = range_of(link.span, text)
        if where and where[1] == link_end and where[0] < link_end and link.counted and not link.external:
            return LinkProbe(cursor, start, end, text, link)
    return None


def first_probe(cursor: Cursor, ways: Iterable[tuple[int, int, str, str]]) -> LinkProbe | None:
    """Return the first of some probes, given as the arguments of `probe`, at which a link is read."""
    probes = (probe(cursor, *way) for way in ways)
    return next((found for found in probes if found), None)
