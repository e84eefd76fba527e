from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Canvas, Example, Note, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class UnescapedPipe(Rule):
    r"""A link in a table cell that an unescaped pipe cuts in two.

    In a table, each `|` ends the cell, also inside a link: `[[Tea|green]]` becomes two cells, `[[Tea`
    and `green]]`, and no link at all. Write `[[Tea\|green]]`. The same holds for the size of a picture,
    as in `![[cup.png\|300]]` and `![cup\|300](cup.png)`.

    The fix is safe if the row has a cell for each column once the link is whole. In the header of a
    table there is no fix, as the table would need one column fewer.
    """

    name = "unescaped-pipe"
    good = Example({"tea.md": "x\n", "a.md": "| tea | cup |\n|---|---|\n| [[tea\\|green]] | small |\n"})
    bad = Example(
        {"tea.md": "x\n", "a.md": "| tea | cup |\n|---|---|\n| [[tea|green]] | small |\n"},
        expected=(
            (
                "a.md:3:3: error: the `|` ends the table cell, so this is no link: write [[tea\\|green]]"
                " [unescaped-pipe]"
            ),
        ),
    )
    fixes = ("safe", "unsafe")

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of((note.path, flaw) for flaw in vault.flaws_of(note))

    def check_canvas(self, canvas: Canvas, vault: Vault) -> Iterator[Problem]:
        """Look at its text cards; there is no fix, as a backslash is written otherwise in JSON."""
        flaws = (flaw._replace(correction=None) for flaw in vault.flaws_of(canvas))
        yield from self.problems_of((canvas.path, flaw) for flaw in flaws)
