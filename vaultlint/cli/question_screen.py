"""What a person sees of a question about a problem: the line with its mark, and the fixes to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.fix.decisions import Question
from vaultlint.fix.edits import Plan, apply_edits
from vaultlint.fix.patch import render_patch
from vaultlint.model import Fix, Problem
from vaultlint.output.check_report import ShownPath, Style
from vaultlint.output.excerpt import CUT, columns_of, excerpts, fitted, lines_from, wrapped
from vaultlint.output.text_output import shortened
from vaultlint.parse.positions import LINE_ENDING
from vaultlint.text.control_characters import printable

_NARROWEST = 20
"""The fewest columns of a line that are shown, in a terminal of whatever width."""

_INDENT = 5
"""The columns before a candidate, its number included."""

_MOST_CHANGED = 6
"""The most lines that are shown of what a fix changes."""

_PATCH_HEADER = 3
_PATCH_ROLES = {"-": "removed", "+": "added"}


def question_lines(question: Question, text: str, width: int, style: Style, shown_path: ShownPath) -> Iterator[str]:
    """Yield the lines that show a question in a terminal of so many columns; `text` is that of the problem's file."""
    problem = question.problem
    yield from _header(problem, width, style, shown_path)
    yield ""
    yield from _marked_lines(problem, text, width, style)
    yield ""
    yield from _candidate_lines(question, text, width, style)


def _header(problem: Problem, width: int, style: Style, shown_path: ShownPath) -> Iterator[str]:
    place = f"{printable(shown_path(problem.path))}:{problem.span.line}:{problem.span.column}:"
    yield f"{style(place, 'path')} {style(f'[{problem.rule}]', 'rule')}"
    severity, *rest = wrapped(f"{problem.severity}: {shortened(problem.message)}", max(width, _NARROWEST))
    yield style(problem.severity, problem.severity) + severity.removeprefix(problem.severity)
    yield from rest


def _marked_lines(problem: Problem, text: str, width: int, style: Style) -> Iterator[str]:
    gutter = max(4, len(str(problem.span.end_line)))
    for line in excerpts(text, problem.span, max(width - gutter - 3, _NARROWEST)):
        marked = style(line.marked, problem.severity) if line.marked else ""
        yield f"{style(f'{line.number:>{gutter}} |', 'hint')} {line.before}{marked}{line.after}"
        carets = style("^" * max(line.width, 1), problem.severity)
        yield f"{style(' ' * gutter + ' |', 'hint')} {line.indent * ' '}{carets}"


def _candidate_lines(question: Question, text: str, width: int, style: Style) -> Iterator[str]:
    """The candidates: what each would write and what that means, on one line where all are short."""
    sources = [new_source(fix, question.problem, text) for fix in question.candidates]
    shown = [fitted(source, max(width - _INDENT, _NARROWEST)) for source in sources]
    messages = [shortened(_message(fix)) for fix in question.candidates]
    widest = max(map(columns_of, shown))
    fits = all(_INDENT + widest + 2 + columns_of(message) <= width for message in messages)
    for number, (fix, source, message) in enumerate(zip(question.candidates, shown, messages, strict=True), 1):
        start = f"  {style(str(number), 'path')}  "
        if not source:
            yield from _hanging(start, message, width)
            yield from _changed_lines(fix, question.problem, text, width, style)
        elif fits:
            yield f"{start}{style(source, 'added')}{' ' * (widest - columns_of(source))}  {message}"
        else:
            yield f"{start}{style(source, 'added')}"
            yield from _hanging(" " * _INDENT, message, width)


def _changed_lines(fix: Fix, problem: Problem, text: str, width: int, style: Style) -> Iterator[str]:
    """A few of the lines that a fix changes in the file of a problem, as in a patch."""
    edits = tuple(edit for edit in fix.edits if edit.path == problem.path)
    patch = render_patch(Plan(edits), {problem.path: text.encode()}) if edits else []
    changed = [line for line in patch[_PATCH_HEADER:] if line[0] in _PATCH_ROLES]
    for line in changed[:_MOST_CHANGED]:
        shown = fitted(line.rstrip("\r\n"), max(width - _INDENT, _NARROWEST))
        yield f"{' ' * _INDENT}{style(shown, _PATCH_ROLES[line[0]])}"
    if len(changed) > _MOST_CHANGED:
        yield f"{' ' * _INDENT}{CUT}"


def _hanging(start: str, message: str, width: int) -> Iterator[str]:
    """A message after what begins its first line, each further line indented as much."""
    first, *rest = wrapped(message, max(width - _INDENT, _NARROWEST))
    yield f"{start}{first}"
    yield from (f"{' ' * _INDENT}{line}" for line in rest)


def _message(fix: Fix) -> str:
    files = len({edit.path for edit in fix.edits})
    return f"{fix.message} (in {files} files)" if files > 1 else fix.message


def new_source(fix: Fix, problem: Problem, text: str) -> str:
    """Return the source that a fix puts in place of a problem's span, or of more; empty where it is not on one line."""
    spans = [edit.span for edit in fix.edits]
    lines = {line for span in spans for line in (span.line, span.end_line)}
    if len(lines) > 1 or any(edit.path != problem.path or LINE_ENDING.search(edit.text) for edit in fix.edits):
        return ""
    number = lines.pop()
    if problem.span.line == problem.span.end_line == number:
        spans.append(problem.span)
    old = next(lines_from(text, number))
    new = apply_edits(old, [edit._replace(span=edit.span._replace(line=1, end_line=1)) for edit in fix.edits])
    start, end = min(span.column for span in spans), max(span.end_column for span in spans)
    return new[start - 1 : len(new) - len(old) + end - 1]
