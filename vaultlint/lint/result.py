"""The result of a check, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from vaultlint.lint.baseline import BaselineComparison
from vaultlint.model import Problem


class RuleFailure(NamedTuple):
    """One failure of a rule: a line for everyone, and a traceback of several lines for its author."""

    message: str
    traceback: str


@dataclass(frozen=True)
class Result:
    """The result of a check.

    `checked` is the number of notes and canvases checked, `notes` the number of notes among them. `files` counts the
    other files of the vault, `links` the links in what was checked, `suppressed` the problems that suppressions hide.
    `baseline` is None without a baseline. `failures` are messages about rules that failed.
    """

    problems: tuple[Problem, ...]
    checked: int
    notes: int
    files: int
    links: int
    suppressed: int = 0
    baseline: BaselineComparison | None = None
    notices: tuple[str, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
