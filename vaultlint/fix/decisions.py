"""What a person decides about problems, one after the other: what is asked next, and what follows from an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from vaultlint.fix.edits import EditSet
from vaultlint.fix.fixer import Choice
from vaultlint.model import Applicability, Fix, Problem

MAX_CANDIDATES = 9
"""The most fixes to choose from: each has a key."""


class Draft(Protocol):
    """A vault as it would be with the fixes chosen so far, none of which is written yet (an `UndoableFixer`)."""

    fixed: list[Choice]
    """The fixes that were chosen, in order."""

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems that would be reported, sorted."""
        raise NotImplementedError

    def fix(self, problem: Problem, fix: Fix) -> str | None:
        """Apply a fix of a problem; say why where it cannot be applied."""
        raise NotImplementedError

    def fix_each(self, choices: Iterable[Choice]) -> bool:
        """Apply those of some fixes, none of which conflict, that can be applied; tell whether there were any."""
        raise NotImplementedError

    def go_back(self, fixes: int) -> None:
        """Take back what was done since there were so many fixes."""
        raise NotImplementedError


FixOf = Callable[[Problem, Sequence[Fix]], Fix | None]
"""Chooses among the candidates of a problem; None if it is not concerned."""


class Batch(NamedTuple):
    """Problems that one answer can fix: what they are, how many, and what to do to each."""

    description: str
    size: int
    fix_of: FixOf


class Question(NamedTuple):
    """A problem to decide about, and the fixes to choose from, best first.

    It is the `number`th of `total` questions, as far as can be known before they are answered.
    """

    problem: Problem
    candidates: tuple[Fix, ...]
    batches: tuple[Batch, ...]
    number: int
    total: int


class BatchOutcome(NamedTuple):
    """How many problems of a batch were fixed, how many could not be, and why the first of these could not."""

    fixed: int
    refused: int
    reason: str


_Identity = tuple[str, str, tuple[str, ...]]
"""What stays of a problem while fixes of others move it: rule, path and causes."""

_Pending = tuple[Problem, tuple[Fix, ...]]
"""A problem that is not decided, with its candidates."""


class _Answers(NamedTuple):
    """What follows from the answers so far.

    That is how often each problem was skipped, which fixes were refused, and how many were applied.
    """

    skipped: Counter[_Identity]
    refused: frozenset[tuple[_Identity, str]]
    fixed: int


class Decisions:
    """The decisions about the problems of a draft, in their order."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._answers = _Answers(Counter(), frozenset(), 0)
        self._history: list[_Answers] = []
        self._total = 0

    @property
    def skipped(self) -> int:
        """How many problems were skipped."""
        return self._answers.skipped.total()

    @property
    def unanswered(self) -> int:
        """How many problems are still to be decided."""
        return len(self._pending())

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to take back."""
        return bool(self._history)

    def question(self) -> Question | None:
        """Return what is to be decided next; None if there is nothing left."""
        pending = self._pending()
        if not pending:
            return None
        self._total = max(self._total, len(pending))
        problem, candidates = pending[0]
        number = self._total - len(pending) + 1
        return Question(problem, candidates, tuple(_batches(problem, candidates, pending)), number, self._total)

    def choose(self, question: Question, candidate: int) -> str | None:
        """Fix a problem by one of its candidates, from 0; or say why that cannot be done, and offer it no more."""
        before = self._answers
        choice = Choice(question.problem, question.candidates[candidate])
        reason = self._draft.fix(*choice)
        if reason is None:
            self._note_fixes(before)
        else:
            self._refuse(choice)
        return reason

    def choose_batch(self, batch: Batch) -> BatchOutcome:
        """Fix all problems of a batch that can be fixed, and offer the other fixes no more."""
        before = self._answers
        reasons: list[str] = []
        while choices := self._in_batch(batch):
            if not self._draft.fix_each(choices):
                reasons += self._refuse_each(choices)
        fixed = len(self._draft.fixed) - before.fixed
        if fixed:
            self._note_fixes(before)
        return BatchOutcome(fixed, len(reasons), reasons[0] if reasons else "")

    def _refuse_each(self, choices: Iterable[Choice]) -> Iterator[str]:
        """Yield why fixes cannot be applied, up to one that can be after all: the problems are other ones then."""
        for choice in choices:
            reason = self._draft.fix(*choice)
            if reason is None:
                return
            self._refuse(choice)
            yield reason

    def _note_fixes(self, before: _Answers) -> None:
        self._history.append(before)
        self._answers = self._answers._replace(fixed=len(self._draft.fixed))

    def skip(self, problem: Problem) -> None:
        """Leave a problem as it is, and ask no more about it."""
        answers = self._answers
        self._history.append(answers)
        self._answers = answers._replace(skipped=answers.skipped + Counter([_identity(problem)]))

    def undo(self) -> None:
        """Take back the last answer, if there is one."""
        if self._history:
            self._answers = self._history.pop()
            self._draft.go_back(self._answers.fixed)

    def go_on(self, draft: Draft, path: str) -> None:
        """Go on with another draft, since the fixes are written, and ask again about the file at a path."""
        self._draft = draft
        self._history.clear()
        skipped, refused, _ = self._answers
        self._answers = _Answers(
            Counter({identity: count for identity, count in skipped.items() if identity[1] != path}),
            frozenset((identity, fix) for identity, fix in refused if identity[1] != path),
            0,
        )

    def _pending(self) -> list[_Pending]:
        """The problems that have candidates and are not decided; of those that are alike, the first were skipped."""
        skipped = self._answers.skipped.copy()
        found = []
        for problem in self._draft.problems:
            if candidates := self._candidates(problem):
                identity = _identity(problem)
                if skipped[identity]:
                    skipped[identity] -= 1
                else:
                    found.append((problem, candidates))
        return found

    def _candidates(self, problem: Problem) -> tuple[Fix, ...]:
        offered = (*filter(None, (problem.fix,)), *problem.suggestions)
        unique = {fix.edits: fix for fix in reversed(offered)}
        identity = _identity(problem)
        found = [fix for fix in reversed(unique.values()) if (identity, fix.message) not in self._answers.refused]
        return tuple(found[:MAX_CANDIDATES])

    def _in_batch(self, batch: Batch) -> list[Choice]:
        """The problems of a batch that can be fixed at once; others of it may have to wait for these."""
        together = EditSet()
        found = []
        for problem, candidates in self._pending():
            fix = batch.fix_of(problem, candidates)
            if fix and together.add(fix.edits):
                found.append(Choice(problem, fix))
        return found

    def _refuse(self, choice: Choice) -> None:
        answers = self._answers
        entry = (_identity(choice.problem), choice.fix.message)
        self._answers = answers._replace(refused=answers.refused | {entry})


def _identity(problem: Problem) -> _Identity:
    """Return what stays of a problem while others are fixed."""
    return problem.rule, problem.path, problem.causes


def _batches(problem: Problem, candidates: Sequence[Fix], pending: Sequence[_Pending]) -> Iterator[Batch]:
    """Yield the batches of several problems that a problem belongs to: first those with one cause."""
    sizes: dict[Fix, int] = {}
    for fix in candidates if problem.alike else ():
        found = _batch(f"{problem.alike}: {fix.message}", partial(_alike_fix, problem, fix.message), pending)
        sizes[fix] = found.size
        if found.size > 1:
            yield found
    own = problem.fix
    if own and own in candidates:
        kind = "a safe fix" if own.applicability is Applicability.SAFE else "an unsafe fix"
        found = _batch(f"{problem.rule} problems with {kind}, each with its own", partial(_own_fix, problem), pending)
        if found.size > sizes.get(own, 1):  # else they are the same
            yield found


def _batch(what: str, fix_of: FixOf, pending: Iterable[_Pending]) -> Batch:
    size = sum(fix_of(*each) is not None for each in pending)
    return Batch(f"all {size:,} {what}", size, fix_of)


def _alike_fix(problem: Problem, message: str, other: Problem, candidates: Sequence[Fix]) -> Fix | None:
    """The fix with a message, if one problem has the same cause as another."""
    if (other.rule, other.alike) != (problem.rule, problem.alike):
        return None
    return next((fix for fix in candidates if fix.message == message), None)


def _own_fix(problem: Problem, other: Problem, candidates: Sequence[Fix]) -> Fix | None:
    """The fix of one problem, if it is of the same kind as that of another."""
    fix = other.fix
    is_alike = problem.fix and fix and other.rule == problem.rule and fix.applicability is problem.fix.applicability
    return fix if is_alike and fix in candidates else None
