"""Where the files of a vault come from: a folder on disk, or memory."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from vaultlint.errors import reason
from vaultlint.files.regular_file import MAX_SIZE, read_regular_file, resolve_inside
from vaultlint.vault.linked_folders import LinkedFolders

Stamp = tuple[int, int, int]
"""Size, time and mode, which tell whether a file has changed: see `Disk.stamp`."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its timestamp."""


class FileSource(Protocol):
    """The files of a vault; paths are relative to its root, with `/`."""

    @property
    def unreadable(self) -> Mapping[str, str]:
        """Folders that cannot be listed, with the reason; known after `paths`."""
        raise NotImplementedError

    @property
    def unread(self) -> tuple[str, ...]:
        """Folders that are links out of the vault and are not read, sorted; known after `paths`."""
        raise NotImplementedError

    @property
    def followed(self) -> Mapping[str, str]:
        """The real paths of folders that are links out of the vault and are read, by path."""
        raise NotImplementedError

    def paths(self) -> list[str]:
        """List every file of the vault, sorted, without those hidden by a dot."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """Read the bytes of a file, which may be hidden; raises OSError."""
        raise NotImplementedError

    def has_changed(self, path: str) -> bool:
        """Whether a file has changed since the vault was read."""
        raise NotImplementedError

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """Read the files of a name above the vault, up to the top of its git repository, nearest first.

        Each is the vault's path from the file's folder, and the file's bytes. There are none outside a repository.
        """
        raise NotImplementedError


class Disk:
    """A vault in a folder on disk.

    Of folders that are links, only those in `follow` are read; links to files are read. `limit` is the size in bytes of
    the largest file that is read. The list of files and the stamps are taken once, so an object shows the vault at one
    moment. Thousands of files are listed and read, so paths are strings here, which is faster than pathlib.
    """

    def __init__(self, root: Path, limit: int = MAX_SIZE, follow: Iterable[str] = ()) -> None:
        self.root = root
        self.limit = limit
        self.follow = tuple(follow)
        self.linked = LinkedFolders(root, self.follow)
        self.unreadable: dict[str, str] = {}
        self._prefix = os.path.join(root, "")  # noqa: PTH118  ends with a separator
        self._paths: list[str] | None = None
        self._stamps: dict[str, Stamp | None] = {}
        self._remembered: dict[str, int] = {}

    def paths(self) -> list[str]:
        """See `FileSource.paths`; also fills `unreadable` and `unread`."""
        if self._paths is None:
            self._paths = self._list()
        return self._paths

    def _list(self) -> list[str]:
        found: list[str] = []
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self._absolute(folder)) as listing:
                    entries = list(listing)
            except OSError as error:
                self.unreadable[folder or "."] = reason(error)
                continue
            prefix = f"{folder}/" if folder else ""
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                    folders.append(path)
                elif _is_file(entry):
                    found.append(path)
                elif not _is_folder(entry):
                    self.linked.note_broken(path, entry.path)
                elif self.linked.follows(path, entry.path):
                    folders.append(path)
        return sorted(found)

    @property
    def unread(self) -> tuple[str, ...]:
        """See `FileSource.unread`."""
        return tuple(sorted(self.linked.unread))

    @property
    def followed(self) -> Mapping[str, str]:
        """See `FileSource.followed`."""
        return self.linked.followed

    def read(self, path: str) -> bytes:
        """See `FileSource.read`; refuses links that lead out of the vault and the linked folders that are read."""
        location = self._absolute(path)
        if not path.startswith("."):
            with suppress(OSError):  # a link, or an error that occurs again below
                return read_regular_file(location, self.limit, follow=False)
        elif not os.path.isfile(location):  # noqa: PTH113  settings are not among `paths`: they may be anything
            raise FileNotFoundError(path)
        return read_regular_file(resolve_inside(self.root, location, self.followed.values()), self.limit, follow=False)

    def stamp(self, path: str) -> Stamp | None:
        """Return a file's size in bytes, modification time in nanoseconds, and mode; None if they are not available."""
        if path not in self._stamps:
            self._stamps[path] = self._stamp_now(path)
        return self._stamps[path]

    def _stamp_now(self, path: str) -> Stamp | None:
        try:
            found = os.stat(self._absolute(path))  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns, found.st_mode

    def remember(self, path: str) -> None:
        """Remember a file as it is now for `has_changed`, in a third of the memory of a stamp."""
        self._remembered[path] = hash(self._stamp_now(path))

    def has_changed(self, path: str) -> bool:
        """See `FileSource.has_changed`; compares with what was remembered, or with the stamp."""
        now = self._stamp_now(path)
        if path in self._remembered:
            return hash(now) != self._remembered[path]
        return now != self.stamp(path)

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """See `FileSource.files_above`."""
        found: list[tuple[str, bytes]] = []
        for folder in (self.root, *self.root.parents):
            if folder != self.root:
                with suppress(OSError):
                    content = read_regular_file(str(folder / name), self.limit, follow=False)
                    found.append((self.root.relative_to(folder).as_posix(), content))
            if os.path.exists(folder / ".git"):  # noqa: PTH110  never raises
                return found
        return []

    def _absolute(self, path: str) -> str:
        return self._prefix + path.replace("/", os.sep)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a junction, the other kind of link on Windows, which may loop or leave the vault, too."""
    if sys.platform != "win32":
        return False
    return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or a link to one; a link in a loop is not."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one; a link in a loop is not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class Memory:
    """A vault in memory, for tests and tools: text or bytes by path; `unread` as in `FileSource`."""

    def __init__(self, files: Mapping[str, str | bytes], unread: tuple[str, ...] = ()) -> None:
        self._files = files
        self.unread = unread
        self.followed: dict[str, str] = {}
        self.unreadable: dict[str, str] = {}

    def paths(self) -> list[str]:
        """See `FileSource.paths`."""
        return sorted(path for path in self._files if not any(part.startswith(".") for part in path.split("/")))

    def read(self, path: str) -> bytes:
        """See `FileSource.read`."""
        if path not in self._files:
            raise FileNotFoundError(path)
        content = self._files[path]
        return content.encode() if isinstance(content, str) else content

    def has_changed(self, path: str) -> bool:
        """See `FileSource.has_changed`."""
        del path
        return False

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """See `FileSource.files_above`; there is nothing above."""
        del name
        return []
