from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class FrontMatterSyntax(Rule):
    """Obsidian cannot read the front matter.

    Obsidian shows such a block as invalid and knows none of its properties, tags, aliases and
    links; publishers fail on it or print it as text. The block must start on the first line, end
    with a line `---`, and hold lines such as `name: value` in YAML 1.2. What is often wrong:

    - A value has a colon and a space in it, or begins with a character that means something in YAML,
      such as `[`, `*`, `@`, `%`, `>` or a quotation mark. Put the whole value in quotes.
    - Wikilinks stand side by side. Make a list of them, each in quotes:
      `see: ["[[Tea]]", "[[Water]]"]`.
    - A tab indents a line, or a no-break space or a full-width colon stands behind a name. Type
      ordinary ones.
    - The first line is not exactly `---`: an empty line, a comment, a heading or an invisible
      character stands before it, spaces stand after it, or it has more than three hyphens.
    - A second block stands below the first: its properties are text.
    - A rule `---` is the first line of a text. Put an empty line above it.
    - The front matter is TOML, between lines `+++`.

    The problem stands where the text has to change, and says how, where that is known.

    One problem a note; the other rules on properties then pass the note over.
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

    severity: Severity = Severity.ERROR

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of(vault.flaws)
