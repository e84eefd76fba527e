"""A cache of parsed notes and canvases, valid while size and timestamp, or else the content, are unchanged."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vaultlint.cache.store import Store
from vaultlint.encoding import decode, digest, encode
from vaultlint.model import Note, PackedDocument
from vaultlint.vault.resolver import OutgoingLinks, Resolver
from vaultlint.vault.sources import RACY, Stamp

_NAME = "notes"
_WORTH_SAVING = 0.02


class ParsedFile(NamedTuple):
    """A parsed file: what it says, packed and encoded, and where its links lead."""

    packed: PackedDocument
    outgoing: OutgoingLinks


class _CacheEntry(NamedTuple):
    stamp: Stamp
    content_digest: bytes
    encoded: bytes
    outgoing: OutgoingLinks


class NoteCache:
    """Parsed files by path; `version` identifies all that parsing depends on besides a file's content.

    Where links lead is kept as long as `resolver` knows the same files. So is `missing`, see `Links.missing`, which
    holds for links between files that are `unchanged`.
    """

    def __init__(self, store: Store, version: bytes, resolver: Resolver) -> None:
        self._store = store
        self._version = version
        self._resolver = resolver
        self._files = digest(encode((resolver.paths, resolver.unread)))
        self._has_same_files = False
        self.missing: dict[str, frozenset[int]] = {}
        self.unchanged: set[str] = set()
        self._entries: dict[str, _CacheEntry] = {}
        self._used: dict[str, _CacheEntry] = {}
        self._begun = time.time_ns()
        self._sure_until = 0
        self._load(store.load(_NAME))

    def _load(self, found: Any) -> None:
        try:
            version, files, begun, entries, missing = found
            if version == self._version:
                self._entries = {
                    path: _CacheEntry(tuple(stamp), content_digest, encoded, OutgoingLinks(*outgoing))
                    for path, (stamp, content_digest, encoded, outgoing) in entries.items()
                }
                self._has_same_files = files == self._files
                if self._has_same_files:
                    self.missing = {path: frozenset(positions) for path, positions in missing.items()}
                self._sure_until = begun - RACY
        except (TypeError, ValueError, AttributeError):
            self._entries = {}

    def by_stamp(self, path: str, stamp: Stamp | None) -> ParsedFile | None:
        """Return the parsed file if its stamp shows that it has not changed, else None."""
        entry = self._entries.get(path)
        if entry is None or stamp != entry.stamp or entry.stamp[1] >= self._sure_until:
            return None
        return self._keep(path, entry)

    def has_size(self, path: str, stamp: Stamp | None) -> bool:
        """Tell whether the file is known with the size in `stamp`, so that its content is worth a look."""
        entry = self._entries.get(path)
        return entry is not None and stamp is not None and stamp[0] == entry.stamp[0]

    def by_digest(self, path: str, stamp: Stamp | None, content_digest: bytes) -> ParsedFile | None:
        """Return the parsed file if its content is unchanged, though its stamp is not, else None."""
        entry = self._entries.get(path)
        if entry is None or stamp is None or entry.content_digest != content_digest:
            return None
        return self._keep(path, entry._replace(stamp=stamp))

    def _keep(self, path: str, entry: _CacheEntry) -> ParsedFile | None:
        try:
            packed = PackedDocument(*decode(entry.encoded))
            if not self._has_same_files:
                entry = entry._replace(
                    outgoing=self._resolver.outgoing_links(Note(path, packed).packed_content.links, path)
                )
        except (ValueError, TypeError):
            return None
        self._used[path] = entry
        if self._has_same_files:
            self.unchanged.add(path)
        return ParsedFile(packed, entry.outgoing)

    def put(self, path: str, stamp: Stamp | None, content_digest: bytes, parsed: ParsedFile) -> None:
        """Keep a parsed file; one that cannot be encoded is parsed again each time."""
        try:
            encoded = encode(parsed.packed)
        except (ValueError, TypeError, OverflowError):
            return
        self.put_encoded(path, stamp, content_digest, encoded, parsed.outgoing)

    def put_encoded(
        self, path: str, stamp: Stamp | None, content_digest: bytes, encoded: bytes, outgoing: OutgoingLinks
    ) -> None:
        """Keep a packed file that is already encoded."""
        if stamp is not None:
            self._used[path] = _CacheEntry(stamp, content_digest, encoded, outgoing)

    def save(self, missing: Mapping[str, Sequence[int]]) -> None:
        """Write what was used, unless so little is new that parsing it again takes less time."""
        new = sum(self._entries.get(path) is not entry for path, entry in self._used.items())
        if (self._used or self._entries) and (new > len(self._used) * _WORTH_SAVING or not self._has_same_files):
            self._store.save(_NAME, (self._version, self._files, self._begun, self._used, missing))
