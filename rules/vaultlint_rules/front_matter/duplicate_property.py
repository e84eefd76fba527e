from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Note, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class DuplicateProperty(Rule):
    """A property that is set twice in the same front matter.

    Obsidian then rejects the whole block: the note has no properties, tags or aliases, and links in
    its front matter do not count. Other tools silently keep one of the two values, perhaps not the
    one you meant. Keep one. To set several values, write a list, as in `tags: [tea, history]`.
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

    fixes = ("safe", "unsafe")

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        del vault
        yield from self.problems_of((note.path, flaw) for flaw in note.flaws)
