from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, FragmentStatus, Note, Problem, Rule, Vault, fold_heading

_UNWRITABLE = re.compile(r"[#|^\\]|%%|\[\[|\]\]")  # what cannot stand in a link's fragment; a space matches it


@dataclass(frozen=True, kw_only=True)
class DanglingHeading(Rule):
    """A link to a heading that the note does not have.

    The note is there, but the link does not take a reader to the section that was meant, and an
    embed does not show it. Most often the heading was reworded: link to what it is called now.

    Headings match as Obsidian matches them: in any case, with most punctuation read as a space;
    `#A#B` is B below A. Headings in quotes, callouts, lists and comments cannot be linked to. A
    slug, as on the web (`#my-heading`), is not a heading: write its words, with `%20` for the
    spaces in a Markdown link.
    """

    name = "dangling-heading"
    good = Example({"tea.md": "# Green tea\n\n## How to brew\n", "a.md": "[[tea#green tea#How to brew]]\n"})
    bad = Example(
        {"tea.md": "# Green tea\n", "a.md": "See [[tea#Black tea]] and [green](tea.md#green-tea).\n"},
        says=(
            'a.md:1:5: warning: tea.md has no heading "Black tea" [dangling-heading]',
            'a.md:1:27: warning: tea.md has no heading "green-tea": write #Green tea [dangling-heading]',
        ),
    )

    def check(self, vault: Vault) -> Iterator[Problem]:
        slugs_of: dict[str, dict[str, str]] = {}
        for found in vault.broken:
            if found.resolved and found.fragment_status is FragmentStatus.MISSING_HEADING:
                heading = (found.link.fragment or "").lstrip("# ")
                if found.resolved not in slugs_of:
                    slugs_of[found.resolved] = _slugs(vault.notes[found.resolved])
                slugs = slugs_of[found.resolved]
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no heading "{heading}"{_hint(heading, slugs)}',
                    causes=(f"#{fold_heading(heading)}",),
                    alike=f'links to "{vault.notes[found.resolved].stem}#{heading}"',
                    target=found.link.target,
                    link=found.link.raw,
                    resolved=found.resolved,
                    heading=heading,
                )


def _hint(slug: str, slugs: dict[str, str]) -> str:
    """What to write where the heading is named by its slug, as other tools do."""
    meant = slugs.get(_slug(slug))
    return f": write #{_UNWRITABLE.sub(' ', meant)}" if meant else ""


def _slugs(note: Note) -> dict[str, str]:
    return {_slug(heading.text): heading.text for heading in reversed(note.headings)}


def _slug(text: str) -> str:
    return fold_heading(text.replace("-", " ").replace("'", ""))
