"""Checks on the fixes and suggestions that a rule returns, since they are kept, printed and applied."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise, repeat

from vaultlint.model import MAX_SUGGESTIONS, Applicability, Edit, Fix, Problem, Span


def fault_of_fixes(problem: Problem, paths: Container[str]) -> str | None:
    """Say why the fix or the suggestions of a problem could not be printed, kept and applied; None for sound ones."""
    if not isinstance(problem.suggestions, tuple):
        return f"a problem's suggestions must be tuple, not {type_name(problem.suggestions)}"
    if len(problem.suggestions) > MAX_SUGGESTIONS:
        return f"a problem must have at most {MAX_SUGGESTIONS} suggestions, not {len(problem.suggestions)}"
    fixes = [("fix", problem.fix)] if problem.fix is not None else []
    fixes += [("suggestion", suggestion) for suggestion in problem.suggestions]
    faults = ((name, _fault_of_fix(fix, paths)) for name, fix in fixes)
    return next((f"a problem's {name} {fault}" for name, fault in faults if fault), None)


def _fault_of_fix(fix: object, paths: Container[str]) -> str | None:
    if not isinstance(fix, Fix):
        return f"must be Fix, not {type_name(fix)}"
    if not isinstance(fix.message, str):
        return f"must have a message that is str, not {type_name(fix.message)}"
    if not isinstance(fix.applicability, Applicability):
        return f"must have an applicability that is Applicability, not {type_name(fix.applicability)}"
    if not isinstance(fix.edits, tuple) or not fix.edits:
        return f"must have a tuple of edits, not {type_name(fix.edits) if fix.edits else 'nothing'}"
    return next(filter(None, (_fault_of_edit(edit, paths) for edit in fix.edits)), None) or _overlap(fix.edits)


def _fault_of_edit(edit: object, paths: Container[str]) -> str | None:
    if not isinstance(edit, Edit):
        return f"must have edits that are Edit, not {type_name(edit)}"
    if edit.path not in paths:
        return f'must edit a file of the vault, as note.path is, not "{edit.path}"'
    if not isinstance(edit.text, str):
        return f"must have edits whose text is str, not {type_name(edit.text)}"
    if not isinstance(edit.span, Span) or not all(map(isinstance, edit.span, repeat(int))):
        return f"must have edits whose span is a Span of whole numbers, not {edit.span!r}"
    if edit.span[:2] > edit.span[2:] or min(edit.span) < 1:
        return f"must have edits whose span begins at 1:1 or later and ends after that, not {tuple(edit.span)}"
    return None


def _overlap(edits: tuple[Edit, ...]) -> str | None:
    """Why edits cannot be applied together: two of them replace the same text."""
    ordered = sorted(edits)
    is_sound = all(
        first.path != second.path or first.span[2:] <= second.span[:2] for first, second in pairwise(ordered)
    )
    return None if is_sound else "must have edits that do not overlap"


def type_name(value: object) -> str:
    """Name the type of a value in a message."""
    return "None" if value is None else type(value).__name__
