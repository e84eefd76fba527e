"""Rules that would say too much about a vault: found by running them, and held back where they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vaultlint.files.patterns import folder_pattern
from vaultlint.init.config_text import Draft, Setting
from vaultlint.init.survey import Survey, folders_where
from vaultlint.model import FragmentStatus, Problem
from vaultlint.output.text_output import plural
from vaultlint.vault.vault import Vault

MANY = 10
"""Fewer problems of one rule are read, whatever the vault."""

PLANNING = 0.2
MANY_PLANS = 100
"""Linking to unwritten notes is a habit from one link in five notes on, or from so many names on."""

NEVER_HABITS = ("unreadable-file", "front-matter-syntax", "duplicate-property")
"""What cannot be read is a mistake however often it is made."""

_CHECKED = (FragmentStatus.OK, FragmentStatus.MISSING_HEADING)

Problems = Sequence[Problem]


@dataclass(frozen=True)
class Taming:
    """Adds to a draft what makes the problems in a vault worth reading."""

    draft: Draft
    vault: Vault
    survey: Survey

    def tame(self, problems: Problems) -> list[Problem]:
        """Change the draft; returns the problems that are left under it."""
        tamers: dict[str, Callable[[Problems], Problems]] = {
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
            left += self._leave_off_if_most(tamers.get(rule, _keep)(found))
        return left

    def _leave_off_if_most(self, problems: Problems) -> Problems:
        hit, total = len(_paths(problems)), len(self.survey.vault.notes)
        if hit < MANY or hit * 2 <= total or problems[0].rule in NEVER_HABITS:
            return problems
        self.draft.ignore[problems[0].rule] = f"It would report {hit:,} of {plural(total, 'note')}."
        return ()

    def _dangling_links(self, problems: Problems) -> Problems:
        """Links to notes that nobody has written are plans where there are many; one that misses a note is not."""
        astray = [problem for problem in problems if problem.data["same_name"] or problem.data["aliased"]]
        plans = [problem for problem in problems if not problem.data["same_name"] and not problem.data["aliased"]]
        names = {str(problem.data["target"]).lower() for problem in plans}
        is_habit = len(plans) >= PLANNING * len(self.survey.vault.notes) or len(names) >= MANY_PLANS
        if len(plans) < MANY or not is_habit:
            return problems
        self.draft.rule("dangling-link")["planned"] = Setting(
            ["*"],
            f"{len(plans):,} links lead to {plural(len(names), 'note')} that nobody has written, so here a link is a"
            " plan: `vaultlint wanted` lists them. Links that miss a note which is there, under another path or as an"
            " alias, are still reported.",
        )
        return astray

    def _attachments(self, problems: Problems) -> Problems:
        """Attachments that are kept somewhere else are missing all at once, in the vault or in a folder."""
        there = sum(bool(link.resolved) and link.resolved not in self.vault.notes for link in self.vault.links)
        if len(problems) >= MANY and len(problems) > there:
            self.draft.ignore["missing-attachment"] = (
                f"{len(problems):,} of {len(problems) + there:,} links to attachments lead to files that are not"
                f" here{_mostly_in(problems)}: they seem to be kept elsewhere."
            )
            return ()
        folders = self._folders_with(problems)
        for folder in folders:
            count = sum(_is_inside(problem.path, [folder]) for problem in problems)
            override = self.draft.folder(folder)
            override.ignore.append("missing-attachment")
            override.reasons.append(f"{plural(count, 'link')} to attachments that are not here.")
        return [problem for problem in problems if not _is_inside(problem.path, list(folders))]

    def _headings(self, problems: Problems) -> Problems:
        """Where most links to headings do not work in Obsidian, they are written for another program."""
        fragments = [found.link.fragment for found in self.vault.links if found.fragment_status in _CHECKED]
        total = sum("#^" not in (fragment or "") for fragment in fragments)
        if len(problems) < MANY or len(problems) * 2 <= total:
            return problems
        self.draft.ignore["dangling-heading"] = (
            f"{len(problems):,} of {total:,} links to headings do not work in Obsidian: they seem to be written for"
            " another program."
        )
        return ()

    def _values(self, problems: Problems) -> Problems:
        """A property that mostly holds something else than a rule expects is used for something else here."""
        reason = self._habit(problems)
        if reason:
            self.draft.ignore[problems[0].rule] = reason
        return () if reason else problems

    def _flags(self, problems: Problems) -> Problems:
        """The same of properties that say true or false; those that may hold something else too are let go first."""
        properties = self.draft.rule("invalid-draft").get("properties")
        names = {name.lower() for name in (properties.value if isinstance(properties, Setting) else ["draft"])}
        strict: list[Problem] = []
        loose: list[Problem] = []
        for problem in problems:
            (strict if str(problem.data["property"]).lower() in names else loose).append(problem)
        if reason := self._habit(loose):
            self.draft.rule("invalid-draft")["loose-properties"] = Setting([], reason)
            loose = []
        return [*self._values(strict), *loose]

    def _habit(self, problems: Problems) -> str:
        """Why not to report what is wrong with some properties; empty where it is not in most of the notes."""
        names = sorted({str(problem.data.get("property", "title")) for problem in problems})
        notes = self.survey.vault.notes
        total = sum(note.has(name) and not note.front_matter_broken for name in names for note in notes)
        is_habit = len(problems) >= MANY and len(problems) * 2 > total
        return f"It would report {len(problems):,} of {total:,} {' and '.join(names)}." if is_habit else ""

    def _orphans(self, problems: Problems) -> Problems:
        """Folders of notes to which nobody ever links, such as clippings, are no news."""
        if not self._leave_off_if_most(problems):
            return ()
        folders = self._folders_with(problems)
        if folders:
            self.draft.rule("orphan-note")["exempt"] = {
                "index.md": "",
                "_index.md": "",
                "README.md": "",
                **{folder_pattern(folder): f"No other note links to {share}." for folder, share in folders.items()},
            }
        return [problem for problem in problems if not _is_inside(problem.path, list(folders))]

    def _folders_with(self, problems: Problems) -> dict[str, str]:
        """The folders of which most notes have one of the problems, with how many do."""
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
