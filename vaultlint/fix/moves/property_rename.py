"""Plan the renaming of a property in all notes that have it."""

from __future__ import annotations

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.note_reader import NoteReader
from vaultlint.model import Edit, Note
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import read_note
from vaultlint.parse.yaml_writer import scalar_edit
from vaultlint.text.control_characters import CONTROL
from vaultlint.vault.index import Index


def plan_property_rename(index: Index, old: str, new: str, reader: NoteReader) -> Planned:
    """Plan to rename a property; names match in any case. Raises `FixRefused`, also where a note has both."""
    new = new.strip()
    if not new or CONTROL.search(new):
        raise FixRefused(f'"{new}" cannot be the name of a property')
    notes = [index.note(path) for path in index.listing.notes]
    having = [note for note in notes if note.has(old)]
    if not having:
        raise FixRefused(
            f'no note has the property "{old}"{did_you_mean(old, {name for note in notes for name in note.names})}'
        )
    if old.lower() != new.lower() and (both := next((note for note in having if note.has(new)), None)):
        raise FixRefused(f'{both.path} has both "{old}" and "{new}": merge them there first')
    edits = [edit for note in having for edit in _edits(note, old, new, reader)]
    if not edits:
        raise FixRefused(f'the property is "{new}" already')
    is_known = any(note.has(new) for note in notes) and old.lower() != new.lower()
    notices = (f'other notes had "{new}" before, so the two properties are one now',) if is_known else ()
    return Planned(Plan(tuple(edits)), notices=notices)


def _edits(note: Note, old: str, new: str, reader: NoteReader) -> list[Edit]:
    path, text = note.path, reader.text(note.path)
    edits: list[Edit] = []
    for found in note.properties:
        if found.name.lower() == old.lower() and found.name != new:
            edit = scalar_edit(path, found.span, text, new)
            if edit is None:
                raise FixRefused(f'{path}:{found.span.line}:{found.span.column}: "{new}" cannot be written there')
            edits.append(edit)
    after = read_note(path, edited_bytes(reader.data[path], edits)) if edits else note
    expected = [(new if found.name.lower() == old.lower() else found.name, found.value) for found in note.properties]
    if [(found.name, found.value) for found in after.properties] != expected:
        raise FixRefused(f"{path}: the property cannot be renamed without changing how the note is read")
    return edits
