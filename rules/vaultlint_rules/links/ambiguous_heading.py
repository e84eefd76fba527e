from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import (
    Canvas,
    Example,
    FragmentStatus,
    Note,
    Problem,
    ResolvedLink,
    Rule,
    Severity,
    Vault,
    fold_heading,
)


@dataclass(frozen=True, kw_only=True)
class AmbiguousHeading(Rule):
    """A link to a heading that the note has more than once.

    Obsidian opens the first of them. Write the heading above it too, as in `[[Tea#Green#Water]]`, or
    rename one of the headings. A link with such a path is not reported.

    Off by default: notes in a fixed form repeat their headings, and the first may well be meant.
    """

    name = "ambiguous-heading"
    is_default = False
    good = Example({"Tea.md": "# Green\n## Water\n# Black\n## Water\n", "a.md": "[[Tea#Black#Water]] [[Tea#Green]]\n"})
    bad = Example(
        {"Tea.md": "# Green\n## Water\n# Black\n## Water\n", "a.md": "[[Tea#Water]]\n"},
        expected=(
            'a.md:1:1: info: Tea.md has the heading "Water" 2 times, and Obsidian opens the first [ambiguous-heading]',
        ),
    )

    severity: Severity = Severity.INFO

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for found in vault.links_of(note):
            if found.link.fragment and found.fragment_status is FragmentStatus.OK:
                heading = found.link.fragment.removeprefix("#")
                times = _times(found, heading, vault)
                if times > 1:
                    yield self.problem(
                        found.source,
                        found.link.span,
                        f'{found.resolved} has the heading "{heading}" {times} times, and Obsidian opens the first',
                        data={"target": found.link.target, "link": found.link.raw, "heading": heading, "times": times},
                        causes=(fold_heading(heading),),
                        alike=f'links to "{found.link.target}#{heading}"',
                    )

    check_canvas = check_note


def _times(found: ResolvedLink, heading: str, vault: Vault) -> int:
    """How many headings of the note a link names; 0 for a path of headings and for a block."""
    name = fold_heading(heading)
    if "#" in heading or heading.startswith("^") or not name or not found.resolved or found.resolved not in vault.notes:
        return 0
    return sum(fold_heading(each.text) == name for each in vault.notes[found.resolved].headings)
