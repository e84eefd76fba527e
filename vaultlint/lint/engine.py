"""Run the rules in force over a vault."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from itertools import chain
from typing import Any

from vaultlint.config.selection import DEFAULT, RuleSet, Selection
from vaultlint.lint.baseline import Baseline, BaselineEntry, compare
from vaultlint.lint.result import Result, RuleFailure
from vaultlint.lint.returned_problems import notice_in, problems_in
from vaultlint.lint.rule_class_checks import overrides
from vaultlint.lint.rule_failure import rule_failure
from vaultlint.lint.scopes import refuse_idle_scopes
from vaultlint.lint.suppression import suppress, unused_suppressions
from vaultlint.lint.verdicts import Verdict, Verdicts
from vaultlint.model import Canvas, Note, Problem
from vaultlint.obsidian.names import note_name
from vaultlint.rule import Rule
from vaultlint.vault.vault import Vault


def check(
    vault: Vault,
    selection: Selection,
    is_requested: Callable[[str], bool] = lambda _: True,
    baseline: Baseline | None = None,
    verdicts: Verdicts | None = None,
) -> Result:
    """Run the rules over a vault and return the problems of requested paths.

    Problems that are in excluded notes, suppressed or in the baseline are left out. Problems are sorted by path,
    position and rule. `verdicts` are those that are known; what is asked anew is added to them. Raises `ConfigError`
    for a part of an option that applies to no note, see `refuse_idle_scopes`.
    """
    refuse_idle_scopes(vault, selection)
    paths = (*vault.notes, *vault.files, *vault.unreadable)
    checked = not_excluded(filter(is_requested, paths), vault, selection)
    notes = sum(path in vault.notes for path in checked)
    run = Run(vault, selection, checked, verdicts or Verdicts())
    with redirect_stdout(sys.stderr):  # what a plugin prints is not part of the output
        problems, suppressed = run.unsuppressed()
        comparison = None
        if baseline is not None:
            comparison = compare(problems, baseline, _CheckCoverage(run, paths, whole=all(map(is_requested, paths))))
            problems = comparison.new
        notices = (*_built_folder_notice(vault, selection, is_requested), *run.notices(problems, notes))
    return Result(
        problems=tuple(problems),
        checked=len(run.documents),
        notes=notes,
        files=len(vault.files),
        links=sum(vault.link_counts[path] for path in run.documents),
        suppressed=suppressed,
        baseline=comparison,
        notices=notices,
        failures=tuple(run.failures),
    )


def not_excluded(paths: Iterable[str], vault: Vault, selection: Selection) -> set[str]:
    """Return those of some paths of a vault that are not excluded from checking."""
    if not selection.exclude and not any(vault.settings.exclusions):
        return set(paths)
    return {path for path in paths if not selection.excludes(path, vault.settings)}


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


class Run:
    """One run of the rules in force on some paths."""

    def __init__(self, vault: Vault, selection: Selection, paths: set[str], verdicts: Verdicts) -> None:
        self.paths = paths
        self.documents = sorted(paths & vault.documents)
        self.known = selection.classes.keys()
        self.failures: list[RuleFailure] = []
        self._vault = vault
        self._verdicts = verdicts
        self._is_narrowed = bool(selection.flags.select or selection.flags.ignore)
        self._rules_for = selection.rules_for
        rule_sets = selection.rule_sets_for(paths) if paths else []
        self._rules = list({id(rule): rule for rules in rule_sets for rule in rules.values()}.values())
        self._document_rules = {id(rules): _DocumentRules(rules) for rules in rule_sets}
        self._broken: set[str] = set()

    def unsuppressed(self) -> tuple[list[Problem], int]:
        """Return the problems that no suppression hides, sorted, and how many are hidden."""
        verdicts = {
            path: self._verdict_on(path) if known is None else known
            for path, known in self._verdicts.of(self.documents).items()
        }
        in_vault = list(self._in_vault())  # first, as a rule may fail in it
        found = [*self._in_documents(verdicts.values()), *in_vault]
        suppressions = {path: verdict.suppressions for path, verdict in verdicts.items() if verdict.suppressions}
        kept, used = suppress(found, suppressions)
        unused = unused_suppressions(((path, each) for path in suppressions for each in suppressions[path]), used, self)
        others = self._vault.unreadable.keys() - verdicts.keys()
        flaws = [
            *((path, flaw) for path in sorted(others) for flaw in self._vault.flaws_of(path)),
            *((path, flaw) for path, verdict in verdicts.items() for flaw in verdict.flaws),
        ]
        reviewed = self._ask_all("review", (*flaws, *unused))
        # An unused suppression must not hide itself, unless it does so by name.
        by_name = {path: [each for each in found if each.rule] for path, found in suppressions.items()}
        kept_reviewed, _ = suppress(reviewed, by_name)
        problems = sorted([*kept, *kept_reviewed], key=lambda problem: problem.order)
        return problems, len(found) + len(reviewed) - len(problems)

    def _in_documents(self, verdicts: Iterable[Verdict]) -> list[Problem]:
        """The problems in notes and canvases; none of a rule that has failed, which may not have seen all of them."""
        found = chain.from_iterable(verdict.problems for verdict in verdicts)
        return [problem for problem in found if problem.rule not in self._broken]

    def _verdict_on(self, path: str) -> Verdict:
        """What the rules find that look at one note or canvas."""
        document = self._vault.notes.get(path) or self._vault.canvases[path]
        found: list[Problem] = []
        self._vault.texts_read.clear()
        is_complete = self._ask_about(document, found)
        verdict = Verdict(tuple(found), document.suppressions, self._vault.flaws_of(document))
        if is_complete and self._vault.texts_read <= {path}:
            self._verdicts.put(path, verdict)
        else:
            self._verdicts.skip(path)
        return verdict

    def _ask_about(self, document: Note | Canvas, found: list[Problem]) -> bool:
        """Add what the rules find in a document; return False if one of them fails or has failed."""
        rules = self._document_rules[id(self._rules_for(document.path))]
        vault, paths = self._vault, (document.path,)
        is_complete = True
        for rule, ask in rules.for_notes if isinstance(document, Note) else rules.for_canvases:
            if rule.name in self._broken:
                is_complete = False
                continue
            try:  # not `_noting_failure`, which would take a tenth of the time of a run
                if problems := problems_in(ask(document, vault), rule.name, paths):
                    found += problems
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._note_failure(
                    rule, "check_note" if isinstance(document, Note) else "check_canvas", error, document.path
                )
                is_complete = False
        return is_complete

    def _in_vault(self) -> Iterator[Problem]:
        """The problems that rules find which look at the whole vault."""
        for rule in self._rules:
            if overrides(type(rule), "check") and rule.name not in self._broken:
                yield from self._in_force(rule, self._found_by(rule))

    def ask_about_vault(self, rules: Iterable[Rule]) -> None:
        """Ask rules about the whole vault; what they find is in the verdicts."""
        for rule in rules:
            self._found_by(rule)

    def _found_by(self, rule: Rule) -> Sequence[Problem]:
        known = self._verdicts.found_by(rule)
        if known is not None:
            return known
        found = self._ask(rule, "check", self._vault)
        if rule.name not in self._broken:
            self._verdicts.put_found_by(rule, found)
        return found

    def _ask_all(self, method: str, argument: object) -> list[Problem]:
        """Collect what a method of every rule finds on the paths where the rule is in force, as configured there."""
        rules = [rule for rule in self._rules if overrides(type(rule), method)]
        return [problem for rule in rules for problem in self._in_force(rule, self._ask(rule, method, argument))]

    def _ask(self, rule: Rule, method: str, argument: object) -> Sequence[Problem]:
        with self._noting_failure(rule, method):
            return problems_in(getattr(rule, method)(argument), rule.name, self._vault)
        return []

    def _in_force(self, rule: Rule, problems: Iterable[Problem]) -> Iterator[Problem]:
        for problem in problems:
            if problem.path in self.paths and self._rules_for(problem.path).get(rule.name) is rule:
                yield problem

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
            yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may fail in any way; the other rules still report
            self._note_failure(rule, method, error)

    def _note_failure(self, rule: Rule, method: str, error: BaseException, path: str = "") -> None:
        self._broken.add(rule.name)
        self.failures.append(rule_failure(rule, method, error, path))


_Asked = list[tuple[Rule, Callable[[Any, Vault], Iterable[Problem]]]]


class _DocumentRules:
    """The rules of a set that look at one note, or one canvas, at a time, each with the method to ask it."""

    def __init__(self, rules: RuleSet) -> None:
        self.for_notes: _Asked = [
            (rule, rule.check_note) for rule in rules.values() if overrides(type(rule), "check_note")
        ]
        self.for_canvases: _Asked = [
            (rule, rule.check_canvas) for rule in rules.values() if overrides(type(rule), "check_canvas")
        ]


class _CheckCoverage:
    """What a check covered: which notes exist, and which problems it would have found."""

    def __init__(self, run: Run, paths: Iterable[str], *, whole: bool) -> None:
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
