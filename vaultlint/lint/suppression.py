"""Leaving out the problems that comments and properties in the notes hide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from vaultlint.model import Flaw, Problem, Suppression
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse import UNUSED_SUPPRESSION

Place = tuple[str, Suppression]
"""A suppression and the path that it stands in."""


def suppress(
    problems: Iterable[Problem], suppressions: Callable[[str], Sequence[Suppression]]
) -> tuple[list[Problem], set[Place]]:
    """The problems that nothing hides, sorted, and the suppressions that hid one.

    `suppressions` gives those of a path. Of several that fit, the last to begin hides the problem, so
    that one which the others make superfluous is not used.
    """
    files: dict[str, _File] = {}
    kept: list[Problem] = []
    used: set[Place] = set()
    for problem in sorted(problems, key=lambda problem: problem.order):
        if problem.path not in files:
            files[problem.path] = _File(suppressions(problem.path))
        if hiding := files[problem.path].hiding(problem):
            used.add((problem.path, hiding))
        else:
            kept.append(problem)
    return kept, used


class Rules(Protocol):
    """Which rules there are, and where they were applied."""

    @property
    def known(self) -> Collection[str]:
        """The names of all rules, on or off."""
        raise NotImplementedError

    def is_sure(self, rule: str | None, path: str) -> bool:
        """Whether a path was checked by a rule, None for all that the configuration wants, and it did not break."""
        raise NotImplementedError


def unused(places: Iterable[Place], used: Collection[Place], rules: Rules) -> list[tuple[str, Flaw]]:
    """A flaw for each suppression that names no rule, or hid nothing though its rule was applied there."""
    found: list[tuple[str, Flaw]] = []
    for path, suppression in places:
        rule = suppression.rule
        if rule is not None and rule not in rules.known:
            hint = did_you_mean(rule, rules.known) or "; name rules, not groups, and a reason after a colon"
            message = f'there is no rule "{rule}" to disable{hint}'
        elif (path, suppression) in used or rule == UNUSED_SUPPRESSION or not rules.is_sure(rule, path):
            continue
        else:
            message = f"this disables {rule or 'every rule'}, but there is nothing to hide: remove it"
        found.append((path, Flaw(UNUSED_SUPPRESSION, message, suppression.span, {"disabled": rule}, rule or "")))
    return found


class _File:
    """The suppressions of a file, asked for problems in the order of lines, each in constant time."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._ahead = sorted(suppressions, key=lambda each: each.first_line, reverse=True)
        self._begun: dict[str | None, list[Suppression]] = {}

    def hiding(self, problem: Problem) -> Suppression | None:
        """The suppression that hides the problem: by its name before for all rules, the last to begin first."""
        while self._ahead and self._ahead[-1].first_line <= problem.span.line:
            suppression = self._ahead.pop()
            self._begun.setdefault(suppression.rule, []).append(suppression)
        return next((found for rule in (problem.rule, None) if (found := self._last(rule, problem.span.line))), None)

    def _last(self, rule: str | None, line: int) -> Suppression | None:
        begun = self._begun.get(rule, [])
        while begun and begun[-1].last_line < line:
            begun.pop()
        return begun[-1] if begun else None
