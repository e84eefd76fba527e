"""The cases that are measured: a command, in a state of the vault and of the tool's cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.generated_vaults import CHANGED_NOTE
from benchmarks.measure import output


def as_it_is(_vault: Path) -> AbstractContextManager[None]:
    """Run on the vault as it is."""
    return nullcontext()


def one_note_changed(vault: Path) -> AbstractContextManager[None]:
    """Run after a new edit of one note, which leaves its links alone, and restore the note afterwards."""
    return _with_more_text(vault / CHANGED_NOTE, f"An afterthought of {os.urandom(4).hex()}.")


def one_link_added() -> Callable[[Path], AbstractContextManager[None]]:
    """Run after adding a link to an existing note, and restore the linking note afterwards.

    Each run has another link than the one before, so the graph that was cached is never that of the vault.
    """
    numbers = count()

    def added(vault: Path) -> AbstractContextManager[None]:
        note = vault / CHANGED_NOTE
        text = note.read_text(encoding="utf-8")
        names = sorted(file.stem for file in note.parent.glob("*.md") if file != note)
        targets = [name for name in names if name not in text]
        return _with_more_text(note, f"See also [[{targets[next(numbers) % len(targets)]}]].")

    return added


@contextmanager
def _with_more_text(note: Path, text: str) -> Iterator[None]:
    before, content = note.stat(), note.read_bytes()
    note.write_bytes(content + f"\n{text}\n".encode())
    try:
        yield
    finally:
        note.write_bytes(content)
        os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))


def with_new_file(name: str, command: Sequence[str]) -> Callable[[Path], AbstractContextManager[None]]:
    """Run with a file that a command writes into the vault, and remove the file afterwards."""

    @contextmanager
    def written(vault: Path) -> Iterator[None]:
        output(command, vault, 600)
        try:
            yield
        finally:
            (vault / name).unlink()

    return written


def without(folder: Path) -> Callable[[Path], AbstractContextManager[None]]:
    """Run after removing the cache in `folder`."""

    def removed(_vault: Path) -> AbstractContextManager[None]:
        shutil.rmtree(folder, ignore_errors=True)
        return nullcontext()

    return removed


@dataclass(frozen=True, slots=True)
class Case:
    """A command to run in the vault's folder; `state` is for example "cold" or "warm", `expected` its exit codes."""

    tool: str
    state: str
    command: tuple[str, ...]
    around: Callable[[Path], AbstractContextManager[None]] = as_it_is
    expected: tuple[int, ...] = (0, 1)

    @property
    def label(self) -> str:
        """Tool and state, the key of the results."""
        return f"{self.tool}, {self.state}" if self.state else self.tool
