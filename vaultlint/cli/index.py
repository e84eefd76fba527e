"""`vaultlint index`: the vault as vaultlint sees it."""

from __future__ import annotations

import click

from vaultlint.cli.console import write
from vaultlint.cli.locate import open_scene
from vaultlint.cli.options import output_option
from vaultlint.report.index import render_index


@click.command(short_help="Print notes, files and links as JSON, and what each link leads to.")
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
    write(render_index(open_scene([path], isolated=True).vault), output)
