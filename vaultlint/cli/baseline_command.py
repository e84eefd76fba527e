"""`vaultlint baseline`: hide the problems that a vault already has, so that `check` reports new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from vaultlint.cli.console import print_message, write
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, open_session
from vaultlint.cli.shared_options import config_option, isolated_option, path_argument, root_option
from vaultlint.errors import BaselineError, VaultError, reason
from vaultlint.files.regular_file import inside, read_regular_file
from vaultlint.lint.baseline import BASELINE_FILE, Baseline, make_baseline
from vaultlint.lint.result import Result
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable

MAX_SIZE = 100_000_000
"""How many bytes a baseline may have: enough for a million problems."""


@click.group(short_help="Hide the problems there are; `check` then reports new ones.")
def baseline() -> None:
    """Hide the problems that a vault already has, so that `check` reports new ones.

    They are listed in .vaultlint-baseline.json in the vault's root, by rule, cause and the note's name: moving and
    editing notes does not bring them back. Commit that file.
    """


@baseline.command()
@path_argument
@root_option
@config_option
@isolated_option
def create(paths: tuple[str, ...], root: str | None, config_file: str | None, isolated: bool) -> None:
    """Write a baseline of all problems there are."""
    session = open_session(paths, config_file, root=root, isolated=isolated)
    file = session.root / BASELINE_FILE
    if file.exists():
        raise BaselineError(f"{file} exists: `vaultlint baseline update` writes it anew, `prune` shortens it")
    _write_anew(session, file)


@baseline.command()
@path_argument
@root_option
@config_option
@isolated_option
def update(paths: tuple[str, ...], root: str | None, config_file: str | None, isolated: bool) -> None:
    """Write the baseline anew, with the problems there are now."""
    session = open_session(paths, config_file, root=root, isolated=isolated)
    _write_anew(session, session.root / BASELINE_FILE)


@baseline.command()
@path_argument
@root_option
@config_option
@isolated_option
def prune(paths: tuple[str, ...], root: str | None, config_file: str | None, isolated: bool) -> None:
    """Take out what is no longer there, and print_notices what that is."""
    session = open_session(paths, config_file, root=root, isolated=isolated)
    file = session.root / BASELINE_FILE
    known = load_baseline(session.root)
    if known is None:
        raise BaselineError(f"{file} does not exist: write it with `vaultlint baseline create`")
    fixed = fixed_entries(_check_all(session, known))
    for line in describe(fixed):
        click.echo(line)
    if fixed:
        _write(session, Counter(known) - Counter(fixed))
    print_message(f"{file}: {sum(fixed.values()):,} of {sum(known.values()):,} entries are fixed and taken out")


def _write_anew(session: Session, file: Path) -> None:
    problems = _check_all(session).problems
    _write(session, make_baseline(problems))
    print_message(f"{file} hides {plural(len(problems), 'problem')}: `vaultlint check` reports new ones")


def _write(session: Session, hidden: Baseline) -> None:
    from vaultlint.lint.baseline_file import render_baseline

    try:
        file = inside(session.root, session.root / BASELINE_FILE)
    except OSError as error:
        raise BaselineError(f"{error.filename}: cannot be written: {reason(error)}") from None
    write(render_baseline(hidden), file)


def _check_all(session: Session, known: Baseline | None = None) -> Result:
    """Check the whole vault; a rule that fails is an error, since its problems would be missing."""
    from vaultlint.lint.engine import check  # `vaultlint check` imports this module for less

    print_notices(session)
    result = check(session.vault, session.selection, baseline=known)
    if result.failures:
        raise BaselineError("; ".join(result.failures))
    if not result.checked:
        raise VaultError(f"no note to check in {session.root}")
    return result


def fixed_entries(result: Result) -> Baseline:
    """What the baseline of a check lists though it is no longer there."""
    return result.baseline.fixed if result.baseline else {}


def describe(fixed: Baseline) -> Iterator[str]:
    """A line for each entry that is fixed."""
    for entry, count in fixed.items():
        cause = f' "{entry.cause}"' if entry.cause else ""
        times = f" ({count:,} times)" if count > 1 else ""
        yield printable(f'fixed: {entry.rule}{cause} in "{entry.note}"{times}')


def load_baseline(root: Path) -> Baseline | None:
    """The baseline in a vault's root, None when there is none; raises `BaselineError`."""
    data = baseline_bytes(root)
    if data is None:
        return None
    from vaultlint.lint.baseline_file import parse_baseline  # with msgspec, for those who have one

    return parse_baseline(data, str(root / BASELINE_FILE))


def baseline_bytes(root: Path) -> bytes | None:
    """What is in the file of the baseline, None when there is none; raises `BaselineError`."""
    file = root / BASELINE_FILE
    try:
        return read_regular_file(inside(root, file), MAX_SIZE, follow=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read: {reason(error)}") from None
