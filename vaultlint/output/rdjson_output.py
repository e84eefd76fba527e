"""Render problems for reviewdog, which comments on pull requests: its Diagnostic Format as one JSON object.

Columns count bytes of UTF-8 there: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vaultlint.model import Fix, Problem, Severity, Span
from vaultlint.output.check_report import Report
from vaultlint.output.json_output import to_json
from vaultlint.output.text_output import shortened
from vaultlint.parse import read_text
from vaultlint.parse.positions import LINE_ENDING

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report) -> str:
    """Render a report (a `Render`); of the fixes, those that change only the file of the problem."""
    lines = _Lines(report)
    return to_json(
        {
            "source": {"name": "vaultlint"},
            "diagnostics": [_diagnostic(problem, lines, report) for problem in report.result.problems],
        }
    )


class _Lines:
    """The lines of files, of which the last one read is kept: problems are sorted by path."""

    def __init__(self, report: Report) -> None:
        self._read = report.read
        self._path = ""
        self._lines: Sequence[str] = ()

    def range(self, path: str, span: Span) -> dict[str, Any]:
        """Return a span as reviewdog counts it."""
        start = {"line": span.line, "column": self._byte_column(path, span.line, span.column)}
        end = {"line": span.end_line, "column": self._byte_column(path, span.end_line, span.end_column)}
        return {"start": start, "end": end}

    def _byte_column(self, path: str, line: int, column: int) -> int:
        lines = self._of(path)
        before = lines[line - 1][: column - 1] if line <= len(lines) else ""
        return len(before.encode("utf-8", "surrogatepass")) + 1 if before else column

    def _of(self, path: str) -> Sequence[str]:
        if path != self._path:
            try:
                self._lines = LINE_ENDING.split(read_text(self._read(path)))
            except OSError:  # the problem is that it cannot be read
                self._lines = ()
            self._path = path
        return self._lines


def _diagnostic(problem: Problem, lines: _Lines, report: Report) -> dict[str, Any]:
    place = {"path": report.repository_path(problem.path), "range": lines.range(problem.path, problem.span)}
    found: dict[str, Any] = {
        "message": shortened(problem.message),
        "location": place,
        "severity": _SEVERITIES[problem.severity],
        "code": {"value": problem.rule},
    }
    if problem.fix and all(edit.path == problem.path for edit in problem.fix.edits):
        found["suggestions"] = _suggestions(problem.fix, lines)
    return found


def _suggestions(fix: Fix, lines: _Lines) -> list[dict[str, Any]]:
    return [{"range": lines.range(edit.path, edit.span), "text": edit.text} for edit in fix.edits]
