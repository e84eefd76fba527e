"""Which notes the parts of options apply to that are meant for some notes only, such as a schema for one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vaultlint.config.selection import Selection
from vaultlint.errors import ConfigError
from vaultlint.files.patterns import matches
from vaultlint.lint.rule_class_checks import overrides
from vaultlint.rule import Rule, Scope
from vaultlint.vault.vault import Vault


def refuse_idle_scopes(vault: Vault, selection: Selection) -> None:
    """Raise `ConfigError` if some part of an option applies to no note of the vault that is checked.

    That is a mistake which nobody would notice: the check finds nothing, whatever is in the notes.
    """
    rules = _rules_with_scopes(vault, selection)
    notes = _checked_notes(vault, selection) if rules else ()
    idle: dict[str, str] = {}
    used: set[str] = set()
    for rule, scope in _scopes(rules):
        name = f"rules.{rule.name}.{scope.name}"
        if name not in used and any(_in_scope(rule, scope, notes, vault, selection)):
            used.add(name)
        idle[name] = rule.name
    for name in idle:
        if name not in used:
            raise ConfigError(f"{selection.config.where}: {name} applies to no note: correct it or remove it")


def may_have_scopes(selection: Selection) -> bool:
    """Whether the configuration sets an option of a rule that has such parts."""
    options = selection.config.options
    names = {*options.rules, *(name for override in options.overrides for name in override.rules)}
    return any(overrides(selection.classes[name], "scopes") for name in names)


def scope_counts(vault: Vault, selection: Selection) -> dict[str, Counter[str]]:
    """Count the notes that each part of the options of a rule applies to, by the name of the rule and of the part."""
    rules = _rules_with_scopes(vault, selection)
    notes = _checked_notes(vault, selection) if rules else ()
    found: dict[str, Counter[str]] = {}
    for rule, scope in _scopes(rules):
        found.setdefault(rule.name, Counter())[scope.name] += sum(_in_scope(rule, scope, notes, vault, selection))
    return found


def _rules_with_scopes(vault: Vault, selection: Selection) -> list[Rule]:
    rules = {id(rule): rule for rules in selection.rule_sets_for(vault.notes) for rule in rules.values()}
    return [rule for rule in rules.values() if overrides(type(rule), "scopes")]


def _checked_notes(vault: Vault, selection: Selection) -> list[str]:
    return [path for path in vault.notes if not selection.excludes(path, vault.settings)]


def _scopes(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Scope]]:
    return ((rule, scope) for rule in rules for scope in rule.scopes())


def _in_scope(rule: Rule, scope: Scope, notes: Iterable[str], vault: Vault, selection: Selection) -> Iterator[bool]:
    """Yield for each note, on which a rule is in force, whether a part of its options applies to it."""
    for path in notes:
        if scope.paths and not matches(scope.paths, path):
            yield False
        elif selection.rules_for(path).get(rule.name) is rule:
            yield scope.applies_to(vault.notes[path])
