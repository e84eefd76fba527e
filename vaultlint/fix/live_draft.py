"""The vault as it would be with the fixes that a person chose, in memory until they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vaultlint.fix.decisions import identity_of
from vaultlint.fix.edits import edited_bytes, edits_by_path
from vaultlint.lint.live_check import LiveCheck
from vaultlint.model import Fix, Problem
from vaultlint.parse import read_text
from vaultlint.vault.index import Index

Reported = Callable[[Sequence[Problem]], Sequence[Problem]]
"""Leaves out the problems that are not to be reported."""


class LiveDraft:
    def __init__(
        self, root: Path, index: Index, live: LiveCheck, reported: Reported = lambda problems: problems
    ) -> None:
        self._root = root
        self._index = index
        self._live = live
        self._reported = reported
        self._before: dict[str, bytes] = {}
        self._steps: list[dict[str, bytes]] = []
        self._chosen = 0

    def problems(self) -> Sequence[Problem]:
        """Return the problems that would be reported, sorted."""
        found = (problem for problems in self._live.problems.values() for problem in problems)
        return self._reported(sorted(found, key=lambda problem: problem.order))

    def text(self, path: str) -> str:
        """Return the text of the note or canvas at a path, as it would be."""
        return read_text(self._index.source.read(path))

    def apply(self, fixes: Sequence[Fix]) -> str | None:
        """Apply fixes that do not conflict, all of them; or none of them, and return why not."""
        edits = edits_by_path(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
        before = {path: self._index.source.read(path) for path in edits}
        try:
            after = {path: edited_bytes(before[path], edits[path]) for path in edits}
        except ValueError as error:
            return str(error)
        known = Counter(map(identity_of, self.problems()))
        self._live.update(after)
        self._steps.append(before)
        new = Counter(map(identity_of, self.problems())) - known
        if new:
            self.undo()
            return f"it would cause: {next(iter(new))[1]}: {next(iter(new))[2]}"
        self._chosen += len(fixes)
        return None

    def undo(self) -> None:
        self._live.update(self._steps.pop())

    def location(self, path: str) -> str:
        return str(self._root / path)
