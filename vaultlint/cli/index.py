"""`vaultlint index`: the vault as vaultlint sees it."""

from __future__ import annotations

import click

from vaultlint.cli.console import write
from vaultlint.cli.locate import absolute, find_root, load_config, load_vault
from vaultlint.cli.options import config_option, isolated_option, output_option
from vaultlint.report import render_index


@click.command()
@click.argument("path", default=".", type=click.Path(exists=True))
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["json"]),
    default="json",
    help="How to print the index.",
    show_default=True,
)
@output_option
@config_option
@isolated_option
def index(path: str, format_name: str, output: str | None, config_file: str | None, isolated: bool) -> None:
    """Print the notes, files and links of a vault, each link with what it leads to."""
    del format_name
    root = find_root(absolute([path]))
    config = load_config(root, config_file, isolated=isolated)
    write(render_index(load_vault(root, config)), output)
