from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vaultlint import Example, Flaw, Problem, Rule


@dataclass(frozen=True, kw_only=True)
class UnusedSuppression(Rule):
    """A comment or property that disables a rule but hides nothing.

    The problem was fixed, or the rule's name is misspelled. The comment would hide the next problem in
    its place: remove it, or write the name as listed by `vaultlint rules`. Only rules that are on are
    considered; comments that name no rule are not reported when rules are left out on the command
    line.
    """

    name = "unused-suppression"
    good = Example({"a.md": "[[b]] %% vaultlint-disable-line unused-suppression: for the next term %%\n"})
    bad = Example(
        {"a.md": "[[b]] <!-- vaultlint-disable-line: planned -->\n", "b.md": "[[a]] %% vaultlint-disable-lines %%\n"},
        expected=(
            "a.md:1:7: warning: unused suppression: nothing to hide here [unused-suppression]",
            (
                'b.md:1:7: warning: unknown suppression comment "vaultlint-disable-lines": write vaultlint-disable-line'
                " [unused-suppression]"
            ),
        ),
    )

    fixes = ("safe", "unsafe")

    def review(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        yield from self.problems_of(flaws)
