from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Vault
from vaultlint_rules.graph import check_patterns, in_folder, is_exempt


@dataclass(frozen=True, kw_only=True)
class DeadEnd(Rule):
    """A note with no link to another note.

    A reader who gets there can only go back. Links of all kinds to existing notes and canvases count,
    including embeds and links in properties; links to itself, to attachments and out of the vault do not,
    nor do those to notes that do not exist, which `dangling-link` reports. Lists that Bases or Dataview
    make are not known to vaultlint.

    Off by default: in many vaults, most notes only collect what others link to.

    - `exempt`: notes that may be dead ends, as patterns in the syntax of .gitignore.
    - `exempt-daily-notes`: whether daily notes may. Their names come from Obsidian's settings, including
      those of the Periodic Notes plugin, or from `daily-notes` in the configuration.
    """

    name = "dead-end"
    is_default = False
    is_graph_rule = True
    good = Example({"a.md": "See [[b]].\n", "b.md": "See [[a]].\n"})
    bad = Example(
        {"a.md": "See [[b]].\n", "b.md": "See [[b]] and ![[cup.png]].\n", "cup.png": ""},
        expected=("b.md:1:1: info: no link leads from here to another note [dead-end]",),
    )

    severity: Severity = Severity.INFO
    exempt: tuple[str, ...] = ()
    exempt_daily_notes: bool = True

    def __post_init__(self) -> None:
        check_patterns(exempt=self.exempt)

    def check(self, vault: Vault) -> Iterator[Problem]:
        for path in vault.notes:
            leads_on = any(end in vault.documents for end in vault.graph[path])
            if not leads_on and not is_exempt(path, self.exempt, vault, daily_notes=self.exempt_daily_notes):
                yield self.problem(
                    path,
                    TOP,
                    "no link leads from here to another note",
                    alike=f"notes{in_folder(path)} with no link to another note",
                )
