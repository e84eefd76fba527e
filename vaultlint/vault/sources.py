"""Which files a vault has, and their bytes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from vaultlint.errors import reason
from vaultlint.files.regular_file import MAX_SIZE, inside, read_regular_file
from vaultlint.vault.linked_folders import LinkedFolders

Stamp = tuple[int, int, int]
"""By which a file is known not to have changed: see `Disk.stamp`."""

RACY = 2_000_000_000
"""Nanoseconds: a file that changes twice within this time may keep its time stamp."""


class Source(Protocol):
    """Where a vault's files come from; paths are relative to its root, with `/`."""

    @property
    def unreadable(self) -> Mapping[str, str]:
        """Folders that could not be listed, with the reason; filled by `names`."""
        raise NotImplementedError

    @property
    def unread(self) -> tuple[str, ...]:
        """Folders that are links out of the vault and not read, sorted; filled by `names`."""
        raise NotImplementedError

    @property
    def followed(self) -> Mapping[str, str]:
        """Where the folders truly are that are links out of the vault and read, by path."""
        raise NotImplementedError

    def names(self) -> list[str]:
        """Every file of the vault, sorted; nothing hidden by a dot."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """The bytes of a file, hidden ones included; raises OSError."""
        raise NotImplementedError

    def has_changed(self, path: str) -> bool:
        """Whether a file is not as it was when the vault was read."""
        raise NotImplementedError

    def above(self, name: str) -> list[tuple[str, bytes]]:
        """The files of that name above the vault, up to the top of its git repository, the nearest first.

        Each comes with the vault's path in its folder. There is none where the vault is in no repository.
        """
        raise NotImplementedError


class Disk:
    """A vault on disk. Of folders that are links only those in `follow` are entered; links to files are read.

    Thousands of files are listed and read, so paths are texts here, no ordinary file is asked twice what
    it is, and the list and the stamps are taken once: one object stands for one moment. `limit` is how many
    bytes a file may have to be read.
    """

    def __init__(self, root: Path, limit: int = MAX_SIZE, follow: Iterable[str] = ()) -> None:
        self.root = root
        self.limit = limit
        self.follow = tuple(follow)
        self.linked = LinkedFolders(root, self.follow)
        self.unreadable: dict[str, str] = {}
        self._prefix = os.path.join(root, "")  # noqa: PTH118  ends with a separator
        self._names: list[str] | None = None
        self._stamps: dict[str, Stamp | None] = {}
        self._remembered: dict[str, int] = {}

    def names(self) -> list[str]:
        """See `Source.names`; folders that cannot be listed are noted in `unreadable`."""
        if self._names is None:
            self._names = self._list()
        return self._names

    def _list(self) -> list[str]:
        found: list[str] = []
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self._place(folder)) as listing:
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
                elif _is_folder(entry) and self.linked.enters(path, entry.path):
                    folders.append(path)
        return sorted(found)

    @property
    def unread(self) -> tuple[str, ...]:
        """See `Source.unread`."""
        return tuple(sorted(self.linked.unread))

    @property
    def followed(self) -> Mapping[str, str]:
        """See `Source.followed`."""
        return self.linked.followed

    def read(self, path: str) -> bytes:
        """See `Source.read`; a link that leads out of the vault and the linked folders that are followed is refused."""
        place = self._place(path)
        if not path.startswith("."):
            with suppress(OSError):  # a link, or an error that comes again below
                return read_regular_file(place, self.limit, follow=False)
        elif not os.path.isfile(place):  # noqa: PTH113  settings are not among `names`: they may be anything
            raise FileNotFoundError(path)
        return read_regular_file(inside(self.root, place, self.followed.values()), self.limit, follow=False)

    def stamp(self, path: str) -> Stamp | None:
        """Size in bytes, time of the last change in nanoseconds and mode; None when they cannot be had."""
        if path not in self._stamps:
            self._stamps[path] = self._stamp_now(path)
        return self._stamps[path]

    def _stamp_now(self, path: str) -> Stamp | None:
        try:
            found = os.stat(self._place(path))  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns, found.st_mode

    def remember(self, path: str) -> None:
        """Let `has_changed` know a file as it is now, in a third of the memory that a stamp takes."""
        self._remembered[path] = hash(self._stamp_now(path))

    def has_changed(self, path: str) -> bool:
        """See `Source.has_changed`; compares with what was remembered, or with the stamp."""
        now = self._stamp_now(path)
        if path in self._remembered:
            return hash(now) != self._remembered[path]
        return now != self.stamp(path)

    def above(self, name: str) -> list[tuple[str, bytes]]:
        """See `Source.above`."""
        found: list[tuple[str, bytes]] = []
        for folder in (self.root, *self.root.parents):
            if folder != self.root:
                with suppress(OSError):
                    content = read_regular_file(str(folder / name), self.limit, follow=False)
                    found.append((self.root.relative_to(folder).as_posix(), content))
            if os.path.exists(folder / ".git"):  # noqa: PTH110  never raises
                return found
        return []

    def _place(self, path: str) -> str:
        return self._prefix + path.replace("/", os.sep)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is Windows's other kind of link, which may lead in a loop or out of the vault as well."""
    if sys.platform != "win32":
        return False
    return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or a link to one; a link in a loop is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one; a link in a loop is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class Memory:
    """A vault given as texts or bytes by path, for tests and tools; `unread` as in `Source`."""

    def __init__(self, files: Mapping[str, str | bytes], unread: tuple[str, ...] = ()) -> None:
        self._files = files
        self.unread = unread
        self.followed: dict[str, str] = {}
        self.unreadable: dict[str, str] = {}

    def names(self) -> list[str]:
        """See `Source.names`."""
        return sorted(path for path in self._files if not any(part.startswith(".") for part in path.split("/")))

    def read(self, path: str) -> bytes:
        """See `Source.read`."""
        if path not in self._files:
            raise FileNotFoundError(path)
        content = self._files[path]
        return content.encode() if isinstance(content, str) else content

    def has_changed(self, path: str) -> bool:
        """See `Source.has_changed`."""
        del path
        return False

    def above(self, name: str) -> list[tuple[str, bytes]]:
        """See `Source.above`; there is nothing above."""
        del name
        return []
