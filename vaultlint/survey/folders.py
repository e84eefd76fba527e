"""The folders of a vault that hold enough notes to have habits of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vaultlint.model import Note

ENOUGH = 10
"""Notes from which on a folder is looked at; fewer problems than that are simply read."""

DEPTH = 3
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

    A folder that holds a folder of the other kind is not named itself, its own folders are.
    """
    for each in folder.folders:
        count = sum(map(is_so, each.notes))
        is_mixed = any(not _is_most(sum(map(is_so, inner.notes)), inner) for inner in each.folders)
        if _is_most(count, each) and not is_mixed:
            yield each, count
        else:
            yield from folders_where(is_so, each)


def _is_most(count: int, folder: Folder) -> bool:
    return count >= ENOUGH and count * 2 > len(folder.notes)
