"""`vaultlint check`: find the problems of a vault."""

from __future__ import annotations

import click

from vaultlint.cache.store import FOLDER
from vaultlint.cli.baseline_command import cured_of, describe
from vaultlint.cli.console import colourful, say, show_traceback, uses_colour, write
from vaultlint.cli.find_problems import find_problems
from vaultlint.cli.notices import tell
from vaultlint.cli.session import open_scene
from vaultlint.cli.shared_options import (
    color_option,
    config_option,
    format_option,
    output_option,
    paths_argument,
    root_option,
    selection_options,
)
from vaultlint.config.command_line import CommandLine, Names
from vaultlint.lint.baseline import FILE
from vaultlint.lint.result import Result
from vaultlint.model import Severity
from vaultlint.output.text_output import plain, render_statistics, render_text


@click.command()
@paths_argument
@format_option("How to print problems.")
@output_option
@selection_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The mildest severity that makes the exit code 1.  [default: warning]",
)
@root_option
@config_option
@click.option("--isolated", is_flag=True, help="Use no configuration file and no baseline.")
@click.option("--no-cache", is_flag=True, help="Read every note anew, and keep nothing for the next run.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help=f"Keep what was read in DIR.  [default: {FOLDER} in the vault]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read notes in N processes.  [default: as many as are worth it]",
)
@click.option("--all", "show_all", is_flag=True, help="Show each problem, also of many that are alike.")
@click.option("--no-baseline", is_flag=True, help=f"Report what {FILE} hides, too.")
@click.option("--strict-baseline", is_flag=True, help="Fail when the baseline lists what is no longer there.")
@click.option("--statistics", is_flag=True, help="Count the problems of each rule instead of listing them.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only: no summary, no notices.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Say which vault, configuration and rules are used, and show the traceback of a rule that fails.",
)
@color_option
def check(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    select: Names,
    extend_select: Names,
    ignore: Names,
    exclude: Names,
    fail_on: str | None,
    root: str | None,
    config_file: str | None,
    isolated: bool,
    no_cache: bool,
    cache_dir: str | None,
    jobs: int | None,
    show_all: bool,
    no_baseline: bool,
    strict_baseline: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Find the problems of an Obsidian vault.

    The whole vault is read; PATHs (default: the current folder) narrow down what is reported.

    Exit code: 0 nothing found, 1 problems, 2 wrong usage or nothing to check.
    """
    if statistics and format_name == "json":
        raise click.UsageError("--statistics counts in text: with --format json, count the problems that it lists")
    use_baseline = not (no_baseline or isolated)
    if strict_baseline and not use_baseline:
        other = "--no-baseline" if no_baseline else "--isolated"
        raise click.UsageError(f"{other} and --strict-baseline contradict each other: leave one out")
    scene = open_scene(
        paths,
        config_file,
        root=root,
        isolated=isolated,
        line=CommandLine(select, extend_select, ignore, exclude),
        keeps=not no_cache,
        cache_folder=cache_dir,
        jobs=jobs,
    )
    tell(scene, quiet=quiet)
    result, configured = find_problems(scene, use_baseline=use_baseline)
    if verbose:
        say(f"vault: {scene.root}")
        say(f"configuration: {scene.config_file or 'none'}")
        say(f"rules: {', '.join(scene.selection.rules_for(''))}")
    coloured = output is None and uses_colour(color)
    style = colourful if coloured else plain
    if format_name == "json":
        from vaultlint.output.json_output import render_json

        write(render_json(result, scene.root), output)
    elif statistics:
        write(render_statistics(result.problems), output)
    else:
        write(render_text(result, summary=not quiet, show_all=show_all, style=style), output, coloured=coloured)
    cured = list(describe(cured_of(result))) if strict_baseline else []
    advice = ["`vaultlint baseline prune` takes out what is cured"] if cured else []
    for message in (*(() if quiet else result.notices), *cured, *advice):
        say(message)
    for failure in result.failures:
        say(failure.message)
        if verbose:
            show_traceback(failure)
    code = _exit_code(result, fail_on or configured, is_stale=bool(cured))
    click.get_current_context().exit(code)


def _exit_code(result: Result, fail_on: str, *, is_stale: bool) -> int:
    if result.failures:
        return 2
    if fail_on == "never":
        return 0
    return int(is_stale or any(problem.severity.rank >= Severity(fail_on).rank for problem in result.problems))
