"""One function: a vault and the rules in force give problems."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from vaultlint.config.selection import Selection
from vaultlint.lint.baseline import Baseline, Entry, compare
from vaultlint.lint.result import Result
from vaultlint.lint.rule_failure import RuleFailure, rule_failure
from vaultlint.lint.rule_result import notice_in, problems_in
from vaultlint.lint.suppression import suppress, unused
from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name
from vaultlint.rule import Rule
from vaultlint.vault.vault import Vault


def check(
    vault: Vault,
    selection: Selection,
    is_wanted: Callable[[str], bool] = lambda _: True,
    baseline: Baseline | None = None,
) -> Result:
    """Run every rule over the whole vault and keep the problems of wanted paths that nothing hides.

    `is_wanted` says whether the user asked for a path. What is excluded, suppressed in the note or
    known to the baseline is hidden. Problems are sorted by path, position and rule.
    """
    paths = (*vault.notes, *vault.files, *vault.unreadable)
    checked = {path for path in paths if is_wanted(path) and not selection.excludes(path, vault.settings)}
    notes = sum(path in vault.notes for path in checked)
    run = _Run(selection, checked)
    problems, suppressed = _unsuppressed(vault, run)
    comparison = None
    if baseline is not None:
        comparison = compare(problems, baseline, _Reach(run, paths, whole=all(map(is_wanted, paths))))
        problems = comparison.new
    return Result(
        problems=tuple(problems),
        checked=sum(path in vault.notes or path in vault.canvases for path in checked),
        notes=notes,
        files=len(vault.files),
        links=sum(count for path, count in vault.link_counts.items() if path in checked),
        suppressed=suppressed,
        baseline=comparison,
        notices=(*_left_out(vault, selection, is_wanted), *run.notices(problems, notes)),
        failures=tuple(run.failures),
    )


def _left_out(vault: Vault, selection: Selection, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    """A word on the notes that nobody would think are not checked: those in built folders."""
    if not vault.settings.built:
        return
    wanted = filter(is_wanted, (*vault.notes, *vault.canvases))
    exclusions = {selection.exclusion_of(path, vault.settings) for path in wanted}
    found = [exclusion for exclusion in vault.settings.built if exclusion in exclusions]
    if found:
        patterns = ", ".join(f'"!{exclusion.folder}/"' for exclusion in found)
        folders = "; ".join(exclusion.description for exclusion in found)
        yield f"not checked: {folders} (to check them: exclude = [{patterns}])"


def _unsuppressed(vault: Vault, run: _Run) -> tuple[list[Problem], int]:
    """The problems that no comment or property hides, sorted, and how many are hidden."""
    found = run.ask("check", vault)
    kept, used = suppress(found, vault.suppressions)
    flaws = unused(((path, each) for path in sorted(run.paths) for each in vault.suppressions(path)), used, run)
    reviewed = run.ask("review", (*vault.flaws, *flaws))
    # That a comment hides nothing must not be hidden by the comment itself, unless it says so by name.
    kept_reviewed, _ = suppress(reviewed, lambda path: [each for each in vault.suppressions(path) if each.rule])
    problems = sorted([*kept, *kept_reviewed], key=lambda problem: problem.order)
    return problems, len(found) + len(reviewed) - len(problems)


class _Run:
    """The rules in force on some paths, each asked for its problems there."""

    def __init__(self, selection: Selection, paths: set[str]) -> None:
        self.paths = paths
        self.known = selection.classes.keys()
        self.failures: list[RuleFailure] = []
        self._is_narrowed = bool(selection.command_line.select or selection.command_line.ignore)
        self._rules_for = selection.rules_for
        rule_sets = {id(rules): rules for rules in map(selection.rules_for, sorted(paths))}
        self._rules = list({id(rule): rule for rules in rule_sets.values() for rule in rules.values()}.values())
        self._broken: set[str] = set()

    def ask(self, method: str, argument: object) -> list[Problem]:
        """What a method of every rule finds in the paths on which the rule is in force, each as configured there."""
        found: list[Problem] = []
        for rule in self._rules:
            with self._noting_failure(rule, method):
                found += [
                    problem
                    for problem in problems_in(getattr(rule, method)(argument), rule.name)
                    if problem.path in self.paths and self._rules_for(problem.path).get(rule.name) is rule
                ]
        return found

    def notices(self, problems: Iterable[Problem], notes: int) -> Iterator[str]:
        """The closing words of the rules, given what is left of their problems."""
        counts = Counter(id(self._rules_for(problem.path)[problem.rule]) for problem in problems)
        for rule in self._rules:
            with self._noting_failure(rule, "notice"):
                if notice := notice_in(rule.notice(counts[id(rule)], notes)):
                    yield notice

    def is_sure(self, rule: str | None, path: str) -> bool:
        """Whether a path was checked by a rule, None for all that the configuration wants, and it did not break."""
        if rule is None:
            return path in self.paths and not self._is_narrowed and not self._broken
        return path in self.paths and rule in self._rules_for(path) and rule not in self._broken

    @contextmanager
    def _noting_failure(self, rule: Rule, method: str) -> Iterator[None]:
        try:
            with redirect_stdout(sys.stderr):  # what a plugin prints is no report
                yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may fail in any way; the other rules still report
            self._broken.add(rule.name)
            self.failures.append(rule_failure(rule, method, error))


class _Reach:
    """How far a check could see: which notes there are, and which faults it would have found."""

    def __init__(self, run: _Run, paths: Iterable[str], *, whole: bool) -> None:
        self._run = run
        self._whole = whole
        self._paths: dict[str, list[str]] = {}
        for path in paths:
            self._paths.setdefault(note_name(path), []).append(path)

    def has(self, note: str) -> bool:
        """Whether the vault has a note of that name."""
        return note in self._paths

    def covers(self, entry: Entry) -> bool:
        """Whether the fault would have been found if it were still there."""
        if self.has(entry.note):
            return all(self._run.is_sure(entry.rule, path) for path in self._paths[entry.note])
        return self._whole and any(self._run.is_sure(entry.rule, path) for path in self._run.paths)
