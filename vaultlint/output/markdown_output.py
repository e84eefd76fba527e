"""Render problems as Markdown, for job summaries and comments on pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from vaultlint.model import Problem
from vaultlint.output.check_report import Report
from vaultlint.output.text_output import plural, shortened, summarise

_MAX_ROWS = 50
"""How many problems of a rule are listed."""

_MAX_LENGTH = 60_000
"""In characters; a comment on GitHub has at most 65,536, a job summary 1 MiB."""

_SPECIAL = re.compile(r"[\\`*_~$|<>&\[\]!]|https?:")
_REFERENCE = re.compile(r"[@#]")
"""What GitHub makes a link to a person or an issue of, unless a tag stands behind it."""


def render(report: Report) -> str:
    """Render a report (a `Render`): a table of the rules, then the problems of each rule, most severe first."""
    by_severity = sorted(report.result.problems, key=lambda each: (-each.severity.rank, each.rule, each.order))
    rules = [[*found] for _, found in groupby(by_severity, attrgetter("severity", "rule"))]
    lines = ["### vaultlint", "", f"{_escaped(summarise(report.result))}.", ""]
    if rules:
        lines += ["| Problems | Rule | Severity |", "| ---: | --- | --- |"]
        lines += [f"| {len(found):,} | {_escaped(found[0].rule)} | {found[0].severity} |" for found in rules]
        lines += [""]
    length = sum(map(len, lines))
    for number, found in enumerate(rules):
        details = [*_details(found, report)]
        length += sum(len(line) + 1 for line in details)
        if length > _MAX_LENGTH:
            lines += [f"Not listed for lack of space: {plural(len(rules) - number, 'rule')}.", ""]
            break
        lines += details
    return "".join(f"{line}\n" for line in lines)


def _details(problems: list[Problem], report: Report) -> Iterator[str]:
    count = plural(len(problems), problems[0].severity)
    yield f"<details><summary>{_escaped(problems[0].rule)}: {count}</summary>"
    yield ""
    yield "| Place | Problem |"
    yield "| --- | --- |"
    for problem in problems[:_MAX_ROWS]:
        place = f"{report.repository_path(problem.path)}:{problem.span.line}:{problem.span.column}"
        yield f"| <code>{_escaped(place)}</code> | {_escaped(problem.message)} |"
    if len(problems) > _MAX_ROWS:
        yield f"| | {len(problems) - _MAX_ROWS:,} more |"
    yield ""
    yield "</details>"
    yield ""


def _escaped(text: str) -> str:
    """Escape all that Markdown, HTML or GitHub would read as anything but text."""
    plain = _SPECIAL.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", shortened(text))
    return _REFERENCE.sub(r"\g<0><!-- -->", plain) if "&#" not in plain else _with_references_cut(plain)


def _with_references_cut(text: str) -> str:
    """Cut references apart, but not the `#` of an entity."""
    return re.sub(r"@|(?<!&)#", r"\g<0><!-- -->", text)
