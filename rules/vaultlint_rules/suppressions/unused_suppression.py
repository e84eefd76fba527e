from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vaultlint import Example, Flaw, Problem, Rule, Vault


@dataclass(frozen=True, kw_only=True)
class UnusedSuppression(Rule):
    """A comment or property disables a rule that finds nothing there.

    The fault was mended, or the rule's name is misspelt. Such a comment would hide the next fault
    that turns up in its place: remove it, or write the name as `vaultlint rules` lists it. Only
    rules that are on are judged; comments without a name are not where the command line leaves
    rules out.
    """

    name = "unused-suppression"
    good = Example({"a.md": "[[b]] %% vaultlint-disable-line unused-suppression: for the next term %%\n"})
    bad = Example(
        {"a.md": "[[b]] <!-- vaultlint-disable-line: planned -->\n", "b.md": "[[a]] %% vaultlint-disable-lines %%\n"},
        expected=(
            (
                "a.md:1:7: warning: this disables every rule, but there is nothing to hide: remove it"
                " [unused-suppression]"
            ),
            (
                'b.md:1:7: warning: unknown suppression comment "vaultlint-disable-lines": write vaultlint-disable-line'
                " [unused-suppression]"
            ),
        ),
    )

    def check(self, vault: Vault) -> Iterator[Problem]:
        del vault  # `review` sees everything
        yield from ()

    def review(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        yield from self.problems_of(flaws)
