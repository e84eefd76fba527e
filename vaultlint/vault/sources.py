"""Where the files of a vault come from: a folder on disk, or memory."""

from __future__ import annotations

import os
import stat
import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vaultlint.errors import reason
from vaultlint.files.regular_file import MAX_SIZE, read_regular_file, resolve_inside, too_large
from vaultlint.vault.linked_folders import LinkedFolders

if TYPE_CHECKING:
    from vaultlint.git.tracked_files import TrackedFiles

Stamp = tuple[int, int, int]
"""Size, time and mode, which tell whether a file has changed: see `Disk.stamps`."""

DOCUMENTS = (".md", ".canvas")
"""The ends of the names of files that are parsed, in lower case."""

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

    @property
    def limit(self) -> int:
        """The size in bytes of the largest file that is read."""
        raise NotImplementedError

    def paths(self) -> list[str]:
        """List every file of the vault, sorted, without those hidden by a dot."""
        raise NotImplementedError

    def stamps(self) -> Mapping[str, Stamp]:
        """Return what tells whether notes and canvases have changed, by path, as far as it is known."""
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
    the largest file that is read. With `tracked`, these files alone are in the vault. The list of files and the stamps
    are taken once, so an object shows the vault at one moment. Thousands of files are listed and read, so paths are
    strings here, which is faster than pathlib.
    """

    def __init__(
        self, root: Path, limit: int = MAX_SIZE, follow: Iterable[str] = (), tracked: TrackedFiles | None = None
    ) -> None:
        self.root = root
        self.limit = limit
        self.follow = tuple(follow)
        self._tracked = tracked
        self.linked = LinkedFolders(root, self.follow, tracked.has_folder if tracked else lambda _: True)
        self.unreadable: dict[str, str] = {}
        self._prefix = os.path.join(root, "")  # noqa: PTH118  ends with a separator
        self._paths: list[str] | None = None
        self._stamps: dict[str, Stamp] = {}

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
                if entry.is_file(follow_symlinks=False) or _is_link_to_file(entry):
                    found.append(path)
                    if path.lower().endswith(DOCUMENTS) and (stamp := _stamp_of(entry)):
                        self._stamps[path] = stamp
                elif entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                    folders.append(path)
                elif self._tracked and path not in self._tracked:
                    continue  # in a clone, there is no such folder
                elif not _is_folder(entry):
                    self.linked.note_broken(path, entry.path)
                elif self.linked.follows(path, entry.path):
                    folders.append(path)
        if self._tracked is None:
            return sorted(found)
        kept = self._tracked.among(sorted(found), self.followed)
        self._stamps = {path: self._stamps[path] for path in kept if path in self._stamps}
        return kept

    def _is_untracked(self, path: str) -> bool:
        """Whether a file, which may be hidden or above the vault, is not in the vault as git tracks it."""
        return self._tracked is not None and path not in self._tracked and not _contains(self.paths(), path)

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
        if self._is_untracked(path):
            raise FileNotFoundError(path)
        if not path.startswith("."):
            with suppress(OSError):  # a link, or an error that occurs again below
                return read_regular_file(location, self.limit, follow=False)
        elif not os.path.isfile(location):  # noqa: PTH113  settings are not among `paths`: they may be anything
            raise FileNotFoundError(path)
        return read_regular_file(resolve_inside(self.root, location, self.followed.values()), self.limit, follow=False)

    def stamps(self) -> Mapping[str, Stamp]:
        """See `FileSource.stamps`: size in bytes, modification time in nanoseconds, and mode, when it was listed."""
        self.paths()
        return self._stamps

    def has_changed(self, path: str) -> bool:
        """See `FileSource.has_changed`."""
        try:
            return _stamp(os.stat(self._absolute(path))) != self.stamps().get(path)  # noqa: PTH116
        except (OSError, ValueError):
            return True

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """See `FileSource.files_above`."""
        found: list[tuple[str, bytes]] = []
        for folder in (self.root, *self.root.parents):
            above = "../" * (len(self.root.parts) - len(folder.parts))
            if folder != self.root and not self._is_untracked(above + name):
                with suppress(OSError):
                    content = read_regular_file(str(folder / name), self.limit, follow=False)
                    found.append((self.root.relative_to(folder).as_posix(), content))
            if os.path.exists(folder / ".git"):  # noqa: PTH110  never raises
                return found
        return []

    def _absolute(self, path: str) -> str:
        return self._prefix + path.replace("/", os.sep)


def _stamp_of(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        return _stamp(entry.stat() if sys.platform != "win32" else os.stat(entry.path))  # noqa: PTH116
    except OSError:
        return None


def _stamp(facts: os.stat_result) -> Stamp:
    return facts.st_size, facts.st_mtime_ns, facts.st_mode


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a junction, the other kind of link on Windows, which may loop or leave the vault, too."""
    if sys.platform != "win32":
        return False
    return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT


def _is_link_to_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a file; one in a loop is not."""
    try:
        return entry.is_symlink() and entry.is_file()
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

    limit = MAX_SIZE

    def __init__(self, files: Mapping[str, str | bytes], unread: tuple[str, ...] = ()) -> None:
        self._files = files
        self.unread = unread
        self.followed: dict[str, str] = {}
        self.unreadable: dict[str, str] = {}

    def paths(self) -> list[str]:
        """See `FileSource.paths`."""
        return sorted(path for path in self._files if not is_hidden(path))

    def read(self, path: str) -> bytes:
        """See `FileSource.read`."""
        if path not in self._files:
            raise FileNotFoundError(path)
        content = self._files[path]
        return content.encode() if isinstance(content, str) else content

    def stamps(self) -> Mapping[str, Stamp]:
        """See `FileSource.stamps`; they are not known."""
        return {}

    def has_changed(self, path: str) -> bool:
        """See `FileSource.has_changed`."""
        del path
        return False

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """See `FileSource.files_above`; there is nothing above."""
        del name
        return []


class Overlay:
    """The files of another source, some of which have been changed, as in an editor that has not saved them."""

    def __init__(self, source: FileSource) -> None:
        self._source = source
        self._changed: dict[str, bytes | None] = {}
        self._paths: list[str] | None = None
        self._stamps: dict[str, Stamp] | None = None

    def put(self, path: str, data: bytes | None) -> None:
        """Give a file new bytes; None deletes it."""
        if self._stamps is None:
            self._stamps = dict(self._source.stamps())
        self._stamps.pop(path, None)
        is_shown = self.shows(path)
        if self._paths is not None and is_shown and (data is None) == _contains(self._paths, path):
            self._paths = None
        if data is None and is_shown and not _contains(self._source.paths(), path):
            self._changed.pop(path, None)  # it was never there, as far as the other source knows
        else:
            self._changed[path] = data

    def shows(self, path: str) -> bool:
        """Whether a file at a path is in the vault: not hidden, and not in a folder that is not read."""
        return not is_hidden(path) and not any(path.startswith(f"{folder}/") for folder in self.unread)

    @property
    def unreadable(self) -> Mapping[str, str]:
        """See `FileSource.unreadable`."""
        return self._source.unreadable

    @property
    def unread(self) -> tuple[str, ...]:
        """See `FileSource.unread`."""
        return self._source.unread

    @property
    def followed(self) -> Mapping[str, str]:
        """See `FileSource.followed`."""
        return self._source.followed

    @property
    def limit(self) -> int:
        """See `FileSource.limit`."""
        return self._source.limit

    def paths(self) -> list[str]:
        """See `FileSource.paths`."""
        if self._paths is None:
            shown = {path: data for path, data in self._changed.items() if self.shows(path)}
            kept = [path for path in self._source.paths() if path not in shown]
            self._paths = sorted([*kept, *(path for path, data in shown.items() if data is not None)])
        return self._paths

    def read(self, path: str) -> bytes:
        """See `FileSource.read`."""
        if path not in self._changed:
            return self._source.read(path)
        data = self._changed[path]
        if data is None:
            raise FileNotFoundError(path)
        if len(data) > self.limit:
            raise too_large(path, self.limit)
        return data

    def stamps(self) -> Mapping[str, Stamp]:
        """See `FileSource.stamps`; not known for changed files."""
        return self._source.stamps() if self._stamps is None else self._stamps

    def has_changed(self, path: str) -> bool:
        """See `FileSource.has_changed`."""
        return path not in self._changed and self._source.has_changed(path)

    def files_above(self, name: str) -> list[tuple[str, bytes]]:
        """See `FileSource.files_above`."""
        return self._source.files_above(name)


def _contains(paths: Sequence[str], path: str) -> bool:
    """Whether a path is among sorted ones."""
    at = bisect_left(paths, path)
    return at < len(paths) and paths[at] == path


def is_hidden(path: str) -> bool:
    """Whether a file is not in the vault, since its name or that of a folder around it starts with a dot."""
    return any(part.startswith(".") for part in path.split("/"))
