from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class DuplicateProperty(Rule):
    """The same property twice in one front matter.

    Obsidian then rejects the whole block: the note has no properties, tags and aliases at all, and
    links in them do not count. Other tools keep one of the two and say nothing, and a publisher
    may show the one that you did not mean. Keep one; several values make a list, as in
    `tags: [tea, history]`.
    """

    name = "duplicate-property"
    good = Example({"note.md": "---\ntags: [tea, history]\n---\n"})
    bad = Example(
        {"note.md": "---\ntags: [tea]\ntags: [history]\n---\n"},
        expected=(
            (
                "note.md:3:1: error: `tags` is already set on line 2, so Obsidian ignores all properties:"
                " keep one [duplicate-property]"
            ),
        ),
    )

    severity: Severity = Severity.ERROR

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of(vault.flaws)
