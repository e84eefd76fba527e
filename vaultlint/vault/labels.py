"""The tags and properties of notes: which there are, which notes have them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vaultlint.model import Note, Span, Tag
from vaultlint.parse import ValuePath
from vaultlint.parse.tags import is_tag


def notes_by_tag(notes: Iterable[Note]) -> dict[str, list[str]]:
    """Return the paths of the notes that have each tag, in their order, by the tag as it is spelled."""
    found: dict[str, list[str]] = {}
    for note in notes:
        for name in {*(tag.name for tag in note.tags), *property_tags(note)}:
            found.setdefault(name, []).append(note.path)
    return found


def notes_by_property(notes: Iterable[Note]) -> dict[str, list[str]]:
    """Return the paths of the notes that have each property, in their order, by its name as it is spelled."""
    found: dict[str, list[str]] = {}
    for note in notes:
        for each in note.properties:
            found.setdefault(each.name, []).append(note.path)
    return found


def property_tags(note: Note) -> Iterator[str]:
    """Yield the tags in the front matter of a note, without `#`, as `tags` has them."""
    for text in note.texts("tags"):
        if is_tag(name := _name(text)):
            yield name


def tags_of(note: Note, spans: Mapping[ValuePath, Span]) -> tuple[Tag, ...]:
    """Return all tags of a note in the order of the text; `spans` are those of the values in its front matter.

    An item of `tags` has the span of its whole value, quotes included.
    """
    found = note.get("tags")
    if found is None or found.value is None:
        return note.tags
    values = found.value if isinstance(found.value, list) else [found.value]
    listed = (
        Tag(name, spans.get((found.name, at), found.value_span))
        for at, value in enumerate(values)
        if isinstance(value, str) and is_tag(name := _name(value))
    )
    return (*listed, *note.tags)


def _name(text: str) -> str:
    return text.strip().removeprefix("#")
