"""`vaultlint tags` and `vaultlint properties`: list what the notes of a vault use."""

from __future__ import annotations

from collections.abc import Callable

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import terminal_style, uses_colour, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import color_option, format_option, output_option, paths_argument, vault_options
from vaultlint.lint.used_names import UsedName, find_properties, find_tags
from vaultlint.output.check_report import plain_style
from vaultlint.output.used_names_output import render_names_json, render_names_text


@click.command(short_help="List the tags of the notes.")
@paths_argument
@format_option()
@output_option
@color_option
@vault_options
def tags(paths: tuple[str, ...], format_name: str, output: str | None, color: str, options: VaultOptions) -> None:
    """List the tags in notes and their front matter, most used first.

    PATHs (default: the current folder) limit which notes count. Case does not matter: each tag is shown in its most
    common spelling. JSON output has every place.
    """

    def find(session: Session) -> tuple[UsedName, ...]:
        return find_tags(session.vault, session.selection, session.is_requested, is_exact=format_name == "json")

    session = open_session(paths, options)
    _write(_found(session, find), ("tag", "tags"), session, format_name, output, color)


@click.command(short_help="List the properties of the notes.")
@paths_argument
@format_option()
@output_option
@color_option
@vault_options
def properties(paths: tuple[str, ...], format_name: str, output: str | None, color: str, options: VaultOptions) -> None:
    """List the properties in the front matter of notes, most used first.

    PATHs (default: the current folder) limit which notes count. Case does not matter: each property is shown in its
    most common spelling. JSON output has every place.
    """

    def find(session: Session) -> tuple[UsedName, ...]:
        return find_properties(session.vault, session.selection, session.is_requested)

    session = open_session(paths, options)
    _write(_found(session, find), ("property", "properties"), session, format_name, output, color)


def _found(session: Session, find: Callable[[Session], tuple[UsedName, ...]]) -> tuple[UsedName, ...]:
    def work(session: Session) -> tuple[UsedName, ...]:
        names = find(session)
        session.save()
        return names

    print_notices(session)
    return with_cache_fallback(session, work)


def _write(
    names: tuple[UsedName, ...],
    kinds: tuple[str, str],
    session: Session,
    format_name: str,
    output: str | None,
    color: str,
) -> None:
    if format_name == "json":
        write_output(render_names_json(names, kinds[1], session.root), output)
        return
    is_coloured = output is None and uses_colour(color)
    style = terminal_style if is_coloured else plain_style
    mark = "#" if kinds[0] == "tag" else ""
    write_output(render_names_text(names, kinds, mark=mark, style=style), output, coloured=is_coloured)
