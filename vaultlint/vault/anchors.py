"""Anchors: the headings and blocks of a note, which a link names by its fragment.

The statements cited (S4.1 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

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
        self._headings = [(heading.level, fold_heading(heading.text)) for heading in note.headings]
        self._names = {name for _level, name in self._headings}
        self._blocks = {block.id.lower() for block in note.blocks}
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
        names = [fold_heading(part) for part in parts]
        found = names[0] in self._names and (len(names) == 1 or self._has_path(names))
        return FragmentStatus.OK if found else FragmentStatus.MISSING_HEADING

    def _has_path(self, names: Sequence[str]) -> bool:
        """Whether each name is that of the next heading below the previous one that is deeper (S4.4, S11.5)."""
        position, level = -1, 0
        for name in names:
            found = self._deeper.get((name, level), [])
            index = bisect_right(found, position)
            if index == len(found):
                return False
            position = found[index]
            level, _ = self._headings[position]
        return True

    @cached_property
    def _deeper(self) -> dict[tuple[str, int], list[int]]:
        """By name and level, the positions of the headings of that name that are deeper than the level."""
        found: dict[tuple[str, int], list[int]] = {}
        for position, (level, name) in enumerate(self._headings):
            for above in range(level):
                found.setdefault((name, above), []).append(position)
        return found
