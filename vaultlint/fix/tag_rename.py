"""Plan the renaming of a tag, in texts and in front matter, with the tags below it.

The statements cited (S6.9 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.link_rewriting import scalar_edit
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.planned import Planned
from vaultlint.model import Edit, Note
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import read_note, value_spans
from vaultlint.parse.markdown import TAG
from vaultlint.vault.index import Index

_PROPERTY = "tags"


def plan_tag_rename(index: Index, old: str, new: str, reader: NoteReader) -> Planned:
    """Plan to rename a tag and all tags below it, both given without `#`; raises `FixRefused`."""
    old, new = old.strip("/"), new.strip("/")
    if not is_tag(new):
        raise FixRefused(f'"#{new}" cannot be a tag: use letters, digits, `-`, `_` and `/`, and not digits alone')
    if old == new:
        raise FixRefused(f"the tag is #{new} already")
    edits: list[Edit] = []
    known: dict[str, None] = {}
    for path in index.listing.notes:
        note = index.note(path)
        tags = tags_of(note)
        known |= dict.fromkeys(tags)
        if any(_renamed(tag, old, new) for tag in tags):
            edits += _edits(note, old, new, reader)
    if not edits:
        raise FixRefused(f"no note has the tag #{old}{did_you_mean(old, known)}")
    merged = any(_is_below(tag, new) and not _is_below(tag, old) for tag in known)
    notices = (f"#{new} existed before, so the two tags are one now",) if merged else ()
    return Planned(Plan(tuple(edits)), notices=notices)


def is_tag(name: str) -> bool:
    """Whether Obsidian takes a name, without `#`, as a tag (S6.9); no part between slashes may be empty."""
    return bool(TAG.fullmatch(f"#{name}")) and not name.isdecimal() and all(name.split("/"))


def tags_of(note: Note) -> list[str]:
    """Return all tags of a note, without `#`."""
    return [*(name.removeprefix("#") for name in note.texts(_PROPERTY)), *(tag.name for tag in note.tags)]


def _renamed(tag: str, old: str, new: str) -> str | None:
    """What becomes of a tag; None if it is another one."""
    return new + tag[len(old) :] if _is_below(tag, old) else None


def _is_below(tag: str, top: str) -> bool:
    """Whether a tag is another or below it, ignoring case."""
    return f"{tag.lower()}/".startswith(f"{top.lower()}/")


def _edits(note: Note, old: str, new: str, reader: NoteReader) -> Sequence[Edit]:
    path, text = note.path, reader.text(note.path)
    edits = [
        Edit(path, tag.span, f"#{renamed}")
        for tag in note.tags
        if (renamed := _renamed(tag.name, old, new)) is not None
    ]
    edits += _property_edits(note, text, old, new)
    after = read_note(path, edited_bytes(reader.data[path], edits))
    if tags_of(after) != [_renamed(tag, old, new) or tag for tag in tags_of(note)]:
        raise FixRefused(f"{path}: the tag cannot be renamed without changing how the note is read")
    return edits


def _property_edits(note: Note, text: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of the property `tags`, which is one tag or a list of them."""
    found = note.get(_PROPERTY)
    if found is None:
        return
    values = list(found.value) if isinstance(found.value, list | tuple) else [found.value]
    spans = value_spans(text)
    for position, value in enumerate(values):
        name = value.removeprefix("#") if isinstance(value, str) else ""
        renamed = _renamed(name, old, new)
        if not isinstance(value, str) or renamed is None:
            continue
        where = (found.name, position) if isinstance(found.value, list | tuple) else (found.name,)
        span = spans.get(where, found.value_span)
        edit = scalar_edit(note.path, span, text, f"#{renamed}" if value.startswith("#") else renamed)
        if edit is None:
            raise FixRefused(f'{note.path}:{span.line}:{span.column}: "{value}" cannot be rewritten there')
        yield edit
