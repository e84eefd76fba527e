"""`vaultlint check`: report the problems of a vault."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.check_output import CheckRequest
from vaultlint.cli.console import print_message
from vaultlint.cli.fixing import FixFlags, fix_options, fixed_run, print_diff, recover_changes
from vaultlint.cli.notices import print_notices
from vaultlint.cli.reporting import ReportFlags, report_options, write_reports
from vaultlint.cli.scope import ScopeFlags, scope_options
from vaultlint.cli.session import Session, VaultOptions
from vaultlint.cli.shared_options import selection_options, vault_options
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.baseline import BASELINE_FILE
from vaultlint.lint.result import Result
from vaultlint.model import Severity


@click.command()
@scope_options
@selection_options
@fix_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The lowest severity that makes the exit code 1.  [default: warning]",
)
@click.option("--no-baseline", is_flag=True, help=f"Also report what {BASELINE_FILE} hides.")
@click.option("--watch", is_flag=True, help="Check again whenever something changes, until you press q or Ctrl-C.")
@click.option("--strict-baseline", is_flag=True, help="Fail if the baseline lists fixed problems.")
@report_options
@vault_options
def check(
    scope: ScopeFlags,
    selected: SelectionFlags,
    fixes: FixFlags,
    fail_on: str | None,
    no_baseline: bool,
    watch: bool,
    strict_baseline: bool,
    reporting: ReportFlags,
    options: VaultOptions,
) -> None:
    """Report the problems of an Obsidian vault.

    The whole vault is read; PATHs (default: the current folder) limit what is reported and fixed.

    Exit code: 0 no problems, 1 problems found (with --diff: something to fix), 2 usage error or nothing to check.
    --watch ends with 0, or with 2 once the vault is gone.
    """
    request = CheckRequest(scope, selected, fixes, reporting, options, no_baseline, strict_baseline)
    _refuse_together(
        *_contradictions(fixes, reporting),
        *_contradictions_to_watching(watch, request),
        ("--interactive and --strict-baseline", fixes.interactive and strict_baseline, ""),
        ("--interactive and --stdin-filename", fixes.interactive and bool(scope.stdin_filename), ""),
        ("--interactive and --tracked", fixes.interactive and options.tracked, ""),
        ("--no-baseline and --strict-baseline", no_baseline and strict_baseline, ""),
        ("--isolated and --strict-baseline", options.isolated and strict_baseline, ""),
    )
    exit_with = click.get_current_context().exit
    if watch:
        from vaultlint.cli.watching import watch_vault  # rarely needed

        exit_with(watch_vault(request))
    if fixes.interactive:
        from vaultlint.cli.interactive import check_interactively  # rarely needed

        checked = check_interactively(
            request.open_session, reporting.color, use_baseline=request.use_baseline, quiet=reporting.quiet
        )
        exit_with(_exit_code(checked.result, fail_on or checked.fail_on))
    text = scope.read_stdin()
    session = request.open_session(text)
    if fixes.writes and text is None and (notice := recover_changes(session.root)):
        print_message(notice)
    print_notices(session, quiet=reporting.quiet)
    run = fixed_run(session, fixes, use_baseline=request.use_baseline) if fixes.applies else None
    if run and fixes.diff:
        exit_with(print_diff(run, reporting))
    if run:
        run.write()
    result, configured_fail_on = run.checked if run else cached_check(session, use_baseline=request.use_baseline)
    if reporting.verbose:
        _describe(session)
    view = request.view(session, result, run)
    write_reports(session, result, view, reporting, to_stderr=bool(run and text is not None))
    request.print_remarks(result, run)
    exit_with(_exit_code(result, fail_on or configured_fail_on, is_stale=bool(request.stale_entries(result))))


def _contradictions(fixes: FixFlags, reporting: ReportFlags) -> Iterator[tuple[str, bool, str]]:
    """Yield options about the output that contradict each other, for `_refuse_together`."""
    other = f"--format {reporting.machine_format}"
    formatted, counted = bool(reporting.machine_format), reporting.statistics
    yield f"--statistics and {other}", formatted and counted, "count the problems in its output"
    ungrouped = reporting.ungrouped_format
    yield f"--group-by and --format {ungrouped}", bool(reporting.group_by and ungrouped), "it is for text and agent"
    yield "--group-by and --statistics", bool(reporting.group_by) and counted, ""
    yield f"--diff and {other}", fixes.diff and formatted, "--diff prints only the patch"
    yield "--diff and --statistics", fixes.diff and counted, "--diff prints only the patch"
    yield "--interactive and --diff", fixes.interactive and fixes.diff, ""
    yield f"--interactive and {other}", fixes.interactive and formatted, ""
    yield "--interactive and --output", fixes.interactive and bool(reporting.outputs), ""
    yield "--interactive and --statistics", fixes.interactive and counted, ""


def _describe(session: Session) -> None:
    print_message(f"vault: {session.root}")
    print_message(f"configuration: {session.config_file or 'none'}")
    print_message(f"rules: {', '.join(session.selection.rules_for(''))}")


def _contradictions_to_watching(watch: bool, request: CheckRequest) -> Iterator[tuple[str, bool, str]]:
    """Yield options that contradict `--watch`, for `_refuse_together`."""
    fixes, scope = request.fixes, request.scope
    yield "--watch and --fix", watch and fixes.fix, "press f while watching to fix"
    yield "--watch and --diff", watch and fixes.diff, ""
    yield "--watch and --interactive", watch and fixes.interactive, ""
    yield "--watch and --since", watch and scope.since is not None, "git's repository is not watched"
    yield "--watch and --tracked", watch and request.options.tracked, "git's repository is not watched"
    yield "--watch and --stdin-filename", watch and bool(scope.stdin_filename), ""


def _refuse_together(*cases: tuple[str, bool, str]) -> None:
    """Raise an error for options that contradict each other: their names, whether both are given, and the advice."""
    for names, are_given, advice in cases:
        if are_given:
            raise click.UsageError(f"{names} cannot be used together{advice and f': {advice}'}")


def _exit_code(result: Result, fail_on: str, *, is_stale: bool = False) -> int:
    if result.failures:
        return 2
    if fail_on == "never":
        return 0
    return int(is_stale or any(problem.severity.rank >= Severity(fail_on).rank for problem in result.problems))
