"""The problems that a baseline does not hide, as they follow edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from vaultlint.lint.baseline import Baseline, BaselineEntry, compare
from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name

Problems = Mapping[str, list[Problem]]
"""The problems of a vault, sorted, by path."""


class NewProblems:
    """The `problems` that are not in a baseline, by path.

    As long as the vault has every note that the baseline names, a note's problems are compared with its own entries, so
    an edit costs no more than the notes of that name. Otherwise the entries of a missing note may hide problems
    anywhere, and all are compared.
    """

    def __init__(self, baseline: Baseline, problems: Problems, paths: Iterable[str]) -> None:
        self._baseline = baseline
        self._entries: dict[str, dict[BaselineEntry, int]] = {}
        for entry, count in baseline.items():
            self._entries.setdefault(entry.note, {})[entry] = count
        self._take_up_paths(problems, paths)

    def _take_up_paths(self, problems: Problems, paths: Iterable[str]) -> None:
        self._names = _Names(frozenset(map(note_name, paths)))
        self._is_complete = self._names.notes >= self._entries.keys()
        self.problems = _new(problems, problems, self._baseline, self._names)

    def update(self, changed: Collection[str], problems: Problems, paths: Iterable[str] | None) -> set[str]:
        """Take up other problems at some paths; return the paths whose new problems may differ.

        `paths` are those of the vault if they are others than before.
        """
        before = self.problems
        if paths is not None:
            self._take_up_paths(problems, paths)
        elif not self._is_complete:
            self.problems = _new(problems, problems, self._baseline, self._names)
        else:
            names = {note_name(path) for path in changed}
            alike = [path for path in {*problems, *before} if note_name(path) in names] if names else []
            entries = dict(chain.from_iterable(self._entries.get(name, {}).items() for name in names))
            now = _new(alike, problems, entries, self._names)
            self.problems = {path: found for path, found in before.items() if path not in alike} | now
            return {*changed, *alike}
        now = self.problems
        return {*changed, *(path for path in {*before, *now} if before.get(path) != now.get(path))}


class _Names:
    """The names of a vault's notes, for the comparison with a baseline (a `Coverage`)."""

    def __init__(self, notes: frozenset[str]) -> None:
        self.notes = notes

    def has_note(self, note: str) -> bool:
        return note in self.notes

    def covers(self, entry: BaselineEntry) -> bool:
        del entry
        return False  # what is fixed is not asked for


def _new(paths: Iterable[str], problems: Problems, baseline: Baseline, names: _Names) -> dict[str, list[Problem]]:
    """Return what is new of the problems at some paths."""
    found: dict[str, list[Problem]] = {}
    for problem in compare([each for path in sorted(paths) for each in problems.get(path, ())], baseline, names).new:
        found.setdefault(problem.path, []).append(problem)
    return found
