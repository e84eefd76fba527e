"""Render problems as JSON, one object a line, each as in the `problems` of the JSON format."""

from __future__ import annotations

from vaultlint.output.check_report import Report
from vaultlint.output.json_output import problem_members, to_json_line


def render(report: Report) -> str:
    """Render a report (a `Render`)."""
    return "".join(f"{to_json_line(problem_members(problem))}\n" for problem in report.result.problems)
