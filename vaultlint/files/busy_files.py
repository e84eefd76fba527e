"""Replace, move and delete files that another program has open.

Windows refuses that where other systems do it. Editors, synchronization tools and virus scanners open a file that was
just written, mostly for some milliseconds, so it is tried again for about a second.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
"""Seconds to wait before each further attempt."""

_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION = 5, 32, 33
"""How Windows says that a file is open elsewhere; the first may also mean that the user has no right to it."""

_OPEN_ELSEWHERE = "another program has it open: close it there and try again"
_DENIED = "access is denied, or another program has it open"


def replace(unfinished: str, place: str) -> None:
    """Put a file in the place of another; raises OSError, which names `place`."""
    _try(lambda: os.replace(unfinished, place), place)  # noqa: PTH105


def rename(old: str, new: str) -> None:
    """Give a file or folder a new path at which there is nothing; raises OSError, which names `old`."""
    _try(lambda: os.rename(old, new), old)  # noqa: PTH104


def unlink(place: str) -> None:
    """Delete a file; raises OSError."""
    _try(lambda: os.unlink(place), place)  # noqa: PTH108


def _try(do: Callable[[], None], place: str) -> None:
    for wait in _WAITS:
        try:
            do()
        except PermissionError as error:
            if not _is_open_elsewhere(error):
                raise
        else:
            return
        time.sleep(wait)
    try:
        do()
    except PermissionError as error:
        if _is_open_elsewhere(error):
            why = _DENIED if getattr(error, "winerror", 0) == _ACCESS_DENIED else _OPEN_ELSEWHERE
            raise PermissionError(error.errno, why, place) from None
        raise


def _is_open_elsewhere(error: PermissionError) -> bool:
    return getattr(error, "winerror", None) in {_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION}
