from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Vault, matches, note_name
from vaultlint_rules.graph import check_patterns
from vaultlint_rules.links import LISTED, listed


@dataclass(frozen=True, kw_only=True)
class DuplicateName(Rule):
    """Two notes in different folders have the same name.

    A link by that name alone leads to only one of them, and to which one depends on the folder that it
    stands in. Names are the same in any case. The problem stands in each of the notes but the one with the
    shortest path, to which Obsidian prefers to link. Rename the note, or link to it by its path;
    `ambiguous-link` reports the links that fit several notes equally well.

    Off by default: in many vaults, names repeat on purpose.

    - `exempt`: notes whose name may repeat, as patterns in the syntax of .gitignore. The default covers the
      index pages of folders.
    """

    name = "duplicate-name"
    is_default = False
    is_graph_rule = True
    good = Example({"hot/Green tea.md": "", "ice/Iced tea.md": "", "hot/index.md": "", "ice/index.md": ""})
    bad = Example(
        {"hot/Tea.md": "", "drinks/ice/tea.md": ""},
        expected=("drinks/ice/tea.md:1:1: info: has the same name as hot/Tea.md [duplicate-name]",),
    )

    severity: Severity = Severity.INFO
    exempt: tuple[str, ...] = ("index.md", "_index.md", "README.md")

    def __post_init__(self) -> None:
        check_patterns(exempt=self.exempt)

    def check(self, vault: Vault) -> Iterator[Problem]:
        by_name: dict[str, list[str]] = {}
        for path in vault.notes:
            by_name.setdefault(note_name(path), []).append(path)
        for name, paths in by_name.items():
            paths.sort(key=lambda path: (len(path), path))
            for path in paths[1:]:
                others = [other for other in paths if other != path]
                if not matches(self.exempt, path):
                    yield self.problem(
                        path,
                        TOP,
                        f"has the same name as {listed(others)}",
                        data={"others": list(others[:LISTED])},
                        causes=(name,),
                        alike=f'notes called "{name}"',
                        folded="{count} notes have the same name as another",
                    )
