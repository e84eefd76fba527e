"""The baseline: existing problems of a vault, which are hidden so that only new ones are reported.

An entry names a rule, a cause and a note's name, not a path or a line, since notes are often moved and edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name

BASELINE_FILE = ".vaultlint-baseline.json"
"""The name of the baseline file, in the vault's root."""


class BaselineEntry(NamedTuple):
    """A known problem: its rule, its cause (see `Problem.causes`) and the name of its note."""

    rule: str
    cause: str
    note: str


Baseline = Mapping[BaselineEntry, int]
"""Entries with how often each occurs."""


class BaselineComparison(NamedTuple):
    """Problems compared with a baseline: the new ones, how many it hides, and the entries that are fixed."""

    new: list[Problem]
    hidden: int
    fixed: Baseline


class Coverage(Protocol):
    """What a check covered."""

    def has_note(self, note: str) -> bool:
        """Whether the vault has a note of that name."""
        raise NotImplementedError

    def covers(self, entry: BaselineEntry) -> bool:
        """Whether the check would have found the problem of an entry if it still existed."""
        raise NotImplementedError


def make_baseline(problems: Iterable[Problem]) -> Baseline:
    """Make the baseline that hides exactly these problems."""
    return Counter(entry for problem in problems for entry in _entries(problem))


def compare(problems: Sequence[Problem], baseline: Baseline, coverage: Coverage) -> BaselineComparison:
    """Hide each problem all of whose causes are in the baseline, as often as they are in it.

    If the vault no longer has a note of some name, the note may have been renamed: its entries then match a note that
    the baseline does not know, preferably one that has exactly the same problems.
    """
    left = Counter(baseline)
    known_notes = {entry.note for entry in baseline}
    present = make_baseline(each for each in problems if note_name(each.path) not in known_notes)
    gone = {entry: count for entry, count in baseline.items() if not coverage.has_note(entry.note)}
    old_names = _pair(_count_by_note(present), _count_by_note(gone))
    unknown = [problem for problem in problems if not _use_up(_entries(problem, old_names), left)]
    spare = _by_cause(entry for entry in gone if left[entry])
    new = [
        problem
        for problem in unknown
        if note_name(problem.path) in known_notes or not _use_up(_entries_of_missing_notes(problem, spare, left), left)
    ]
    fixed = {entry: count for entry, count in sorted(left.items()) if count and coverage.covers(entry)}
    return BaselineComparison(new, len(problems) - len(new), fixed)


def _entries(problem: Problem, old_names: Mapping[str, str] | None = None) -> list[BaselineEntry]:
    note = note_name(problem.path)
    return [BaselineEntry(problem.rule, cause, (old_names or {}).get(note, note)) for cause in problem.causes]


_ProblemCounts = frozenset[tuple[str, str, int]]


def _count_by_note(entries: Baseline) -> dict[str, _ProblemCounts]:
    """Return the problems of each note: rule, cause and count."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for entry, count in sorted(entries.items()):
        found.setdefault(entry.note, []).append((entry.rule, entry.cause, count))
    return {note: frozenset(counts) for note, counts in found.items()}


def _pair(notes: Mapping[str, _ProblemCounts], others: Mapping[str, _ProblemCounts]) -> dict[str, str]:
    """Pair notes with others that have exactly the same problems; each is used once."""
    free: dict[_ProblemCounts, list[str]] = {}
    for name in sorted(others, reverse=True):
        free.setdefault(others[name], []).append(name)
    return {name: free[counts].pop() for name, counts in sorted(notes.items()) if free.get(counts)}


def _use_up(entries: Sequence[BaselineEntry], left: Counter[BaselineEntry]) -> bool:
    """Remove the entries from `left` if all of them are there; False if not, or if there are none."""
    needed = Counter(entries)
    if not needed or any(left[entry] < count for entry, count in needed.items()):
        return False
    left.subtract(needed)
    return True


def _by_cause(entries: Iterable[BaselineEntry]) -> dict[tuple[str, str], list[BaselineEntry]]:
    """Group entries by rule and cause; each list is used up from its end."""
    found: dict[tuple[str, str], list[BaselineEntry]] = {}
    for entry in sorted(entries, reverse=True):
        found.setdefault((entry.rule, entry.cause), []).append(entry)
    return found


def _entries_of_missing_notes(
    problem: Problem, gone: Mapping[tuple[str, str], list[BaselineEntry]], left: Counter[BaselineEntry]
) -> list[BaselineEntry]:
    """Find an entry of a missing note for each cause of a problem; none at all unless every cause has one."""
    found: list[BaselineEntry] = []
    for cause in problem.causes:
        candidates = gone.get((problem.rule, cause), [])
        while candidates and not left[candidates[-1]]:
            candidates.pop()
        if not candidates:
            return []
        found.append(candidates[-1])
    return found
