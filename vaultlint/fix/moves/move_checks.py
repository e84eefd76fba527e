"""Refuse moves that cannot or should not be made, before anything is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.errors import FixRefused
from vaultlint.files.file_names import name_faults
from vaultlint.fix.edits import Move
from vaultlint.fix.moves.moved_paths import folders_of
from vaultlint.obsidian.names import fold, folder_of
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note


def check_move(index: Index, move: Move, *, is_folder: bool, force: bool = False) -> None:
    """Raise `FixRefused` for a move that should not be made. `force` allows names that only other systems refuse."""
    old, new = move
    paths = index.documents.files
    if old == new:
        raise FixRefused(f'"{old}" already has that name')
    if is_folder and f"{new}/".startswith(f"{old}/"):
        raise FixRefused(f'"{old}" cannot be moved into itself')
    if new in paths or any(path.startswith(f"{new}/") for path in paths):
        raise FixRefused(f'"{new}" already exists')
    if not is_folder:
        _check_extension(index, move)
    for path in _created(move, folders_of(paths)):
        _check_name(path, move, is_note_name=path == new and not is_folder and is_note(new), force=force)
        twin = next((other for other in _staying(paths, move) if fold(other) == fold(path)), None)
        if twin is not None and not force:
            raise FixRefused(f'"{path}" differs from "{twin}" only in case: write it the same, or pass --force')


def _check_extension(index: Index, move: Move) -> None:
    old, new = move
    if is_note(old) and not is_note(new):
        raise FixRefused(f'"{new}" is no note: a note\'s name ends with ".md"')
    if is_note(new) and not is_note(old):
        raise FixRefused(f'"{new}" would become a note: keep the extension of "{old}"')
    if index.settings.shows(old) and not index.settings.shows(new):
        raise FixRefused(f'Obsidian does not show files like "{new}": keep the extension of "{old}"')


def _check_name(path: str, move: Move, *, is_note_name: bool, force: bool) -> None:
    name = path.rpartition("/")[2]
    faults = name_faults(name, is_note=is_note_name)
    if faults.forbidden:
        raise FixRefused(f'the name "{name}" {faults.forbidden}')
    if faults.unportable and not force and name != move.old.rpartition("/")[2]:
        raise FixRefused(f'the name "{name}" {faults.unportable}: choose another, or pass --force')


def _created(move: Move, folders: frozenset[str]) -> Iterator[str]:
    """Yield the new path, and those of the folders that are created for it."""
    yield move.new
    folder = folder_of(move.new)
    while folder and folder not in folders:
        yield folder
        folder = folder_of(folder)


def _staying(paths: Iterable[str], move: Move) -> Iterable[str]:
    """The files and folders that stay where they are."""
    old = move.old
    files = [path for path in paths if path != old and not path.startswith(f"{old}/")]
    return (*files, *folders_of(files))
