"""`vaultlint baseline`: hide the problems that a vault already has, so that `check` reports new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from vaultlint.cli.console import say, write
from vaultlint.cli.notices import tell
from vaultlint.cli.session import Scene, open_scene
from vaultlint.cli.shared_options import config_option, isolated_option, path_argument, root_option
from vaultlint.errors import BaselineError, VaultError, reason
from vaultlint.files.regular_file import read_regular_file, resolve_inside
from vaultlint.lint.baseline import FILE, Baseline, baseline_of
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
    scene = open_scene(paths, config_file, root=root, isolated=isolated)
    file = scene.root / FILE
    if file.exists():
        raise BaselineError(f"{file} exists: `vaultlint baseline update` writes it anew, `prune` shortens it")
    _write_anew(scene, file)


@baseline.command()
@path_argument
@root_option
@config_option
@isolated_option
def update(paths: tuple[str, ...], root: str | None, config_file: str | None, isolated: bool) -> None:
    """Write the baseline anew, with the problems there are now."""
    scene = open_scene(paths, config_file, root=root, isolated=isolated)
    _write_anew(scene, scene.root / FILE)


@baseline.command()
@path_argument
@root_option
@config_option
@isolated_option
def prune(paths: tuple[str, ...], root: str | None, config_file: str | None, isolated: bool) -> None:
    """Take out what is no longer there, and tell what that is."""
    scene = open_scene(paths, config_file, root=root, isolated=isolated)
    file = scene.root / FILE
    known = load_baseline(scene.root)
    if known is None:
        raise BaselineError(f"{file} does not exist: write it with `vaultlint baseline create`")
    cured = cured_of(_check_all(scene, known))
    for line in describe(cured):
        click.echo(line)
    if cured:
        _write(scene, Counter(known) - Counter(cured))
    say(f"{file}: {sum(cured.values()):,} of {sum(known.values()):,} entries are cured and taken out")


def _write_anew(scene: Scene, file: Path) -> None:
    problems = _check_all(scene).problems
    _write(scene, baseline_of(problems))
    say(f"{file} hides {plural(len(problems), 'problem')}: `vaultlint check` reports new ones")


def _write(scene: Scene, hidden: Baseline) -> None:
    from vaultlint.lint.baseline_file import render_baseline

    try:
        file = resolve_inside(scene.root, scene.root / FILE)
    except OSError as error:
        raise BaselineError(f"{error.filename}: cannot be written: {reason(error)}") from None
    write(render_baseline(hidden), file)


def _check_all(scene: Scene, known: Baseline | None = None) -> Result:
    """Check the whole vault; a rule that fails is an error, since its problems would be missing."""
    from vaultlint.lint.engine import check  # `vaultlint check` imports this module for less

    tell(scene)
    result = check(scene.vault, scene.selection, baseline=known)
    if result.failures:
        raise BaselineError("; ".join(failure.message for failure in result.failures))
    if not result.checked:
        raise VaultError(f"no note to check in {scene.root}")
    return result


def cured_of(result: Result) -> Baseline:
    """What the baseline of a check lists though it is no longer there."""
    return result.baseline.cured if result.baseline else {}


def describe(cured: Baseline) -> Iterator[str]:
    """A line for each entry that is cured."""
    for entry, count in cured.items():
        cause = f' "{entry.cause}"' if entry.cause else ""
        times = f" ({count:,} times)" if count > 1 else ""
        yield printable(f'cured: {entry.rule}{cause} in "{entry.note}"{times}')


def load_baseline(root: Path) -> Baseline | None:
    """The baseline in a vault's root, None when there is none; raises `BaselineError`."""
    data = baseline_bytes(root)
    if data is None:
        return None
    from vaultlint.lint.baseline_file import parse_baseline  # with msgspec, for those who have one

    return parse_baseline(data, str(root / FILE))


def baseline_bytes(root: Path) -> bytes | None:
    """What is in the file of the baseline, None when there is none; raises `BaselineError`."""
    file = root / FILE
    try:
        return read_regular_file(resolve_inside(root, file), MAX_SIZE, follow=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read: {reason(error)}") from None
