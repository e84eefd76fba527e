from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Vault, matches
from vaultlint_rules.graph import check_patterns
from vaultlint_rules.links import LISTED, listed


@dataclass(frozen=True, kw_only=True)
class Island(Rule):
    """A small group of notes that are linked only among themselves.

    No link leads from it to the rest of the vault or back, so a reader finds it only by searching. Link
    to one of its notes from elsewhere. The problem stands in the first note of the group. A single note
    is no island: `orphan-note` reports it. The largest group of a vault is none either. Links of all kinds
    between notes and canvases count; two notes with the same picture are not linked by it.

    Off by default: many vaults are collections of such groups.

    - `largest`: how many notes and canvases an island has at most.
    - `exempt`: notes that may be part of an island, as patterns in the syntax of .gitignore.
    """

    name = "island"
    is_default = False
    is_graph_rule = True
    good = Example({"a.md": "[[b]] [[c]]\n", "b.md": "x\n", "c.md": "[[d]]\n", "d.md": "x\n"})
    bad = Example(
        {"a.md": "[[b]] [[c]]\n", "b.md": "x\n", "c.md": "x\n", "d.md": "[[e]]\n", "e.md": "x\n"},
        expected=("d.md:1:1: info: linked only with e.md [island]",),
    )

    severity: Severity = Severity.INFO
    largest: int = 5
    exempt: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.largest < 2:
            raise ValueError("largest: an island has at least 2 notes")
        check_patterns(exempt=self.exempt)

    def check(self, vault: Vault) -> Iterator[Problem]:
        for island in vault.linked_groups()[1:]:
            notes = [path for path in island if path in vault.notes]
            if 1 < len(island) <= self.largest and notes and not any(matches(self.exempt, path) for path in island):
                others = [path for path in island if path != notes[0]]
                yield self.problem(
                    notes[0],
                    TOP,
                    f"linked only with {listed(others)}",
                    data={"notes": list(island[:LISTED])},
                    alike="groups of notes that are linked only among themselves",
                )
