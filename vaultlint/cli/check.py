"""`vaultlint check`: find the problems of a vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from vaultlint import engine
from vaultlint.cli.console import colourful, uses_colour, write
from vaultlint.cli.locate import absolute, below, find_root, load_config, load_vault
from vaultlint.cli.options import (
    color_option,
    config_option,
    format_option,
    isolated_option,
    names_option,
    output_option,
    paths_argument,
)
from vaultlint.config import Names
from vaultlint.engine import Result
from vaultlint.errors import VaultError
from vaultlint.model import Severity
from vaultlint.plugins import find_rules
from vaultlint.report import render_json, render_statistics, render_text
from vaultlint.report.text import plain
from vaultlint.selection import CommandLine, Selection
from vaultlint.vault import Vault


@click.command()
@paths_argument
@format_option("How to print problems.")
@output_option
@names_option("--select", "Run only these rules or groups.")
@names_option("--extend-select", "Run these rules or groups too.")
@names_option("--ignore", "Do not run these rules or groups.")
@names_option("--exclude", "Do not check notes that match these patterns.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The mildest severity that makes the exit code 1.  [default: warning]",
)
@config_option
@isolated_option
@click.option("--statistics", is_flag=True, help="Count the problems of each rule instead of listing them.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only: no summary, no notices.")
@click.option("-v", "--verbose", is_flag=True, help="Say which vault, configuration and rules are used.")
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
    config_file: str | None,
    isolated: bool,
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
    wanted = absolute(paths)
    root = find_root(wanted)
    config = load_config(root, config_file, isolated=isolated)
    classes = find_rules(config.loaded_files)
    selection = Selection(classes, config, CommandLine(select, extend_select, ignore, exclude))
    vault = load_vault(root, config)
    is_wanted = below(wanted, root)
    result = engine.check(vault, selection, is_wanted)
    if not vault.notes or not result.checked:
        raise VaultError(f"{_why_nothing(vault, is_wanted, paths)}: nothing was checked")
    if verbose:
        _say(f"vault: {root}")
        _say(f"configuration: {config.file or 'none'}")
        _say(f"rules: {', '.join(selection.rules_for(''))}")
    coloured = output is None and uses_colour(color)
    style = colourful if coloured else plain
    if format_name == "json":
        write(render_json(result, root), output)
    elif statistics:
        write(render_statistics(result.problems), output)
    else:
        write(render_text(result, summary=not quiet, style=style), output, coloured=coloured)
    for message in (*(() if quiet else result.notices), *result.failures):
        _say(message)
    click.get_current_context().exit(_exit_code(result, fail_on or config.options.fail_on))


def _why_nothing(vault: Vault, is_wanted: Callable[[str], bool], paths: Sequence[str]) -> str:
    if not vault.notes:
        return f"no note (*.md) found in {vault.root}"
    if not any(is_wanted(path) for path in (*vault.notes, *vault.canvases)):
        return f"no note of {vault.root} is at {', '.join(paths)}"
    return "every note that was asked for is excluded"


def _say(message: str) -> None:
    click.echo(f"vaultlint: {message}", err=True)


def _exit_code(result: Result, fail_on: str) -> int:
    if result.failures:
        return 2
    if fail_on == "never":
        return 0
    return int(any(problem.severity.rank >= Severity(fail_on).rank for problem in result.problems))
