"""Where a run keeps things for the next one: files that may be lost, damaged or written twice at any time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from vaultlint.encoding import DIGEST_SIZE, decode, digest, encode

FOLDER = ".vaultlint_cache"
"""The store's name in a vault's root; its dot hides it from Obsidian."""

_MAGIC = b"vaultlint cache 1\n"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is vaultlint's cache and can be deleted.\n"


class Store:
    """A folder of named values. What cannot be read is not there, what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> Any:
        """The value of that name; None when there is none that is whole."""
        try:
            data = (self._folder / name).read_bytes()
            head = len(_MAGIC) + DIGEST_SIZE
            payload = data[head:]
            is_whole = data.startswith(_MAGIC) and data[len(_MAGIC) : head] == digest(payload)
            return decode(payload) if is_whole else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value under a name, at once or not at all; of two that write at the same time one wins."""
        import tempfile  # where nothing has changed, nothing is written

        try:
            payload = encode(value)
            self._prepare()
            handle, temporary = tempfile.mkstemp(prefix=f"{name}.", suffix=".tmp", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_MAGIC + digest(payload) + payload)
                os.replace(temporary, self._folder / name)  # noqa: PTH105
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except (OSError, ValueError, TypeError, OverflowError, RecursionError):
            return

    def _prepare(self) -> None:
        if self._folder.is_dir():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        (self._folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
