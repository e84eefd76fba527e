"""Write a plan to disk: all of it or nothing, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vaultlint.fix.edits import Plan


def write(root: Path, plan: Plan, read: Mapping[str, bytes], *, can_undo: bool = False) -> None:
    """Change the files of a vault as planned, or none of them.

    `read` are the bytes of the edited files, by path, from which the plan was made. With `can_undo`, as for moves, the
    journal is kept for `undo`. A move of a folder takes along all that is in it; the folders that a new path needs are
    created. Raises `FixRefused`.
    """
    raise NotImplementedError


def recover(root: Path) -> str | None:
    """Finish or undo what was interrupted; every command that writes calls this before it reads the vault.

    Returns a notice that says what was done, None where nothing was interrupted. Raises `FixRefused`.
    """
    raise NotImplementedError


def interrupted(root: Path) -> str | None:
    """Return a notice if a change was interrupted: for commands that do not write."""
    raise NotImplementedError


def undo(root: Path) -> Plan:
    """Take back the last change that was written with `can_undo`; returns its plan, without the edits' texts.

    Raises `FixRefused`.
    """
    raise NotImplementedError
