"""`vaultlint graph`: print the graph of the links for other programs."""

from __future__ import annotations

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import output_option, paths_argument, vault_options
from vaultlint.lint.link_graph import find_link_graph
from vaultlint.output.graph_output import FORMATS, render_graph
from vaultlint.vault.graph import Graph


@click.command(short_help="Print the graph of the links for other programs.")
@paths_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help="Output format.",
    show_default=True,
)
@output_option
@vault_options
def graph(paths: tuple[str, ...], format_name: str, output: str | None, options: VaultOptions) -> None:
    """Print the graph of notes, canvases and attachments, with an edge for the links from one to another.

    PATHs (default: the current folder) limit it to these files and those that they link to. What links ask for that
    does not exist is in it, too.

    dot is for Graphviz, graphml for programs such as Gephi, yEd and Cytoscape. Mermaid draws only small graphs: it is
    for a folder or a few notes.
    """
    session = open_session(paths, options)
    print_notices(session)
    write_output(render_graph(with_cache_fallback(session, _find), session.root, format_name), output)


def _find(session: Session) -> Graph:
    found = find_link_graph(session.vault, session.selection, session.is_requested)
    session.save()
    return found
