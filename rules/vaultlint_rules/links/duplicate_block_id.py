from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from vaultlint import Block, Edit, Example, Fix, Note, Problem, Rule, Span, Vault


@dataclass(frozen=True, kw_only=True)
class DuplicateBlockId(Rule):
    """Two blocks of a note have the same id.

    A link such as `[[note#^water]]` leads to only one of them, and an embed shows only that one. Ids are
    the same in any case. Give each block its own id; links that meant the other block must then be
    changed too. Often the text was copied together with its id.
    """

    name = "duplicate-block-id"
    good = Example({"a.md": "Green tea: 80 degrees. ^green\n\nBlack tea: 95 degrees. ^black\n"})
    bad = Example(
        {"a.md": "Green tea: 80 degrees. ^water\n\nBlack tea: 95 degrees. ^Water\n"},
        expected=(
            (
                "a.md:3:24: warning: an earlier block has the id ^water too, and links lead to only one of them:"
                " rename one [duplicate-block-id]"
            ),
        ),
    )
    fixes = ("suggestion",)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        taken = {block.id.lower() for block in note.blocks}
        if len(taken) == len(note.blocks) or note.is_drawing:
            return
        firsts: dict[str, Block] = {}
        for block in note.blocks:
            same = block.id.lower()
            if _is_cell(note, block, vault):
                continue
            first = firsts.setdefault(same, block)
            if first is not block:
                free = next(name for number in count(2) if (name := f"{same}-{number}") not in taken)
                taken.add(free)
                yield self.problem(
                    note.path,
                    block.span,
                    f"an earlier block has the id ^{first.id} too, and links lead to only one of them: rename one",
                    data={"block": block.id, "first_line": first.span.line},
                    causes=(same,),
                    alike=f"blocks with the id ^{same}",
                    suggestions=[Fix.unsafe(f"Rename this id to ^{free}", Edit(note.path, block.span, f"^{free}"))],
                )


def _is_cell(note: Note, block: Block, vault: Vault) -> bool:
    """Whether an id stands alone in a cell of a table, as an exponent or a mark may."""
    before = vault.text_at(note, Span(block.span.line, 1, block.span.line, block.span.column))
    return before is None or before.rstrip().endswith("|")
