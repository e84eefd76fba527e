"""The files of a vault and the parsed notes and canvases; unchanged ones stay in the cache until they are asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from vaultlint.cache.store import Changes, Store, StoredDocument, StoredFile
from vaultlint.encoding import decode, decode_as, digest, encode_typed
from vaultlint.vault.reader import ParsedFile
from vaultlint.vault.resolver import OutgoingLinks
from vaultlint.vault.sources import RACY, FileSource, Stamp

_SIGNATURE = "signature"
_FEW = 300
"""How many documents are loaded one by one before it is faster to load all."""


class Documents:
    """Every file of a vault by path, and the parsed ones.

    They begin as the last run left them in `store`, if that run had the same `signature`, which may be set anew before
    they are saved. `read_again` reads a file that the cache has lost; `has_lost` tells that there was one, so what
    stood in it before is not known, until it is reset.
    """

    def __init__(
        self,
        source: FileSource,
        store: Store | None,
        signature: bytes,
        read_again: Callable[[str], ParsedFile | None],
    ) -> None:
        self._source = source
        self._store = store
        self.signature = signature
        self._read_again = read_again
        self._begun = time.time_ns()
        self._is_same = store is not None and store.value(_SIGNATURE) == signature
        self.files: dict[str, StoredFile] = store.files() if store and self._is_same else {}
        self.has_lost = False
        self._loaded: dict[str, ParsedFile | None] = {}
        self._loaded_singly = 0
        self._unsaved: set[str] = set()
        self._gone: set[str] = set()

    def value(self, name: str) -> bytes | None:
        """Return a value that the last run has saved; None if that does not hold any more."""
        return self._store.value(name) if self._store and self._is_same else None

    def get(self, path: str) -> ParsedFile | None:
        """Return a parsed file; None if there is none at this path, or it cannot be read."""
        if path not in self._loaded:
            file = self.files.get(path)
            if file is None or not file.digest:
                return None
            self._loaded_singly += 1
            if self._loaded_singly > _FEW:
                self._load_all()
            else:
                self._load(path, file, self._store.document(path) if self._store else None)
        return self._loaded[path]

    def _load(self, path: str, file: StoredFile, document: StoredDocument | None) -> None:
        parsed = _parsed(file, document)
        if parsed is None:
            self.has_lost = True
            parsed = self._read_again(path)
            if parsed and parsed.digest == file.digest:
                self._unsaved.add(path)
        self._loaded[path] = parsed

    def outgoing(self) -> Iterator[tuple[str, OutgoingLinks]]:
        """Yield where the links of each parsed file lead, with its path, sorted; this loads all of them."""
        self._load_all()
        yield from ((path, parsed.outgoing) for path, parsed in sorted(self._loaded.items()) if parsed)

    def _load_all(self) -> None:
        missing = [path for path, file in self.files.items() if file.digest and path not in self._loaded]
        documents = self._store.documents() if missing and self._store else {}
        for path in missing:
            self._load(path, self.files[path], documents.get(path))

    def aliases(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the aliases of each note that has any, with its path."""
        return ((path, decode(file.aliases)) for path, file in self.files.items() if file.aliases)

    def add(self, path: str) -> None:
        """Add a file."""
        self._set(path, StoredFile())

    def put(self, path: str, parsed: ParsedFile | None) -> None:
        """Add or replace a parsed file; None stands for one that cannot be read."""
        self._loaded[path] = parsed
        if parsed is None:
            self._set(path, StoredFile())
            return
        stamp = self._sure(self._source.stamps().get(path))
        self._set(path, StoredFile(stamp, parsed.digest, parsed.outgoing.internal, parsed.aliases))

    def remove(self, path: str) -> None:
        """Remove a file."""
        del self.files[path]
        self._loaded.pop(path, None)
        self._unsaved.discard(path)
        self._gone.add(path)

    def _set(self, path: str, file: StoredFile) -> None:
        self.files[path] = file
        self._unsaved.add(path)
        self._gone.discard(path)

    def changed(self, paths: Iterable[str]) -> list[str]:
        """Return those of some notes and canvases that are not as they were stored."""
        known, stamps, limit = self.files.get, self._source.stamps(), self._source.limit
        return [
            path
            for path in paths
            if not ((file := known(path)) and (stamp := file.stamp) and stamp == stamps.get(path) and stamp[0] <= limit)
            and self._has_changed(path)
        ]

    def _has_changed(self, path: str) -> bool:
        """Whether a file with another stamp has other bytes, too."""
        file, stamp = self.files.get(path), self._source.stamps().get(path)
        if file is None or not file.digest or stamp is None or (file.stamp and file.stamp[0] != stamp[0]):
            return True
        try:
            is_same = digest(self._source.read(path)) == file.digest
        except OSError:
            return True
        if is_same:
            self._set(path, file._replace(stamp=self._sure(stamp)))
        return not is_same

    def _sure(self, stamp: Stamp | None) -> Stamp | None:
        """Return a stamp, None if the file may change again without changing it."""
        return stamp if stamp and stamp[1] < self._begun - RACY else None

    def forget_verdicts(self, paths: Iterable[str]) -> None:
        """Forget what rules found in some files."""
        for path in paths:
            if self.files[path].verdict is not None:
                self._set(path, self.files[path]._replace(verdict=None))

    def close(self) -> None:
        """Close the cache until it is needed again."""
        if self._store:
            self._store.close()

    def save(self, verdicts: Mapping[str, bytes], values: Mapping[str, bytes]) -> None:
        """Store what is new, with verdicts of some files and other values; what cannot be stored now stays new."""
        if self._store is None:
            return
        for path, verdict in verdicts.items():
            self._set(path, self.files[path]._replace(verdict=verdict))
        if not (self._unsaved or self._gone or values) and self._is_same:
            return
        files = {path: self.files[path] for path in sorted(self._unsaved)}
        documents: dict[str, StoredDocument] = {}
        for path in files:
            if parsed := self._loaded.get(path):
                if document := _stored(parsed):
                    documents[path] = document
                else:
                    files[path] = StoredFile()  # it is read again each time
        values = {_SIGNATURE: self.signature, **values}
        if self._store.save(Changes(values, files, documents, self._gone, anew=not self._is_same)):
            self._is_same = True
            self._unsaved, self._gone = set(), set()


def _parsed(file: StoredFile, document: StoredDocument | None) -> ParsedFile | None:
    if document is None or document.digest != file.digest:
        return None
    try:
        return ParsedFile(file.digest, document.contents, decode_as(OutgoingLinks, document.outgoing), file.aliases)
    except ValueError:
        return None


def _stored(parsed: ParsedFile) -> StoredDocument | None:
    """The form in which a parsed file is stored; None if it has what cannot be encoded."""
    if not isinstance(parsed.contents, bytes):
        return None
    try:
        return StoredDocument(parsed.digest, encode_typed(parsed.outgoing), parsed.contents)
    except (ValueError, TypeError, OverflowError):  # such as the name of a file that is not UTF-8
        return None
