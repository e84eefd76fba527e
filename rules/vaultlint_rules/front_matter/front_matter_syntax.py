from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Note, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class FrontMatterSyntax(Rule):
    """Front matter that Obsidian cannot read.

    Obsidian marks the block as invalid and ignores its properties, tags, aliases and links; publishers
    fail on it or print it as text. The block must start on the first line, end with a `---` line, and
    contain lines such as `name: value` in YAML 1.2. Common mistakes:

    - A value contains a colon and a space, or starts with a character that has a special meaning in
      YAML, such as `[`, `*`, `@`, `%`, `>` or a quotation mark. Put the whole value in quotes.
    - Wikilinks are written side by side. Write a list, with each link in quotes: `see: ["[[Tea]]",
      "[[Water]]"]`.
    - A line is indented with a tab, or a name is followed by a no-break space or a full-width colon.
      Use ordinary spaces and colons.
    - The first line is not exactly `---`: an empty line, a comment, a heading or an invisible
      character comes before it, spaces follow it, or it has more than three hyphens.
    - A second block follows the first. Its properties are text.
    - The note starts with a horizontal rule `---`. Put an empty line above it.
    - The front matter is TOML, between `+++` lines.

    The problem is reported where the text has to change, with the fix if it is known. Each note has at
    most one such problem, and other rules about properties then skip the note.
    """

    name = "front-matter-syntax"
    good = Example({"note.md": '---\ntitle: "Tea: a history"\ndate: 2024-05-01\ndraft: false\n---\n'})
    bad = Example(
        {"note.md": "---\ntitle: Tea: a history\ndate: 2024-05-01\ndraft: false\n---\n"},
        expected=(
            (
                "note.md:2:8: error: Obsidian cannot read this front matter: a value that contains `: ` needs quotes:"
                ' write `"Tea: a history"` [front-matter-syntax]'
            ),
        ),
    )

    fixes = ("unsafe",)

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        del vault
        yield from self.problems_of((note.path, flaw) for flaw in note.flaws)
