"""Choose what text output shows: many problems with one cause as one, and no more than fits on a screen or two.

Only text is folded and cut; exit codes and other formats never depend on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultlint.config.text_limits import TextLimits
from vaultlint.model import Problem, Span

MAX_ALIKE = 5
"""How many problems with one cause are shown one by one; more are folded."""

_PLACEHOLDER = re.compile(r"\{(count|notes)\}")


class Fold(NamedTuple):
    """Problems that are shown as one, at the place of the first; `others` says what the `rest` is, if it must."""

    first: Problem
    size: int
    message: str
    others: str = ""
    rest: tuple[Problem, ...] = ()


class CutRule(NamedTuple):
    """A rule of which not everything is shown: how many problems it has, and how many are shown, a fold being one."""

    rule: str
    total: int
    shown: int


class Digest(NamedTuple):
    """What is shown, most severe first, the rules of which more is left out, and whether every problem is shown."""

    shown: tuple[Fold, ...]
    cut: tuple[CutRule, ...]
    is_complete: bool


def digest(
    problems: Sequence[Problem], notes: int, limits: TextLimits | None = None, max_alike: int = MAX_ALIKE
) -> Digest:
    """Choose what is shown of the sorted problems in a number of notes; without limits, that is every problem.

    More than `max_alike` problems with one cause are folded.

    Errors come first, then warnings, then infos; within a severity, problems are sorted by path and position, and rules
    that are cut by their number of problems.
    """
    if limits is None:
        unfolded = (Fold(problem, 1, problem.message) for problem in problems)
        return Digest(tuple(sorted(unfolded, key=_order)), (), is_complete=True)
    folds = sorted(_fold(problems, notes, max_alike), key=_order)
    shown: list[Fold] = []
    worst: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for fold in folds:
        rule = fold.first.rule
        if counts[rule] < limits.per_rule and len(shown) < limits.problems:
            shown.append(fold)
            counts[rule] += 1
        else:
            worst.setdefault(rule, fold.first.severity.rank)
    totals = Counter(problem.rule for problem in problems)
    return Digest(
        tuple(shown),
        tuple(
            CutRule(rule, totals[rule], counts[rule])
            for rule in sorted(worst, key=lambda rule: (-worst[rule], -totals[rule], rule))
        ),
        is_complete=len(shown) == len(problems),
    )


def _order(fold: Fold) -> tuple[int, tuple[str, Span, str, str]]:
    return -fold.first.severity.rank, fold.first.order


_Cause = tuple[str, str, str, bool]
"""A rule, a severity, and the words that problems with one cause have in common; true for `folded`."""


def _fold(problems: Sequence[Problem], notes: int, max_alike: int) -> Iterable[Fold]:
    """Fold problems with one cause if there are more than `max_alike`: at first the widest causes."""
    different: dict[_Cause, set[str]] = {}
    for problem in problems:
        different.setdefault(_wide_cause(problem), set()).add(problem.alike or problem.path)
    by_cause: dict[_Cause, list[Problem]] = {}
    for problem in problems:
        wide = _wide_cause(problem)
        is_wide = problem.folded and len(different[wide]) > MAX_ALIKE
        by_cause.setdefault(wide if is_wide else _narrow_cause(problem), []).append(problem)
    for (*_, is_wide), members in by_cause.items():
        if len(members) <= max_alike:
            yield from (Fold(problem, 1, problem.message) for problem in members)
        elif is_wide:
            yield Fold(members[0], len(members), _folded_message(members, notes), rest=tuple(members[1:]))
        else:
            others = f"and {len(members) - 1:,} more {members[0].alike or 'with this message'}"
            yield Fold(members[0], len(members), members[0].message, others, tuple(members[1:]))


def _wide_cause(problem: Problem) -> _Cause:
    return problem.rule, problem.severity, problem.folded, True


def _narrow_cause(problem: Problem) -> _Cause:
    return problem.rule, problem.severity, problem.alike or problem.message, False


def _folded_message(problems: Sequence[Problem], notes: int) -> str:
    """Replace the first placeholder only: the rest of the message may quote a note."""
    affected = len({problem.path for problem in problems})
    values = {"count": f"{len(problems):,}", "notes": f"{affected:,} of {notes:,} notes"}
    return _PLACEHOLDER.sub(lambda found: values[found[1]], problems[0].folded, count=1)
