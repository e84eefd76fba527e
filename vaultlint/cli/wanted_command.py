"""`vaultlint wanted`: list the notes that are linked to but do not exist."""

from __future__ import annotations

from typing import NamedTuple

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import terminal_style, uses_colour, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import (
    color_option,
    format_option,
    output_option,
    paths_argument,
    vault_options,
)
from vaultlint.encoding import decoded_or_none, encoded_or_none
from vaultlint.lint.wanted_notes import WantedNote, find_wanted_notes
from vaultlint.output.check_report import plain_style
from vaultlint.output.wanted_output import render_wanted_json, render_wanted_text

_NAME = "wanted"


class _Answer(NamedTuple):
    """What is cached."""

    notes: tuple[WantedNote, ...]


@click.command(short_help="List notes that are linked to but do not exist.")
@paths_argument
@format_option()
@output_option
@click.option("--all", "show_all", is_flag=True, help="List every link, not only the first three to each note.")
@click.option("--daily-notes", is_flag=True, help="Also list daily notes that do not exist yet.")
@color_option
@vault_options
def wanted(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    show_all: bool,
    daily_notes: bool,
    color: str,
    options: VaultOptions,
) -> None:
    """List notes that are linked to but do not exist, most wanted first.

    The whole vault is read; PATHs (default: the current folder) limit which links count.
    JSON output is always complete.
    """
    session = open_session(paths, options)
    print_notices(session)
    found = with_cache_fallback(session, _find)
    if format_name == "json":
        write_output(render_wanted_json(found, session.root), output)
        return
    is_coloured = output is None and uses_colour(color)
    style = terminal_style if is_coloured else plain_style
    text = render_wanted_text(
        found, show_all=show_all, daily_notes=daily_notes, style=style, shown_path=shown_paths(session.root)
    )
    write_output(text, output, coloured=is_coloured)


def _find(session: Session) -> tuple[WantedNote, ...]:
    cache = session.answer_cache(_NAME)
    if (cached := cache.load() if cache else None) and (known := decoded_or_none(_Answer, cached)):
        return known.notes
    found = find_wanted_notes(session.vault, session.selection, session.is_requested)
    packed = encoded_or_none(_Answer(found))
    session.save(cache.stored(packed, session.option_files) if cache and packed else {})
    return found
