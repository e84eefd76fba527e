"""One function: a vault and the rules in force give problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vaultlint.model import Problem, Status
from vaultlint.rule import Rule
from vaultlint.selection import Selection
from vaultlint.vault import Vault


@dataclass(frozen=True)
class Result:
    """What a check found. `notes`, `files` and `links` count what was checked, `failures` name rules that broke."""

    problems: tuple[Problem, ...]
    notes: int
    files: int
    links: int
    notices: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def check(vault: Vault, selection: Selection, is_wanted: Callable[[str], bool] = lambda _: True) -> Result:
    """Run every rule over the whole vault and keep the problems of wanted paths that are not excluded.

    `is_wanted` says whether the user asked for a path. Problems are sorted by path, position and rule.
    """

    def is_checked(path: str) -> bool:
        return is_wanted(path) and not selection.excludes(path, by_default=vault.settings.sets_aside(path))

    checked = {path for path in (*vault.notes, *vault.canvases, *vault.unreadable_folders) if is_checked(path)}
    notes = sum(path in vault.notes for path in checked)
    problems: list[Problem] = []
    notices: list[str] = []
    failures: list[str] = []
    for rule in _distinct(rule for path in sorted(checked) for rule in selection.rules_for(path).values()):
        try:
            found = [
                problem
                for problem in rule.check(vault)
                if problem.path in checked and selection.rules_for(problem.path).get(rule.name) is rule
            ]
        except Exception as error:  # a plugin may fail in any way; the other rules still report
            failures.append(f'rule "{rule.name}" failed: {type(error).__name__}: {error}')
            continue
        problems += found
        if notice := rule.notice(len(found), notes):
            notices.append(notice)
    return Result(
        tuple(sorted(problems, key=lambda problem: problem.order)),
        notes,
        len(vault.files),
        sum(link.source in checked and link.status is not Status.EXTERNAL for link in vault.links),
        tuple(notices),
        tuple(failures),
    )


def _distinct(rules: Iterable[Rule]) -> Iterator[Rule]:
    seen: dict[int, Rule] = {}
    for rule in rules:
        if id(rule) not in seen:
            seen[id(rule)] = rule
            yield rule
