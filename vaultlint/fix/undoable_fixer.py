"""Fix problems in memory as a person decides, who may think again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from vaultlint.fix.fixer import Choice, Fixer
from vaultlint.lint.result import Result
from vaultlint.model import Edit


class _Past(NamedTuple):
    """How a fixer was before it did more: the number of fixes, the bytes and all edits of files by path, the result."""

    fixes: int
    data: dict[str, bytes]
    edits: dict[str, list[Edit]]
    result: Result


class UndoableFixer(Fixer):
    """A fixer that can take back what it did last."""

    @cached_property
    def _past(self) -> list[_Past]:
        return []

    def fix_each(self, choices: Iterable[Choice]) -> bool:
        """Apply those of some fixes, none of which conflict, that can be applied; tell whether there were any."""
        possible = [choice for choice in choices if self._why_never(choice.fix) is None]
        return bool(possible) and self._apply(possible)

    def _apply(self, choices: Sequence[Choice]) -> bool:
        past = _Past(len(self.fixed), dict(self._now), dict(self._edits), self.result)
        is_applied = super()._apply(choices)
        if is_applied:
            self._past.append(past)
        return is_applied

    def go_back(self, fixes: int) -> None:
        """Take back what was done since there were so many fixes."""
        while len(self.fixed) > fixes:
            past = self._past.pop()
            self._live.update({path: data for path, data in past.data.items() if data != self._now[path]})
            self._now, self._edits, self.result = past.data, past.edits, past.result
            del self.fixed[past.fixes :]
        self._why_not.clear()
