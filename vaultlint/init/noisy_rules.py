"""Find rules that would report too much in a vault, and turn them off or limit them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vaultlint.files.patterns import folder_pattern
from vaultlint.init.config_builder import ConfigBuilder, Setting
from vaultlint.init.survey import Survey, folders_where
from vaultlint.model import FragmentStatus, Problem
from vaultlint.output.text_output import plural
from vaultlint.vault.vault import Vault

MIN_NOISE = 10
"""Fewer problems of one rule are never noise."""

MIN_PLANS_PER_NOTE = 0.2
MIN_PLANNED_NAMES = 100
"""Links to notes that do not exist are plans from one link in five notes on, or from this many names on."""

NEVER_NOISE = ("unreadable-file", "front-matter-syntax", "duplicate-property")
"""Files that cannot be read are always worth reporting."""

_CHECKED = (FragmentStatus.OK, FragmentStatus.MISSING_HEADING)

Problems = Sequence[Problem]


@dataclass(frozen=True)
class NoiseReduction:
    """Adds settings that leave only problems that are worth reading."""

    builder: ConfigBuilder
    vault: Vault
    survey: Survey

    def apply(self, problems: Problems) -> list[Problem]:
        """Add settings to the builder; return the problems that remain with them."""
        reducers: dict[str, Callable[[Problems], Problems]] = {
            "dangling-heading": self._headings,
            "dangling-link": self._dangling_links,
            "invalid-date": self._values,
            "invalid-draft": self._flags,
            "invalid-title": self._values,
            "missing-attachment": self._attachments,
            "orphan-note": self._orphans,
        }
        left: list[Problem] = []
        for rule in sorted({problem.rule for problem in problems}):
            found = [problem for problem in problems if problem.rule == rule]
            left += self._ignore_if_in_most_notes(reducers.get(rule, _keep)(found))
        return left

    def _ignore_if_in_most_notes(self, problems: Problems) -> Problems:
        hit, total = len(_paths(problems)), len(self.survey.vault.notes)
        if hit < MIN_NOISE or hit * 2 <= total or problems[0].rule in NEVER_NOISE:
            return problems
        self.builder.ignore[problems[0].rule] = f"Would report {hit:,} of {plural(total, 'note')}."
        return ()

    def _dangling_links(self, problems: Problems) -> Problems:
        """Treat many links to notes that do not exist as plans, but not links that miss an existing note."""
        misses = [problem for problem in problems if problem.data["same_name"] or problem.data["aliased"]]
        plans = [problem for problem in problems if not problem.data["same_name"] and not problem.data["aliased"]]
        names = {str(problem.data["target"]).lower() for problem in plans}
        are_plans = len(plans) >= MIN_PLANS_PER_NOTE * len(self.survey.vault.notes) or len(names) >= MIN_PLANNED_NAMES
        if len(plans) < MIN_NOISE or not are_plans:
            return problems
        self.builder.rule("dangling-link")["planned"] = Setting(
            ["*"],
            f"{len(plans):,} links lead to {plural(len(names), 'note')} that do not exist: these are planned, and"
            " `vaultlint wanted` lists them. Links that miss an existing note, in another folder or by an alias, are"
            " still reported.",
        )
        return misses

    def _attachments(self, problems: Problems) -> Problems:
        """Ignore attachments that are kept elsewhere: nearly all are missing, in the vault or in a folder."""
        present = sum(bool(link.resolved) and link.resolved not in self.vault.notes for link in self.vault.links)
        if len(problems) >= MIN_NOISE and len(problems) > present:
            self.builder.ignore["missing-attachment"] = (
                f"{len(problems):,} of {len(problems) + present:,} links to attachments lead to files that do not"
                f" exist{_mostly_in(problems)}: they seem to be kept elsewhere."
            )
            return ()
        folders = self._folders_with(problems)
        for folder in folders:
            count = sum(_is_inside(problem.path, [folder]) for problem in problems)
            override = self.builder.folder(folder)
            override.ignore.append("missing-attachment")
            override.reasons.append(f"{plural(count, 'link')} to attachments that do not exist.")
        return [problem for problem in problems if not _is_inside(problem.path, list(folders))]

    def _headings(self, problems: Problems) -> Problems:
        """Ignore links to headings if most do not work in Obsidian: they are written for another program."""
        fragments = [found.link.fragment for found in self.vault.links if found.fragment_status in _CHECKED]
        total = sum("#^" not in (fragment or "") for fragment in fragments)
        if len(problems) < MIN_NOISE or len(problems) * 2 <= total:
            return problems
        self.builder.ignore["dangling-heading"] = (
            f"{len(problems):,} of {total:,} links to headings do not work in Obsidian: they seem to be written for"
            " another program."
        )
        return ()

    def _values(self, problems: Problems) -> Problems:
        """Ignore a property that mostly has values of another kind: it has another meaning in this vault."""
        reason = self._reason_to_ignore(problems)
        if reason:
            self.builder.ignore[problems[0].rule] = reason
        return () if reason else problems

    def _flags(self, problems: Problems) -> Problems:
        """Do the same for boolean properties, first for those that may have other values too."""
        properties = self.builder.rule("invalid-draft").get("properties")
        names = {name.lower() for name in (properties.value if isinstance(properties, Setting) else ["draft"])}
        strict: list[Problem] = []
        loose: list[Problem] = []
        for problem in problems:
            (strict if str(problem.data["property"]).lower() in names else loose).append(problem)
        if reason := self._reason_to_ignore(loose):
            self.builder.rule("invalid-draft")["loose-properties"] = Setting([], reason)
            loose = []
        return [*self._values(strict), *loose]

    def _reason_to_ignore(self, problems: Problems) -> str:
        """Return why not to report problems of some properties; empty unless most notes with them have problems."""
        names = sorted({str(problem.data.get("property", "title")) for problem in problems})
        notes = self.survey.vault.notes
        total = sum(note.has(name) and not note.front_matter_broken for name in names for note in notes)
        is_usual = len(problems) >= MIN_NOISE and len(problems) * 2 > total
        return f"Would report {len(problems):,} of {total:,} values of {' and '.join(names)}." if is_usual else ""

    def _orphans(self, problems: Problems) -> Problems:
        """Exempt folders of notes that are rarely linked to, such as clippings."""
        if not self._ignore_if_in_most_notes(problems):
            return ()
        folders = self._folders_with(problems)
        if folders:
            self.builder.rule("orphan-note")["exempt"] = {
                "index.md": "",
                "_index.md": "",
                "README.md": "",
                **{folder_pattern(folder): f"No note links to {share}." for folder, share in folders.items()},
            }
        return [problem for problem in problems if not _is_inside(problem.path, list(folders))]

    def _folders_with(self, problems: Problems) -> dict[str, str]:
        """Find the folders in which most notes have one of the problems, with their share."""
        hit = _paths(problems)
        found = folders_where(lambda note: note.path in hit, self.survey.vault)
        return {folder.path: f"{count:,} of {plural(len(folder.notes), 'note')}" for folder, count in found}


def _keep(problems: Problems) -> Problems:
    return problems


def _paths(problems: Problems) -> set[str]:
    return {problem.path for problem in problems}


def _mostly_in(problems: Problems) -> str:
    folders = Counter(str(problem.data["target"]).rpartition("/")[0].replace("../", "") for problem in problems)
    folder, count = folders.most_common(1)[0]
    return f", most of them in {folder}" if folder and count * 2 > len(problems) else ""


def _is_inside(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
