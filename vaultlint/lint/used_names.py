"""Find the tags and properties that the notes of a vault use, with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.model import Note, Span
from vaultlint.vault.labels import tags_of
from vaultlint.vault.vault import Vault


class Place(NamedTuple):
    """Where a name is used, and how it is spelled there."""

    path: str
    span: Span
    spelling: str


class UsedName(NamedTuple):
    """A tag, without `#`, or a property, with its places by path and position; case does not matter.

    `name` is the most common spelling.
    """

    name: str
    places: tuple[Place, ...]


def find_tags(
    vault: Vault, selection: Selection, is_requested: Callable[[str], bool], *, is_exact: bool
) -> tuple[UsedName, ...]:
    """Find the tags in notes that are requested and not excluded, most used first.

    Unless `is_exact`, a tag in the front matter has the place of all of `tags`, for which no note is read again.
    """
    notes = _checked(vault, selection, is_requested)
    return _grouped(
        Place(note.path, tag.span, tag.name)
        for note in notes
        for tag in (vault.tags_of(note) if is_exact else tags_of(note, {}))
    )


def find_properties(vault: Vault, selection: Selection, is_requested: Callable[[str], bool]) -> tuple[UsedName, ...]:
    """Find the properties of notes that are requested and not excluded, most used first."""
    notes = _checked(vault, selection, is_requested)
    return _grouped(Place(note.path, found.span, found.name) for note in notes for found in note.properties)


def _checked(vault: Vault, selection: Selection, is_requested: Callable[[str], bool]) -> Iterator[Note]:
    for path, note in vault.notes.items():
        if is_requested(path) and not selection.excludes(path, vault.settings):
            yield note


def _grouped(places: Iterable[Place]) -> tuple[UsedName, ...]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.spelling.lower(), []).append(place)
    names = [UsedName(_most_common(place.spelling for place in each), tuple(each)) for each in found.values()]
    return tuple(sorted(names, key=lambda name: (-len(name.places), name.name.lower())))


def _most_common(spellings: Iterable[str]) -> str:
    """Return the most common spelling, the first of several."""
    return Counter(spellings).most_common(1)[0][0]
