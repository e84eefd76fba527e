"""Check a vault that follows edits, for an editor: only what may differ is asked again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout

from vaultlint.config.selection import Selection
from vaultlint.lint.engine import Run, not_excluded
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Problem
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
        self.problems = self._find(None)

    def update(self, changes: Mapping[str, bytes | None]) -> dict[str, list[Problem]]:
        """Take up edits, as `Index.update_all` does, and return the problems of each file in which they may differ.

        This looks at all files only where the graph differs.
        """
        update = self._index.update_all(changes)
        self._verdicts.forget(update)
        gone = [path for path, data in changes.items() if data is None]
        if update.graph:
            now = self._find(None)
            affected = {path for path in (*now, *self.problems) if now.get(path) != self.problems.get(path)}
            self.problems = now
        else:
            affected = {*update.affected, *gone}
            now = self._find(update.affected)
            for path in affected:
                self.problems.pop(path, None)
            self.problems |= now
        return {path: self.problems.get(path, []) for path in sorted(affected)}

    def _find(self, paths: Iterable[str] | None) -> dict[str, list[Problem]]:
        """Find the problems at some paths, or at all."""
        vault = Vault(self._index)
        asked = (*vault.notes, *vault.files, *vault.unreadable) if paths is None else paths
        run = Run(vault, self._selection, not_excluded(asked, vault, self._selection), self._verdicts)
        found: dict[str, list[Problem]] = {}
        with redirect_stdout(sys.stderr):  # what a plugin prints is not part of the output
            problems, _ = run.unsuppressed()
        for problem in problems:
            found.setdefault(problem.path, []).append(problem)
        return found
