"""`vaultlint check --interactive`: ask about the problems of a vault, and write the fixes that were chosen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import click

from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message
from vaultlint.cli.dialogue import Dialogue, Terminal, chosen_fixes
from vaultlint.cli.fixing import FixRun, start_fixing
from vaultlint.cli.session import Session
from vaultlint.fix.partial_write import Written, write_fixes
from vaultlint.fix.places import Places
from vaultlint.fix.undoable_fixer import UndoableFixer
from vaultlint.output.text_output import Style
from vaultlint.parse import read_text


def require_terminal() -> None:
    """Raise a usage error where nobody can answer."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not (stream and stream.isatty()):
            raise click.UsageError(f"--interactive needs a terminal, but standard {name} is not one")


def fix_interactively(reopen: Callable[[], Session], style: Style, *, use_baseline: bool) -> None:
    """Ask about the problems of the requested notes, and write the fixes that were chosen.

    `reopen` opens the same session, each time anew. Ends the command with exit code 130 on Ctrl-C.
    """
    vault = _OpenVault(reopen, use_baseline=use_baseline)
    dialogue = Dialogue(vault, Terminal(style, vault.shown_path))
    try:
        dialogue.hold()
    except KeyboardInterrupt:
        lost = f": {chosen_fixes(dialogue.unwritten)} not written" if dialogue.unwritten else ""
        print_message(f"interrupted{lost}")
        click.get_current_context().exit(130)


class _OpenVault:
    """A vault whose problems are fixed in memory until they are written (a `Workplace`)."""

    def __init__(self, reopen: Callable[[], Session], *, use_baseline: bool) -> None:
        self._reopen = reopen
        self._use_baseline = use_baseline

    def open(self) -> UndoableFixer:
        """Read the vault, and return a fixer that has done nothing."""
        self._session = self._reopen()
        self._run = start_fixing(self._session, use_baseline=self._use_baseline)
        ...
