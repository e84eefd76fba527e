"""`vaultlint index`: the vault as vaultlint sees it."""

from __future__ import annotations

from typing import IO

import click

from vaultlint.cli.locate import absolute, find_root, load_vault
from vaultlint.cli.options import output_option
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
def index(path: str, format_name: str, output: IO[str] | None) -> None:
    """Print the notes, files and links of a vault, each link with what it leads to."""
    del format_name
    root = find_root(absolute([path]))
    click.echo(render_index(load_vault(root)), file=output, nl=False)
