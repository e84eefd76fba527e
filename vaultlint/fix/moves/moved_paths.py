"""Which file is where once some files and folders are moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vaultlint.fix.edits import Move
from vaultlint.obsidian.names import folder_of


def moved_paths(moves: Sequence[Move], paths: Iterable[str]) -> dict[str, str]:
    """Return the new path of each file that some moves of files and folders take along, by its old path."""
    files = dict(moves)
    folders = {f"{old}/": f"{new}/" for old, new in moves}
    found: dict[str, str] = {}
    for path in paths if moves else ():
        if path in files:
            found[path] = files[path]
        elif folder := next((folder for folder in folders if path.startswith(folder)), None):
            found[path] = folders[folder] + path[len(folder) :]
    return found


def relative_target(path: str, source: str) -> str:
    """Return the path of a file from the folder of the file `source`, as in `../Log/Tea.md`."""
    parts, folders = path.split("/"), folder_of(source).split("/") if folder_of(source) else []
    shared = 0
    while shared < min(len(folders), len(parts) - 1) and folders[shared] == parts[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folders) - shared), *parts[shared:]])


def mapped(paths: Iterable[str], moved: Mapping[str, str]) -> list[str]:
    """Return the new paths of some files."""
    return [moved.get(path, path) for path in paths]


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return all folders that some files are in, and those around them."""
    found: set[str] = set()
    for path in paths:
        folder = folder_of(path)
        while folder and folder not in found:
            found.add(folder)
            folder = folder_of(folder)
    return frozenset(found)
