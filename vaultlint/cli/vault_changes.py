"""What a vault on disk was like at one time, and what has changed in it since."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.cli.session import Session
from vaultlint.encoding import digest
from vaultlint.errors import reason
from vaultlint.vault.answer_cache import surroundings
from vaultlint.vault.listing import is_document
from vaultlint.vault.sources import RACY, Disk, Stamp

_LOCKED = reason(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
"""Why a file cannot be read that, on Windows, another program has locked for a moment."""


class Seen(NamedTuple):
    """The files of a vault at a time in nanoseconds: their paths, stamps, and what decides how they are read."""

    time: int
    paths: frozenset[str]
    stamps: Mapping[str, Stamp]
    surroundings: Any

    @classmethod
    def on(cls, disk: Disk) -> Seen:
        """Look at a vault on disk, which was not listed yet."""
        now = time.time_ns()
        return cls(now, frozenset(disk.paths()), disk.stamps(), surroundings(disk))

    def may_have_changed(self, path: str, now: Stamp | None) -> bool:
        """Whether a file may have other bytes than then, if this is its stamp now."""
        then = self.stamps.get(path)
        return then != now or now is None or abs(now[1] - self.time) < RACY

    def folders(self, root: Path) -> frozenset[str]:
        """Return the folders below the root that have files, and those around them; Obsidian's settings are in one."""
        found = {".obsidian"}
        for path in self.paths:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(name for name in found if (root / name).is_dir())


def changes_since(
    session: Session, then: Seen, now: Seen, without: Collection[str] = ()
) -> Iterable[tuple[str, bytes | None]]:
    """Yield the files that have changed, but for some, with their bytes; raises OSError for one that cannot be read.

    The bytes are None for a file that is gone, and empty if only names matter.
    """
    yield from ((path, None) for path in sorted(then.paths - now.paths) if path not in without)
    for path in sorted(now.paths):
        if path in without:
            continue
        if not is_document(path):
            if path not in then.paths:
                yield path, b""
        elif path in session.index.unreadable and then.stamps.get(path) == now.stamps.get(path):
            yield from _unlocked(session, path)
        elif path not in then.paths or then.may_have_changed(path, now.stamps.get(path)):
            data = session.disk.read(path)
            known = session.index.documents.files.get(path)
            if known is None or known.digest != digest(data):
                yield path, data


def _unlocked(session: Session, path: str) -> Iterable[tuple[str, bytes]]:
    """Yield a file that could not be read since it was locked, if it can be read now."""
    if session.index.unreadable[path] == _LOCKED:
        with suppress(OSError):
            yield path, session.disk.read(path)
