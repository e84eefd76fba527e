"""Fix problems in memory as someone decides who may change their mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.fix.fixer import Choice, Fixer, Report
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Edit
from vaultlint.vault.index import Index


class _Past(NamedTuple):
    """What a fixer had done before it did more: how many fixes, the bytes of files by path, and all edits of them."""

    fixes: int
    data: dict[str, bytes]
    edits: dict[str, list[Edit]]


class UndoableFixer(Fixer):
    """A fixer that can take back what it did last."""

    def __init__(self, index: Index, selection: Selection, verdicts: Verdicts, report: Report) -> None:
        super().__init__(index, selection, verdicts, report)
        self._past: list[_Past] = []

    def fix_each(self, choices: Iterable[Choice]) -> bool:
        """Apply those of some fixes, none of which conflict, that can be applied; tell whether there were any."""
        possible = [choice for choice in choices if self._why_never(choice.fix) is None]
        return bool(possible) and self._apply(possible)

    def _apply(self, choices: Sequence[Choice]) -> bool:
        past = _Past(len(self.fixed), dict(self._now), dict(self._edits))
        is_applied = super()._apply(choices)
        if is_applied:
            self._past.append(past)
        return is_applied

    def go_back(self, fixes: int) -> None:
        """Take back what was done since there were so many fixes."""
        while self._past and len(self.fixed) > fixes:
            past = self._past.pop()
            self._live.update({path: data for path, data in past.data.items() if data != self._now[path]})
            self._now, self._edits = past.data, past.edits
            del self.fixed[past.fixes :]
        self._why_not.clear()
        self.problems = self._report()
