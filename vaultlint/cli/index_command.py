"""`vaultlint index`: print the vault as vaultlint reads it."""

from __future__ import annotations

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import output_option, path_argument, vault_options
from vaultlint.output.index_output import render_index


@click.command(short_help="Print notes, files and resolved links as JSON.")
@path_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["json"]),
    default="json",
    help="Output format.",
    show_default=True,
)
@output_option
@vault_options
def index(paths: tuple[str, ...], format_name: str, output: str | None, options: VaultOptions) -> None:
    """Print the notes, files and links of a vault as JSON, each link with the file it resolves to.

    Excluded notes are printed too, since they stay link targets.
    """
    del format_name
    session = open_session(paths, options)
    print_notices(session)
    write_output(with_cache_fallback(session, _index), output)


def _index(session: Session) -> str:
    text = render_index(session.vault)
    session.save()
    return text
