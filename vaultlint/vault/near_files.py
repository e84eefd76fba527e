"""Find the files of a vault that the author of a dangling link may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vaultlint.model import MAX_SUGGESTIONS
from vaultlint.obsidian.names import fold, folder_of, stem
from vaultlint.obsidian.settings import are_alike, extension
from vaultlint.vault.near_names import Grade, NearNames, is_slip
from vaultlint.vault.resolver import wanted_path


class NearFile(NamedTuple):
    """A file whose name, or one of whose aliases, is near to the target of a link.

    `name` is that name or alias as it is written. `display` is what a link to the file should show to read as the
    author wrote it: the alias, the words in their order and number, or nothing, where the name was only misspelt.
    """

    path: str
    name: str
    display: str = ""
    is_alias: bool = False


class NearFiles:
    """The notes of a vault by their names and aliases, and its other files by their names."""

    def __init__(
        self, notes: Iterable[str], aliases: Iterable[tuple[str, Iterable[str]]], files: Iterable[str]
    ) -> None:
        self._notes: dict[str, list[tuple[str, bool]]] = {}
        for path in notes:
            self._notes.setdefault(stem(path), []).append((path, False))
        for path, names in aliases:
            for alias in dict.fromkeys(names):
                self._notes.setdefault(alias, []).append((path, True))
        self._files: dict[str, list[str]] = {}
        for path in files:
            self._files.setdefault(stem(path), []).append(path)
        self._note_names = NearNames(self._notes)
        self._file_names = NearNames(self._files)

    def add_note(self, path: str, name: str, *, is_alias: bool) -> None:
        """Add a name or an alias of a note."""
        self._notes.setdefault(name, []).append((path, is_alias))
        self._note_names.add(name)

    def remove_note(self, path: str, name: str, *, is_alias: bool) -> None:
        """Remove a name or an alias of a note, as it was added."""
        self._notes[name].remove((path, is_alias))
        if not self._notes[name]:
            del self._notes[name]
            self._note_names.remove(name)

    def add_file(self, path: str) -> None:
        """Add a file that is no note."""
        self._files.setdefault(stem(path), []).append(path)
        self._file_names.add(stem(path))

    def remove_file(self, path: str) -> None:
        """Remove a file that is no note."""
        name = stem(path)
        self._files[name].remove(path)
        if not self._files[name]:
            del self._files[name]
            self._file_names.remove(name)

    def is_crowded(self, name: str) -> bool:
        """Tell whether so many names are like this one that it may matter to any of them."""
        return self._note_names.is_crowded(name) or self._file_names.is_crowded(name)

    def notes_near(self, target: str, source: str) -> tuple[NearFile, ...]:
        """Return the notes that a target in the file `source` may mean, best first."""
        name = target.rpartition("/")[2]
        found: dict[str, NearFile] = {}
        name = name[:-3] if fold(name).endswith(".md") else name
        for near, grade in self._note_names.graded(name):
            for path, is_alias in self._notes[near]:
                if path not in found or (found[path].is_alias and not is_alias):
                    display = name if grade is Grade.WORDS else near if is_alias else ""
                    found[path] = NearFile(path, near, display, is_alias)
        return _best(found.values(), target, source) if found else ()

    def files_near(self, target: str, source: str) -> tuple[NearFile, ...]:
        """Return the other files that a target in the file `source` may mean, best first.

        Their extension is the same, one of the same medium, or one that was misspelt.
        """
        wanted = extension(target)
        return _best(self._files_near(target, wanted), target, source) if wanted else ()

    def _files_near(self, target: str, wanted: str) -> Iterator[NearFile]:
        for near, grade in self._file_names.graded(stem(target)):
            for path in self._files[near]:
                kind = extension(path)
                is_other = grade is Grade.SPELLING and (are_alike(kind, wanted) or is_slip(wanted, kind))
                if kind == wanted or is_other:
                    yield NearFile(path, near)


def _best(found: Iterable[NearFile], target: str, source: str) -> tuple[NearFile, ...]:
    """Sort files: by name before by alias, and in the folder that was asked for before others.

    A file does not mean itself. More files than there are suggestions say nothing about which one is meant.
    """
    others = [each for each in found if each.path != source]
    if len(others) > MAX_SUGGESTIONS:
        return ()
    folder = fold(folder_of(wanted_path(target, source) if "/" in target else source))
    return tuple(sorted(others, key=lambda each: (each.is_alias, fold(folder_of(each.path)) != folder, each.path)))
