"""Which notes are linked to but not written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.model import ResolvedLink
from vaultlint.obsidian.names import fold
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.vault import Plan, Vault

RULE = "dangling-link"
"""The rule whose options say which notes are planned."""


class WantedNote(NamedTuple):
    """A note that does not exist, with the links to it in the order of paths and positions.

    `path` is its path from the root, folded and without `.md`, `name` the most common spelling of
    that. `plan` says why the note is planned, as far as that holds for every link.
    """

    name: str
    path: str
    plan: Plan | None
    links: tuple[ResolvedLink, ...]


def find_wanted_notes(
    vault: Vault, selection: Selection, is_requested: Callable[[str], bool] = lambda _: True
) -> tuple[WantedNote, ...]:
    """The notes that are linked to but not written, by the number of links, then by name.

    Links count where `is_requested` holds for their file and the configuration does not exclude it. A link
    whose note is there, in another folder or as an alias, is a mistake and no wish.
    """
    links: dict[str, list[ResolvedLink]] = {}
    for dangling in vault.dangling:
        is_checked = is_requested(dangling.source) and not selection.excludes(dangling.source, vault.settings)
        if is_checked and not vault.called(dangling.link.target) and not vault.named(dangling.link.target):
            links.setdefault(fold(_path(dangling)), []).append(dangling)
    found = [
        WantedNote(_most_common(map(_path, to_it)), path, _plan(vault, selection, to_it), tuple(to_it))
        for path, to_it in links.items()
    ]
    return tuple(sorted(found, key=lambda wanted: (-len(wanted.links), fold(wanted.name), wanted.path)))


def _path(dangling: ResolvedLink) -> str:
    """The path that the link asks for; its target where that is no path, as in `[[/]]`."""
    return wanted_path(dangling.link.target, dangling.source) or dangling.link.target


def _most_common(spellings: Iterable[str]) -> str:
    """The spelling that is used most; of several the first."""
    return Counter(spellings).most_common(1)[0][0]


def _plan(vault: Vault, selection: Selection, links: list[ResolvedLink]) -> Plan | None:
    plans: set[Plan | None] = set()
    for dangling in links:
        options: Any = selection.configured(RULE, dangling.source)
        plans.add(vault.plan(dangling, options.planned, daily_notes=options.planned_daily_notes))
    return plans.pop() if len(plans) == 1 else None
