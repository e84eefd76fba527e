"""The steps of a change on disk, forwards and backwards, from wherever it was interrupted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from vaultlint.files import busy_files
from vaultlint.files.regular_file import sync_files, sync_folder, write_beside
from vaultlint.fix.disk.journal import FileChange, Journal
from vaultlint.fix.disk.places import Places, is_respelled
from vaultlint.obsidian.names import folder_of

_PREFIX = "change-"
_PASSING = ".vaultlint-passing"
"""What a file is called while only the case of its name is changed: some systems do not do that in one step."""


class BlockedError(Exception):
    """A step cannot be done, since the vault is not as it was; the message names the file and says why."""


class Steps:
    """The steps of a change; some may have been done already, by another process too unless it `is_new`."""

    def __init__(self, journal: Journal, places: Places, *, is_new: bool) -> None:
        self._journal = journal
        self._places = places
        self._is_new = is_new
        self._moved: set[tuple[str, str]] = set()

    def clear_up(self) -> None:
        """Delete what an interrupted process was about to put in place; the lock must be held."""
        paths = [path for path, _, _ in self._journal.files if not self._places.why_not_written(path)]
        for folder in {os.path.dirname(self._places.place(path)) for path in paths}:  # noqa: PTH120
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith(f".vaultlint-{_PREFIX}"):
                        os.unlink(entry.path)  # noqa: PTH108

    def go_on(self) -> None:
        """Do all steps that have not been done; raises `BlockedError` and OSError."""
        journal = self._journal
        self._demand_one_of_each()
        if not any(self._is_done(*move) for move in journal.moves):  # they come last
            self._replace(self._unwritten())
            self._sync(path for path, _, _ in journal.files)
        self._make(journal.created)
        for old, new in journal.moves:
            self._move(old, new)
        self._remove(journal.removed)
        self._sync(path for move in journal.moves for path in move)

    def go_back(self) -> None:
        """Undo all steps that have been done; raises `BlockedError` and OSError."""
        journal = self._journal
        if not self._is_new:
            self._demand_one_of_each()
        self._make(reversed(journal.removed))
        for old, new in reversed(journal.moves):
            if self._has_begun(old, new):
                self._move(new, old)
        self._remove(reversed(journal.created))
        files = [FileChange(path, after, before) for path, before, after in reversed(journal.files)]
        self._replace([file for file in files if self._places.holds(file.path, file.before)])
        self._sync(path for path, _, _ in journal.files)
        self._sync(path for move in journal.moves for path in move)

    def _unwritten(self) -> list[FileChange]:
        """The files that are still to be written.

        Before the last one that was written, all were: if one has other bytes now, the user has edited it since.
        """
        files = self._journal.files
        written = [self._places.holds(path, after) for path, _, after in files]
        last = max((at for at, is_written in enumerate(written) if is_written), default=-1)
        unwritten: list[FileChange] = []
        for at, file in enumerate(files):
            if self._places.holds(file.path, file.before):
                unwritten.append(file)
            elif at > last:
                raise BlockedError(f"{file.path} has changed meanwhile")
        return unwritten

    def _replace(self, files: Sequence[FileChange]) -> None:
        """Replace files, in their order.

        All are written beside the old ones first, so that they reach the disk together: that is several times as fast.
        """
        beside: dict[str, str] = {}
        try:
            for path, _, after in files:
                self._demand_writable(path)
                beside[path] = write_beside(
                    self._places.place(path), after, prefix=_PREFIX, survives_power_failure=False
                )
            sync_files([*beside.values()])
            for path, before, _ in files:
                self._demand_writable(path)  # as late as possible
                self._demand(path, before)
                busy_files.replace(beside[path], self._places.place(path))
                del beside[path]
        except BaseException:
            for each in beside.values():
                with suppress(OSError):
                    os.unlink(each)  # noqa: PTH108
            raise

    def _demand_writable(self, path: str) -> None:
        if fault := self._places.why_not_written(path):
            raise BlockedError(f"{path} cannot be changed: {fault}")

    def _demand(self, path: str, expected: bytes) -> None:
        if not self._places.holds(path, expected):
            raise BlockedError(f"{path} has changed meanwhile")

    def _make(self, folders: Iterable[str]) -> None:
        for folder in folders:
            if not self._places.exists(folder):
                os.mkdir(self._places.place(folder))  # noqa: PTH102

    def _remove(self, folders: Iterable[str]) -> None:
        """Remove folders; something may be in them that is not part of the change."""
        for folder in folders:
            with suppress(OSError):
                os.rmdir(self._places.place(folder))  # noqa: PTH106

    def _is_done(self, old: str, new: str) -> bool:
        """Whether a file has its new path and no longer the old one."""
        if is_respelled(old, new):
            return self._places.lists(new) and not self._places.lists(old)
        return self._places.exists(new) and not self._places.exists(old)

    def _demand_one_of_each(self) -> None:
        """Raise `BlockedError` if a file is at its old and its new path: nobody can tell which one is the user's."""
        for old, new in self._journal.moves:
            if not is_respelled(old, new) and self._places.exists(old) and self._places.exists(new):
                raise BlockedError(f"both {old} and {new} exist")

    def _has_begun(self, old: str, new: str) -> bool:
        if self._is_new:
            return (old, new) in self._moved
        return self._is_done(old, new) or (self._is_passing(old, new) and not self._places.lists(old))

    def _is_passing(self, old: str, new: str) -> bool:
        return is_respelled(old, new) and self._places.exists(_passing(new))

    def _move(self, old: str, new: str) -> None:
        if self._is_done(old, new):
            return
        place, target, passing = map(self._places.place, (old, new, _passing(new)))
        if not (self._is_passing(old, new) and not self._places.lists(old)):
            if fault := self._places.why_not_moved(old, new):
                raise BlockedError(f"{old} cannot be moved: {fault}")
            self._moved.add((old, new))
            if not is_respelled(old, new):
                busy_files.rename(place, target)
                return
            busy_files.rename(place, passing)
        busy_files.rename(passing, target)

    def _sync(self, paths: Iterable[str]) -> None:
        for folder in {os.path.dirname(self._places.place(path)) for path in paths}:  # noqa: PTH120
            sync_folder(folder)


def _passing(path: str) -> str:
    folder = folder_of(path)
    return f"{folder}/{_PASSING}" if folder else _PASSING
