"""`vaultlint wanted`: list the notes that are linked to but do not exist."""

from __future__ import annotations

import click

from vaultlint.cli.console import terminal_style, uses_colour, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import open_session
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
from vaultlint.config.selection_flags import Names, SelectionFlags
from vaultlint.lint.wanted_notes import find_wanted_notes
from vaultlint.output.text_output import plain_style
from vaultlint.output.wanted_output import render_wanted_json, render_wanted_text


@click.command(short_help="List notes that are linked to but do not exist.")
@paths_argument
@format_option()
@output_option
@names_option("--exclude", "Ignore links in notes that match these patterns.")
@click.option("--all", "show_all", is_flag=True, help="List every link, not only the first three to each note.")
@click.option("--daily-notes", is_flag=True, help="Also list daily notes that do not exist yet.")
@root_option
@config_option
@isolated_option
@color_option
def wanted(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    exclude: Names,
    show_all: bool,
    daily_notes: bool,
    root: str | None,
    config_file: str | None,
    isolated: bool,
    color: str,
) -> None:
    """List notes that are linked to but do not exist, most wanted first.

    The whole vault is read; PATHs (default: the current folder) limit which links count.
    JSON output is always complete.
    """
    session = open_session(paths, config_file, root=root, isolated=isolated, flags=SelectionFlags(exclude=exclude))
    print_notices(session)
    session.save()
    found = find_wanted_notes(session.vault, session.selection, session.is_requested)
    if format_name == "json":
        write_output(render_wanted_json(found, session.root), output)
        return
    is_coloured = output is None and uses_colour(color)
    style = terminal_style if is_coloured else plain_style
    text = render_wanted_text(found, show_all=show_all, daily_notes=daily_notes, style=style)
    write_output(text, output, coloured=is_coloured)
