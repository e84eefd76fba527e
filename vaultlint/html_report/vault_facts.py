"""What the page shows of a vault, as plain data. Paths are relative to the vault's root, with `/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from vaultlint.model import Severity, Span

NodeKind = Literal["note", "canvas", "attachment", "dangling"]

PublishState = Literal["published", "unpublished", "unknown"]


class GraphNode(NamedTuple):
    """A file, or one that does not exist and links ask for.

    `component` numbers the groups of linked notes and canvases from 0, the largest first; it is -1 for other files.
    `links_in` and `links_out` count the files that link here, and those that this one links to.
    """

    path: str
    kind: NodeKind
    state: PublishState = "unknown"
    component: int = -1
    tags: tuple[str, ...] = ()
    links_in: int = 0
    links_out: int = 0


class NoteGraph(NamedTuple):
    """The graph of the links: nodes sorted by path, and for each the sorted numbers of those that it links to."""

    nodes: tuple[GraphNode, ...] = ()
    targets: tuple[tuple[int, ...], ...] = ()


class ShownLine(NamedTuple):
    """The part of a line around a problem: what stands before it, what it is about, and what stands after."""

    before: str
    marked: str
    after: str


class ShownEdit(NamedTuple):
    """One replacement of a fix, with some of the text around it."""

    path: str
    line: int
    before: str
    removed: str
    added: str
    after: str


class ShownFix(NamedTuple):
    """What a fix does: its message, whether it is safe, its first edits, and how many more it has."""

    message: str
    is_safe: bool
    edits: tuple[ShownEdit, ...]
    more: int = 0


class ProblemRow(NamedTuple):
    """A problem as the page shows it; `cause` is the number of one of the top causes from 1, 0 for none."""

    rule: str
    severity: Severity
    message: str
    path: str
    span: Span
    cause: int = 0
    line: ShownLine | None = None
    fix: ShownFix | None = None
    suggestions: tuple[str, ...] = ()


class RuleCount(NamedTuple):
    """How many problems a rule has, and its one-line summary."""

    rule: str
    severity: Severity
    problems: int
    summary: str


class FolderCount(NamedTuple):
    """How many problems there are in a folder (empty: the root), by severity, and how many notes it has."""

    folder: str
    errors: int
    warnings: int
    infos: int
    notes: int

    @property
    def total(self) -> int:
        """The number of problems of all severities."""
        return self.errors + self.warnings + self.infos


class TopCause(NamedTuple):
    """Problems with one cause: their number, and that of the files they are in.

    `alike` describes them, as in `links to "Tea"`; empty where the message does.
    """

    number: int
    rule: str
    severity: Severity
    message: str
    alike: str
    problems: int
    files: int


class WantedTarget(NamedTuple):
    """A note that does not exist, with how many links ask for it, and the files that they are in."""

    name: str
    links: int
    sources: tuple[str, ...]


class PathGroup(NamedTuple):
    """Some paths, and the folder or other thing that they have in common."""

    name: str
    paths: tuple[str, ...]


class UnusedFile(NamedTuple):
    """An attachment that nothing links to, and its size in bytes; None where that is not known."""

    path: str
    size: int | None = None


class DraftLink(NamedTuple):
    """A place where a published note links to or embeds one that is not published."""

    path: str
    line: int
    message: str
    is_leak: bool


class BaselineFacts(NamedTuple):
    """What the baseline hides, by rule, and how many of its entries are fixed."""

    hidden: tuple[RuleCount, ...]
    fixed: int

    @property
    def total(self) -> int:
        """How many problems it hides."""
        return sum(each.problems for each in self.hidden)


class Overview(NamedTuple):
    """What the first page says: counts and lists, what matters most first."""

    notes: int
    files: int
    links: int
    suppressed: int
    by_rule: tuple[RuleCount, ...]
    by_folder: tuple[FolderCount, ...]
    causes: tuple[TopCause, ...]
    wanted: tuple[WantedTarget, ...]
    orphans: tuple[PathGroup, ...]
    islands: tuple[PathGroup, ...]
    hubs: tuple[GraphNode, ...]
    unused: tuple[UnusedFile, ...]
    drafts: tuple[DraftLink, ...]
    baseline: BaselineFacts | None
    notices: tuple[str, ...]


class VaultFacts(NamedTuple):
    """All that the page shows; `withheld` is the number of notes whose texts are left out, being drafts."""

    name: str
    overview: Overview
    graph: NoteGraph
    problems: tuple[ProblemRow, ...]
    withheld: int = 0


def with_sizes(facts: VaultFacts, size: Callable[[str], int | None]) -> VaultFacts:
    """Return the facts with the sizes of unused attachments, the largest first."""
    unused = [each._replace(size=size(each.path)) for each in facts.overview.unused]
    ranked = sorted(unused, key=lambda each: (-(each.size or 0), each.path))
    return facts._replace(overview=facts.overview._replace(unused=tuple(ranked)))
