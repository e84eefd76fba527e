from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Vault
from vaultlint_rules.rare_names import rare_names


@dataclass(frozen=True, kw_only=True)
class SimilarTag(Rule):
    """A rare tag that is spelled almost like a common one.

    `#recipe` beside `#recipes`, and `#projct` beside `#project`, are likely to be one tag: a search for one
    of them does not find the notes with the other. Tags are similar if they differ in case, accents, `-`
    and `_`, in singular and plural, or by one letter. Case does not matter to Obsidian, but to publishers.
    There is one problem for each rare spelling, in the first note that has it. To rename a tag
    everywhere, use `vaultlint mv`.

    - `ratio`: how many times as many notes must have the common tag. A tag in that many notes is not rare.
    """

    name = "similar-tag"
    good = Example({"a.md": "#project\n", "b.md": "#project\n", "c.md": "#project\n", "d.md": "#progress\n"})
    bad = Example(
        {"a.md": "#project\n", "b.md": "#project\n", "c.md": "#project\n", "d.md": "---\ntags: [new, projct]\n---\n"},
        expected=("d.md:2:13: info: #projct is in 1 note, #project in 3: are they the same tag? [similar-tag]",),
    )
    is_default = False

    severity: Severity = Severity.INFO
    ratio: int = 3

    def check(self, vault: Vault) -> Iterator[Problem]:
        notes = vault.notes_by_tag
        for name, common in rare_names(notes, self.ratio):
            path = notes[name][0]
            place = next((tag.span for tag in vault.tags_of(vault.notes[path]) if tag.name == name), TOP)
            rare, many = len(notes[name]), len(notes[common])
            yield self.problem(
                path,
                place,
                f"#{name} is in {rare:,} note{'s' if rare > 1 else ''}, #{common} in {many:,}: are they the same tag?",
                data={"tag": name, "notes": rare, "similar": common, "similar_notes": many},
                causes=(name,),
            )
