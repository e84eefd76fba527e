"""Plan the renaming of a block id, with all links that name it."""

from __future__ import annotations

import re

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.note_reader import NoteReader
from vaultlint.model import Edit
from vaultlint.obsidian.names import did_you_mean
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.vault.index import Index

_ID = re.compile("[A-Za-z0-9-]+")


def plan_block_rename(index: Index, path: str, old: str, new: str, reader: NoteReader) -> Planned:
    """Plan to give a block of a note another id, both without `^`; raises `FixRefused`."""
    blocks = index.note(path).blocks
    found = [block for block in blocks if block.id.lower() == old.lower()]
    if not found:
        raise FixRefused(f'{path} has no block "^{old}"{did_you_mean(old, [block.id for block in blocks])}')
    if len(found) > 1:
        lines = " and ".join(str(block.span.line) for block in found[:2])
        raise FixRefused(f"{path} has the block id ^{old} on lines {lines}: make them differ first")
    if not _ID.fullmatch(new):
        raise FixRefused(f'"^{new}" cannot be a block id: use Latin letters, digits and hyphens')
    if found[0].id == new:
        raise FixRefused(f"{path}:{found[0].span.line}: the block id is ^{new} already")
    taken = next((block for block in blocks if block.id.lower() == new.lower() and block is not found[0]), None)
    if taken:
        raise FixRefused(f"{path} already has the block id ^{new} on line {taken.span.line}: choose another")
    reader.text(path)
    edits = [Edit(path, found[0].span, f"^{new}")]
    for source in sorted({*index.backlinks.to(path), path}):
        for link in index.document(source).links:
            is_named = (link.fragment or "").strip("# ").lower() == f"^{old.lower()}"
            if not is_named or link.external or index.resolver.resolve(link, source).resolved != path:
                continue
            rewritten = link_edits(link, source, reader.text(source), NewLink(link.target, f"#^{new}"))
            if rewritten is None:
                line, column = link.span[:2]
                raise FixRefused(f"{source}:{line}:{column}: {link.raw} cannot be made to name ^{new}")
            edits += rewritten
    return Planned(Plan(tuple(dict.fromkeys(edits))))
