"""What `vaultlint check` was asked for, and what it says about a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultlint.cli.baseline_command import describe, fixed_entries
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message, show_traceback
from vaultlint.cli.fixing import FixFlags
from vaultlint.cli.guide import CheckGuide
from vaultlint.cli.reporting import ReportFlags
from vaultlint.cli.scope import ScopeFlags
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.result import Result
from vaultlint.output.check_report import View
from vaultlint.output.text_output import describe_fixable

if TYPE_CHECKING:
    from vaultlint.cli.fixing import FixRun


@dataclass(frozen=True)
class CheckRequest:
    """What the user asked `vaultlint check` for."""

    scope: ScopeFlags
    selected: SelectionFlags
    fixes: FixFlags
    reporting: ReportFlags
    options: VaultOptions
    no_baseline: bool = False
    strict_baseline: bool = False

    @property
    def use_baseline(self) -> bool:
        """Whether the baseline hides problems."""
        return not (self.no_baseline or self.options.isolated)

    def open_session(self, text: bytes | None = None) -> Session:
        """Open a session on the vault as it is now; raises `VaultlintError`."""
        scope = self.scope
        return open_session(scope.paths, self.options, self.selected, scope.since, affected=scope.affected, text=text)

    def view(self, session: Session, result: Result, run: FixRun | None = None, *, show_all: bool = False) -> View:
        """Return how a result is shown, which is what is left after a run that fixed problems."""
        guide = CheckGuide(
            session,
            self.scope.paths,
            self.options,
            self.selected,
            self.no_baseline,
            self.scope.since,
            affected=self.scope.affected,
        )
        return View(
            None if show_all or self.reporting.show_all else session.text_limits,
            guide,
            quiet=self.reporting.quiet,
            shown_path=shown_paths(session.root),
            fixed=run.summary("Fixed") if run else "",
            fixable="" if run else describe_fixable(result.problems, unsafe_too=self.fixes.unsafe),
        )

    def stale_entries(self, result: Result) -> list[str]:
        """Describe the fixed entries of the baseline, if they are asked for."""
        return list(describe(fixed_entries(result))) if self.strict_baseline else []

    def print_remarks(self, result: Result, run: FixRun | None = None) -> None:
        """Print to standard error what is no problem: notices, fixed baseline entries, fixes, failures of rules."""
        reporting, stale = self.reporting, self.stale_entries(result)
        notices = () if reporting.quiet else result.notices
        advice = ["run `vaultlint baseline prune` to remove fixed entries"] if stale else []
        is_counted = run and not reporting.quiet and (reporting.statistics or not reporting.is_text)
        counted = [run.summary("Fixed")] if run and is_counted else []
        for message in (*notices, *stale, *advice, *(run.why_not() if run else ()), *counted):
            print_message(message)
        for failure in result.failures:
            print_message(failure.message)
            if reporting.verbose:
                show_traceback(failure)
