"""`vaultlint baseline`: hide the existing problems of a vault so that `check` reports only new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from vaultlint.cli.baseline_reader import load_baseline
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import path_argument, vault_options
from vaultlint.errors import BaselineError, reason
from vaultlint.files.regular_file import resolve_inside
from vaultlint.lint.baseline import BASELINE_FILE, Baseline, make_baseline
from vaultlint.lint.result import Result
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable


@click.group(short_help="Hide existing problems so that `check` reports only new ones.")
def baseline() -> None:
    """Hide existing problems so that `check` reports only new ones.

    The baseline is .vaultlint-baseline.json in the vault's root. It lists problems by rule, cause and name of the note,
    so moving or editing notes does not bring them back. Commit the file.
    """


@baseline.command()
@path_argument
@vault_options
def create(paths: tuple[str, ...], options: VaultOptions) -> None:
    """Write a baseline of all current problems."""
    session = open_session(paths, options)
    file = session.root / BASELINE_FILE
    if file.exists():
        raise BaselineError(
            f"{file} already exists: use `vaultlint baseline update` to rewrite it,"
            " or `vaultlint baseline prune` to remove fixed entries"
        )
    _rewrite(session, file)


@baseline.command()
@path_argument
@vault_options
def update(paths: tuple[str, ...], options: VaultOptions) -> None:
    """Rewrite the baseline with the current problems."""
    session = open_session(paths, options)
    _rewrite(session, session.root / BASELINE_FILE)


@baseline.command()
@path_argument
@vault_options
def prune(paths: tuple[str, ...], options: VaultOptions) -> None:
    """Remove fixed entries and list them."""
    session = open_session(paths, options)
    file = session.root / BASELINE_FILE
    known = load_baseline(session.root)
    if known is None:
        raise BaselineError(f"{file} does not exist: create it with `vaultlint baseline create`")
    fixed = fixed_entries(_check_all(session, use_baseline=True))
    for line in describe(fixed):
        click.echo(line)
    if fixed:
        _write(session, Counter(known) - Counter(fixed))
    print_message(f"{file}: removed {sum(fixed.values()):,} of {plural(sum(known.values()), 'entry', 'entries')}")


def _rewrite(session: Session, file: Path) -> None:
    problems = _check_all(session, use_baseline=False).problems
    _write(session, make_baseline(problems))
    print_message(
        f"wrote {file}: it hides {plural(len(problems), 'problem')}; `vaultlint check` now reports only new ones"
    )


def _write(session: Session, hidden: Baseline) -> None:
    from vaultlint.lint.baseline_file import render_baseline

    try:
        file = resolve_inside(session.root, session.root / BASELINE_FILE)
    except OSError as error:
        raise BaselineError(f"{error.filename}: cannot be written: {reason(error)}") from None
    write_output(render_baseline(hidden), file)


def _check_all(session: Session, *, use_baseline: bool) -> Result:
    """Check the whole vault; raises `BaselineError` if a rule fails, since its problems would be missing."""
    print_notices(session)
    result, _ = cached_check(replace(session, paths=(session.root,)), use_baseline=use_baseline)
    if result.failures:
        raise BaselineError("; ".join(failure.message for failure in result.failures))
    return result


def fixed_entries(result: Result) -> Baseline:
    """Return the baseline entries whose problems are fixed."""
    return result.baseline.fixed if result.baseline else {}


def describe(fixed: Baseline) -> Iterator[str]:
    """Yield a line for each fixed entry."""
    for entry, count in fixed.items():
        cause = f' "{entry.cause}"' if entry.cause else ""
        times = f" ({count:,} times)" if count > 1 else ""
        yield printable(f'fixed: {entry.rule}{cause} in "{entry.note}"{times}')
