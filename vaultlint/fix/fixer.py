"""Fix problems in memory, so that what was done can be proven right before it is shown or written.

`--fix` calls `fix_all` with a function that chooses the fix of a problem. To ask a person instead, as `--interactive`
does, show `problems`, and call `fix` for each choice, which may be a suggestion. It says why where it cannot be
applied; otherwise the problems are other ones from then on. At the end, or whenever the person quits, `plan` and `read`
are what was decided, for `transaction.write` and `patch.render_patch`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.encoding import digest
from vaultlint.fix.disk.places import Places
from vaultlint.fix.edits import EditSet, Plan, composed, edited_bytes, edits_by_path
from vaultlint.fix.proof import why_not
from vaultlint.fix.refusals import why_not_edited
from vaultlint.lint.live_check import LiveCheck
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Edit, Fix, Problem
from vaultlint.parse import read_text
from vaultlint.vault.index import Index, Update
from vaultlint.vault.listing import is_document, is_note

MAX_ROUNDS = 100
"""How often fixes are applied that conflict with others; more would take too long."""

Choose = Callable[[Problem], Fix | None]
"""Chooses what to do about a problem; None leaves it as it is."""

WhyNot = Callable[[str], str | None]
"""Says why the file at a path cannot be written; None if it can."""

Check = Callable[[], Result]
"""Checks the vault as it is in memory."""

_Entry = tuple[str, str, str]
"""What a problem is known by while edits move it: its path, its rule and a cause."""


class Choice(NamedTuple):
    """A problem, and the fix or the suggestion that was chosen for it."""

    problem: Problem
    fix: Fix


class _Attempt(NamedTuple):
    """Fixes that are applied in memory: all edits, and the new bytes, of the files that they change."""

    choices: Sequence[Choice] = ()
    edits: Mapping[str, list[Edit]] = {}
    data: Mapping[str, bytes] = {}


class Fixer:
    """Fixes the problems of a vault in memory.

    `index` and the `verdicts` on it follow what is done, so they must not be saved afterwards. `result` is that of
    `check`, and always the one of the vault as it is in memory. What has a fix is read and judged anew at first, since
    a cache that someone else has made must not decide what is written.

    `why_not_written` is by default what the disk says. `read` has the bytes on disk of the files that `plan` edits, and
    `fixed` what was done.
    """

    def __init__(
        self,
        index: Index,
        selection: Selection,
        verdicts: Verdicts,
        check: Check,
        result: Result,
        why_not_written: WhyNot | None = None,
    ) -> None:
        self.read: dict[str, bytes] = {}
        self.fixed: list[Choice] = []
        self._index = index
        self._check = check
        self._why_not_written = why_not_written or Places(os.path.realpath(index.root)).why_not_written
        self._now: dict[str, bytes] = {}
        self._edits: dict[str, list[Edit]] = {}
        self._why_not: dict[Fix, str] = {}
        self._attempt = _Attempt()
        in_vault = (problem for found in verdicts.in_vault().values() for problem in found)
        if any(map(_fixes_of, in_vault)):
            verdicts.forget(Update(frozenset(), graph=True))
        self._live = LiveCheck(index, selection, verdicts)
        fixes = (fix for problem in result.problems for fix in _fixes_of(problem))
        self._judge_again({edit.path for fix in fixes for edit in fix.edits})
        self.result = check()

    def _judge_again(self, paths: set[str]) -> None:
        for path in sorted(paths):
            with suppress(OSError):  # a fix of such a file is rejected
                self.read[path] = self._now[path] = self._index.source.read(path)
        self._live.update(self.read)

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems that are left, of those that were asked for and are not hidden, sorted."""
        return self.result.problems

    @property
    def plan(self) -> Plan:
        """All that was done, as edits of the files on disk."""
        return Plan(tuple(edit for _, edits in sorted(self._edits.items()) for edit in edits))

    @property
    def rejected(self) -> Iterator[tuple[Problem, str]]:
        """The problems that are left although they have a fix that was chosen, and why."""
        for problem in self.problems:
            if problem.fix and problem.fix in self._why_not:
                yield problem, self._why_not[problem.fix]

    def fix(self, problem: Problem, fix: Fix) -> str | None:
        """Apply a fix or a suggestion of a problem; say why where it cannot be applied."""
        why = self._why_never(fix)
        if why is None and not self._apply([Choice(problem, fix)]):
            why = self._why_not[fix]
        return why

    def fix_all(self, choose: Choose) -> None:
        """Apply all fixes that are chosen and can be applied.

        That comes to an end, whatever rules do, since each round leaves fewer problems.
        """
        for _ in range(MAX_ROUNDS):
            if not self._fix_some(choose):
                break

    def _fix_some(self, choose: Choose) -> bool:
        """Apply fixes that do not conflict; tell whether there were any."""
        while choices := self._compatible(choose):
            if self._apply(choices):
                return True
        return False

    def _compatible(self, choose: Choose) -> list[Choice]:
        """Choose fixes that can be applied together, the first ones where they conflict."""
        together = EditSet()
        found: list[Choice] = []
        for problem in self.problems:
            fix = choose(problem)
            if fix is None or fix in self._why_not:
                continue
            if why := self._why_never(fix):
                self._why_not[fix] = why
            elif together.add(fix.edits):
                found.append(Choice(problem, fix))
        return found

    def _why_never(self, fix: Fix) -> str | None:
        """Say why files must not be edited, or cannot be; None if they can."""
        for path, edits in edits_by_path(fix.edits).items():
            fault = self._why_not_written(path) if is_document(path) else "it is not a note or canvas"
            if fault is None and not self._has_read(path):
                fault = "it has changed since it was read"
            if fault := fault or why_not_edited(self._now[path], edits, is_note=is_note(path)):
                return f"{path}: {fault}"
        return None

    def _has_read(self, path: str) -> bool:
        """Whether the bytes of a file are those that spans refer to."""
        if path not in self._now:
            try:
                data = self._index.source.read(path)
            except OSError:
                return False
            if digest(data) != self._index.documents.files[path].digest:
                return False
            self.read[path] = self._now[path] = data
        return True

    def _apply(self, choices: Sequence[Choice]) -> bool:
        """Apply those of some compatible fixes that do no harm, alone and together; tell whether there were any."""
        harmless = self._harmless([], choices)
        if harmless != self._attempt.choices:
            self._try(harmless)
        if not harmless:
            return False
        self._now |= self._attempt.data
        self._edits |= self._attempt.edits
        self._attempt = _Attempt()
        self._why_not.clear()  # it may be another reason now, or none
        self.fixed += harmless
        self.result = self._check()
        return True

    def _harmless(self, kept: Sequence[Choice], choices: Sequence[Choice]) -> Sequence[Choice]:
        """Add fixes to harmless ones, without those that would do harm: halves are tried where all cannot be kept."""
        why = self._try([*kept, *choices])
        if why is None:
            return [*kept, *choices]
        if len(choices) == 1:
            self._why_not[choices[0].fix] = why
            return kept
        half = len(choices) // 2
        return self._harmless(self._harmless(kept, choices[:half]), choices[half:])

    def _try(self, choices: Sequence[Choice]) -> str | None:
        """Apply fixes in memory, in place of those that were tried before; say why, and do not, where it does harm."""
        self._take_back()
        together = EditSet()
        for choice in choices:
            together.add(choice.fix.edits)
        edits = edits_by_path(together.edits)
        if why := why_not(self._index, Plan(together.edits), {path: self._now[path] for path in edits}):
            return why
        all_edits = {path: self._composed(path, new) for path, new in edits.items()}
        data = {path: edited_bytes(self.read[path], made) for path, made in all_edits.items()}
        before = dict(self._live.problems)
        broken = {path for path in edits if self._is_broken(path)}
        self._attempt = _Attempt(choices, all_edits, data)
        changed = self._live.update(data)
        why = self._harm(choices, before, changed, broken)
        if why:
            self._take_back()
        return why

    def _composed(self, path: str, edits: Sequence[Edit]) -> list[Edit]:
        return composed(read_text(self.read[path]), self._edits.get(path, []), edits)

    def _take_back(self) -> None:
        """Take back what was tried."""
        if self._attempt.data:
            self._live.update({path: self._now[path] for path in self._attempt.data})
        self._attempt = _Attempt()

    def _is_broken(self, path: str) -> bool:
        return is_note(path) and self._index.note(path).front_matter_broken

    def _harm(self, choices: Sequence[Choice], before: _Problems, changed: _Problems, broken: set[str]) -> str | None:
        """Say what is worse after fixes: a problem that was not there, or one that still is.

        `before` and `changed` are problems by path, all and those that may differ now. New ones in a note whose front
        matter was `broken`, and can be read now, have only come to light.
        """
        fixed = [choice.problem for choice in choices]
        paths = {*changed, *(problem.path for problem in fixed)}
        allowed = Counter(entry for path in paths for problem in before.get(path, ()) for entry in _entries(problem))
        allowed.subtract(entry for problem in fixed for entry in _entries(problem))
        for path in sorted(paths):
            is_broken = self._is_broken(path)
            if is_broken and path in self._attempt.data and path not in broken:
                return f"the front matter of {path} could no longer be read"
            for problem in self._live.problems.get(path, ()):
                for entry in _entries(problem):
                    allowed[entry] -= 1
                    if allowed[entry] < 0 and (is_broken or path not in broken):
                        return _says(problem, is_new=problem.rule not in {each.rule for each in fixed})
        return None


_Problems = Mapping[str, Sequence[Problem]]


def _entries(problem: Problem) -> list[_Entry]:
    return [(problem.path, problem.rule, cause) for cause in problem.causes or ("",)]


def _says(problem: Problem, *, is_new: bool) -> str:
    at = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    return f"{at}: {problem.message} [{problem.rule}] would {'appear' if is_new else 'still be there'}"


def _fixes_of(problem: Problem) -> tuple[Fix, ...]:
    return (problem.fix, *problem.suggestions) if problem.fix else problem.suggestions
