"""Render problems as lines of text, in the format that editors and CI parse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vaultlint.lint.result import Result
from vaultlint.model import Applicability, Problem, Severity
from vaultlint.output.check_report import Guide, Report, ShownPath, Style, View, plain_style
from vaultlint.output.folding import CutRule, Digest, Fold, digest
from vaultlint.text.control_characters import printable

MAX_MESSAGE = 500
"""How many characters of a message are shown; a link may be as long as its note."""


def problem_line(problem: Problem) -> str:
    """Render a problem as one line, with its path in the vault."""
    return _line(Fold(problem, 1, problem.message), plain_style, str)


def _line(fold: Fold, style: Style, shown_path: ShownPath) -> str:
    problem = fold.first
    path, line, column = printable(shown_path(problem.path)), problem.span.line, problem.span.column
    others = f" ({shortened(fold.others)})" if fold.others else ""
    return (
        f"{style(f'{path}:{line}:{column}:', 'path')} {style(problem.severity, problem.severity)}:"
        f" {shortened(fold.message)}{others} {style(f'[{problem.rule}]', 'rule')}"
    )


def shortened(text: str) -> str:
    """Escape control characters, and leave out the middle of a very long text."""
    half = MAX_MESSAGE // 2
    return printable(text if len(text) <= MAX_MESSAGE else f"{text[:half]} ... {text[-half:]}")


def render(report: Report) -> str:
    """Render a report as text (a `Render`)."""
    return render_text(report.result, report.view)


def render_text(result: Result, view: View = View()) -> str:  # noqa: B008  immutable
    """Render a line for each problem, and unless `quiet` a summary and what to do next."""
    shown = digest(result.problems, result.notes, view.limits)
    lines = [_line(fold, view.style, view.shown_path) for fold in shown.shown]
    lines += [_cut_line(cut, view.guide, view.style) for cut in shown.cut]
    if not view.quiet:
        lines += [view.fixed] if view.fixed else []
        lines.append("; ".join(filter(None, (summarise(result), view.fixable))))
        lines += _next_steps(shown, view.guide, view.style)
    return "".join(f"{line}\n" for line in lines)


def _cut_line(cut: CutRule, guide: Guide | None, style: Style) -> str:
    command = f": {style(printable(guide.command_for(cut.rule)), 'hint')}" if guide else ""
    return f"{cut.total:,} {style(cut.rule, 'rule')} ({cut.shown} shown){command}"


def _next_steps(shown: Digest, guide: Guide | None, style: Style) -> Iterator[str]:
    if guide and shown.shown:
        yield from (style(printable(step), "hint") for step in guide.next_steps(shown))


def summarise(result: Result) -> str:
    """Summarise a result: problems by severity, notes and other files with problems, and what the baseline hides."""
    parts = [_count_problems(result)]
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


def describe_fixable(problems: Iterable[Problem], *, unsafe_too: bool = False) -> str:
    """Say how many problems have a fix, and which options apply it; empty for none."""
    count = Counter(problem.fix.applicability for problem in problems if problem.fix)
    safe, unsafe = count[Applicability.SAFE], count[Applicability.UNSAFE]
    if unsafe and (unsafe_too or not safe):
        return f"{safe + unsafe:,} fixable with --fix --unsafe-fixes"
    more = f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""
    return f"{safe:,} fixable with --fix{more}" if safe else ""


def render_statistics(problems: Sequence[Problem]) -> str:
    """Render the number of problems per rule, highest first."""
    counts = Counter(problem.rule for problem in problems)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(f"{ranked[0][1]:,}") if ranked else 0
    return "".join(f"{count:>{width},}  {rule}\n" for rule, count in ranked)


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Render a count with its noun: `1 note`, `2,000 notes`."""
    return f"{count:,} {singular if count == 1 else plural_form or f'{singular}s'}"
