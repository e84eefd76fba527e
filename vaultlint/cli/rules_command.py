"""`vaultlint rules` and `vaultlint explain`: list the rules, print their manual pages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import click

from vaultlint.cli.console import uses_colour
from vaultlint.cli.hyperlinks import link_to_manual_page
from vaultlint.cli.notices import print_root_notice
from vaultlint.cli.session import VaultOptions, open_session
from vaultlint.cli.shared_options import config_options
from vaultlint.lint.registry import RuleClass, find_rules, load_rules
from vaultlint.obsidian.names import nearest
from vaultlint.output import manual
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable


@click.command(short_help="List all rules and whether they are on here.")
@config_options
@click.option("--test", "tested", metavar="FILE|MODULE", help="Run the examples of your own rules instead.")
def rules(options: VaultOptions, tested: str | None) -> None:
    """List all rules: name, group, severity, on or off here, and what they find.

    With --test, run the good and the bad example of every rule in a Python file, or in an importable module or
    package, and show any differences. Exit code: 0 all pass, 1 some fail, 2 a rule cannot be loaded.
    """
    if tested is not None:
        _test(tested)
        return
    session = open_session([], options)
    print_root_notice(session)
    selection = session.selection
    active = selection.rules_for("")
    rows = [
        (name, rule.group(), (active.get(name) or rule()).severity, "on" if name in active else "off", rule.summary())
        for name, rule in selection.classes.items()
    ]
    rows.sort(key=lambda row: (row[1], row[0]))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[0] = cells[0].replace(row[0], _linked(row[0]), 1)
        click.echo("  ".join([*cells, row[4]]))


def _test(source: str) -> None:
    """Print what differs from the examples of rules, and end with exit code 1 if anything does."""
    from vaultlint.testing import check_examples  # only authors of rules need it

    found = {name: check_examples(rule) for name, rule in load_rules(source).items()}
    for text in chain.from_iterable(found.values()):
        click.echo("\n".join(map(printable, text.splitlines())))
    failed = sum(map(bool, found.values()))
    click.echo(f"{plural(len(found), 'rule')} tested: {len(found) - failed} passed, {failed} failed")
    click.get_current_context().exit(int(failed > 0))


@click.command()
@click.argument("rule")
@config_options
def explain(rule: str, options: VaultOptions) -> None:
    """Print the manual page of a rule."""
    known = find_rules(open_session([], options).config.loaded_files)
    if rule not in known:
        raise click.BadParameter(f'unknown rule "{printable(rule)}"{_hint(rule, known)}', param_hint="RULE")
    title = f"# {rule}"
    click.echo(f"# {_linked(rule)}{manual.explain(known[rule]).removeprefix(title)}", nl=False)


def _hint(given: str, known: Mapping[str, RuleClass]) -> str:
    """Return the end of a message: the rules of a group of that name, else names near it, else how to list them."""
    if of_group := [name for name, rule in known.items() if rule.group() == given]:
        return f'; "{given}" is the group of {", ".join(of_group)}'
    word = given.lower()
    near = [name for name in known if word in name.split("-")] or [*nearest(word, known)]
    return f"; did you mean {' or '.join(map(_in_quotes, near))}?" if near else "; `vaultlint rules` lists all rules"


def _in_quotes(name: str) -> str:
    return f'"{name}"'


def _linked(rule: str) -> str:
    return link_to_manual_page(rule, rule) if uses_colour("auto") else rule
