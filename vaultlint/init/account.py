"""Find out which setting hides a problem that the default configuration reports, and say so in its comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from vaultlint.files.patterns import matches
from vaultlint.init.config_builder import ConfigBuilder, Setting
from vaultlint.init.hidden import (
    MISSING_PROPERTY,
    PLANNED,
    HiddenProblems,
    describe_hidden,
    group_hidden,
    group_lacking,
    unreported,
)
from vaultlint.init.property_settings import Scopes, folders_above
from vaultlint.model import Problem
from vaultlint.vault.vault import Vault

_RELAXED = ("elsewhere", "slugs", "attributes", "formats")
"""Options that hide problems of their rule."""

_DAILY_RULES = ("dangling-link", "orphan-note")


@dataclass(frozen=True)
class Account:
    """The settings of a configuration, and the vault with the daily notes that it defines."""

    builder: ConfigBuilder
    vault: Vault
    scopes: Scopes

    def hidden(self, before: Sequence[Problem], after: Sequence[Problem]) -> list[HiddenProblems]:
        """Group what the settings hide of the problems before."""
        excludes = cache(partial(matches, tuple(self.builder.exclude)))
        properties = [problem for problem in before if problem.rule == MISSING_PROPERTY]
        excluded = [problem for problem in before if excludes(problem.path)]
        others = [each for each in before if each.rule != MISSING_PROPERTY and not excludes(each.path)]
        lacking = (
            (self.scopes.of(problem.path), name, problem.path)
            for problem in properties
            if not excludes(problem.path)
            for name in problem.causes
            if not self.scopes.requires(problem.path, name)
        )
        settings = [
            *(("exclude", self._pattern(problem.path), problem) for problem in excluded),
            *((*self._setting(problem), problem) for problem in unreported(others, after)),
        ]
        return [*group_hidden(settings), *group_lacking(lacking)]

    def _pattern(self, path: str) -> str:
        return next(pattern for pattern in self.builder.exclude if matches([pattern], path))

    def _setting(self, problem: Problem) -> tuple[str, str]:
        """Return the key that hides a problem in a note that is checked, and the member of it or the folder."""
        rule, path = problem.rule, problem.path
        if rule in self.builder.ignore:
            return "ignore", rule
        if rule in _DAILY_RULES and is_daily(problem, self.vault):
            return "daily-notes", ""
        if rule == "dangling-link":
            folders = self.builder.folders
            inside = (each for each in folders_above(path) if each in folders and PLANNED in folders[each].options)
            return f"rules.{PLANNED}", next(inside, "")
        options = self.builder.rule(rule)
        exempt = options.get("exempt")
        if isinstance(exempt, dict):
            return f"rules.{rule}.exempt", next((pattern for pattern in exempt if matches([pattern], path)), "")
        loose = options.get("loose-properties")
        if isinstance(loose, Setting) and problem.data.get("property") in loose.value:
            return f"rules.{rule}.loose-properties", ""
        return f"rules.{rule}.{next((option for option in _RELAXED if option in options), '')}", ""


def explain_hidden(builder: ConfigBuilder, hidden: Sequence[HiddenProblems]) -> None:
    """Add to the reason for each setting what it hides."""
    by_setting: defaultdict[tuple[str, str], list[HiddenProblems]] = defaultdict(list)
    for each in hidden:
        by_setting[each.setting, each.part].append(each)
    for (setting, part), found in by_setting.items():
        add = _reasons(builder, setting, part)
        add(describe_hidden(found))


def _reasons(builder: ConfigBuilder, key: str, part: str) -> Callable[[str], None]:
    """Return the function that adds a sentence to the reason for a setting."""
    rule, _, option = key.removeprefix("rules.").partition(".")
    if key == "daily-notes" and builder.daily_notes:
        return builder.daily_notes.add
    if key == "exclude":
        return partial(_add, builder.exclude, part)
    if key == "ignore" or rule in builder.ignore:
        return partial(_add, builder.ignore, part or rule)
    if part in builder.folders:
        return builder.folder(part).reasons.append
    setting = builder.rule(rule).get(option) or Setting(None)
    return setting.add if isinstance(setting, Setting) else partial(_add, setting, part)


def _add(reasons: dict[str, str], member: str, text: str) -> None:
    reasons[member] = f"{reasons.get(member, '')} {text}".strip()


def is_daily(problem: Problem, vault: Vault) -> bool:
    """Whether a problem is about a daily note, by the formats of a vault."""
    path = {"orphan-note": problem.path, "dangling-link": problem.data.get("target")}.get(problem.rule)
    return isinstance(path, str) and vault.is_daily_note(path)
