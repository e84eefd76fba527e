"""`vaultlint index`: the vault as vaultlint sees it."""

from __future__ import annotations

import click

from vaultlint.cli.console import write
from vaultlint.cli.locate import absolute, find_root, load_vault
from vaultlint.cli.options import output_option
from vaultlint.report.index import render_index


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
def index(path: str, format_name: str, output: str | None) -> None:
    """Print the notes, files and links of a vault, each link with what it leads to."""
    del format_name
    root = find_root(absolute([path]))
    write(render_index(load_vault(root)), output)
