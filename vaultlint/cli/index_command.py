"""`vaultlint index`: print the vault as vaultlint reads it."""

from __future__ import annotations

import click

from vaultlint.cli.console import write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import open_session
from vaultlint.cli.shared_options import config_option, isolated_option, output_option, path_argument, root_option
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
@root_option
@config_option
@isolated_option
def index(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    root: str | None,
    config_file: str | None,
    isolated: bool,
) -> None:
    """Print the notes, files and links of a vault as JSON, each link with the file it resolves to."""
    del format_name
    session = open_session(paths, config_file, root=root, isolated=isolated)
    print_notices(session)
    session.save()
    write_output(render_index(session.vault), output)
