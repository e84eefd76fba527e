"""`vaultlint report`: write a web page with the problems of a vault, its graph, and what to do next."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vaultlint.cli.baseline_reader import baseline_bytes
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import output_option, paths_argument, vault_options
from vaultlint.encoding import decoded_or_none, encoded_or_none
from vaultlint.html_report.collect import Checked, collect_facts
from vaultlint.html_report.page import render_page
from vaultlint.html_report.vault_facts import VaultFacts, with_sizes
from vaultlint.lint.result import Result

_NAME = "report"


@click.command(short_help="Write a web page with the problems and the graph of a vault.")
@paths_argument
@output_option
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--drafts", is_flag=True, help="Also quote the texts of drafts.")
@click.option(
    "--editor-links",
    is_flag=True,
    help="Add links that open VS Code; they hold the absolute path of the vault.",
)
@vault_options
def report(
    paths: tuple[str, ...], output: str | None, opens: bool, drafts: bool, editor_links: bool, options: VaultOptions
) -> None:
    """Write one HTML file with the problems of a vault, its graph, and what to do next.

    It needs no network and no other file, so it can be sent to others, or published by CI. PATHs (default: the current
    folder) limit it to these files and those that they link to.
    """
    if output is None and (opens or sys.stdout.isatty()):
        raise click.UsageError("name the file to write, as in `--output vault.html`")
    session = open_session(paths, options)
    print_notices(session)
    use_baseline = not options.isolated
    result = cached_check(session, use_baseline=use_baseline).result

    def work(session: Session) -> str:
        facts = _facts(session, result, _path_in_vault(session.root, output), drafts=drafts, use_baseline=use_baseline)
        return render_page(facts, _editor_root(session.root) if editor_links else None)

    write_output(with_cache_fallback(session, work), output)
    for failure in result.failures:
        print_message(failure.message)
    if opens and output:
        click.launch(Path(output).resolve().as_uri())
    if result.failures:
        click.get_current_context().exit(2)


def _facts(session: Session, result: Result, own: str | None, *, drafts: bool, use_baseline: bool) -> VaultFacts:
    """Collect the facts, or take those of the last run; sizes are looked up, since no cache knows when they change."""
    baseline = baseline_bytes(session.root) if use_baseline else None
    cache = None if result.failures else session.answer_cache(_NAME, baseline, drafts, own)
    known = cache.load() if cache else None
    facts = decoded_or_none(VaultFacts, known) if known else None
    if facts is None:
        checked = Checked(session.vault, session.selection, result, session.is_requested, own, session.verdicts)
        facts = collect_facts(checked, shows_drafts=drafts)
        packed = encoded_or_none(facts)
        session.save(cache.stored(packed, session.option_files) if cache and packed else {})
    return with_sizes(facts, lambda path: _size(session.root / path))


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _path_in_vault(root: Path, output: str | None) -> str | None:
    """Return where the page itself is in the vault; None if it is elsewhere."""
    file = Path(output or "").resolve()
    return file.relative_to(root).as_posix() if output and file.is_relative_to(root) else None


def _editor_root(root: Path) -> str:
    """Return the absolute path of a vault as it stands in the address of a file, percent-encoded."""
    return root.as_uri().removeprefix("file://")
