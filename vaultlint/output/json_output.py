"""Render problems as one JSON object; while `version` is 1, keys are only added."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from vaultlint.lint.baseline import BaselineComparison
from vaultlint.lint.result import Result
from vaultlint.model import Fix, Problem, Severity, Span
from vaultlint.output.check_report import Report

VERSION = 1


def render(report: Report) -> str:
    """Render a report as JSON (a `Render`)."""
    return render_json(report.result, report.root)


def render_json(result: Result, root: Path) -> str:
    """Render the result of a check as JSON, in ASCII so that every terminal and pipe can carry it."""
    counts = Counter(problem.severity for problem in result.problems)
    return to_json(
        {
            "version": VERSION,
            "root": str(root),
            "summary": {
                "notes": result.notes,
                "files": result.files,
                "links": result.links,
                "errors": counts[Severity.ERROR],
                "warnings": counts[Severity.WARNING],
                "infos": counts[Severity.INFO],
                "suppressed": result.suppressed,
                "fixable": sum(problem.fix is not None for problem in result.problems),
            },
            "baseline": _baseline(result.baseline) if result.baseline else None,
            "problems": [problem_members(problem) for problem in result.problems],
        }
    )


def _baseline(comparison: BaselineComparison) -> dict[str, Any]:
    fixed = [{**entry._asdict(), "count": count} for entry, count in comparison.fixed.items()]
    return {"hidden": comparison.hidden, "cured": fixed}


def problem_members(problem: Problem) -> dict[str, Any]:
    """Return the JSON members of a problem."""
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "path": problem.path,
        **span_members(problem.span),
        "data": dict(problem.data),
        "fix": _fix(problem.fix) if problem.fix else None,
        "suggestions": list(map(_fix, problem.suggestions)),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"path": edit.path, **span_members(edit.span), "text": edit.text} for edit in fix.edits]
    return {"message": fix.message, "applicability": fix.applicability, "edits": edits}


def span_members(span: Span) -> dict[str, int]:
    """Return the JSON members of a span."""
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def to_json(value: Any) -> str:
    """Render JSON with a final newline; NaN and infinity become null, as in JavaScript."""
    return json.dumps(_finite(value), indent=1, default=str) + "\n"


def to_json_line(value: Any) -> str:
    """Render JSON on one line, which is ten times as fast; otherwise as `to_json` does."""
    try:
        return _encode_line(value)
    except ValueError:
        return _encode_line(_finite(value))


_encode_line = json.JSONEncoder(default=str, allow_nan=False).encode


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_finite(member) for member in value]
    return value
