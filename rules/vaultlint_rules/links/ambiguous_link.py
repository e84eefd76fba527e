from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import MAX_SUGGESTIONS, Canvas, Example, Fix, Note, Problem, ResolvedLink, Rule, Status, Vault, note_name
from vaultlint_rules.link_advice import advise
from vaultlint_rules.links import LISTED, listed

_TRIED = 5


@dataclass(frozen=True, kw_only=True)
class AmbiguousLink(Rule):
    """A link that matches two or more files equally well.

    Obsidian opens the file at exactly that path, else one in or below the folder of the linking note,
    else the one with the shortest path. If only the length of the paths decides, the link may lead
    elsewhere once a file is moved, and between equally long paths the choice is not stable. Write
    the path, as in `[[hot/Tea]]`. If no path helps, because the names differ only in case or a
    folder's name cannot be written in a link, rename one of the files.

    Off by default: in many vaults, names repeat on purpose.
    """

    name = "ambiguous-link"
    good = Example({"a/Tea.md": "x\n", "b/Tea.md": "x\n", "note.md": "[[a/Tea]]\n"})
    bad = Example(
        {"hot/Tea.md": "x\n", "ice/Tea.md": "x\n", "long/er/Tea.md": "x\n", "note.md": "[[Tea]] [[er/Tea]]\n"},
        expected=(
            (
                'note.md:1:1: warning: "Tea" matches hot/Tea.md, ice/Tea.md and long/er/Tea.md; Obsidian opens'
                " one of the shortest paths: add the folder, as in [[hot/Tea]] [ambiguous-link]"
            ),
        ),
    )
    is_default = False
    fixes = ("suggestion",)

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for found in vault.links_of(note):
            if found.status is Status.AMBIGUOUS:
                opened = found.resolved or "one of the shortest paths"
                example = _unambiguous(found, vault)
                shown = example or _without_fragment(found, vault)
                advice = f"add the folder, as in {shown}" if shown else "rename one of them"
                yield self.problem(
                    found.source,
                    found.link.span,
                    f'"{found.link.target}" matches {listed(found.candidates)}; Obsidian opens {opened}: {advice}',
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
                    suggestions=_pins(found, vault),
                )

    check_canvas = check_note


def _pins(found: ResolvedLink, vault: Vault) -> list[Fix]:
    """Links to the first files that a link can name; the file that Obsidian opens is the first."""
    files = sorted(found.candidates, key=lambda path: path != found.resolved)[:_TRIED]
    advice = [advise(vault, found, file, f"Link to {file}") for file in files]
    return [each.fix for each in advice if each][:MAX_SUGGESTIONS]


def _unambiguous(found: ResolvedLink, vault: Vault, *, fragment: str | None = None) -> str | None:
    """A link to the file that Obsidian opens or, where that is not stable, to the first one that a link can name."""
    files = [found.resolved] if found.resolved else found.candidates[:_TRIED]
    rewritten = (vault.rewritten(found, file, fragment=fragment) for file in files)
    return next((each.text for each in rewritten if each), None)


def _without_fragment(found: ResolvedLink, vault: Vault) -> str | None:
    """A link to such a file as a whole, for a heading or block that none of them has."""
    return _unambiguous(found, vault, fragment="") if found.link.fragment else None
