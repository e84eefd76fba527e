from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Vault, matches
from vaultlint_rules.graph import check_patterns, in_folder

_DOCUMENTS = (".base", ".canvas")
_EXPORT = re.compile(r"(?:\.(?:dark|light))?\.(?:svg|png)\Z")
"""The end of the name of a picture that the plugin Excalidraw exports beside a drawing, which is a note."""


@dataclass(frozen=True, kw_only=True)
class UnusedAttachment(Rule):
    """An attachment that no note or canvas links to or embeds.

    Often it is left over from a note that was deleted. Links of all kinds count, including those in
    properties and canvases. Notes, canvases and bases are not attachments, nor are files that Obsidian
    does not show. A picture with the name of a note in its folder is taken for one that the plugin
    Excalidraw exports, and used.

    Look before you delete: vaultlint does not know of files that only HTML (`<img src=...>`), a property
    without a link (`cover: cup.png`), a style sheet, a site's settings, Bases or Dataview name.

    Off by default: some keep files in their vault that need no link.

    - `exempt`: attachments that need no link, as patterns in the syntax of .gitignore, such as
      `["static/**"]`.
    """

    name = "unused-attachment"
    is_default = False
    is_graph_rule = True
    good = Example({"a.md": "![[cup.png]] and [pot][1]\n\n[1]: pot.png\n", "cup.png": "", "pot.png": ""})
    bad = Example(
        {"a.md": "`![[cup.png]]`\n", "images/cup.png": ""},
        expected=("images/cup.png:1:1: warning: no note or canvas links to this file [unused-attachment]",),
    )

    exempt: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_patterns(exempt=self.exempt)

    def check(self, vault: Vault) -> Iterator[Problem]:
        notes = {path.lower() for path in vault.notes}
        for path in vault.files:
            if not (_is_made(path.lower(), notes) or vault.is_linked(path) or matches(self.exempt, path)):
                yield self.problem(
                    path,
                    TOP,
                    "no note or canvas links to this file",
                    alike=f"files{in_folder(path)} that no note or canvas links to",
                )


def _is_made(path: str, notes: Container[str]) -> bool:
    """Whether a file is written in Obsidian: a canvas, a base, or the picture of a drawing; paths are in lower case."""
    return path.endswith(_DOCUMENTS) or f"{_EXPORT.sub('', path)}.md" in notes
