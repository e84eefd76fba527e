"""Render problems for programs that read text, such as AI agents: in groups, with no word twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from vaultlint.model import Fix, Problem
from vaultlint.output.check_report import Report, ShownPath
from vaultlint.output.text_output import describe_fixable, shortened, summarise


def render(report: Report) -> str:
    """Render a report (a `Render`): by target, that is by rule and message, below each its fixes and places."""
    render_groups = {"target": _by_target, "rule": _by_rule, "file": _by_file}[report.view.group_by]
    problems = report.result.problems
    summary = "; ".join(filter(None, (summarise(report.result), describe_fixable(problems))))
    lines = [*render_groups(problems, report.view.shown_path), *([] if report.view.quiet else [summary])]
    return "".join(f"{line}\n" for line in lines)


def _by_target(problems: Sequence[Problem], shown_path: ShownPath) -> Iterator[str]:
    for rule, found in _rules(problems):
        yield rule
        for message, alike in _by_message(found).items():
            yield f"- {shortened(message)}"
            yield from _advice(alike)
            yield from (f"  {line}" for line in _places(alike, shown_path))


def _by_rule(problems: Sequence[Problem], shown_path: ShownPath) -> Iterator[str]:
    for rule, found in _rules(problems):
        yield rule
        for each in found:
            place = f"{shown_path(each.path)}:{each.span.line}:{each.span.column}"
            yield f"- {shortened(place)}: {shortened(each.message)}"


def _by_file(problems: Sequence[Problem], shown_path: ShownPath) -> Iterator[str]:
    for path, found in groupby(problems, attrgetter("path")):
        yield shortened(shown_path(path))
        for each in found:
            place = f"{each.span.line}:{each.span.column}"
            yield f"- {place}: {each.severity}: {shortened(each.message)} [{each.rule}]"


def _rules(problems: Iterable[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """Yield a line for each rule, most severe first, with its problems."""
    ranked = sorted(problems, key=lambda each: (-each.severity.rank, each.rule, each.order))
    for (severity, rule), found in groupby(ranked, attrgetter("severity", "rule")):
        yield f"{severity}: {rule}", [*found]


def _by_message(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.message, []).append(problem)
    return found


def _advice(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield what may be written instead, each once."""
    fixes = {f"  fix ({fix.applicability}): {_said(fix)}": None for each in problems if (fix := each.fix)}
    others = {f"  or: {_said(fix)}": None for each in problems for fix in each.suggestions}
    yield from (*fixes, *others)


def _said(fix: Fix) -> str:
    return shortened(fix.message)


def _places(problems: Iterable[Problem], shown_path: ShownPath) -> Iterator[str]:
    """Yield a line for each file with all places in it."""
    for path, found in groupby(problems, attrgetter("path")):
        places = [f"{each.span.line}:{each.span.column}" for each in found]
        yield shortened(f"{shown_path(path)}:{' '.join(places)}")
