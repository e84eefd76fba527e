"""Fix the problems of a vault for `vaultlint check`: in memory, and then on disk or as a patch."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vaultlint.cli.baseline_reader import load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.cached_check import cached_check, demand_checked
from vaultlint.cli.command_line import patch_prefix
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.notices import demand_one_vault
from vaultlint.cli.reporting import ReportFlags
from vaultlint.cli.session import Session
from vaultlint.cli.shared_options import packed
from vaultlint.lint.packed_result import CheckAnswer
from vaultlint.lint.result import Result
from vaultlint.model import Applicability, Fix, Problem
from vaultlint.output.check_report import plain_style
from vaultlint.output.text_output import plural

if TYPE_CHECKING:
    from vaultlint.fix.fixer import Choose, Fixer

_LISTED = 10
"""The most fixes that are not applied of which it is said why."""


@dataclass(frozen=True)
class FixFlags:
    """Which fixes to apply, and whether only to show them."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    interactive: bool = False

    @property
    def applies(self) -> bool:
        """Whether fixes are applied, if only to show them."""
        return self.fix or self.diff

    @property
    def writes(self) -> bool:
        """Whether notes are written."""
        return (self.fix or self.interactive) and not self.diff


fix_options = packed(
    "fixes",
    FixFlags,
    {
        "fix": click.option("--fix", is_flag=True, help="Apply safe fixes, and report what is left."),
        "unsafe": click.option(
            "--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: apply unsafe fixes, too."
        ),
        "diff": click.option("--diff", is_flag=True, help="Print what --fix would change, as a patch; write nothing."),
        "interactive": click.option(
            "--interactive", is_flag=True, help="Ask which fix or suggestion to apply, problem by problem."
        ),
    },
)
"""The options that fix problems, which a command gets as `fixes`."""


class FixRun:
    """Problems that are fixed in memory. `fixer` is None where no problem has a fix or, if wanted, a suggestion."""

    def __init__(self, session: Session, *, use_baseline: bool, suggestions_too: bool) -> None:
        from vaultlint.lint.verdicts import Verdicts  # not needed for a cached result, as most of this module

        self.root = session.root
        self._session = _with_all_files(session) if session.is_tracked else session
        self._reports = partial(_report, session, use_baseline=use_baseline) if session.is_tracked else None
        self._baseline = load_baseline(session.root) if use_baseline else None
        self._verdicts = self._session.verdicts or Verdicts()
        self.first = self._check()
        demand_checked(self.first, session)
        self._session.save()
        self.fixer = self._make_fixer(suggestions_too=suggestions_too)

    def _make_fixer(self, *, suggestions_too: bool) -> Fixer | None:
        from vaultlint.fix.fixer import Fixer

        if not any(problem.fix or (suggestions_too and problem.suggestions) for problem in self.first.problems):
            return None
        session = self._session
        why_not = None if session.text is None else self._why_not_printed
        return Fixer(session.index, session.selection, self._verdicts, self._check, self.first, why_not)

    def _why_not_printed(self, path: str) -> str | None:
        return None if path in self._session.requested_names else f"{path} would change, too"

    def _check(self) -> Result:
        from vaultlint.lint.engine import check
        from vaultlint.vault.vault import Vault

        session = self._session
        vault = Vault(session.index)
        return session.reported(check(vault, session.selection, session.is_requested, self._baseline, self._verdicts))

    @property
    def checked(self) -> CheckAnswer:
        """The problems that are left, and the configured severity from which the exit code is 1."""
        return CheckAnswer(self.result, self._session.config.options.fail_on)

    @property
    def fixed(self) -> int:
        """How many problems are fixed."""
        return len(self.fixer.fixed) if self.fixer else 0

    @cached_property
    def result(self) -> Result:
        """The problems that are left on disk, or in memory before anything is written."""
        return self._reports() if self._reports else self.left

    @cached_property
    def left(self) -> Result:
        """The problems that are left in memory; a fix that cannot be applied is none."""
        if self.fixer is None:
            return self.first
        rejected = {id(problem) for problem, _ in self.fixer.rejected}
        left = [replace(each, fix=None) if id(each) in rejected else each for each in self.fixer.problems]
        return replace(self.fixer.result, problems=tuple(left))

    def why_not(self) -> Iterator[str]:
        """Yield why some problems that have a fix are left."""
        rejected = [*self.fixer.rejected] if self.fixer else []
        for problem, why in rejected[:_LISTED]:
            yield f"not fixed: {problem.path}:{problem.span.line}:{problem.span.column} [{problem.rule}]: {why}"
        if len(rejected) > _LISTED:
            yield f"not fixed: {plural(len(rejected) - _LISTED, 'more problem')}"

    def summary(self, verb: str) -> str:
        """Count the fixes: `Fixed 2 problems (1 more with --unsafe-fixes)`."""
        unsafe = sum(problem.fix is not None for problem in self.left.problems)
        if not self.fixed:
            return f"{verb} nothing ({unsafe:,} fixable with --unsafe-fixes)" if unsafe else "Nothing to fix"
        more = f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""
        return f"{verb} {plural(self.fixed, 'problem')}{more}"

    def write(self, *, can_undo: bool = False) -> None:
        """Write what was fixed, to standard output where it came from standard input; raises `FixRefused`."""
        if self._session.text is not None:
            write_output(self._fixed_text(self._session.text), None)
            return
        from vaultlint.fix.disk.transaction import write

        if self.fixer and self.fixer.fixed:
            write(self.root, self.fixer.plan, self.fixer.read, can_undo=can_undo)

    def _fixed_text(self, text: bytes) -> bytes:
        from vaultlint.fix.edits import edited_bytes

        return edited_bytes(text, self.fixer.plan.edits) if self.fixer and self.fixer.fixed else text

    def patch(self) -> list[str]:
        """Return the lines of a patch that does the same where the command was run, or in the vault's root."""
        from vaultlint.fix.patch import render_patch

        return render_patch(self.fixer.plan, self.fixer.read, prefix=patch_prefix(self.root)) if self.fixer else []


def _with_all_files(session: Session) -> Session:
    """Return a session that fixes the same notes of a vault with all files, where links lead as they do in Obsidian.

    A link to a file that is not tracked is not broken there, so it must not be given another file.
    """
    return replace(session, is_tracked=False, only=frozenset(session.disk.paths()))


def _report(session: Session, *, use_baseline: bool) -> Result:
    """Check what is on disk."""
    return cached_check(replace(session), use_baseline=use_baseline).result


def fixed_run(session: Session, flags: FixFlags, *, use_baseline: bool) -> FixRun:
    """Apply all fixes in memory that the options allow; raises `VaultError` if nothing was checked."""
    run = start_fixing(session, use_baseline=use_baseline)
    if run.fixer:
        run.fixer.fix_all(_chooser(flags))
    return run


def start_fixing(session: Session, *, use_baseline: bool, suggestions_too: bool = False) -> FixRun:
    """Check a vault to fix its problems, without the cached result.

    Raises `VaultError` if nothing was checked, and where another folder may be the vault: links are written from its
    root.
    """
    demand_one_vault(session)

    def work(session: Session) -> FixRun:
        return FixRun(session, use_baseline=use_baseline, suggestions_too=suggestions_too)

    return with_cache_fallback(session, work, lambda run: bool(run.first.failures))


def _chooser(flags: FixFlags) -> Choose:
    def choose(problem: Problem) -> Fix | None:
        fix = problem.fix
        return fix if fix and (flags.unsafe or fix.applicability is Applicability.SAFE) else None

    return choose


def recover_changes(root: Path) -> str | None:
    """Finish or undo what was interrupted, and return a notice; raises `FixRefused`."""
    from vaultlint.fix.disk.transaction import recover

    return recover(root)


def print_diff(run: FixRun, reporting: ReportFlags) -> int:
    """Print what was fixed in memory as a patch, and count it on standard error; return the exit code."""
    lines = run.patch()
    [(_, output)] = reporting.pairs()
    style = reporting.style(output)
    if style is not plain_style or (output is None and sys.stdout.isatty()):
        from vaultlint.output.patch_output import render_for_people

        write_output(render_for_people(lines, style), output, coloured=style is not plain_style)
    else:
        write_output("".join(lines).encode(), output)
    for message in (*([] if reporting.quiet else [run.summary("Would fix")]), *run.why_not()):
        print_message(message)
    for failure in run.left.failures:
        print_message(failure.message)
    return 2 if run.left.failures else int(bool(lines))
