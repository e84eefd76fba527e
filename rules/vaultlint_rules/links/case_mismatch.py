from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Canvas, Example, Fix, Note, Problem, ResolvedLink, Rule, Status, Vault, link_edit, note_name


@dataclass(frozen=True, kw_only=True)
class CaseMismatch(Rule):
    """A link whose target is written in another case than the file.

    Obsidian ignores the case of names, so the link works there. Most publishers, and other programs on
    Linux, do not ignore it, and the reader meets a dead link. Write the name as the file has it. If the
    link shows its target, the fix keeps the text that readers see, as in `[[Green tea|green tea]]`. It is
    unsafe where the link shows a heading too, since the text would then change.

    Off by default: it matters only outside of Obsidian, and some publishers ignore case too.
    """

    name = "case-mismatch"
    is_default = False
    good = Example({"Drinks/Green tea.md": "", "a.md": "[[Green tea]] [[Drinks/Green tea|tea]]\n"})
    bad = Example(
        {"Drinks/Green tea.md": "", "a.md": "[[green tea]] and [cup](drinks/Green%20tea.md)\n"},
        expected=(
            (
                'a.md:1:1: warning: "green tea" leads to Drinks/Green tea.md only because Obsidian ignores case:'
                " write [[Green tea|green tea]] [case-mismatch]"
            ),
            (
                'a.md:1:19: warning: "drinks/Green tea.md" leads to Drinks/Green tea.md only because Obsidian ignores'
                " case: write [cup](Drinks/Green%20tea.md) [case-mismatch]"
            ),
        ),
    )
    fixes = ("safe", "unsafe")

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for found in vault.links_of(note):
            if found.status is Status.RESOLVED and vault.spelling_of(found) != found.link.target:
                yield self._problem(found, vault)

    check_canvas = check_note

    def _problem(self, found: ResolvedLink, vault: Vault) -> Problem:
        link = found.link
        written = vault.respelled(found, display="" if link.fragment else link.target)
        edit = link_edit(found, written) if written else None
        is_same = not link.fragment or link.display is not None or link.is_markdown or link.raw.startswith("!")
        make = Fix.safe if is_same else Fix.unsafe
        return self.problem(
            found.source,
            link.span,
            f'"{link.target}" leads to {found.resolved} only because Obsidian ignores case:'
            f" write {written.text if written else vault.spelling_of(found)}",
            data={
                "target": link.target,
                "link": link.raw,
                "resolved": found.resolved,
                "write": written.text if written else None,
            },
            causes=(note_name(link.target),),
            alike=f'links to "{link.target}"',
            fix=make("Write the name as the file has it", edit) if edit else None,
        )
