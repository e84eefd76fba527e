"""Narrow problems to those that a change is about: in what changed, and at links elsewhere that it broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vaultlint.git.changes_since import ChangesSince
from vaultlint.git.renames import Rename
from vaultlint.model import Contents, Note, Problem, ResolvedLink, Span
from vaultlint.vault.past_vault import PastVault
from vaultlint.vault.vault import Vault


class LinkChange(NamedTuple):
    """A link now and `then`, as it would have led in the past; `renames` are those since, by old path."""

    now: ResolvedLink
    then: ResolvedLink
    renames: Mapping[str, Rename]

    @property
    def leads_elsewhere(self) -> bool:
        """Whether the link leads to another file than then, or no longer to what its fragment names."""
        now, then = self.now, self.then
        return (now.status, now.resolved, sorted(now.candidates), now.fragment_status) != (
            then.status,
            then.resolved and self.path_now(then.resolved),
            sorted(map(self.path_now, then.candidates)),
            then.fragment_status,
        )

    def path_now(self, path: str) -> str:
        """Return the path that a file has now; the same where it was deleted."""
        return self.renames[path].new if path in self.renames else path


def narrow(
    problems: Sequence[Problem], vault: Vault, past: PastVault, changes: ChangesSince
) -> list[tuple[Problem, LinkChange | None]]:
    """Keep the problems in files that changed, and those at links elsewhere that led elsewhere before.

    With each is the link that it is about, if it is about one.
    """
    links = links_with(problems, vault)
    then = dict(zip(links, past.resolved([*links.values()]), strict=True))
    found = [(problem, (problem.path, problem.span)) for problem in problems]
    with_links = [
        (problem, LinkChange(links[place], then[place], changes.renames) if place in links else None)
        for problem, place in found
    ]
    return [
        (problem, change)
        for problem, change in with_links
        if changes.is_changed(problem.path) or (change and change.leads_elsewhere)
    ]


_Place = tuple[str, Span]


def links_with(problems: Sequence[Problem], vault: Vault) -> dict[_Place, ResolvedLink]:
    """Return the links at which there are problems, by path and span."""
    spans: dict[str, set[Span]] = {}
    for problem in problems:
        spans.setdefault(problem.path, set()).add(problem.span)
    found: dict[_Place, ResolvedLink] = {}
    for path, wanted in spans.items():
        document = vault.notes.get(path) or vault.canvases.get(path)
        links = tuple(link for link in document.links if link.span in wanted) if document else ()
        if links:  # these alone, as resolving takes time
            found |= {(path, each.link.span): each for each in vault.links_of(Note(path, Contents(links=links)))}
    return found
