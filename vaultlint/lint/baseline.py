"""The baseline: problems that a vault already has, so that only new ones are reported.

An entry names a rule, a cause and a note's name, not a path or a line, since notes are moved and
edited all the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name

BASELINE_FILE = ".vaultlint-baseline.json"
"""The baseline's name; it lies in the vault's root."""


class BaselineEntry(NamedTuple):
    """One known fault: a rule, its cause (see `Problem.causes`) and the name of the note that has it."""

    rule: str
    cause: str
    note: str


Baseline = Mapping[BaselineEntry, int]
"""Known faults with how often each occurs."""


class BaselineComparison(NamedTuple):
    """Problems held against a baseline: the new ones, how many it hides, and what is no longer there."""

    new: list[Problem]
    hidden: int
    fixed: Baseline


class Coverage(Protocol):
    """What a check could see."""

    def has(self, note: str) -> bool:
        """Whether the vault has a note of that name."""
        raise NotImplementedError

    def covers(self, entry: BaselineEntry) -> bool:
        """Whether the fault would have been found if it were still there."""
        raise NotImplementedError


def make_baseline(problems: Iterable[Problem]) -> Baseline:
    """The baseline that hides exactly these problems."""
    return Counter(entry for problem in problems for entry in _entries(problem))


def compare(problems: Sequence[Problem], baseline: Baseline, reach: Coverage) -> BaselineComparison:
    """Hide each problem whose every cause is known, as often as it is known.

    When the vault has no note of a name any more, the note may have been renamed: its entries then
    fit a note that the baseline does not know, first of all one that has just the same faults.
    """
    left = Counter(baseline)
    known_notes = {entry.note for entry in baseline}
    present = make_baseline(each for each in problems if note_name(each.path) not in known_notes)
    gone = {entry: count for entry, count in baseline.items() if not reach.has(entry.note)}
    old_names = _pair(_by_note(present), _by_note(gone))
    unknown = [problem for problem in problems if not _take(_entries(problem, old_names), left)]
    spare = _by_cause(entry for entry in gone if left[entry])
    new = [
        problem
        for problem in unknown
        if note_name(problem.path) in known_notes or not _take(_stand_ins(problem, spare, left), left)
    ]
    fixed = {entry: count for entry, count in sorted(left.items()) if count and reach.covers(entry)}
    return BaselineComparison(new, len(problems) - len(new), fixed)


def _entries(problem: Problem, old_names: Mapping[str, str] | None = None) -> list[BaselineEntry]:
    note = note_name(problem.path)
    return [BaselineEntry(problem.rule, cause, (old_names or {}).get(note, note)) for cause in problem.causes]


_Faults = frozenset[tuple[str, str, int]]


def _by_note(entries: Baseline) -> dict[str, _Faults]:
    """Everything that is wrong with each note: rule, cause and count."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for entry, count in sorted(entries.items()):
        found.setdefault(entry.note, []).append((entry.rule, entry.cause, count))
    return {note: frozenset(faults) for note, faults in found.items()}


def _pair(notes: Mapping[str, _Faults], others: Mapping[str, _Faults]) -> dict[str, str]:
    """Notes with one of the others that has exactly the same faults, each used once."""
    free: dict[_Faults, list[str]] = {}
    for name in sorted(others, reverse=True):
        free.setdefault(others[name], []).append(name)
    return {name: free[faults].pop() for name, faults in sorted(notes.items()) if free.get(faults)}


def _take(entries: Sequence[BaselineEntry], left: Counter[BaselineEntry]) -> bool:
    """Take the entries out of what is left, if there are any and all of them are there."""
    wanted = Counter(entries)
    if not wanted or any(left[entry] < count for entry, count in wanted.items()):
        return False
    left.subtract(wanted)
    return True


def _by_cause(entries: Iterable[BaselineEntry]) -> dict[tuple[str, str], list[BaselineEntry]]:
    """Entries by rule and cause, each list to be used up from its end."""
    found: dict[tuple[str, str], list[BaselineEntry]] = {}
    for entry in sorted(entries, reverse=True):
        found.setdefault((entry.rule, entry.cause), []).append(entry)
    return found


def _stand_ins(
    problem: Problem, gone: Mapping[tuple[str, str], list[BaselineEntry]], left: Counter[BaselineEntry]
) -> list[BaselineEntry]:
    """For each cause of a problem an entry of a note that is gone; none at all where one is missing."""
    found: list[BaselineEntry] = []
    for cause in problem.causes:
        candidates = gone.get((problem.rule, cause), [])
        while candidates and not left[candidates[-1]]:
            candidates.pop()
        if not candidates:
            return []
        found.append(candidates[-1])
    return found
