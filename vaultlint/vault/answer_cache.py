"""Cache what a command has found out about a whole vault, valid until anything that it depends on changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from vaultlint.cache.store import Store
from vaultlint.encoding import decode, digest, encode
from vaultlint.obsidian.settings import SETTINGS
from vaultlint.vault.built_folders import ignore_files
from vaultlint.vault.site_sources import site_files
from vaultlint.vault.sources import RACY, Disk


class AnswerCache:
    """The cached answer of a name about a vault on disk. `conditions` is plain data on which it depends too.

    `read_option_file` reads a file that the configuration may name, and raises ValueError for any other, since what is
    cached may be crafted.
    """

    def __init__(
        self, store: Store, disk: Disk, name: str, conditions: Any, read_option_file: Callable[[str], bytes]
    ) -> None:
        self._store = store
        self._name = name
        self._read_option_file = read_option_file
        self._started = time.time_ns()
        self._vault_state, self._changed = _vault_state(disk, conditions)

    def load(self) -> bytes | None:
        """Load the answer; None unless files and conditions are the same."""
        try:
            state, started, files, answer = decode(self._store.value(self._name) or b"")
            is_same = state == self._vault_state and self._changed < started - RACY and self._has_same(files)
        except (TypeError, ValueError, AttributeError):
            return None
        return answer if is_same and isinstance(answer, bytes) else None

    def _has_same(self, files: Mapping[str, bytes]) -> bool:
        """Whether files that options name still have the content of which these are the digests."""
        return all(digest(self._read_option_file(name)) == known for name, known in files.items())

    def stored(self, answer: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the values to store that keep an answer; `files` are the digests of those that options name."""
        return {self._name: encode((self._vault_state, self._started, {**files}, answer))}


def _vault_state(disk: Disk, conditions: Any) -> tuple[bytes, int]:
    """Digest the files of a vault and the conditions; also return when the newest file changed (ns)."""
    paths, stamps = disk.paths(), disk.stamps()
    state = digest(encode((paths, [*map(stamps.get, paths)], surroundings(disk), conditions)))
    return state, max((changed for _, changed, _ in stamps.values()), default=0)


def surroundings(disk: Disk) -> tuple[Any, ...]:
    """Return what decides how the notes of a vault are read, besides the names of its files, as plain data."""
    disk.paths()  # fills `unreadable`
    settings = [_settings(disk.read, path) for path in SETTINGS]
    folders = sorted(disk.unreadable.items()), disk.unread, sorted(disk.followed.items())
    ignored = tuple(ignore_files(disk))
    site = [(vault, sorted(files.items())) for vault, files in site_files(disk)]
    return folders, settings, ignored, site


def _settings(read: Callable[[str], bytes], path: str) -> bytes | str:
    try:
        return read(path)
    except OSError as error:
        return type(error).__name__
