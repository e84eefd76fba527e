"""The folders of a vault that hold enough notes to have habits of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vaultlint.model import Note

ENOUGH = 10
"""Notes from which on a folder is looked at; fewer problems than that are simply read."""

DEPTH = 4
"""Levels of folders that are looked at; what lies deeper counts for the folder above it."""


@dataclass(frozen=True)
class Folder:
    """A folder (`""` is the vault) with all notes in it and below, and its larger folders."""

    path: str
    notes: tuple[Note, ...]
    folders: tuple[Folder, ...] = ()


def folder_tree(notes: Iterable[Note], path: str = "", depth: int = DEPTH) -> Folder:
    """The folder at `path` that holds the notes."""
    notes = tuple(notes)
    start = len(path) + 1 if path else 0
    below: dict[str, list[Note]] = {}
    for note in notes if depth else ():
        name, slash, _ = note.path[start:].partition("/")
        if slash:
            below.setdefault(note.path[:start] + name, []).append(note)
    folders = (folder_tree(inner, name, depth - 1) for name, inner in sorted(below.items()) if len(inner) >= ENOUGH)
    return Folder(path, notes, tuple(folders))


def folders_where(is_so: Callable[[Note], bool], folder: Folder) -> Iterator[tuple[Folder, int]]:
    """The folders below in which something is so of most notes, and of how many.

    A folder is not named itself, but its own folders are, if one of these is of the other kind.
    """
    for each in folder.folders:
        count = sum(map(is_so, each.notes))
        is_mixed = any(sum(map(is_so, inner.notes)) * 4 < len(inner.notes) for inner in each.folders)
        if count >= ENOUGH and count * 2 > len(each.notes) and not is_mixed:
            yield each, count
        else:
            yield from folders_where(is_so, each)
