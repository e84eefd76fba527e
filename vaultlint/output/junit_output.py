"""Render problems as JUnit XML: a suite for each file, in it a case for each rule, since some show one failure a case.

A run without problems has one case that passed, since Jenkins takes an empty result for an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from xml.sax.saxutils import escape, quoteattr

from vaultlint.model import Problem
from vaultlint.output.check_report import Report
from vaultlint.output.text_output import plural, problem_line

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold, not even escaped."""


def render(report: Report) -> str:
    """Render a report (a `Render`)."""
    problems = report.result.problems
    files = [(path, [*found]) for path, found in groupby(problems, attrgetter("path"))]
    suites = [_suite(report.repository_path(path), found) for path, found in files]
    tests = sum(count for _, count in suites) or 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="vaultlint" tests="{tests}" failures="{tests if problems else 0}" errors="0" time="0">',
        *(text for text, _ in suites or [_passed(report.result.notes)]),
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _suite(path: str, problems: Iterable[Problem]) -> tuple[str, int]:
    """Render the problems of a file, and count the cases."""
    by_rule = groupby(sorted(problems, key=attrgetter("rule")), attrgetter("rule"))
    cases = [_case(path, rule, [*found]) for rule, found in by_rule]
    count = len(cases)
    head = f'  <testsuite name={_attribute(path)} tests="{count}" failures="{count}" errors="0" time="0">'
    return "\n".join([head, *cases, "  </testsuite>"]), count


def _case(path: str, rule: str, problems: list[Problem]) -> str:
    first, file = problems[0], _attribute(path)
    others = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
    text = "\n".join(map(problem_line, problems))
    return (
        f'    <testcase name={_attribute(rule)} classname={file} file={file} line="{first.span.line}" time="0">'
        f"<failure message={_attribute(f'{first.message}{others}')} type={_attribute(first.severity)}>"
        f"{escape(_allowed(text))}</failure></testcase>"
    )


def _passed(notes: int) -> tuple[str, int]:
    case = f'<testcase name="no problems in {plural(notes, "note")}" classname="vaultlint" time="0"/>'
    return f'  <testsuite name="vaultlint" tests="1" failures="0" errors="0" time="0">{case}</testsuite>', 1


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
