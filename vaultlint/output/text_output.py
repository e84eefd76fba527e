"""Problems as lines of text, in the shape that editors and CI parse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from vaultlint.lint.result import Result
from vaultlint.model import Problem, Severity
from vaultlint.text.control_characters import printable

Style = Callable[[str, str], str]
"""Dresses a text for its role: `path`, `places`, `rule`, or a severity."""

FEW = 3
"""How many of problems that are all alike are shown when there are many."""

MANY = 5
"""More than this are many."""

LONG = 500
"""How many characters of a message are shown; a link may be as long as its note."""


def plain_style(text: str, role: str) -> str:
    """The style that changes nothing."""
    del role
    return text


def problem_line(problem: Problem, style: Style = plain_style) -> str:
    """One problem as one line."""
    path, line, column = printable(problem.path), problem.span.line, problem.span.column
    return (
        f"{style(f'{path}:{line}:{column}:', 'path')} {style(problem.severity, problem.severity)}:"
        f" {_shown(problem.message)} {style(f'[{problem.rule}]', 'rule')}"
    )


def _shown(text: str) -> str:
    """A text without what would move the cursor, and without the middle if it is very long."""
    half = LONG // 2
    return printable(text if len(text) <= LONG else f"{text[:half]} ... {text[-half:]}")


def render_text(result: Result, *, summary: bool, show_all: bool = False, style: Style = plain_style) -> str:
    """A line for each problem and, if wanted, one that sums up.

    Of problems that are all alike only the first few are shown, unless `show_all`, and a line
    counts the others.
    """
    counts = Counter(map(_kind, result.problems))
    folded = set() if show_all else {kind for kind, count in counts.items() if count > MANY}
    seen: Counter[_Kind] = Counter()
    lines: list[str] = []
    for problem in result.problems:
        kind = _kind(problem)
        seen[kind] += 1
        if kind not in folded or seen[kind] <= FEW:
            lines.append(problem_line(problem, style))
        if kind in folded and seen[kind] == FEW:
            lines.append(_others(counts[kind] - FEW, problem, style))
    if summary:
        lines.append(summarise(result, left_out=sum(counts[kind] - FEW for kind in folded)))
    return "".join(f"{line}\n" for line in lines)


_Kind = tuple[str, str, str]


def _kind(problem: Problem) -> _Kind:
    return problem.rule, problem.severity, problem.alike or problem.message


def _others(count: int, problem: Problem, style: Style) -> str:
    what = _shown(problem.alike) or "with this message"
    return f"... and {count:,} more {what} {style(f'[{problem.rule}]', 'rule')}"


def summarise(result: Result, left_out: int = 0) -> str:
    """How many problems there are, of which severity, in how many notes and other files, and what is not shown."""
    parts = [_count_problems(result)]
    if left_out:
        parts.append(f"--all shows the {left_out:,} left out above")
    if result.baseline and result.baseline.hidden:
        parts.append(f"the baseline hides {result.baseline.hidden:,}" + (" more" if result.problems else ""))
    if result.baseline and result.baseline.fixed:
        parts.append(f"{sum(result.baseline.fixed.values()):,} of its entries are fixed")
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
    """How often each rule fired, most often first."""
    counts = Counter(problem.rule for problem in problems)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(str(ranked[0][1])) if ranked else 0
    return "".join(f"{count:>{width}}  {rule}\n" for rule, count in ranked)


def plural(count: int, noun: str) -> str:
    """A count with its noun: `1 note`, `2,000 notes`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
