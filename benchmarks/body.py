"""Generate the body of a note: headings, and blocks that hold the note's links."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from benchmarks import prose
from benchmarks.generated_links import PlannedNote, in_table


def body(chance: Random, note: PlannedNote, stock: Sequence[str]) -> str:
    """Generate a text of about 2 KB, sometimes far longer, with all headings, block ids and links of the note."""
    share = chance.random()
    size = 200 + int(5_600 * share * share * share)
    pending = [link.text for link in note.links]
    blocks = list(note.blocks)
    parts: list[str] = []
    sections = ["", *(f"{'#' * level} {text}\n" for level, text in note.headings)]
    for section in sections:
        parts.append(section)
        written = 0
        while written < size // len(sections):
            parts.append(_block(chance, stock, pending, blocks))
            written += len(parts[-1])
    parts += [f"A thought to come back to. ^{block}\n" for block in blocks]
    if pending:
        parts.append(prose.bullets(chance, stock, pending))
    return "\n".join(part for part in parts if part)


def _block(chance: Random, stock: Sequence[str], pending: list[str], blocks: list[str]) -> str:
    kind = chance.random()
    if kind < 0.6:
        text = prose.with_links(chance, stock, _take(pending, chance.randrange(3)), chance.randrange(2, 7))
        return f"{text} ^{blocks.pop()}\n" if blocks and chance.random() < 0.5 else f"{text}\n"
    if kind < 0.75:
        return prose.bullets(chance, stock, _take(pending, chance.randrange(4)))
    if kind < 0.8:
        return prose.table(chance, [in_table(link) for link in _take(pending, chance.randrange(3))])
    if kind < 0.9:
        return prose.quote(chance, stock, _take(pending, chance.randrange(2)))
    return prose.without_links(chance, stock)


def _take(pending: list[str], count: int) -> list[str]:
    return [pending.pop() for _ in range(min(count, len(pending)))]
