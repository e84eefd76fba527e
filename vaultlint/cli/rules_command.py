"""`vaultlint rules` and `vaultlint explain`: list the rules, print their manual pages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import click

from vaultlint.cli.console import uses_colour
from vaultlint.cli.hyperlinks import link_to_manual_page
from vaultlint.cli.notices import print_root_notice
from vaultlint.cli.session import VaultOptions, open_session
from vaultlint.cli.shared_options import config_options, format_option
from vaultlint.lint.registry import RuleClass, find_rules, load_rules
from vaultlint.obsidian.names import nearest
from vaultlint.output import manual
from vaultlint.output.rules_output import render_rule_json, render_rules_json, render_rules_text
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable


@click.command(short_help="List all rules and whether they are on here.")
@config_options
@format_option()
@click.option("--test", "tested", metavar="FILE|MODULE", help="Run the examples of your own rules instead.")
def rules(options: VaultOptions, format_name: str, tested: str | None) -> None:
    """List all rules: name, group, severity, on or off here, fixes, and what they find.

    "fix" means that --fix fixes some of the problems, "unsafe fix" that --fix --unsafe-fixes does, and "suggestions"
    that --fix --interactive shows what may be meant.

    With --test, run the good and the bad example of every rule in a Python file, or in an importable module or
    package, and show any differences. Exit code: 0 all pass, 1 some fail, 2 a rule cannot be loaded.
    """
    if tested is not None:
        _test(tested)
        return
    session = open_session([], options)
    print_root_notice(session)
    classes, active = session.selection.classes, session.selection.rules_for("")
    if format_name == "json":
        click.echo(render_rules_json(classes, active), nl=False)
    else:
        click.echo(render_rules_text(classes, active, _linked), nl=False)


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
@format_option()
@config_options
def explain(rule: str, options: VaultOptions, format_name: str) -> None:
    """Print the manual page of a rule."""
    session = open_session([], options)
    known = find_rules(session.config.loaded_files)
    if rule not in known:
        raise click.BadParameter(f'unknown rule "{printable(rule)}"{_hint(rule, known)}', param_hint="RULE")
    if format_name == "json":
        click.echo(render_rule_json(known[rule], session.selection.rules_for("")), nl=False)
        return
    title = f"# {rule}"
    click.echo(f"# {_linked(rule)}{manual.explain(known[rule]).removeprefix(title)}", nl=False)


def _hint(given: str, known: Mapping[str, RuleClass]) -> str:
    """Return the end of a message: the rules of a group of that name, else names near it, else how to list them."""
    if of_group := [name for name, rule in known.items() if rule.group() == given]:
        return f'; "{given}" is the group of {", ".join(of_group)}'
    word = given.lower()
    near = [name for name in known if word in name.split("-")] or [*nearest(word, known)]
    if not near:
        return "; `vaultlint rules` lists all rules"
    *others, last = map(_in_quotes, near)
    return f"; did you mean {', '.join(others)} or {last}?" if others else f"; did you mean {last}?"


def _in_quotes(name: str) -> str:
    return f'"{name}"'


def _linked(rule: str) -> str:
    return link_to_manual_page(rule, rule) if uses_colour("auto") else rule
