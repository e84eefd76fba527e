"""Render problems as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from vaultlint import __version__
from vaultlint.model import Fix, Problem, Severity, Span
from vaultlint.output.check_report import Report
from vaultlint.output.fingerprints import with_fingerprints
from vaultlint.output.json_output import to_json
from vaultlint.output.manual import explain
from vaultlint.output.text_output import shortened
from vaultlint.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}

_MAX_RESULTS = 25_000
"""What GitHub takes; it shows the 5,000 most severe."""


def render(report: Report) -> str:
    """Render a report (a `Render`), the most severe problems first."""
    found = sorted(with_fingerprints(report.result.problems), key=lambda each: -each[0].severity.rank)
    rules = sorted({problem.rule for problem, _ in found})
    classes = report.rules() if rules else {}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "vaultlint",
                "semanticVersion": __version__,
                "informationUri": "https://pypi.org/project/obsidian-vaultlint/",
                "rules": [_rule(name, classes) for name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.result.failures, **_notifications(len(found))}],
        "results": [
            _result(problem, fingerprint, rules.index(problem.rule), report)
            for problem, fingerprint in found[:_MAX_RESULTS]
        ],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _notifications(count: int) -> dict[str, Any]:
    if count <= _MAX_RESULTS:
        return {}
    text = f"{count - _MAX_RESULTS:,} of {count:,} problems are left out: at most {_MAX_RESULTS:,} are accepted."
    return {"toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}


def _rule(name: str, classes: Mapping[str, type[Rule]]) -> dict[str, Any]:
    rule = classes.get(name)
    if rule is None:  # of a plugin that is gone
        return {"id": name}
    manual, severity = explain(rule), rule().severity
    summary = rule.manual().partition("\n")[0]
    return {
        "id": name,
        "name": "".join(map(str.capitalize, name.split("-"))),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": " ".join(rule.manual().partition("\n\n")[0].split())},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"tags": [rule.group()], "precision": "very-high", "problem.severity": _KINDS[severity]},
    }


def _result(problem: Problem, fingerprint: str, index: int, report: Report) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(problem.path, report), "region": _region(problem.span)}
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": shortened(problem.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"vaultlint/v1": fingerprint},
    }
    if problem.fix:
        result["fixes"] = [_fix(problem.fix, report)]
    return result


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.path, []).append(replacement)
    return {
        "description": {"text": shortened(fix.message)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path, report), "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }


def _artifact(path: str, report: Report) -> dict[str, str]:
    encoded = report.repository_path(path).encode("utf-8", "surrogateescape")
    return {"uri": quote(encoded), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
