"""Plan the renaming of a heading, with all links that name it.

The statements cited (S4.3 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.link_rewriting import heading_edit
from vaultlint.fix.link_targets import seen_text
from vaultlint.fix.move_planner import Planned
from vaultlint.fix.note_reader import NoteReader
from vaultlint.model import Edit, Heading, Link, Note
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import read_note
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.text.control_characters import CONTROL
from vaultlint.vault.anchors import Anchors, fold_heading
from vaultlint.vault.index import Index

_NOT_IN_FRAGMENT = re.compile(r"[#|^:\\]|%%|\[\[|\]\]")
"""What Obsidian replaces with a space where it writes a link to a heading (S4.3)."""

_BRACKETS = re.compile(r"[\[\]]")


def plan_heading_rename(
    index: Index, path: str, old: str, new: str, reader: NoteReader, *, keep_text: bool = False
) -> Planned:
    """Plan to give a heading of a note another text; raises `FixRefused`.

    `old` is the heading as it is written or as a link names it, so `Part#Detail` is the first `Detail` below `Part`.
    """
    return _HeadingRename(index, path, old, new, reader, keep_text=keep_text).planned()


def link_form(heading: str) -> str:
    """Return a heading as Obsidian writes it in a link (S4.3)."""
    return " ".join(_NOT_IN_FRAGMENT.sub(" ", heading).split())


class _HeadingRename:
    def __init__(self, index: Index, path: str, old: str, new: str, reader: NoteReader, *, keep_text: bool) -> None:
        self._index = index
        self._path = path
        self._new = new.strip()
        self._reader = reader
        self._keep_text = keep_text
        note = index.note(path)
        self._before = Anchors(note)
        self._at = _position(note, old)
        self._edit = self._heading_edit(note.headings[self._at])
        self._renamed = read_note(path, edited_bytes(reader.data[path], [self._edit]))
        self._check_headings(note)
        self._after = Anchors(self._renamed)

    def _heading_edit(self, heading: Heading) -> Edit:
        if not self._new or CONTROL.search(self._new):
            raise FixRefused(f'"{self._new}" cannot be a heading: give it a text of one line')
        if heading.text == self._new:
            raise FixRefused(f'{self._path}:{heading.span.line}: the heading is "{self._new}" already')
        edit = heading_edit(heading, self._path, self._reader.text(self._path), self._new)
        if edit is None:
            raise FixRefused(f"{self._path}:{heading.span.line}: the heading cannot be rewritten")
        return edit

    def _check_headings(self, note: Note) -> None:
        """Refuse a text that the note would not have as its heading, such as one that ends with ` #`."""
        expected = [(heading.level, heading.text) for heading in note.headings]
        expected[self._at] = (expected[self._at][0], self._new)
        if [(heading.level, heading.text) for heading in self._renamed.headings] != expected:
            line = note.headings[self._at].span.line
            raise FixRefused(f'{self._path}:{line}: "{self._new}" would not read as this heading: choose another text')

    def planned(self) -> Planned:
        edits: list[Edit] = []
        for path in sorted({*self._index.backlinks.to(self._path), self._path}):
            for link in self._index.document(path).links:
                if link.fragment and not link.external:
                    edits += self._link_edits(link, path)
        return Planned(Plan(tuple(dict.fromkeys((self._edit, *edits)))))

    def _link_edits(self, link: Link, path: str) -> Sequence[Edit]:
        fragment = link.fragment or ""
        if self._index.resolver.resolve(link, path).resolved != self._path:
            return ()
        named = self._before.headings_on(fragment)
        if not named or fragment.lstrip("# ").startswith("^"):
            return ()
        if self._at not in named and self._after.headings_on(fragment)[-1:] == named[-1:]:
            return ()
        text = self._reader.text(path)
        display = seen_text(link) if self._keep_text else None
        for candidate in self._fragments(fragment, named):
            leads_there = self._after.headings_on(candidate)[-1:] == named[-1:]
            if leads_there and (edits := link_edits(link, path, text, NewLink(link.target, candidate, display))):
                return edits
            if leads_there and candidate == fragment:
                return ()
        line, column = link.span[:2]
        raise FixRefused(
            f'{path}:{line}:{column}: {link.raw} would lead to another heading, or to none: choose another than "{self._new}"'
        )

    def _fragments(self, fragment: str, named: Sequence[int]) -> Iterator[str]:
        """Yield what may lead to the last of the headings that a fragment names, the nearest to what it is first."""
        step_of = iter(named)
        parts = [(part, next(step_of) if part.strip() else -1) for part in fragment.removeprefix("#").split("#")]
        for form in (link_form, _without_brackets):
            yield "".join(f"#{form(self._new) if at == self._at else part}" for part, at in parts)
        yield "".join(f"#{link_form(self._renamed.headings[at].text)}" for at in self._steps_to(named[-1]))

    def _steps_to(self, position: int) -> list[int]:
        """The headings around one, outermost first, and itself."""
        headings = self._renamed.headings
        steps = [position]
        for at in reversed(range(position)):
            if headings[at].level < headings[steps[0]].level:
                steps.insert(0, at)
        return steps


def _without_brackets(heading: str) -> str:
    return " ".join(_BRACKETS.sub(" ", link_form(heading)).split())


def _position(note: Note, old: str) -> int:
    """The position of the heading that is meant; raises `FixRefused`."""
    texts = [heading.text for heading in note.headings]
    if old.strip() in texts:
        return texts.index(old.strip())
    folded = [fold_heading(text) for text in texts]
    if fold_heading(old) in folded:
        return folded.index(fold_heading(old))
    if steps := Anchors(note).headings_on(old):
        return steps[-1]
    raise FixRefused(f'{note.path} has no heading "{old}"{did_you_mean(old, texts)}')
