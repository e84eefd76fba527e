"""Narrow a result to what a change is about: the problems of what changed, and of links elsewhere that it broke."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from vaultlint.git.changes_since import ChangesSince
from vaultlint.lint.causes import LinkChange, with_cause
from vaultlint.lint.result import Result
from vaultlint.model import Problem, ResolvedLink, Span
from vaultlint.vault.index import Index
from vaultlint.vault.past_vault import PastVault
from vaultlint.vault.vault import Vault


class _Place(NamedTuple):
    path: str
    span: Span


def narrow(result: Result, index: Index, changes: ChangesSince, revision: str) -> Result:
    """Keep the problems in files that changed, and those at links elsewhere that led elsewhere before.

    A link that broke since says why, and gets a fix where its file was renamed. `revision` is what messages call the
    commit that `changes` start from. The result itself stays as it is, so that it can be cached.
    """
    vault = Vault(index)
    links = _links_with(result.problems, vault)
    past = PastVault(index, changes)
    then = dict(zip(links, past.resolved([*links.values()]), strict=True))
    problems: list[Problem] = []
    for problem in result.problems:
        place = _Place(problem.path, problem.span)
        change = LinkChange(links[place], then[place], changes, revision) if place in links else None
        if changes.is_changed(problem.path) or (change and change.leads_elsewhere):
            problems.append(with_cause(problem, change, vault, past) if change else problem)
    return replace(result, problems=tuple(problems))


def _links_with(problems: tuple[Problem, ...], vault: Vault) -> dict[_Place, ResolvedLink]:
    """The links at which there are problems."""
    places = {_Place(problem.path, problem.span) for problem in problems}
    documents = (vault.notes.get(path) or vault.canvases.get(path) for path in {place.path for place in places})
    links = (link for document in documents if document for link in vault.links_of(document))
    return {place: link for link in links if (place := _Place(link.source, link.link.span)) in places}
