"""Where a run keeps things for the next one: files that may be lost, damaged or written twice at any time."""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgpack

from vaultlint.regular_file import read_regular_file

FOLDER = ".vaultlint_cache"
"""The store's name in a vault's root; its dot hides it from Obsidian."""

_MAGIC = b"vaultlint cache 1\n"
_DIGEST_SIZE = 16
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is vaultlint's cache and can be deleted.\n"
_UNFINISHED = ".tmp"
_ABANDONED = 3600
"""After so many seconds no run is still writing an unfinished file."""

_MAX_SIZE = 2**30


def digest(data: bytes) -> bytes:
    """A short hash that tells contents apart; no protection against an attacker."""
    return blake2b(data, digest_size=_DIGEST_SIZE).digest()


def encode(value: Any) -> bytes:
    """A value made of plain data as msgpack; raises ValueError, TypeError or OverflowError for any other."""
    encoded: bytes = msgpack.Packer(unicode_errors="surrogatepass").pack(value)
    return encoded


def decode(data: bytes) -> Any:
    """The value that `encode` encoded, tuples as lists; raises ValueError."""
    return msgpack.unpackb(data, unicode_errors="surrogatepass", strict_map_key=False)


class Store:
    """A folder of named values. What cannot be read is not there, what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> Any:
        """The value of that name; None when there is none that is whole."""
        try:
            data = read_regular_file(str(self._folder / name), _MAX_SIZE, follow=False)
            head = len(_MAGIC) + _DIGEST_SIZE
            payload = data[head:]
            is_whole = data.startswith(_MAGIC) and data[len(_MAGIC) : head] == digest(payload)
            return decode(payload) if is_whole else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value under a name, at once or not at all; of two that write at the same time one wins."""
        try:
            payload = encode(value)
            self._prepare()
            self._write(name, _MAGIC + digest(payload) + payload)
        except (OSError, ValueError, TypeError, OverflowError, RecursionError):
            return

    def _prepare(self) -> None:
        """Make the folder, or finish one that a run began to make; and clear up after runs that were ended."""
        self._folder.mkdir(parents=True, exist_ok=True)
        is_new = True
        for file in self._folder.iterdir():
            if file.suffix != _UNFINISHED:
                is_new = False
            elif time.time() - file.stat().st_mtime > _ABANDONED:
                file.unlink(missing_ok=True)
        if is_new:
            self._write(".gitignore", b"*\n")
            self._write("CACHEDIR.TAG", _TAG)

    def _write(self, name: str, content: bytes) -> None:
        import tempfile  # where nothing has changed, nothing is written

        handle, temporary = tempfile.mkstemp(prefix=f"{name}.", suffix=_UNFINISHED, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.replace(temporary, self._folder / name)  # noqa: PTH105
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
