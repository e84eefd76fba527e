"""Checks on what the methods of a rule return, since it is sorted, kept and printed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import repeat
from operator import attrgetter
from types import GeneratorType

from vaultlint.lint.returned_fixes import fault_of_fixes, type_name
from vaultlint.model import Problem, Severity, Span

_FIELDS = {
    "severity": Severity,
    "message": str,
    "path": str,
    "span": Span,
    "data": Mapping,
    "causes": tuple,
    "alike": str,
    "folded": str,
}
_values_of = attrgetter(*_FIELDS)


def problems_in(result: object, rule: str, paths: Container[str]) -> list[Problem]:
    """Return the problems that a rule has returned or yields, in a vault that has some paths.

    Raises TypeError for anything else, from within the rule where that is a generator, so that the traceback
    leads to its `yield`.
    """
    if not isinstance(result, GeneratorType | Iterable):  # a generator is much faster to tell
        raise TypeError(f"returned {type_name(result)}, not problems: use yield")
    problems: list[Problem] = []
    for problem in result:
        if fault := _fault_of(problem, rule, paths):
            if isinstance(result, GeneratorType):
                result.throw(TypeError(fault))
            raise TypeError(fault)
        problems.append(problem)
    return problems


def notice_in(result: object) -> str | None:
    """Return the notice of a rule; raises TypeError for anything else."""
    if not isinstance(result, str | None):
        raise TypeError(f"returned {type_name(result)}, not a string")
    return result


def _fault_of(problem: object, rule: str, paths: Container[str]) -> str | None:
    """Why a problem could not be sorted, kept and printed; None for a sound one."""
    if not isinstance(problem, Problem):
        return f"yielded {type_name(problem)}, not a problem: use self.problem(path, span, message)"
    if fault := _wrong_type_in(problem):
        return fault
    if problem.rule != rule:
        return f'yielded a problem of rule "{problem.rule}": use self.problem(path, span, message)'
    if problem.path not in paths:
        return f'a problem\'s path must be in the vault, as note.path is, not "{problem.path}"'
    return fault_of_fixes(problem, paths) if problem.fix is not None or problem.suggestions != () else None


def _wrong_type_in(problem: Problem) -> str | None:
    if not all(map(isinstance, _values_of(problem), _FIELDS.values())):
        values = zip(_FIELDS.items(), _values_of(problem), strict=True)
        name, wanted, value = next((*field, value) for field, value in values if not isinstance(value, field[1]))
        return f"a problem's {name} must be {wanted.__name__}, not {type_name(value)}"
    if not all(map(isinstance, problem.span, repeat(int))):
        return f"a problem's span must be of whole numbers, not {tuple(problem.span)}"
    if not all(map(isinstance, (*problem.causes, *problem.data), repeat(str))):
        return "a problem's causes and the keys of its data must be strings"
    return None
