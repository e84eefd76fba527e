from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vaultlint import TOP, Example, Problem, Rule, Vault, matches


@dataclass(frozen=True, kw_only=True)
class OrphanNote(Rule):
    """No other note links to this note.

    Only search will ever find it. Link it from where a reader would look for it, or list it under
    `exempt` (patterns as in .gitignore), where the pages of folders are to begin with. Links of all
    kinds count, also from properties, embeds and canvases; a link to itself does not. With
    `meaning = "isolated"` a note that links to others is no orphan.

    Daily notes are found by their date, so they are no orphans (`exempt-daily-notes`). Their names
    are those that Obsidian's settings, also those of the plugin Periodic Notes, or the key
    `daily-notes` of the configuration say.
    """

    name = "orphan-note"
    good = Example({"a.md": "See [[b]].\n", "b.md": "See [[a]].\n", "posts/_index.md": "All posts.\n"})
    bad = Example(
        {"a.md": "See [[b]] and [[a]].\n", "b.md": "Linked.\n"},
        expected=("a.md:1:1: warning: no other note links here [orphan-note]",),
    )

    meaning: Literal["no-incoming", "isolated"] = "no-incoming"
    exempt: tuple[str, ...] = ("index.md", "_index.md", "README.md")
    exempt_daily_notes: bool = True

    def check(self, vault: Vault) -> Iterator[Problem]:
        for path in vault.notes:
            if self._is_orphan(path, vault) and not self._is_exempt(path, vault):
                folder = path.rpartition("/")[0]
                alike = f"notes{f' in {folder}' if folder else ''} that no other note links to"
                yield self.problem(path, TOP, "no other note links here", alike=alike)

    def _is_orphan(self, path: str, vault: Vault) -> bool:
        return not vault.has_incoming(path) and (self.meaning == "no-incoming" or not vault.has_outgoing(path))

    def _is_exempt(self, path: str, vault: Vault) -> bool:
        return matches(self.exempt, path) or (self.exempt_daily_notes and vault.is_daily_note(path))
