"""Find notes that are linked to but do not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.model import ResolvedLink
from vaultlint.obsidian.names import fold
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.vault import Planned, Vault

RULE = "dangling-link"
"""The rule whose options define which notes are planned."""


class WantedNote(NamedTuple):
    """A note that does not exist, with the links to it, sorted by path and position.

    `path` is its path from the root, case-folded and without `.md`; `name` is the most common spelling of that. `plan`
    says why the note is planned, if that is the same for every link.
    """

    name: str
    path: str
    plan: Planned | None
    links: tuple[ResolvedLink, ...]


def find_wanted_notes(
    vault: Vault, selection: Selection, is_requested: Callable[[str], bool] = lambda _: True
) -> tuple[WantedNote, ...]:
    """Find notes that are linked to but do not exist, sorted by number of links (highest first), then by name.

    Only links in requested files that are not excluded count. A link whose note exists, in another folder, as an alias
    or under a name that is nearly the same, is a mistake and asks for no note, as is a canvas card that lost its file.
    """
    links: dict[str, list[ResolvedLink]] = {}
    for dangling in vault.dangling:
        is_checked = is_requested(dangling.source) and not selection.excludes(dangling.source, vault.settings)
        if is_checked and not _is_mistake(dangling, vault):
            links.setdefault(fold(_path(dangling)), []).append(dangling)
    found = [
        WantedNote(_most_common(map(_path, to_it)), path, _plan(vault, selection, to_it), tuple(to_it))
        for path, to_it in links.items()
    ]
    return tuple(sorted(found, key=lambda note: (-len(note.links), fold(note.name), note.path)))


def _is_mistake(dangling: ResolvedLink, vault: Vault) -> bool:
    """Whether a link asks for no new note, as `Vault.plan` defines it: its note exists after all, or once did."""
    target = dangling.link.target
    if dangling.link.exact or vault.called(target) or vault.named(target):
        return True
    return not vault.is_daily_note(target) and bool(vault.near(dangling))


def _path(dangling: ResolvedLink) -> str:
    """Return the path that a link asks for, or its target if that is not a path, as in `[[/]]`."""
    return wanted_path(dangling.link.target, dangling.source) or dangling.link.target


def _most_common(spellings: Iterable[str]) -> str:
    """Return the most common spelling, the first of several."""
    return Counter(spellings).most_common(1)[0][0]


def _plan(vault: Vault, selection: Selection, links: list[ResolvedLink]) -> Planned | None:
    plans: set[Planned | None] = set()
    for dangling in links:
        options: Any = selection.configured(RULE, dangling.source)
        plans.add(vault.plan(dangling, options.planned, daily_notes=options.planned_daily_notes))
    return plans.pop() if len(plans) == 1 else None
