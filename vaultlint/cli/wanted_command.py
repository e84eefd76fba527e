"""`vaultlint wanted`: the notes that are linked to but do not exist."""

from __future__ import annotations

import click

from vaultlint.cli.console import colourful, uses_colour, write
from vaultlint.cli.notices import tell
from vaultlint.cli.session import open_scene
from vaultlint.cli.shared_options import (
    color_option,
    config_option,
    format_option,
    isolated_option,
    names_option,
    output_option,
    paths_argument,
    root_option,
)
from vaultlint.config.selection_flags import CommandLine, Names
from vaultlint.lint.wanted_notes import find_wanted
from vaultlint.output.text_output import plain
from vaultlint.output.wanted_output import render_wanted_json, render_wanted_text


@click.command(short_help="List the notes that are linked to but do not exist.")
@paths_argument
@format_option("How to print the notes.")
@output_option
@names_option("--exclude", "Do not count links in notes that match these patterns.")
@click.option("--all", "every_place", is_flag=True, help="List every link, not the first three of each note.")
@click.option("--daily-notes", is_flag=True, help="List daily notes that are not written yet too.")
@root_option
@config_option
@isolated_option
@color_option
def wanted(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    exclude: Names,
    every_place: bool,
    daily_notes: bool,
    root: str | None,
    config_file: str | None,
    isolated: bool,
    color: str,
) -> None:
    """List the notes that are linked to but do not exist, most wanted first.

    The whole vault is read; PATHs (default: the current folder) narrow down whose links count.
    JSON is always complete.
    """
    scene = open_scene(paths, config_file, root=root, isolated=isolated, line=CommandLine(exclude=exclude))
    tell(scene)
    found = find_wanted(scene.vault, scene.selection, scene.is_wanted)
    if format_name == "json":
        write(render_wanted_json(found, scene.root), output)
        return
    coloured = output is None and uses_colour(color)
    style = colourful if coloured else plain
    text = render_wanted_text(found, every_place=every_place, daily_notes=daily_notes, style=style)
    write(text, output, coloured=coloured)
