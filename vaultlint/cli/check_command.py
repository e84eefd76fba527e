"""`vaultlint check`: report the problems of a vault."""

from __future__ import annotations

from functools import partial

import click

from vaultlint.cli.baseline_command import describe, fixed_entries
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message, show_traceback, terminal_style, uses_colour, write_output
from vaultlint.cli.fixing import FixFlags, fix_options, fixed_run, print_diff, recover_changes
from vaultlint.cli.guide import CheckGuide
from vaultlint.cli.notices import print_notices
from vaultlint.cli.scope import Scope, scope_options
from vaultlint.cli.session import VaultOptions, open_session
from vaultlint.cli.shared_options import (
    color_option,
    format_option,
    output_option,
    selection_options,
    vault_options,
)
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.baseline import BASELINE_FILE
from vaultlint.lint.result import Result
from vaultlint.model import Severity
from vaultlint.output.text_output import describe_fixable, plain_style, render_statistics, render_text


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
@click.option("--strict-baseline", is_flag=True, help="Fail if the baseline lists fixed problems.")
@format_option()
@output_option
@click.option("--all", "show_all", is_flag=True, help="Show every problem, each on a line of its own.")
@click.option("--statistics", is_flag=True, help="Print the number of problems per rule instead of the problems.")
@click.option("-q", "--quiet", is_flag=True, help="Print only problems: no summary, no notices.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Print the vault, configuration and rules in use, and the traceback of any rule that fails.",
)
@color_option
@vault_options
def check(
    scope: Scope,
    selected: SelectionFlags,
    fixes: FixFlags,
    fail_on: str | None,
    no_baseline: bool,
    strict_baseline: bool,
    format_name: str,
    output: str | None,
    show_all: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
    color: str,
    options: VaultOptions,
) -> None:
    """Report the problems of an Obsidian vault.

    The whole vault is read; PATHs (default: the current folder) limit what is reported and fixed.

    Exit code: 0 no problems, 1 problems found (with --diff: something to fix), 2 usage error or nothing to check.
    """
    use_baseline = not (no_baseline or options.isolated)
    _refuse_together(
        ("--statistics and --format json", statistics and format_name == "json", "count the problems in the JSON"),
        ("--diff and --format json", fixes.diff and format_name == "json", "--diff prints only the patch"),
        ("--diff and --statistics", fixes.diff and statistics, "--diff prints only the patch"),
        *(
            (f"--interactive and {name}", fixes.interactive and is_given, "")
            for name, is_given in (
                ("--diff", fixes.diff),
                ("--format json", format_name == "json"),
                ("--output", output is not None),
                ("--statistics", statistics),
                ("--strict-baseline", strict_baseline),
                ("--tracked", options.tracked),
            )
        ),
        ("--no-baseline and --strict-baseline", no_baseline and strict_baseline, ""),
        ("--isolated and --strict-baseline", options.isolated and strict_baseline, ""),
    )
    if fixes.interactive:
        from vaultlint.cli.interactive import check_interactively  # rarely needed

        reopen = partial(open_session, scope.paths, options, selected, scope.since, affected=scope.affected)
        result, configured_fail_on = check_interactively(reopen, color, use_baseline=use_baseline, quiet=quiet)
        click.get_current_context().exit(_exit_code(result, fail_on or configured_fail_on))
    session = open_session(scope.paths, options, selected, scope.since, affected=scope.affected)
    if fixes.writes and (notice := recover_changes(session.root)):
        print_message(notice)
    print_notices(session, quiet=quiet)
    if fixes.applies:
        run = fixed_run(session, fixes, use_baseline=use_baseline)
        if fixes.diff:
            click.get_current_context().exit(print_diff(run, output, color, quiet=quiet))
        run.write()
        result, configured_fail_on, fixed = run.result, run.fail_on, run.summary("Fixed")
    else:
        result, configured_fail_on = cached_check(session, use_baseline=use_baseline)
        run, fixed = None, ""
    if verbose:
        print_message(f"vault: {session.root}")
        print_message(f"configuration: {session.config_file or 'none'}")
        print_message(f"rules: {', '.join(session.selection.rules_for(''))}")
    is_coloured = output is None and uses_colour(color)
    style = terminal_style if is_coloured else plain_style
    if format_name == "json":
        from vaultlint.output.json_output import render_json

        write_output(render_json(result, session.root), output)
    elif statistics:
        write_output(render_statistics(result.problems), output)
    else:
        write_output(
            render_text(
                result,
                None if show_all else session.text_limits,
                guide=CheckGuide(
                    session, scope.paths, options, selected, no_baseline, scope.since, affected=scope.affected
                ),
                quiet=quiet,
                style=style,
                shown_path=shown_paths(session.root),
                fixed=fixed,
                fixable="" if run else describe_fixable(result.problems, unsafe_too=fixes.unsafe),
            ),
            output,
            coloured=is_coloured,
        )
    stale = list(describe(fixed_entries(result))) if strict_baseline else []
    advice = ["run `vaultlint baseline prune` to remove fixed entries"] if stale else []
    notices = () if quiet else result.notices
    counted = [fixed] if run and not quiet and (statistics or format_name != "text") else []
    for message in (*notices, *stale, *advice, *(run.why_not() if run else ()), *counted):
        print_message(message)
    for failure in result.failures:
        print_message(failure.message)
        if verbose:
            show_traceback(failure)
    code = _exit_code(result, fail_on or configured_fail_on, is_stale=bool(stale))
    click.get_current_context().exit(code)


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
