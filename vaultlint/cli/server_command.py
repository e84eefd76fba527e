"""`vaultlint server`: the language server for editors."""

from __future__ import annotations

import sys

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

    connection = Connection(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout = sys.stderr  # what a plugin prints must not come between the messages
    ctx.exit(LanguageServer(connection).run())
