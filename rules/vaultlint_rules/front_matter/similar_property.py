from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Vault
from vaultlint_rules.rare_names import rare_names


@dataclass(frozen=True, kw_only=True)
class SimilarProperty(Rule):
    """A rare property that is spelled almost like a common one.

    `crated` in one note, where 300 have `created`, is a slip of the pen: queries and publishers do not find
    the value. Names are similar if they differ in accents, spaces, `-` and `_`, in singular and plural, or
    by one letter. There is one problem for each rare name, in the first note that has it. To rename a
    property everywhere, use `vaultlint mv`.

    - `ratio`: how many times as many notes must have the common property. A property in that many notes is
      not rare.
    """

    name = "similar-property"
    good = Example({f"{number}.md": "---\ncreated: 2024\n---\n" for number in range(5)})
    bad = Example(
        {**{f"{number}.md": "---\ncreated: 2024\n---\n" for number in range(5)}, "5.md": "---\ncrated: 2024\n---\n"},
        expected=(
            "5.md:2:1: info: `crated` is in 1 note, `created` in 5: are they the same property? [similar-property]",
        ),
    )
    is_default = False

    severity: Severity = Severity.INFO
    ratio: int = 5

    def check(self, vault: Vault) -> Iterator[Problem]:
        notes = vault.notes_by_property
        for name, common in rare_names(notes, self.ratio):
            path = notes[name][0]
            place = next((found.span for found in vault.notes[path].properties if found.name == name), TOP)
            rare, many = len(notes[name]), len(notes[common])
            yield self.problem(
                path,
                place,
                f"`{name}` is in {rare:,} note{'s' if rare > 1 else ''}, `{common}` in {many:,}:"
                " are they the same property?",
                data={"property": name, "notes": rare, "similar": common, "similar_notes": many},
                causes=(name,),
            )
