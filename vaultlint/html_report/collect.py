"""Collect the facts that the page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.html_report import overview
from vaultlint.html_report.note_graph import find_note_graph
from vaultlint.html_report.problem_rows import problem_rows
from vaultlint.html_report.vault_facts import BaselineFacts, NoteGraph, Overview, UnusedFile, VaultFacts
from vaultlint.html_report.withheld import find_publication, withhold
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import Verdicts
from vaultlint.lint.wanted_notes import find_wanted_notes
from vaultlint.model import Problem
from vaultlint.vault.vault import Vault

ORPHANS = "orphan-note"
UNUSED = "unused-attachment"
"""Rules whose findings are listed even where they are off or in the baseline."""


@dataclass(frozen=True)
class Checked:
    """A vault and what a check of it has found.

    `result` is without what the baseline hides; it stands on `verdicts`, if they are known. `own` is the path of the
    page itself where it is in the vault: it does not count, or the page would differ the next time.
    """

    vault: Vault
    selection: Selection
    result: Result
    is_requested: Callable[[str], bool]
    own: str | None = None
    verdicts: Verdicts | None = None

    def shows(self, path: str) -> bool:
        """Whether a file is requested and not the page itself."""
        return path != self.own and self.is_requested(path)


def collect_facts(checked: Checked, *, shows_drafts: bool = False) -> VaultFacts:
    """Collect what the page shows, without the texts of drafts unless they are to be shown."""
    vault, rules = checked.vault, checked.selection.classes
    publication = find_publication(vault)
    withheld = frozenset[str]() if shows_drafts else publication.drafts
    found = (problem for problem in checked.result.problems if problem.path != checked.own)
    problems = [withhold(problem, withheld, rules) for problem in found]
    graph = find_note_graph(vault, checked.selection, checked.shows, publication, withheld)
    causes, numbers = overview.top_causes(problems, checked.result.notes)
    rows = tuple(problem_rows(problems, vault, numbers, withheld))
    listed = _listed(checked)
    facts = Overview(
        notes=checked.result.notes,
        files=checked.result.files - (checked.own in vault.files),
        links=checked.result.links,
        suppressed=checked.result.suppressed,
        by_rule=overview.by_rule(problems, rules),
        by_folder=overview.by_folder(problems, _notes(vault, graph)),
        causes=causes,
        wanted=overview.wanted_targets(find_wanted_notes(vault, checked.selection, checked.is_requested), withheld),
        orphans=overview.grouped_by_folder(listed.orphans),
        islands=overview.islands(graph),
        hubs=overview.hubs(graph),
        unused=tuple(UnusedFile(path) for path in listed.unused if path != checked.own),
        drafts=overview.draft_links(problems),
        baseline=_baseline(checked),
        notices=checked.result.notices,
    )
    return VaultFacts(vault.root.name, facts, graph, rows, len(withheld))


def _notes(vault: Vault, graph: NoteGraph) -> Iterator[str]:
    return (node.path for node in graph.nodes if node.path in vault.notes)


class _Listed(NamedTuple):
    """The paths that rules report which are run for their lists."""

    orphans: list[str]
    unused: list[str]


def _listed(checked: Checked) -> _Listed:
    """Run the rules that make lists, with their options, whether they are on or off."""
    names = tuple(name for name in (ORPHANS, UNUSED) if name in checked.selection.classes)
    if not names:
        return _Listed([], [])
    flags = SelectionFlags(select=names, exclude=checked.selection.flags.exclude)
    problems = check(checked.vault, replace(checked.selection, flags=flags), checked.is_requested).problems
    orphans = [each.path for each in problems if each.rule == ORPHANS]
    return _Listed(orphans, [each.path for each in problems if each.rule == UNUSED])


def _baseline(checked: Checked) -> BaselineFacts | None:
    """Return what the baseline hides, found by checking without it."""
    found = checked.result.baseline
    if found is None:
        return None
    every: tuple[Problem, ...] = ()
    if found.hidden:
        every = check(checked.vault, checked.selection, checked.is_requested, verdicts=checked.verdicts).problems
    rules = checked.selection.classes
    return overview.baseline_facts(every, checked.result.problems, sum(found.fixed.values()), rules)
