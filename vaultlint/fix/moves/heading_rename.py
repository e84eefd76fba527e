"""Plan the renaming of a heading, with all links that name it."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.moves.link_targets import seen_text
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.moves.renamed_headings import RenamedHeadings
from vaultlint.fix.note_reader import NoteReader
from vaultlint.model import Edit, Link, Note
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import read_note
from vaultlint.parse.heading_writer import heading_edit
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.text.control_characters import CONTROL
from vaultlint.vault.anchors import Anchors, fold_heading
from vaultlint.vault.index import Index


def plan_heading_rename(
    index: Index, path: str, old: str | int, new: str, reader: NoteReader, *, keep_text: bool = False
) -> Planned:
    """Plan to give a heading of a note another text; raises `FixRefused`.

    `old` is the heading as it is written or as a link names it, so `Part#Detail` is the first `Detail` below `Part`; or
    its position among the headings of the note. With `keep_text`, links show the text that they showed before.
    """
    edit, renamed = _renamed(index.note(path), old, new.strip(), reader)
    edits = [edit]
    for source in sorted({*index.backlinks.to(path), path}):
        for link in index.document(source).links:
            if link.fragment and not link.external and index.resolver.resolve(link, source).resolved == path:
                edits += _link_edits(link, source, renamed, reader, keep_text=keep_text)
    dropped = [(path, link.span) for link in index.note(path).links if edit.span[:2] <= link.span[:2] < edit.span[2:]]
    return Planned(Plan(tuple(dict.fromkeys(edits))), dropped=tuple(dropped))


def _renamed(note: Note, old: str | int, new: str, reader: NoteReader) -> tuple[Edit, RenamedHeadings]:
    """Return the edit of the heading, and what links to it become; raises `FixRefused`."""
    at = old if isinstance(old, int) else _position(note, old)
    heading, path = note.headings[at], note.path
    line = heading.span.line
    if not new or CONTROL.search(new):
        raise FixRefused(f'"{new}" cannot be a heading: give it a text of one line')
    if heading.text == new:
        raise FixRefused(f'{path}:{line}: the heading is "{new}" already')
    edit = heading_edit(heading, path, reader.text(path), new)
    if edit is None:
        raise FixRefused(f'{path}:{line}: "{new}" would not read as this heading: choose another text')
    after = read_note(path, edited_bytes(reader.data[path], [edit]))
    return edit, RenamedHeadings(note, after)


def _link_edits(
    link: Link, path: str, renamed: RenamedHeadings, reader: NoteReader, *, keep_text: bool
) -> Sequence[Edit]:
    fragments = renamed.fragments(link.fragment or "")
    if fragments == [link.fragment]:
        return ()
    display = seen_text(link) if keep_text else None
    for fragment in fragments:
        edits = link_edits(link, path, reader.text(path), NewLink(link.target, fragment, display))
        if edits is not None:
            return edits
    line, column = link.span[:2]
    raise FixRefused(f"{path}:{line}:{column}: {link.raw} would lead to another heading: choose another text")


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
