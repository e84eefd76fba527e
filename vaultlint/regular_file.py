"""Reading files that may be anything: only regular ones are opened to the end, and none beyond a limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MAX_SIZE = 10_000_000
"""The default of `max-file-size`, and what a configuration or a settings file may have, in bytes."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


def read_regular_file(place: str, limit: int = MAX_SIZE, *, follow: bool = True) -> bytes:
    """The bytes of a file; where links are not to be followed, one is an OSError.

    So is anything but a regular file, and one of more than `limit` bytes, of which no more is ever read: also
    where the file grows, or the system tells a wrong size.
    """
    if not (follow or _NO_LINK) and os.path.islink(place):  # noqa: PTH114  thousands are read: pathlib is slow
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), place)
    file = os.open(place, _FLAGS if follow else _FLAGS | _NO_LINK)
    try:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", place)
        if facts.st_size > limit:
            raise _too_large(place, limit)
        data = os.read(file, facts.st_size + 1)
        return data if len(data) == facts.st_size else _read_on(file, data, place, limit)
    finally:
        os.close(file)


def _read_on(file: int, begun: bytes, place: str, limit: int) -> bytes:
    """The rest of a file that has not the size that the system told."""
    chunks, size = [begun], len(begun)
    while size <= limit and (chunk := os.read(file, min(limit + 1 - size, 1_000_000))):
        chunks.append(chunk)
        size += len(chunk)
    if size > limit:
        raise _too_large(place, limit)
    return b"".join(chunks)


def _too_large(place: str, limit: int) -> OSError:
    return OSError(errno.EFBIG, f"it has more than {limit:,} bytes", place)


def inside(folder: Path, place: str | Path) -> str:
    """Where a file of a vault's folder truly is; an OSError where it is outside, behind a link."""
    real = os.path.realpath(place)
    if not Path(real).is_relative_to(os.path.realpath(folder)):
        raise PermissionError(0, "it is a link to a file outside of the vault", str(place))
    return real


def reason(error: OSError) -> str:
    """Why a file could not be read, in the system's words."""
    return (error.strerror or str(error) or type(error).__name__).lower()
