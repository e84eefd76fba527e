"""`vaultlint init`: a configuration that fits the vault."""

from __future__ import annotations

import os
from pathlib import Path

import click

from vaultlint.cli.console import print_message, write
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import open_session
from vaultlint.cli.shared_options import path_argument, root_option
from vaultlint.config.config_file import CONFIG_FILES, find_config
from vaultlint.errors import ConfigError, VaultError
from vaultlint.init.generator import generate_config
from vaultlint.lint.registry import find_rules
from vaultlint.output.text_output import plural

TOO_MANY = 50
"""How many problems no one reads at once."""


@click.command()
@path_argument
@root_option
@click.option("--dry-run", is_flag=True, help="Print the configuration, write nothing.")
def init(paths: tuple[str, ...], root: str | None, dry_run: bool) -> None:
    """Look at a vault and write a vaultlint.toml that fits it.

    The file says in comments what was found: which properties notes have, in which folders they differ, how dates are
    written, where templates are, and which rules would report most notes and are left off.
    """
    session = open_session(paths, root=root, isolated=True)
    print_notices(session)
    file = session.root / CONFIG_FILES[0]
    if not dry_run:
        _refuse_to_take_the_place(session.root, file)
    if not session.vault.notes:
        raise VaultError(f"no note (*.md) found in {session.root}: there is nothing to look at")
    text, problems = generate_config(session.vault, find_rules())
    write(text, None)
    if dry_run:
        return
    write(text, str(file))
    print_message(f"wrote {file}: its comments print_message what it leaves out; {_next_step(len(problems))}")


def _refuse_to_take_the_place(root: Path, file: Path) -> None:
    """A configuration that is in force for the vault is neither overwritten nor put out of force."""
    there = find_config(root) or (file if os.path.lexists(file) else None)
    if there:
        raise ConfigError(f"{there} is already there: `vaultlint init --dry-run` prints what would be written")


def _next_step(problems: int) -> str:
    if not problems:
        return "`vaultlint check` finds nothing under it"
    step = f"`vaultlint check` shows the {plural(problems, 'problem')} that {'is' if problems == 1 else 'are'} left"
    if problems <= TOO_MANY:
        return step
    return f"{step}, and `vaultlint baseline create` hides them, so that new ones stand out"
