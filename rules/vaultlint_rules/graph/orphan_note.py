from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vaultlint import TOP, Example, Problem, Rule, Vault, matches


@dataclass(frozen=True, kw_only=True)
class OrphanNote(Rule):
    """A note that no other note or canvas links to.

    It can be found only by searching. Link to it from where a reader would look for it, or exempt it.
    Links of all kinds count, including embeds and links in properties and canvases; a link from the
    note to itself does not.

    - `meaning`: with `"isolated"`, a note that links to other notes is not an orphan.
    - `exempt`: notes that are never orphans, as patterns in the syntax of .gitignore. The default
      covers the index pages of folders; other notes that are the page of a folder on your site (`site`
      in the configuration) are no orphans either.
    - `exempt-daily-notes`: whether to exempt daily notes, which are found by their date. Their names
      come from Obsidian's settings, including those of the Periodic Notes plugin, or from `daily-notes`
      in the configuration.
    """

    name = "orphan-note"
    is_graph_rule = True
    good = Example({"a.md": "See [[b]].\n", "b.md": "See [[a]].\n", "posts/_index.md": "All posts.\n"})
    bad = Example(
        {"a.md": "See [[b]] and [[a]].\n", "b.md": "Linked.\n"},
        expected=("a.md:1:1: warning: no note links to this one [orphan-note]",),
    )

    meaning: Literal["no-incoming", "isolated"] = "no-incoming"
    exempt: tuple[str, ...] = ("index.md", "_index.md", "README.md")
    exempt_daily_notes: bool = True

    def check(self, vault: Vault) -> Iterator[Problem]:
        graphs = [vault.graph.reverse(copy=False)]
        if self.meaning == "isolated":
            graphs.append(vault.graph)
        linked = {path for graph in graphs for path, others in graph.adjacency() if others}
        for path in vault.notes:
            if path not in linked and not self._is_exempt(path, vault):
                folder = path.rpartition("/")[0]
                alike = f"notes{f' in {folder}' if folder else ''} that no other note links to"
                yield self.problem(path, TOP, "no note links to this one", alike=alike)

    def _is_exempt(self, path: str, vault: Vault) -> bool:
        if matches(self.exempt, path) or vault.site.is_folder_page(path):
            return True
        return self.exempt_daily_notes and vault.is_daily_note(path)
