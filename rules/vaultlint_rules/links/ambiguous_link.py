from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, ResolvedLink, Rule, Status, Vault, note_name
from vaultlint_rules.links import LISTED, listed

_TRIED = 5


@dataclass(frozen=True, kw_only=True)
class AmbiguousLink(Rule):
    """Two or more files fit a link equally well.

    Obsidian takes a file at exactly that path, else one in or below the folder of the linking note,
    else the one with the shortest path. A link that is left to the length of paths may lead
    elsewhere once a file is moved, and between equally long paths the choice is not stable. Write
    the path, as in `[[hot/Tea]]`. Where no path helps, because the names differ in case only or a
    folder's name cannot stand in a link, rename one of the files.

    Off by default: in many vaults names repeat on purpose.
    """

    name = "ambiguous-link"
    good = Example({"a/Tea.md": "x\n", "b/Tea.md": "x\n", "note.md": "[[a/Tea]]\n"})
    bad = Example(
        {"hot/Tea.md": "x\n", "ice/Tea.md": "x\n", "long/er/Tea.md": "x\n", "note.md": "[[Tea]] [[er/Tea]]\n"},
        expected=(
            (
                'note.md:1:1: warning: "Tea" fits hot/Tea.md, ice/Tea.md and long/er/Tea.md, and Obsidian takes'
                " any of the shortest: write the folder too, as in [[hot/Tea]] [ambiguous-link]"
            ),
        ),
    )
    is_default = False

    def check(self, vault: Vault) -> Iterator[Problem]:
        for found in vault.links:
            if found.status is Status.AMBIGUOUS:
                takes = found.resolved or "any of the shortest"
                example = _unambiguous(found, vault)
                cure = f"write the folder too, as in {example}" if example else "rename one of them"
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'"{found.link.target}" fits {listed(found.candidates)}, and Obsidian takes {takes}: {cure}',
                    data={
                        "target": found.link.target,
                        "link": found.link.raw,
                        "resolved": found.resolved,
                        "candidates": list(found.candidates[:LISTED]),
                        "to": found.resolved,
                        "write": example if found.resolved else None,
                    },
                    causes=(note_name(found.link.target),),
                    alike=f'links to "{found.link.target}"',
                )


def _unambiguous(found: ResolvedLink, vault: Vault) -> str | None:
    """A link to the file that Obsidian takes, or where it takes any, to the first that a link can name."""
    files = [found.resolved] if found.resolved else found.candidates[:_TRIED]
    rewritten = (vault.rewritten(found, file) for file in files)
    return next((each.text for each in rewritten if each), None)
