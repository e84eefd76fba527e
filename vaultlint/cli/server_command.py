"""`vaultlint server`: the language server for editors."""

from __future__ import annotations

import os
from typing import BinaryIO

import click


@click.command(short_help="Run the language server, for editors.")
@click.pass_context
def server(ctx: click.Context) -> None:
    """Run the language server on standard input and output: for editors, not for people.

    It reports problems as you type, fixes them, renames notes and headings with all links that lead there, and
    completes links. The vault of each file is found as `vaultlint check` finds it. See docs/editors.md.
    """
    from vaultlint.server.language_server import LanguageServer
    from vaultlint.server.rpc import Connection

    ctx.exit(LanguageServer(Connection(*_take_streams())).run())


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output for the messages alone.

    What a plugin or another process prints must not come between them: from now on it goes to standard error.
    """
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, target
