"""What to tell the author of a rule that failed: where in the rule, and why."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator
from types import TracebackType

from vaultlint.lint.result import RuleFailure
from vaultlint.rule import Rule


def rule_failure(rule: Rule, method: str, error: BaseException, path: str = "") -> RuleFailure:
    """Describe an exception that a method of a rule raised, or that says what is wrong about its result.

    `path` is that of the note or canvas that the rule was asked about, if it was asked about one.
    """
    packages = _packages(type(rule))
    place = place_in(packages, error) or _place_of(getattr(type(rule), method))
    message = f'rule "{rule.name}" failed{f" on {path}" if path else ""}: {describe_error(error)} ({place})'
    return RuleFailure(message, _traceback(packages, error))


def describe_error(error: BaseException) -> str:
    """Return the type and the text of an exception, as Python prints them."""
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place_in(packages: Collection[str], error: BaseException) -> str:
    """Return file and line of the innermost call in some top-level packages; empty when there is none."""
    places = [
        f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" for step in _steps(error) if _is_in(packages, step)
    ]
    return places[-1] if places else ""


def _packages(rule: type[Rule]) -> set[str]:
    """The top-level packages that hold the code of a rule: its own, and those of the rules that it inherits from."""
    own = rule.__mro__[: rule.__mro__.index(Rule)]
    return {each.__module__.partition(".")[0] for each in own}


def _place_of(method: object) -> str:
    """File and line of a method's definition."""
    code = getattr(inspect.unwrap(method), "__code__", None) if callable(method) else None
    return f"{code.co_filename}:{code.co_firstlineno}" if code else "in an unknown file"


def _steps(error: BaseException) -> Iterator[TracebackType]:
    """The calls that led to an exception, the outermost first."""
    step = error.__traceback__
    while step:
        yield step
        step = step.tb_next


def _is_in(packages: Collection[str], step: TracebackType) -> bool:
    return str(step.tb_frame.f_globals.get("__name__")).partition(".")[0] in packages


def _traceback(packages: Collection[str], error: BaseException) -> str:
    """The traceback from the first call in the rule's own code on."""
    import traceback  # for the rare case

    start = next((step for step in _steps(error) if _is_in(packages, step)), None)
    return "".join(traceback.format_exception(type(error), error, start)).rstrip()
