"""Anchors: the headings and blocks of a note, which a link names by its fragment.

The statements cited (S4.1 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from vaultlint.model import FragmentStatus, Note
from vaultlint.obsidian.names import normalize_nfc

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """Fold a heading for comparison: in lower case, with punctuation and spaces as one space (S4.1)."""
    return normalize_nfc(_NOT_COMPARED.sub(" ", text)).strip().lower()


class Anchors:
    """The headings and blocks of a note."""

    def __init__(self, note: Note) -> None:
        self._is_drawing = note.is_drawing
        content = note.packed_content
        self._levels = [level for level, _text, _span in content.headings]
        self._deeper: dict[tuple[str, int], list[int]] = {}  # by text and level: the positions where it is deeper
        for position, (level, text, _span) in enumerate(content.headings):
            name = fold_heading(text)
            for above in range(level):
                self._deeper.setdefault((name, above), []).append(position)
        self._blocks = {name.lower() for name, _span in content.blocks}
        self._known: dict[str, FragmentStatus] = {}

    def status_of(self, fragment: str) -> FragmentStatus:
        """Tell whether a fragment, with its `#`, names an anchor of the note."""
        if fragment not in self._known:
            self._known[fragment] = self._compute_status(fragment)
        return self._known[fragment]

    def _compute_status(self, fragment: str) -> FragmentStatus:
        parts = [part.strip() for part in fragment.split("#") if part.strip()]
        if not parts:
            return FragmentStatus.OK
        if self._is_drawing or (len(parts) == 1 and parts[0].startswith("[^")):
            return FragmentStatus.UNCHECKED
        if len(parts) == 1 and parts[0].startswith("^"):
            found = parts[0][1:].lower() in self._blocks
            return FragmentStatus.OK if found else FragmentStatus.MISSING_BLOCK
        return FragmentStatus.OK if self._has_path(parts) else FragmentStatus.MISSING_HEADING

    def _has_path(self, parts: Sequence[str]) -> bool:
        """Whether each part names the next heading of that text below the previous one, and is deeper (S4.4)."""
        position, level = -1, 0
        for part in parts:
            found = self._deeper.get((fold_heading(part), level), [])
            index = bisect_right(found, position)
            if index == len(found):
                return False
            position = found[index]
            level = self._levels[position]
        return True
