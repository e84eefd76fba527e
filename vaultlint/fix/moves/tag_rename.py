"""Plan the renaming of a tag, in texts and in front matter, with the tags below it."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.note_reader import NoteReader
from vaultlint.model import Edit, Note
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import read_note
from vaultlint.parse.tag_writer import TAG_PROPERTIES, is_tag, tag_edits
from vaultlint.vault.index import Index


def plan_tag_rename(index: Index, old: str, new: str, reader: NoteReader) -> Planned:
    """Plan to rename a tag and all tags below it, both given without `#`; raises `FixRefused`."""
    old, new = old.rstrip("/"), new.rstrip("/")
    if not is_tag(new):
        raise FixRefused(f'"#{new}" cannot be a tag: use letters, digits, `-`, `_` and `/`, and not digits alone')
    if old == new:
        raise FixRefused(f"the tag is #{new} already")
    edits: list[Edit] = []
    known: set[str] = set()
    for path in index.listing.notes:
        note = index.note(path)
        tags = {*note.texts("tags"), *note.texts("tag"), *(tag.name for tag in note.tags)}
        known |= {part.removeprefix("#") for tag in tags for part in tag.replace(",", " ").split()}
        if any(old.lower() in tag.lower() for tag in tags):
            edits += _edits(note, old, new, reader)
    if not edits:
        raise FixRefused(f"no note has the tag #{old}{did_you_mean(old, sorted(known))}")
    merged = any(_is_below(tag, new) and not _is_below(tag, old) for tag in known)
    notices = (f"there were notes with #{new} before: the two tags are one now",) if merged else ()
    return Planned(Plan(tuple(edits)), notices=notices)


def _is_below(tag: str, top: str) -> bool:
    """Whether a tag is another or below it, ignoring case."""
    return f"{tag.lower()}/".startswith(f"{top.lower()}/")


def _edits(note: Note, old: str, new: str, reader: NoteReader) -> Sequence[Edit]:
    edits = tag_edits(note, reader.text(note.path), old, new)
    if edits is None:
        raise FixRefused(f"{note.path}: #{old} cannot be renamed: edit {_names(note)} there first")
    after = read_note(note.path, edited_bytes(reader.data[note.path], edits))
    expected = [new + tag.name[len(old) :] if _is_below(tag.name, old) else tag.name for tag in note.tags]
    if [tag.name for tag in after.tags] != expected:
        raise FixRefused(f"{note.path}: #{old} cannot be renamed without changing how the note is read")
    return edits


def _names(note: Note) -> str:
    return " and ".join(f"`{found.name}`" for found in note.properties if found.name.lower() in TAG_PROPERTIES)
