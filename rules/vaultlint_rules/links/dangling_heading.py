from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, FragmentStatus, Note, Problem, Rule, Vault, fold_heading

_UNWRITABLE = re.compile(r"[:#|^\\`$<>\[\]\s]+|%%+")
"""What cannot stand in a fragment, or only in some places; a space matches it."""


@dataclass(frozen=True, kw_only=True)
class DanglingHeading(Rule):
    """A link to a heading that the note does not have.

    The note is there, but the link does not take a reader to the section that was meant, and an
    embed does not show it. Most often the heading was reworded: link to what it is called now.

    Headings match as Obsidian matches them: in any case, with most punctuation read as a space;
    `#A#B` is B below A. Headings in quotes, callouts, lists and comments cannot be linked to. A
    slug, as on the web (`#my-heading`), is not a heading: write its words, with `%20` for the
    spaces in a Markdown link. A `#`, `|` or `^` of the heading cannot stand in a link: write a space.
    A block is named without headings: `[[tea#^water]]`, not `[[tea#Brewing#^water]]`.
    """

    name = "dangling-heading"
    good = Example({"tea.md": "# Green tea\n\n## How to brew\n", "a.md": "[[tea#green tea#How to brew]]\n"})
    bad = Example(
        {
            "tea.md": "# Green tea\n\nUse soft water. ^water\n",
            "a.md": "See [[tea#Black tea]] and [green](tea.md#green-tea).\n\n![[tea#Green tea#^water]]\n",
        },
        expected=(
            'a.md:1:5: warning: tea.md has no heading "Black tea" [dangling-heading]',
            'a.md:1:27: warning: tea.md has no heading "green-tea": write #Green%20tea [dangling-heading]',
            'a.md:3:1: warning: tea.md has no heading "Green tea#^water": write #^water [dangling-heading]',
        ),
    )

    def check(self, vault: Vault) -> Iterator[Problem]:
        slugs_of: dict[str, dict[str, str]] = {}
        for found in vault.broken:
            if found.resolved and found.fragment_status is FragmentStatus.MISSING_HEADING:
                heading = (found.link.fragment or "").lstrip("# ")
                if found.resolved not in slugs_of:
                    slugs_of[found.resolved] = _slugs(vault.notes[found.resolved])
                meant = _meant(heading, slugs_of[found.resolved])
                fragment = _block(heading) or "".join(f"#{_UNWRITABLE.sub(' ', each).strip()}" for each in meant)
                write = vault.rewritten(found, found.resolved, fragment=fragment) if fragment else None
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no heading "{heading}"{f": write {write.fragment}" if write else ""}',
                    data={
                        "target": found.link.target,
                        "link": found.link.raw,
                        "resolved": found.resolved,
                        "heading": heading,
                        "to": found.resolved if write else None,
                        "to_heading": meant[-1] if write and meant else None,
                        "write": write.text if write else None,
                    },
                    causes=(f"#{fold_heading(heading)}",),
                    alike=f'links to "{vault.notes[found.resolved].stem}#{heading}"',
                )


def _block(fragment: str) -> str:
    """The block at the end of a heading path, with its `#`, if there is one."""
    _, _, last = fragment.rpartition("#")
    return f"#{last}" if last.startswith("^") else ""


def _meant(fragment: str, slugs: dict[str, str]) -> list[str]:
    """The headings that are named by their slugs, as other tools do: one, or one below the other."""
    if whole := slugs.get(_slug(fragment)):
        return [whole]
    path = [slugs.get(_slug(part)) for part in fragment.split("#")]
    return [heading for heading in path if heading] if all(path) else []


def _slugs(note: Note) -> dict[str, str]:
    """The headings by their slugs; of several alike the first, to which a link leads."""
    found = {_slug(heading.text): heading.text for heading in reversed(note.headings)}
    found.pop("", None)
    return found


def _slug(text: str) -> str:
    return fold_heading(text.replace("-", " ").replace("'", ""))
