"""The files of a vault, sorted by what they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from vaultlint.obsidian.settings import Settings, extension
from vaultlint.vault.resolver import Resolver
from vaultlint.vault.sources import DOCUMENTS


class Listing:
    """The paths of a vault, sorted: its notes, its canvases, and the other files that a link may lead to.

    `files` includes the canvases. `hidden` resolves links to the files that Obsidian does not show.
    """

    def __init__(self, paths: Iterable[str], settings: Settings) -> None:
        self.documents: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self.canvases: dict[str, None] = {}
        self._others: list[str] = []
        files: list[str] = []
        for path in sorted(paths):
            if is_note(path):
                self.documents[path] = self.notes[path] = None
            elif is_document(path):
                self.documents[path] = self.canvases[path] = None
                files.append(path)
            elif settings.shows(path):
                files.append(path)
            else:
                self._others.append(path)
        self.files = tuple(files)

    @cached_property
    def shown(self) -> frozenset[str]:
        """All notes and files."""
        return frozenset((*self.notes, *self.files))

    @cached_property
    def hidden(self) -> Resolver:
        """Resolves links to the files that Obsidian does not show."""
        return Resolver(self._others)

    @cached_property
    def extensions(self) -> frozenset[str]:
        """The extensions of the files, hidden ones included."""
        return frozenset(map(extension, (*self.files, *self._others)))


def is_document(path: str) -> bool:
    """Whether a file of the vault is a note or canvas."""
    return path.lower().endswith(DOCUMENTS)


def is_note(path: str) -> bool:
    """Whether a file of the vault is a note."""
    return path.lower().endswith(".md")
