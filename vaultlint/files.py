"""Which files a vault has, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

Stamp = tuple[int, int, int]
"""By which a file is known not to have changed: see `Disk.stamp`."""


class Source(Protocol):
    """Where a vault's files come from; paths are relative to its root, with `/`."""

    @property
    def unreadable(self) -> Mapping[str, str]:
        """Folders that could not be listed, with the reason; filled by `names`."""
        raise NotImplementedError

    def names(self) -> list[str]:
        """Every file of the vault, sorted; nothing hidden by a dot."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """The bytes of a file, hidden ones included; raises OSError."""
        raise NotImplementedError


class Disk:
    """A vault on disk. Folders that are symbolic links are not entered; links to files are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unreadable: dict[str, str] = {}

    def names(self) -> list[str]:
        """See `Source.names`; folders that cannot be listed are noted in `unreadable`."""
        found: list[str] = []
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                entries = list(os.scandir(self.root / folder))
            except OSError as error:
                self.unreadable[folder or "."] = reason(error)
                continue
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif _is_file(entry):
                    found.append(path)
        return sorted(found)

    def read(self, path: str) -> bytes:
        """See `Source.read`; a link that leads out of the vault is refused."""
        file = self.root / path
        if path.startswith(".") and not file.is_file():  # settings are not among `names`: they may be anything
            raise FileNotFoundError(path)
        if (path.startswith(".") or file.is_symlink()) and not self._is_inside(file):
            raise PermissionError(0, "it is a link to a file outside of the vault")
        return file.read_bytes()

    def stamp(self, path: str) -> Stamp | None:
        """Size in bytes, time of the last change in nanoseconds and mode; None when they cannot be had."""
        try:
            found = os.stat(f"{self.root}/{path}")  # noqa: PTH116  many thousand times
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns, found.st_mode

    def _is_inside(self, file: Path) -> bool:
        return file.resolve().is_relative_to(self.root.resolve())


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or a link to one; a link in a loop is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


class Memory:
    """A vault given as texts or bytes by path, for tests and tools."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = files
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


def reason(error: OSError) -> str:
    """Why a file could not be read, in the system's words."""
    return (error.strerror or str(error) or type(error).__name__).lower()
