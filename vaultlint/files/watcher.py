"""Notice at once when files may have changed, where watchfiles is installed; without it, one has to look."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

OFTEN = 1.0
"""Seconds between two looks at the files where nothing tells of changes."""

SELDOM = 3.0
"""The same with watchfiles, which sees neither what lies outside of the folders, nor all of a network drive."""

_LONGEST_BURST = 500
_QUIET = 50
"""Milliseconds for which nothing may happen before a change is told, but for at most `_LONGEST_BURST`."""

_IS_RECURSIVE = sys.platform != "linux"
"""Whether the system watches a folder with all below it. inotify does not: a library that does it there follows links
out of the folder, so each folder is watched alone."""


class FileWatcher:
    """Calls `tell`, from a thread, when files may have changed in `folder` or in those of `inner` that are given."""

    def __init__(self, folder: Path, inner: Iterable[str], tell: Callable[[], None]) -> None:
        below = () if _IS_RECURSIVE else (folder / name for name in inner)
        self._folders = [folder, *below]
        self._tell = tell
        self._stopped = Event()
        self.interval = SELDOM

    def __enter__(self) -> Self:
        Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()

    def _run(self) -> None:
        """Watch until it is stopped; where that fails, as on too many folders for the system, one has to look."""
        try:
            from watchfiles import watch  # of an extra, and slow to import

            for _ in watch(
                *self._folders,
                watch_filter=self._is_of_concern,
                debounce=_LONGEST_BURST,
                step=_QUIET,
                stop_event=self._stopped,
                raise_interrupt=False,
                recursive=_IS_RECURSIVE,
            ):
                self._tell()
        except Exception:
            self.interval = OFTEN
        else:
            self.interval = OFTEN  # it has been stopped, or the folder is gone

    def _is_of_concern(self, _: object, path: str) -> bool:
        """Whether a path is in no hidden folder but Obsidian's, which alone has anything that is read."""
        folders = Path(path).parts[len(self._folders[0].parts) : -1]
        return not any(name.startswith(".") for name in folders) or folders == (".obsidian",)
