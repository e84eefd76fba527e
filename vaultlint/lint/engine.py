"""Run the rules in force over a vault."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from vaultlint.config.selection import DEFAULT, Selection
from vaultlint.lint.baseline import Baseline, BaselineEntry, compare
from vaultlint.lint.result import Result, RuleFailure
from vaultlint.lint.returned_problems import notice_in, problems_in
from vaultlint.lint.rule_failure import rule_failure
from vaultlint.lint.suppression import suppress, unused_suppressions
from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name
from vaultlint.rule import Rule
from vaultlint.vault.vault import Vault


def check(
    vault: Vault,
    selection: Selection,
    is_requested: Callable[[str], bool] = lambda _: True,
    baseline: Baseline | None = None,
) -> Result:
    """Run every rule over the whole vault and return the problems of requested paths.

    Problems that are in excluded notes, suppressed or in the baseline are left out. Problems are sorted by path,
    position and rule.
    """
    paths = (*vault.notes, *vault.files, *vault.unreadable)
    checked = {path for path in paths if is_requested(path) and not selection.excludes(path, vault.settings)}
    notes = sum(path in vault.notes for path in checked)
    run = _Run(selection, checked, frozenset(paths))
    problems, suppressed = _unsuppressed(vault, run)
    comparison = None
    if baseline is not None:
        comparison = compare(problems, baseline, _CheckCoverage(run, paths, whole=all(map(is_requested, paths))))
        problems = comparison.new
    return Result(
        problems=tuple(problems),
        checked=sum(path in vault.notes or path in vault.canvases for path in checked),
        notes=notes,
        files=len(vault.files),
        links=sum(count for path, count in vault.link_counts.items() if path in checked),
        suppressed=suppressed,
        baseline=comparison,
        notices=(*_built_folder_notice(vault, selection, is_requested), *run.notices(problems, notes)),
        failures=tuple(run.failures),
    )


def _built_folder_notice(vault: Vault, selection: Selection, is_requested: Callable[[str], bool]) -> Iterator[str]:
    """Yield a notice about notes that are not checked because they are in built folders."""
    if not vault.settings.built:
        return
    requested = filter(is_requested, (*vault.notes, *vault.canvases))
    exclusions = {selection.exclusion_of(path, vault.settings) for path in requested}
    found = [exclusion for exclusion in vault.settings.built if exclusion in exclusions]
    if found:
        patterns = ", ".join(f'"!{exclusion.folder}/"' for exclusion in found)
        folders = "; ".join(
            exclusion.description + ("" if exclusion.origin == DEFAULT else f" (ignored by {exclusion.origin})")
            for exclusion in found
        )
        yield f"not checked: {folders}; to check them, set exclude = [{patterns}]"


def _unsuppressed(vault: Vault, run: _Run) -> tuple[list[Problem], int]:
    """Return the problems that no suppression hides, sorted, and how many are hidden."""
    found = run.ask("check", vault)
    kept, used = suppress(found, vault.suppressions)
    flaws = unused_suppressions(
        ((path, each) for path in sorted(run.paths) for each in vault.suppressions(path)), used, run
    )
    reviewed = run.ask("review", (*vault.flaws, *flaws))
    # An unused suppression must not hide itself, unless it does so by name.
    kept_reviewed, _ = suppress(reviewed, lambda path: [each for each in vault.suppressions(path) if each.rule])
    problems = sorted([*kept, *kept_reviewed], key=lambda problem: problem.order)
    return problems, len(found) + len(reviewed) - len(problems)


class _Run:
    """One run of the rules in force on some paths."""

    def __init__(self, selection: Selection, paths: set[str], vault_paths: Collection[str]) -> None:
        self.paths = paths
        self._vault_paths = vault_paths
        self.known = selection.classes.keys()
        self.failures: list[RuleFailure] = []
        self._is_narrowed = bool(selection.flags.select or selection.flags.ignore)
        self._rules_for = selection.rules_for
        rule_sets = {id(rules): rules for rules in map(selection.rules_for, sorted(paths))}
        self._rules = list({id(rule): rule for rules in rule_sets.values() for rule in rules.values()}.values())
        self._broken: set[str] = set()

    def ask(self, method: str, argument: object) -> list[Problem]:
        """Collect what a method of every rule finds on the paths where the rule is in force, as configured there."""
        found: list[Problem] = []
        for rule in self._rules:
            with self._noting_failure(rule, method):
                found += [
                    problem
                    for problem in problems_in(getattr(rule, method)(argument), rule.name, self._vault_paths)
                    if problem.path in self.paths and self._rules_for(problem.path).get(rule.name) is rule
                ]
        return found

    def notices(self, problems: Iterable[Problem], notes: int) -> Iterator[str]:
        """Yield the notices of the rules, given their remaining problems."""
        counts = Counter(id(self._rules_for(problem.path)[problem.rule]) for problem in problems)
        for rule in self._rules:
            with self._noting_failure(rule, "notice"):
                if notice := notice_in(rule.notice(counts[id(rule)], notes)):
                    yield notice

    def has_verdict(self, rule: str | None, path: str) -> bool:
        """Whether a rule checked a path without failing; None stands for all rules of the configuration."""
        if rule is None:
            return path in self.paths and not self._is_narrowed and not self._broken
        return path in self.paths and rule in self._rules_for(path) and rule not in self._broken

    @contextmanager
    def _noting_failure(self, rule: Rule, method: str) -> Iterator[None]:
        try:
            with redirect_stdout(sys.stderr):  # what a plugin prints is not part of the output
                yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may fail in any way; the other rules still report
            self._broken.add(rule.name)
            self.failures.append(rule_failure(rule, method, error))


class _CheckCoverage:
    """What a check covered: which notes exist, and which problems it would have found."""

    def __init__(self, run: _Run, paths: Iterable[str], *, whole: bool) -> None:
        self._run = run
        self._whole = whole
        self._paths: dict[str, list[str]] = {}
        for path in paths:
            self._paths.setdefault(note_name(path), []).append(path)

    def has_note(self, note: str) -> bool:
        """Whether the vault has a note of that name."""
        return note in self._paths

    def covers(self, entry: BaselineEntry) -> bool:
        """Whether the check would have found the problem of an entry if it still existed."""
        if self.has_note(entry.note):
            return all(self._run.has_verdict(entry.rule, path) for path in self._paths[entry.note])
        return self._whole and any(self._run.has_verdict(entry.rule, path) for path in self._run.paths)
