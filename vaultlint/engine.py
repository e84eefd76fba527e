"""One function: a vault and the rules in force give problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vaultlint.model import Problem, Severity, Span, Status
from vaultlint.rule import Rule
from vaultlint.selection import Selection
from vaultlint.vault import Vault


@dataclass(frozen=True)
class Result:
    """What a check found. `notes`, `files` and `links` count, `failures` name rules that broke.

    `checked` is how many notes and canvases were looked at, `notes` how many of these are notes.
    """

    problems: tuple[Problem, ...]
    checked: int
    notes: int
    files: int
    links: int
    notices: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def check(vault: Vault, selection: Selection, is_wanted: Callable[[str], bool] = lambda _: True) -> Result:
    """Run every rule over the whole vault and keep the problems of wanted paths that are not excluded.

    `is_wanted` says whether the user asked for a path. Problems are sorted by path, position and rule.
    """
    paths = (*vault.notes, *vault.files, *vault.unreadable)
    checked = {path for path in paths if is_wanted(path) and not selection.excludes(path, vault.settings)}
    notes = sum(path in vault.notes for path in checked)
    problems: list[Problem] = []
    notices: list[str] = []
    failures: list[str] = []
    for rule in _distinct(rule for path in sorted(checked) for rule in selection.rules_for(path).values()):
        try:
            found = [
                problem
                for problem in map(_sound, rule.check(vault))
                if problem.path in checked and selection.rules_for(problem.path).get(rule.name) is rule
            ]
            notice = rule.notice(len(found), notes)
        except (Exception, SystemExit) as error:  # a plugin may fail in any way; the other rules still report
            failures.append(f'rule "{rule.name}" failed: {type(error).__name__}: {error}')
            continue
        problems += found
        notices += [notice] if notice else []
    return Result(
        problems=tuple(sorted(problems, key=lambda problem: problem.order)),
        checked=sum(path in vault.notes or path in vault.canvases for path in checked),
        notes=notes,
        files=len(vault.files),
        links=sum(link.source in checked and link.status is not Status.EXTERNAL for link in vault.links),
        notices=tuple(notices),
        failures=tuple(failures),
    )


def _sound(problem: Problem) -> Problem:
    """The problem, if it is one that can be sorted and printed; else a TypeError that fails its rule."""
    is_sound = (
        isinstance(problem, Problem)
        and isinstance(problem.severity, Severity)
        and isinstance(problem.message, str)
        and isinstance(problem.path, str)
        and isinstance(problem.span, Span)
        and isinstance(problem.data, Mapping)
    )
    if not is_sound:
        raise TypeError(f"{problem!r} is not a problem: make it with self.problem(path, span, message)")
    return problem


def _distinct(rules: Iterable[Rule]) -> Iterator[Rule]:
    seen: dict[int, Rule] = {}
    for rule in rules:
        if id(rule) not in seen:
            seen[id(rule)] = rule
            yield rule
