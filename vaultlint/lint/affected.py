"""Narrow problems to those of some files and of the links elsewhere that lead into them, or would."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from vaultlint.lint.result import Result
from vaultlint.lint.since import links_with
from vaultlint.model import ResolvedLink
from vaultlint.obsidian.names import fold
from vaultlint.vault.index import Index
from vaultlint.vault.resolver import Resolver, wanted_path
from vaultlint.vault.vault import Vault


def reported_affected(
    result: Result, index: Index, is_requested: Callable[[str], bool], missing: Collection[str]
) -> Result:
    """Keep the problems of requested files, and those at links that lead into one, or would into a missing one.

    `missing` are the requested paths that are not in the vault, such as those of deleted notes and folders.
    """
    vault = Vault(index)
    links = links_with(result.problems, vault)
    leads = _Leads(vault, index.source.unread, is_requested, missing)
    problems = [
        problem
        for problem in result.problems
        if is_requested(problem.path)
        or ((found := links.get((problem.path, problem.span))) is not None and leads.into_requested(found))
    ]
    return replace(result, problems=tuple(problems))


class _Leads:
    """Tells which links lead into requested files, or would if the missing ones were there."""

    def __init__(
        self, vault: Vault, unread: Collection[str], is_requested: Callable[[str], bool], missing: Collection[str]
    ) -> None:
        self._is_requested = is_requested
        self._missing = frozenset(missing)
        self._folders = tuple(f"{fold(path)}/" for path in sorted(missing))
        with_missing = dict.fromkeys((*vault.notes, *vault.files, *sorted(missing)))
        self._resolver = Resolver(with_missing, unread) if missing else None

    def into_requested(self, found: ResolvedLink) -> bool:
        """Whether a link leads to a requested file, may do so, or would lead to a missing one."""
        if any(map(self._is_requested, (found.resolved, *found.candidates) if found.resolved else found.candidates)):
            return True
        if self._resolver is None:
            return False
        then = self._resolver.resolve(found.link, found.source)
        if not self._missing.isdisjoint((then.resolved, *then.candidates)):
            return True
        return fold(wanted_path(found.link.target, found.source)).startswith(self._folders)
