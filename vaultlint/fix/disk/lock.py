"""Let one process at a time change a vault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vaultlint.errors import FixRefused, reason

_FILE = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock in a folder; raises `FixRefused` if another process holds it.

    The system releases it when a process ends, however that happens, so no lock is ever stale.
    """
    from filelock import FileLock, Timeout  # only needed to write

    lock = FileLock(folder / _FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise FixRefused("another vaultlint is changing this vault: try again once it has ended") from None
    except OSError as error:
        raise FixRefused(f"{folder / _FILE}: cannot be locked: {reason(error)}") from None
    try:
        yield
    finally:
        lock.release()
