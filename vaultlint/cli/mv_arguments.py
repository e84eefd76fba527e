"""Read the arguments of `vaultlint mv`: what is moved or renamed, and to what."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from typing import NoReturn

from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.given_paths import place
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move
from vaultlint.fix.moves.moved_paths import folders_of
from vaultlint.fix.moves.request import AnchorRename, FileMove, PropertyRename, Request, TagRename
from vaultlint.obsidian.names import fold, normalize_nfc
from vaultlint.obsidian.settings import ATTACHMENTS, extension
from vaultlint.vault.listing import is_note
from vaultlint.vault.sources import is_hidden

_PROPERTY = "property:"
_MD = ".md"
_NEAR = 60
"""How alike, from 0 to 100, a path must be to be proposed."""


def open_session_around(old: str, options: VaultOptions) -> Session:
    """Open the vault around OLD, if that is a path; else, and where no vault is marked there, the current folder's."""
    folder = _folder_of(old)
    session = open_session((folder,), options)
    is_marked = session.config_file is not None or os.path.isdir(session.root / ".obsidian")  # noqa: PTH112
    here = os.path.realpath(os.curdir)
    if is_marked or options.root or not os.path.realpath(folder).startswith(os.path.join(here, "")):  # noqa: PTH118
        return session
    return open_session((), options)


def _folder_of(old: str) -> str:
    """Return the folder that OLD is in; the current one where it is no path."""
    if not old.startswith((_PROPERTY, "#")) or os.path.lexists(old):
        for path in _note_parts(old):
            folder = os.path.dirname(path.rstrip("/" + os.sep)) or os.curdir  # noqa: PTH120
            if os.path.isdir(folder):  # noqa: PTH112
                return folder
    return os.curdir


def read_request(session: Session, old: str, new: str) -> Request:
    """Say what OLD and NEW mean; raises `FixRefused`."""
    if old.startswith(_PROPERTY) and not os.path.lexists(old):
        if not new.startswith(_PROPERTY):
            raise FixRefused(f'"{new}" is no property: write "{_PROPERTY}{new}"')
        return PropertyRename(old.removeprefix(_PROPERTY), new.removeprefix(_PROPERTY))
    if old.startswith("#") and not os.path.lexists(old):
        if not new.startswith("#"):
            raise FixRefused(f'"{new}" is no tag: write "#{new}"')
        return TagRename(old[1:], new[1:])
    vault = _VaultPaths(session)
    if not os.path.lexists(old) and (rename := vault.anchor_rename(old, new)):
        return rename
    return vault.file_move(old, new)


def _note_parts(old: str) -> Iterator[str]:
    """Yield what may be the path in `NOTE#Heading`, longest first: names may have a `#`, too."""
    yield old
    while "#" in old:
        old = old.rpartition("#")[0]
        if old:
            yield old


class _VaultPaths:
    """The files of a vault by the paths that a user types."""

    def __init__(self, session: Session) -> None:
        self._root = session.root
        self._index = session.index
        self._files = session.index.documents.files
        self._folders = folders_of(self._files)
        self._shown = shown_paths(session.root)

    def anchor_rename(self, old: str, new: str) -> AnchorRename | None:
        """Read `NOTE#Heading` or `NOTE#^block`; None if that is not what OLD is."""
        for given in _note_parts(old):
            fragment = old[len(given) + 1 :]
            path = self._inside(given, "OLD") if fragment else None
            note = self._file_at(path, also_md=True) if path else None
            if note is None:
                continue
            if not is_note(note):
                raise FixRefused(f'"{given}" is no note: only notes have headings and block ids')
            if fragment.startswith("^") and not new.startswith("^"):
                raise FixRefused(f'"{new}" is no block id: write "^{new}"')
            return AnchorRename(note, fragment, new)
        if "#" in old:
            self._refuse_missing([*_note_parts(old)][-1])
        return None

    def file_move(self, old: str, new: str) -> FileMove:
        """Read the paths of a file or folder, and of the place that it gets."""
        path = self._inside(old, "OLD")
        if not path:
            raise FixRefused("the vault itself cannot be moved")
        if is_hidden(path):
            raise FixRefused(f'"{old}" is hidden by a dot, so it is not in the vault')
        is_to_folder = old.endswith(("/", os.sep))
        file = None if is_to_folder else self._file_at(path)
        if file is None and (folder := self._folder_at(path)):
            return FileMove(Move(folder, self._new_path(new, folder, is_folder=True)), is_folder=True)
        file = file or (None if is_to_folder else self._file_at(path, also_md=True))
        if file is None:
            self._refuse_missing(old)
        return FileMove(Move(file, self._new_path(new, file, is_folder=False)), is_folder=False)

    def _new_path(self, new: str, old: str, *, is_folder: bool) -> str:
        """The path that NEW means for a file or folder: into a folder that exists, else that path itself."""
        path = self._inside(new, "NEW")
        name = old.rpartition("/")[2]
        existing = "" if not path else self._folder_at(path)
        if existing is not None and existing != old:
            return f"{existing}/{name}" if existing else name
        if existing == old and path == old:
            return f"{old}/{name}"
        if new.endswith(("/", os.sep)) and not is_folder:
            return f"{path}/{name}"
        if is_folder or is_note(path) or not is_note(old):
            return path
        if extension(path) in ATTACHMENTS:
            raise FixRefused(f'"{new}" is no note: a note\'s name ends with "{_MD}"')
        return f"{path}{old[-len(_MD) :]}"

    def _inside(self, given: str, argument: str) -> str:
        """Make a path one in the vault; raises `FixRefused` for one outside."""
        if not given:
            raise FixRefused(f"{argument} is empty")
        root = str(self._root)
        placed = place(given, lambda folder: os.path.realpath(folder) == root)
        if not placed.is_relative_to(self._root):
            raise FixRefused(f'"{given}" is outside the vault {self._root}')
        path = placed.relative_to(self._root).as_posix()
        return "" if path == "." else path

    def _file_at(self, path: str, *, also_md: bool = False) -> str | None:
        """The file at a path; with `also_md`, `.md` may be left out."""
        found = self._spelled(path, self._files)
        return found or (self._spelled(f"{path}{_MD}", self._files) if also_md else None)

    def _folder_at(self, path: str) -> str | None:
        """The folder at a path; one without files is only on disk."""
        return self._spelled(path, self._folders) or (path if os.path.isdir(self._root / path) else None)  # noqa: PTH112

    def _spelled(self, path: str, known: Collection[str]) -> str | None:
        """The path as the vault has it: with letters composed otherwise, in another case if the disk ignores that."""
        if path in known:
            return path
        alike = [other for other in known if normalize_nfc(other) == normalize_nfc(path)]
        if not alike and os.path.lexists(self._root / path):
            alike = [other for other in known if fold(other) == fold(path)]
        return alike[0] if len(alike) == 1 else None

    def _refuse_missing(self, given: str) -> NoReturn:
        from rapidfuzz import fuzz, process  # only needed for mistakes

        shown = [self._shown(path) for path in (*self._files, *sorted(self._folders))]
        near = process.extractOne(given, shown, scorer=fuzz.ratio, score_cutoff=_NEAR)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise FixRefused(f'no file or folder "{given}" in the vault {self._root}{hint}')
