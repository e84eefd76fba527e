"""`vaultlint config`: print the configuration in force, or the schema of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import write_output
from vaultlint.cli.notices import print_root_notice
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import output_option, path_argument, selection_options, vault_options
from vaultlint.config.schema import config_schema
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.registry import find_rules
from vaultlint.lint.scopes import may_have_scopes, scope_counts
from vaultlint.output.config_output import render_config
from vaultlint.output.json_output import to_json
from vaultlint.site.site_settings import site_settings
from vaultlint.text.control_characters import printable
from vaultlint.vault.built_folders import settings_of
from vaultlint.vault.site_sources import site_files


@click.command(short_help="Print the configuration in force and where each value comes from.")
@path_argument
@click.option("--schema", is_flag=True, help="Print the JSON schema of vaultlint.toml, for editors.")
@output_option
@selection_options
@vault_options
def config(
    paths: tuple[str, ...], schema: bool, output: str | None, selected: SelectionFlags, options: VaultOptions
) -> None:
    """Print the configuration in force and where each value comes from.

    PATH is a note or a vault (default: the vault around the current folder).
    """
    session = open_session(paths, options, selected)
    if schema:
        write_output(to_json(config_schema(find_rules(session.config.loaded_files))), output)
        return
    print_root_notice(session)
    settings, _ = settings_of(session.disk)
    note = _note(session.paths[0], session.root) if paths else ""
    site = site_settings(session.config.site, site_files(session.disk), session.disk.paths())
    scopes = with_cache_fallback(session, _scopes)
    write_output(render_config(session.selection, session.root, settings, site, note, scopes), output)


def _scopes(session: Session) -> Mapping[str, Mapping[str, int]]:
    """Count the notes that parts of options apply to; the vault is read only if there are such parts."""
    if not may_have_scopes(session.selection):
        return {}
    counts = scope_counts(session.vault, session.selection)
    session.save()
    return counts


def _note(path: Path, root: Path) -> str:
    """Return a note's path in the vault, empty for the vault itself."""
    if path == root:
        return ""
    if path.is_dir():
        text = f"{path} is a folder in the vault {root}: pass a note or the vault itself"
        raise click.BadParameter(printable(text), param_hint="PATH")
    return path.relative_to(root).as_posix()
