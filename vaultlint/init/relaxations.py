"""Relax the rules that would report what is usual in a vault, no further than that takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import commonpath
from typing import Any

from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.files.patterns import folder_pattern
from vaultlint.init.config_builder import ConfigBuilder, Setting
from vaultlint.init.hidden import unreported
from vaultlint.init.planned_notes import find_plans
from vaultlint.init.survey import Survey, folders_where
from vaultlint.lint import engine
from vaultlint.lint.registry import RuleClass
from vaultlint.model import FragmentStatus, Problem, Severity
from vaultlint.output.text_output import plural
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.vault import Vault

MIN_NOISE = 10
"""Fewer problems of one rule are never noise."""

_LINKS = "links"
"""The group of rules of which none is turned off: the next broken link is worth reporting wherever there are many."""

Problems = Sequence[Problem]


@dataclass(frozen=True)
class Relaxations:
    """Adds settings to a configuration; `classes` are the rules."""

    builder: ConfigBuilder
    vault: Vault
    survey: Survey
    classes: Mapping[str, RuleClass]

    def add(self, problems: Problems) -> None:
        """Add settings for the problems that the surveyed notes have with the default configuration."""
        relax: dict[str, Callable[[Problems], None]] = {
            "dangling-block": self._blocks,
            "dangling-heading": self._headings,
            "dangling-link": self._links,
            "missing-attachment": self._attachments,
            "missing-property": lambda _: None,  # the survey has found which properties to require
            "orphan-note": self._orphans,
        }
        by_rule: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_rule[problem.rule].append(problem)
        for rule, found in sorted(by_rule.items()):
            if len(found) >= MIN_NOISE:
                relax.get(rule, self._ignore_if_in_most_notes)(found)

    def _ignore_if_in_most_notes(self, problems: Problems) -> bool:
        """Turn off a rule whose problems are no errors and in most notes; a broken value is an error however common."""
        rule, hit, total = problems[0].rule, len(_paths(problems)), len(self.survey.vault.notes)
        is_usual = hit >= MIN_NOISE and hit * 2 > total
        is_minor = all(problem.severity is not Severity.ERROR for problem in problems)
        if not is_usual or not is_minor or self.classes[rule].group() == _LINKS:
            return False
        self.builder.ignore[rule] = f"{hit:,} of {plural(total, 'note')} have this problem."
        return True

    def _links(self, problems: Problems) -> None:
        """Plan notes that are linked to before they are written; a link that misses an existing note is no plan."""
        plans = find_plans(
            [each for each in problems if not each.data["same_name"] and not each.data["aliased"]], self.survey.vault
        )
        if plans is None:
            return
        for folder in filter(None, plans.folders):
            self.builder.folder(folder).options["dangling-link.planned"] = list(plans.patterns)
        if "" in plans.folders:
            self.builder.rule("dangling-link")["planned"] = Setting(list(plans.patterns))

    def _attachments(self, problems: Problems) -> None:
        """Name the folders outside the vault, or in a site's root, to which many links lead.

        The vault has no file in them. Links to a folder that would be in the vault lead to files that are gone.
        """
        present = {folder for path in (*self.vault.notes, *self.vault.files) for folder in _folders_of(path)}
        absent: defaultdict[str, list[str]] = defaultdict(list)
        for problem in problems:
            target = str(problem.data["target"])
            path = wanted_path(target, problem.path)
            outermost = next((folder for folder in _folders_of(path) if folder not in present), None)
            is_lost = problem.data["same_name"] or self.vault.hides(target) or not _leads_out(target, problem.path)
            if outermost and not is_lost:
                absent[outermost].append(path.rpartition("/")[0])
        if common := [commonpath(paths) for paths in absent.values() if len(paths) >= MIN_NOISE]:
            self.builder.rule("missing-attachment")["elsewhere"] = Setting(
                [folder_pattern(folder) for folder in sorted(common)],
                f"The links lead out of the vault, which has no file in {' or '.join(sorted(common))}.",
            )

    def _headings(self, problems: Problems) -> None:
        """Accept slugs if more links give the slug of a heading than its words."""
        slugs = self._hidden_by(problems, {"slugs": True})
        if len(slugs) < MIN_NOISE:
            return
        right = (found.link.fragment or "" for found in self.vault.links if found.fragment_status is FragmentStatus.OK)
        words = sum("^" not in fragment and re.search(r"\w\s+\w", fragment) is not None for fragment in right)
        if len(slugs) > words:
            self.builder.rule("dangling-heading")["slugs"] = Setting(
                True,
                f"{plural(len(slugs), 'link')} {'gives' if len(slugs) == 1 else 'give'} the slug of a heading, as on a"
                f" site; {words:,} {'gives' if words == 1 else 'give'} its words.",
            )

    def _blocks(self, problems: Problems) -> None:
        """Accept attributes as block ids if a publisher's plugin has written them into the notes."""
        attributes = self._hidden_by(problems, {"attributes": True})
        if len(attributes) >= MIN_NOISE:
            self.builder.rule("dangling-block")["attributes"] = Setting(
                True,
                "The blocks are there, with attributes such as { #id } in place of ^id.",
            )

    def _hidden_by(self, problems: Problems, options: dict[str, Any]) -> Problems:
        """Return the problems of one rule that options of it hide, by running it."""
        rule = problems[0].rule
        config = Config(Options(select=(rule,), rules={rule: options}))
        return unreported(problems, engine.check(self.vault, Selection(self.classes, config)).problems)

    def _orphans(self, problems: Problems) -> None:
        """Exempt folders of notes that are rarely linked to, such as clippings."""
        if self._ignore_if_in_most_notes(problems):
            return
        hit = _paths(problems)
        found = list(folders_where(lambda note: note.path in hit, self.survey.vault))
        if found:
            self.builder.rule("orphan-note")["exempt"] = {
                "index.md": "",
                "_index.md": "",
                "README.md": "",
                **{
                    folder_pattern(folder.path): f"No note links to {count:,} of {plural(len(folder.notes), 'note')}."
                    for folder, count in found
                },
            }


def _paths(problems: Problems) -> set[str]:
    return {problem.path for problem in problems}


def _leads_out(target: str, source: str) -> bool:
    """Whether a path leads above the vault's root, or begins at a root, which is a site's for most tools."""
    names = [name for name in target.split("/") if name != "."]
    ups = next((number for number, name in enumerate(names) if name != ".."), 0)
    return target.startswith("/") or ups > source.count("/")


def _folders_of(path: str) -> list[str]:
    """Return the folders around a path, the outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]
