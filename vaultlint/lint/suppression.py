"""Apply suppressions: comments and properties in notes that hide problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from vaultlint.model import Correction, Flaw, Problem, Suppression, TextEdit, Value
from vaultlint.obsidian.names import did_you_mean, nearest
from vaultlint.parse import UNUSED_SUPPRESSION

LocatedSuppression = tuple[str, Suppression]
"""The path of a file, and a suppression in it."""


def suppress(
    problems: Iterable[Problem], suppressions: Mapping[str, Sequence[Suppression]]
) -> tuple[list[Problem], set[LocatedSuppression]]:
    """Return the problems that no suppression hides, sorted, and the suppressions that hide one.

    `suppressions` are by path. Of several that match, the last to begin hides the problem, so that a redundant one
    counts as unused.
    """
    files = {path: _ActiveSuppressions(each) for path, each in suppressions.items()}
    kept: list[Problem] = []
    used: set[LocatedSuppression] = set()
    for problem in sorted(problems, key=lambda problem: problem.order):
        active = files.get(problem.path)
        if active and (hiding := active.hiding(problem)):
            used.add((problem.path, hiding))
        else:
            kept.append(problem)
    return kept, used


class AppliedRules(Protocol):
    """Which rules exist, and where they were applied."""

    @property
    def known(self) -> Collection[str]:
        """The names of all rules, on or off."""
        raise NotImplementedError

    def has_verdict(self, rule: str | None, path: str) -> bool:
        """Whether a rule checked a path without failing; None stands for all rules of the configuration."""
        raise NotImplementedError


def unused_suppressions(
    places: Iterable[LocatedSuppression], used: Collection[LocatedSuppression], rules: AppliedRules
) -> list[tuple[str, Flaw]]:
    """Return a flaw for each suppression that names an unknown rule, or hid nothing although its rule was applied."""
    found: list[tuple[str, Flaw]] = []
    for path, suppression in places:
        rule, correction = suppression.rule, suppression.removal
        if rule is not None and rule not in rules.known:
            hint = did_you_mean(rule, rules.known) or "; name rules, not groups, and put a reason after a colon"
            message = f'unknown rule "{rule}" in a suppression{hint}'
            correction = _renamed(suppression, rules.known)
        elif (path, suppression) in used or rule == UNUSED_SUPPRESSION or not rules.has_verdict(rule, path):
            continue
        else:
            message = f"unused suppression{f' of {rule}' if rule else ''}: nothing to hide here"
        data: Mapping[str, Value] = {"disabled": rule}
        found.append((path, Flaw(UNUSED_SUPPRESSION, message, suppression.span, data, rule or "", correction)))
    return found


def _renamed(suppression: Suppression, known: Collection[str]) -> Correction | None:
    """Name the rule that is nearest to an unknown one, where the name stands by itself."""
    name, (line, column, end_line, end_column) = suppression.rule or "", suppression.span
    near = nearest(name.lower(), known)
    if not near or (end_line, end_column) != (line, column + len(name)):
        return None
    return Correction(f"Write `{near[0]}`", (TextEdit(suppression.span, near[0]),))


class _ActiveSuppressions:
    """The suppressions of a file, queried in the order of lines, in constant time per problem."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._ahead = sorted(suppressions, key=lambda each: each.first_line, reverse=True)
        self._begun: dict[str | None, list[Suppression]] = {}

    def hiding(self, problem: Problem) -> Suppression | None:
        """Return the suppression that hides a problem: of its rule before of all rules, the last to begin first."""
        while self._ahead and self._ahead[-1].first_line <= problem.span.line:
            suppression = self._ahead.pop()
            self._begun.setdefault(suppression.rule, []).append(suppression)
        return next((found for rule in (problem.rule, None) if (found := self._last(rule, problem.span.line))), None)

    def _last(self, rule: str | None, line: int) -> Suppression | None:
        begun = self._begun.get(rule, [])
        while begun and begun[-1].last_line < line:
            begun.pop()
        return begun[-1] if begun else None
