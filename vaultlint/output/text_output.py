"""Render problems as lines of text, in the format that editors and CI parse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from vaultlint.lint.result import Result
from vaultlint.model import Problem, Severity
from vaultlint.text.control_characters import printable

Style = Callable[[str, str], str]
"""Styles a text by its role: `path`, `locations`, `rule`, or a severity."""

SHOWN_OF_ALIKE = 3
"""How many of the problems that are all alike are shown if there are more than `MAX_ALIKE`."""

MAX_ALIKE = 5
"""How many problems that are all alike are shown in full."""

MAX_MESSAGE = 500
"""How many characters of a message are shown; a link may be as long as its note."""


def plain_style(text: str, role: str) -> str:
    """Leave a text as it is."""
    del role
    return text


def problem_line(problem: Problem, style: Style = plain_style) -> str:
    """Render a problem as one line."""
    path, line, column = printable(problem.path), problem.span.line, problem.span.column
    return (
        f"{style(f'{path}:{line}:{column}:', 'path')} {style(problem.severity, problem.severity)}:"
        f" {_shortened(problem.message)} {style(f'[{problem.rule}]', 'rule')}"
    )


def _shortened(text: str) -> str:
    """Escape control characters, and leave out the middle of a very long text."""
    half = MAX_MESSAGE // 2
    return printable(text if len(text) <= MAX_MESSAGE else f"{text[:half]} ... {text[-half:]}")


def render_text(result: Result, *, summary: bool, show_all: bool = False, style: Style = plain_style) -> str:
    """Render a line for each problem and, if requested, a summary.

    Of many problems that are all alike only the first few are shown, unless `show_all`; a line counts the others.
    """
    counts = Counter(map(_kind, result.problems))
    folded = set() if show_all else {kind for kind, count in counts.items() if count > MAX_ALIKE}
    seen: Counter[_Kind] = Counter()
    lines: list[str] = []
    for problem in result.problems:
        kind = _kind(problem)
        seen[kind] += 1
        if kind not in folded or seen[kind] <= SHOWN_OF_ALIKE:
            lines.append(problem_line(problem, style))
        if kind in folded and seen[kind] == SHOWN_OF_ALIKE:
            lines.append(_others(counts[kind] - SHOWN_OF_ALIKE, problem, style))
    if summary:
        lines.append(summarise(result, not_shown=sum(counts[kind] - SHOWN_OF_ALIKE for kind in folded)))
    return "".join(f"{line}\n" for line in lines)


_Kind = tuple[str, str, str]


def _kind(problem: Problem) -> _Kind:
    return problem.rule, problem.severity, problem.alike or problem.message


def _others(count: int, problem: Problem, style: Style) -> str:
    what = _shortened(problem.alike) or "with this message"
    return f"... and {count:,} more {what} {style(f'[{problem.rule}]', 'rule')}"


def summarise(result: Result, not_shown: int = 0) -> str:
    """Summarise a result: problems by severity, notes and other files with problems, and what is not shown."""
    parts = [_count_problems(result)]
    if not_shown:
        parts.append(f"{not_shown:,} not shown: use --all")
    if result.baseline and result.baseline.hidden:
        parts.append(f"the baseline hides {result.baseline.hidden:,}" + (" more" if result.problems else ""))
    if result.baseline and result.baseline.fixed:
        fixed = sum(result.baseline.fixed.values())
        parts.append(f"{plural(fixed, 'baseline entry', 'baseline entries')} fixed")
    return "; ".join(parts)


def _count_problems(result: Result) -> str:
    if not result.problems:
        return f"No {'new problems' if result.baseline else 'problems'} in {plural(result.notes, 'note')}"
    by_severity = Counter(problem.severity for problem in result.problems)
    parts = [plural(by_severity[each], each) for each in reversed(Severity) if by_severity[each]]
    affected = {problem.path for problem in result.problems}
    notes = sum(path.lower().endswith(".md") for path in affected)
    others = f" and {plural(len(affected) - notes, 'other file')}" if len(affected) > notes else ""
    found = plural(len(result.problems), "new problem" if result.baseline else "problem")
    return f"{found} ({', '.join(parts)}) in {notes:,} of {result.notes:,} notes{others}"


def render_statistics(problems: Sequence[Problem]) -> str:
    """Render the number of problems per rule, highest first."""
    counts = Counter(problem.rule for problem in problems)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(str(ranked[0][1])) if ranked else 0
    return "".join(f"{count:>{width}}  {rule}\n" for rule, count in ranked)


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Render a count with its noun: `1 note`, `2,000 notes`."""
    return f"{count:,} {singular if count == 1 else plural_form or f'{singular}s'}"
