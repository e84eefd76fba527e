from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Canvas, Example, Note, Problem, Rule, Vault


@dataclass(frozen=True, kw_only=True)
class UnclosedLink(Rule):
    """What was meant as a link and is only text.

    - A wikilink is not closed on its line, or by one bracket: `[[Tea` and `[[Tea]`. Obsidian knows no
      wikilinks over several lines.
    - The destination of a Markdown link has a space: `[tea](Green tea.md)`. Write `%20`, or put the
      destination in `<` and `>`. The fix is unsafe, as what it makes a link was none.
    - A space stands before an address or the name of a file: `[tea] (https://example.com)`. Numbers in
      brackets, as in `[1] (tea.md)`, are not looked at. The fix, which is unsafe too, removes the space.

    Drawings of the plugin Excalidraw, which breaks lines, are not looked at.

    Off by default: notes about programming have brackets that are no links.
    """

    name = "unclosed-link"
    is_default = False
    good = Example({"tea.md": "", "a.md": "[[tea]] `[[tea` [tea](<green tea.md>) [[1, 2], 3] [x] (y)\n"})
    bad = Example(
        {"tea.md": "", "a.md": "[[tea] and [tea](green tea.md)\nor [[tea\n[tea] (tea.md)\n"},
        expected=(
            'a.md:1:1: warning: "[[tea]" is closed by one bracket, so it is no link: end it with ]] [unclosed-link]',
            (
                "a.md:1:12: warning: a space ends the destination, so this is no link: write (green%20tea.md)"
                " [unclosed-link]"
            ),
            'a.md:2:4: warning: "[[tea" is not closed on its line, so it is no link: end it with ]] [unclosed-link]',
            ("a.md:3:1: warning: a space stands before the destination, so this is no link: remove it [unclosed-link]"),
        ),
    )
    fixes = ("unsafe",)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not note.is_drawing:
            yield from self.problems_of((note.path, flaw) for flaw in vault.flaws_of(note))

    def check_canvas(self, canvas: Canvas, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of((canvas.path, flaw) for flaw in vault.flaws_of(canvas))
