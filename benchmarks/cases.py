"""The cases that are measured: a command, in a state of the vault and of the tool's cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_vaults import CHANGED_NOTE


def as_it_is(_vault: Path) -> AbstractContextManager[None]:
    """Run on the vault as it is."""
    return nullcontext()


@contextmanager
def one_note_changed(vault: Path) -> Iterator[None]:
    """Run after a new edit of one note, and restore the note afterwards."""
    note = vault / CHANGED_NOTE
    before, content = note.stat(), note.read_bytes()
    note.write_bytes(content + f"\nAn afterthought of {os.urandom(4).hex()}.\n".encode())
    try:
        yield
    finally:
        note.write_bytes(content)
        os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))


def without(folder: Path) -> Callable[[Path], AbstractContextManager[None]]:
    """Run after removing the cache in `folder`."""

    def removed(_vault: Path) -> AbstractContextManager[None]:
        shutil.rmtree(folder, ignore_errors=True)
        return nullcontext()

    return removed


@dataclass(frozen=True, slots=True)
class Case:
    """A command to run in the vault's folder; `state` is for example "cold" or "warm"."""

    tool: str
    state: str
    command: tuple[str, ...]
    around: Callable[[Path], AbstractContextManager[None]] = as_it_is

    @property
    def label(self) -> str:
        """Tool and state, the key of the results."""
        return f"{self.tool}, {self.state}" if self.state else self.tool
