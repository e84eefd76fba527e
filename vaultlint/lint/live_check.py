"""Check a vault that follows edits, for an editor: only what may differ is asked again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout

from vaultlint.config.selection import Selection
from vaultlint.lint.engine import Run, not_excluded
from vaultlint.lint.rule_class_checks import overrides
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Problem
from vaultlint.rule import Rule
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


class LiveCheck:
    """The problems of a vault that follows edits, sorted, by the path of each file that has any.

    Problems that are in excluded notes or suppressed are left out.
    """

    def __init__(self, index: Index, selection: Selection, verdicts: Verdicts | None = None) -> None:
        self._index = index
        self._selection = selection
        self._verdicts = verdicts or Verdicts()
        self._vault_rules = self._find_vault_rules()
        vault = Vault(index)
        self.problems = self._find((*vault.notes, *vault.files, *vault.unreadable))

    def _find_vault_rules(self) -> list[Rule]:
        """Find the rules, in force on any path, that judge the whole vault."""
        listing = self._index.listing
        rule_sets = self._selection.rule_sets_for([*listing.notes, *listing.files])
        rules = {id(rule): rule for rules in rule_sets for rule in rules.values()}
        return [rule for rule in rules.values() if overrides(type(rule), "check")]

    def update(self, changes: Mapping[str, bytes | None]) -> dict[str, list[Problem]]:
        """Take up edits, as `Index.update_all` does, and return the problems of each file in which they may differ.

        The work does not grow with the vault, unless its graph differs or a rule judges the vault as a whole.
        """
        update = self._index.update_all(changes)
        found_before = self._verdicts.in_vault()
        affected = {*changes, *update.affected, *self._verdicts.skipped}
        self._verdicts.forget(update)
        if update.graph:
            self._vault_rules = self._find_vault_rules()
        now = self._find(affected)
        found_now = self._verdicts.in_vault()
        others = {path for path in (*found_before, *found_now) if found_before.get(path) != found_now.get(path)}
        if others - affected:
            now |= self._find(others - affected)
            affected |= others
        for path in affected:
            self.problems.pop(path, None)
        self.problems |= now
        return {path: now.get(path, []) for path in sorted(affected)}

    def _find(self, paths: Iterable[str]) -> dict[str, list[Problem]]:
        """Find the problems at some paths."""
        vault = Vault(self._index)
        checked = not_excluded(filter(vault.__contains__, paths), vault, self._selection)
        run = Run(vault, self._selection, checked, self._verdicts)
        found: dict[str, list[Problem]] = {}
        with redirect_stdout(sys.stderr):  # what a plugin prints is not part of the output
            run.ask_about_vault(self._vault_rules)  # even those that are not in force on these paths
            problems, _ = run.unsuppressed()
        for problem in problems:
            found.setdefault(problem.path, []).append(problem)
        return found
