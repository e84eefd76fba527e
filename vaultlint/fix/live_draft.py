"""A vault as it would be with the fixes that a person has chosen, kept in memory until they are written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.fix.decisions import identity_of
from vaultlint.fix.edits import Plan, edited_bytes, edits_by_path
from vaultlint.fix.places import Places
from vaultlint.fix.proof import why_not
from vaultlint.fix.rewriting import Rewriting
from vaultlint.fix.transaction import write
from vaultlint.lint.live_check import LiveCheck
from vaultlint.model import Edit, Fix, Problem
from vaultlint.parse import read_text
from vaultlint.vault.index import Index
from vaultlint.vault.sources import FileSource

Reported = Callable[[Sequence[Problem]], Sequence[Problem]]
"""Leaves out the problems that are not to be reported."""


class Written(NamedTuple):
    """How many fixes were written to how many files, and why others were not."""

    fixes: int
    files: int
    refusals: tuple[str, ...] = ()


class _Group(NamedTuple):
    """Files that some fixes change together, and the number of these fixes."""

    paths: frozenset[str]
    fixes: int


class _Step(NamedTuple):
    """What was applied at once: the files of each fix, and what had become of them before."""

    files: tuple[frozenset[str], ...]
    before: dict[str, Rewriting]


class LiveDraft:
    """A draft over the index of a vault, which it changes; `live` is the check that follows it, `disk` its files."""

    def __init__(
        self, index: Index, live: LiveCheck, disk: FileSource, reported: Reported = lambda problems: problems
    ) -> None:
        self._index = index
        self._live = live
        self._disk = disk
        self._places = Places(os.path.realpath(index.root))
        self._reported = reported
        self._data: dict[str, bytes] = {}
        self._rewritten: dict[str, Rewriting] = {}
        self._steps: list[_Step] = []
        self._problems: Sequence[Problem] | None = None

    def problems(self) -> Sequence[Problem]:
        """Return the problems that would be reported, sorted."""
        if self._problems is None:
            found = (problem for problems in self._live.problems.values() for problem in problems)
            self._problems = self._reported(sorted(found, key=lambda problem: problem.order))
        return self._problems

    def text(self, path: str) -> str:
        """Return the text of the note or canvas at a path, as it would be."""
        return read_text(self._index.source.read(path))

    def location(self, path: str) -> str:
        """Return where the file at a path in the vault is on disk."""
        return self._places.place(path)

    def apply(self, fixes: Sequence[Fix]) -> str | None:
        """Apply fixes that do not conflict, all of them; or none of them, and return why not."""
        edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
        reason = self._refusal(edits)
        if reason is None:
            files = tuple(frozenset(edit.path for edit in fix.edits) for fix in fixes)
            reason = self._take_up(edits, files)
        return reason

    def _refusal(self, edits: tuple[Edit, ...]) -> str | None:
        """Say why edits cannot be written, or which link they would break; None if they are sound."""
        data: dict[str, bytes] = {}
        for path in dict.fromkeys(edit.path for edit in edits):
            if fault := self._places.why_not_written(path):
                return f"{path} cannot be changed: {fault}"
            if self._index.source.has_changed(path):
                return f"{path} has changed since it was read"
            data[path] = self._index.source.read(path)
        return why_not(self._index, Plan(edits), data)

    def _take_up(self, edits: Iterable[Edit], files: tuple[frozenset[str], ...]) -> str | None:
        """Apply edits; or take them back, and say which problem they would cause."""
        step = _Step(files, {})
        after: dict[str, bytes] = {}
        for path, in_file in edits_by_path(edits).items():
            data = self._index.source.read(path)
            self._data.setdefault(path, data)
            step.before[path] = self._rewritten.get(path) or Rewriting(read_text(data))
            self._rewritten[path] = step.before[path].edited(in_file)
            after[path] = edited_bytes(data, in_file)
        self._steps.append(step)
        new = self._update(after)
        if new is None:
            return None
        self.undo()
        return f"it would cause another problem: {new.path}: {new.message}"

    def _update(self, changes: Mapping[str, bytes | None]) -> Problem | None:
        """Take up the bytes of files, and return a problem that was not there before."""
        before = dict(self._live.problems)
        now = self._live.update(changes)
        self._problems = None
        known = Counter(identity_of(problem) for path in now for problem in before.get(path, ()))
        for problem in (problem for problems in now.values() for problem in problems):
            known[identity_of(problem)] -= 1
            if known[identity_of(problem)] < 0:
                return problem
        return None

    def undo(self) -> None:
        """Take back what was applied last."""
        step = self._steps.pop()
        self._rewritten |= step.before
        self._update({path: self._bytes(path) for path in step.before})

    def _bytes(self, path: str) -> bytes:
        return edited_bytes(self._data[path], list(self._rewritten[path].edits(path)))

    def read_again(self, path: str) -> None:
        """Read a file again that someone else may have changed; what was applied to it is dropped."""
        self._forget({path})
        try:
            data: bytes | None = self._disk.read(path)
        except OSError:
            data = None
        self._update({path: data})

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._rewritten.pop(path, None)
            self._data.pop(path, None)

    def write(self) -> Written:
        """Write what was applied, for good: all, or where files have changed meanwhile, what does not concern them."""
        groups = _groups(files for step in self._steps for files in step.files)
        self._steps.clear()
        try:
            self._write({path for group in groups for path in group.paths})
        except FixRefused:
            return self._write_each(groups)
        return _sum(groups)

    def _write_each(self, groups: Iterable[_Group]) -> Written:
        written: list[_Group] = []
        refusals: list[str] = []
        for group in groups:
            try:
                self._write(group.paths)
                written.append(group)
            except FixRefused as refusal:
                refusals.append(str(refusal))
                for path in group.paths:
                    self.read_again(path)
        return _sum(written, refusals)

    def _write(self, paths: Iterable[str]) -> None:
        changed = sorted(path for path in paths if path in self._rewritten)
        edits = tuple(edit for path in changed for edit in self._rewritten[path].edits(path))
        write(self._index.root, Plan(edits), {path: self._data[path] for path in changed})
        self._forget(changed)


def _groups(fixes: Iterable[frozenset[str]]) -> list[_Group]:
    """Group fixes, given by their files, so that each file is in one group."""
    groups: list[_Group] = []
    for files in fixes:
        together = [group for group in groups if not group.paths.isdisjoint(files)]
        groups = [group for group in groups if group not in together]
        groups.append(
            _Group(files.union(*(group.paths for group in together)), 1 + sum(group.fixes for group in together))
        )
    return groups


def _sum(groups: Sequence[_Group], refusals: Iterable[str] = ()) -> Written:
    fixes, files = sum(group.fixes for group in groups), sum(len(group.paths) for group in groups)
    return Written(fixes, files, tuple(refusals))
