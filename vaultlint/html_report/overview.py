"""What the first page says about a vault: counts and lists, what matters most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from vaultlint.config.text_limits import TextLimits
from vaultlint.html_report.vault_facts import (
    BaselineFacts,
    DraftLink,
    FolderCount,
    GraphNode,
    NoteGraph,
    PathGroup,
    RuleCount,
    TopCause,
    WantedTarget,
)
from vaultlint.html_report.withheld import LINKS_TO_DRAFT
from vaultlint.lint.wanted_notes import WantedNote
from vaultlint.model import Problem, Severity
from vaultlint.output.folding import Fold, digest
from vaultlint.output.text_output import shortened
from vaultlint.rule import Rule

MOST_CAUSES = 10
MOST_HUBS = 15
MOST_SOURCES = 5
"""How many of the files that ask for a missing note are named."""

_EVERYTHING = TextLimits(10**9, 10**9)

Rules = Mapping[str, type[Rule]]


def by_rule(problems: Iterable[Problem], rules: Rules) -> tuple[RuleCount, ...]:
    """Count the problems of each rule, the most severe and most frequent first."""
    counts = Counter((problem.rule, problem.severity) for problem in problems)
    ranked = sorted(counts.items(), key=lambda each: (-each[0][1].rank, -each[1], each[0][0]))
    return tuple(RuleCount(rule, severity, count, _summary(rule, rules)) for (rule, severity), count in ranked)


def _summary(rule: str, rules: Rules) -> str:
    return rules[rule].summary() if rule in rules else ""


def by_folder(problems: Iterable[Problem], notes: Iterable[str]) -> tuple[FolderCount, ...]:
    """Count the problems and notes of each folder that has problems, those with the most first."""
    counts: dict[str, Counter[Severity]] = {}
    for problem in problems:
        counts.setdefault(_folder(problem.path), Counter())[problem.severity] += 1
    there = Counter(map(_folder, notes))
    found = [
        FolderCount(folder, each[Severity.ERROR], each[Severity.WARNING], each[Severity.INFO], there[folder])
        for folder, each in counts.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.total, each.folder)))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def top_causes(problems: Sequence[Problem], notes: int) -> tuple[tuple[TopCause, ...], dict[int, int]]:
    """Return the causes that explain most problems, and the number of the cause of each by the problem's identity."""
    folds = digest(problems, notes, _EVERYTHING, max_alike=1).shown
    ranked = sorted(folds, key=lambda fold: -fold.size)[:MOST_CAUSES]
    numbers = {id(each): number for number, fold in enumerate(ranked, 1) for each in (fold.first, *fold.rest)}
    return tuple(_cause(number, fold) for number, fold in enumerate(ranked, 1)), numbers


def _cause(number: int, fold: Fold) -> TopCause:
    files = len({each.path for each in (fold.first, *fold.rest)})
    alike = shortened(fold.first.alike) if fold.size > 1 and not fold.first.folded else ""
    return TopCause(number, fold.first.rule, fold.first.severity, shortened(fold.message), alike, fold.size, files)


def wanted_targets(wanted: Iterable[WantedNote], withheld: AbstractSet[str]) -> tuple[WantedTarget, ...]:
    """Return the notes that are wanted, most wanted first, without links in drafts and planned daily notes."""
    found: list[WantedTarget] = []
    for note in wanted:
        sources = [link.source for link in note.links if link.source not in withheld]
        if sources and note.plan != "daily-note":
            found.append(WantedTarget(note.name, len(sources), tuple(dict.fromkeys(sources))[:MOST_SOURCES]))
    return tuple(sorted(found, key=lambda each: -each.links))


def grouped_by_folder(paths: Iterable[str]) -> tuple[PathGroup, ...]:
    """Group paths by folder, the folders with the most first."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths):
        found.setdefault(_folder(path), []).append(path)
    ranked = sorted(found, key=lambda folder: (-len(found[folder]), folder))
    return tuple(PathGroup(folder, tuple(found[folder])) for folder in ranked)


def islands(graph: NoteGraph) -> tuple[PathGroup, ...]:
    """Return the groups of at least two linked notes or canvases, without the largest."""
    found: dict[int, list[str]] = {}
    for node in graph.nodes:
        if node.component > 0:
            found.setdefault(node.component, []).append(node.path)
    return tuple(PathGroup("", tuple(paths)) for _, paths in sorted(found.items()) if len(paths) > 1)


def hubs(graph: NoteGraph) -> tuple[GraphNode, ...]:
    """Return the notes and canvases that most files link to."""
    found = [node for node in graph.nodes if node.component >= 0 and node.links_in > 1]
    return tuple(sorted(found, key=lambda node: (-node.links_in, node.path))[:MOST_HUBS])


def draft_links(problems: Iterable[Problem]) -> tuple[DraftLink, ...]:
    """Return the links to drafts, those that publish their text first."""
    found = [
        DraftLink(each.path, each.span.line, shortened(each.message), bool(each.data.get("leak")))
        for each in problems
        if each.rule == LINKS_TO_DRAFT
    ]
    return tuple(sorted(found, key=lambda each: not each.is_leak))


def baseline_facts(every: Iterable[Problem], shown: Iterable[Problem], fixed: int, rules: Rules) -> BaselineFacts:
    """Return what a baseline hides, given every problem and those that are new."""
    left = Counter(map(_key, shown))
    return BaselineFacts(by_rule(_without(every, left), rules), fixed)


def _without(problems: Iterable[Problem], left: Counter[tuple[object, ...]]) -> Iterator[Problem]:
    for problem in problems:
        if left[_key(problem)]:
            left[_key(problem)] -= 1
        else:
            yield problem


def _key(problem: Problem) -> tuple[object, ...]:
    return problem.order
