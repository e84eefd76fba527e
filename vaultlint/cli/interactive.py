"""`vaultlint check --interactive`: ask about the problems of a vault, and write the fixes that were chosen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message, terminal_style, uses_colour
from vaultlint.cli.dialogue import Dialogue, Terminal
from vaultlint.cli.fixing import FixRun, recover_changes
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session
from vaultlint.fix.disk.places import Places
from vaultlint.fix.partial_write import Written, write_fixes
from vaultlint.fix.undoable_fixer import UndoableFixer
from vaultlint.lint.packed_result import CheckAnswer
from vaultlint.output.check_report import plain_style
from vaultlint.output.text_output import plural, summarise
from vaultlint.parse import read_text

Reopen = Callable[[], Session]
"""Opens a session on a vault as it is now."""


def check_interactively(reopen: Reopen, color: str, *, use_baseline: bool, quiet: bool) -> CheckAnswer:
    """Ask about the problems of the requested notes, write the fixes that were chosen, and check again.

    Ends the command with exit code 130 on Ctrl-C, and then writes nothing. Raises `click.UsageError` where nobody can
    answer.
    """
    require_terminal()
    session = reopen()
    if notice := recover_changes(session.root):
        print_message(notice)
    print_notices(session, quiet=quiet)
    vault = _OpenVault(reopen, use_baseline=use_baseline)
    style = terminal_style if uses_colour(color) else plain_style
    dialogue = Dialogue(vault, Terminal(style, shown_paths(session.root)))
    try:
        dialogue.hold()
    except KeyboardInterrupt:
        lost = plural(dialogue.unwritten, "chosen fix is", "chosen fixes are")
        print_message(f"interrupted: {lost} not written" if dialogue.unwritten else "interrupted")
        click.get_current_context().exit(130)
    checked = cached_check(reopen(), use_baseline=use_baseline)
    if not quiet:
        click.echo("; ".join(filter(None, (summarise(checked.result), dialogue.summary))))
    for failure in checked.result.failures:
        print_message(failure.message)
    return checked


def require_terminal() -> None:
    """Raise `click.UsageError` where nobody can answer."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not (stream and stream.isatty()):
            raise click.UsageError(f"--interactive needs a terminal, but standard {name} is not one")


class _InteractiveRun(FixRun):
    """Problems that are fixed in memory as a person decides."""

    fixer: UndoableFixer

    def _make_fixer(self, *, suggestions_too: bool) -> UndoableFixer:
        del suggestions_too
        session = self._session
        return UndoableFixer(session.index, session.selection, self._verdicts, self._check, self.first)

    def text(self, path: str) -> str:
        """Return the text of the note or canvas at a path, as it is in memory."""
        return read_text(self._session.index.source.read(path))


class _OpenVault:
    """A vault whose problems are fixed in memory until they are written (a `Workplace`)."""

    def __init__(self, reopen: Reopen, *, use_baseline: bool) -> None:
        self._reopen = reopen
        self._use_baseline = use_baseline
        self._run = self._start()

    def _start(self) -> _InteractiveRun:
        return with_cache_fallback(
            self._reopen(),
            lambda session: _InteractiveRun(session, use_baseline=self._use_baseline, suggestions_too=True),
            lambda run: bool(run.first.failures),
        )

    def draft(self) -> UndoableFixer:
        """Return what fixes problems in memory."""
        return self._run.fixer

    def read_again(self) -> UndoableFixer:
        """Read the vault, and return a draft without fixes."""
        self._run = self._start()
        return self._run.fixer

    def text(self, path: str) -> str:
        """Return the text of the note or canvas at a path, as it is in the draft."""
        return self._run.text(path)

    def location(self, path: str) -> str:
        """Return where the file at a path in the vault is on disk."""
        return Places(os.path.realpath(self._run.root)).place(path)

    def write(self) -> Written:
        """Write the fixes of the draft."""
        return write_fixes(self._run.root, self._run.fixer)
