"""`vaultlint check --interactive`: ask about the problems of a vault, and write the fixes that were chosen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from vaultlint.cli.baseline_command import load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message
from vaultlint.cli.dialogue import Dialogue, Terminal, chosen_fixes
from vaultlint.cli.session import Session
from vaultlint.fix.decisions import Decisions
from vaultlint.fix.live_draft import LiveDraft
from vaultlint.lint.baseline import Baseline, BaselineEntry, compare
from vaultlint.lint.live_check import LiveCheck
from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name
from vaultlint.output.text_output import Style


def require_terminal() -> None:
    """Raise a usage error if nobody can answer."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not (stream and stream.isatty()):
            raise click.UsageError(f"--interactive asks in a terminal, but standard {name} is not one")


def fix_interactively(session: Session, style: Style, *, use_baseline: bool) -> None:
    """Ask about the problems of the requested notes, and write the fixes that were chosen.

    Ends the command with exit code 130 on Ctrl-C.
    """
    draft = with_cache_fallback(session, lambda session: _draft(session, use_baseline=use_baseline))
    decisions = Decisions(draft)
    dialogue = Dialogue(draft, decisions, Terminal(style, shown_paths(session.root)))
    try:
        dialogue.hold()
    except KeyboardInterrupt:
        lost = f": {chosen_fixes(decisions.fixed)} not written" if decisions.fixed else ""
        print_message(f"interrupted{lost}")
        click.get_current_context().exit(130)
    click.echo("\n".join(_left(draft, decisions)))


def _draft(session: Session, *, use_baseline: bool) -> LiveDraft:
    live = LiveCheck(session.index, session.selection, session.verdicts)
    session.save()
    baseline = load_baseline(session.root) if use_baseline else None

    def reported(problems: Sequence[Problem]) -> Sequence[Problem]:
        requested = [problem for problem in problems if session.is_requested(problem.path)]
        return requested if baseline is None else compare(requested, baseline, _Names(session)).new

    return LiveDraft(session.index, live, session.disk, reported)


class _Names:
    """The names of the notes of a vault, as what a check covered; fixed entries of the baseline do not matter here."""

    def __init__(self, session: Session) -> None:
        self._names = {note_name(path) for path in session.index.documents.files}

    def has_note(self, note: str) -> bool:
        """Whether the vault has a note of that name."""
        return note in self._names

    def covers(self, entry: BaselineEntry) -> bool:
        """Whether the check would have found the problem of an entry if it still existed."""
        del entry
        return False
