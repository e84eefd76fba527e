"""`vaultlint server`: the language server for editors."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

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

    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a plugin prints must not come between the messages, and a process that reads notes closes its standard input,
    # for which it would wait if a thread were reading from it here.
    with Path(os.devnull).open() as sys.stdin, redirect_stdout(sys.stderr):
        ctx.exit(LanguageServer(Connection(source, target)).run())
