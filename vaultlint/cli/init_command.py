"""`vaultlint init`: write a configuration that fits the vault."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import path_argument, survey_options
from vaultlint.config.config_file import CONFIG_FILES, find_config
from vaultlint.errors import ConfigError, VaultError
from vaultlint.init.generator import generate_config
from vaultlint.lint.registry import find_rules
from vaultlint.output.text_output import plural

BASELINE_FROM = 50
"""The number of problems above which a baseline is suggested."""


@click.command()
@path_argument
@click.option("--dry-run", is_flag=True, help="Print the configuration without writing it.")
@survey_options
def init(paths: tuple[str, ...], dry_run: bool, options: VaultOptions) -> None:
    """Survey a vault and write a vaultlint.toml that fits it.

    The survey covers which properties notes have and where folders differ, how dates are written, where templates are
    kept, and which rules would report most notes. Comments in the file explain each setting.
    """
    session = replace(open_session(paths, options), config_file=None)  # which may name the root all the same
    print_notices(session)
    file = session.root / CONFIG_FILES[0]
    if not dry_run:
        _refuse_to_overwrite(session.root, file)
    text, problems = with_cache_fallback(session, _generate)
    write_output(text, None)
    if dry_run:
        return
    write_output(text, str(file))
    print_message(f"wrote {file}: its comments explain each setting; {_next_step(problems)}")


def _generate(session: Session) -> tuple[str, int]:
    """Return the configuration, and the number of problems that a check with it reports."""
    if not session.vault.notes:
        raise VaultError(f"no notes (*.md) found in {session.root}: nothing to survey")
    text, problems = generate_config(session.vault, find_rules())
    session.save()
    return text, len(problems)


def _refuse_to_overwrite(root: Path, file: Path) -> None:
    """Raise `ConfigError` if the vault has a configuration, which the new file would replace or override."""
    existing = find_config(root) or (file if os.path.lexists(file) else None)
    if existing:
        raise ConfigError(f"{existing} already exists: use `vaultlint init --dry-run` to print a new configuration")


def _next_step(problems: int) -> str:
    if not problems:
        return "`vaultlint check` reports no problems with it"
    step = f"`vaultlint check` shows the {plural(problems, 'remaining problem')}"
    if problems <= BASELINE_FROM:
        return step
    return f"{step}, and `vaultlint baseline create` hides them so that new ones stand out"
