"""Write what a fixer did, without the files that have changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.fix.disk.transaction import write
from vaultlint.fix.edits import Plan
from vaultlint.fix.fixer import Fixer


class Written(NamedTuple):
    """How many fixes were written to how many files, and why others were not."""

    fixes: int = 0
    files: int = 0
    refusals: tuple[str, ...] = ()


class _Group(NamedTuple):
    """Files that some fixes change together, and how many fixes these are."""

    paths: frozenset[str]
    fixes: int


def write_fixes(root: Path, fixer: Fixer) -> Written:
    """Write all that a fixer did, or, where that is refused, each group of files that has nothing to do with others.

    Minutes may pass before a person has decided about everything, and one note that was edited in that time must not
    cost all decisions.
    """
    groups = _groups(frozenset(edit.path for edit in choice.fix.edits) for choice in fixer.fixed)
    if not groups:
        return Written()
    try:
        write(root, fixer.plan, fixer.read)
    except FixRefused:
        return _write_each(root, fixer, groups)
    return _sum(groups)


def _write_each(root: Path, fixer: Fixer, groups: Iterable[_Group]) -> Written:
    written: list[_Group] = []
    refusals: list[str] = []
    for group in groups:
        edits = tuple(edit for edit in fixer.plan.edits if edit.path in group.paths)
        try:
            write(root, Plan(edits), fixer.read)
            written.append(group)
        except FixRefused as refusal:
            refusals.append(str(refusal))
    return _sum(written, refusals)


def _groups(fixes: Iterable[frozenset[str]]) -> list[_Group]:
    """Group fixes, given by their files, so that each file is in one group."""
    groups: list[_Group] = []
    for files in fixes:
        touched = [group for group in groups if not group.paths.isdisjoint(files)]
        groups = [group for group in groups if group.paths.isdisjoint(files)]
        groups.append(_Group(files.union(*(each.paths for each in touched)), 1 + sum(each.fixes for each in touched)))
    return groups


def _sum(groups: Sequence[_Group], refusals: Iterable[str] = ()) -> Written:
    fixes, files = sum(group.fixes for group in groups), sum(len(group.paths) for group in groups)
    return Written(fixes, files, tuple(refusals))
