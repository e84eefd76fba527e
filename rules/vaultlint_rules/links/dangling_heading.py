from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, FragmentStatus, Note, Problem, Rule, Vault, fold_heading

_UNWRITABLE = re.compile(r"(?:[:#|^\\`$<>\[\]\s]|%%+)+")
"""What cannot be written in a fragment, or only in some places; a space matches it."""


@dataclass(frozen=True, kw_only=True)
class DanglingHeading(Rule):
    """A link to a heading that the note does not have.

    The note exists, but the link does not lead to the intended section, and an embed shows nothing.
    Usually the heading was reworded: link to its new text.

    Headings match as in Obsidian: in any case, with most punctuation read as a space; `#A#B` is B
    below A. Headings in quotes, callouts, lists and comments cannot be linked to. A slug, as in web
    addresses (`#my-heading`), is not a heading: write its words, with `%20` for the spaces in a
    Markdown link. A `#`, `|` or `^` in a heading cannot be written in a link: write a space. A link to
    a block does not name headings: `[[tea#^water]]`, not `[[tea#Brewing#^water]]`.

    - `slugs`: whether the slug of a heading leads to it, as on GitHub and on most sites. Then only links
      to headings that do not exist under either name are reported.
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
            (
                'a.md:3:1: warning: tea.md has no heading "Green tea#^water": a heading path cannot end in a block:'
                " write #^water [dangling-heading]"
            ),
        ),
    )

    slugs: bool = False

    def check(self, vault: Vault) -> Iterator[Problem]:
        slugs_of: dict[str, dict[str, str]] = {}
        for found in vault.broken:
            if found.resolved and found.fragment_status is FragmentStatus.MISSING_HEADING:
                heading = (found.link.fragment or "").lstrip("# ")
                if found.resolved not in slugs_of:
                    slugs_of[found.resolved] = _slugs(vault.notes[found.resolved])
                meant = _meant(heading, slugs_of[found.resolved])
                block = _block(heading)
                if self.slugs and meant and not block:
                    continue
                why = ": a heading path cannot end in a block" if block else ""
                fragment = block or "".join(f"#{_UNWRITABLE.sub(' ', each).strip()}" for each in meant)
                write = vault.rewritten(found, found.resolved, fragment=fragment) if fragment else None
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no heading "{heading}"{why}{f": write {write.fragment}" if write else ""}',
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
    """The headings whose slugs the fragment gives, as in other tools: one, or a path of them."""
    if whole := slugs.get(_slug(fragment)):
        return [whole]
    path = [slugs.get(_slug(part)) for part in fragment.split("#")]
    return [heading for heading in path if heading] if all(path) else []


def _slugs(note: Note) -> dict[str, str]:
    """The headings by their slugs; of several with one slug, the first, since a link leads there."""
    found = {_slug(heading.text): heading.text for heading in reversed(note.headings)}
    found.pop("", None)
    return found


def _slug(text: str) -> str:
    return fold_heading(text.replace("-", " ").replace("'", ""))
