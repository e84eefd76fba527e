"""The cache folder: files that may be lost, damaged or written by two runs at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vaultlint.encoding import DIGEST_SIZE, decode, digest, encode
from vaultlint.files.regular_file import read_regular_file, replace_file

FOLDER = ".vaultlint_cache"
"""The store's name in a vault's root; its dot hides it from Obsidian."""

_MAGIC = b"vaultlint cache 1\n"
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is vaultlint's cache and can be deleted.\n"
_MAX_SIZE = 2**30


class Store:
    """A folder of named values; one that cannot be read is missing, one that cannot be written is dropped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> Any:
        """Return the value of a name; None if it is missing or damaged."""
        try:
            data = read_regular_file(str(self._folder / name), _MAX_SIZE, follow=False)
            head = len(_MAGIC) + DIGEST_SIZE
            payload = data[head:]
            is_whole = data.startswith(_MAGIC) and data[len(_MAGIC) : head] == digest(payload)
            return decode(payload) if is_whole else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value under a name, atomically; of two runs that write at the same time, one wins."""
        try:
            payload = encode(value)
            self._prepare()
            replace_file(str(self._folder / name), _MAGIC + digest(payload) + payload)
        except (OSError, ValueError, TypeError, OverflowError, RecursionError):
            return

    def _prepare(self) -> None:
        """Create the folder, or complete one that an interrupted run created."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if all(file.suffix == ".tmp" for file in self._folder.iterdir()):
            replace_file(str(self._folder / ".gitignore"), b"*\n")
            replace_file(str(self._folder / "CACHEDIR.TAG"), _TAG)
