"""`vaultlint init`: write a configuration that fits the vault."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.command_line import quoted, relative_path
from vaultlint.cli.console import write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import path_argument, survey_options
from vaultlint.config.config_file import CONFIG_FILES, find_config
from vaultlint.errors import ConfigError, VaultError
from vaultlint.init.generator import GeneratedConfig, generate_config
from vaultlint.init.summary import render_summary
from vaultlint.lint.registry import find_rules
from vaultlint.text.control_characters import printable
from vaultlint.vault.built_folders import git_ignores


@click.command()
@path_argument
@click.option("--dry-run", is_flag=True, help="Print the configuration without writing it.")
@survey_options
def init(paths: tuple[str, ...], dry_run: bool, options: VaultOptions) -> None:
    """Survey a vault and write a vaultlint.toml that fits it.

    The survey covers which properties notes have and where folders differ, how dates are written, which notes are
    templates, and what is usual enough not to be reported. Comments in the file explain each setting and say what it
    hides; the summary counts what a check with it reports.
    """
    session = replace(open_session(paths, options), config_file=None)  # which may name the root all the same
    print_notices(session)
    file = session.root / CONFIG_FILES[0]
    if not dry_run:
        _refuse_to_overwrite(session.root, file)
    generated = with_cache_fallback(session, _generate)
    if dry_run:
        write_output(generated.text, None)
        return
    write_output(generated.text, str(file))
    summary = render_summary(generated, partial(_command, relative_path(session.root)))
    write_output(f"Wrote {printable(str(file))}.\n\n{summary}", None)


def _command(vault: str, *words: str) -> str:
    """Write a command for a vault, which need not be named in its own root."""
    if vault == os.curdir:
        return quoted(["vaultlint", *words])
    return printable(quoted(["vaultlint", *(words or ("check",)), vault]))


def _generate(session: Session) -> GeneratedConfig:
    """Return the configuration for a vault; raises `VaultError` for one without notes."""
    if not session.vault.notes:
        raise VaultError(f"no notes (*.md) found in {session.root}: nothing to survey")
    generated = generate_config(session.vault, find_rules(), git_ignores(session.disk))
    session.save()
    return generated


def _refuse_to_overwrite(root: Path, file: Path) -> None:
    """Raise `ConfigError` if the vault has a configuration, which the new file would replace or override."""
    existing = find_config(root) or (file if os.path.lexists(file) else None)
    if existing:
        raise ConfigError(f"{existing} already exists: add --dry-run to print a new configuration")
