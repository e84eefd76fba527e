"""Pack the result of a check as bytes, to cache it."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from vaultlint.encoding import decode, encode
from vaultlint.lint.baseline import BaselineComparison, BaselineEntry
from vaultlint.lint.result import Result
from vaultlint.model import Applicability, Edit, Fix, Problem, Severity, Span

_values_of = attrgetter(*(each.name for each in fields(Problem)))
"""Returns the values of a problem, in the order in which the class takes them."""

_T = TypeVar("_T")


class CheckAnswer(NamedTuple):
    """A result, and the severity from which the exit code is 1."""

    result: Result
    fail_on: str


def pack(answer: CheckAnswer) -> bytes | None:
    """Pack an answer; None if rules failed, or it cannot be encoded."""
    if answer.result.failures:
        return None
    try:
        return encode((answer.fail_on, *_packed(answer.result)))
    except (ValueError, TypeError, OverflowError):
        return None


def unpack(data: bytes) -> CheckAnswer | None:
    """Unpack what `pack` returned; None for anything else."""
    try:
        fail_on, *packed = decode(data)
        return CheckAnswer(_unpacked(packed), _text(fail_on))
    except (TypeError, ValueError, KeyError):
        return None


def _packed(result: Result) -> tuple[Any, ...]:
    problems = [*map(_values_of, result.problems)]
    hidden = result.baseline and (result.baseline.hidden, list(result.baseline.fixed.items()))
    counts = (result.checked, result.notes, result.files, result.links, result.suppressed)
    return problems, counts, hidden, result.notices


def _unpacked(packed: Any) -> Result:
    """Unpack a result; raises TypeError or ValueError for anything else."""
    listed, counts, hidden, notices = packed
    problems = tuple(map(_problem, listed))
    baseline = None
    if hidden:
        fixed = {BaselineEntry(*map(_text, entry)): _number(count) for entry, count in hidden[1]}
        baseline = BaselineComparison(list(problems), _number(hidden[0]), fixed)
    checked, notes, files, links, suppressed = map(_number, counts)
    return Result(problems, checked, notes, files, links, suppressed, baseline, tuple(map(_text, notices)))


def _problem(packed: Any) -> Problem:
    rule, severity, message, path, span, data, causes, alike, folded, fix, suggestions = packed
    # There may be many problems, so types are checked without a call per value.
    kinds = {*map(type, causes), type(rule), type(message), type(path), type(alike), type(folded)}
    if kinds != {str} or {*map(type, span)} != {int} or type(data) is not dict:
        raise TypeError(f"{packed!r} is not a problem")
    described = data, tuple(causes), alike, folded, None if fix is None else _fix(fix), tuple(map(_fix, suggestions))
    return Problem(rule, Severity(severity), message, path, Span(*span), *described)


def _fix(packed: Any) -> Fix:
    message, edits, applicability = packed
    made = tuple(Edit(_text(path), Span(*map(_number, span)), _text(text)) for path, span, text in edits)
    return Fix(_text(message), made, Applicability(applicability))


def _text(value: Any) -> str:
    return _checked(value, str)


def _number(value: Any) -> int:
    return _checked(value, int)


def _checked(value: Any, expected: type[_T]) -> _T:
    if not isinstance(value, expected):
        raise TypeError(f"{value!r} is not {expected.__name__}")
    return value
