"""Write a change to disk: all of it or nothing, whatever happens meanwhile.

A journal with the old and the new bytes of each file is written first. Then each file is replaced in one step, in the
order of the journal, and then the moves are done. So if a process is killed, or the power fails, the next one can tell
how far it came, and finishes the change; where that is impossible, since the user has edited a file meanwhile, it
undoes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.errors import reason as reason_of
from vaultlint.fix.disk.journal import FIX, MOVE, FileChange, Journal, Journals
from vaultlint.fix.disk.lock import locked
from vaultlint.fix.disk.places import Places
from vaultlint.fix.disk.steps import BlockedError, Steps
from vaultlint.fix.edits import Move, Plan, edited_bytes, edits_by_path

_NOTHING = "nothing was written"


class Undone(NamedTuple):
    """What was taken back: the moves, and the other files that have their old bytes again, by their paths now."""

    moves: tuple[Move, ...]
    files: tuple[str, ...]


def write(root: Path, plan: Plan, read: Mapping[str, bytes], *, can_undo: bool = False) -> None:
    """Change the files of a vault as planned, or none of them.

    `read` are the bytes of the edited files, by path, from which the plan was made. With `can_undo`, as for moves, the
    journal is kept for `undo`. A move of a folder takes along all that is in it; the folders that a new path needs are
    created. Raises `FixRefused`, which names the file and says why nothing was written.
    """
    places = Places(os.path.realpath(root))
    files = tuple(_file_changes(plan, read, places))
    _check_moves(plan.moves, places)
    journal = Journal(MOVE if can_undo else FIX, files, tuple(_missing_folders(plan.moves, places)), plan.moves)
    with _journals(places) as journals:
        _write(journal, journals, places)


def recover(root: Path) -> str | None:
    """Finish or undo what was interrupted; every command that writes calls this before it reads the vault.

    Returns a notice that says what was done, None where nothing was interrupted. Raises `FixRefused`.
    """
    places = Places(os.path.realpath(root))
    file, others = Journals(places.root).left_behind()
    if file is None:
        return _notice_of_others(others)
    with _journals(places) as journals:
        journal = journals.unfinished()
        if journal is None:  # another process has finished it
            return None
        steps = Steps(journal, places, is_new=False)
        steps.clear_up()
        try:
            steps.go_on()
        except (BlockedError, OSError) as why:
            with _naming(file, journal):
                steps.go_back()
                journals.abandon()
            return f"undid a {journal.kind} that was interrupted, since it cannot be finished: {_text(why)}"
        journals.finish(journal)
        return f"finished a {journal.kind} that was interrupted"


def interrupted(root: Path) -> str | None:
    """Return a notice if a change was interrupted: for commands that do not write to notes."""
    places = Places(os.path.realpath(root))
    journals = Journals(places.root)
    file, others = journals.left_behind()
    if file is None:
        return _notice_of_others(others)
    with suppress(FixRefused), locked(journals.folder):  # else it goes on
        return "a change to this vault was interrupted: the next `vaultlint check --fix` or `vaultlint mv` finishes it"
    return None


def undo(root: Path) -> Undone:
    """Take back the last change that was written with `can_undo`.

    Raises `FixRefused` where there is none, and where a file is not as it was written then.
    """
    places = Places(os.path.realpath(root))
    with _journals(places) as journals:
        done = journals.last_move()
        if done is None:
            raise FixRefused("no move to undo")
        inverse = done.inverse
        for path, before, _ in inverse.files:
            _check_file(path, before, places, "it has changed since")
        _check_moves(inverse.moves, places)
        _write(inverse, journals, places)
    return Undone(inverse.moves, tuple(path for path, _, _ in done.files))


@contextmanager
def _journals(places: Places) -> Iterator[Journals]:
    """Hold the lock of a vault."""
    journals = Journals(places.root)
    journals.prepare()
    with locked(journals.folder):
        yield journals


def _write(journal: Journal, journals: Journals, places: Places) -> None:
    """Begin and finish a change; raises `FixRefused` once it is undone, if it cannot be finished."""
    if journals.unfinished():
        raise FixRefused(f"another change was interrupted meanwhile: try again; {_NOTHING}")
    try:
        journals.begin(journal)
    except OSError as error:
        raise FixRefused(f"{journals.folder}: cannot be written: {reason_of(error)}") from None
    steps = Steps(journal, places, is_new=True)
    try:
        steps.go_on()
    except BaseException as why:
        with _naming(journals.file, journal):
            steps.go_back()
            journals.abandon()
        if isinstance(why, BlockedError | OSError):
            raise FixRefused(f"{_text(why)}; {_NOTHING}") from None
        raise
    journals.finish(journal)


@contextmanager
def _naming(file: Path, journal: Journal) -> Iterator[None]:
    """Raise `FixRefused` for a change that can neither be finished nor undone."""
    try:
        yield
    except (BlockedError, OSError) as why:
        raise FixRefused(
            f"a {journal.kind} was interrupted, and can neither be finished nor undone: {_text(why)};"
            f" put that right, or delete {file} to keep the vault as it is"
        ) from None


def _text(why: BlockedError | OSError) -> str:
    if isinstance(why, OSError):
        return f"{why.filename}: {reason_of(why)}" if why.filename else reason_of(why)
    return str(why)


def _notice_of_others(files: tuple[Path, ...]) -> str | None:
    if not files:
        return None
    return (
        f"{files[0]}: another user, or vaultlint on another machine, was interrupted while it changed this vault:"
        " finish that there, or delete the file"
    )


def _file_changes(plan: Plan, read: Mapping[str, bytes], places: Places) -> Iterator[FileChange]:
    """Yield the files that a plan writes, once it is certain that they can be written; raises `FixRefused`."""
    for path, edits in sorted(edits_by_path(plan.edits).items()):
        before = read[path]
        try:
            after = edited_bytes(before, edits)
        except ValueError as error:
            raise FixRefused(f"{path}: cannot be edited: {error}; {_NOTHING}") from None
        if before != after:
            _check_file(path, before, places, "it has changed since it was read")
            yield FileChange(path, before, after)


def _check_file(path: str, expected: bytes, places: Places, otherwise: str) -> None:
    fault = places.why_not_written(path) or ("" if places.holds(path, expected) else otherwise)
    if fault:
        raise FixRefused(f"{path}: {fault}; {_NOTHING}")


def _check_moves(moves: tuple[Move, ...], places: Places) -> None:
    """Raise `FixRefused` for moves that cannot be done: no file is ever overwritten."""
    taken: set[str] = set()
    for old, new in moves:
        fault = places.why_not_moved(old, new) or (f"another file is moved to {new}" if new in taken else None)
        if fault:
            raise FixRefused(f"{old}: cannot be moved: {fault}; {_NOTHING}")
        taken.add(new)


def _missing_folders(moves: tuple[Move, ...], places: Places) -> Iterator[str]:
    """Yield the folders that have to be created, each after the one around it."""
    found: set[str] = set()
    for _, new in moves:
        parts = new.split("/")[:-1]
        for count in range(1, len(parts) + 1):
            folder = "/".join(parts[:count])
            if folder not in found and not places.exists(folder):
                found.add(folder)
                yield folder
