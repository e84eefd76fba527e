"""What happens while a vault is watched: files change, and keys are pressed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from vaultlint.cli.keys import reading_keys
from vaultlint.files.watcher import FileWatcher

CHANGED = ""
"""The event that files may have changed; every other event is the key that was pressed."""


class WatchEvents(Protocol):
    """A source of events."""

    has_keys: bool
    """Whether keys can be pressed."""

    def watch(self, root: Path, folders: frozenset[str]) -> None:
        """From now on, tell of changes in a vault with these folders."""
        raise NotImplementedError

    def next(self) -> str:
        """Wait for an event."""
        raise NotImplementedError


class TerminalEvents:
    """Events from the system and the terminal (a `WatchEvents`). Now and then, files are said to have changed."""

    has_keys = False

    def __init__(self) -> None:
        self._queue: SimpleQueue[str] = SimpleQueue()
        self._watched: tuple[Path, frozenset[str]] | None = None
        self._watcher: FileWatcher | None = None
        self._stack = ExitStack()

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[TerminalEvents]:
        """Read keys and watch files until the context ends."""
        events = cls()
        with reading_keys(events._queue.put) as has_keys:
            events.has_keys = has_keys
            with events._stack:
                yield events

    def watch(self, root: Path, folders: frozenset[str]) -> None:
        """See `WatchEvents.watch`."""
        if self._watched == (root, folders):
            return
        self._watched = root, folders
        self._stack.close()
        self._watcher = self._stack.enter_context(FileWatcher(root, sorted(folders), self._tell_changed))

    def _tell_changed(self) -> None:
        self._queue.put(CHANGED)

    def next(self) -> str:
        """See `WatchEvents.next`."""
        try:
            return self._queue.get(timeout=self._watcher.interval if self._watcher else None)
        except Empty:
            return CHANGED
