"""Where the files of a vault are on disk, and whether they may be written there."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata

from vaultlint.files.regular_file import read_regular_file
from vaultlint.obsidian.names import folder_of
from vaultlint.vault.sources import is_hidden

_FOREIGN = frozenset("\0\\:" if sys.platform == "win32" else "\0")
"""Characters that are in no path, or lead elsewhere."""


class Places:
    """The files in a folder, whose real path is `root`; paths are relative to it, with `/`."""

    def __init__(self, root: str) -> None:
        self.root = root

    def place(self, path: str) -> str:
        """Return the place of a path on disk."""
        return os.path.join(self.root, path.replace("/", os.sep))  # noqa: PTH118  paths are strings, as in `Disk`

    def why_not_written(self, path: str) -> str | None:
        """Say why a file must not or cannot be replaced; None if it can."""
        if fault := self._fault_of(path):
            return fault
        place = self.place(path)
        try:
            facts = os.lstat(place)
        except OSError:
            return "it does not exist any more"
        if not stat.S_ISREG(facts.st_mode):
            return "it is not a regular file"
        if not facts.st_mode & stat.S_IWUSR or not os.access(place, os.W_OK):
            return "it is read-only"
        if not os.access(os.path.dirname(place), os.W_OK | os.X_OK):  # noqa: PTH120
            return "its folder is read-only"
        return None

    def why_not_moved(self, old: str, new: str) -> str | None:
        """Say why a file or folder must not or cannot get a new path; None if it can. Nothing is ever overwritten."""
        fault = self._fault_of(old) or (None if self.exists(old) else "it does not exist any more")
        if fault is None and f"{new}/".startswith(f"{old}/"):
            fault = f"{new} is in it, or the same"
        if fault is None and (why := self._fault_of(new)):
            fault = f"{new}: {why}"
        if fault is None and self.exists(new) and not (is_respelled(old, new) and self._are_same(old, new)):
            fault = f"{new} exists"
        return fault or self._why_not_in(old) or self._why_not_in(new)

    def _why_not_in(self, path: str) -> str | None:
        """Say why nothing can be created or removed at a path; folders may be missing."""
        folder = folder_of(path)
        while folder and not self.exists(folder):
            folder = folder_of(folder)
        place = self.place(folder)
        if not os.path.isdir(place):  # noqa: PTH112
            return f"{folder} is not a folder"
        return None if os.access(place, os.W_OK | os.X_OK) else f"the folder {folder or place} is read-only"

    def _are_same(self, old: str, new: str) -> bool:
        try:
            return os.path.samefile(self.place(old), self.place(new))  # noqa: PTH121
        except OSError:
            return False

    def _fault_of(self, path: str) -> str | None:
        """Say why a path may lead out of the vault, or to what Obsidian does not show; None if it is sound."""
        parts = path.split("/")
        if is_hidden(path) or not all(parts) or not _FOREIGN.isdisjoint(path):
            return "it is hidden, or not in the vault"
        for count in range(1, len(parts) + 1):
            if _is_link(self.place("/".join(parts[:count]))):
                return "it is a symbolic link" if count == len(parts) else "it is in a folder that is a symbolic link"
        return None

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file has exactly these bytes."""
        try:
            return read_regular_file(self.place(path), len(data), follow=False) == data
        except OSError:
            return False

    def exists(self, path: str) -> bool:
        """Whether there is anything at a path, in whatever case a file system that ignores it keeps the name."""
        return os.path.lexists(self.place(path))

    def lists(self, path: str) -> bool:
        """Whether there is anything at a path, spelled exactly like this."""
        folder, name = os.path.split(self.place(path))
        try:
            return name in os.listdir(folder)  # noqa: PTH208
        except OSError:
            return False


def is_respelled(old: str, new: str) -> bool:
    """Whether a path differs from another only in case or in the composition of letters, so it may be the same file."""
    return old != new and _folded(old) == _folded(new)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _is_link(place: str) -> bool:
    """Whether there is a symbolic link, or the other kind of link on Windows, a junction."""
    try:
        facts = os.lstat(place)
    except OSError:
        return False
    return stat.S_ISLNK(facts.st_mode) or getattr(facts, "st_reparse_tag", 0) == getattr(
        stat, "IO_REPARSE_TAG_MOUNT_POINT", -1
    )
