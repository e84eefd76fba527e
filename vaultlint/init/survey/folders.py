"""The folders of a vault that hold enough notes for a configuration of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vaultlint.model import Note

MIN_NOTES = 10
"""The number of notes from which on a folder is surveyed on its own."""

MAX_DEPTH = 4
"""The levels of folders that are surveyed; deeper notes count for the folder above."""


@dataclass(frozen=True)
class Folder:
    """A folder (`""` is the vault) with all notes in and below it, and its larger subfolders."""

    path: str
    notes: tuple[Note, ...]
    folders: tuple[Folder, ...] = ()


def folder_tree(notes: Iterable[Note], path: str = "", depth: int = MAX_DEPTH) -> Folder:
    """Build the folder at `path` from its notes."""
    notes = tuple(notes)
    start = len(path) + 1 if path else 0
    below: dict[str, list[Note]] = {}
    for note in notes if depth else ():
        name, slash, _ = note.path[start:].partition("/")
        if slash:
            below.setdefault(note.path[:start] + name, []).append(note)
    folders = (folder_tree(inner, name, depth - 1) for name, inner in sorted(below.items()) if len(inner) >= MIN_NOTES)
    return Folder(path, notes, tuple(folders))


def folders_where(condition: Callable[[Note], bool], folder: Folder) -> Iterator[tuple[Folder, int]]:
    """Find subfolders in which a condition holds for most notes, with the number of those notes.

    A folder with a subfolder in which it mostly does not hold is not returned itself, but searched.
    """
    for each in folder.folders:
        count = sum(map(condition, each.notes))
        is_mixed = any(sum(map(condition, inner.notes)) * 4 < len(inner.notes) for inner in each.folders)
        if count >= MIN_NOTES and count * 2 > len(each.notes) and not is_mixed:
            yield each, count
        else:
            yield from folders_where(condition, each)
