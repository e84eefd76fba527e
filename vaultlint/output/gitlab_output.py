"""Render problems as a Code Quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

from vaultlint.model import Severity
from vaultlint.output.check_report import Report
from vaultlint.output.fingerprints import with_fingerprints
from vaultlint.output.json_output import to_json
from vaultlint.output.text_output import shortened

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Render a report (a `Render`); the description begins with the rule, since GitLab does not show `check_name`."""
    return to_json(
        [
            {
                "description": shortened(f"{problem.rule}: {problem.message}"),
                "check_name": problem.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[problem.severity],
                "location": {
                    "path": report.repository_path(problem.path),
                    "lines": {"begin": problem.span.line, "end": problem.span.end_line},
                },
            }
            for problem, fingerprint in with_fingerprints(report.result.problems)
        ]
    )
