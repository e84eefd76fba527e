"""What notes and canvases said when they were last read, by path, size and time stamp, or by content."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vaultlint.cache.store import Store
from vaultlint.encoding import decode, digest, encode
from vaultlint.model import Note, PackedDocument
from vaultlint.vault.resolver import Leads, Resolver
from vaultlint.vault.sources import RACY, Stamp

_NAME = "notes"
_LITTLE = 0.02


class Reading(NamedTuple):
    """What a file says, its content encoded, and where its links lead."""

    parts: PackedDocument
    leads: Leads


class _Entry(NamedTuple):
    stamp: Stamp
    mark: bytes
    encoded: bytes
    leads: Leads


class NoteCache:
    """Readings of files by path; `version` is all that parsing depends on beside a file's content.

    Where links lead is kept as long as `resolver` knows the same files, and so is which fragments are
    `missing`: see `Links.missing`. It holds for links between files that are `unchanged`.
    """

    def __init__(self, store: Store, version: bytes, resolver: Resolver) -> None:
        self._store = store
        self._version = version
        self._resolver = resolver
        self._files = digest(encode((resolver.paths, resolver.unread)))
        self._has_same_files = False
        self.missing: dict[str, frozenset[int]] = {}
        self.unchanged: set[str] = set()
        self._entries: dict[str, _Entry] = {}
        self._used: dict[str, _Entry] = {}
        self._begun = time.time_ns()
        self._sure_until = 0
        self._load(store.load(_NAME))

    def _load(self, found: Any) -> None:
        try:
            version, files, begun, entries, missing = found
            if version == self._version:
                self._entries = {
                    path: _Entry(tuple(stamp), mark, encoded, Leads(*leads))
                    for path, (stamp, mark, encoded, leads) in entries.items()
                }
                self._has_same_files = files == self._files
                if self._has_same_files:
                    self.missing = {path: frozenset(positions) for path, positions in missing.items()}
                self._sure_until = begun - RACY
        except (TypeError, ValueError, AttributeError):
            self._entries = {}

    def at(self, path: str, stamp: Stamp | None) -> Reading | None:
        """The reading of a file that has not changed since, as far as its size and time stamp tell."""
        entry = self._entries.get(path)
        if entry is None or stamp != entry.stamp or entry.stamp[1] >= self._sure_until:
            return None
        return self._keep(path, entry)

    def may_know(self, path: str, stamp: Stamp | None) -> bool:
        """Whether it is worth a look at the content: the file is known with that size."""
        entry = self._entries.get(path)
        return entry is not None and stamp is not None and stamp[0] == entry.stamp[0]

    def of_content(self, path: str, stamp: Stamp | None, mark: bytes) -> Reading | None:
        """The reading of a file whose content is as it was, though its time stamp is not."""
        entry = self._entries.get(path)
        if entry is None or stamp is None or entry.mark != mark:
            return None
        return self._keep(path, entry._replace(stamp=stamp))

    def _keep(self, path: str, entry: _Entry) -> Reading | None:
        try:
            parts = PackedDocument(*decode(entry.encoded))
            if not self._has_same_files:
                entry = entry._replace(leads=self._resolver.leads(Note(path, parts).packed_content.links, path))
        except (ValueError, TypeError):
            return None
        self._used[path] = entry
        if self._has_same_files:
            self.unchanged.add(path)
        return Reading(parts, entry.leads)

    def put(self, path: str, stamp: Stamp | None, mark: bytes, reading: Reading) -> None:
        """Keep what a file says; what cannot be encoded is read anew each time."""
        try:
            encoded = encode(reading.parts)
        except (ValueError, TypeError, OverflowError):
            return
        self.put_encoded(path, stamp, mark, encoded, reading.leads)

    def put_encoded(self, path: str, stamp: Stamp | None, mark: bytes, encoded: bytes, leads: Leads) -> None:
        """The same for parts that are encoded already."""
        if stamp is not None:
            self._used[path] = _Entry(stamp, mark, encoded, leads)

    def save(self, missing: Mapping[str, Sequence[int]]) -> None:
        """Keep what was used; where little is new, to read that again takes less time than to write all."""
        new = sum(self._entries.get(path) is not entry for path, entry in self._used.items())
        if new > len(self._used) * _LITTLE or not self._has_same_files:
            self._store.save(_NAME, (self._version, self._files, self._begun, self._used, missing))
