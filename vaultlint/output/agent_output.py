"""Render problems for programs that read text, such as AI agents: by rule and cause, with no word twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from vaultlint.model import Fix, Problem
from vaultlint.output.check_report import Report
from vaultlint.output.text_output import describe_fixable, shortened, summarise


def render(report: Report) -> str:
    """Render a report (a `Render`): a rule, its causes, and below each what to write and the places by file."""
    problems = sorted(report.result.problems, key=lambda each: (-each.severity.rank, each.rule, each.order))
    lines: list[str] = []
    for (severity, rule), found in groupby(problems, attrgetter("severity", "rule")):
        lines.append(f"{severity}: {rule}")
        for message, alike in _by_message(found).items():
            lines.append(f"- {shortened(message)}")
            lines += _advice(alike)
            lines += [f"  {line}" for line in _places(alike, report)]
    summary = "; ".join(filter(None, (summarise(report.result), describe_fixable(report.result.problems))))
    return "".join(f"{line}\n" for line in [*lines, summary])


def _by_message(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.message, []).append(problem)
    return found


def _advice(problems: list[Problem]) -> Iterator[str]:
    """Yield what may be written instead, each once."""
    fixes = {f"  fix ({fix.applicability}): {_said(fix)}": None for each in problems if (fix := each.fix)}
    others = {f"  or: {_said(fix)}": None for each in problems for fix in each.suggestions}
    yield from (*fixes, *others)


def _said(fix: Fix) -> str:
    return shortened(fix.message)


def _places(problems: list[Problem], report: Report) -> Iterator[str]:
    """Yield a line for each file with all places in it."""
    for path, found in groupby(problems, attrgetter("path")):
        places = [f"{each.span.line}:{each.span.column}" for each in found]
        yield shortened(f"{report.view.shown_path(path)}:{' '.join(places)}")
