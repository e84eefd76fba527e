from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, FragmentStatus, Problem, Rule, Vault


@dataclass(frozen=True, kw_only=True)
class DanglingHeading(Rule):
    """A link to a heading that the note does not have.

    Headings match as Obsidian matches them: in any case, with most punctuation read as a space;
    `#A#B` is B below A. Headings in quotes, callouts, lists and comments cannot be linked to, and
    a slug (`#my-heading`) is not a heading.
    """

    name = "dangling-heading"
    good = Example({"tea.md": "# Green tea\n\n## How to brew\n", "a.md": "[[tea#green tea#How to brew]]\n"})
    bad = Example(
        {"tea.md": "# Green tea\n", "a.md": "See [[tea#Black tea]].\n"},
        says=('a.md:1:5: warning: tea.md has no heading "Black tea" [dangling-heading]',),
    )

    def check(self, vault: Vault) -> Iterator[Problem]:
        for found in vault.links:
            if found.fragment_status is FragmentStatus.MISSING_HEADING:
                heading = (found.link.fragment or "")[1:]
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no heading "{heading}"',
                    target=found.link.target,
                    link=found.link.raw,
                    resolved=found.resolved,
                    heading=heading,
                )
