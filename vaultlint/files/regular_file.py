"""Read regular files up to a size limit, and replace files atomically."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from vaultlint.files import busy_files

MAX_SIZE = 10_000_000
"""The default of `max-file-size`, and the limit for configuration and settings files, in bytes."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # never wait for a pipe
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none

_NO_SYNC = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""How a file system answers that has no fsync."""

_SYNCED_AT_ONCE = 8

_UNFINISHED = ".vaultlint-", ".tmp"
_ABANDONED = 3600
"""The age in seconds from which no run can still be writing an unfinished file."""


def read_regular_file(place: str, limit: int = MAX_SIZE, *, follow: bool = True) -> bytes:
    """Read the bytes of a regular file.

    Raises OSError for anything else, for a file of more than `limit` bytes and, unless `follow`, for a link. No more
    than `limit` bytes are ever read, even if the file grows or the system reports a wrong size.
    """
    if not (follow or _NO_LINK) and os.path.islink(place):  # noqa: PTH114  pathlib is slow for thousands of files
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), place)
    file = os.open(place, _FLAGS if follow else _FLAGS | _NO_LINK)
    try:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", place)
        if facts.st_size > limit:
            raise too_large(place, limit)
        data = os.read(file, facts.st_size + 1)
        return data if len(data) == facts.st_size else _read_on(file, data, place, limit)
    finally:
        os.close(file)


def _read_on(file: int, begun: bytes, place: str, limit: int) -> bytes:
    """Read the rest of a file whose size is not what the system reported."""
    chunks, size = [begun], len(begun)
    while size <= limit and (chunk := os.read(file, min(limit + 1 - size, 1_000_000))):
        chunks.append(chunk)
        size += len(chunk)
    if size > limit:
        raise too_large(place, limit)
    return b"".join(chunks)


def too_large(place: str, limit: int) -> OSError:
    """Return the error for a file of more than `limit` bytes."""
    return OSError(errno.EFBIG, f"larger than {limit:,} bytes", place)


def replace_file(place: str, content: bytes, *, survives_power_failure: bool = True) -> None:
    """Give a file new content: whatever happens, it has either its old content or all of the new.

    That holds when the process is killed. It holds after a power failure too, unless `survives_power_failure` is
    False: then the file may be empty or damaged, and the caller is not kept waiting for the disk. Raises OSError.
    """
    folder = os.path.dirname(place) or os.curdir  # noqa: PTH120
    _clear_up(folder)
    unfinished = write_beside(place, content, survives_power_failure=survives_power_failure)
    try:
        busy_files.replace(unfinished, place)
    except BaseException:
        _discard(unfinished)
        raise
    if survives_power_failure:
        sync_folder(folder)


def write_beside(place: str, content: bytes, *, prefix: str = "", survives_power_failure: bool = True) -> str:
    """Write the new content of a file beside it, with its mode and owner, and return the path; raises OSError.

    What is written is hidden, and in time deleted by `replace_file` if it is left there. `prefix` makes it known to the
    caller.
    """
    name = os.urandom(8).hex().join((_UNFINISHED[0] + prefix, _UNFINISHED[1]))
    unfinished = os.path.join(os.path.dirname(place) or os.curdir, name)  # noqa: PTH118, PTH120
    file = os.open(unfinished, _NEW, 0o666)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(content)
            with suppress(FileNotFoundError):
                _copy_access(place, unfinished)
            if survives_power_failure:
                stream.flush()
                _sync(stream.fileno())
    except BaseException:
        _discard(unfinished)
        raise
    return unfinished


def _discard(unfinished: str) -> None:
    """Delete a file that was not put in place, so that the reason why it was not is what the user hears."""
    with suppress(OSError):
        os.unlink(unfinished)  # noqa: PTH108


def _copy_access(place: str, to: str) -> None:
    """Give a file the owner, where that is allowed, and the mode of another."""
    facts, new = os.stat(place), os.stat(to)  # noqa: PTH116
    if hasattr(os, "chown") and (facts.st_uid, facts.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):
            os.chown(to, facts.st_uid, facts.st_gid)
    os.chmod(to, stat.S_IMODE(facts.st_mode))  # noqa: PTH101


def _sync(file: int) -> None:
    """Wait until the content of an open file is on the disk, where its file system can tell."""
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NO_SYNC:  # a full or failing disk is an error
            raise


def sync_files(places: Sequence[str]) -> None:
    """Wait until the content of files is on the disk: of several at a time, which it can write together."""
    if len(places) < _SYNCED_AT_ONCE:
        for place in places:
            _sync_file(place)
        return
    from concurrent.futures import ThreadPoolExecutor  # only needed to write many

    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
        list(pool.map(_sync_file, places))


def _sync_file(place: str) -> None:
    file = os.open(place, os.O_RDWR | getattr(os, "O_BINARY", 0))  # Windows syncs only what may be written
    try:
        _sync(file)
    finally:
        os.close(file)


def sync_folder(folder: str) -> None:
    """Wait until a folder's entries are on the disk.

    Where that is impossible, as on Windows, a power failure may bring back the old file, which is whole.
    """
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _clear_up(folder: str) -> None:
    """Delete unfinished files that interrupted runs left behind."""
    prefix, suffix = _UNFINISHED
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(suffix):
                with suppress(OSError):  # another run may have deleted it, or have it open
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
                        os.unlink(entry.path)  # noqa: PTH108


def resolve_inside(folder: Path, place: str | Path, also: Iterable[str] = ()) -> str:
    """Return the real path of a file in a folder; raises OSError if a link leads out of it and out of `also`."""
    real = os.path.realpath(place)
    if not any(Path(real).is_relative_to(each) for each in (os.path.realpath(folder), *also)):
        raise PermissionError(0, "a link to a file outside the vault", str(place))
    return real
