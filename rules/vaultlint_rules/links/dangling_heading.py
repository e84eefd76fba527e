from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from vaultlint import (
    MAX_SUGGESTIONS,
    Canvas,
    Example,
    FragmentStatus,
    NearNames,
    Note,
    Problem,
    ResolvedLink,
    Rule,
    Vault,
    fold_heading,
    name_core,
)
from vaultlint_rules.link_advice import Advice, Remedies, advise, hint_at_fragments, safe_remedies, suggest

_UNWRITABLE = re.compile(r"(?:[:#|^\\`$<>\[\]\s]|%%+)+")
"""What cannot be written in a fragment, or only in some places; a space matches it."""

_NOT_IN_SLUG = re.compile(r"[^\w\- ]+")

_SHORTEST_SLIP = 6
"""The fewest letters of a heading with a slip, since the note that has it is known."""


@dataclass(frozen=True, kw_only=True)
class DanglingHeading(Rule):
    """A link to a heading that the note does not have.

    The note exists, but the link does not lead to the intended section, and an embed shows nothing.
    Usually the heading was reworded: link to its new text. The message shows a heading of the note
    that is nearly the same.

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

    fixes = ("safe", "unsafe", "suggestion")

    slugs: bool = False

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        outlines: dict[str, _Outline] = {}
        for found in vault.broken_links_of(note):
            if found.resolved and found.fragment_status is FragmentStatus.MISSING_HEADING:
                heading = (found.link.fragment or "").lstrip("# ")
                if found.resolved not in outlines:
                    outlines[found.resolved] = _Outline(vault.notes[found.resolved])
                if self.slugs and not _block(heading) and outlines[found.resolved].slugged(heading)[0]:
                    continue
                meant = _meant(heading, found, outlines[found.resolved], vault)
                why = ": a heading path cannot end in a block" if _block(heading) else ""
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no heading "{heading}"{why}{meant.hint}',
                    data={
                        "target": found.link.target,
                        "link": found.link.raw,
                        "resolved": found.resolved,
                        "heading": heading,
                        "to": found.resolved if meant.write else None,
                        "to_heading": meant.heading,
                        "write": meant.write,
                    },
                    causes=(f"#{fold_heading(heading)}",),
                    alike=f'links to "{vault.notes[found.resolved].stem}#{heading}"',
                    folded=""
                    if meant.hint
                    else f'{{count}} links to a heading "{heading}" that the linked notes do not have',
                    fix=meant.remedies.fix,
                    suggestions=meant.remedies.suggestions,
                )

    check_canvas = check_note


class _MeantHeading(NamedTuple):
    """What a link may mean: the end of the message, the only link and heading, the fix and the suggestions."""

    hint: str = ""
    write: str | None = None
    heading: str | None = None
    remedies: Remedies = Remedies()


class _Outline:
    """The headings of a note, by their slugs and by names that are near."""

    def __init__(self, note: Note) -> None:
        self.blocks = {block.id.lower(): block.id for block in note.blocks}
        self._headings = [heading.text for heading in note.headings]
        self._slugs: dict[str, list[str]] = {}
        for heading in self._headings:
            self._slugs.setdefault(_slug(heading), []).append(heading)
        self._slugs.pop("", None)

    def slugged(self, fragment: str) -> tuple[list[str], bool]:
        """The headings whose slugs the fragment gives, as in other tools: one, or a path of them.

        Of several headings with one slug, a link leads to the first. Also whether they all read the same.
        """
        found = [self._slugs.get(_slug(fragment)) or self._web_slugs.get(fragment)]
        if not found[0]:
            found = [self._slugs.get(_slug(part)) for part in fragment.split("#")]
        named = [headings for headings in found if headings]
        if len(named) < len(found):
            return [], False
        return [headings[0] for headings in named], all(len({*map(fold_heading, each)}) == 1 for each in named)

    def near(self, fragment: str) -> list[list[str]]:
        """The headings, or paths of them, that are near to what a fragment names."""
        *above, last = (
            [part] if _slug(part) in self._slugs else self._names.near(part) for part in fragment.split("#")
        )
        if any(len(parts) != 1 for parts in above):
            return []
        path = [part for parts in above for part in parts]
        return [[*path, heading] for heading in last] if len(last) <= MAX_SUGGESTIONS else []

    @cached_property
    def _web_slugs(self) -> dict[str, list[str]]:
        """The headings by what follows the `#` in addresses on GitHub and most sites, which lacks punctuation."""
        found: dict[str, list[str]] = {}
        for heading in self._headings:
            found.setdefault(_NOT_IN_SLUG.sub("", heading.lower()).replace(" ", "-"), []).append(heading)
        return found

    @cached_property
    def _names(self) -> NearNames:
        return NearNames(self._headings, shortest=_SHORTEST_SLIP)


def _meant(fragment: str, found: ResolvedLink, outline: _Outline, vault: Vault) -> _MeantHeading:
    if block := _block(fragment):
        advice = _advise(vault, found, block, f"Link to the block {block[1:]}")
        if advice is None:
            return _MeantHeading()
        return _MeantHeading(f": write {advice.fragment}", advice.write, None, Remedies(advice.fix))
    headings, is_only = outline.slugged(fragment)
    if not headings:
        headings, is_only = outline.slugged(unquote(fragment))
    if advice := _advise_heading(vault, found, headings):
        remedies = _of_slug(advice, fragment, found) if is_only else suggest([advice])
        return _MeantHeading(f": write {advice.fragment}", advice.write, headings[-1], remedies)
    return _near(fragment, found, outline, vault)


def _of_slug(advice: Advice, fragment: str, found: ResolvedLink) -> Remedies:
    """The only heading of a slug, unsafe where the link may lead to it on GitHub or a site as it is."""
    may_lead_there = found.link.is_markdown and fragment == fragment.lower() and " " not in fragment
    return Remedies(advice.fix) if may_lead_there else safe_remedies([advice])


def _near(fragment: str, found: ResolvedLink, outline: _Outline, vault: Vault) -> _MeantHeading:
    paths = outline.near(fragment)
    near = [advice for path in paths if (advice := _advise_heading(vault, found, path))]
    if not near and (block := outline.blocks.get(fragment.lower())):
        near = [advice] if (advice := _advise(vault, found, f"#^{block}", f"Link to the block ^{block}")) else []
    is_same = len(near) == len(paths) == 1 and [*map(name_core, fragment.split("#"))] == [*map(name_core, paths[0])]
    return _MeantHeading(hint_at_fragments(near), remedies=Remedies(near[0].fix) if is_same else suggest(near))


def _advise_heading(vault: Vault, found: ResolvedLink, path: Sequence[str]) -> Advice | None:
    fragment = "".join(f"#{_UNWRITABLE.sub(' ', each).strip()}" for each in path)
    return _advise(vault, found, fragment, f'Link to the heading "{path[-1]}"') if fragment else None


def _advise(vault: Vault, found: ResolvedLink, fragment: str, message: str) -> Advice | None:
    return advise(vault, found, found.resolved or "", message, fragment=fragment)


def _block(fragment: str) -> str:
    """The block at the end of a heading path, with its `#`, if there is one."""
    _, _, last = fragment.rpartition("#")
    return f"#{last}" if last.startswith("^") else ""


def _slug(text: str) -> str:
    return fold_heading(text.replace("-", " ").replace("'", ""))
