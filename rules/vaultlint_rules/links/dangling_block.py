from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
)
from vaultlint_rules.link_advice import Advice, advise, hint_at_fragments

_ATTRIBUTE = re.compile(r"\{:?[ \t]*#([\w-]+)[ \t]*\}")


@dataclass(frozen=True, kw_only=True)
class DanglingBlock(Rule):
    """A link to a block id that the note does not have.

    The note exists, but the link does not lead to the intended text, and an embed shows nothing.
    Usually the text was moved to another note, or its id was deleted: link to where the text is now,
    or restore the id. The message shows an id of the note that is nearly the same.

    A block id (`^id`, made of Latin letters, digits and hyphens) ends a paragraph or list item, after
    a space, or stands on a line of its own below a list, quote, callout or table. It matches in any
    case.

    - `attributes`: whether an attribute such as `{ #water}`, which the plugin Digital Garden writes in
      place of `^water`, is a block id too. Obsidian does not know it.
    """

    name = "dangling-block"
    good = Example({"tea.md": "Water at 80 degrees. ^water\n", "a.md": "![[tea#^water]]\n"})
    bad = Example(
        {"tea.md": "Water at 80 degrees.\n", "a.md": "![[tea#^water]]\n"},
        expected=('a.md:1:1: warning: tea.md has no block "^water" [dangling-block]',),
    )

    fixes = ("suggestion",)

    attributes: bool = False

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for found in vault.broken_links_of(note):
            if found.resolved and found.fragment_status is FragmentStatus.MISSING_BLOCK:
                block = (found.link.fragment or "").rpartition("#")[2]
                if self.attributes and block.removeprefix("^").lower() in _attributes(vault, found.resolved):
                    continue
                near = _near_blocks(found, block, vault)
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'{found.resolved} has no block "{block}"{hint_at_fragments(near)}',
                    data={
                        "target": found.link.target,
                        "link": found.link.raw,
                        "resolved": found.resolved,
                        "block": block,
                    },
                    causes=(block.lower(),),
                    alike=f'links to "{vault.notes[found.resolved].stem}#{block}"',
                    folded="" if near else f'{{count}} links to a block "{block}" that the linked notes do not have',
                    suggestions=[each.fix for each in near],
                )

    check_canvas = check_note


def _near_blocks(found: ResolvedLink, block: str, vault: Vault) -> list[Advice]:
    """The links to the blocks of the note whose ids are near to one."""
    note = vault.notes[found.resolved or ""]
    ids = NearNames([each.id for each in note.blocks]).near(block.removeprefix("^"))
    advice = [
        advise(vault, found, note.path, f"Link to the block ^{each}", fragment=f"#^{each}")
        for each in ids
        if len(ids) <= MAX_SUGGESTIONS
    ]
    return [each for each in advice if each]


def _attributes(vault: Vault, path: str) -> set[str]:
    """The ids in the attributes of a note, in lower case; the note is read again."""
    return {name.lower() for name in _ATTRIBUTE.findall(vault.text(path) or "")}
