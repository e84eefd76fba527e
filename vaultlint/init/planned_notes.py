"""Find patterns for the notes that a vault plans: those it links to before they are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.files.patterns import folder_pattern
from vaultlint.init.survey import Folder
from vaultlint.model import Problem
from vaultlint.obsidian.names import fold
from vaultlint.vault.resolver import wanted_path

MIN_PLANS = 10
_MIN_PLANS_PER_NOTE = 0.2
_MIN_SHARE_OF_NOTES = 0.05
"""Links to unwritten notes are a habit from so many on: per note, or if so many of the notes have any.

They must also lead to so many different notes: text output folds links to a few into as many lines.
"""


class Plans(NamedTuple):
    """Patterns of planned notes, and the folders whose notes alone link to planned ones (`""` is the vault)."""

    patterns: tuple[str, ...]
    folders: tuple[str, ...] = ("",)


def find_plans(problems: Sequence[Problem], vault: Folder) -> Plans | None:
    """Find the narrowest patterns without which links to unwritten notes are no longer a habit.

    `problems` are the links to notes that do not exist anywhere. None if these are no habit, so that each is reported.
    """
    if not _are_habit(problems, len(vault.notes)):
        return None
    left = list(problems)
    patterns: list[str] = []
    for pattern, those in _by_folder(problems):
        covered = set(map(id, those))
        rest = [problem for problem in left if id(problem) not in covered]
        if len(rest) < len(left):
            patterns.append(pattern)
            left = rest
        if not _are_habit(left, len(vault.notes)):
            return Plans(tuple(patterns))
    folders = _by_source(problems, vault)
    return Plans(("*",), folders) if folders else Plans(("*",))


def _are_habit(problems: Sequence[Problem], notes: int) -> bool:
    sources = len({problem.path for problem in problems})
    is_usual = len(problems) >= _MIN_PLANS_PER_NOTE * notes or sources >= _MIN_SHARE_OF_NOTES * notes
    return len(set(map(wanted, problems))) >= MIN_PLANS and is_usual


def wanted(problem: Problem) -> str:
    """Return the path of the note that a dangling link asks for, folded."""
    target = str(problem.data["target"])
    return fold(wanted_path(target, problem.path) or target)


def _by_folder(problems: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """Yield a pattern for each top folder that many of the links name, the most used first."""
    folders: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        folder, slash, _ = wanted_path(str(problem.data["target"]), problem.path).partition("/")
        if slash and folder:
            folders[folder].append(problem)
    for folder, those in sorted(folders.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(those) >= MIN_PLANS:
            yield folder_pattern(folder), those


def _by_source(problems: Sequence[Problem], vault: Folder) -> tuple[str, ...]:
    """Return the top folders outside of which there is no habit, if they hold at most half of the notes."""
    counts = Counter(problem.path.partition("/")[0] for problem in problems if "/" in problem.path)
    folders = sorted(vault.folders, key=lambda folder: (-counts[folder.path], folder.path))
    chosen: list[str] = []
    notes = 0
    for folder in folders:
        chosen.append(folder.path)
        notes += len(folder.notes)
        if notes * 2 > len(vault.notes):
            break
        outside = [problem for problem in problems if not problem.path.startswith(tuple(f"{each}/" for each in chosen))]
        if not _are_habit(outside, len(vault.notes) - notes):
            return tuple(chosen)
    return ()
