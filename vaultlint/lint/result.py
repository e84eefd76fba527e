"""What a check found, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from vaultlint.lint.baseline import Comparison
from vaultlint.model import Problem


class RuleFailure(NamedTuple):
    """One failure of a rule: a line for everyone, and a traceback of several lines for its author."""

    message: str
    traceback: str


@dataclass(frozen=True)
class Result:
    """What a check found. `notes`, `files` and `links` count, `failures` are those of rules.

    `checked` is how many notes and canvases were looked at, `notes` how many of these are notes.
    `suppressed` counts problems that the notes themselves hide; `baseline` is None when there is none.
    """

    problems: tuple[Problem, ...]
    checked: int
    notes: int
    files: int
    links: int
    suppressed: int = 0
    baseline: Comparison | None = None
    notices: tuple[str, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
