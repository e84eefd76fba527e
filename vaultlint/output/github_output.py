"""Render problems as commands of GitHub Actions, which shows them as annotations.

GitHub shows ten errors, ten warnings and ten notices of a step: problems with one cause share a line, the most severe
come first. See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from vaultlint.config.text_limits import TextLimits
from vaultlint.model import Problem, Severity
from vaultlint.output.check_report import Report
from vaultlint.output.folding import Fold, digest
from vaultlint.output.text_output import shortened, summarise

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

_MAX_PLACES = 5
"""How many further places with the same cause a line names."""


def render(report: Report) -> str:
    """Render a report (a `Render`)."""
    problems = report.result.problems
    everything = TextLimits(per_rule=len(problems), problems=len(problems))
    shown = digest(problems, report.result.notes, everything, max_alike=1).shown
    lines = [_command(fold, report) for fold in shown]
    return "".join(f"{line}\n" for line in [*lines, *([] if report.view.quiet else [summarise(report.result)])])


def _command(fold: Fold, report: Report) -> str:
    problem, span = fold.first, fold.first.span
    where = {"file": report.repository_path(problem.path), "line": span.line, "endLine": span.end_line}
    if span.end_line == span.line:  # GitHub takes columns only within a line
        where |= {"col": span.column, "endColumn": span.end_column}
    values = {"title": f"vaultlint ({problem.rule})", **where}
    properties = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in values.items())
    others = "".join(f", {_place(each, report)}" for each in fold.rest[:_MAX_PLACES])
    more = f" (and {len(fold.rest):,} more: {others[2:]}{', ...' if len(fold.rest) > _MAX_PLACES else ''})"
    # the log shows only the message, so it repeats the place
    message = f"{_place(problem, report)}: {fold.message}{more if fold.rest else ''} [{problem.rule}]"
    return f"::{_LEVELS[problem.severity]} {properties}::{_escaped(shortened(message))}"


def _place(problem: Problem, report: Report) -> str:
    return f"{report.repository_path(problem.path)}:{problem.span.line}:{problem.span.column}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
